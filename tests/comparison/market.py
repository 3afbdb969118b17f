"""Small companies for comparisons: accounts with a list, a launch, touches and deals, as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from support.company import company

LAUNCH = date(2025, 1, 1)
END = date(2025, 12, 31)


class Market:
    """Rows of a company, added account by account; `run()` builds it."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = {
            name: [] for name in ("accounts", "list_memberships", "touches", "opportunities", "contracts", "campaigns")
        }
        self.tables["programmes"] = [{"programme_id": "P", "name": "North"}]

    def account(self, account_id: str, **values: Any) -> None:
        row = {"account_id": account_id, "name": f"Company {account_id}", "created_at": "2020-01-01", **values}
        self.tables["accounts"].append(row)

    def listed(
        self, account_id: str, arm: str = "abm", since: date = LAUNCH, until: date | None = None, **more: Any
    ) -> None:
        row = {"list": "North", "account_id": account_id, "arm": arm, "valid_from": since, "valid_to": until, **more}
        self.tables["list_memberships"].append(row)

    def touch(self, account_id: str, day: date, kind: str = "chat", **more: Any) -> None:
        number = len(self.tables["touches"])
        row = {"touch_id": f"t{number}", "occurred_at": f"{day} 10:00", "kind": kind, "account_id": account_id, **more}
        self.tables["touches"].append(row)

    def deal(
        self, account_id: str, created: date, closed: date | None = None, won: bool = False, amount: float = 1000
    ) -> None:
        number = len(self.tables["opportunities"])
        status = "open" if closed is None else "won" if won else "lost"
        row = {"opportunity_id": f"o{number}", "account_id": account_id, "created_at": created, "closed_at": closed}
        self.tables["opportunities"].append({**row, "status": status, "amount": amount})

    def run(self, **settings: Any) -> Any:
        tables: Mapping[str, Iterable[Mapping[str, Any]]] = self.tables
        return company(tables, today=date(2026, 6, 1), **settings)


def arms(
    treated: int, controls: int, prefix: str = "", since: date = LAUNCH
) -> tuple[Market, Sequence[str], Sequence[str]]:
    """A market of treated and control accounts that differ in nothing."""
    market = Market()
    ours = [f"{prefix}a{place:03}" for place in range(treated)]
    theirs = [f"{prefix}c{place:03}" for place in range(controls)]
    for place, account in enumerate([*ours, *theirs]):
        market.account(account, employees=100 + place % 10, industry="Software")
        market.listed(account, "abm" if account in ours else "control", since)
    market.touch(ours[0], END)
    return market, ours, theirs


def later(days: int, start: date = LAUNCH) -> date:
    return start + timedelta(days=days)
