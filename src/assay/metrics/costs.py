"""Cost in scope (rule 11): an account's own rows, and its share of the rows that name no account, by account-days."""

from __future__ import annotations

from dataclasses import replace

import ibis

from assay.engine.tables import Table, Value, union
from assay.errors import UsageError
from assay.facts.membership import NO_TIER
from assay.facts.schema import MONEY
from assay.metrics.context import Context, days_between, joined, left_joined, plus_days
from assay.metrics.membership import segments
from assay.metrics.money import converted
from assay.metrics.populations import population

COLUMNS = ("period", "starts_on", "ends_on", "as_of", "account_id", "entered_on", "tier", "tier_order")
ROW = ("cost_id", "campaign_id", "incurred_on", "amount", "left_out", "lost", "lost_in")


NOTHING_LOST = {"lost": ibis.null(MONEY), "lost_in": ibis.null("string")}


def cost_in_scope(context: Context) -> Table:
    """Rows of cost, `amount` in the answer's currency, null with a reason in `left_out` where one cannot be counted."""
    if context.is_cohort:
        raise UsageError(
            "Cost in scope is a share of account-days in one window; it cannot follow accounts from their own entry.",
            hint="Leave out --mode cohort for figures that contain cost.",
        )
    rows = direct(context)
    if context.arm == "all":
        return union(rows, shared(context) if "arm" in context.split else of_nobody(context))
    if context.arm == "rest":
        return rows
    # What names no account is borne by those with the programme alone.
    unassigned = union(shared(context), uncounted(context))
    return union(rows, unassigned.filter(context.value("arm") == "abm"))


def direct(context: Context) -> Table:
    """Cost rows of accounts targeted in the window, on or after their entry."""
    costs = context.unit("costs")
    costs = converted(context, costs.filter(costs.account_id.notnull()), "amount", "incurred_on")
    accounts = population(replace(context, customers=True), "targeted").drop("immature")
    costs = costs.select(
        "cost_id", "campaign_id", "incurred_on", "account_id", "amount", "unconverted", "lost", "lost_in"
    )
    own = joined(accounts, costs, "account_id")
    own = own.filter(
        own.incurred_on >= own.starts_on, own.incurred_on <= own.ends_on, own.incurred_on >= own.entered_on
    )
    own = own.mutate(left_out=ibis.ifelse(own.unconverted, "unconverted", ibis.null("string")))
    return own.mutate(amount=ibis.ifelse(own.unconverted, ibis.null(MONEY), own.amount)).select(
        *context.split, *COLUMNS, *ROW
    )


def _unassigned(context: Context) -> Table:
    """Cost rows without an account in the window: period…, programme, tier as pools know them, and the converted amount."""
    costs = context.unit("costs")
    costs = converted(context, costs.filter(costs.account_id.isnull()), "amount", "incurred_on")
    days = context.days
    dated = joined(costs, days, costs.incurred_on == days.day).drop("day")
    return dated.mutate(pool=dated.programme_id.fill_null(""), pool_tier=dated.tier.fill_null(""))


def _abm_days(context: Context) -> Table:
    """Stretches of all `abm` accounts, over all rows (pool '') and per programme, with the highest tier in them."""
    spells = context.fact("membership_spells")
    spells = spells.filter(spells.unit == ("parent" if context.roll_up else "account"), spells.arm == "abm")
    excluded = context.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
    counted_days = spells.anti_join(excluded, "account_id")
    return counted_days.select(
        "account_id",
        pool=counted_days.programme_id.fill_null(""),
        base_from="starts_on",
        base_until="ends_on",
        base_tier=counted_days.tier.fill_null(""),
    )


def _overlap(start: Value, until: Value, window_start: Value, window_end: Value) -> Value:
    """Days that [start, until) and [window_start, window_end] share, at least 0."""
    return ibis.greatest(
        days_between(ibis.least(until, plus_days(window_end, 1)), ibis.greatest(start, window_start)), 0
    )


def _by_pool_tier(rows: Table, keys: tuple[str, ...]) -> Table:
    """Days per pool and tier, and over all tiers as tier ''."""
    each = rows.filter(rows.base_tier != "").group_by(*keys, pool_tier="base_tier").aggregate(days=rows.days.sum())
    every = rows.group_by(*keys).aggregate(days=rows.days.sum()).mutate(pool_tier=ibis.literal(""))
    return union(each, every.select(*each.columns))


