"""Rule 3: customers by contract, and by a won deal until a contract takes over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

FactsOf = Callable[..., Any]
FOREVER = date(9999, 12, 31)
BEGINNING = date(1, 1, 1)
CLOSE = date(2026, 3, 15)


def account(account_id: str, **more: Any) -> dict[str, Any]:
    return {"account_id": account_id, "name": account_id, **more}


def win(opportunity_id: str = "d", account_id: str = "A", **more: Any) -> dict[str, Any]:
    base = {"opportunity_id": opportunity_id, "account_id": account_id, "created_at": "2026-01-01T10:00"}
    return {**base, "status": "won", "closed_at": f"{CLOSE}T10:00", **more}


def contract(starts_on: date, ends_on: date | None = None, account_id: str = "A", **more: Any) -> dict[str, Any]:
    name = f"{account_id}{starts_on}{ends_on}"
    return {"contract_id": name, "account_id": account_id, "starts_on": starts_on, "ends_on": ends_on, **more}


def spells(facts: Any, unit: str = "account") -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = facts(
        f"SELECT account_id, starts_on, ends_on FROM customer_spells WHERE unit = '{unit}' ORDER BY ALL"
    )
    return found


def test_a_contract_makes_a_customer_through_its_last_day_known_always(facts_of: FactsOf) -> None:
    start, end = date(2026, 1, 1), date(2026, 12, 31)
    facts = facts_of(
        accounts=[account("A"), account("B", merged_into_id="A")],
        contracts=[
            contract(start, end),
            contract(start, None, "B"),
            contract(end, start),
            contract(end, FOREVER),
            contract(start, start, "gone"),
        ],
    )
    assert spells(facts) == [
        ("A", start, date(2027, 1, 1)),
        ("A", start, FOREVER),
        ("A", end, FOREVER),
    ]
    assert facts("SELECT DISTINCT known_from, known_to FROM customer_spells") == [(BEGINNING, FOREVER)]
    assert facts.left_out()["contracts", "ends before it starts"] == 1
    assert facts.left_out()["contracts", "unknown account"] == 1


def test_a_won_deal_makes_a_customer_until_the_first_contract(facts_of: FactsOf) -> None:
    """A contract of 31 days before the close up to it takes the deal's place, one of 32 days before does not."""
    starts = {"none": None, "before": -32, "just": -31, "same": 0, "later": 10}
    names = [*starts, "two"]
    contracts = [
        contract(CLOSE + timedelta(n), CLOSE + timedelta(n), name) for name, n in starts.items() if n is not None
    ]
    contracts += [contract(CLOSE + timedelta(n), CLOSE + timedelta(n), "two") for n in (-40, 30, 20)]
    facts = facts_of(
        accounts=[account(name) for name in names],
        contracts=contracts,
        opportunities=[win(name, name, type="renewal") for name in names],
    )
    sql = """SELECT account_id, starts_on, ends_on FROM customer_spells
        WHERE unit = 'account' AND known_from > '0001-01-01'"""
    assert {name: (start, end) for name, start, end in facts(sql)} == {
        "none": (CLOSE, FOREVER),
        "before": (CLOSE, FOREVER),
        "later": (CLOSE, CLOSE + timedelta(10)),
        "two": (CLOSE, CLOSE + timedelta(20)),
    }


def test_a_win_is_known_from_its_close_and_no_longer_than_it_lasts(facts_of: FactsOf) -> None:
    """Won on 15 March, reopened on 1 May, won again on 1 June."""
    rows = [("Won", CLOSE), ("Open", date(2026, 5, 1)), ("Won", date(2026, 6, 1))]
    facts = facts_of(
        accounts=[account("A")],
        stages=[
            {"stage": "Won", "position": 2, "status": "won"},
            {"stage": "Open", "position": 1, "status": "open"},
        ],
        opportunities=[win(closed_at="2026-06-01T10:00")],
        opportunity_stages=[{"opportunity_id": "d", "stage": s, "entered_at": f"{day}T10:00"} for s, day in rows],
    )
    sql = "SELECT starts_on, ends_on, known_from, known_to FROM customer_spells WHERE unit = 'account' ORDER BY 1"
    assert facts(sql) == [
        (CLOSE, FOREVER, CLOSE, date(2026, 5, 1)),
        (date(2026, 6, 1), FOREVER, date(2026, 6, 1), FOREVER),
    ]


def test_lost_open_test_and_homeless_deals_make_no_customer(facts_of: FactsOf) -> None:
    deals = [win("1", status="lost"), win("2", status="open"), win("3", is_test=True), win("4", account_id=None)]
    assert spells(facts_of(accounts=[account("A")], opportunities=[*deals, win("5", closed_at=None)])) == []


def test_a_contract_of_another_child_takes_the_deals_place_for_the_parent_alone(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[
            account("P"),
            account("A", parent_account_id="P"),
            account("B", parent_account_id="P"),
            account("X", parent_account_id="P", is_excluded=True),
        ],
        contracts=[contract(CLOSE, CLOSE, "B"), contract(CLOSE, None, "X")],
        opportunities=[win(), win("x", "X")],
    )
    day_after = CLOSE + timedelta(1)
    assert spells(facts) == [("A", CLOSE, FOREVER), ("B", CLOSE, day_after)]
    assert spells(facts, "parent") == [("P", CLOSE, day_after)]


def test_contracts_keep_their_last_day(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[account("A", parent_account_id="P"), account("P")],
        contracts=[contract(CLOSE, date(2026, 12, 31), annual_value=12)],
    )
    sql = "SELECT account_id, parent_id, ends_on, annual_value::INT, currency FROM contracts"
    assert facts(sql) == [("A", "P", date(2026, 12, 31), 12, "EUR")]
