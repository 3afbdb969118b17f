"""Companies built by each engine from the same rows, and answers told in a way that can be compared."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pyarrow.parquet as pq

from assay.demo.calendar import LAST_DAY
from assay.demo.generate import generate
from assay.demo.workspace import demo_settings
from assay.engine.spark import FINISHED, Cluster, open_tables, tables_in
from assay.errors import UsageError
from assay.facts.on_engine import build_on_engine
from assay.facts.schema import FACTS
from assay.kpis import find
from assay.landing.load import load
from assay.metrics.answers import answer
from assay.metrics.dimension_names import check_dimensions
from assay.metrics.scope import Scope
from assay.refresh import refresh
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace, create_workspace
from metrics import nasty
from metrics.cases import SETTINGS, TODAY
from support import company as companies

TELLABLE = [name for name in FACTS if name != "run"]
SCOPES: dict[str, dict[str, Any]] = {
    "tiers": {},
    "cohort": {"mode": "cohort"},
    "control": {"arm": "control"},
}


class Pair(NamedTuple):
    """The same company, as DuckDB and as Spark know it."""

    duckdb: Run
    spark: Run
    window: dict[str, Any]


def nasty_company(seed: int, cluster: Cluster, folder: Path, everything: bool) -> Pair:
    known = nasty.run_of(seed)
    if not everything:
        _export(known, folder)
        return Pair(known, _asking(known, cluster, folder), nasty.HALF)
    place = folder / "run-1"
    with patch.object(companies, "build_facts", partial(build_on_engine, tables=tables_in(cluster, place))):
        built = companies.company(nasty.tables(seed), today=TODAY, **SETTINGS)
    return Pair(known, _asking(built, cluster, place), nasty.HALF)


def demo_company(cluster: Cluster, folder: Path, everything: bool) -> Pair:
    """The sample company as its user has it: run 1 by DuckDB, then the engine is changed and run 2 built by Spark."""
    assert everything
    workspace = create_workspace(folder / "w")
    settings = workspace.path / "assay.toml"
    settings.write_text(demo_settings(), "utf-8")
    generate(folder / "files")
    workspace = Workspace.find(workspace.path)
    load(workspace, [folder / "files"])
    today = LAST_DAY + timedelta(days=1)
    refresh(workspace, today=today)
    options = "".join(f"\n{json.dumps(name)} = {json.dumps(value)}" for name, value in cluster.options)
    engine = f'\n[engine]\nname = "spark"\nmaster = "{cluster.master}"\n[engine.options]{options}\n'
    settings.write_text(demo_settings() + engine + "[figures]\nat_refresh = false\n", "utf-8")
    workspace = Workspace.find(workspace.path)
    assert refresh(workspace, today=today).changed
    window = {"start": date(LAST_DAY.year, 1, 1), "end": LAST_DAY}
    return Pair(open_run(workspace, 1), open_run(workspace, 2), window)


COMPANIES: dict[str, Callable[[Cluster, Path, bool], Pair]] = {
    "nasty-3": partial(nasty_company, 3),
    "nasty-11": partial(nasty_company, 11),
    "demo": demo_company,
}


def told(run: Run, key: str, scope: dict[str, Any], by: tuple[str, ...] = ()) -> Any:
    """All that an answer says, or why there is none."""
    kpi = find(key)
    try:
        found = dataclasses.asdict(answer(run, kpi.key, Scope(**scope), by=by))
    except UsageError as error:
        return str(error)
    return {name: value for name, value in found.items() if name != "run"}


def tiers_of(key: str) -> tuple[str, ...]:
    """By tier, for those KPIs that can be."""
    try:
        check_dimensions(find(key), ("tier",), ())
    except UsageError:
        return ()
    return ("tier",)


def differences(one: Any, other: Any, place: str = "") -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            yield from differences(one.get(name), other.get(name), f"{place}.{name}")
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple) and len(one) == len(other):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{place}[{number}]")
    elif not _same(one, other):
        yield f"{place}: DuckDB says {one!r}, Spark says {other!r}"


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(one) and math.isnan(other))
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        # A share of an amount is a float first: its eighth digit depends on the order in which an engine adds.
        return math.isclose(one, other, rel_tol=1e-11, abs_tol=1e-7)
    return bool(one == other)


def _asking(run: Run, cluster: Cluster, folder: Path) -> Run:
    return dataclasses.replace(run, tables=partial(open_tables, cluster, folder), dialect="pyspark")


def _export(run: Run, folder: Path) -> None:
    """The facts of a run as `build_on_engine` leaves them."""
    columns: dict[str, dict[str, str]] = {}
    for name in TELLABLE:
        table = run.connection.execute(f"SELECT * FROM main.{name}").to_arrow_table()
        (folder / "main" / name).mkdir(parents=True)
        pq.write_table(table, folder / "main" / name / "part.parquet")
        columns[name] = {column: FACTS[name].get(column, "string") for column in table.column_names}
    (folder / FINISHED).write_text(json.dumps(columns), "utf-8")
