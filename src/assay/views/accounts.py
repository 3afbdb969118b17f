"""The accounts of a scope in one table: stage, engagement, coverage, pipeline, last touch, owner, change in 30 days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

import ibis

from assay.engine.tables import Table
from assay.errors import UsageError, did_you_mean
from assay.kpis.rows import Deals
from assay.metrics.answers import Run
from assay.metrics.attach import attach_to_accounts
from assay.metrics.context import Context, left_joined, plus_days
from assay.metrics.deals import counted_touches
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population
from assay.metrics.relations import rows_of
from assay.metrics.scope import Scope
from assay.views.funnel import spells_of, with_spells
from assay.views.question import Record, question
from assay.views.stages import LEVEL, STAGES

CHANGE_DAYS = 30


@dataclass(frozen=True)
class AccountRow:
    """An account in scope on the as-of day, customers at entry included.

    `stage` is None for who entered as a customer and is none now. `minutes` are weighted, in the look-back;
    `minutes_change` and `stage_before` compare with 30 days earlier. `coverage` is the share of the committee's roles
    with enough people; `pipeline` sums open legitimate new-business deals, `unconverted` of them without a rate.
    """

    account_id: str
    name: str | None
    tier: str | None
    stage: str | None
    engaged: bool
    minutes: float
    coverage: float | None
    pipeline: float
    unconverted: int
    last_touch_on: date | None
    owner: str | None
    minutes_change: float
    stage_before: str | None


SORTS = tuple(AccountRow.__dataclass_fields__)


TOLD_BY = {
    "touches": ("engaged", "minutes", "minutes_change", "last_touch_on"),
    "people": ("coverage",),
    "deals": ("pipeline",),
}
"""Columns of an account by the fact without which they cannot be known."""


@dataclass(frozen=True)
class AccountsAnswer:
    """Nothing has been loaded of what tells the `unmeasured` columns: their zeros are none."""

    heading: Record
    currency: str
    of: int
    accounts: tuple[AccountRow, ...]
    unmeasured: tuple[str, ...] = ()

    def to_json(self) -> Record:
        rows = [asdict(row) for row in self.accounts]
        about = {"currency": self.currency, "of": self.of, "unmeasured": list(self.unmeasured)}
        return {**self.heading, **about, "accounts": rows}


def accounts(
    run: Run, scope: Scope | None = None, *, sort: str | None = None, limit: int | None = None, mqa: bool = False
) -> AccountsAnswer:
    """Accounts of the scope, the furthest and most engaged first, or by a column: numbers and days from the top down.

    Raises UsageError for a column that is none.
    """
    if sort is not None and sort not in SORTS:
        raise UsageError(f"Accounts have no column {sort!r}.", hint=did_you_mean(sort, SORTS))
    if limit is not None and limit < 1:
        raise UsageError(f"--limit is {limit}; it must be 1 or more.")
    asked = with_spells(question(run, scope), mqa)
    context = asked.customers_too
    stages = {row["account_id"]: row for row in asked.rows(_stages_now_and_before)}
    pipeline = {row["account_id"]: row for row in asked.rows(_pipeline, shape=context)}
    rows = [
        _account(row, stages.get(row["account_id"], {}), pipeline.get(row["account_id"], {}))
        for row in asked.rows(_accounts, shape=context)
    ]
    rows.sort(key=_order(sort))
    return AccountsAnswer(
        asked.heading(), asked.currency, len(rows), tuple(rows[:limit]), tuple(_unmeasured(asked.cursor))
    )


def _unmeasured(cursor: Any) -> Iterator[str]:
    for fact, columns in TOLD_BY.items():
        if cursor.execute(f"SELECT 1 FROM {fact} LIMIT 1").fetchone() is None:
            yield from columns


def _account(row: Record, stage: Record, pipeline: Record) -> AccountRow:
    return AccountRow(
        account_id=row["account_id"],
        name=row["name"],
        tier=row["tier"],
        stage=_stage(stage.get("now")),
        engaged=row["engaged"],
        minutes=float(row["minutes"]),
        coverage=row["role_coverage"],
        pipeline=float(pipeline.get("amount") or 0),
        unconverted=pipeline.get("unconverted", 0),
        last_touch_on=row["last_touch_on"],
        owner=row["owner"] or row["owner_id"],
        minutes_change=float(row["minutes"]) - float(row["minutes_before"]),
        stage_before=_stage(stage.get("before")),
    )


def _stage(level: int | None) -> str | None:
    return None if level is None else STAGES[level]


def _order(sort: str | None) -> Any:
    def furthest(row: AccountRow) -> Any:
        return (-LEVEL.get(row.stage or "", -1), -row.minutes, row.name or "", row.account_id)

    def by_column(row: AccountRow) -> Any:
        value = getattr(row, sort or "")
        if sort in ("stage", "stage_before"):
            value = LEVEL.get(value or "", -1)
        if isinstance(value, date):
            value = value.toordinal()
        rank = value.casefold() if isinstance(value, str) else -(value or 0)
        return (value is None, "" if value is None else rank, row.account_id)

    return furthest if sort is None else by_column


def _accounts(context: Context) -> Table:
    rows = chosen(context, population(context, "scope"))
    rows = attach_to_accounts(context, rows, ("engaged", "minutes", "role_coverage"))
    earlier = rows.select(*context.keys, "tier", as_of=plus_days(rows.as_of, -CHANGE_DAYS))
    then = replace(context, own_days=True)
    earlier = attach_to_accounts(then, earlier, ("minutes",)).select(*context.keys, minutes_before="minutes")
    rows = left_joined(left_joined(rows, earlier, list(context.keys)), _last_touches(context), "account_id")
    names = context.fact("accounts").select("account_id", "name", "owner_id")
    users = context.fact("users").select("user_id", owner="name")
    rows = left_joined(rows, names, "account_id")
    rows = left_joined(rows, users, [rows.owner_id == users.user_id])
    return rows.select(
        "account_id",
        "name",
        "tier",
        "engaged",
        "minutes",
        "minutes_before",
        "role_coverage",
        "last_touch_on",
        "owner",
        "owner_id",
    )


def _last_touches(context: Context) -> Table:
    touches = counted_touches(context).cross_join(context.clock.select("as_of"))
    touches = touches.filter(touches.occurred_on <= touches.as_of)
    return touches.group_by("account_id").aggregate(last_touch_on=touches.occurred_on.max())


def _pipeline(context: Context) -> Table:
    rows = rows_of(Deals("open", legitimate=True, money=True), context)
    return rows.group_by("account_id").aggregate(
        amount=rows.amount.sum(), unconverted=ibis.ifelse(rows.unconverted, 1, 0).sum()
    )


def _stages_now_and_before(context: Context) -> Table:
    table = spells_of(context).cross_join(context.clock.select("as_of"))
    earlier = plus_days(table.as_of, -CHANGE_DAYS)
    marked = table.mutate(
        _now=ibis.ifelse((table.starts_on <= table.as_of) & (table.ends_on > table.as_of), table.level, None),
        _before=ibis.ifelse((table.starts_on <= earlier) & (table.ends_on > earlier), table.level, None),
    )
    return marked.group_by("account_id").aggregate(now=marked._now.max(), before=marked._before.max())


__all__ = ["CHANGE_DAYS", "SORTS", "AccountRow", "AccountsAnswer", "accounts"]
