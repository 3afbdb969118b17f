"""Deals as they were known (rules 6 and 7), and the first of a kind per account since entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import ibis

from assay.engine.tables import Table, Value, union
from assay.facts.membership import NO_TIER
from assay.metrics.context import Context, days_between, earliest, joined, matching, remembered
from assay.metrics.engagement import first_days
from assay.metrics.membership import segments
from assay.metrics.populations import belonging, cohort, in_scope, without_customers

STATE = ("stage", "status", "amount", "closed_on", "reopened")


def new_business(context: Context, *, homeless: bool = False) -> Table:
    """New-business deals of an account, or `homeless` ones: those of none."""
    deals = context.unit("deals")
    alone = deals.account_id.isnull()
    return deals.filter(deals.type == "new_business", alone if homeless else ~alone)


def as_known(context: Context, deals: Table, *, backward: bool = False) -> Table:
    """Deals with their state on the row's `as_of`, and `legitimate`: qualified by then (a win qualifies on its close day).

    A deal closed before its creation is in no scope (rule 2): `backward` gives these alone.
    """
    states = context.fact("deal_states").rename(state_from="starts_on", state_until="ends_on")
    states = states.select("opportunity_id", "state_from", "state_until", *STATE)
    known = joined(
        deals,
        states,
        [
            deals.opportunity_id == states.opportunity_id,
            states.state_from <= deals.as_of,
            states.state_until > deals.as_of,
        ],
    ).drop("state_from", "state_until")
    forward = (known.closed_on >= known.created_on).fill_null(True)
    known = known.filter(~forward if backward else forward)
    won_on = ibis.ifelse(known.status == "won", known.closed_on, ibis.null("date"))
    known = known.mutate(qualified_on=earliest(known.qualified_on, won_on))
    return known.mutate(legitimate=(known.qualified_on <= known.as_of).fill_null(False))


def framed(context: Context) -> Table:
    """Deals beside each window that asks about them: every window, or in a cohort the account's own."""
    deals = new_business(context)
    if not context.is_cohort:
        return deals.cross_join(context.windows)
    entries = cohort(context)
    return joined(deals, entries, "account_id")


@remembered
def open_deals(context: Context) -> Table:
    """Deals of the scope open at the end of the as-of day."""
    known = as_known(context, framed(context))
    known = known.filter(known.status == "open")
    return belonging(context, known, "as_of")


def dated(context: Context, deals: Table, on: str) -> Table:
    """Deals by a day of theirs within the window."""
    if context.is_cohort:
        return deals.filter(deals[on] >= deals.starts_on, deals[on] <= deals.ends_on)
    days = context.days
    return deals.drop("as_of").join(days, deals[on] == days.day).drop("day")


def seen(context: Context) -> Table:
    """New-business deals beside the day they are seen from."""
    return seen_of(context, new_business(context))


def seen_of(context: Context, deals: Table) -> Table:
    if context.is_cohort:
        return joined(deals, cohort(context), "account_id")
    return deals.cross_join(context.clock.select("as_of"))


@remembered
def closed_deals(context: Context) -> Table:
    """Deals of the scope closed in the window, by the outcome they have on the as-of day."""
    known = as_known(context, seen(context))
    known = known.filter(known.status != "open", known.closed_on.notnull())
    belonging_rows = belonging(context, dated(context, known, "closed_on"), "closed_on")
    return belonging_rows.mutate(days=days_between(belonging_rows.closed_on, belonging_rows.created_on))


@remembered
def won_deals(context: Context) -> Table:
    """Deals of the scope won by the as-of day, whenever that was, once per window that asks."""
    known = as_known(context, framed(context))
    known = known.filter(known.status == "won", known.closed_on <= known.as_of)
    return belonging(context, known, "closed_on")


@remembered
def created_deals(context: Context) -> Table:
    """Deals created in the window while their account was in scope, as known on the as-of day."""
    known = as_known(context, seen(context))
    belonging_rows = belonging(context, dated(context, known, "created_on"), "created_on")
    return belonging_rows.mutate(days=days_between(belonging_rows.closed_on, belonging_rows.created_on))


