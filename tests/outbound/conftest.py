"""A tiny company that came from a HubSpot and a Salesforce of the tests' own, built once."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from assay.connectors.pull import pull
from assay.outbound.fields import NAMES
from assay.refresh import refresh
from assay.store.workspace import Workspace, create_workspace
from connectors.hubspot_fake import LONG_AGO, TOKEN, HubspotFake
from connectors.test_salesforce import MAPPING as SF_MAPPING
from connectors.test_salesforce import SECRET, Handler, Org
from support.landed import land

MAPPING = """
[[table]]
to = "accounts"
from = "companies"
[table.columns]
account_id = "id"
name = "name"
domain = "domain"
"""
SOURCES = """
[[sources]]
name = "hub"
kind = "hubspot"
base_url = "{hub}"
token = {{ env = "HUBSPOT_TOKEN" }}
objects = ["companies"]
mapping = "hub.toml"

[[sources]]
name = "sf"
kind = "salesforce"
base_url = "{sf}"
client_id = {{ env = "SF_ID" }}
client_secret = {{ env = "SF_SECRET" }}
objects = ["Account"]
mapping = "sf.toml"
"""
TABLES: dict[str, list[dict[str, Any]]] = {
    "accounts": [{"account_id": "local", "name": "Not in any CRM"}],
    "people": [
        {"person_id": "p1", "account_id": "1", "buying_role": "champion", "seniority": "vp"},
        {"person_id": "p2", "account_id": "1", "buying_role": "influencer", "seniority": "vp"},
    ],
    "list_memberships": [
        {"list": "L", "account_id": name, "valid_from": "2026-01-01", "arm": arm, "tier": tier}
        for name, arm, tier in (
            ("1", "abm", "1"), ("2", "abm", "2"), ("3", "control", "1"), ("001", "abm", "1"), ("local", "abm", "2"),
        )
    ],
    "touches": [
        {
            "touch_id": f"t{day}-{person}",
            "occurred_at": f"2026-03-{day:02d}T09:00",
            "kind": "meeting_held",
            "account_id": "1",
            "person_id": person,
            "seconds": 3600,
        }
        for day in (10, 12)
        for person in ("p1", "p2")
    ],
}  # fmt: skip


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubspotFake]:
    monkeypatch.setenv("HUBSPOT_TOKEN", TOKEN)
    with filled().serving() as fake:
        yield fake


def filled() -> HubspotFake:
    fake = HubspotFake()
    fake.custom = list(NAMES)
    for number in (1, 2, 3):
        fake.put("companies", number, LONG_AGO, name=f"Company {number}", domain=f"c{number}.example")
    return fake


@pytest.fixture
def org(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("SF_ID", "an-app-of-ours")
    monkeypatch.setenv("SF_SECRET", SECRET)
    with serving() as org:
        yield org


class serving:
    def __enter__(self) -> Any:
        self.org = Org()
        self.org.tokens = 1  # its first token runs out at once, which is not what is tried here
        self.org.put("001", '"Force One"', "5")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("OrgHandler", (Handler,), {"org": self.org}))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.org.base_url = f"http://127.0.0.1:{self.server.server_port}"
        return self.org

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company, pulled, loaded and built."""
    made = create_workspace(tmp_path_factory.mktemp("outbound") / "w")
    (made.path / "hub.toml").write_text(MAPPING, "utf-8")
    (made.path / "sf.toml").write_text(SF_MAPPING, "utf-8")
    with filled().serving() as fake, serving() as org, pytest.MonkeyPatch.context() as environment:
        for name, value in (("HUBSPOT_TOKEN", TOKEN), ("SF_ID", "an-app"), ("SF_SECRET", SECRET)):
            environment.setenv(name, value)
        text = (made.path / "assay.toml").read_text("utf-8")
        sources = SOURCES.format(hub=fake.base_url, sf=org.base_url)
        (made.path / "assay.toml").write_text(text + sources, "utf-8")
        workspace = Workspace(made.path)
        assert [one.error for one in pull(workspace).sources] == [None, None]
    land(workspace, TABLES)
    refresh(workspace, today=date(2026, 4, 1))
    return made.path


@pytest.fixture
def workspace(built: Path, hub: HubspotFake, org: Any, tmp_path: Path) -> Workspace:
    """A copy of its own, whose sources are this test's."""
    shutil.copytree(built, tmp_path / "w")
    settings = tmp_path / "w" / "assay.toml"
    addresses = iter((hub.base_url, org.base_url))
    text = re.sub(r'base_url = "[^"]*"', lambda _: f'base_url = "{next(addresses)}"', settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    return Workspace(tmp_path / "w")
