"""A company of two reps, some of whose accounts are held back, and servers that take mail or do not."""

from __future__ import annotations

import shutil
import socketserver
from datetime import UTC, date, datetime
from email import message_from_string, policy
from typing import Any

import pytest

from alerts.sinks import serving
from assay.alerts.episodes import settle
from assay.alerts.rules import Finding
from assay.refresh import refresh
from assay.settings.alerts import AlertRule
from assay.store.workspace import Workspace, create_workspace
from support.landed import land

NOW = datetime(2026, 4, 1, 6, tzinfo=UTC)
HIDDEN = ("Zyxforeign", "Zyxcontrol", "Zyxholdout", "Zyxboth", "Zyxbelow", "Zyxnobody")
"""Names of accounts that Rita must not hear of: another rep's, those held back and below them, and one that nobody owns."""
OWNERS = {"own": "rita", "own2": "rita", "control": "rita", "holdout": "rita", "both": "rita", "below": "rita"}
OWNERS |= {"foreign": "olaf"}
NAMES = {"own": "Ownwell", "own2": "Owntoo <b>", "control": "Zyxcontrol", "holdout": "Zyxholdout", "both": "Zyxboth"}
NAMES |= {"below": "Zyxbelow", "foreign": "Zyxforeign", "nobody": "Zyxnobody"}

PARENTS = {"below": "holdout"}


def on_list(name: str, arm: str, listed: str = "L") -> dict[str, str]:
    return {"list": listed, "account_id": name, "valid_from": "2026-01-01", "arm": arm, "tier": "1"}


def touch(name: str, day: int) -> dict[str, str]:
    return {
        "touch_id": f"{name}-{day}",
        "occurred_at": f"2026-02-{day:02}T09:00",
        "kind": "form_submitted",
        "account_id": name,
    }


def deal(name: str) -> dict[str, str]:
    row = {
        "opportunity_id": f"d-{name}",
        "account_id": name,
        "name": f"Deal {NAMES[name]}",
        "stage": "Talk",
        "status": "open",
    }
    return {**row, "amount": "10000", "currency": "EUR", "created_at": "2026-01-20", "owner_id": OWNERS.get(name, "")}


TABLES: dict[str, list[dict[str, Any]]] = {
    "users": [
        {"user_id": "rita", "name": "Rita Rep", "email": "rita@acme.example"},
        {"user_id": "olaf", "name": "Olaf", "email": "olaf@acme.example"},
    ],
    "accounts": [
        {"account_id": one, "name": NAMES[one], "owner_id": OWNERS.get(one, ""), "parent_account_id": PARENTS.get(one, "")}
        for one in NAMES
    ],
    "list_memberships": [
        *(on_list(one, "abm") for one in ("own", "own2", "both", "foreign", "nobody")),
        on_list("control", "control"), on_list("holdout", "holdout"), on_list("both", "holdout", "M"),
    ],
    "touches": [touch(one, day) for one in NAMES for day in (2, 3)],
    "opportunities": [deal(one) for one in NAMES],
}  # fmt: skip
SETTINGS = """
name = "Acme"
language = "en"
[web]
public_url = "https://assay.acme.example"
[mail]
host = "127.0.0.1"
port = {port}
security = "none"
sender = "Assay <assay@acme.example>"
timeout_seconds = 5
"""
RITA = """
[[deliver]]
name = "reps"
what = ["digest"]
to = [{ address = "rita@acme.example", owner = "rita" }]
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create_workspace(tmp_path_factory.mktemp("delivery") / "w", name="Acme")
    land(made, TABLES)
    refresh(made, today=date(2026, 4, 1))
    rule = AlertRule(kind="intent_surge")
    deals = AlertRule(kind="stalled_deal")
    kpi = AlertRule(kind="kpi_crosses", kpi="win_rate", below=0.2)
    reasons = {"below": 0.2, "value": 0.1, "from": "2026-01-01", "to": "2026-03-31", "n": 9}
    found = {
        rule.title: [Finding(one, NAMES[one], "it surges", {"topics": {"steel": 80}}) for one in NAMES],
        deals.title: [
            Finding(f"d-{one}", f"Deal {NAMES[one]}", "stalled", {"days": 50, "stage": "Talk", "usual": 20})
            for one in NAMES
        ],
        kpi.title: [Finding("win_rate", "Win rate", "it crosses", reasons)],
    }
    settle(made, 1, date(2026, 4, 1), [rule, deals, kpi], found)
    return made


@pytest.fixture
def house(built: Workspace, tmp_path: Any) -> Any:
    """A copy with these deliveries, and a mail server at this port."""

    def configured(deliveries: str = RITA, port: int = 9) -> Workspace:
        target = tmp_path / "w"
        if not target.exists():
            shutil.copytree(built.path, target)
        (target / "assay.toml").write_text(SETTINGS.format(port=port) + deliveries, "utf-8")
        return Workspace(target)

    return configured


class Mailbox(socketserver.ThreadingTCPServer):
    """An SMTP server that keeps what it takes; `answers` are said instead of 250, once each, `drops` breaks off after DATA."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[str] = []
        self.answers: dict[str, list[str]] = {}
        self.drops = False

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def mails(self) -> list[Any]:
        return [message_from_string(one, policy=policy.default) for one in self.taken]


class _Handler(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "QUIT":
                return self._say("221 bye")
            waiting = self.server.answers.get(word, [])
            if waiting:
                self._say(waiting.pop(0))
            elif word == "DATA":
                self._say("354 go on")
                text = self._text()
                self.server.taken.append(text)
                if self.server.drops:
                    return None
                self._say("250 taken")
            else:
                self._say("250 ok")
        return None

    def _text(self) -> str:
        lines = []
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            lines.append(line[1:] if line.startswith("..") else line)
        return "\n".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def mailbox() -> Any:
    with serving(Mailbox()) as server:
        yield server
