"""A large portal: killed in its middle, all of it once, then what changed. ASSAY_CRM_CONTACTS=200000 is the whole of it."""

from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta

import pytest

from connectors import hubspot_fake
from connectors.hubspot_fake import LONG_AGO, TOKEN, HubspotFake
from connectors.million import pulled

pytestmark = pytest.mark.services
CONTACTS = int(os.environ.get("ASSAY_CRM_CONTACTS", "20000"))
CALLS = CONTACTS * 10
MAPPING = """
[[table]]
to = "people"
from = "contacts"
[table.columns]
person_id = "id"
account_id = "associatedcompanyid"
email = "email"

[[table]]
to = "touches"
from = "engagements_calls"
[table.columns]
touch_id = "id"
occurred_at = "hs_timestamp"
kind = { value = "call" }
account_id = "companies"
"""
SOURCE = """
[[sources]]
name = "hub"
kind = "hubspot"
base_url = "{url}"
token = {{ env = "HUBSPOT_TOKEN" }}
objects = ["contacts", "calls"]
mapping = "m.toml"
"""


def test_nothing_is_lost_and_nothing_comes_twice(pulling, monkeypatch, capsys):
    monkeypatch.setattr(hubspot_fake, "PAGE", 200)
    fake, moment = HubspotFake(), datetime.now(UTC) - timedelta(days=300)
    for number in range(1, CONTACTS + 1):
        fake.put("contacts", number, LONG_AGO, email=f"p{number}@c.example", associatedcompanyid=number % 5000 + 1)
    for number in range(1, CALLS + 1):
        fake.put("calls", number, moment, hs_timestamp="2026-02-01T10:00:00Z")
        fake.associate("calls", number, "companies", number % 5000 + 1)
    (pulling.path / "m.toml").write_text(MAPPING, "utf-8")
    with fake.serving():
        pulling.declare(SOURCE.format(url=fake.base_url))
        secrets = {"HUBSPOT_TOKEN": TOKEN}
        assert pulled(pulling.path, secrets, kill_after=CALLS * 100) == {"killed": True}
        asked = len(fake.requests)
        first = pulled(pulling.path, secrets)
        again = len(fake.requests) - asked
        count = "count(*), count(DISTINCT {})"
        assert (first["error"], first["loaded"]) == (None, CONTACTS + CALLS)
        assert pulling.rows("touches", f"{count.format('touch_id')}, count(account_id)") == [(CALLS, CALLS, CALLS)]
        assert pulling.rows("people", count.format("person_id")) == [(CONTACTS, CONTACTS)]
        chosen = random.Random(16).sample(range(1, CONTACTS + 1), 500)
        for number in chosen[:400]:
            fake.put("contacts", number, email=f"new{number}@c.example")
        for number in chosen[400:]:
            fake.archive("contacts", number)
        later = pulled(pulling.path, secrets)
        assert later["error"] is None
        assert (later["rows_in"], later["loaded"]) == (500, 400)
        assert pulling.rows("people", "count(*) FILTER (starts_with(email, 'new'))") == [(400,)]
    with capsys.disabled():
        print(
            f"\n{CONTACTS:,} contacts, {CALLS:,} calls: {asked} requests, killed, {again} more; {first}; then {later}"
        )