def backward_deals(context: Context, by: str) -> Table:
    """Deals `created` or `closed` in the window that closed before their creation, of accounts in scope on that day.

    No figure takes them (rule 2); those that would have say how many there are.
    """
    known = as_known(context, seen(context), backward=True)
    placed = dated(context, known, f"{by}_on")
    # They have no life in which their account could have been in scope: the day itself stands for it.
    placed = placed.mutate(first_on=placed.created_on, created_on=placed[f"{by}_on"])
    belonging_rows = belonging(context, placed, f"{by}_on")
    back = belonging_rows.mutate(created_on=belonging_rows.first_on).drop("first_on")
    return back.mutate(days=days_between(back.closed_on, back.created_on))


def homeless_deals(context: Context, by: str) -> Table:
    """Deals without an account, `open`, `created` or `closed`: arm `all` takes them (rule 6), no account's rows do."""
    return of_nobody(context, _placed(context, new_business(context, homeless=True), by))


def _placed(context: Context, deals: Table, by: str) -> Table:
    if by == "open":
        known = as_known(context, deals.cross_join(context.windows))
        return known.filter(known.status == "open")
    known = as_known(context, seen_of(context, deals))
    if by == "closed":
        known = known.filter(known.status != "open", known.closed_on.notnull())
    placed_deals = dated(context, known, f"{by}_on")
    return placed_deals.mutate(days=days_between(placed_deals.closed_on, placed_deals.created_on))


def of_nobody(context: Context, rows: Table) -> Table:
    """Rows that belong to no account, with the columns that a scope would give them."""
    nothing = {"entered_on": ibis.null("date"), "tier": ibis.null("string")}
    return rows.mutate(
        **nothing, tier_order=ibis.literal(NO_TIER, "int64"), **dict.fromkeys(context.split, ibis.literal(""))
    )


def together(rows: Table, more: Table) -> Table:
    """Both, in the columns of the first."""
    columns = [name for name in rows.columns if name in more.columns]
    return union(rows.select(*columns), more.select(*columns))


def takes_homeless(context: Context) -> bool:
    """Arm `all` is the company as a whole; broken down by arm it is not."""
    return context.arm == "all" and "arm" not in context.split


@remembered
def legitimate_deals(context: Context) -> Table:
    """Legitimate deals of every account, in scope or not, once per window that asks (a cohort's own: per account)."""
    known = as_known(context, framed(context))
    return known.filter(known.legitimate)


@remembered
def such_deals(context: Context) -> Table:
    """Legitimate deals created while their account was in scope: split…, period, account_id, opportunity_id and its days."""
    known = legitimate_deals(context)
    stretches = segments(context).rename(from_on="starts_on", until_on="ends_on")
    stretches = stretches.select(*context.split, "account_id", "from_on", "until_on")
    shared = (*context.split, "account_id") if context.is_cohort else ("account_id",)
    rows = joined(
        known,
        stretches,
        [
            *matching(known, stretches, shared),
            stretches.from_on <= known.created_on,
            stretches.until_on > known.created_on,
        ],
    )
    return rows.select(*context.keys, "opportunity_id", "created_on", "qualified_on", "status")


@remembered
def entries(context: Context) -> Table:
    """Every entry of the scope: account_id, entered_on."""
    return segments(context).select("account_id", "entered_on").distinct()


@remembered
def first_engaging(context: Context) -> Table:
    return first_days(context, context.engaged, entries(context))


@remembered
def first_mqa(context: Context) -> Table:
    """The first day on which the rule holds, or the entry itself where accounts are chosen up front."""
    columns = ("account_id", "entered_on", "first_on")
    selected = context.value("mqa.selected")
    chosen = entries(context).filter(selected).mutate(first_on=ibis._.entered_on)
    judged = first_days(context, context.mqa, entries(context)).filter(~selected)
    return union(chosen.select(*columns), judged.select(*columns))


@remembered
def first_touch(context: Context) -> Table:
    """First touch of any direction since entry."""
    touches = counted_touches(context)
    since = entries(context)
    later = joined(since, touches, [since.account_id == touches.account_id, touches.occurred_on >= since.entered_on])
    return later.group_by("account_id", "entered_on").aggregate(first_on=later.occurred_on.min())


def counted_touches(context: Context) -> Table:
    touches = context.unit("touches")
    return touches.filter(touches.counts, touches.account_id.notnull())


