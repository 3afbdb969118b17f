"""A small company with names that mean harm: tags, formulas, marks that turn the writing round, endless ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from assay.refresh import refresh
from assay.store.workspace import Workspace, create_workspace
from support.landed import land

TODAY = date(2026, 7, 1)
TAG = "<script>alert('x')</script>"
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "abc\u202egpj.exe\u202c"
LONG = "L" + "o" * 198 + "g"
LIST = f"{FORMULA} {TAG} \u202edesrever\u202c"
NAME = f"{TAG} & Söhne {TURNED}"
NAMES = (TAG, FORMULA, TURNED, LONG, "+1+1", "@SUM(A1)", "-2+3", "\u200fשלום")

Rows = list[dict[str, Any]]


def tables() -> dict[str, Rows]:
    treated = [f"a{number}" for number in range(8)]
    control = [f"c{number}" for number in range(8)]
    accounts: Rows = [
        {"account_id": key, "name": NAMES[place % len(NAMES)], "industry": FORMULA, "employees": 100 + 10 * place}
        for place, key in enumerate((*treated, *control))
    ]
    accounts += [
        {"account_id": f"r{number}", "name": NAMES[number], "parent_account_id": f"a{number}"} for number in range(4)
    ]
    control += [f"r{number}" for number in range(4)]
    arms = [(key, "abm") for key in treated] + [(key, "control") for key in control]
    return {
        "accounts": accounts,
        "programmes": [{"programme_id": "=P", "name": TAG}],
        "list_memberships": [
            {"list": LIST, "account_id": key, "valid_from": "2026-01-01", "arm": arm, "tier": "=1", "programme_id": "=P"}
            for key, arm in arms
        ],
        "stages": [
            {"stage": "Talk", "position": "1", "status": "open", "is_qualified": "true"},
            {"stage": "Won", "position": "2", "status": "won"},
        ],
        "opportunities": [
            {"opportunity_id": f"d-{key}", "account_id": key, "name": FORMULA, "amount": "1000", "currency": "EUR",
             "created_at": "2026-02-10", "stage": "Won" if place % 2 else "Talk",
             "closed_at": "2026-05-10" if place % 2 else ""}
            for place, key in enumerate((*treated[:6], *control[:2]))
        ],
        "touches": [
            {"touch_id": f"t-{key}", "occurred_at": "2026-03-02T09:00", "kind": "form_submitted", "account_id": key}
            for key in (*treated[:7], *control[:3])
        ] + [{"touch_id": "t-none", "occurred_at": "2026-06-20T09:00", "kind": "chat"}],
        "costs": [{"cost_id": "k", "incurred_on": "2026-02-01", "amount": "4000", "currency": "EUR", "kind": "media"}],
    }  # fmt: skip


def build(workspace: Workspace, today: date = TODAY) -> int:
    return refresh(workspace, today=today).number


def small_workspace(folder: Path, *, only: tuple[str, ...] = (), name: str = NAME, **settings: Any) -> Workspace:
    """Landed and built; with `only` just these tables."""
    made = create_workspace(folder, name=name, **settings)
    land(Workspace(made.path), {table: rows for table, rows in tables().items() if not only or table in only})
    build(Workspace(made.path))
    return Workspace(made.path)
