"""Rules 6 and 7: the past of a deal, told day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FactsOf = Callable[..., Any]

STAGES = [
    {"stage": "Lead", "position": 1, "status": "open", "is_qualified": False},
    {"stage": "Proposal", "position": 2, "status": "open", "is_qualified": True},
    {"stage": "Won", "position": 9, "status": "won"},
    {"stage": "Lost", "position": 8, "status": "lost"},
    {"stage": "Renew", "position": 1, "status": "open", "pipeline": "renewals"},
    {"stage": "Renewed", "position": 2, "status": "won", "pipeline": "renewals"},
]


def deal(**more: Any) -> dict[str, Any]:
    base = {"opportunity_id": "d", "account_id": "A", "created_at": "2026-01-01T10:00", "amount": 100, "status": "open"}
    return {**base, "stage": "Proposal", **more}


def won(closed: str | None = None, **more: Any) -> dict[str, Any]:
    return deal(stage="Won", status="won", closed_at=closed and f"{closed}T10:00", **more)


def row(stage: str, day: str, amount: int | None = None, **more: Any) -> dict[str, Any]:
    return {"opportunity_id": "d", "stage": stage, "entered_at": f"{day}T09:00", "amount": amount, **more}


def told(facts_of: FactsOf, deal: dict[str, Any], *rows: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The days on which something changes: (day as MM-DD, stage, status, amount, closed on, reopened)."""
    facts = facts_of(
        accounts=[{"account_id": "A", "name": "A"}], stages=STAGES, opportunities=[deal], opportunity_stages=list(rows)
    )
    found: list[tuple[Any, ...]] = facts(
        """SELECT strftime(starts_on, '%m-%d'), stage, status, amount::INT, strftime(closed_on, '%m-%d'), reopened
        FROM deal_states ORDER BY starts_on"""
    )
    return [now for before, now in zip([None, *found], found, strict=False) if not before or before[1:] != now[1:]]


def test_without_history_an_open_deal_is_what_its_row_says(facts_of: FactsOf) -> None:
    assert told(facts_of, deal(closed_at="2026-09-01T10:00")) == [("01-01", "Proposal", "open", 100, None, False)]


def test_without_history_a_closed_deal_was_open_before_its_close_in_a_stage_nobody_knows(facts_of: FactsOf) -> None:
    assert told(facts_of, won("2026-03-01")) == [
        ("01-01", None, "open", 100, None, False),
        ("03-01", "Won", "won", 100, "03-01", False),
    ]


