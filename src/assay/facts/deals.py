"""Deals, their people and the stages; which deals are legitimate, and since when (rule 6)."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.facts.plan import Plan, flag, with_account
from assay.identity.relations import look_up

_DEAL = "opportunity_id"


def used_deals(plan: Plan) -> Table:
    """Deal rows that are neither deleted nor test."""
    rows = plan.model("opportunities")
    return rows.filter(~rows.is_deleted.fill_null(False), ~rows.is_test.fill_null(False))


def deals(plan: Plan) -> Table:
    """Deals that are neither deleted nor test, with their pipeline and the day they became legitimate."""
    owned = with_account(used_deals(plan), plan)
    staged = _with_pipeline(owned, plan)
    looked_up = look_up(
        staged, staged.opportunity_id, _qualifications(plan), _DEAL, _first="qualified_on", _history="stage_rows"
    )
    looked_up = look_up(looked_up, looked_up.opportunity_id, plan.lookup("deals"), _DEAL, is_status_stated="is_stated")
    by_stage = looked_up["_flags"].fill_null(False) & looked_up["_history"].notnull()
    return looked_up.mutate(
        type=looked_up.type.fill_null("new_business"),
        currency=looked_up.currency.fill_null(plan.value("currency")),
        qualified_on=by_stage.ifelse(looked_up["_first"], looked_up.created_on),
    )


def stages(plan: Plan) -> Table:
    rows = plan.model("stages")
    return rows.mutate(is_qualified=rows.is_qualified.fill_null(False))


def deal_people(plan: Plan) -> Table:
    """People on deals after merges, each once per deal: the primary row's role before the others'."""
    written = plan.model("opportunity_people").semi_join(plan.fact("deals"), _DEAL)
    people = look_up(written, written.person_id, plan.lookup("people"), "person_id", _survivor="survivor_id")
    first = people.filter(people["_survivor"].notnull()).mutate(
        _first=ibis.row_number().over(
            ibis.window(
                group_by=[_DEAL, "_survivor"],
                order_by=[people.is_primary.fill_null(False).ifelse(0, 1), people.role, people.person_id],
            )
        )
    )
    once = first.filter(first["_first"] == 0)
    return once.mutate(person_id=once["_survivor"], is_primary=once.is_primary.fill_null(False))


def _with_pipeline(rows: Table, plan: Plan) -> Table:
    """Fill `pipeline`: that of the deal's stage, else of its last stage row, else its own; and whether it flags any stage."""
    flagged = _flagged_stages(plan)
    own = look_up(rows, rows.stage, flagged, "stage", _own="pipeline", _own_flags="flags")
    history = plan.lookup("deal_history")
    past = look_up(history, history.stage, flagged, "stage", _pipeline="pipeline", _flags="flags")
    last = past.filter(past["_flags"].notnull()).mutate(
        _latest=ibis.row_number().over(ibis.window(group_by=_DEAL, order_by="from_end"))
    )
    latest = last.filter(last["_latest"] == 0)
    looked_up = look_up(own, own.opportunity_id, latest, _DEAL, _last="_pipeline", _last_flags="_flags")
    is_known = looked_up["_own_flags"].notnull()
    return looked_up.mutate(
        pipeline=ibis.coalesce(is_known.ifelse(looked_up["_own"], looked_up["_last"]), looked_up.pipeline),
        _flags=is_known.ifelse(looked_up["_own_flags"], looked_up["_last_flags"]),
    )


def _flagged_stages(plan: Plan) -> Table:
    rows = plan.model("stages")
    qualified = flag(rows.is_qualified.fill_null(False))
    return rows.select("stage", "pipeline", flags=qualified.max().over(ibis.window(group_by="pipeline")) > 0)


def _qualifications(plan: Plan) -> Table:
    """Per deal with history: the day of its first row in a stage flagged as qualified, and how many rows it has."""
    rows = plan.lookup("deal_history")
    qualified = rows.is_qualified.ifelse(rows.entered_on, None)
    return rows.group_by(_DEAL).agg(qualified_on=qualified.min(), stage_rows=rows.count())