def first_of(context: Context, deals: Table, on: str) -> Table:
    """Per account and entry the deal whose day `on` comes first, `on` not before the entry, all windows together."""
    later = deals.filter(deals[on] >= deals.entered_on)
    turn = ibis.window(group_by=[*context.keys, "entered_on"], order_by=[on, "opportunity_id"])
    later = later.mutate(turn=ibis.row_number().over(turn))
    return later.filter(later.turn == 0).drop("turn")


def of_accounts(context: Context, events: Table) -> Table:
    """One row per account and window: the earliest `happened_on` (an account with two entries counts once)."""
    turn = ibis.window(group_by=list(context.keys), order_by=["happened_on", "entered_on"])
    events = events.mutate(turn=ibis.row_number().over(turn))
    return events.filter(events.turn == 0).drop("turn")


def firsts(context: Context, on: str, keep: Callable[[Table], Value]) -> Table:
    """Per account and entry, the first deal of the scope that has `on` since that entry, as `happened_on`.

    The deal must have belonged to the scope on that day; it may have been opened before the entry.
    """
    known = as_known(context, seen(context))
    known = known.filter(known[on].notnull(), known[on] <= known.as_of)
    known = known.filter(keep(known))
    if not context.is_cohort:
        known = known.mutate(period=ibis.null("date"))
    first = first_of(context, belonging(context, known, on), on)
    return first.mutate(happened_on=first[on])


def in_window(context: Context, first: Table) -> Table:
    """Accounts whose first such day lies in the window, once per account and window."""
    return of_accounts(context, dated(context, first if context.is_cohort else first.drop("period"), "happened_on"))


@remembered
def first_wins(context: Context) -> Table:
    return firsts(context, "closed_on", lambda t: t.status == "won")


@remembered
def first_qualified(context: Context) -> Table:
    return firsts(context, "qualified_on", lambda t: t.legitimate)


@remembered
def won_accounts(context: Context) -> Table:
    """W01: accounts whose first deal won since entry closed in the window."""
    return in_window(context, first_wins(context))


@remembered
def qualified_accounts(context: Context) -> Table:
    """O08: accounts whose first legitimate deal since entry qualified in the window."""
    return in_window(context, first_qualified(context))


@remembered
def created_accounts(context: Context) -> Table:
    """O09: accounts whose first such deal was created in the window."""
    return in_window(context, firsts(context, "created_on", lambda t: t.legitimate))


def dated_accounts(context: Context, firsts: Table) -> Table:
    """Accounts by a first day since entry that lies in the window while they are in scope."""
    stretches = firsts.rename(happened_on="first_on")
    scoped = in_scope(context, stretches.rename(since="entered_on"), "happened_on")
    scoped = scoped.filter(scoped.since == scoped.entered_on).drop("since")
    return of_accounts(context, scoped)


@remembered
def lost_accounts(context: Context) -> Table:
    """W07 `.lost`: accounts with deals of the scope, all lost, the last of them in the window."""
    every = replace(context, customers=True)
    known = as_known(context, seen(context))
    known = known.filter(known.status == "lost", known.closed_on.notnull(), known.closed_on <= known.as_of)
    if not context.is_cohort:
        known = known.mutate(period=ibis.null("date"))
    lost = belonging(every, known, "closed_on")
    accounts = [*context.split, "account_id", *(["period"] if context.is_cohort else [])]
    turn = ibis.window(group_by=accounts, order_by=[ibis.desc("closed_on"), "opportunity_id"])
    last = lost.mutate(turn=ibis.row_number().over(turn)).filter(lambda t: t.turn == 0).drop("turn")
    last = last.anti_join(_not_lost(every), accounts)
    return in_window(context, without_customers(context, last.mutate(happened_on=last.closed_on)))


def _not_lost(context: Context) -> Table:
    """Accounts with a deal of the scope that is open or won on the as-of day."""
    known = as_known(context, seen(context))
    known = known.filter(known.status != "lost")
    known = known.mutate(
        by_day=ibis.ifelse(known.status == "open", known.as_of, known.closed_on.fill_null(known.as_of))
    )
    if not context.is_cohort:
        known = known.mutate(period=ibis.null("date"))
    belonging_rows = belonging(context, known, "by_day")
    return belonging_rows.select(*context.split, "account_id", *(["period"] if context.is_cohort else [])).distinct()
