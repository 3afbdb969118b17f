"""A rule tried on the last quarter: what begins to hold is told once, as long as it holds."""

from __future__ import annotations

from datetime import date, timedelta

from assay.alerts.rules import Finding
from assay.alerts.trial import fired_of, trial
from assay.settings.alerts import AlertRule
from support.company import company

DAYS = [date(2026, 6, 1) + timedelta(weeks=week) for week in range(4)]


def held(*names: str) -> tuple[Finding, ...]:
    return tuple(Finding(name, name, "", {}) for name in names)


def test_who_holds_from_the_start_fired_before_and_who_comes_back_fires_again() -> None:
    told = fired_of(DAYS, [held("a"), held("a", "b"), held("b"), held("a", "b")])
    assert [(one.on, one.finding.subject) for one in told] == [(DAYS[3], "a"), (DAYS[1], "b")]


def test_a_week_without_a_judgement_ends_nothing() -> None:
    assert fired_of(DAYS, [held(), held("a"), None, held("a")])[0].on == DAYS[1]
    assert len(fired_of(DAYS, [held(), held("a"), None, held("a")])) == 1
    assert fired_of(DAYS, [None] * 4) == ()


def test_an_engaged_account_that_sales_left_waiting() -> None:
    """A chat on 10 June, answered on 27 June: after the eight days of the rule it holds on the 24th, not on 1 July."""
    run = company(
        {
            "accounts": [{"account_id": "a", "name": "A", "created_at": "2025-01-01"}],
            "list_memberships": [{"list": "L", "account_id": "a", "valid_from": "2026-01-01"}],
            "touches": [
                {"touch_id": "t1", "occurred_at": "2026-06-10 10:00", "kind": "chat", "account_id": "a"},
                {
                    "touch_id": "t2",
                    "occurred_at": "2026-06-27 10:00",
                    "kind": "call",
                    "account_id": "a",
                    "team": "sales",
                },
                {"touch_id": "t3", "occurred_at": "2026-07-01 10:00", "kind": "email_sent", "account_id": "a"},
            ],
        },
        today=date(2026, 7, 1),
    )
    told = trial(run, AlertRule(kind="engaged_without_sales_touch", days=8), weeks=3)
    assert told is not None
    assert (told.since, told.today) == (date(2026, 6, 10), ())
    assert [(one.on, one.finding.subject) for one in told.fired] == [(date(2026, 6, 24), "a")]
