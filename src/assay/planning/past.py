"""What the accounts of a list did before launch, as if a programme had been measured then: the ground of every forecast.

For each account and length in months there are two stretches of days: the one that ends on the eve of its launch
(`after` a launch that never was) and the one before that (`before`). The same figures as in the catalogue are counted
in them, so that base rate, spread and correlation of a later comparison are known in advance.

Figures of touches are read from the accounts of the list. Those of deals are read from every account of the company
that was no customer when the stretch began: a list holds accounts that had *not* been won by then, so their own past
has no wins in it, whatever the win rate.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from math import ceil
from typing import Any, Literal

import ibis
import numpy as np
import pyarrow as pa
from dateutil.relativedelta import relativedelta
from numpy.typing import NDArray

from assay.engine.tables import Table, Value, named_table
from assay.errors import DataError
from assay.metrics.context import Context, joined, plus_days
from assay.metrics.deals import as_known, counted_touches, new_business
from assay.metrics.engagement import first_days
from assay.metrics.launch import last_launch_day
from assay.metrics.members import members
from assay.metrics.populations import customer_at_entry, customer_spells
from assay.metrics.scope import Against, Scope
from assay.views.question import Question, question

Floats = NDArray[np.float64]
Side = Literal["after", "before"]
Kind = Literal["count", "share", "deal_share", "speed"]
SIDES: tuple[Side, ...] = ("after", "before")
SPANS = {"account_id": "string", "span": "string", "starts_on": "date", "ends_on": "date"}
LAUNCHED = 0.8
ENOUGH = 30
"""Fewer accounts than this tell too little of a base rate: the whole company's history is taken instead."""


@dataclass(frozen=True)
class Forecast:
    """A KPI that can be forecast: what kind of outcome of an account it is, and whether it tends to move early.

    `of_closes`: it counts closed deals, of which there are none where the records of deals begin.
    """

    kpi: str
    kind: Kind
    leading: bool
    build: Callable[[Context], Table]
    of_deals: bool = False
    of_closes: bool = False


@dataclass(frozen=True)
class Subjects:
    """Accounts of both arms; `launches` has a launch day for every account of the company, its own where it is on a list.

    `listed` are those whose own past tells of touches: both arms, or everybody where they are too few. `launches_on` is the
    day by which four fifths of the treated accounts have launched.
    """

    treated: tuple[str, ...]
    controls: tuple[str, ...]
    launches: Mapping[str, date]
    listed: frozenset[str]
    launches_on: date
    asked: Question


def subjects(run: Any, scope: Scope, against: Against = "control") -> Subjects:
    """Accounts on the lists of a scope (arm `abm`), also on lists that start later, and those of the comparison.

    Arm `all` stands for a programme for every account of the company. Raises DataError where nobody is on a list.
    """
    asked = _asked(run, scope)
    treated = _entries(run, asked.scope)
    if not treated:
        hint = "Load a list (`assay load FILE --table list_memberships`), or look at the whole company: --arm all."
        raise DataError("No account is on a list in this scope.", hint=hint)
    controls = {} if scope.arm == "all" else _entries(run, replace(asked.scope, arm=against))
    controls = {account: day for account, day in controls.items() if account not in treated}
    eve = (run.last_day or asked.timing.as_of) + timedelta(days=1)
    first = min(treated.values())
    launches = dict.fromkeys(_entries(run, _everyone(asked.scope)), min(first, eve))
    launches |= {account: min(day, eve) for account, day in {**controls, **treated}.items()}
    known = {*treated, *controls}
    listed = frozenset(known if len(known) >= ENOUGH else launches)
    by_then = sorted(treated.values())[ceil(LAUNCHED * len(treated)) - 1]
    return Subjects(tuple(treated), tuple(controls), launches, listed, by_then, asked)


def _asked(run: Any, scope: Scope) -> Question:
    """The scope seen from a day on which all of its lists have started; a cohort's accounts are those of its window."""
    scope = replace(scope, mode="snapshot")
    if scope.arm == "all" or scope.as_of or scope.end:
        return question(run, scope)
    latest = last_launch_day(run.cursor(), scope)
    later = latest if latest and run.last_day and latest > run.last_day else None
    return question(run, replace(scope, as_of=later))


