"""Every answer of a workspace as JSON, to hold two versions of the code side by side, value by value.

python -m bench.answers dump WORKSPACE FILE [--quick]     each KPI of the catalogue in each of many scopes
python -m bench.answers compare FILE FILE                 tells every value that differs; sums may in the last digits
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assay.errors import AssayError
from assay.kpis import CATALOGUE
from assay.metrics.answers import answer
from assay.metrics.scope import Filter, Scope
from assay.store.runs import open_run
from assay.store.workspace import Workspace

PRESETS = ("visit_or_response", "minutes_10", "three_views_30d", "mqa")


def scopes_of(run: Any) -> Iterator[tuple[str, Scope]]:
    """Scopes of every kind, made of what the run has: lists, tiers, owners, programmes, industries."""
    cursor = run.cursor()

    def first(sql: str, number: int = 2) -> tuple[str, ...]:
        return tuple(row[0] for row in cursor.execute(f"{sql} LIMIT {number}").fetchall())

    lists = first("SELECT DISTINCT list FROM memberships WHERE arm = 'abm' ORDER BY 1")
    tiers = first("SELECT DISTINCT tier FROM memberships WHERE tier IS NOT NULL ORDER BY 1")
    programmes = first("SELECT DISTINCT programme_id FROM memberships WHERE programme_id IS NOT NULL ORDER BY 1")
    owners = first("SELECT owner_id FROM accounts GROUP BY 1 HAVING owner_id IS NOT NULL ORDER BY count(*) DESC, 1")
    names = first(f"SELECT name FROM users WHERE user_id = '{owners[0]}'") if owners else ()
    industries = first("SELECT industry FROM accounts GROUP BY 1 HAVING industry IS NOT NULL ORDER BY count(*) DESC, 1")
    yield "default", Scope()
    for arm in ("control", "holdout", "other", "rest", "all"):
        yield f"arm {arm}", Scope(arm=arm)
    yield "one list", Scope(lists=lists[:1])
    yield "lists", Scope(lists=lists)
    yield "one tier", Scope(tiers=tiers[:1])
    yield "tiers", Scope(tiers=tiers)
    yield "owner by id", Scope(owners=owners[:1])
    yield "owners by name", Scope(owners=(*names, *owners[1:]))
    yield "one programme", Scope(programmes=programmes[:1])
    yield "programmes", Scope(programmes=programmes)
    yield "industry", Scope(where=(Filter("industry", "=", industries[0]),))
    yield "another industry", Scope(where=(Filter("industry", "!=", industries[0]),))
    yield "no industry", Scope(where=(Filter("industry", "=", None),))
    yield "large", Scope(where=(Filter("employees", ">=", 300.0), Filter("country", "!=", "DE")))
    yield "everything", Scope(lists=lists, tiers=tiers, owners=owners, where=(Filter("industry", "<=", industries[0]),))
    yield "cohort", Scope(mode="cohort", follow_days=90)
    yield "cohort of a tier", Scope(mode="cohort", follow_days=120, tiers=tiers[:1])
    yield "rolled up", Scope(roll_up=True)
    yield "all rolled up", Scope(roll_up=True, arm="all")
    yield "rest of an owner", Scope(arm="rest", owners=owners[:1])
    yield "dollars", Scope(currency="USD")
    for preset in (*PRESETS, *run.settings.engagement.presets):
        yield f"engaged {preset}", Scope(engaged=preset)
    last = run.last_day or run.today
    yield "earlier", Scope(start=last - timedelta(400), end=last - timedelta(100), as_of=last - timedelta(40))


QUICK = ("default", "arm rest", "arm all", "one tier", "owners by name", "cohort", "rolled up", "dollars")
DETAILED = ("default", "one tier", "cohort")
"""Also by month, with rows; the first of them by each dimension."""


def dump(folder: str, quick: bool) -> dict[str, Any]:
    run = open_run(Workspace.find(folder))
    told: dict[str, Any] = {}
    for name, scope in scopes_of(run):
        if quick and name not in QUICK:
            continue
        for key, kpi in CATALOGUE.items():
            told[f"{name} | {key}"] = _answer(run, key, scope, rows=name in DETAILED)
            if name in DETAILED:
                told[f"{name} | {key} | month"] = _answer(run, key, scope, grain="month")
            if name == DETAILED[0] and not quick:
                for dimension in kpi.dimensions:
                    told[f"{name} | {key} | {dimension}"] = _answer(run, key, scope, by=(dimension,))
        print(name, file=sys.stderr, flush=True)
    return told


def _answer(run: Any, key: str, scope: Scope, **words: Any) -> Any:
    try:
        found = answer(run, key, scope, **words)
    except AssayError as error:
        return {"error": error.message}
    said = asdict(found)
    said.pop("run")
    if said["detail"]:
        said["detail"] = sorted((plain(row) for row in said["detail"]), key=repr)
    return plain(said)


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def differences(one: Any, other: Any, place: str = "") -> Iterator[str]:
    """Where two values differ; floats may by a billionth, since sums depend on their order."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from differences(one.get(key, "(nothing)"), other.get(key, "(nothing)"), f"{place} › {key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{place} › {number}")
    elif isinstance(one, float) and isinstance(other, float | int):
        if not math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12):
            yield f"{place}: {one!r} ≠ {other!r}"
    elif one != other:
        yield f"{place}: {str(one)[:200]!r} ≠ {str(other)[:200]!r}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("dump", "compare"))
    parser.add_argument("first")
    parser.add_argument("second")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    if asked.what == "dump":
        Path(asked.second).write_text(json.dumps(dump(asked.first, asked.quick), indent=0), "utf-8")
        return
    one, other = (json.loads(Path(path).read_text("utf-8")) for path in (asked.first, asked.second))
    found = list(differences(one, other))
    print("\n".join(found[:200]))
    print(f"{len(one)} answers, {len(other)} answers, {len(found)} values differ")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
