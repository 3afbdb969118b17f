"""Pull after pull, what was read is what HubSpot and Salesforce have: over any edits, deletes, merges and late associations.

What is read of every pull is put together as landing does (the newest row of a key counts), by a clock of the test's own.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from assay.connectors.hubspot import OBJECTS, Hubspot
from assay.connectors.salesforce import Salesforce
from assay.settings.sources import HubspotSource, SalesforceSource
from assay.sources.shape import silent
from connectors.hubspot_fake import TOKEN, HubspotFake
from connectors.test_salesforce import SECRET, Handler, Org

EXAMPLES = int(os.environ.get("ASSAY_EXAMPLES", "15"))
MANY = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
BEGIN = datetime(2026, 6, 1, 8, tzinfo=UTC)
KINDS = ("companies", "contacts", "deals", "calls")
NAME = {"companies": "name", "contacts": "lastname", "deals": "dealname", "calls": "hs_call_title"}


class Clock:
    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now


ids, words = st.integers(1, 6), st.text("abc", min_size=1, max_size=3)
EDITS = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(KINDS), ids, words),
    st.tuples(st.just("archive"), st.sampled_from(KINDS), ids),
    st.tuples(st.just("delete"), st.sampled_from(KINDS), ids),
    st.tuples(st.just("merge"), st.sampled_from(("companies", "contacts")), ids, ids),
    st.tuples(st.just("associate"), st.just("calls"), ids, ids),
    st.tuples(st.just("contact of a deal"), ids, ids),
    st.tuples(st.just("wait"), st.integers(0, 40)),
)
ROUNDS = st.lists(st.lists(EDITS, max_size=6), min_size=1, max_size=4)


def edit(fake: HubspotFake, clock: Clock, what: tuple[Any, ...]) -> None:
    match what:
        case ("wait", minutes):
            clock.now += timedelta(minutes=minutes)
        case ("put", kind, number, word):
            extra = {"hs_timestamp": clock.now.isoformat()} if kind == "calls" else {}
            fake.put(kind, number, **{NAME[kind]: word}, **extra)
            fake.objects[kind][number] |= {"archived": False, "archivedAt": None}
        case ("archive", kind, number) if number in fake.objects.get(kind, {}):
            fake.archive(kind, number)
        case ("delete", kind, number):
            fake.objects.get(kind, {}).pop(number, None)
        case ("merge", kind, loser, survivor):
            there = fake.objects.get(kind, {})
            if loser != survivor and {loser, survivor} <= set(there) and not there[survivor]["archived"]:
                fake.merge(kind, loser, survivor)
        case ("associate", kind, number, company):
            if company not in [to for to, _ in fake.associations.get((kind, "companies"), {}).get(number, [])]:
                fake.associate(kind, number, "companies", company)  # it is not modified by that
        case ("contact of a deal", deal, contact) if deal in fake.objects.get("deals", {}):
            if contact not in [to for to, _ in fake.associations.get(("deals", "contacts"), {}).get(deal, [])]:
                fake.associate("deals", deal, "contacts", contact)
                fake.put("deals", deal, num_associated_contacts=contact)
    clock.now += timedelta(seconds=1)


class Kept:
    """What has been read so far, and the cursor of each feed."""

    def __init__(self) -> None:
        self.since: dict[str, Any] = {}
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}

    def pull(self, connector: Any, *, full: bool = False) -> None:
        for feed in connector.feeds:
            with tempfile.TemporaryDirectory() as folder:
                extract = connector.extract(feed, None if full else self.since.get(feed.name), Path(folder), silent)
                self.since[feed.name] = extract.cursor
                if full:
                    self.rows.pop(feed.name, None)
                for file in extract.files:
                    for row in parquet.read_table(file.path).to_pylist():
                        key = row.get("id") or row.get("Id")
                        name = feed.name if key else file.path.stem
                        self.rows.setdefault(name, {})[key or f"{row['deal_id']}:{row.get('contact_id')}"] = row


def living(fake: HubspotFake, kind: str) -> dict[str, Any]:
    """What HubSpot has, as the connector writes it."""
    companies = fake.associations.get((kind, "companies"), {})
    return {
        str(number): (
            row["properties"].get(NAME[kind]),
            None
            if kind in ("companies", "contacts")
            else ";".join(str(to) for to, _ in companies.get(number, [])) or None,
        )
        for number, row in fake.objects.get(kind, {}).items()
        if not row["archived"]
    }


def check(fake: HubspotFake, kept: Kept, *, full: bool) -> None:
    for kind in KINDS:
        have = kept.rows.get(kind, {})
        expected = living(fake, kind)
        read = {
            number: (row[NAME[kind]], None if kind in ("companies", "contacts") else row["companies"])
            for number, row in have.items()
            if row["archived"] != "true"
        }
        assert {number: read.get(number) for number in expected} == expected
        archived = {str(number) for number, row in fake.objects.get(kind, {}).items() if row["archived"]}
        assert archived <= {number for number, row in have.items() if row["archived"] == "true"}
        if full:  # what was deleted for good is found, too
            assert set(read) == set(expected)
        for row in fake.objects.get(kind, {}).values():
            if (merged := row["properties"].get("hs_merged_object_ids")) and not row["archived"]:
                assert have[row["properties"]["hs_object_id"]]["hs_merged_object_ids"] == merged
    for deal, contacts in fake.associations.get(("deals", "contacts"), {}).items():
        if str(deal) in living(fake, "deals"):
            assert {f"{deal}:{contact}" for contact, _ in contacts} <= set(kept.rows.get("deal_contacts", {}))


@contextmanager
def portal() -> Any:
    clock = Clock()
    fake = HubspotFake()
    fake.clock = clock
    with tempfile.TemporaryDirectory() as place, fake.serving():
        Path(place, "token").write_text(TOKEN, "utf-8")
        source = HubspotSource.model_validate(
            {"name": "hub", "kind": "hubspot", "token": {"file": "token"}, "base_url": fake.base_url, "objects": KINDS}
        )
        with Hubspot(source, Path(place)) as connector:
            connector._search._between = 0.0
            yield fake, clock, connector


@MANY
@given(rounds=ROUNDS, lag=st.integers(0, 9))
def test_hubspot(rounds: list[list[tuple[Any, ...]]], lag: int) -> None:
    assert set(KINDS) <= set(OBJECTS)
    with portal() as (fake, clock, connector):
        kept = Kept()
        for edits in rounds:
            fake.lag = timedelta(minutes=lag)
            for one in edits:
                edit(fake, clock, one)
            kept.pull(connector)  # its search does not know yet of what has just changed
            clock.now += timedelta(minutes=lag)
            kept.pull(connector)
            check(fake, kept, full=False)
        kept.pull(connector, full=True)
        check(fake, kept, full=True)


SALESFORCE = st.one_of(
    st.tuples(st.just("put"), ids, words),
    st.tuples(st.just("late"), ids, words, st.integers(0, 9)),
    st.tuples(st.just("delete"), ids),
    st.tuples(st.just("purge"), ids),
    st.tuples(st.just("wait"), st.integers(0, 40)),
)


def edit_org(org: Org, clock: Clock, what: tuple[Any, ...]) -> None:
    stamp = clock.now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    match what:
        case ("wait", minutes):
            clock.now += timedelta(minutes=minutes)
        case ("put", number, word):
            org.put(f"00{number}", word, "1.5", at=stamp)
        case ("late", number, word, minutes):  # committed only now: it appears below the newest stamp
            begun = (clock.now - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            if org.rows.get(f"00{number}", ["", "", "", "", ""])[4] < begun:
                org.put(f"00{number}", word, "2.5", at=begun)
        case ("delete", number) if row := org.rows.get(f"00{number}"):
            org.put(row[0], row[1], row[2], deleted="true", at=stamp)
        case ("purge", number):
            org.rows.pop(f"00{number}", None)
    clock.now += timedelta(seconds=1)


@MANY
@given(rounds=st.lists(st.lists(SALESFORCE, max_size=6), min_size=1, max_size=5))
def test_salesforce(rounds: list[list[tuple[Any, ...]]]) -> None:
    import threading
    from http.server import ThreadingHTTPServer

    org, clock = Org(), Clock()
    org.clock, org.running, org.tokens = clock, 0, 1
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("OrgHandler", (Handler,), {"org": org}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        with tempfile.TemporaryDirectory() as place:
            Path(place, "id").write_text("an-app", "utf-8")
            Path(place, "secret").write_text(SECRET, "utf-8")
            source = SalesforceSource.model_validate(
                {
                    "name": "sf",
                    "kind": "salesforce",
                    "base_url": f"http://127.0.0.1:{server.server_port}",
                    "client_id": {"file": "id"},
                    "client_secret": {"file": "secret"},
                    "objects": ["Account"],
                }
            )
            with Salesforce(source, Path(place), pause=lambda _: None) as connector:
                kept = Kept()
                for edits in [*rounds, []]:
                    for one in edits:
                        edit_org(org, clock, one)
                    kept.pull(connector)
                    read = {
                        number: [row["Name"], row["IsDeleted"]] for number, row in kept.rows.get("Account", {}).items()
                    }
                    expected = {number: [row[1], row[3]] for number, row in org.rows.items()}
                    assert {number: read.get(number) for number in expected} == expected
                kept.pull(connector, full=True)
                assert set(kept.rows.get("Account", {})) == set(org.rows)
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("missed", ["overlap", "late"])
def test_the_property_would_tell(missed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the overlap, or without reading late associations, the state is not the same."""
    with portal() as (fake, clock, connector):
        if missed == "overlap":
            monkeypatch.setattr(HubspotSource, "overlap_minutes", 0, raising=False)
            object.__setattr__(connector._source, "overlap_minutes", 0)
        else:
            object.__setattr__(connector._source, "late_days", 0)
        kept = Kept()
        edit(fake, clock, ("put", "calls", 1, "a"))
        kept.pull(connector)
        clock.now += timedelta(hours=1)
        kept.pull(connector)
        fake.lag = timedelta(minutes=5)
        edit(fake, clock, ("put", "companies", 1, "a") if missed == "overlap" else ("associate", "calls", 1, 1))
        kept.pull(connector)
        clock.now += timedelta(minutes=5)
        kept.pull(connector)
        with pytest.raises((AssertionError, KeyError)):
            check(fake, kept, full=False)