def _everyone(scope: Scope) -> Scope:
    return replace(scope, arm="all", lists=(), programmes=(), tiers=())


def _entries(run: Any, scope: Scope) -> dict[str, date]:
    asked = question(run, scope)
    nobody_enters = (run.last_day or asked.timing.as_of) + timedelta(days=1)
    return {row["account_id"]: row["entered_on"] or nobody_enters for row in asked.rows(members)}


@dataclass(frozen=True)
class Past:
    """Outcomes by KPI, months and side: one value per account, NaN where its history does not reach back so far.

    For `win_rate` and `deal_velocity` the values are deals counted: won ones, and `of` how many were closed or created.
    """

    accounts: tuple[str, ...]
    values: Mapping[tuple[str, int, Side], Floats]
    of: Mapping[tuple[str, int, Side], Floats]

    def widest(self, kpi: str) -> int:
        """The number of accounts whose history reaches back for some length at least."""
        sizes = (int((~np.isnan(values)).sum()) for (key, _, _), values in self.values.items() if key == kpi)
        return max(sizes, default=0)


def past(
    subjects: Subjects, forecasts: Sequence[Forecast], months: Sequence[int], settle: timedelta = timedelta()
) -> Past:
    """What the accounts did in the months before their launch.

    Closed deals count from `settle` after the first deal on record: until then all older deals are missing.
    """
    accounts = tuple(sorted(subjects.launches))
    asked = subjects.asked
    asked.cursor.register("spans", _spans(accounts, subjects.launches, months))
    customers = {(row["span"], row["account_id"]) for row in asked.rows(_customers)}
    first = _first_days(asked)
    values: dict[tuple[str, int, Side], Floats] = {}
    of: dict[tuple[str, int, Side], Floats] = {}
    for forecast in forecasts:
        rows = {(row["span"], row["account_id"]): row for row in asked.rows(_built, forecast.build)}
        begin = first["deals" if forecast.of_deals else "touches"]
        begin = begin + settle if forecast.of_closes and begin < date.max - settle else begin
        for length, side in product(months, SIDES):
            label = _label(length, side)
            wanted = [
                _span(subjects.launches[account], length, side)[0] >= begin
                and (forecast.of_deals or account in subjects.listed)
                and (side == "before" or (label, account) not in customers)
                for account in accounts
            ]
            here = [rows.get((label, account), {}) for account in accounts]
            for kept, name in ((values, "value"), (of, "of")):
                kept[forecast.kpi, length, side] = _column(here, wanted, name)
    return Past(accounts, values, of)


def _customers(context: Context) -> Table:
    """Stretches on whose eve the account was a customer."""
    spans = context_spans(context).mutate(entered_on=lambda t: t.starts_on).cross_join(context.clock.select("as_of"))
    spells = customer_spells(context)
    return spans.semi_join(spells, customer_at_entry(context, spans, spells)).select("span", "account_id")


def _built(context: Context, build: Callable[[Context], Table]) -> Table:
    return build(context)


def _column(rows: Sequence[Mapping[str, Any]], wanted: Sequence[bool], name: str) -> Floats:
    counted = [float(row.get(name) or 0) if known else np.nan for row, known in zip(rows, wanted, strict=True)]
    return np.array(counted, dtype=np.float64)


def _first_days(asked: Question) -> dict[str, date]:
    """From which day on the workspace has touches and deals."""
    queries = {
        "touches": "SELECT min(occurred_on) FROM touches WHERE account_id IS NOT NULL",
        "deals": "SELECT min(created_on) FROM deals",
    }
    return {name: asked.cursor.execute(sql).fetchone()[0] or date.max for name, sql in queries.items()}


def _label(months: int, side: str) -> str:
    return f"{side} {months}"


def _span(launch: date, months: int, side: str) -> tuple[date, date]:
    """The days of a stretch, its last day exclusive."""
    until = launch if side == "after" else launch - relativedelta(months=months)
    return launch - relativedelta(months=months if side == "after" else 2 * months), until


def _spans(accounts: Sequence[str], launches: Mapping[str, date], months: Sequence[int]) -> pa.Table:
    rows = [
        (account, _label(length, side), *_span(launches[account], length, side))
        for account in accounts
        for length in months
        for side in SIDES
    ]
    types = (pa.string(), pa.string(), pa.date32(), pa.date32())
    columns = [pa.array([row[place] for row in rows], kind) for place, kind in enumerate(types)]
    return pa.table(columns, list(SPANS))