def test_the_past_comes_from_the_stage_rows_and_the_present_from_the_deal(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-05", 40), row("Proposal", "2026-02-01"), row("Won", "2026-03-01", 80)]
    assert told(facts_of, won("2026-03-01"), *rows) == [
        ("01-01", None, "open", 100, None, False),  # no row yet, none has an amount
        ("01-05", "Lead", "open", 40, None, False),
        ("02-01", "Proposal", "open", 40, None, False),  # the amount of the last row that has one
        ("03-01", "Won", "won", 100, "03-01", False),
    ]


def test_an_amount_of_the_future_is_not_visible_but_that_of_the_deal_row_is(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-01"), row("Proposal", "2026-02-01", 70), row("Proposal", "2026-03-01")]
    assert told(facts_of, deal(amount=90), *rows) == [
        ("01-01", "Lead", "open", 90, None, False),
        ("02-01", "Proposal", "open", 70, None, False),
        ("03-01", "Proposal", "open", 90, None, False),
    ]


def test_the_deal_row_holds_from_the_last_stage_row_on(facts_of: FactsOf) -> None:
    assert told(facts_of, deal(), row("Lead", "2026-01-01")) == [("01-01", "Proposal", "open", 100, None, False)]


def test_a_row_before_creation_holds_from_creation_on(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2025-12-20", 5), row("Proposal", "2026-02-01")]
    assert told(facts_of, deal(), *rows) == [
        ("01-01", "Lead", "open", 5, None, False),
        ("02-01", "Proposal", "open", 100, None, False),
    ]


def test_of_two_rows_on_a_day_the_later_holds_and_at_one_moment_the_higher_stage(facts_of: FactsOf) -> None:
    at_once = [row("Proposal", "2026-01-02"), row("Renew", "2026-01-02")]
    later = row("Lead", "2026-02-01") | {"entered_at": "2026-02-01T18:00"}
    rows = [*at_once, row("Proposal", "2026-02-01"), later, row("Proposal", "2026-04-01")]
    assert [(day, stage) for day, stage, *_ in told(facts_of, deal(), *rows)] == [
        ("01-01", None),
        ("01-02", "Proposal"),
        ("02-01", "Lead"),
        ("04-01", "Proposal"),
    ]


def test_closed_at_wins_over_a_later_closing_row(facts_of: FactsOf) -> None:
    rows = [row("Proposal", "2026-01-10"), row("Won", "2026-03-20")]
    assert told(facts_of, won("2026-03-01"), *rows) == [
        ("01-01", None, "open", 100, None, False),
        ("01-10", "Proposal", "open", 100, None, False),
        ("03-01", "Won", "won", 100, "03-01", False),
    ]


def test_closed_at_wins_over_an_earlier_closing_row(facts_of: FactsOf) -> None:
    rows = [row("Proposal", "2026-01-10", 30), row("Won", "2026-03-01", 60)]
    assert told(facts_of, won("2026-03-20"), *rows) == [
        ("01-01", None, "open", 100, None, False),
        ("01-10", "Proposal", "open", 30, None, False),
        ("03-20", "Won", "won", 100, "03-20", False),
    ]


def test_a_closed_deal_without_closed_at_closes_with_its_closing_row(facts_of: FactsOf) -> None:
    rows = [row("Proposal", "2026-01-10"), row("Won", "2026-03-20")]
    assert told(facts_of, won(), *rows)[-1] == ("03-20", "Won", "won", 100, "03-20", False)


def test_a_reopened_deal_has_its_former_outcome_until_then(facts_of: FactsOf) -> None:
    rows = [
        row("Lead", "2026-01-01"),
        row("Lost", "2026-02-01"),
        row("Proposal", "2026-03-01"),
        row("Won", "2026-04-01"),
    ]
    assert told(facts_of, won("2026-04-01"), *rows) == [
        ("01-01", "Lead", "open", 100, None, False),
        ("02-01", "Lost", "lost", 100, "02-01", False),
        ("03-01", "Proposal", "open", 100, None, True),
        ("04-01", "Won", "won", 100, "04-01", True),
    ]


def test_a_deal_reopened_without_a_row_is_open_again(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-01"), row("Won", "2026-02-01"), row("Lost", "2026-03-01")]
    assert told(facts_of, deal(), *rows) == [
        ("01-01", "Lead", "open", 100, None, False),
        ("02-01", "Won", "won", 100, "02-01", False),
        ("03-01", "Proposal", "open", 100, None, True),
    ]


def test_between_the_last_row_and_the_close_the_stage_is_the_last_open_one(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-01"), row("Proposal", "2026-02-01", 70)]
    assert told(facts_of, won("2026-03-01"), *rows) == [
        ("01-01", "Lead", "open", 100, None, False),
        ("02-01", "Proposal", "open", 100, None, False),
        ("03-01", "Won", "won", 100, "03-01", False),
    ]


def test_a_closed_deal_without_any_day_of_closing_is_counted(facts_of: FactsOf) -> None:
    facts = facts_of(stages=STAGES, opportunities=[won()], opportunity_stages=[row("Lead", "2026-02-01")])
    sql = "SELECT starts_on, stage, status, closed_on FROM deal_states ORDER BY 1"
    assert facts(sql) == [
        (date(2026, 1, 1), None, "open", None),
        (date(2026, 2, 1), "Won", "won", None),
    ]
    assert facts.left_out()["deals", "closed without a day"] == 1


def test_a_deal_closed_before_its_creation_is_closed_from_creation_on_and_counted(facts_of: FactsOf) -> None:
    facts = facts_of(stages=STAGES, opportunities=[won("2025-12-01")], opportunity_stages=[row("Won", "2026-02-01")])
    states = facts("SELECT starts_on, ends_on, status, closed_on FROM deal_states")
    assert states == [(date(2026, 1, 1), date(9999, 12, 31), "won", date(2025, 12, 1))]
    assert facts.left_out()["deals", "closed before creation"] == 1


def test_an_unknown_stage_is_an_open_one(facts_of: FactsOf) -> None:
    rows = [row("Mystery", "2026-02-01"), row("Proposal", "2026-03-01")]
    assert told(facts_of, deal(), *rows)[1] == ("02-01", "Mystery", "open", 100, None, False)


def test_an_empty_status_follows_from_the_stage_and_a_given_one_wins(facts_of: FactsOf) -> None:
    assert told(facts_of, won("2026-03-01") | {"status": None})[-1][1:3] == ("Won", "won")
    assert told(facts_of, won("2026-03-01") | {"status": "lost"})[-1][1:3] == ("Won", "lost")
    assert told(facts_of, deal(stage=None, status=None)) == [("01-01", None, "open", 100, None, False)]


# Stays ---------------------------------------------------------------------------------------------------------------


def stays(facts_of: FactsOf, deal: dict[str, Any], *rows: dict[str, Any]) -> list[tuple[str, str, str]]:
    facts = facts_of(stages=STAGES, opportunities=[deal], opportunity_stages=list(rows))
    found: list[tuple[str, str, str]] = facts(
        """SELECT stage, strftime(starts_on, '%m-%d'), strftime(ends_on, '%m-%d') FROM deal_stages
        ORDER BY starts_on, ends_on, stage"""
    )
    return found


def test_rows_that_repeat_the_stage_do_not_end_a_stay(facts_of: FactsOf) -> None:
    rows = [
        row("Lead", "2026-01-01"),
        row("Lead", "2026-01-15", 50),
        row("Proposal", "2026-02-01"),
        row("Lead", "2026-02-10"),
    ]
    assert stays(facts_of, deal(), *rows) == [
        ("Lead", "01-01", "02-01"),
        ("Proposal", "02-01", "02-10"),
        ("Lead", "02-10", "12-31"),
    ]


def test_the_close_ends_the_last_stay_and_no_closing_stage_is_one(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-01"), row("Proposal", "2026-02-01")]
    assert stays(facts_of, won("2026-03-01"), *rows)[-1] == ("Proposal", "02-01", "03-01")
    moved = [*rows, row("Won", "2026-03-09")]
    assert stays(facts_of, won("2026-03-01"), *moved) == [("Lead", "01-01", "02-01"), ("Proposal", "02-01", "03-01")]


def test_a_row_after_the_close_neither_prolongs_a_stay_nor_lasts(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-01"), row("Proposal", "2026-02-20")]
    expected = [("Lead", "01-01", "02-10"), ("Proposal", "02-20", "02-20")]
    assert stays(facts_of, won("2026-02-10"), *rows) == expected


def test_a_former_close_ends_a_stay_too(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-01"), row("Lost", "2026-02-01"), row("Lead", "2026-03-01")]
    assert stays(facts_of, deal(), *rows) == [("Lead", "01-01", "02-01"), ("Lead", "03-01", "12-31")]


def test_a_stage_passed_on_one_day_is_a_stay_of_no_days(facts_of: FactsOf) -> None:
    rows = [row("Lead", "2026-01-05"), row("Proposal", "2026-01-05"), row("Won", "2026-01-05")]
    assert stays(facts_of, won("2026-01-05"), *rows) == [("Lead", "01-05", "01-05"), ("Proposal", "01-05", "01-05")]


# Attributes ----------------------------------------------------------------------------------------------------------


def attributes(facts_of: FactsOf, columns: str, deal: dict[str, Any], *rows: dict[str, Any], **tables: Any) -> Any:
    tables = {"stages": STAGES, "accounts": [{"account_id": "A", "name": "A"}], **tables}
    return facts_of(opportunities=[deal], opportunity_stages=list(rows), **tables)(f"SELECT {columns} FROM deals")[0]


def test_qualified_on_is_the_first_day_in_a_flagged_stage(facts_of: FactsOf) -> None:
    rows = [
        row("Lead", "2026-01-05"),
        row("Proposal", "2026-02-01"),
        row("Lead", "2026-02-03"),
        row("Proposal", "2026-03-01"),
    ]
    assert attributes(facts_of, "qualified_on, pipeline", deal(), *rows) == (date(2026, 2, 1), None)


@pytest.mark.parametrize(
    ("row_of_deal", "rows", "expected"),
    [
        (deal(stage="Lead"), [row("Lead", "2026-01-05")], (None, None)),  # never entered one
        (deal(), [], (date(2026, 1, 1), None)),  # no history
        (deal(stage="Renew"), [row("Renew", "2026-02-05")], (date(2026, 1, 1), "renewals")),  # flags none
        (deal(stage=None), [row("Renew", "2026-02-05")], (date(2026, 1, 1), "renewals")),  # of the last stage row
        (deal(stage="Mystery"), [row("Lead", "2026-02-05"), row("Odd", "2026-03-01")], (None, None)),
        (deal(stage="Mystery"), [row("Odd", "2026-03-01")], (date(2026, 1, 1), None)),  # of no pipeline
    ],
)
def test_qualified_on(facts_of: FactsOf, row_of_deal: Any, rows: Any, expected: Any) -> None:
    assert attributes(facts_of, "qualified_on, pipeline", row_of_deal, *rows) == expected


def test_without_stages_every_deal_qualifies_on_creation(facts_of: FactsOf) -> None:
    found = attributes(facts_of, "qualified_on", deal(), row("Lead", "2026-01-05"), stages=[])
    assert found == (date(2026, 1, 1),)


def test_deleted_and_test_deals_are_left_out_and_counted(facts_of: FactsOf) -> None:
    rows = [
        deal(opportunity_id="1", is_deleted=True, is_test=True),
        deal(opportunity_id="2", is_test=True),
        deal(opportunity_id="3", account_id="gone", x_region="north"),
        deal(opportunity_id="4", account_id=None, is_deleted=False, type="renewal", currency="USD", owner_id="gone"),
    ]
    facts = facts_of(opportunities=rows, opportunity_stages=[row("Lead", "2026-05-05", opportunity_id="2")])
    sql = "SELECT opportunity_id, account_id, type, currency, owner_id, x_region FROM deals ORDER BY 1"
    assert facts(sql) == [
        ("3", None, "new_business", "EUR", None, "north"),
        ("4", None, "renewal", "USD", "gone", None),
    ]
    assert facts("SELECT last_day FROM run") == [(date(2026, 1, 1),)]
    left_out = {reason: n for (fact, reason), n in facts.left_out().items() if fact == "deals"}
    assert left_out == {"deleted": 1, "test": 1, "without an account": 1, "unknown account": 1}


def test_people_on_deals_are_survivors_each_once(facts_of: FactsOf) -> None:
    people = [{"person_id": "p"}, {"person_id": "q", "merged_into_id": "p"}, {"person_id": "r"}]
    on_deal = [
        {"opportunity_id": "d", "person_id": "p", "role": "blocker"},
        {"opportunity_id": "d", "person_id": "q", "role": "champion", "is_primary": True},
        {"opportunity_id": "d", "person_id": "r"},
        {"opportunity_id": "d", "person_id": "gone"},
        {"opportunity_id": "test", "person_id": "r"},
    ]
    deals = [deal(), deal(opportunity_id="test", is_test=True)]
    facts = facts_of(people=people, opportunities=deals, opportunity_people=on_deal)
    assert facts("FROM deal_people ORDER BY person_id") == [("d", "p", "champion", True), ("d", "r", None, False)]


# A second formulation ------------------------------------------------------------------------------------------------

START = date(2026, 1, 1)
OFFSETS = st.integers(-3, 12)
HISTORIES = st.lists(
    st.tuples(OFFSETS, st.sampled_from(["Lead", "Proposal", "Won", "Lost"]), st.sampled_from([None, 10, 20])),
    max_size=6,
    unique_by=lambda entry: entry[0],
)
DEALS = st.tuples(st.sampled_from(["open", "won", "lost"]), st.none() | OFFSETS)


def expected_state(status: str, closed: int | None, history: list[Any], day: int) -> tuple[Any, ...]:
    """Rule 7 for one day, word by word; days are offsets from creation."""
    outcome = {"Lead": "open", "Proposal": "open", "Won": "won", "Lost": "lost"}
    rows = [list(entry) for entry in sorted(history)]
    if status == "open":
        closed = None
    else:
        closing = [entry for entry in rows if outcome[entry[1]] != "open"]
        alike = [entry for entry in rows if outcome[entry[1]] == status]
        if closed is None:
            closed = alike[-1][0] if alike else None
        elif closing and closing[-1][0] != closed:
            closing[-1][0] = closed + 0.5  # the last of its day
            rows.sort(key=lambda entry: entry[0])
    before = [entry for entry in rows if int(entry[0] // 1) <= day]
    if len(before) < len(rows):
        amount = next((entry[2] for entry in reversed(before) if entry[2]), 100)
        if not before:
            return None, "open", amount, None
        last_day, stage, _ = before[-1]
        return stage, outcome[stage], amount, None if outcome[stage] == "open" else int(last_day // 1)
    own = {"open": "Proposal", "won": "Won", "lost": "Lost"}[status]
    if status != "open" and closed is not None and closed > day:
        last = before[-1][1] if before and outcome[before[-1][1]] == "open" else None
        return last, "open", 100, None
    return own, status, 100, closed


@given(deals=st.lists(st.tuples(DEALS, HISTORIES), min_size=40, max_size=40))
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_day_of_any_history(facts_of: FactsOf, deals: list[Any]) -> None:
    opportunities, rows = [], []
    for n, ((status, closed), history) in enumerate(deals):
        name = {"opportunity_id": str(n)}
        closed_at = None if closed is None else f"{START + timedelta(closed)}T10:00"
        stage = {"open": "Proposal", "won": "Won", "lost": "Lost"}[status]
        opportunities.append(deal(**name, status=status, stage=stage, closed_at=closed_at))
        rows += [row(stage, str(START + timedelta(offset)), amount, **name) for offset, stage, amount in history]
    facts = facts_of(stages=STAGES, opportunities=opportunities, opportunity_stages=rows)
    found = facts(
        """SELECT opportunity_id::INT, day - DATE '2026-01-01', stage, status, amount::INT,
            closed_on - DATE '2026-01-01'
        FROM deal_states JOIN (SELECT DATE '2026-01-01' + i::INT AS day FROM range(15) t(i))
        ON starts_on <= day AND day < ends_on ORDER BY 1, 2"""
    )
    assert found == [
        (n, day, *expected_state(status, closed, history, day))
        for n, ((status, closed), history) in enumerate(deals)
        for day in range(15)
    ]