def _base(context: Context) -> Table:
    table = _abm_days(context)
    spans = context.windows
    within = joined(table, spans, [table.base_from <= spans.ends_on, table.base_until > spans.starts_on])
    within = within.mutate(days=_overlap(within.base_from, within.base_until, within.starts_on, within.ends_on))
    return _by_pool_tier(within, ("period", "pool")).rename(base_days="days")


def _scope_days(context: Context) -> Table:
    """Days of each account in scope and in each pool, per window and tier of the scope."""
    stretches = segments(context).rename(from_on="starts_on", until_on="ends_on")
    if "arm" in context.split:
        stretches = stretches.filter(stretches.arm == "abm")
    table = _abm_days(context)
    both = joined(
        stretches,
        table,
        [
            stretches.account_id == table.account_id,
            table.base_from < stretches.until_on,
            table.base_until > stretches.from_on,
        ],
    )
    spans = context.windows
    within = joined(both, spans, [both.from_on <= spans.ends_on, both.until_on > spans.starts_on])
    start = ibis.greatest(within.from_on, within.base_from)
    until = ibis.least(within.until_on, within.base_until)
    within = within.mutate(days=_overlap(start, until, within.starts_on, within.ends_on))
    within = within.filter(within.days > 0)
    return _by_pool_tier(within, (*context.split, *COLUMNS, "pool"))


def shared(context: Context) -> Table:
    """Each account's part of the unassigned cost: amount × its account-days ÷ those of all `abm` accounts."""
    rows = _unassigned(context)
    counted = rows.filter(~rows.unconverted)
    # By campaign only where it is asked: else an account would have a row for each of them.
    by_campaign = counted.campaign_id.fill_null("") if context.campaigns else ibis.literal("")
    counted = counted.mutate(pool_campaign=by_campaign)
    pools = counted.group_by("period", "pool", "pool_tier", "pool_campaign").aggregate(total=counted.amount.sum())
    based = joined(pools, _base(context), ["period", "pool", "pool_tier"])
    parts = joined(_scope_days(context), based, ["period", "pool", "pool_tier"])
    return parts.mutate(
        cost_id=ibis.null("string"),
        campaign_id=parts.pool_campaign.nullif(""),
        incurred_on=ibis.null("date"),
        amount=_part(context, parts),
        left_out=ibis.null("string"),
        **NOTHING_LOST,
    ).select(*context.split, *COLUMNS, *ROW)


def _part(context: Context, parts: Table) -> Value:
    """What an account bears of a pool: the amount up to its last day less that up to the day before its first.

    Accounts stand in a row with their days one after the other. So rounding is never added up: the parts of all of
    them are the whole to the last cent.
    """
    row = ibis.cumulative_window(
        group_by=[*context.split, "period", "pool", "pool_tier", "pool_campaign"],
        order_by=["account_id", "entered_on", "tier_order"],
    )
    until = parts.days.sum().over(row)

    def borne(days: Value) -> Value:
        share = days.cast("float64") / parts.base_days
        return ibis.ifelse(days == parts.base_days, parts.total, (parts.total.cast("float64") * share).cast(MONEY))

    return (borne(until) - borne(until - parts.days)).cast(MONEY)


def uncounted(context: Context) -> Table:
    """Unassigned cost that cannot be shared out: no rate, or nobody to bear it."""
    rows = _unassigned(context)
    marked = left_joined(rows, _base(context), ["period", "pool", "pool_tier"])
    marked = marked.filter(marked.unconverted | marked.base_days.isnull())
    told = marked.mutate(
        left_out=ibis.ifelse(marked.unconverted, "unconverted", "no_account_days"),
        lost=ibis.coalesce(marked.lost, marked.amount),
    )
    return _without_account(context, told.mutate(amount=ibis.null(MONEY)))


def of_nobody(context: Context) -> Table:
    """Arm `all`: the rows without an account are the company's own."""
    rows = _unassigned(context)
    return _without_account(
        context, rows.mutate(left_out=ibis.ifelse(rows.unconverted, "unconverted", ibis.null("string")))
    )


def _without_account(context: Context, rows: Table) -> Table:
    return rows.mutate(
        **{name: ibis.literal("") for name in context.split},
        account_id=ibis.null("string"),
        entered_on=ibis.null("date"),
        tier=ibis.null("string"),
        tier_order=ibis.literal(NO_TIER, "int64"),
    ).select(*context.split, *COLUMNS, *ROW)
