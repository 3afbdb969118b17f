"""Who is in scope on which days, since when, and at what tier (rule 2)."""

from __future__ import annotations

from functools import cache

import ibis

from assay.facts.schema import BEGINNING, FOREVER
from assay.metrics.context import Context, Table, day, joined
from assay.metrics.scope import TREATED_ARMS

NO_TIER = 1_000_000_000


@cache
def segments(context: Context) -> Table:
    """Disjoint stretches of days in scope: split…, account_id, starts_on, ends_on (exclusive), entered_on, tier.

    Within a stretch nothing changes; `entered_on` is the first day of the unbroken run that holds it.
    """
    arms = _arms(context)
    parts = [_of_arm(context, arm) for arm in arms]
    together = parts[0] if len(parts) == 1 else ibis.union(*parts)
    excluded = context.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
    return together.anti_join(excluded, "account_id")


def _arms(context: Context) -> tuple[str, ...]:
    if "arm" in context.split and context.scope.arm == "all":
        return ("abm", "control", "holdout", "other", "rest")
    return (context.scope.arm,)


def _of_arm(context: Context, arm: str) -> Table:
    if arm == "all":
        found = _everyone(context)
    elif arm == "rest":
        found = _rest(context)
    else:
        found = _listed(context, arm)
    labels = {name: _label(found, name, arm) for name in context.split}
    return found.mutate(**labels).select(
        *context.split, "account_id", "starts_on", "ends_on", "entered_on", "tier", "tier_order"
    )


def _label(found: Table, name: str, arm: str) -> Table:
    if name == "arm":
        return ibis.literal(arm)
    return found[name] if name in found.columns else ibis.literal("")


def rows_of(context: Context, arm: str) -> Table:
    """List rows of an arm as the scope's lists and programmes choose them."""
    rows = live_memberships(context)
    rows = rows.filter(rows.arm == arm)
    if context.scope.lists:
        rows = rows.filter(rows.list.isin(context.scope.lists))
    if context.scope.programmes:
        rows = rows.filter(rows.programme_id.isin(context.scope.programmes))
    return rows.mutate(programme=rows.programme_id.fill_null(""))


def live_memberships(context: Context) -> Table:
    """List rows without those of excluded accounts; on a roll-up an excluded child does not stand for its parent."""
    rows = context.fact("memberships")
    excluded = context.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
    rows = rows.anti_join(excluded, "account_id")
    unit = rows.parent_id if context.scope.roll_up else rows.account_id
    return rows.mutate(account_id=unit).drop("parent_id")


def _listed(context: Context, arm: str) -> Table:
    partition = (*(name for name in context.split if name != "arm"), "account_id")
    rows = rows_of(context, arm)
    stretches = cut(rows, partition)
    covered = joined(
        stretches,
        rows,
        [
            *[stretches[name] == rows[name] for name in partition],
            rows.starts_on <= stretches.starts_on,
            rows.ends_on >= stretches.ends_on,
        ],
    )
    tiered = covered.group_by(*partition, "starts_on", "ends_on").aggregate(
        tier_order=covered.tier_order.fill_null(NO_TIER).min(),
        tier=covered.tier.argmin(covered.tier_order.fill_null(NO_TIER)),
    )
    return with_entry(tiered, partition)


def cut(rows: Table, partition: tuple[str, ...]) -> Table:
    """The stretches between all neighbouring borders of a partition's rows, gaps included."""
    starts = rows.select(*partition, at=rows.starts_on)
    ends = rows.select(*partition, at=rows.ends_on)
    borders = ibis.union(starts, ends, distinct=True)
    following = borders.at.lead().over(ibis.window(group_by=list(partition), order_by="at"))
    stretches = borders.mutate(ends_on=following).rename(starts_on="at")
    return stretches.filter(stretches.ends_on.notnull())


def with_entry(stretches: Table, partition: tuple[str, ...]) -> Table:
    """Adds `entered_on`: stretches that touch form a run, a gap of a day starts a new one."""
    order = ibis.window(group_by=list(partition), order_by="starts_on")
    previous = stretches.mutate(previous=stretches.ends_on.lag().over(order))
    marked = previous.mutate(
        entered_on=ibis.ifelse(previous.previous == previous.starts_on, ibis.null("date"), previous.starts_on)
    )
    upto = ibis.window(group_by=list(partition), order_by="starts_on", preceding=None, following=0)
    return marked.mutate(entered_on=marked.entered_on.max().over(upto)).drop("previous")


def _everyone(context: Context) -> Table:
    accounts = context.fact("accounts")
    accounts = accounts.filter(~accounts.is_excluded)
    unit = accounts.parent_id if context.scope.roll_up else accounts.account_id
    return (
        accounts.select(account_id=unit)
        .distinct()
        .mutate(
            starts_on=day(BEGINNING),
            ends_on=day(FOREVER),
            entered_on=day(BEGINNING),
            tier=ibis.null("string"),
            tier_order=ibis.literal(NO_TIER, "int64"),
        )
    )


def treated(context: Context) -> Table:
    """Days of any arm that keep an account from being `rest`: account_id, starts_on, ends_on (rows may overlap)."""
    rows = live_memberships(context)
    return rows.filter(rows.arm.isin(TREATED_ARMS)).select("account_id", "starts_on", "ends_on")


def _rest(context: Context) -> Table:
    accounts = context.fact("accounts")
    accounts = accounts.filter(~accounts.is_excluded)
    unit = accounts.parent_id if context.scope.roll_up else accounts.account_id
    born = accounts.select(account_id=unit, created_on=accounts.created_on.fill_null(day(BEGINNING)))
    born = born.group_by("account_id").aggregate(created_on=born.created_on.min())
    chosen = rows_of(context, "abm")
    launch = chosen.aggregate(launched_on=chosen.starts_on.min())
    since = born.cross_join(launch).filter(lambda t: t.launched_on.notnull())
    since = since.select("account_id", entered_on=ibis.greatest(since.created_on, since.launched_on))
    life = since.select("account_id", starts_on=since.entered_on, ends_on=day(FOREVER))
    busy = treated(context).semi_join(since, "account_id")
    stretches = cut(ibis.union(life, busy), ("account_id",))
    free = stretches.anti_join(
        busy,
        [
            stretches.account_id == busy.account_id,
            busy.starts_on <= stretches.starts_on,
            busy.ends_on > stretches.starts_on,
        ],
    )
    found = joined(free, since, "account_id")
    found = found.filter(found.starts_on >= found.entered_on)
    return found.mutate(tier=ibis.null("string"), tier_order=ibis.literal(NO_TIER, "int64"))
