"""HubSpot's lists, forms, marketing e-mails and campaigns, by the preset: all of them, then what is new."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from pyarrow import parquet

from assay.connectors.hubspot import Hubspot
from assay.sources.shape import silent
from connectors.hubspot_fake import LONG_AGO, TOKEN, HubspotFake

EARLIER = "2026-05-04T10:00:00.000Z"


def _milliseconds(text: str) -> int:
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setenv("HUBSPOT_TOKEN", TOKEN)
    with HubspotFake().serving() as fake:
        for number in (1, 2, 3):
            fake.put("companies", number, LONG_AGO, name=f"Company {number}")
            fake.put("contacts", 10 + number, LONG_AGO, email=f"e@c{number}.example", associatedcompanyid=number)
        fake.put("contacts", 19, LONG_AGO, email="nobody@nowhere.example")
        members = [(one, EARLIER) for one in (11, 12, 13, 19)]
        fake.lists = {
            1: ("0-1", "Newsletter", members),
            2: ("0-2", "Named accounts", [(3, EARLIER)]),
            3: ("0-3", "Deals of note", [(77, EARLIER)]),
            4: ("0-1", "Empty", []),
        }
        for number, form in ((3, "f1"), (2, "f1"), (1, "f1"), (9, "f2")):
            fake.forms.setdefault(form, []).append(
                {
                    "conversionId": f"c{number}",
                    "submittedAt": _milliseconds(f"2026-05-0{number}T10:00:00Z"),
                    "pageUrl": "https://own.example/demo",
                    "values": [
                        {"name": "message", "value": "our secret plan"},
                        {"name": "email", "value": "e@c1.example"},
                    ],
                }
            )
        fake.email_campaigns = {7: {"id": 7, "name": "May letter", "subject": "In May", "type": "BATCH_EMAIL"}}
        for number, kind in enumerate(("DELIVERED", "OPEN", "CLICK", "PRINT", "OPEN")):
            fake.email_events.append(
                {
                    "id": f"e{number}",
                    "type": kind,
                    "created": _milliseconds(EARLIER),
                    "recipient": "e@c1.example",
                    "emailCampaignId": 7,
                    "filteredEvent": number == 4,
                }
            )
        fake.campaigns = {"g1": {"hs_name": "Spring", "hs_start_date": "2026-03-01", "hs_currency_code": "EUR"}}
        fake.targets = {
            1: [("false", "2026-06-01T00:00:00Z"), ("true", "2026-02-01T00:00:00Z")],
            2: [("true", "2026-03-01T00:00:00Z")],
        }
        yield fake


def declared(fake, objects):
    return (
        f'[[sources]]\nname = "hub"\nkind = "hubspot"\nbase_url = "{fake.base_url}"\n'
        f'token = {{ env = "HUBSPOT_TOKEN" }}\nobjects = {json.dumps(objects)}\n'
    )


def read(pulling, name, since, folder):
    """The files of one feed, by name."""
    (source,) = pulling.workspace.settings.sources
    with Hubspot(source, pulling.path) as connector:
        feed = next(feed for feed in connector.feeds if feed.name == name)
        folder.mkdir()
        extract = connector.extract(feed, since, folder, silent)
    return extract, {file.path.stem: parquet.read_table(file.path).to_pylist() for file in extract.files}


def test_they_become_memberships_touches_and_campaigns(pulling, fake):
    pulling.declare(declared(fake, ["companies", "lists", "forms", "email_campaigns", "email_events", "campaigns"]))
    report = pulling.pull()
    assert (report.error, report.counts["quarantined"]) == (None, 0)
    assert [feed.remarks for feed in report.feeds if feed.feed == "lists"] == [("1 contact on lists has no company.",)]
    assert pulling.rows("list_memberships", "list, account_id, valid_from::VARCHAR, valid_to::VARCHAR, arm") == [
        ("Named accounts", "3", "2026-05-04", None, "other"),
        ("Newsletter", "1", "2026-05-04", None, "other"),
        ("Newsletter", "2", "2026-05-04", None, "other"),
        ("Newsletter", "3", "2026-05-04", None, "other"),
        ("Target accounts (HubSpot)", "1", "2026-02-01", "2026-06-01", "other"),
        ("Target accounts (HubSpot)", "2", "2026-03-01", None, "other"),
    ]
    assert pulling.rows("touches", "touch_id, kind, email, campaign_id") == [
        ("e0", "email_sent", "e@c1.example", "7"),
        ("e1", "email_opened", "e@c1.example", "7"),
        ("e2", "email_clicked", "e@c1.example", "7"),
        *((f"form:c{number}", "form_submitted", "e@c1.example", None) for number in (1, 2, 3, 9)),
    ]
    assert pulling.rows("campaigns", "campaign_id, name, channel") == [
        ("7", "May letter", "email"),
        ("campaign:g1", "Spring", None),
    ]
    assert b"our secret plan" not in pulling.everything_written()
    # Nothing has changed but that one left the list: contacts that did not change are still found by their company.
    fake.lists[1][2].pop(0)
    report = pulling.pull()
    assert (report.error, report.retired) == (None, 1)
    newsletter = [
        row[1:] for row in pulling.rows("list_memberships", "list, account_id, valid_to") if row[0] == "Newsletter"
    ]
    assert [(account, ended is not None) for account, ended in newsletter] == [("1", True), ("2", False), ("3", False)]


def test_submissions_and_events_are_read_since_the_last_time(pulling, fake, tmp_path):
    pulling.declare(declared(fake, ["forms", "email_events"]))
    since = {"at": datetime(2026, 5, 3, 10, 5, tzinfo=UTC).isoformat()}
    fake.requests.clear()
    _, files = read(pulling, "forms", since, tmp_path / "forms")
    assert [row["conversion_id"] for row in files["form_submissions"]] == ["c3", "c9"]  # ten minutes of overlap
    assert fake.requests.count("/form-integrations/v1/submissions/forms/f1") == 1  # the older page is not asked for
    _, files = read(pulling, "email_events", since, tmp_path / "a")
    assert len(files["email_events"]) == 5
    later = {"at": (datetime.fromisoformat(EARLIER) + timedelta(hours=1)).isoformat()}
    extract, files = read(pulling, "email_events", later, tmp_path / "b")
    assert (extract.rows, files) == (0, {})


def test_broken_off_among_the_members_of_a_list_it_goes_on_there(pulling, fake):
    pulling.declare(declared(fake, ["lists"]))
    fake.fails_after = 4  # two pages of lists, the first members, their companies
    assert "out of order" in pulling.pull().error
    fake.fails_after = None
    fake.requests.clear()
    assert pulling.pull().error is None
    assert fake.requests[0] == "/crm/lists/2026-09/1/memberships"
    assert not [path for path in fake.requests if path.endswith("/lists/2026-09/search")]


def test_a_missing_scope_for_lists_stops_nothing_else(pulling, fake):
    pulling.declare(declared(fake, ["campaigns", "lists"]))
    fake.forbidden = {"lists"}
    report = pulling.pull()
    assert report.error is None
    assert {feed.feed: feed.rows for feed in report.feeds} == {"campaigns": 1, "lists": 0}
    assert "not read" in report.feeds[1].remarks[0]
