"""One piece of work, timed in a process of its own: python -m bench.work NAME WORKSPACE …; prints JSON."""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from bench import handwritten

from assay.api import open_workspace
from assay.contract.tables import TABLES
from assay.landing.load import load
from assay.refresh import refresh
from assay.store.runs import open_run, rollback
from assay.store.workspace import Workspace
from assay.views.account import account

MONTHS = {"start": "2024-10-01", "end": "2026-09-30", "grain": "month"}


def timed(action: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock, seconds of the processors, and what came out."""
    began, busy = time.perf_counter(), time.process_time()
    found = action()
    return time.perf_counter() - began, time.process_time() - busy, found


def repeated(action: Callable[[], Any], times: int) -> dict[str, Any]:
    measured = [timed(action) for _ in range(times)]
    return {
        "seconds": statistics.median(one[0] for one in measured),
        "busy": statistics.median(one[1] for one in measured),
        "answer": measured[-1][2],
    }


def sql(query: str, times: int) -> dict[str, Any]:
    """Run by hand, with the memory and the threads that Assay takes for itself."""
    with duckdb.connect(config={"memory_limit": "4GB"}) as connection:
        return repeated(lambda: summed(connection, query), times)


def summed(connection: Any, query: str) -> list[Any]:
    """Every column consumed, and a sum of them to compare."""
    names = [name for name, *_ in connection.execute(f"DESCRIBE {query}").fetchall()]
    columns = [f"c{n}" for n in range(len(names))]
    sums = ", ".join(f"sum(hash({name}) >> 20)" if n < 2 else f"sum({name})" for n, name in enumerate(columns))
    found = connection.execute(f"SELECT count(*), {sums} FROM ({query}) AS asked({', '.join(columns)})").fetchall()
    return [float(value or 0) for value in found[0]]


def by_hand(base: str, folder: str) -> dict[str, Any]:
    """The floor: a load and a full refresh by hand, with the memory that Assay takes, and what came out of them."""
    place = Path(folder)
    shutil.rmtree(place, ignore_errors=True)
    (place / "landed").mkdir(parents=True)
    (place / "facts").mkdir()
    with duckdb.connect(str(place / "run.duckdb"), config={"memory_limit": "4GB"}) as connection:
        load = _together(connection, handwritten.landed(base, f"{place}/landed", _keys(connection, base)))
        facts = _together(connection, handwritten.facts(f"{place}/landed", f"{place}/facts"))
        answers = {
            name: connection.execute(sql.format(f"'{place}/facts/{name}.parquet'")).fetchall()[0]
            for name, sql in handwritten.ANSWERS.items()
        }
    shutil.rmtree(place)
    return {"seconds": load[0], "busy": load[1], "facts_seconds": facts[0], "facts_busy": facts[1], "answer": answers}


def _together(connection: Any, steps: Sequence[str]) -> tuple[float, float]:
    seconds, busy, _ = timed(lambda: [connection.execute(step).fetchall() for step in steps])
    return seconds, busy


def _keys(connection: Any, base: str) -> dict[str, tuple[str, ...]]:
    """The tables of the company, with those columns of their keys that the files have."""
    found = {}
    for name in sorted(place.name.removesuffix(".parquet") for place in Path(base).iterdir()):
        files = f"{base}/{name}/*.parquet" if name == "touches" else f"{base}/{name}.parquet"
        there = {row[0] for row in connection.execute(f"DESCRIBE FROM '{files}'").fetchall()}
        found[name] = tuple(column for column in TABLES[name].key if column in there)
    return found


def facts_of(workspace: Workspace) -> dict[str, Any]:
    """What the facts of the current run say, to be compared with the same by hand."""
    with open_run(workspace).connection as connection:
        return {name: connection.execute(sql.format(name)).fetchall()[0] for name, sql in handwritten.ANSWERS.items()}


def refreshed(workspace: Workspace, *, full: bool, back_to: int | None) -> int:
    if back_to is not None:
        rollback(workspace, back_to)
    return refresh(workspace, full=full, today=date(2026, 9, 30)).number


def run(name: str, folder: str, *rest: str) -> dict[str, Any]:
    if name == "floor":
        return by_hand(folder, rest[0])
    workspace = Workspace(Path(folder))
    if name == "facts":
        return repeated(lambda: facts_of(workspace), 1)
    if name == "sql":
        return sql(Path(rest[0]).read_text("utf-8"), int(rest[1]))
    if name == "load":
        return repeated(lambda: sum(table.loaded for table in load(workspace, [Path(rest[0])]).tables), 1)
    if name == "refresh":
        full, times, base = rest[0] == "full", int(rest[1]), int(rest[2]) or None
        return repeated(lambda: refreshed(workspace, full=full, back_to=base), times)
    if name == "days":
        with open_run(workspace).connection as connection:
            columns = "account_id, day, engaging, weighted_seconds"
            return repeated(lambda: summed(connection, f"SELECT {columns} FROM account_days"), 1)
    if name == "run_sql":
        with open_run(workspace).connection as connection:
            query = Path(rest[0]).read_text("utf-8")
            connection.execute(query).fetchall()
            return repeated(lambda: [row[-1] for row in connection.execute(query).fetchall()], int(rest[1]))
    return _asked(name, folder, workspace, int(rest[0]))


def _asked(name: str, folder: str, workspace: Workspace, times: int) -> dict[str, Any]:
    if name == "account page":
        with open_run(workspace).connection as connection:
            names = [row[0] for row in connection.execute(_SOME_ACCOUNTS).fetchall()]
        found = open_run(workspace)
        account(found, names[0])
        measured = sorted(timed(lambda name=name: account(found, name))[0] for name in names)
        return {"seconds": measured[int(len(measured) * 0.95)], "answer": len(measured)}
    with open_workspace(folder) as reader:
        if name == "kpi":
            reader.kpi("engaged_accounts", **MONTHS)
            return repeated(lambda: [row.figure.value for row in reader.kpi("engaged_accounts", **MONTHS).rows], times)
        keys = workspace.settings.figures.keys
        spans = ({"start": "2026-07-01", "end": "2026-09-30"}, {"start": "2026-04-01", "end": "2026-06-30"})

        def page() -> list[float | None]:
            return [reader.kpi(key, **span).total.value for key in keys for span in spans]

        page()
        return repeated(page, times)


_SOME_ACCOUNTS = "SELECT account_id FROM account_days GROUP BY 1 ORDER BY hash(account_id) LIMIT 20"


def main() -> None:
    found = run(*sys.argv[1:])
    print(json.dumps({**found, "peak_mib": _peak()}, default=str))


def _peak() -> int:
    """MiB of this process alone: `ru_maxrss` begins with what its parent had."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main()
