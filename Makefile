# Everything a fresh machine needs is set up by the targets themselves: Python >= 3.11 with pip is enough.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2

.PHONY: demo test check format docs clean

$(BIN)/.ready: pyproject.toml uv.lock
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv sync --frozen --quiet --compile-bytecode
	touch $@

demo: $(BIN)/.ready
	$(BIN)/assay demo build/demo

test: $(BIN)/.ready
	$(BIN)/pytest -n $(WORKERS)

check: $(BIN)/.ready
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(BIN)/.ready
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: $(BIN)/.ready
	$(BIN)/python -m assay.docs
	$(BIN)/python -m assay.cli.reference > docs/cli.md

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis
