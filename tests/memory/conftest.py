"""A workspace whose rows land a load at a time, each followed by a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assay.refresh import refresh
from assay.store.workspace import Workspace, create_workspace
from support.landed import land

ACCOUNTS = [{"account_id": name, "name": name.upper(), "created_at": "2025-01-01"} for name in ("a", "b", "c", "d")]
MEMBERS = [{"list": "L", "account_id": name, "valid_from": "2026-01-01"} for name in ("a", "b", "c")]
DEALS = [
    {
        "opportunity_id": "won",
        "account_id": "a",
        "amount": "1000",
        "currency": "USD",
        "created_at": "2026-02-01",
        "closed_at": "2026-03-10",
        "status": "won",
    },
    {"opportunity_id": "open", "account_id": "b", "amount": "500", "created_at": "2026-02-01", "status": "open"},
]
TOUCHES = [{"touch_id": "t1", "occurred_at": "2026-03-20 10:00", "kind": "chat", "account_id": "a"}]
RATES = [{"date": "2026-01-01", "from_currency": "USD", "to_currency": "EUR", "rate": "0.5"}]
FIRST = {
    "accounts": ACCOUNTS,
    "list_memberships": MEMBERS,
    "opportunities": DEALS,
    "touches": TOUCHES,
    "fx_rates": RATES,
}
CORRECTIONS = {
    "touches": [{"touch_id": "t2", "occurred_at": "2026-03-05 10:00", "kind": "chat", "account_id": "b"}],
    "fx_rates": [{"date": "2026-01-01", "from_currency": "USD", "to_currency": "EUR", "rate": "0.75"}],
    "list_memberships": [{"list": "L", "account_id": "d", "valid_from": "2026-02-01"}],
    "opportunities": [DEALS[0] | {"amount": "1200"}, DEALS[1] | {"status": "won", "closed_at": "2026-03-15"}],
}
LATER = {"touches": [{"touch_id": "t3", "occurred_at": "2026-04-02 10:00", "kind": "chat", "account_id": "c"}]}
TODAY = date(2026, 4, 1)


@dataclass(frozen=True)
class Place:
    """A workspace folder; its settings are read anew for every command."""

    path: Path

    @property
    def workspace(self) -> Workspace:
        return Workspace(self.path)

    def configure(self, text: str) -> None:
        (self.path / "assay.toml").write_text(text, "utf-8")

    def build(self, tables: dict[str, Any] | None = None, today: date = TODAY) -> int:
        """Land these tables and build a run; its number."""
        if tables:
            land(self.workspace, tables)
        return refresh(self.workspace, today=today).number


NewPlace = Callable[[], Place]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(create_workspace(tmp_path / "w").path)


@dataclass(frozen=True)
class History:
    """One run after the other: the first, with corrections, two days later, with a shorter look-back."""

    place: Place
    first: int
    corrected: int
    later: int
    redefined: int

    @property
    def workspace(self) -> Workspace:
        return self.place.workspace


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    place = Place(create_workspace(tmp_path_factory.mktemp("history") / "w").path)
    later = date(2026, 4, 3)
    runs = [place.build(FIRST), place.build(CORRECTIONS), place.build(LATER, later)]
    place.configure("[engagement]\nlookback_days = 5")
    return History(place, *runs, place.build(today=later))


def lines_of(changes, cause):
    """What stands behind a cause, as the command line and JSON word it."""
    return tuple(changes.to_json()["reasons"][cause])
