"""The whole catalogue on every engine there is: `make test-engines`. How many values were equal is printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import Any
from unittest.mock import patch

import pytest

from assay.errors import DataError
from assay.facts.on_engine import build_on_engine, copy_to_engine
from assay.facts.schema import FACTS
from assay.kpis import CATALOGUE
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.store.engines import COPIED
from metrics import nasty
from metrics.cases import SETTINGS, TODAY
from spark.companies import differences, tiers_of, told
from support import company as companies
from warehouses.conftest import ENGINES, asking

pytestmark = pytest.mark.engines

SEEDS = (3, 11)
SCOPES: dict[str, dict[str, Any]] = {
    "by tier": {},
    "cohort": {"mode": "cohort"},
    "roll-up": {"roll_up": True},
    "control": {"arm": "control"},
    **{preset: {"engaged": preset} for preset in ("any_interaction", "mqa")},
}
EMULATED = {"snowflake": ("nasty-3", "by tier")}
"""An emulator on one machine is asked of one company in one scope: a statement takes it seconds, of the sample company more than
ten minutes."""
CANNOT: dict[tuple[str, str, str], str] = {}
"""What an engine answers otherwise, by engine, KPI and scope, and why. A mark that is needless turns the suite red."""


REFUSED = {
    "'range(INTEGER_LITERAL, UBIGINT)'": "it counts an array's members without a sign, and its own range takes no such number",
    "'array_length(JSON)'": "it has no length for an array that it has made JSON of",
    "Invalid LIST argument during lambda function binding": "it filters no arrays by a lambda",
    'syntax error at or near "ORDER"': "a quantile within a group it writes as DuckDB does not read it",
}
"""What fakesnow cannot do with Snowflake's SQL, by words of its error, which is that of the DuckDB within it."""


@contextmanager
def refused_by_the_emulator(engine: str) -> Iterator[None]:
    try:
        yield
    except DataError as error:
        for words, why in REFUSED.items():
            if engine in EMULATED and words in str(error):
                pytest.xfail(f"fakesnow: {why}")
        raise


@pytest.fixture(scope="module")
def pair(warehouse):
    """A company as DuckDB knows it and as an engine has built it."""
    opened = []

    @lru_cache
    def made(engine: str, company: str):
        tables = warehouse(engine, company.replace("-", "_"))
        opened.append(tables)
        if company == "sample":
            return _sample(tables)
        seed = int(company.partition("-")[2])
        if engine in COPIED:
            copy_to_engine(nasty.run_of(seed).connection, nasty.run_of(seed).settings, tables)
            return nasty.run_of(seed), asking(nasty.run_of(seed), tables)
        with patch.object(companies, "build_facts", partial(build_on_engine, tables=tables)):
            built = companies.company(nasty.tables(seed), today=TODAY, **SETTINGS)
        return nasty.run_of(seed), asking(built, tables)

    yield made
    for tables in opened:
        tables.remove()


def _sample(tables):
    from assay.store.runs import open_run
    from support.sample import sample_workspace

    run = open_run(sample_workspace())
    copy_to_engine(run.connection, run.settings, tables)
    return run, asking(run, tables)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_facts(pair, engine, seed):
    known, run = pair(engine, f"nasty-{seed}")
    for fact in FACTS:
        if fact != "run":
            ours, theirs = (
                one.connection.execute(f"SELECT * FROM main.{fact} ORDER BY ALL").fetchall() for one in (known, run)
            )
            assert len(ours) == len(theirs), fact
            assert list(differences(ours, theirs, fact)) == []


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("key", CATALOGUE)
@pytest.mark.parametrize("company", ["nasty-3", "nasty-11"])
@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_answer(request, pair, engine, company, key, scope):
    if why := CANNOT.get((engine, key, scope)):
        request.applymarker(pytest.mark.xfail(reason=why, strict=True))
    if engine in EMULATED and (company, scope) != EMULATED[engine]:
        pytest.skip("the emulator is asked of one company in one scope")
    if company != "nasty-3" and scope != "by tier":
        pytest.skip("one company is asked in every scope")
    known, run = pair(engine, company)
    asked, by = {**nasty.HALF, **SCOPES[scope]}, tiers_of(key) if scope == "by tier" else ()
    with refused_by_the_emulator(engine):
        wrong = list(differences(told(known, key, asked, by), told(run, key, asked, by)))
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("key", CATALOGUE)
@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_series(pair, engine, key):
    with refused_by_the_emulator(engine):
        ours, theirs = (_series(run, key) for run in pair(engine, "nasty-3"))
    assert list(differences(ours, theirs)) == []


def _series(run, key):
    found = answer(run, key, Scope(**nasty.HALF), grain="month")
    return [(row.period, row.by, row.figure.value, row.figure.n) for row in found.rows]


@pytest.mark.parametrize("key", CATALOGUE)
@pytest.mark.parametrize("engine", [engine for engine in ENGINES if engine not in EMULATED])
def test_the_same_of_the_sample_company(pair, engine, key):
    known, run = pair(engine, "sample")
    wrong = list(differences(told(known, key, {}), told(run, key, {})))
    assert not wrong, "\n".join(wrong[:20])
