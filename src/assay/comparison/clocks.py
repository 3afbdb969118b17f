"""The same arms on another clock: as if they had launched earlier, or had never left their list, or with everybody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pyarrow as pa

from assay.comparison.arms import Account, Arms
from assay.comparison.gather import of_accounts, population_of, together
from assay.facts.schema import FOREVER
from assay.metrics.members import everybody
from assay.metrics.membership import put_on_lists
from assay.metrics.scope import Scope
from assay.views.question import question


def relaunched(arms: Arms, scope: Scope, days: int, *, customers: bool = False) -> Arms | None:
    """The same accounts as if each had launched `days` earlier, seen on the eve of the first real launch.

    `scope` is the window to ask; None where an arm would be empty then.
    """
    asked = question(arms.asked.run, of_accounts(scope), cohort=True)
    eve = asked.timing.end
    before = {one.account_id: one for one in arms.accounts if one.launched_on - timedelta(days=days) <= eve}
    rows = together(
        [
            {"account_id": one.account_id, "parent_id": one.parent_id, "starts_on": day, "ends_on": FOREVER}
            for one in before.values()
            for day in [one.launched_on - timedelta(days=days)]
        ]
    )
    put_on_lists(asked.cursor, rows)
    there = {row["account_id"]: row["entered_on"] for row in population_of(asked, customers)}
    accounts = tuple(replace(before[one], launched_on=there[one]) for one in sorted(there))
    if len({one.treated for one in accounts}) < 2:
        return None
    return replace(arms, asked=asked, rows=rows, accounts=accounts, excluded=(), contamination=None)


def kept_on(arms: Arms) -> pa.Table | None:
    """The list rows as if no account had ever left; None where none did."""
    if all(day == FOREVER for day in arms.rows.column("ends_on").to_pylist()):
        return None
    rows = [
        {"account_id": one.account_id, "parent_id": one.parent_id, "starts_on": one.launched_on, "ends_on": FOREVER}
        for one in arms.accounts
    ]
    return together(rows)


def everyone(arms: Arms) -> Arms:
    """All accounts of the company that have data, those of the list marked: for comparisons of whole segments."""
    launched = {one.account_id: one for one in arms.treated}
    accounts = tuple(
        launched.get(account) or Account(account, name or account, parent or account, False, FOREVER)
        for account, name, parent, _ in everybody(arms.asked.cursor, roll_up=arms.asked.scope.roll_up)
    )
    return replace(arms, accounts=accounts)
