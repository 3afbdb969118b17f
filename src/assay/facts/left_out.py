"""What the facts leave out or could not use, counted, so that nothing is dropped silently."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, union
from assay.facts.money import usable_rates
from assay.facts.plan import Plan
from assay.facts.signals import resolved_signals


def left_out(plan: Plan) -> Table:
    """One row per fact and reason that occurred."""
    counted = [part for fact, reasons in _reasons(plan).items() for part in _counted(fact, reasons)]
    every = union(plan.lookup("notes"), plan.lookup("touch_notes"), *counted)
    return every.filter(every.n > 0)


def touch_notes(plan: Plan) -> Table:
    """The same of touches, with the reasons that did not occur."""
    return union(*_counted("touches", _of_touches(plan)))


def _counted(fact: str, reasons: dict[str, Table]) -> list[Table]:
    return [
        rows.agg(fact=ibis.literal(fact), reason=ibis.literal(reason), n=rows.count()).select("fact", "reason", "n")
        for reason, rows in reasons.items()
    ]


def _reasons(plan: Plan) -> dict[str, dict[str, Table]]:
    return {
        "accounts": _of_accounts(plan),
        "people": _of_people(plan),
        "memberships": _of_memberships(plan),
        "deals": _of_deals(plan),
        "contracts": _of_contracts(plan),
        "costs": _of_costs(plan),
        "quotas": {"holds on no day": plan.model("quotas").filter(lambda t: t.period_end <= t.period_start)},
        "survey_answers": _of_answers(plan),
        "signals": _of_signals(plan),
        "fx_spells": {
            "not above zero, or of one currency": plan.model("fx_rates").anti_join(usable_rates(plan), _RATE)
        },
    }


_RATE = ["date", "from_currency", "to_currency"]


def _of_accounts(plan: Plan) -> dict[str, Table]:
    accounts, lookup = plan.fact("accounts"), plan.lookup("accounts")
    return {
        "merged": lookup.filter(lookup.survivor_id != lookup.account_id),
        "excluded": accounts.filter(accounts.is_excluded),
    }


def _of_people(plan: Plan) -> dict[str, Table]:
    people, lookup, emails = plan.fact("people"), plan.lookup("people"), plan.lookup("emails")
    return {
        "merged": lookup.filter(lookup.survivor_id != lookup.person_id),
        "objected": people.filter(~people.counts),
        "without an account": people.filter(people.account_id.isnull()),
        "ambiguous e-mail": emails.filter(emails.is_ambiguous),
    }


def _of_memberships(plan: Plan) -> dict[str, Table]:
    rows = plan.model("list_memberships")
    return {
        "unknown account": rows.anti_join(plan.lookup("accounts"), "account_id"),
        "holds on no day": rows.filter(rows.valid_to <= rows.valid_from),
    }


def _of_touches(plan: Plan) -> dict[str, Table]:
    touches, accounts = plan.fact("touches"), plan.fact("accounts")
    unseen = touches.filter(~touches.counts)
    excluded = accounts.filter(accounts.is_excluded)
    return {
        "without an account": touches.filter(touches.match == "none"),
        "ambiguous": touches.filter(touches.match == "ambiguous"),
        "unknown kind": touches.anti_join(plan.lookup("kinds"), "kind"),
        "of excluded accounts": unseen.semi_join(excluded, "account_id"),
        "of people who objected": unseen.anti_join(excluded, "account_id"),
    }


def _of_deals(plan: Plan) -> dict[str, Table]:
    rows, closed = plan.model("opportunities"), plan.lookup("deals")
    deleted, test = rows.is_deleted.fill_null(False), rows.is_test.fill_null(False)
    used = rows.semi_join(closed, "opportunity_id")
    return {
        "deleted": rows.filter(deleted),
        "test": rows.filter(test & ~deleted),
        "without an account": used.filter(used.account_id.isnull()),
        "unknown account": used.filter(used.account_id.notnull()).anti_join(plan.lookup("accounts"), "account_id"),
        "closed before creation": closed.filter(closed.closed_on < closed.created_on),
        "status not stated, counted as open": closed.filter(~closed.is_stated),
        "closed without a day": closed.filter(closed.status != "open", closed.closed_on.isnull()),
    }


def _of_contracts(plan: Plan) -> dict[str, Table]:
    rows = plan.model("contracts")
    return {
        "unknown account": rows.anti_join(plan.lookup("accounts"), "account_id"),
        "ends before it starts": rows.filter(rows.ends_on < rows.starts_on),
    }


def _of_costs(plan: Plan) -> dict[str, Table]:
    rows = plan.model("costs")
    return {"unknown account": rows.filter(rows.account_id.notnull()).anti_join(plan.lookup("accounts"), "account_id")}


def _of_answers(plan: Plan) -> dict[str, Table]:
    answers = plan.fact("survey_answers")
    return {
        "of people who objected": plan.model("survey_responses").anti_join(answers, "response_id"),
        "without an account": answers.filter(answers.account_id.isnull()),
    }


def _of_signals(plan: Plan) -> dict[str, Table]:
    signals = resolved_signals(plan)
    return {
        "ambiguous": signals.filter(signals.is_ambiguous),
        "without an account": signals.filter(signals.account_id.isnull(), ~signals.is_ambiguous),
    }
