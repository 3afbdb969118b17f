"""Accounts in scope, and what happens to them: the three words of rule 2, customers at entry (rule 3), cohorts (rule 4)."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, Value
from assay.metrics.context import Context, days_between, joined, left_joined, matching, plus_days, remembered
from assay.metrics.membership import segments, treated


def customer_spells(context: Context) -> Table:
    spells = context.fact("customer_spells")
    return spells.filter(spells.unit == ("parent" if context.roll_up else "account"))


def customer_at_entry(context: Context, rows: Table, spells: Table) -> list[Value]:
    """Predicates: the account was a customer on the day before `entered_on` (`rest`: on it), as known on `as_of`."""
    known = [spells.known_from <= rows.as_of, spells.known_to > rows.as_of, spells.account_id == rows.account_id]
    if context.arm == "rest":
        return [*known, spells.starts_on <= rows.entered_on, spells.ends_on > rows.entered_on]
    return [*known, spells.starts_on < rows.entered_on, spells.ends_on >= rows.entered_on]


def without_customers(context: Context, rows: Table) -> Table:
    """Rows (account_id, entered_on, as_of) without those whose account was a customer at entry, unless they are wanted."""
    if context.customers or context.arm == "all":
        return rows
    spells = customer_spells(context)
    return rows.anti_join(spells, customer_at_entry(context, rows, spells))


@remembered
def cohort(context: Context) -> Table:
    """Accounts that entered in a window, once each, with the days they are followed as their own window.

    Entry is the first in the window, tier that of the last day in scope while followed.
    """
    stretches = segments(context)
    keys = (*context.split, "period", "account_id")
    entries = stretches.select(*context.split, "account_id", "entered_on").distinct()
    spans = context.windows
    entered = joined(entries, spans, [entries.entered_on >= spans.starts_on, entries.entered_on <= spans.ends_on])
    turn = ibis.row_number().over(ibis.window(group_by=list(keys), order_by="entered_on"))
    entered = entered.mutate(turn=turn).filter(lambda t: t.turn == 0)
    last = plus_days(entered.entered_on, context.value("follow_days") - 1)
    followed = entered.select(
        *keys,
        "entered_on",
        starts_on=entered.entered_on,
        ends_on=ibis.least(last, entered.as_of),
        as_of=ibis.least(last, entered.as_of),
        immature=last > entered.as_of,
    )
    rows = left_joined(followed, _tiers_while_followed(context, followed), list(keys))
    return without_treated(context, rows, rows.starts_on, rows.ends_on) if context.arm == "rest" else rows


def _tiers_while_followed(context: Context, followed: Table) -> Table:
    stretches = segments(context).rename(from_on="starts_on", until_on="ends_on")
    stretches = stretches.select(*context.split, "account_id", "from_on", "until_on", "tier", "tier_order")
    same = matching(followed, stretches, (*context.split, "account_id"))
    over = joined(
        followed, stretches, [*same, stretches.from_on <= followed.ends_on, stretches.until_on > followed.starts_on]
    )
    return over.group_by(*context.split, "period", "account_id").aggregate(
        tier=over.tier.argmax(over.from_on), tier_order=over.tier_order.argmax(over.from_on)
    )


@remembered
def population(context: Context, kind: str, on: str = "as_of") -> Table:
    """One row per account and window: split…, period, starts_on, ends_on, as_of, account_id, entered_on, tier, tier_order.

    `target` and `scope` are in scope on the as-of day, or `on` the first or last day of the window (`from`, `to`),
    `targeted` on a day of the window; `scope` keeps customers at entry, whatever the context says.
    """
    if context.is_cohort:
        cohort_rows = cohort(context)
    elif kind == "targeted":
        cohort_rows = _targeted(context)
    else:
        cohort_rows = _on_day(context, {"as_of": "as_of", "from": "starts_on", "to": "ends_on"}[on])
    return cohort_rows if kind == "scope" else without_customers(context, cohort_rows)


COLUMNS = ("period", "starts_on", "ends_on", "as_of", "account_id", "entered_on", "tier", "tier_order", "immature")


def _on_day(context: Context, day: str) -> Table:
    spans = context.windows
    stretches = segments(context)
    stretches = stretches.rename(from_on="starts_on", until_on="ends_on")
    rows = joined(stretches, spans, [stretches.from_on <= spans[day], stretches.until_on > spans[day]])
    return rows.mutate(immature=ibis.literal(False)).select(*context.split, *COLUMNS)


def _targeted(context: Context) -> Table:
    spans = context.windows
    stretches = segments(context)
    stretches = stretches.rename(from_on="starts_on", until_on="ends_on")
    over = joined(stretches, spans, [stretches.from_on <= spans.ends_on, stretches.until_on > spans.starts_on])
    keys = (*context.split, "period", "starts_on", "ends_on", "as_of", "account_id")
    first_rows = over.group_by(*keys).aggregate(
        entered_on=over.entered_on.min(),
        tier=over.tier.argmax(over.from_on),
        tier_order=over.tier_order.argmax(over.from_on),
    )
    if context.arm == "rest":
        first_rows = without_treated(context, first_rows, first_rows.starts_on, first_rows.ends_on)
    return first_rows.mutate(immature=ibis.literal(False)).select(*context.split, *COLUMNS)


def without_treated(context: Context, rows: Table, start: Value, end: Value) -> Table:
    """Rows of arm `rest` whose account had no treated day in [start, end]."""
    marked = rows.mutate(life_start=start, life_end=end)
    busy = treated(context)
    busy = busy.rename(busy_from="starts_on", busy_until="ends_on")
    overlap = [
        marked.account_id == busy.account_id,
        busy.busy_from <= marked.life_end,
        busy.busy_until > marked.life_start,
    ]
    return marked.anti_join(busy, overlap).drop("life_start", "life_end")


@remembered
def eligible(context: Context) -> Table:
    """Stretches in scope, customers at entry out, with the days a flow may count for them.

    Columns of `segments` as from_on, until_on, and `period` where a cohort fixes it.
    """
    stretches = segments(context).rename(from_on="starts_on", until_on="ends_on")
    if not context.is_cohort:
        clock = context.clock.select("as_of")
        return without_customers(context, stretches.cross_join(clock))
    followed = cohort(context).drop("entered_on", "tier", "tier_order")
    shared = (*context.split, "account_id")
    return without_customers(context, joined(stretches, followed, matching(stretches, followed, shared)))


def in_scope(context: Context, events: Table, on: str) -> Table:
    """Events on local days of the window whose account is in scope on that very day (rule 4, flow).

    Adds split…, period, starts_on, ends_on, as_of, entered_on, tier, tier_order; `on` names the event's day column.
    """
    stretches = eligible(context)
    if context.is_cohort:
        rows = joined(
            events,
            stretches,
            [
                events.account_id == stretches.account_id,
                events[on] >= stretches.from_on,
                events[on] < stretches.until_on,
            ],
        )
        return rows.filter(rows[on] >= rows.starts_on, rows[on] <= rows.ends_on).drop("from_on", "until_on", "immature")
    days = context.days
    dated = joined(events, days, events[on] == days.day).drop("day")
    stretches = stretches.drop("as_of")
    return joined(
        dated,
        stretches,
        [dated.account_id == stretches.account_id, dated[on] >= stretches.from_on, dated[on] < stretches.until_on],
    ).drop("from_on", "until_on")


def belonging(context: Context, deals: Table, on: str) -> Table:
    """Deals whose account was in scope on some day from creation to `on`; entry and tier are those of the last such day.

    `deals` carry period and as_of and, in a cohort, split… and the account's own window.
    """
    stretches = segments(context).rename(from_on="starts_on", until_on="ends_on")
    same: tuple[str, ...] = ("account_id",)
    if context.is_cohort:
        same = (*context.split, "account_id")
        deals = deals.drop("entered_on", "tier", "tier_order")
    over = joined(
        deals,
        stretches,
        [*matching(deals, stretches, same), stretches.from_on <= deals[on], stretches.until_on > deals.created_on],
    )
    over = over.filter(over.created_on <= over[on])
    latest = ibis.window(group_by=[*context.split, "period", "opportunity_id"], order_by=ibis.desc("from_on"))
    over = over.mutate(turn=ibis.row_number().over(latest))
    found = over.filter(over.turn == 0).drop("turn", "from_on", "until_on")
    if context.arm == "rest":
        found = without_treated(context, found, found.created_on, found[on])
    return without_customers(context, found)


def within(later: Value, earlier: Value, number: int) -> Value:
    """`earlier` is one of the last `number` days ending with `later` (rule 16)."""
    gap = days_between(later, earlier)
    return (gap >= 0) & (gap < number)
