"""Visitors, survey answers and intent signals, tied to people and accounts (rule 12)."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.facts.plan import Plan, with_parent
from assay.identity.relations import look_up, without


def visitors(plan: Plan) -> Table:
    """Visitors with the account their row says, else their person's; no person where consent was refused."""
    rows = without(plan.model("visitors"), "account_id", "person_id")
    columns = {"account_id": "account_id", "person_id": "person_id"}
    looked_up = look_up(rows, rows.visitor_id, plan.lookup("visitors"), "visitor_id", **columns)
    return with_parent(looked_up.mutate(consent=looked_up.consent.fill_null("unknown")), plan)


def survey_answers(plan: Plan) -> Table:
    """Answers of everybody who did not object; the account is the row's, else the person's."""
    rows = plan.model("survey_responses").rename(_written_account="account_id", _written_person="person_id")
    given = look_up(rows, rows["_written_account"], plan.lookup("accounts"), "account_id", _given="survivor_id")
    people = {"person_id": "survivor_id", "_persons": "account_id", "_objected": "objected"}
    looked_up = look_up(given, given["_written_person"], plan.lookup("people"), "person_id", **people)
    kept = looked_up.filter(~looked_up["_objected"].fill_null(False))
    return with_parent(kept.mutate(account_id=ibis.coalesce(kept["_given"], kept["_persons"])), plan)


def signals(plan: Plan) -> Table:
    """Intent signals on the Monday of their week; those of companies nobody knows still tell which topics are tracked."""
    placed = with_parent(resolved_signals(plan), plan)
    return placed.mutate(week=placed.week.truncate("W").cast("date"), cluster=placed.cluster.fill_null("own"))


def resolved_signals(plan: Plan) -> Table:
    """Every signal with its account: the row's, else that of its domain, else none; and whether that was ambiguous."""
    rows = plan.model("intent_signals").rename(_written_account="account_id")
    given = look_up(rows, rows["_written_account"], plan.lookup("accounts"), "account_id", _given="survivor_id")
    columns = {"_by_domain": "account_id", "_several": "is_ambiguous"}
    looked_up = look_up(given, given.domain, plan.lookup("hosts"), "host", **columns)
    return looked_up.mutate(
        account_id=ibis.coalesce(looked_up["_given"], looked_up["_by_domain"]),
        is_ambiguous=looked_up["_given"].isnull() & looked_up["_several"].fill_null(False),
    )
