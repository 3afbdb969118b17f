"""One catalogue, two engines: facts row by row, and every KPI in several scopes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from assay.engine.interface import in_places
from assay.engine.spark import session
from assay.kpis import CATALOGUE
from assay.metrics.runnable_sql import sql_of
from assay.metrics.scope import Scope
from assay.views.funnel import funnel
from spark.companies import COMPANIES, SCOPES, TELLABLE, differences, tiers_of, told

SOME = ("target_accounts", "engaged_share", "content_minutes", "win_rate", "average_deal_size")
CANNOT: dict[tuple[str, str], str] = {}
"""What Spark answers otherwise, by KPI and scope, and why. A mark that is needless turns the suite red."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    everything = metafunc.config.getoption("--spark-all", default=False)
    names = list(COMPANIES) if everything else ["nasty-3"]
    if "key" in metafunc.fixturenames:
        keys = list(CATALOGUE) if everything else SOME
        asked = [_case(name, key, scope) for name in names for key in keys for scope in _scopes(name, everything)]
        metafunc.parametrize(("name", "key", "scope"), asked)
    elif "fact" in metafunc.fixturenames:
        metafunc.parametrize(("name", "fact"), [(name, fact) for name in names for fact in TELLABLE])


def _scopes(name: str, everything: bool) -> list[str]:
    """All of them for one company: a question takes seconds."""
    return list(SCOPES) if everything and name == "nasty-3" else ["tiers"]


def _case(name: str, key: str, scope: str) -> Any:
    why = CANNOT.get((key, scope))
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(name, key, scope, marks=marks)


@pytest.fixture
def _only_with_all(everything):
    if not everything:
        pytest.skip("with --spark-all: `make test-spark`")


@pytest.mark.usefixtures("_only_with_all")
def test_executors_are_processes_of_their_own(cluster):
    """Each partition tells which Java process feeds it: two workers, and neither is the driver."""

    def java_process(_: Any) -> Any:  # within the test: workers cannot import its module
        import os
        import time
        from pathlib import Path

        time.sleep(0.5)  # so that no worker takes all of them
        process = os.getpid()
        while Path(f"/proc/{process}/comm").read_text().strip() != "java":
            process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        yield process

    context = session(cluster).sparkContext
    driver = int(context._jvm.java.lang.ProcessHandle.current().pid())
    seen = set(context.parallelize(range(8), 8).mapPartitions(java_process).collect())
    print(f"driver {driver}, executors {sorted(seen)}")
    assert len(seen) == 2
    assert driver not in seen


@pytest.mark.usefixtures("_only_with_all")
def test_the_same_facts(pair, name, fact):
    known = pair(name)
    ours, theirs = (_rows(run.connection, fact) for run in known[:2])
    assert len(ours) == len(theirs)
    wrong = [text for left, right in zip(ours, theirs, strict=True) for text in differences(left, right, fact)]
    assert not wrong, "\n".join(wrong[:20])


def _rows(connection: Any, fact: str) -> list[dict[str, Any]]:
    result = connection.execute(f"SELECT * FROM main.{fact} ORDER BY ALL")
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def test_a_series_has_the_same_periods(pair):
    known = pair("nasty-3")
    asked = Scope(start=date(2025, 7, 1), end=date(2025, 9, 30))
    ours, theirs = (_series(run, asked) for run in known[:2])
    assert ours == theirs
    assert len(ours) == 3


def _series(run: Any, asked: Scope) -> list[tuple[Any, Any]]:
    from assay.metrics.answers import answer

    found = answer(run, "target_accounts", asked, grain="month")
    return [(row.period, row.figure.value) for row in found.rows]


def test_the_sql_of_an_answer_runs_on_spark_as_printed(pair, cluster):
    run, asked = pair("nasty-3").spark, Scope(start=date(2025, 7, 1), end=date(2025, 9, 30))
    text = sql_of(run, "target_accounts", asked, grain="month")
    assert "EXPLODE(SEQUENCE(" in text
    tables = run.tables()
    found = session(cluster).sql(in_places(text, tables)).toArrow().to_pylist()
    assert {row["period"]: row["n"] for row in found} == dict(_series(run, asked))


@pytest.mark.usefixtures("_only_with_all")
def test_a_view_is_the_same(pair):
    known = pair("nasty-3")
    ours, theirs = (funnel(run, Scope(**known.window)) for run in known[:2])
    assert list(differences(_json(ours), _json(theirs))) == []


def _json(view: Any) -> Any:
    return view.to_json() if hasattr(view, "to_json") else view


def test_the_same_answer(pair, name, key, scope):
    known = pair(name)
    asked = {**known.window, **SCOPES[scope]}
    by = tiers_of(key) if scope == "tiers" else ()
    wrong = list(differences(told(known.duckdb, key, asked, by), told(known.spark, key, asked, by)))
    assert not wrong, "\n".join(wrong[:20])
