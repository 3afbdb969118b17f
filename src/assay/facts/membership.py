"""Rule 2: the disjoint stretches of days on which accounts are on lists, since when without a gap, and at what tier."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, union
from assay.facts.plan import Plan

NO_TIER = 1_000_000_000
"""The order of an account without a tier: after all others."""


def membership_spells(plan: Plan) -> Table:
    return spells_of(plan.fact("memberships"), plan.fact("accounts"))


def spells_of(memberships: Table, accounts: Table) -> Table:
    """Stretches by unit and arm, over all list rows and over those of each programme."""
    rows = memberships.anti_join(accounts.filter(accounts.is_excluded), "account_id")
    by_unit = union(
        rows.select(*_ROW, unit=ibis.literal("account"), account_id="account_id"),
        rows.select(*_ROW, unit=ibis.literal("parent"), account_id="parent_id"),
    )
    named = by_unit.filter(by_unit.programme_id.notnull())
    pooled = union(by_unit.mutate(pool=ibis.literal("")), named.mutate(pool=named.programme_id))
    spells = stretches(pooled, ("unit", "arm", "pool", "account_id"))
    return spells.mutate(programme_id=spells.pool.nullif(""))


_ROW = ("arm", "programme_id", "tier", "tier_order", "starts_on", "ends_on")


def stretches(rows: Table, partition: tuple[str, ...]) -> Table:
    """Disjoint stretches of a partition's rows: partition…, starts_on, ends_on (exclusive), tier, tier_order, entered_on.

    Within a stretch nothing changes; the tier is the highest of its rows. `entered_on` is the first day of the unbroken
    run that holds it.
    """
    pieces = cut(rows, partition)
    beside = rows.rename(_from="starts_on", _until="ends_on")
    same = [pieces[name] == beside[name] for name in partition]
    covered = pieces.join(beside, [*same, beside["_from"] <= pieces.starts_on, beside["_until"] >= pieces.ends_on])
    order = covered.tier_order.fill_null(NO_TIER)
    tiered = covered.group_by(*partition, "starts_on", "ends_on").aggregate(
        tier_order=order.min(), tier=covered.tier.argmin(order)
    )
    return with_entry(tiered, partition)


def cut(rows: Table, partition: tuple[str, ...]) -> Table:
    """The stretches between all neighbouring borders of a partition's rows, gaps included."""
    starts = rows.select(*partition, at=rows.starts_on)
    ends = rows.select(*partition, at=rows.ends_on)
    borders = union(starts, ends, distinct=True)
    following = borders.at.lead().over(ibis.window(group_by=list(partition), order_by="at"))
    pieces = borders.mutate(ends_on=following).rename(starts_on="at")
    return pieces.filter(pieces.ends_on.notnull())


def with_entry(rows: Table, partition: tuple[str, ...]) -> Table:
    """Adds `entered_on`: stretches that touch form a run, a gap of a day starts a new one."""
    order = ibis.window(group_by=list(partition), order_by="starts_on")
    previous = rows.mutate(previous=rows.ends_on.lag().over(order))
    marked = previous.mutate(
        entered_on=ibis.ifelse(previous.previous == previous.starts_on, ibis.null("date"), previous.starts_on)
    )
    upto = ibis.window(group_by=list(partition), order_by="starts_on", preceding=None, following=0)
    return marked.mutate(entered_on=marked.entered_on.max().over(upto)).drop("previous")
