"""List rows of the arms, as the facts have them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from assay.facts.schema import FOREVER
from assay.metrics.list_rows import COLUMNS, list_rows
from assay.views.question import Question

Rows = list[dict[str, Any]]
LISTED = ("abm", "control", "holdout")


def listed(asked: Question, arms: Sequence[str], lists: Sequence[str], programmes: Sequence[str]) -> Rows:
    """List rows of these arms that overlap the window; every row of an account that has one of them."""
    rows = list_rows(asked.cursor, arm=arms, list=lists, programme_id=programmes)
    for row in rows:
        row["account_id"] = row["parent_id"] if asked.scope.roll_up else row["account_id"]
    timing = asked.timing
    meet = {row["account_id"] for row in rows if row["starts_on"] <= timing.end and row["ends_on"] > timing.start}
    return [row for row in rows if row["account_id"] in meet]


def launches(asked: Question, rows: Rows) -> dict[str, date]:
    """The first day on the list of each account, its days before the window left aside only if it was gone again."""
    first_days: dict[str, date] = {}
    for row in rows:
        if row["ends_on"] > asked.timing.start and row["starts_on"] <= asked.timing.end:
            first_days[row["account_id"]] = min(row["starts_on"], first_days.get(row["account_id"], FOREVER))
    return first_days


def list_row(account: str, parent: str, starts_on: date, ends_on: date = FOREVER, **more: Any) -> dict[str, Any]:
    """A list row of no list in particular."""
    empty = dict.fromkeys(COLUMNS)
    spell = {"account_id": account, "parent_id": parent, "starts_on": starts_on, "ends_on": ends_on, "list": ""}
    return {**empty, **spell, **more}


def marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
