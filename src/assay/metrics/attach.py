"""Columns worked out per account and beside many-to-one: engagement, first days, deals, wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import ibis

from assay.engine.tables import Table, Value
from assay.metrics import deals as deal_rows
from assay.metrics.context import Context, at, joined, left_joined
from assay.metrics.coverage import with_engaged_key_people, with_key_people, with_reach, with_role_coverage
from assay.metrics.engagement import daily, holding, holds, recent
from assay.metrics.populations import within
from assay.metrics.relationship import with_relationship, with_relationship_slope
from assay.metrics.signals import with_icp, with_spike, with_surge

Attach = Callable[[Context, Table], Table]


def attach_to_accounts(context: Context, rows: Table, names: tuple[str, ...]) -> Table:
    for name in names:
        rows = _TO_ACCOUNTS[name](context, rows)
    return rows


def attach_to_events(context: Context, rows: Table, names: tuple[str, ...]) -> Table:
    for name in names:
        rows = _TO_EVENTS[name](context, rows)
    return rows


def _beside(rows: Table, found: Table, keys: tuple[str, ...]) -> Table:
    """A left join on keys that are never null, the right side's keys dropped."""
    return left_joined(rows, found, list(keys))


def _engaged(context: Context, rows: Table) -> Table:
    keys: tuple[str, ...] = ("account_id", "as_of")
    if context.is_as_of_windows:
        engaged = holding(context, context.engaged, rows)
    else:
        keys = context.keys
        engaged = holds(context, context.engaged, rows.select(*keys, at=rows.as_of), keys)
    beside = _beside(rows, engaged.mutate(_engaged=ibis.literal(True)), keys)
    return beside.mutate(engaged=beside._engaged.fill_null(False)).drop("_engaged")


def _minutes(context: Context, rows: Table) -> Table:
    table, number = daily(context, context.any_interaction), context.value("engagement.lookback_days")
    keys: tuple[str, ...] = ("account_id", "as_of")
    if context.is_as_of_windows:
        window = recent(context, table, rows, number)
    else:
        keys = context.keys
        window = joined(rows, table, [rows.account_id == table.account_id, table.day <= rows.as_of])
        window = window.filter(within(window.as_of, window.day, number))
    sums = window.group_by(*keys).aggregate(_seconds=window.seconds.sum())
    beside = _beside(rows, sums, keys)
    weight = tier_weight(context, beside)
    return beside.mutate(minutes=beside._seconds.fill_null(0) * weight / 60).drop("_seconds")


def tier_weight(context: Context, rows: Table) -> Value:
    """What an account's minutes count for by its tier, 1 where the settings say nothing of it."""
    tiers, weights = context.value("tiers.weighed"), context.value("tiers.weights")
    return ibis.ifelse(tiers.contains(rows.tier).fill_null(False), at(weights, tiers, rows.tier), ibis.literal(1.0))


def _first_on(name: str, build: Callable[[Context], Table]) -> Attach:
    """A first day since entry, null while it lies after the as-of day."""

    def attach(context: Context, rows: Table) -> Table:
        first = build(context).rename(_first="first_on")
        beside = _beside(rows, first, ("account_id", "entered_on"))
        seen = ibis.ifelse(beside._first <= beside.as_of, beside._first, ibis.null("date"))
        return beside.mutate(**{name: seen}).drop("_first")

    return attach


def _since_entry(context: Context, rows: Table, deals: Table) -> Table:
    """Such deals of each account created on or after the row's entry."""
    entries = rows.select(*context.keys, "entered_on")
    beside = joined(entries, deals, list(context.keys))
    return beside.filter(beside.created_on >= beside.entered_on)


def _first_opportunity(context: Context, rows: Table) -> Table:
    such = _since_entry(context, rows, _per_account(context, deal_rows.such_deals(context)))
    first = such.group_by(*context.keys).aggregate(first_opportunity_on=such.created_on.min())
    return _beside(rows, first, context.keys)


def _per_account(context: Context, deals: Table) -> Table:
    return deals.select(*context.keys, "opportunity_id", "created_on", "status")


