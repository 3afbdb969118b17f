"""A workspace whose rows land a load at a time, each followed by a run."""

from __future__ import annotations

from collections.abc import Callable
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
TODAY = date(2026, 4, 1)

Build = Callable[..., int]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "w")
    set_figures(made, at_refresh=False)
    return Workspace(made.path)


@pytest.fixture
def build(workspace: Workspace) -> Build:
    """Land these tables and build a run; returns its number."""

    def land_and_build(tables: dict[str, Any] | None = None, today: date = TODAY) -> int:
        if tables:
            land(workspace, tables)
        return refresh(Workspace(workspace.path), today=today).number

    return land_and_build


def set_figures(workspace: Workspace, *, at_refresh: bool, more: str = "") -> None:
    """Write the workspace's settings anew."""
    text = f'currency = "EUR"\n{more}\n[figures]\nat_refresh = {str(at_refresh).lower()}\n'
    (workspace.path / "assay.toml").write_text(text, "utf-8")
