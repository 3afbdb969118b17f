"""Each kind of rule on a company of a few rows: for whom it holds, and with which numbers."""

from datetime import date, timedelta

import pytest

from assay.alerts.rules import findings
from assay.errors import UsageError
from assay.settings.alerts import AlertRule
from support.company import company

TODAY = date(2026, 7, 1)
ACCOUNTS = [
    {"account_id": name, "name": name.upper(), "created_at": "2025-01-01"} for name in ("a", "b", "customer", "other")
]
MEMBERS = [
    {"list": "L", "account_id": name, "valid_from": "2026-01-01", "tier": tier}
    for name, tier in (("a", "1"), ("b", "2"), ("customer", "1"))
]
BASE = {
    "accounts": ACCOUNTS,
    "list_memberships": MEMBERS,
    "contracts": [{"contract_id": "c", "account_id": "customer", "starts_on": "2025-02-01"}],
}


def touches(account, kind, *days, **more):
    return [
        {
            "touch_id": f"{account}{kind}{day}",
            "occurred_at": f"{day} 10:00",
            "kind": kind,
            "account_id": account,
            **more,
        }
        for day in days
    ]


def held(tables, **rule):
    run = company(BASE | tables, today=TODAY)
    return findings(run, AlertRule.model_validate(rule))


def test_a_relationship_that_has_faded():
    meetings = touches("customer", "meeting_held", "2026-03-20", "2026-03-25", "2026-03-28", person_id="p")
    people = [{"person_id": "p", "account_id": "customer", "seniority": "c_level"}]
    anchor = touches("a", "chat", "2026-06-28")
    (found,) = held({"touches": [*meetings, *anchor], "people": people}, kind="degrading_relationship")
    assert (found.subject, found.name) == ("customer", "CUSTOMER")
    assert found.reasons["score_90_days_before"] - found.reasons["score"] >= 20
    assert "ninety days before" in found.sentence
    assert held({"touches": anchor}, kind="degrading_relationship") == ()


@pytest.mark.parametrize(
    ("kind", "cluster", "subject"),
    [("customer_on_competitor_topic", "competitor", "customer"), ("intent_surge", "own", "a")],
)
def test_intent_on_a_topic(kind, cluster, subject):
    signals = [
        {
            "provider": "x",
            "week": "2026-06-22",
            "topic": "crm",
            "score": score,
            "account_id": account,
            "cluster": cluster,
        }
        for account, score in (("a", 80), ("b", 10), ("customer", 70), ("other", 99))
    ]
    (found,) = held({"intent_signals": signals, "touches": touches("b", "email_sent", "2026-06-28")}, kind=kind)
    assert found.subject == subject
    assert found.reasons["topics"] == {"crm": {"a": 80.0, "customer": 70.0}[subject]}


def test_a_week_of_unusually_many_visits():
    # The as-of day 2026-06-29 is a Monday: the last full week is 22 to 28 June; one visit in the four weeks before.
    views = touches("a", "page_view", "2026-06-02", "2026-06-22", "2026-06-23", "2026-06-28", "2026-06-29")
    (found,) = held({"touches": views}, kind="website_spike")
    assert (found.subject, found.reasons) == (
        "a",
        {"as_of": "2026-06-29", "visits": 3, "usual": 0.25, "week": "2026-06-22", "weeks": 4},
    )
    assert held({"touches": views[:3] + views[4:]}, kind="website_spike") == ()


def test_a_deal_that_stays_longer_in_its_stage_than_won_ones_did():
    start = date(2026, 1, 10)
    stages = [
        {"stage": "Talk", "position": 1, "status": "open", "is_qualified": True},
        {"stage": "Won", "position": 2, "status": "won"},
    ]
    deals, history = [], []
    for number in range(5):  # five won deals that took 10 days each
        close = start + timedelta(days=10)
        deals.append(
            {
                "opportunity_id": f"w{number}",
                "account_id": "other",
                "created_at": start,
                "closed_at": close,
                "stage": "Won",
            }
        )
        history += [
            {"opportunity_id": f"w{number}", "stage": "Talk", "entered_at": start},
            {"opportunity_id": f"w{number}", "stage": "Won", "entered_at": close},
        ]
    for name, since in (("slow", date(2026, 6, 1)), ("fresh", date(2026, 6, 25))):
        deals.append({"opportunity_id": name, "account_id": "a", "name": name, "created_at": since, "stage": "Talk"})
        history.append({"opportunity_id": name, "stage": "Talk", "entered_at": since})
    anchor = touches("b", "email_sent", "2026-06-30")
    tables = {"stages": stages, "opportunities": deals, "opportunity_stages": history, "touches": anchor}
    (found,) = held(tables, kind="stalled_deal")
    assert found.subject == "slow"
    assert {name: found.reasons[name] for name in ("stage", "days", "usual")} == {
        "stage": "Talk",
        "days": 29,
        "usual": 10,
    }


def test_an_engaged_account_that_sales_has_left_alone():
    rows = [
        *touches("a", "chat", "2026-06-01", "2026-06-28"),  # nobody answered: 29 days on 30 June
        *touches("b", "chat", "2026-06-01", "2026-06-28"),  # answered on the 10th, waiting for two days since
        *touches("b", "mail_out", "2026-06-10"),
        *touches("other", "email_sent", "2026-06-30"),
    ]
    (found,) = held({"touches": rows}, kind="engaged_without_sales_touch", days=14)
    assert (found.subject, found.reasons["touches"], found.reasons["days"]) == ("a", 2, 29)
    assert [one.subject for one in held({"touches": rows}, kind="engaged_without_sales_touch", days=2)] == ["a", "b"]
    in_tier_2 = held({"touches": rows}, kind="engaged_without_sales_touch", days=2, scope={"tier": "2"})
    assert [one.subject for one in in_tier_2] == ["b"]
    assert "10" in in_tier_2[0].sentence


def test_a_figure_beyond_a_line():
    deals = [
        {
            "opportunity_id": name,
            "account_id": "a",
            "created_at": "2026-02-01",
            "closed_at": f"2026-05-{day}",
            "status": status,
        }
        for name, day, status in (("1", "10", "won"), ("2", "11", "lost"), ("3", "12", "lost"), ("4", "13", "lost"))
    ]
    tables = {"opportunities": deals, "touches": touches("b", "email_sent", "2026-06-30")}
    (found,) = held(tables, kind="kpi_crosses", kpi="win_rate", below=0.3, window="quarter")
    assert found.subject == "win_rate"
    assert found.reasons == {
        "as_of": "2026-06-30",
        "value": 0.25,
        "below": 0.3,
        "n": 4,
        "from": "2026-04-01",
        "to": "2026-06-30",
    }
    assert held(tables, kind="kpi_crosses", kpi="win_rate", below=0.25, window="quarter") == ()
    assert held(tables, kind="kpi_crosses", kpi="win_rate", above=0.2, window="quarter") != ()
    assert held(tables, kind="kpi_crosses", kpi="win_rate", above=0.2, window="month") is None


def test_no_value_is_no_judgement():
    assert (
        held({"touches": touches("b", "email_sent", "2026-06-30")}, kind="kpi_crosses", kpi="win_rate", above=0) is None
    )


def test_an_unknown_figure():
    with pytest.raises(UsageError, match="win_rat"):
        held({"touches": touches("b", "email_sent", "2026-06-30")}, kind="kpi_crosses", kpi="win_rat", above=0)
