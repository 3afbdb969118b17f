"""What a deal was on any day, and how long it stayed in which stage (rule 7).

Stage rows are taken in the order of (entered_at, position of the stage, stage). Where the last closing row of a closed
deal and its `closed_at` differ, `closed_at` wins: that row stands on the day of the close, as the last of that day.
"""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, union
from assay.facts.deals import used_deals
from assay.facts.plan import Plan, flag, forever
from assay.identity.relations import look_up

_DEAL = "opportunity_id"


def closed_deals(plan: Plan) -> Table:
    """Lookup `deals`: the status of the deal row (else its stage's, else open) and the day of its latest close.

    `is_stated`: whether the deal or its stage says its status.
    """
    rows = used_deals(plan).rename(_written_close="closed_on")
    staged = look_up(rows, rows.stage, plan.model("stages"), "stage", _stage_status="status")
    said = ibis.coalesce(staged.status, staged["_stage_status"])
    judged = staged.mutate(status=said.fill_null("open"), is_stated=said.notnull())
    history = _stage_rows(plan)
    closings = history.group_by(_DEAL, "status").agg(_day=history.entered_on.max())
    for status in ("won", "lost"):
        of_status = closings.filter(closings.status == status)
        judged = look_up(judged, judged.opportunity_id, of_status, _DEAL, **{f"_{status}_on": "_day"})
    by_history = ibis.cases(
        (judged.status == "won", judged["_won_on"]),
        (judged.status == "lost", judged["_lost_on"]),
        else_=ibis.null("date"),
    )
    written = (judged.status == "open").ifelse(None, judged["_written_close"])
    return judged.mutate(written_close=written, closed_on=ibis.coalesce(written, by_history))


def deal_history(plan: Plan) -> Table:
    """Lookup `deal_history`: the stage rows in order, on the days that the history counts them."""
    rows = _stage_rows(plan)
    looked_up = look_up(rows, rows.opportunity_id, plan.lookup("deals"), _DEAL, _close="written_close")
    closing = (looked_up.status != "open").ifelse(looked_up.place, None)
    marked = looked_up.mutate(_last_closing=closing.max().over(ibis.window(group_by=_DEAL)))
    moves = (marked.place == marked["_last_closing"]) & (marked.entered_on != marked["_close"])
    moved = marked.mutate(
        _moved=flag(moves), entered_on=moves.fill_null(False).ifelse(marked["_close"], marked.entered_on)
    )
    ordered = ibis.window(group_by=_DEAL, order_by=["entered_on", "_moved", "place"])
    placed = moved.mutate(place=ibis.row_number().over(ordered))
    return placed.mutate(from_end=placed.place.max().over(ibis.window(group_by=_DEAL)) - placed.place)


def deal_states(plan: Plan) -> Table:
    """One row per deal and stretch of days on which nothing about it changed, from its creation on."""
    rows = _last_rows_of_days(plan)
    ends = rows.filter(rows.from_end == 0)
    days = _days(plan, rows, ends)
    deals = {"_stage": "stage", "_status": "status", "_amount": "amount", "_closed_on": "closed_on"}
    dated = look_up(days, days.opportunity_id, plan.lookup("deals"), _DEAL, **deals)
    last = {"_last_day": "day", "_last_stage": "stage", "_last_status": "status", "_last_reopened": "reopened"}
    ended = look_up(dated, dated.opportunity_id, ends, _DEAL, **last)
    past = rows.select(
        _row_deal=_DEAL,
        _row_day="day",
        _row_stage="stage",
        _row_status=rows.status,
        _row_amount="amount",
        _row_entered_on="entered_on",
        _row_reopened="reopened",
    )
    joined = ended.left_join(past, [ended.opportunity_id == past["_row_deal"], ended.starts_on == past["_row_day"]])
    until = joined.starts_on.lead().over(ibis.window(group_by=_DEAL, order_by="starts_on"))
    return _by_regime(joined.mutate(ends_on=ibis.coalesce(until, forever())))


