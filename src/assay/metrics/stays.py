"""Deals stage by stage: how long they stay, whether they move on, and which ones stall (O11, O12)."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.metrics.context import Context, days_between, joined, left_joined
from assay.metrics.deals import as_known, dated, framed, homeless_deals, seen, takes_homeless, together
from assay.metrics.populations import belonging

ENOUGH = 5


def stays_of(context: Context, deals: Table) -> Table:
    """Stays of deals (as known on `as_of`) that began by that day. Adds `stage`, `from_day`, `ended_on`.

    `ended_on` is null while a stay is going on. The next stage row ends it, or the close as it was known then: a close
    that is known today would else end a stay of a day on which the deal was open.
    """
    stays = context.fact("deal_stages").drop("ends_on").rename(from_day="starts_on", stay_stage="stage")
    found = joined(deals.drop("stage"), stays, "opportunity_id").rename(stage="stay_stage")
    found = found.filter(found.from_day <= found.as_of)
    return found.mutate(ended_on=ibis.ifelse(found.next_on <= found.as_of, found.next_on, found.closed_on))


def _per_stage(context: Context, stays: Table) -> Table:
    """All stays of a deal in a stage as one row: first and last day, whole days there up to the as-of day."""
    keys = ["period", "opportunity_id", "stage"]
    until = ibis.ifelse(stays.ended_on.notnull(), stays.ended_on, stays.as_of)
    spent = stays.mutate(spent=days_between(until, stays.from_day), going=ibis.ifelse(stays.ended_on.isnull(), 1, 0))
    return spent.group_by(*_identity(context, stays), *keys).aggregate(
        days=spent.spent.sum(),
        shortest=spent.spent.min(),
        entered_stage_on=spent.from_day.min(),
        left_stage_on=spent.ended_on.max(),
        going=spent.going.max(),
    )


KEPT = (
    "as_of",
    "account_id",
    "created_on",
    "closed_on",
    "status",
    "owner_id",
    "approach",
    "name",
    "amount",
    "currency",
)


def _identity(context: Context, stays: Table) -> list[str]:
    window = ("starts_on", "ends_on", "entered_on", "tier", "tier_order", "immature", *context.split)
    return [*KEPT, *(name for name in window if context.is_cohort and name in stays.columns)]


def _known(context: Context, framed_deals: Table) -> Table:
    deals = as_known(context, framed_deals)
    return deals if "period" in deals.columns else deals.mutate(period=ibis.null("date"))


def _placed(context: Context, rows: Table, on: str) -> Table:
    """Rows by a day of theirs in the window, belonging to the scope on it."""
    placed = dated(context, rows if context.is_cohort else rows.drop("period"), on)
    placed = placed.mutate(_deal=placed.opportunity_id, opportunity_id=placed.opportunity_id + "\n" + placed.stage)
    belonging_rows = belonging(context, placed, on)
    return belonging_rows.mutate(opportunity_id=belonging_rows._deal).drop("_deal")


def ended_stays(context: Context) -> Table:
    """Deals whose last stay in a stage ended in the window, with the days of all their stays there."""
    stages = _per_stage(context, stays_of(context, _known(context, seen(context))))
    ended = stages.filter(stages.going == 0)
    placed_stays = _placed(context, ended, "left_stage_on")
    return placed_stays.mutate(left_out=ibis.ifelse(placed_stays.shortest < 0, "negative", ibis.null("string")))


def entered_stages(context: Context) -> Table:
    """Deals by the day they first entered a stage, with `advanced`: a higher open stage, or a win, since."""
    stays = stays_of(context, _known(context, seen(context)))
    stages = _per_stage(context, stays)
    ranks = context.fact("stages")
    ranks = ranks.select("stage", "position", pipeline=ranks.pipeline.fill_null(""))
    mine = joined(stages.select("opportunity_id", "stage", "entered_stage_on"), ranks, "stage")
    later = joined(stays.select("opportunity_id", "stage", "from_day"), ranks, "stage")
    later = later.rename(later_stage="stage", later_position="position", later_pipeline="pipeline")
    both = joined(mine, later, "opportunity_id")
    higher = both.filter(
        both.later_position > both.position,
        both.from_day >= both.entered_stage_on,
        both.later_pipeline == both.pipeline,
    )
    moved = higher.select("opportunity_id", "stage").distinct().mutate(_moved=ibis.literal(True))
    marked = left_joined(stages, moved, ["opportunity_id", "stage"])
    marked = marked.mutate(advanced=marked._moved.fill_null(False) | (marked.status == "won")).drop("_moved")
    return _placed(context, marked, "entered_stage_on")


def current_stays(context: Context) -> Table:
    """Open deals with the days in their stage so far; `left_out` where too few won deals tell what is usual there."""
    deals = belonging(context, _open(context), "as_of")
    if takes_homeless(context):
        deals = together(deals, homeless_deals(context, "open"))
    stays = stays_of(context, deals.mutate(current=deals.stage))
    here = stays.filter(stays.stage == stays.current)
    keys = [*context.split, "period", "opportunity_id"]
    until = ibis.ifelse(here.ended_on.notnull(), here.ended_on, here.as_of)
    spent = here.mutate(spent=days_between(until, here.from_day))
    sums = spent.group_by(*keys).aggregate(days=spent.spent.sum())
    rows = left_joined(deals, sums, keys)
    rows = left_joined(rows, _usual(context), ["as_of", "stage"])
    unknown = rows.usual.isnull() | rows.days.isnull()
    return rows.mutate(left_out=ibis.ifelse(unknown, "no_reference", ibis.null("string")))


def _open(context: Context) -> Table:
    known = as_known(context, framed(context))
    return known.filter(known.status == "open")


def _usual(context: Context) -> Table:
    """P75 of the days won deals of the whole workspace spent in each stage, where at least five did; per as-of day."""
    asked = framed(context).select("as_of").distinct()
    deals = context.fact("deals")
    excluded = context.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
    deals = deals.filter(deals.type == "new_business").anti_join(excluded, "account_id")
    deals = deals.drop("account_id", "parent_id").cross_join(asked)
    won = as_known(context, deals)
    won = won.filter(won.status == "won")
    stays = stays_of(context, won)
    until = ibis.ifelse(stays.ended_on.notnull(), stays.ended_on, stays.as_of)
    spent = stays.mutate(spent=days_between(until, stays.from_day))
    each = spent.group_by("as_of", "stage", "opportunity_id").aggregate(days=spent.spent.sum())
    each = each.filter(each.days >= 0)
    usual = each.group_by("as_of", "stage").aggregate(usual=each.days.quantile(0.75), deals=each.count())
    return usual.filter(usual.deals >= ENOUGH).drop("deals")
