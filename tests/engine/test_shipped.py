"""The SQL that ships with the package: what a fresh compilation makes, used without a compiler, never with other code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay import shipping
from assay.engine import shipped
from assay.engine.kept import Store, made_with
from assay.engine.statements import Statement
from assay.kpis import CATALOGUE
from assay.metrics.compiled import block_of, compiled, question_of
from assay.metrics.shape import Shape, shape_for
from support.sample import sample_workspace

EVERY = 97
"""One of so many statements is compiled afresh, another one for each KPI; `-m exhaustive` compiles all."""
pytestmark = pytest.mark.own_store


def current(block: str) -> bool:
    return shipped.is_current(block, made_with(block))


@pytest.fixture
def block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A block made for this code, as `make shipped` writes it."""
    name = block_of(CATALOGUE["target_accounts"])
    (tmp_path / f"{name}.xz").write_bytes(shipped.packed(shipping.of_block("target_accounts"), made_with(name)))
    monkeypatch.setattr(shipped, "_folder", lambda: tmp_path)
    shipped._block.cache_clear()
    yield name
    shipped._block.cache_clear()


def refused() -> str:
    raise AssertionError("It should have come with the package.")


@pytest.mark.usefixtures("block")
def test_what_is_shipped_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.metrics.compiled._made", refused)
    kpi = CATALOGUE["target_accounts"]
    for one in (Shape(), Shape(arm="rest"), Shape(tiers=True), Shape(lists=True)):
        found = compiled(kpi, "grouped", shape_for(one, kpi.default_by), kpi.default_by, store=Store())
        assert isinstance(found, Statement)
        assert "windows" in found.sql


def test_what_is_shipped_with_other_code_is_passed_over(block: str) -> None:
    question = question_of(CATALOGUE["target_accounts"], "grouped", Shape(), ())
    assert shipped.find(block, question, made_with(block))
    assert shipped.find(block, question, "other code") is None
    assert shipped.find("kpi.nothing", question, made_with(block)) is None


def test_a_block_is_the_same_in_every_process(block: str, tmp_path: Path) -> None:
    """Else the package could not be built again from the same source."""
    code = "import sys; from assay import shipping, engine; from assay.engine.shipped import packed; " + (
        "sys.stdout.buffer.write(packed(shipping.of_block('target_accounts'), sys.argv[1]))"
    )
    command = [sys.executable, "-c", code, made_with(block)]
    made = subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": "7", **_environment()})
    assert made.stdout == (tmp_path / f"{block}.xz").read_bytes()


def _environment() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(shipping.__file__).parent.parent), "PATH": "/usr/bin:/bin"}


@pytest.mark.parametrize("key", CATALOGUE)
def test_shipped_sql_is_what_is_compiled_now(key: str) -> None:
    """A block that was made with other code is not used, so there is nothing to compare."""
    name = block_of(CATALOGUE[key])
    if not current(name):
        pytest.skip("`make shipped` has not been run for this code")
    common = list(shipping._of_kpi(CATALOGUE[key]))
    made_with_name = {shipped.name_of(one.question) for one in common}
    assert len(made_with_name) == shipped.blocks()[name]
    start = sum(map(ord, key)) % EVERY
    for one in common[start::EVERY]:
        assert shipped.find(name, one.question, made_with(name)) == one.make()


@pytest.mark.exhaustive
@pytest.mark.parametrize("key", CATALOGUE)
def test_all_shipped_sql_is_what_is_compiled_now(key: str) -> None:
    name = block_of(CATALOGUE[key])
    if not current(name):
        pytest.skip("`make shipped` has not been run for this code")
    for question, text in shipping.of_block(key).items():
        assert shipped._block(name)[question] == text


def test_shipped_facts_are_what_is_compiled_now() -> None:
    if not current("facts"):
        pytest.skip("`make shipped` has not been run for this code")
    for one in shipping.of_facts():
        assert shipped.find("facts", one.question, made_with("facts")) == one.make()


SLOW = ("ibis", "sqlglot", "pandas", "pyarrow", "scipy", "tldextract", "assay.settings.sources")
"""What takes a tenth of a second or more to load."""


def loaded_by(*words: str) -> str:
    """Which of them a command has loaded at its end, in a process of its own."""
    code = (
        "import sys; from assay.cli.main import main; status = main(sys.argv[1:]); "
        f"print(*(name for name in {SLOW} if name in sys.modules), file=sys.stderr); raise SystemExit(status)"
    )
    command = [sys.executable, "-c", code, *words]
    told = subprocess.run(command, capture_output=True, text=True, check=False, env={**_environment()})
    assert told.returncode == 0, told.stderr
    return told.stderr.splitlines()[-1]


def test_a_question_that_is_shipped_loads_no_slow_library() -> None:
    if not current(block_of(CATALOGUE["win_rate"])):
        pytest.skip("`make shipped` has not been run for this code")
    assert loaded_by("-C", str(sample_workspace().path), "kpi", "win_rate", "--tier", "1") == ""


def test_a_first_refresh_loads_no_slow_library(tmp_path: Path) -> None:
    """Not even to write what it has worked out in Python, nor to ask the headline figures."""
    if not (current("facts") and current(block_of(CATALOGUE["win_rate"]))):
        pytest.skip("`make shipped` has not been run for this code")
    (tmp_path / "accounts.csv").write_text("account_id,name\na,Acme\n", "utf-8")
    (tmp_path / "touches.csv").write_text("touch_id,occurred_at,kind,account_id\nt,2026-02-01,chat,a\n", "utf-8")
    house = str(tmp_path / "house")
    for words in (["init", house], *(["-C", house, "load", str(path)] for path in sorted(tmp_path.glob("*.csv")))):
        command = [sys.executable, "-c", "from assay.cli.main import run; run()", *words]
        subprocess.run(command, check=True, capture_output=True, env={**_environment()})
    assert loaded_by("-C", house, "refresh") == ""