def _by_regime(days: Table) -> Table:
    """Before the last stage row the history speaks, from it on the deal row, open before its close."""
    in_history = days["_last_day"].notnull() & (days.starts_on < days["_last_day"])
    past_status = days["_row_status"].fill_null("open")
    pending = (days["_status"] != "open") & days["_closed_on"].notnull() & (days.starts_on < days["_closed_on"])
    now_status = pending.ifelse(ibis.literal("open"), days["_status"])
    last_open_stage = (days["_last_status"] == "open").ifelse(days["_last_stage"], None)
    like_now = (days["_last_status"] == days["_status"]).ifelse(days["_last_stage"], None)
    now_stage = pending.ifelse(last_open_stage, ibis.coalesce(days["_stage"], like_now))
    back_open = (now_status == "open") & (days["_last_status"] != "open").fill_null(False)
    return days.select(
        _DEAL,
        "starts_on",
        "ends_on",
        stage=in_history.ifelse(days["_row_stage"], now_stage),
        status=in_history.ifelse(past_status, now_status),
        amount=in_history.ifelse(ibis.coalesce(days["_row_amount"], days["_amount"]), days["_amount"]),
        closed_on=ibis.cases(
            (in_history & (past_status != "open"), days["_row_entered_on"]),
            (~in_history & (now_status != "open"), days["_closed_on"]),
            else_=ibis.null("date"),
        ),
        reopened=in_history.ifelse(
            days["_row_reopened"].fill_null(False), days["_last_reopened"].fill_null(False) | back_open
        ),
    )


def _days(plan: Plan, rows: Table, ends: Table) -> Table:
    """The days on which a deal may change: its creation, its stage rows, and its close where that comes last."""
    deals = plan.lookup("deals")
    ended = look_up(deals, deals.opportunity_id, ends, _DEAL, _last_day="day")
    after_all = ended.closed_on > ibis.greatest(ended.created_on, ibis.coalesce(ended["_last_day"], ended.created_on))
    return union(
        deals.select(_DEAL, starts_on="created_on"),
        rows.select(_DEAL, starts_on="day"),
        ended.filter(after_all).select(_DEAL, starts_on="closed_on"),
        distinct=True,
    )


def _last_rows_of_days(plan: Plan) -> Table:
    """The last stage row of each day, with the amount it leaves standing and whether the deal was reopened by then."""
    rows = plan.lookup("deal_history")
    so_far = ibis.cumulative_window(group_by=_DEAL, order_by="place")
    closings = flag(rows.status != "open").sum().over(so_far)
    named = rows.amount.notnull().ifelse(rows.place, None).max().over(so_far)
    traced = rows.mutate(_closings=closings, _named=named)
    back = flag((traced.status == "open") & (traced["_closings"] > 0))
    carried = traced.mutate(
        amount=traced.amount.max().over(ibis.window(group_by=[_DEAL, "_named"])),
        reopened=back.max().over(so_far) > 0,
    )
    dated = look_up(carried, carried.opportunity_id, plan.lookup("deals"), _DEAL, _created_on="created_on")
    placed = dated.mutate(day=ibis.greatest(dated.entered_on, dated["_created_on"]))
    latest = ibis.row_number().over(ibis.window(group_by=[_DEAL, "day"], order_by="from_end"))
    return placed.mutate(_latest=latest).filter(lambda t: t["_latest"] == 0)


def deal_stages(plan: Plan) -> Table:
    """Stays in open stages: rows that repeat the stage are joined; the next stage or the close ends a stay."""
    rows = plan.lookup("deal_history")
    ordered = ibis.window(group_by=_DEAL, order_by="place")
    moved = rows.mutate(_before=rows.stage.lag().over(ordered))
    changed = moved.mutate(_changed=flag(moved["_before"].isnull() | (moved["_before"] != moved.stage)))
    so_far = ibis.cumulative_window(group_by=_DEAL, order_by="place")
    numbered = changed.mutate(_stay=changed["_changed"].sum().over(so_far))
    stays = numbered.group_by(_DEAL, "_stay", "stage").agg(
        status=numbered.status.min(), starts_on=numbered.entered_on.min()
    )
    following = stays.starts_on.lead().over(ibis.window(group_by=_DEAL, order_by="_stay"))
    dated = stays.mutate(_next=following)
    looked_up = look_up(dated, dated.opportunity_id, plan.lookup("deals"), _DEAL, _closed_on="closed_on")
    latest = ibis.coalesce(looked_up["_closed_on"], forever())
    ends = ibis.greatest(looked_up.starts_on, ibis.least(ibis.coalesce(looked_up["_next"], latest), latest))
    return looked_up.mutate(ends_on=ends, next_on=looked_up["_next"]).filter(looked_up.status == "open")


def _stage_rows(plan: Plan) -> Table:
    """Stage rows of the deals in use, numbered in order; an unknown stage is an open one."""
    rows = plan.model("opportunity_stages").semi_join(used_deals(plan), _DEAL)
    columns = {"_position": "position", "status": "status", "is_qualified": "is_qualified"}
    looked_up = look_up(rows, rows.stage, plan.model("stages"), "stage", **columns)
    ordered = ibis.window(group_by=_DEAL, order_by=["entered_at", "_position", "stage"])
    return looked_up.mutate(
        place=ibis.row_number().over(ordered),
        status=looked_up.status.fill_null("open"),
        is_qualified=looked_up.is_qualified.fill_null(False),
    )