def _within(context: Context, events: Table, on: str) -> Table:
    """Events of an account on the days of its stretches."""
    spans = context_spans(context)
    inside: list[Value] = [
        events.account_id == spans.account_id,
        events[on] >= spans.starts_on,
        events[on] < spans.ends_on,
    ]
    return joined(events, spans, inside)


def context_spans(_: Context) -> Table:
    return named_table(SPANS, name="spans")


def engaged_people(context: Context) -> Table:
    """O02 `.per_account`: people of the buying group with an engaging touch."""
    people = context.fact("people").filter(lambda t: t.role.notnull()).select("person_id")
    days = joined(context.unit("person_days"), people, "person_id")
    rows = _within(context, days.select("account_id", "person_id", "day"), "day")
    return rows.group_by("span", "account_id").aggregate(value=rows.person_id.nunique())


def meetings_held(context: Context) -> Table:
    """O10 `.held`: meetings."""
    touches = counted_touches(context).filter(lambda t: t.kind == "meeting_held")
    rows = _within(context, touches.select("account_id", "touch_id", "occurred_on"), "occurred_on")
    return rows.group_by("span", "account_id").aggregate(value=rows.count())


def qualified(context: Context) -> Table:
    """T04: accounts on which the MQA rule holds on a day of the stretch, touches before it not counted."""
    spans = context_spans(context)
    entries = spans.select("account_id", entered_on=spans.starts_on).distinct()
    first = first_days(context, context.mqa, entries)
    same = [first.account_id == spans.account_id, first.entered_on == spans.starts_on, first.first_on < spans.ends_on]
    rows = joined(spans, first.select("account_id", "entered_on", "first_on"), same)
    return rows.group_by("span", "account_id").aggregate(value=rows.account_id.nunique())


def _deals_known(context: Context) -> Table:
    """New-business deals beside the stretches of their account in which they were there, as known on the last day."""
    spans = context_spans(context)
    deals = new_business(context)
    rows = joined(deals, spans, [deals.account_id == spans.account_id, deals.created_on < spans.ends_on])
    return as_known(context, rows.mutate(as_of=plus_days(rows.ends_on, -1)))


def with_opportunity(context: Context) -> Table:
    """O04: accounts with a legitimate deal created in the stretch."""
    rows = _deals_known(context).filter(lambda t: t.legitimate & (t.created_on >= t.starts_on))
    return rows.group_by("span", "account_id").aggregate(value=rows.account_id.nunique())


def _closed(context: Context) -> Table:
    rows = _deals_known(context)
    return rows.filter(rows.closed_on >= rows.starts_on, rows.closed_on < rows.ends_on, rows.status != "open")


def won_accounts(context: Context) -> Table:
    """W02: accounts with a deal won in the stretch."""
    rows = _closed(context).filter(lambda t: t.status == "won")
    return rows.group_by("span", "account_id").aggregate(value=rows.account_id.nunique())


def decided_deals(context: Context) -> Table:
    """W03: deals won, `of` deals closed."""
    rows = _closed(context)
    return rows.group_by("span", "account_id").aggregate(
        value=ibis.ifelse(rows.status == "won", 1, 0).sum(), of=rows.count()
    )


def created_and_won(context: Context) -> Table:
    """W06: deals created in the stretch and won in it, `of` deals created."""
    rows = _deals_known(context)
    rows = rows.filter(rows.created_on >= rows.starts_on)
    return rows.group_by("span", "account_id").aggregate(
        value=ibis.ifelse(rows.status == "won", 1, 0).sum(), of=rows.count()
    )


FORECASTS = (
    Forecast("account_penetration.per_account", "count", True, engaged_people),
    Forecast("meetings_planned.held", "count", True, meetings_held),
    Forecast("mqa_rate", "share", True, qualified),
    Forecast("opportunity_rate", "share", True, with_opportunity, of_deals=True),
    Forecast("account_win_rate", "share", False, won_accounts, of_deals=True, of_closes=True),
    Forecast("win_rate", "deal_share", False, decided_deals, of_deals=True, of_closes=True),
    Forecast("deal_velocity", "speed", False, created_and_won, of_deals=True),
)
