from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

FactsOf = Callable[..., Any]
FOREVER = date(9999, 12, 31)


def rate(day: str, origin: str, target: str, rate: float) -> dict[str, Any]:
    return {"date": day, "from_currency": origin, "to_currency": target, "rate": rate}


def spells(facts_of: FactsOf, *rates: dict[str, Any]) -> Any:
    return facts_of(fx_rates=list(rates))("FROM fx_spells ORDER BY from_currency, to_currency, starts_on")


def test_a_rate_holds_until_the_next_and_turns_around_where_there_is_no_direct_one(facts_of: FactsOf) -> None:
    first, second = date(2026, 1, 1), date(2026, 2, 1)
    assert spells(facts_of, rate("2026-01-01", "USD", "EUR", 0.5), rate("2026-02-01", "USD", "EUR", 0.8)) == [
        ("EUR", "USD", first, second, 2.0),
        ("EUR", "USD", second, FOREVER, 1.25),
        ("USD", "EUR", first, second, 0.5),
        ("USD", "EUR", second, FOREVER, 0.8),
    ]


def test_the_inverse_holds_only_before_the_first_direct_rate(facts_of: FactsOf) -> None:
    rates = [
        rate("2026-01-01", "EUR", "USD", 2.0),
        rate("2026-03-01", "EUR", "USD", 4.0),
        rate("2026-02-01", "USD", "EUR", 0.4),
    ]
    assert spells(facts_of, *rates)[2:] == [
        ("USD", "EUR", date(2026, 1, 1), date(2026, 2, 1), 0.5),
        ("USD", "EUR", date(2026, 2, 1), FOREVER, 0.4),
    ]


def test_no_two_rates_hold_on_a_day(facts_of: FactsOf) -> None:
    rates = [rate(f"2026-0{n}-01", *pair, n) for n in range(1, 9) for pair in [("EUR", "USD"), ("USD", "EUR")][: n % 3]]
    facts = facts_of(fx_rates=rates)
    overlaps = """SELECT count(*) FROM fx_spells a JOIN fx_spells b USING (from_currency, to_currency)
        WHERE a.starts_on < b.starts_on AND b.starts_on < a.ends_on"""
    assert facts(overlaps) == [(0,)]


def test_rates_that_are_none_are_counted(facts_of: FactsOf) -> None:
    facts = facts_of(fx_rates=[rate("2026-01-01", "EUR", "USD", 0), rate("2026-01-01", "EUR", "EUR", 1)])
    assert facts("FROM fx_spells") == []
    assert facts.left_out()["fx_spells", "not above zero, or of one currency"] == 2


def test_costs_belong_to_their_programme_else_to_their_campaigns(facts_of: FactsOf) -> None:
    facts = facts_of(
        accounts=[{"account_id": "A", "name": "A"}, {"account_id": "B", "name": "B", "merged_into_id": "A"}],
        programmes=[{"programme_id": "P", "name": "P"}, {"programme_id": "Q", "name": "Q"}],
        campaigns=[
            {"campaign_id": "c", "name": "C", "programme_id": "Q"},
            {"campaign_id": "d", "name": "D", "programme_id": "gone"},
        ],
        costs=[
            {"cost_id": cost, "incurred_on": "2026-01-01", "amount": 10, **more}
            for cost, more in {
                "1": {"programme_id": "P", "campaign_id": "c", "account_id": "B", "currency": "USD"},
                "2": {"campaign_id": "c", "account_id": "gone"},
                "3": {"programme_id": "gone", "campaign_id": "c"},
                "4": {"campaign_id": "d", "tier": "1"},
                "5": {"campaign_id": "gone"},
            }.items()
        ],
    )
    assert facts("SELECT cost_id, programme_id, campaign_id, account_id, tier, currency FROM costs ORDER BY 1") == [
        ("1", "P", "c", "A", None, "USD"),
        ("2", "Q", "c", None, None, "EUR"),
        ("3", "Q", "c", None, None, "EUR"),
        ("4", None, "d", None, "1", "EUR"),
        ("5", None, None, None, None, "EUR"),
    ]
    assert facts.left_out()["costs", "unknown account"] == 1
