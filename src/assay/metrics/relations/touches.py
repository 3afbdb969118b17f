"""Touches and sessions in scope on their own day."""

from __future__ import annotations

from dataclasses import replace

import ibis

from assay.engine.tables import Table
from assay.kpis.rows import Sessions, Touches
from assay.metrics import deals as deal_rows
from assay.metrics.context import Context, joined
from assay.metrics.populations import in_scope
from assay.metrics.relations.base import rows_of
from assay.metrics.view_through import after_a_view


@rows_of.register
def _touches(base: Touches, context: Context) -> Table:
    context = replace(context, customers=base.customers)
    touches = touches_of(base, deal_rows.counted_touches(context))
    touches = touches.select(
        "touch_id",
        "occurred_at",
        "occurred_on",
        "account_id",
        "person_id",
        "visitor_id",
        "kind",
        "channel",
        "team",
        "campaign_id",
        "asset_id",
        "url",
        "quantity",
        "outcome",
        "engages",
        "content_seconds",
        "weighted_seconds",
    )
    scoped = in_scope(context, touches, "occurred_on")
    scoped = after_a_view(context, scoped, "occurred_on") if base.view_through else scoped
    return _with_actor(base, context, scoped)


def _with_actor(base: Touches, context: Context, touches: Table) -> Table:
    if base.known:
        touches = _of_known_people(context, touches)
    touches = touches.mutate(actor=ibis.coalesce(touches.person_id, touches.visitor_id, touches.touch_id))
    if base.flag is None:
        return touches
    same = ibis.window(group_by=[*context.split, "period", "person_id", "campaign_id"])
    flagged = ibis.ifelse(touches.kind == base.flag, 1, 0)
    return touches.mutate(flagged=flagged.max().over(same) > 0)


def _of_known_people(context: Context, touches: Table) -> Table:
    """Touches of people who were known by the as-of day (rule 4)."""
    people = context.fact("people").select("person_id", _known_on="created_on")
    rows = joined(touches, people, "person_id")
    return rows.filter(rows._known_on.isnull() | (rows._known_on <= rows.as_of)).drop("_known_on")


def touches_of(base: Touches, touches: Table) -> Table:
    """The touches a base means, in scope or not."""
    if base.kinds:
        touches = touches.filter(touches.kind.isin(base.kinds))
    if base.outcome:
        touches = touches.filter(touches.outcome == base.outcome)
    if base.with_asset:
        touches = touches.filter(touches.asset_id.notnull())
    if base.people:
        touches = touches.filter(~touches.objected)
    return touches.filter(touches.engages) if base.engaging else touches


@rows_of.register
def _sessions(base: Sessions, context: Context) -> Table:
    sessions = context.unit("sessions")
    if context.roll_up:
        first = ibis.window(group_by=["account_id", "session_key"], order_by=["started_on", "touch_id"])
        every = ibis.window(group_by=["account_id", "session_key"])
        sessions = sessions.mutate(turn=ibis.row_number().over(first), seen_on=sessions.high_value_on.min().over(every))
        sessions = sessions.filter(sessions.turn == 0).mutate(high_value_on=ibis._.seen_on).drop("turn", "seen_on")
    scoped = in_scope(context, sessions, "started_on")
    scoped = after_a_view(context, scoped, "started_on") if base.view_through else scoped
    return scoped.filter(scoped.high_value_on <= scoped.as_of) if base.high_value else scoped
