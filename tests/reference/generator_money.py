"""Costs and exchange rates of the nasty company."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

Row = dict[str, Any]


def add_costs(tables: dict[str, list[Row]], random: Random) -> None:
    """With and without account, programme, campaign and tier; also where no account-day is in the base."""
    names = [row["account_id"] for row in tables["accounts"]]
    for i in range(6 * len(names)):
        day = date(2024, 11, 1) + timedelta(days=random.randint(0, 525))
        tables["costs"].append(
            {
                "cost_id": f"x{i}",
                "incurred_on": random.choice([day.isoformat(), "2025-07-01", "2026-03-31", "2026-01-01"]),
                "amount": random.choice(["100", "250.55", "-40", "3333.33", "0"]),
                "currency": random.choice(["EUR", "EUR", "EUR", "USD", "GBP", "CHF", "JPY"]),
                "kind": random.choice(["media", "tool", "people", None]),
                "programme_id": random.choice([None, None, "p1", "p2", "p3"]),
                "campaign_id": random.choice([None, None, "c1", "c2", "c3", "c4"]),
                "account_id": random.choice([None, random.choice(names)]),
                "tier": random.choice([None, None, None, "1", "2", "gold", "unheard of"]),
                "approach": random.choice([None, "abm", "inbound"]),
            }
        )


def add_rates(tables: dict[str, list[Row]], random: Random) -> None:
    """USD direct, GBP inverse only, both ways for one while, CHF only by way of USD, none for JPY; none before 2025."""
    for month in range(16):
        day = date(2025, 1, 1) + timedelta(days=30 * month + random.randint(0, 3))
        pairs = [("USD", "EUR", 0.9), ("EUR", "GBP", 0.85), ("CHF", "USD", 1.1)]
        if month == 5:
            pairs.append(("EUR", "USD", 1.2))
        for source, target, rate in pairs:
            tables["fx_rates"].append(
                {
                    "date": day.isoformat(),
                    "from_currency": source,
                    "to_currency": target,
                    "rate": round(rate + random.randint(-40, 40) / 1000, 4),
                }
            )
