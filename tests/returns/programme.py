"""Twenty accounts with a programme, twenty without, forty in the South: alike in all that is known but what they won."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from assay.metrics.scope import Scope
from assay.store.runs import Run
from metrics.cases import about, cost, gather, listed, touch, won

YEAR = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31))
SETTINGS = {"margin": 0.5}


def accounts(name: str, number: int, wins: int, arm: str, **more: Any) -> list[Any]:
    """`wins` of them won a deal of 1,000 half a year after launch."""
    return [
        about(
            f"{name}{place:02}",
            listed("2025-01-01", arm=arm, **more),
            *([touch("2025-03-01"), won("2025-04-01", "2025-07-01")] if place < wins else []),
            region="North",
        )
        for place in range(number)
    ]


def south() -> list[Any]:
    """Forty-one accounts on no list: four of forty won 1,000, one was a customer before."""
    free = [
        about(f"s{place:02}", *([won("2025-04-01", "2025-07-01")] if place < 4 else []), region="South")
        for place in range(40)
    ]
    return [*free, about("customer", won("2023-04-01", "2024-07-01"), region="South")]


def spent(*rows: tuple[str, float]) -> list[dict[str, Any]]:
    return [
        {"cost_id": f"c{place}", "incurred_on": "2025-06-01", "amount": amount, "currency": "EUR", "kind": kind or None}
        for place, (kind, amount) in enumerate(rows)
    ]


@cache
def programme() -> Run:
    """8 of 20 won with the programme, 2 of 20 without: 300 more an account, 6,000 in all, 3,000 gross profit."""
    return gather(
        *accounts("a", 20, 8, "abm"),
        *accounts("c", 20, 2, "control"),
        *south(),
        about("a00", cost("2025-06-02", 500, kind="content"))[1:],
        costs=spent(("people", 900), ("media", 400), ("", 200)),
        settings=SETTINGS,
    )