def _flag(context: Context, rows: Table, found: Table, name: str) -> Table:
    found = found.select(*context.keys).distinct().mutate(_found=ibis.literal(True))
    beside = _beside(rows, found, context.keys)
    return beside.mutate(**{name: beside._found.fill_null(False)}).drop("_found")


def _open_opportunity(context: Context, rows: Table) -> Table:
    such = _since_entry(context, rows, _per_account(context, deal_rows.such_deals(context)))
    return _flag(context, rows, such.filter(such.status == "open"), "open_opportunity")


def _pre_existing(context: Context, rows: Table) -> Table:
    deals = deal_rows.legitimate_deals(context)
    shared = context.keys if context.is_cohort else ("period", "account_id")
    deals = deals.select(*shared, "created_on")
    entries = rows.select(*context.keys, "entered_on")
    beside = joined(entries, deals, list(shared))
    return _flag(context, rows, beside.filter(beside.created_on < beside.entered_on), "pre_existing_opportunity")


def _won(context: Context, rows: Table) -> Table:
    """W02: a deal of the scope won since entry and by the as-of day, before the window too."""
    wins = deal_rows.won_deals(replace(context, customers=True)).select(*context.keys, "closed_on")
    entries = rows.select(*context.keys, "entered_on")
    beside = joined(entries, wins, list(context.keys))
    return _flag(context, rows, beside.filter(beside.closed_on >= beside.entered_on), "won")


def _touch_count(context: Context, rows: Table) -> Table:
    touches = deal_rows.counted_touches(context)
    touches = touches.filter(touches.team.isin(("marketing", "sales"))).select("account_id", "occurred_on")
    beside = rows.select(*context.keys, "entered_on", "happened_on").join(touches, "account_id")
    beside = beside.filter(beside.occurred_on >= beside.entered_on, beside.occurred_on <= beside.happened_on)
    counts = beside.group_by(*context.keys).aggregate(_touches=beside.count())
    beside = _beside(rows, counts, context.keys)
    return beside.mutate(touches=beside._touches.fill_null(0)).drop("_touches")


def _first_deal_day(name: str, build: Callable[[Context], Table]) -> Attach:
    """The day of the account's first such deal since the entry of the row."""

    def attach(context: Context, rows: Table) -> Table:
        shared = context.keys if context.is_cohort else (*context.split, "account_id")
        deals = build(context).select(*shared, "happened_on")
        beside = joined(rows.select(*context.keys, "entered_on"), deals, list(shared))
        later = beside.filter(beside.happened_on >= beside.entered_on)
        return _beside(rows, later.group_by(*context.keys).aggregate(**{name: later.happened_on.min()}), context.keys)

    return attach


_first_engaging = _first_on("first_engaging_on", deal_rows.first_engaging)

_TO_ACCOUNTS: dict[str, Attach] = {
    "engaged": _engaged,
    "minutes": _minutes,
    "first_engaging_on": _first_engaging,
    "first_mqa_on": _first_on("first_mqa_on", deal_rows.first_mqa),
    "first_opportunity_on": _first_opportunity,
    "open_opportunity": _open_opportunity,
    "pre_existing_opportunity": _pre_existing,
    "won": _won,
    "first_qualified_on": _first_deal_day("first_qualified_on", deal_rows.first_qualified),
    "first_won_on": _first_deal_day("first_won_on", deal_rows.first_wins),
    "role_coverage": with_role_coverage,
    "reached": with_reach,
    "spike": with_spike,
    "key_people": with_key_people,
    "engaged_key_people": with_engaged_key_people,
    "relationship": with_relationship,
    "relationship_slope": with_relationship_slope,
    "icp": with_icp,
    "surging": lambda context, rows: with_surge(context, rows, "surging"),
    "surging_before": lambda context, rows: with_surge(context, rows, "surging_before", weeks_before=1),
}

_TO_EVENTS: dict[str, Attach] = {
    "first_engaging_on": _first_engaging,
    "first_touch_on": _first_on("first_touch_on", deal_rows.first_touch),
    "touches": _touch_count,
}
