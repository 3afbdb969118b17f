"""A column that no source ever filled is not measured, where a figure rests on it alone; one value makes it count."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assay.api import ask, make_scope
from assay.refresh import refresh
from assay.store.runs import open_run
from assay.store.workspace import Workspace, create_workspace
from support.landed import land

SCOPE = make_scope(start="2026-01-01", end="2026-03-31")


def figure(folder: Path, key: str, amount: str = "", role: str = "") -> tuple[float | None, list[str] | None]:
    made = create_workspace(folder / f"w{amount}{role}{key}")
    land(
        Workspace(made.path),
        {
            "accounts": [{"account_id": "a", "name": "A"}, {"account_id": "b", "name": "B"}],
            "people": [{"person_id": "p", "account_id": "a", "buying_role": role, "created_at": "2025-12-01"}],
            "list_memberships": [{"list": "L", "account_id": "a", "valid_from": "2025-12-01", "arm": "abm"}],
            "stages": [{"stage": "Talk", "position": "1", "status": "open"}],
            "opportunities": [
                {"opportunity_id": "d", "account_id": "a", "created_at": "2026-02-01", "stage": "Talk", "amount": amount, "currency": "EUR"},
                {"opportunity_id": "e", "account_id": "a", "created_at": "2026-02-02", "stage": "Talk", "amount": "", "currency": "EUR"},
            ],
        },
    )  # fmt: skip
    refresh(Workspace(made.path), today=date(2026, 4, 1))
    run = open_run(Workspace(made.path))
    try:
        total = ask(run, key, SCOPE).total
    finally:
        run.close()
    return total.value, total.extra.get("not_measured")


def test_amounts_that_were_never_delivered_are_no_zero(tmp_path: Path) -> None:
    assert figure(tmp_path, "pipeline") == (None, ["opportunities.amount"])
    value, lacking = figure(tmp_path, "pipeline", amount="100")
    assert lacking is None
    assert value == pytest.approx(100)


def test_roles_that_were_never_delivered_are_no_missing_roles(tmp_path: Path) -> None:
    assert figure(tmp_path, "key_contacts") == (None, ["people.buying_role"])
    assert figure(tmp_path, "key_contacts", role="champion") == (1, None)
