"""A small company on disk, and servers on it: one for whoever sits at the computer, one where everybody signs in.

Ann administers; Rita is a rep who owns `own`. Whatever belongs to the other account is marked with the word FOREIGN.
"""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.refresh import refresh
from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from assay.web.users import Users
from support.landed import land

TODAY = date(2026, 4, 1)
FOREIGN = "zyxforeign"
HOSTILE = "<script>alert('x')</script> \"q\" \u202edehsup\u202c"
FORMULA = "=cmd|' /C calc'!A0"
LONG = "L" + "o" * 198 + "g"
ADDRESS = "http://127.0.0.1"
PASSWORD = "correct horse battery"


def account(account_id: str, name: str, owner: str, **more: Any) -> dict[str, Any]:
    return {"account_id": account_id, "name": name, "owner_id": owner, "industry": "Steel", "country": "FR", **more}


def touches_of(account_id: str, person: str, word: str, days: range) -> list[dict[str, Any]]:
    return [
        {
            "touch_id": f"t-{account_id}-{day}",
            "occurred_at": f"2026-02-{day:02d}T09:00",
            "kind": "form_submitted",
            "account_id": account_id,
            "person_id": person,
            "url": f"https://example.com/{word}",
        }
        for day in days
    ]


def deal(deal_id: str, account_id: str, name: str, owner: str, **more: Any) -> dict[str, Any]:
    row = {"opportunity_id": deal_id, "account_id": account_id, "name": name, "owner_id": owner}
    return {**row, "amount": "10000", "currency": "EUR", "created_at": "2026-01-20", **more}


TABLES: dict[str, list[dict[str, Any]]] = {
    "users": [{"user_id": "rita", "name": "Rita Rep", "team": "sales"}, {"user_id": "olaf", "name": "Olaf", "team": "sales"}],
    "accounts": [
        account("own", "Ownwell", "rita"),
        account("own/2", HOSTILE, "rita", industry=FORMULA),
        account("own3", LONG, "rita"),
        account("own4", FORMULA, "rita", country="DE"),
        account(FOREIGN, f"The {FOREIGN} company", "olaf", industry=f"{FOREIGN} trade"),
        account(f"{FOREIGN}2", f"The other {FOREIGN}", "olaf", domain=f"{FOREIGN}.example"),
        account("nobodys", f"Nobody's {FOREIGN}", ""),
    ],
    "people": [
        {"person_id": "p1", "account_id": "own", "first_name": "Pia", "buying_role": "champion", "seniority": "vp"},
        {"person_id": f"p-{FOREIGN}", "account_id": FOREIGN, "first_name": FOREIGN, "buying_role": "influencer"},
    ],
    "programmes": [{"programme_id": "P", "name": "Programme"}],
    "campaigns": [{"campaign_id": "C", "name": "Campaign", "channel": "web", "programme_id": "P"}],
    "list_memberships": [
        {"list": "Steel", "account_id": name, "valid_from": "2026-01-01", "arm": arm, "tier": tier, "programme_id": "P"}
        for name, arm, tier in (
            ("own", "abm", "1"), ("own/2", "abm", "2"), ("own3", "control", "2"), ("own4", "abm", "1"),
            (FOREIGN, "abm", "1"), (f"{FOREIGN}2", "control", "1"), ("nobodys", "abm", "1"),
        )
    ],
    "touches": [
        *touches_of("own", "p1", "open", range(2, 9)),
        *touches_of(FOREIGN, f"p-{FOREIGN}", FOREIGN, range(2, 16)),
    ],
    "stages": [
        {"stage": "Talk", "position": "1", "status": "open", "is_qualified": "true"},
        {"stage": "Won", "position": "2", "status": "won"},
        {"stage": "Lost", "position": "3", "status": "lost"},
    ],
    "opportunities": [
        deal("d1", "own", "Own deal", "rita", stage="Won", closed_at="2026-03-10"),
        deal("d2", "own", "Open deal", "rita", stage="Talk", amount="20000"),
        deal(f"d-{FOREIGN}", FOREIGN, f"Deal {FOREIGN}", "rita", stage="Talk", amount="777777"),
        deal(f"d2-{FOREIGN}", FOREIGN, f"Won {FOREIGN}", "olaf", stage="Won", closed_at="2026-03-12"),
        deal(f"d3-{FOREIGN}", f"{FOREIGN}2", f"Lost {FOREIGN}", "olaf", stage="Lost", closed_at="2026-03-12"),
    ],
    "opportunity_people": [{"opportunity_id": f"d-{FOREIGN}", "person_id": f"p-{FOREIGN}", "role": "user"}],
    "contracts": [
        {"contract_id": "k1", "account_id": "own", "starts_on": "2026-03-10", "annual_value": "5000", "currency": "EUR"},
        {"contract_id": f"k-{FOREIGN}", "account_id": FOREIGN, "starts_on": "2026-03-12", "annual_value": "9", "currency": "EUR"},
    ],
    "survey_responses": [
        {"response_id": "s1", "answered_on": "2026-03-20", "question": "nps", "score": "9", "account_id": "own"},
        {"response_id": f"s-{FOREIGN}", "answered_on": "2026-03-20", "question": "nps", "score": "1", "account_id": FOREIGN},
    ],
    "intent_signals": [
        {"provider": "B", "week": "2026-03-23", "topic": "steel", "score": "80", "account_id": FOREIGN},
        {"provider": "B", "week": "2026-03-23", "topic": "steel", "score": "70", "account_id": "own"},
    ],
    "costs": [
        {"cost_id": "c1", "incurred_on": "2026-02-01", "amount": "1000", "currency": "EUR", "programme_id": "P"},
        {"cost_id": "c2", "incurred_on": "2026-02-01", "amount": "3", "currency": "EUR", "account_id": FOREIGN},
    ],
}  # fmt: skip
ALERT_RULES = """
[[alerts.rules]]
kind = "stalled_deal"

[[alerts.rules]]
kind = "engaged_without_sales_touch"
days = 3
"""


