"""Puts the list rows of both arms on one clock, and says what had to be done to that end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from scipy.special import pdtr, pdtrc

from assay.comparison.exposure import aligned, followed_share, unlike
from assay.comparison.list_rows import Rows, launches
from assay.facts.schema import FOREVER
from assay.views.question import Question

NAMED_LATE_DAYS, LEAST_LEFT = 14, 0.25
LEAST_EXPECTED, IMPROBABLE = 3.0, 0.05
"""So many deals must be expected in the time before controls were named, for their absence to say something."""
AT_FIRST, LEAST_SOON, CROWDED = 7, 4, 0.001
"""No programme opens deals within a week as fast as being listed for a deal does: so many, so improbably, are no effect."""


@dataclass(frozen=True)
class Timed:
    """Rows of both arms, followed equally long. The flags are those of `Arms`."""

    ours: Rows
    theirs: Rows
    realigned: bool
    stayed: bool
    named_late: bool
    listed_at_deal: bool


def same_time(asked: Question, ours: Rows, theirs: Rows, *, own_days: bool = False) -> Timed:
    """`own_days`: the controls carry launch days of the treated already."""
    timing = asked.timing
    starts, own = launches(asked, ours), launches(asked, theirs)
    late = False
    realigned = False
    if not own_days:
        alignment = aligned([*starts.values()], own, timing.start, timing.end)
        realigned = alignment.moved
        if realigned:
            theirs = _from(theirs, alignment.launches)
            late = _named_late(asked, alignment.launches, own)
    shares = [_shares(asked, rows) for rows in (ours, theirs)]
    stayed = unlike(*shares)
    if stayed:
        ours, theirs = _to_the_end(asked, ours), _to_the_end(asked, theirs)
    return Timed(ours, theirs, realigned, stayed, late, _listed_at_deal(asked, starts))


def _from(rows: Rows, days: Mapping[str, date]) -> Rows:
    """One row an account, from the day given to it until it leaves."""
    spans: dict[str, dict[str, Any]] = {}
    for row in rows:
        account = row["account_id"]
        if account in days:
            earlier = spans.get(account, row)
            ends_on = max(row["ends_on"], earlier["ends_on"])
            # A control that left before its day comes is followed all the same: it was never in the programme.
            ends_on = ends_on if ends_on > days[account] else FOREVER
            spans[account] = {**earlier, "starts_on": days[account], "ends_on": ends_on}
    return [*spans.values()]


def _shares(asked: Question, rows: Rows) -> list[float]:
    spells: dict[str, list[tuple[date, date]]] = {}
    for row in rows:
        spells.setdefault(row["account_id"], []).append((row["starts_on"], row["ends_on"]))
    timing = asked.timing
    return [
        followed_share(spells[account], day, timing.start, timing.end) for account, day in launches(asked, rows).items()
    ]


def _to_the_end(asked: Question, rows: Rows) -> Rows:
    """As if nobody had left: what an account does after leaving counts like what the other arm does."""
    first = launches(asked, rows)
    spans = {row["account_id"]: {**row, "starts_on": first[row["account_id"]], "ends_on": FOREVER} for row in rows}
    return [*spans.values()]


def _named_late(asked: Question, launched: Mapping[str, date], named: Mapping[str, date]) -> bool:
    """Whether the controls were named later than their launch days, and hardly any of them had opened a deal until then.

    Accounts that had done so could not be named any more: those that are left have been picked for having done nothing.
    Where they were named when most of the time was over, too little follows to tell.
    """
    waited = {one: day for one, day in named.items() if (day - launched[one]).days > NAMED_LATE_DAYS}
    if not waited:
        return False
    if len(waited) > len(named) / 2 and mostly_over(launched, waited, asked.timing.end):
        return True
    subjects = {
        "account_id": pa.array([*waited]),
        "launched_on": pa.array([launched[one] for one in waited], pa.date32()),
        "named_on": pa.array([*waited.values()], pa.date32()),
    }
    asked.cursor.register("named", pa.table(subjects))
    unit = "parent_id" if asked.scope.roll_up else "account_id"
    sql = (
        "SELECT count(DISTINCT CASE WHEN d.created_on < n.named_on THEN d.opportunity_id END),"
        " count(DISTINCT CASE WHEN d.created_on >= n.named_on THEN d.opportunity_id END)"
        f" FROM named n JOIN deals d ON d.{unit} = n.account_id"
        " WHERE d.type = 'new_business' AND d.created_on BETWEEN n.launched_on AND ?"
    )
    before, after = asked.cursor.execute(sql, [asked.timing.end]).fetchone()
    return improbably_few(before, after, *_days(launched, waited, asked.timing.end))


def _listed_at_deal(asked: Question, launched: Mapping[str, date]) -> bool:
    """Whether more accounts opened a deal in the days after they were listed than those that follow lead one to expect."""
    within = {account: day for account, day in launched.items() if day >= asked.timing.start}
    if not within:
        return False
    subjects = {"account_id": pa.array([*within]), "launched_on": pa.array([*within.values()], pa.date32())}
    asked.cursor.register("launched", pa.table(subjects))
    unit = "parent_id" if asked.scope.roll_up else "account_id"
    sql = (
        f"SELECT l.account_id, d.created_on - l.launched_on FROM launched l JOIN deals d ON d.{unit} = l.account_id"
        " WHERE d.type = 'new_business' AND d.created_on BETWEEN l.launched_on AND ?"
    )
    waits = asked.cursor.execute(sql, [asked.timing.end]).fetchall()
    return crowded_at_first(waits, [(asked.timing.end - day).days + 1 for day in within.values()])


def crowded_at_first(waits: Sequence[tuple[str, int]], followed: Sequence[int]) -> bool:
    """Whether too many accounts opened a deal in the days after listing: `waits` of each deal, with its account, `followed` of each account.

    The deals that follow tell how many to expect. Accounts are counted, not deals: those of one account come together.

    >>> waits = [("a", 0), ("b", 0), ("c", 1), ("d", 2), ("e", 3), ("f", 90)]
    >>> crowded_at_first(waits, [365] * 30), crowded_at_first([(one, 60 * days + 5) for one, days in waits], [365] * 30)
    (True, False)
    """
    soon = len({account for account, days in waits if days < AT_FIRST})
    later = sum(max(days - AT_FIRST, 0) for days in followed)
    if soon < LEAST_SOON or not later:
        return False
    follow = sum(days >= AT_FIRST for _, days in waits)
    expected = max(follow, 1) / later * sum(min(days, AT_FIRST) for days in followed)
    return bool(pdtrc(soon - 1, expected) < CROWDED)


def mostly_over(launched: Mapping[str, date], named: Mapping[str, date], end: date) -> bool:
    """Whether accounts were named when less than a quarter of the time since their launch days was left."""
    waited, followed = _days(launched, named, end)
    return followed < waited * LEAST_LEFT / (1 - LEAST_LEFT)


def _days(launched: Mapping[str, date], named: Mapping[str, date], end: date) -> tuple[int, int]:
    waited = sum((day - launched[one]).days for one, day in named.items())
    return waited, sum(max((end - day).days + 1, 0) for day in named.values())


def improbably_few(before: int, after: int, waited: int, followed: int) -> bool:
    """Whether `before` events in `waited` account-days are too few, when there were `after` in the `followed` ones.

    >>> improbably_few(0, 10, 1000, 1000), improbably_few(8, 10, 1000, 1000)
    (True, False)
    """
    if followed <= 0:
        return True
    expected = after / followed * waited
    return bool(expected >= LEAST_EXPECTED and pdtr(before, expected) < IMPROBABLE)


__all__ = ["Timed", "crowded_at_first", "improbably_few", "mostly_over", "same_time"]
