"""Each account stands in the arm that it was put into first (intention to treat), whatever became of it later.

A control that is taken into the programme once it does well, or an account that is called a control once it does not,
would make a difference of nothing. So both stay where they were when the window, or their time on the list, began.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assay.comparison.as_said import AsSaid, as_said, landed_rows
from assay.comparison.list_rows import LISTED, Rows
from assay.metrics.list_rows import list_rows
from assay.metrics.scope import Scope
from assay.views.question import Question


@dataclass(frozen=True)
class Assigned:
    """List rows by arm, all rows of an account in that of its first day, and what later loads had made of them.

    `both`: accounts that one list puts into two arms on one day, as merging two companies does: they are in neither;
    a family of which one company has the programme has it, where families are compared.
    `written` are all of their rows, arms as they stand there.
    """

    rows: Mapping[str, Rows]
    both: frozenset[str]
    said: AsSaid
    written: Rows

    def of(self, arm: str) -> Rows:
        return self.rows.get(arm, [])


def assigned(
    asked: Question, scope: Scope, names: Mapping[str, tuple[str, str]], *, as_written: bool = False
) -> Assigned:
    """The accounts of a scope's lists by arm, those that were on them in the window.

    `as_written`: an account that moves stands in all of its arms, as a programme that goes out in waves has it.
    """
    rows = list_rows(asked.cursor, list=scope.lists, programme_id=scope.programmes)
    parents = {account: parent for account, (_, parent) in names.items()}
    said = as_said(rows, (one for one in landed_rows(asked.run) if _asked_for(one, scope)), parents)
    unit = "parent_id" if asked.scope.roll_up else "account_id"
    timing = asked.timing
    own: dict[str, Rows] = {}
    for row in said.rows:
        if row["arm"] in LISTED:
            own.setdefault(row[unit], []).append({**row, "account_id": row[unit]})
    there = {one: rows for one, rows in own.items() if any(_meets(row, timing.start, timing.end) for row in rows)}
    return _by_arm(there, timing.start, said, "written" if as_written else "family" if asked.scope.roll_up else "")


def _asked_for(one: object, scope: Scope) -> bool:
    name, programme = getattr(one, "list", None), getattr(one, "programme_id", None)
    return (not scope.lists or name in scope.lists) and (not scope.programmes or programme in scope.programmes)


def _meets(row: Mapping[str, object], start: date, end: date) -> bool:
    return row["starts_on"] <= end and row["ends_on"] > start  # type: ignore[operator]


def _by_arm(own: Mapping[str, Rows], start: date, said: AsSaid, how: str) -> Assigned:
    by_arm: dict[str, Rows] = {}
    both = set()
    for account, rows in own.items():
        if how == "written":
            for row in rows:
                by_arm.setdefault(row["arm"], []).append(row)
            continue
        arm = first_arm(rows, start)
        if arm is None:
            both.add(account)
            arm = "abm" if how == "family" else None
        if arm is not None:
            by_arm.setdefault(arm, []).extend({**row, "arm": arm} for row in rows)
    return Assigned(by_arm, frozenset(both), said, [row for rows in own.values() for row in rows])


def first_arm(rows: Rows, start: date) -> str | None:
    """The arm of the first day from `start` on; the programme's where two lists begin that day; None where one list has two.

    >>> row = {"list": "N", "ends_on": date(2026, 1, 1)}
    >>> early, late = date(2025, 1, 1), date(2025, 6, 1)
    >>> rows = [{**row, "arm": "control", "starts_on": early}, {**row, "arm": "abm", "starts_on": late}]
    >>> first_arm(rows, early), first_arm([{**one, "starts_on": early} for one in rows], early)
    ('control', None)
    """
    known = [row for row in rows if row["ends_on"] > start] or rows
    day = min(max(row["starts_on"], start) for row in known)
    begin = [row for row in known if max(row["starts_on"], start) == day]
    if any(len({row["arm"] for row in begin if row["list"] == name}) > 1 for name in {row["list"] for row in begin}):
        return None
    arms = {row["arm"] for row in begin}
    return next(arm for arm in LISTED if arm in arms)