def build(workspace: Workspace, today: date = TODAY, *, full: bool = False) -> int:
    return refresh(workspace, today=today, full=full).number


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Built once; nobody writes to it."""
    made = create_workspace(tmp_path_factory.mktemp("web") / "w", name="Little Steel")
    settings = made.path / "assay.toml"
    settings.write_text(settings.read_text("utf-8") + ALERT_RULES, "utf-8")
    land(Workspace(made.path), TABLES)
    build(Workspace(made.path))
    return Workspace(made.path)


@pytest.fixture(scope="session")
def app(workspace: Workspace) -> Any:
    """A server without sign-in."""
    return create_app(workspace)


@pytest.fixture
def site(app: Any) -> TestClient:
    """A reader of it, without any cookie yet."""
    return TestClient(app, base_url=ADDRESS)


@pytest.fixture(scope="session")
def guarded(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same company, with people who sign in."""
    copied = copy_of(workspace, tmp_path_factory.mktemp("guarded") / "w")
    users = Users(copied)
    users.add("Ann", PASSWORD, "admin")
    users.add("Rita", PASSWORD, "rep", "rita")
    users.add("Vic", PASSWORD, "viewer")
    return copied


@pytest.fixture(scope="session")
def guarded_app(guarded: Workspace) -> Any:
    return create_app(guarded, sign_in=True)


@pytest.fixture(scope="session")
def rep(guarded_app: Any) -> TestClient:
    return signed_in(guarded_app, "Rita")


@pytest.fixture(scope="session")
def admin(guarded_app: Any) -> TestClient:
    return signed_in(guarded_app, "Ann")


def signed_in(app: Any, name: str, password: str = PASSWORD) -> TestClient:
    client = TestClient(app, base_url=ADDRESS, follow_redirects=False)
    answer = sign_in(client, name, password)
    assert answer.status_code == 303, answer.text
    return client


def sign_in(client: TestClient, name: str, password: str) -> Any:
    token = token_of(client.get("/sign-in").text)
    return client.post("/sign-in", data={"name": name, "password": password, "csrf": token})


def token_of(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found.group(1)


def copy_of(workspace: Workspace, target: Path) -> Workspace:
    shutil.copytree(workspace.path, target)
    return Workspace(target)
