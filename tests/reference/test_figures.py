"""The reference on tiny cases worked out by hand: money, resolution, people, the other groups; and the generator."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from .cases import MARCH, Row, company, deal, entered, on_list, touch
from .generator import TODAY, nasty_company
from .reference import FORMULAS, Reference

# ---- rules 8 and 11: money -------------------------------------------------------------------------------


def rate(day: str, source: str, target: str, value: float) -> Row:
    return {"date": day, "from_currency": source, "to_currency": target, "rate": value}


def test_direct_then_inverse_then_through_the_workspace_currency() -> None:
    found = company(
        fx_rates=[
            rate("2026-01-01", "USD", "EUR", 0.5),
            rate("2026-01-05", "EUR", "USD", 4),
            rate("2026-01-01", "EUR", "GBP", 0.8),
        ]
    ).company
    day, ten = date(2026, 1, 10), Fraction(10)
    assert found.convert(ten, "USD", day) == 5  # direct, though the inverse is newer
    assert found.convert(ten, "GBP", day) == Fraction(25, 2)
    assert found.convert(ten, "USD", day, "GBP") == 4
    assert found.convert(ten, "USD", date(2025, 12, 31)) is None


def test_cost_in_scope_shares_rows_without_an_account_by_account_days() -> None:
    found = company(
        programmes=[{"programme_id": "p", "name": "p"}],
        list_memberships=[
            on_list(since="2026-03-01", until="2026-03-11", tier="1", programme_id="p"),  # 10 days
            on_list("b", since="2026-03-01", until="2026-03-31", tier="2", list="M"),  # 30 days
        ],
        costs=[
            {"incurred_on": "2026-03-15", "amount": "400", "currency": "EUR"},  # a: 10 of 40 days
            {"incurred_on": "2026-03-15", "amount": "70", "currency": "EUR", "programme_id": "p"},  # a alone
            {"incurred_on": "2026-03-15", "amount": "9", "currency": "EUR", "tier": "3"},  # an empty base
            {"incurred_on": "2026-03-15", "amount": "5", "currency": "EUR", "account_id": "a"},
            {"incurred_on": "2026-02-15", "amount": "5000", "currency": "EUR", "account_id": "a"},
        ],
    )
    assert found.value("programme_cost", **MARCH).value == 475
    assert found.value("programme_cost", start="2026-02-01", end="2026-03-31").value == 475  # February: before entry
    assert found.value("programme_cost", **MARCH, lists=["L"]).value == 175
    groups = found.value("programme_cost", **MARCH, by="tier").groups
    assert {tier: group.value for tier, group in groups.items()} == {"1": 175, "2": 300}
    assert found.value("programme_cost", **MARCH, arm="rest").value == 0


# ---- rules 12, 13, 16 ------------------------------------------------------------------------------------


def test_resolution_in_the_order_of_the_rule() -> None:
    accounts = [{"account_id": name, "name": name, "domain": f"{name}.com"} for name in "abc"]
    people = [
        {"person_id": "p", "account_id": "a", "email": "P@gmail.com"},
        {"person_id": "q", "account_id": "b", "email": "two@c.com"},
        {"person_id": "r", "account_id": "c", "email": "two@c.com"},
        {"person_id": "s", "account_id": "b", "email": "team@gmail.com"},
        {"person_id": "t", "account_id": "b", "email": "team@gmail.com"},
    ]
    visitors = [{"visitor_id": "v", "person_id": "p", "consent": "refused"}, {"visitor_id": "w", "person_id": "p"}]
    cases: list[tuple[Row, tuple[str | None, str | None]]] = [
        ({"account_id": "b", "email": "p@GMAIL.com"}, ("b", "p")),
        ({"email": "p@gmail.com"}, ("a", "p")),
        ({"email": "two@c.com", "visitor_id": "w"}, (None, None)),  # ambiguous ends the search
        ({"email": "two@c.com", "account_id": "a"}, ("a", None)),
        ({"email": "team@gmail.com"}, ("b", None)),  # the account alone
        ({"visitor_id": "v"}, ("a", None)),  # refused: for the account only
        ({"visitor_id": "w"}, ("a", "p")),
        ({"email": "new@mail.a.com"}, ("a", None)),
        ({"email": "new@gmail.com", "domain": "c.com"}, ("c", None)),
        ({"account_id": "unknown", "ip": "10.1.1.1"}, ("b", None)),
        ({"domain": "own.com"}, (None, None)),
    ]
    found = company(
        {"own_domains": ["own.com"]},
        accounts=[*accounts, {"account_id": "o", "name": "o", "domain": "own.com"}],
        people=people,
        visitors=visitors,
        ip_ranges=[{"cidr": "10.0.0.0/8", "account_id": "b"}],
        touches=[{"occurred_at": "2026-03-01", "kind": "chat", **row} for row, _ in cases],
    )
    assert [(r.account, r.person) for r in found.company.resolutions.values()] == [want for _, want in cases]
    assert found.value("chats", **MARCH, arm="all").unmatched == Fraction(2, 11)


@pytest.mark.parametrize(("others", "chats"), [(2, 0), (3, 1)])
def test_touches_of_who_objected_need_three_others(others: int, chats: int) -> None:
    people: list[Row] = [{"person_id": f"p{i}", "account_id": "a"} for i in range(others)]
    people += [{"person_id": "gone", "account_id": "a", "left_at": "2026-02-01"}]
    people += [{"person_id": "no", "account_id": "a", "objected_at": "2026-12-01"}]
    found = company(list_memberships=[on_list()], people=people, touches=[touch("2026-03-02", "chat", person_id="no")])
    assert found.value("chats", **MARCH).value == chats


def test_sessions_by_account_on_the_day_of_their_first_page_view() -> None:
    found = company(
        {"timezone": "Europe/Paris"},
        list_memberships=[on_list(), on_list("b")],
        touches=[
            touch("2026-03-31T23:59:00", session_id="s", url="https://own.com/x"),
            touch("2026-04-01T00:01:00", session_id="s", url="https://own.com/pricing/a?b"),
            touch("2026-03-31T21:00:00Z", account="b", session_id="s"),  # 23:00 in Paris
            touch("2026-03-31T22:00:00Z", account="b"),  # 1 April in Paris
        ],
    )
    assert found.value("website_visits", **MARCH).value == 2
    assert found.value("high_value_visits", **MARCH).value == 0  # seen from 31 March
    assert found.value("high_value_visits", **MARCH, as_of="2026-04-01").value == 1
    assert found.value("website_visits", start="2026-04-01", end="2026-04-30").value == 1


# ---- the other groups -----------------------------------------------------------------------------------------------


def test_coverage_counts_active_people_and_roles() -> None:
    people: list[Row] = [
        {"person_id": "p1", "account_id": "a", "buying_role": "decision_maker", "email": "x@a.com", "phone": "TBD"},
        {"person_id": "p2", "account_id": "a", "buying_role": "influencer", "email": "x@a.com", "email_bounced": True},
        {"person_id": "p3", "account_id": "a", "created_at": "2026-03-20"},
        {"person_id": "p4", "account_id": "a", "left_at": "2026-03-25"},
        {"person_id": "p5", "account_id": "a", "objected_at": "2026-05-01"},
        {"person_id": "p6", "account_id": "b"},
    ]
    found = company(list_memberships=[on_list(), on_list("b", since="2026-03-10")], people=people)
    assert found.value("contacts_per_account", **MARCH).value == 2  # p1 p2 p3 p6 over a and b
    assert found.value("key_contacts", **MARCH, by="role").groups["influencer"].value == 1
    assert found.value("role_coverage", **MARCH).value == Fraction(1, 6)  # a: 1 of 3 roles; b: none
    assert found.value("coverage_trend", **MARCH).value == 0  # a alone: p1 p2 p4 on the 1st, p1 p2 p3 on the 31st
    # Of 4 × 4 fields: p1 e-mail and role, p2 role.
    assert found.value("completeness", **MARCH).value == Fraction(3, 16)


def test_view_through_needs_a_view_within_seven_days_and_no_click() -> None:
    def visits(*more: Row) -> Fraction | float | None:
        found = company(list_memberships=[on_list(since="2026-03-08")], touches=[touch("2026-03-10"), *more])
        return found.value("view_through_visits", **MARCH).value

    assert visits(touch("2026-03-03", "ad_impression")) == 1  # before the list, 7 days
    assert visits(touch("2026-03-02", "ad_impression")) == 0
    assert visits(touch("2026-03-10T23:00:00", "ad_impression")) == 1  # the same local day
    assert visits(touch("2026-03-05", "ad_impression"), touch("2026-03-04", "ad_click")) == 0


def test_days_in_stage_sum_all_stays_and_repeats_do_not_end_one() -> None:
    found = company(
        list_memberships=[on_list()],
        opportunities=[deal("2026-01-05", opportunity_id="d", stage="Won", closed_at="2026-03-20")],
        opportunity_stages=[
            entered("Talk", "2026-01-05"),
            entered("Offer", "2026-01-10"),  # Talk 5 days
            entered("Talk", "2026-02-01"),  # Offer 22
            entered("Talk", "2026-02-10", "5"),
            entered("Offer", "2026-03-03"),  # Talk 30 more, and Offer 17 more up to the close
        ],
    )
    answer = found.value("days_in_stage", **MARCH)
    assert {stage: group.value for stage, group in answer.groups.items()} == {"Talk": 35, "Offer": 39}
    assert answer.value == 37
    assert found.value("stage_conversion", start="2026-01-01", end="2026-01-31").groups["Talk"].value == 1
    assert found.value("stalled_deals", **MARCH).value is None  # no stage with five won deals


def test_group_seven_counts_those_that_left_the_list_and_are_customers() -> None:
    contract = {"account_id": "a", "starts_on": "2026-02-01", "ends_on": "2026-03-31", "annual_value": "100"}
    found = company(
        list_memberships=[on_list(until="2026-02-01"), on_list("b")],
        contracts=[{**contract, "renewal": "renewed"}, {**contract, "account_id": "c", "renewal": "churned"}],
        survey_responses=[
            {"response_id": f"r{i}", "answered_on": "2026-03-02", "question": "nps", "score": score, "account_id": name}
            for i, (name, score) in enumerate([("a", 9), ("a", 6), ("a", 10), ("b", 0)])
        ],
    )
    assert found.value("average_contract_value", **MARCH).value == 100
    assert found.value("renewal_rate", **MARCH).value == 1  # c was never targeted
    assert found.value("nps", **MARCH).value == Fraction(100, 3)  # b is no customer
    assert found.value("nps_targets", **MARCH).value == -100  # a is off the list


def test_influence_from_180_days_before_creation_by_marketing() -> None:
    def share(day: str, kind: str = "email_sent") -> Fraction | float | None:
        opportunities = [deal("2026-03-02", amount="10", stage="Offer"), deal("2026-03-02", amount="0", stage="Offer")]
        found = company(list_memberships=[on_list()], opportunities=opportunities, touches=[touch(day, kind)])
        return found.value("influenced_pipeline", **MARCH).value

    assert share("2025-09-03") == 1
    assert share("2025-09-02") == 0
    assert share("2026-03-31", "email_bounced") == 0
    assert share("2026-03-31", "mail_in") == 0  # sales


def test_a_cohort_is_followed_from_entry() -> None:
    found = company(
        list_memberships=[
            on_list(since="2026-03-05"),
            on_list("b", since="2026-02-05"),
            on_list("c", since="2026-03-06"),
        ],
        touches=[
            touch("2026-03-04", "chat"),
            touch("2026-03-05", "chat"),
            touch("2026-03-14", "chat"),
            touch("2026-03-15", "chat"),
            touch("2026-03-10", "chat", "b"),
        ],
    )
    answer = found.value("chats", **MARCH, as_of="2026-03-14", mode="cohort", follow_days=10)
    assert (answer.value, answer.extra["immature"]) == (2, 1)
    assert found.value("target_accounts.targeted", **MARCH, mode="cohort", follow_days=10).value == 2


# ---- the generator ---------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_company() -> None:
    assert nasty_company(7) == nasty_company(7)
    assert nasty_company(7) != nasty_company(8)


ONCE = ("target_accounts", "target_accounts.targeted", "website_visits", "new_revenue", "pipeline", "programme_cost")


@pytest.mark.parametrize("seed", range(3))
def test_every_figure_has_an_answer_and_what_has_one_tier_sums_to_the_total(seed: int) -> None:
    tables, settings = nasty_company(seed)
    keys = [(row["list"], row["account_id"], row["valid_from"]) for row in tables["list_memberships"]]
    assert len(keys) == len(set(keys))
    found = Reference(tables, settings, TODAY)
    for key in FORMULAS:
        answer = found.value(key, start="2025-04-01", end="2026-03-31", by="tier" if key in ONCE else "industry")
        if key in ONCE:
            assert sum(group.value or 0 for group in answer.groups.values()) == answer.value
