"""Builders of tiny companies."""

from __future__ import annotations

from typing import Any

from .reference import Reference

Row = dict[str, Any]
STAGES = [
    {"stage": "Talk", "position": 1, "status": "open", "probability": 0.2},
    {"stage": "Offer", "position": 2, "status": "open", "is_qualified": True, "probability": 0.5},
    {"stage": "Won", "position": 3, "status": "won"},
    {"stage": "Lost", "position": 4, "status": "lost"},
]


def company(settings: dict[str, Any] | None = None, **tables: list[Row]) -> Reference:
    names = {row.get("account_id") for rows in tables.values() for row in rows} - {None}
    accounts = [{"account_id": name, "name": name} for name in sorted(names)]  # type: ignore[type-var]
    found: dict[str, list[Row]] = {"accounts": accounts, "stages": STAGES, **tables}
    for table, key in (("touches", "touch_id"), ("opportunities", "opportunity_id"), ("costs", "cost_id"),
                       ("contracts", "contract_id")):  # fmt: skip
        found[table] = [{key: f"{table}{i}", **row} for i, row in enumerate(found.get(table, []))]
    return Reference(found, settings or {}, "2026-12-31")


def on_list(account: str = "a", since: str = "2026-01-01", until: str | None = None, **more: Any) -> Row:
    return {"list": "L", "account_id": account, "valid_from": since, "valid_to": until, **more}


def touch(day: str, kind: str = "page_view", account: str | None = "a", **more: Any) -> Row:
    return {"occurred_at": day, "kind": kind, "account_id": account, **more}


def deal(created: str, account: str = "a", **more: Any) -> Row:
    return {"created_at": created, "account_id": account, **more}


def entered(stage: str, day: str, amount: str | None = None) -> Row:
    return {"opportunity_id": "d", "stage": stage, "entered_at": day, "amount": amount}


MARCH: dict[str, Any] = {"start": "2026-03-01", "end": "2026-03-31"}
YEAR: dict[str, Any] = {"start": "2026-01-01", "end": "2026-12-31"}
