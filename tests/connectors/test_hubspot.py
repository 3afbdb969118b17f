"""HubSpot: everything first, then what changed; deletes, merges, late associations; pauses, kills, missing scopes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pyarrow import parquet

from assay.connectors import http_api, pages
from assay.connectors.http_api import HttpApi
from assay.connectors.hubspot import Hubspot
from assay.errors import DataError, UsageError
from assay.settings import read_settings
from assay.settings.secret import Secret
from assay.settings.sources import HubspotSource
from assay.sources.shape import silent
from connectors import hubspot_fake
from connectors.hubspot_fake import LONG_AGO, TOKEN, HubspotFake

LAST_WEEK = datetime.now(UTC) - timedelta(days=7)


MAPPING = """
[[table]]
to = "accounts"
from = "companies"
[table.columns]
account_id = "id"
name = "name"
"""
"""The preset has many tables, each of which takes its time: most tests do with one."""


@pytest.fixture
def fake(monkeypatch):
    monkeypatch.setenv("HUBSPOT_TOKEN", TOKEN)
    with HubspotFake().serving() as fake:
        for number in (1, 2, 3):
            fake.put("companies", number, LONG_AGO, name=f"Company {number}", domain=f"c{number}.example")
        fake.put("contacts", 11, LONG_AGO, email="eva@c1.example", lastname="Eva", associatedcompanyid=1)
        fake.put(
            "deals",
            21,
            LONG_AGO,
            dealname="First",
            amount="1.234",
            createdate="2026-01-05T10:00:00Z",
            closedate="2026-02-01T10:00:00Z",
            dealstage="s2",
            pipeline="default",
            hs_is_closed="true",
            hs_is_closed_won="true",
        )
        fake.associate("deals", 21, "companies", 2, 341)
        fake.associate("deals", 21, "companies", 1, 5)
        fake.associate("deals", 21, "contacts", 11)
        fake.history[21] = [("s2", "2026-02-01T10:00:00Z"), ("s1", "2026-01-05T10:00:00Z")]
        fake.put("calls", 31, LAST_WEEK, hs_timestamp=LAST_WEEK.isoformat(), hs_createdate=LAST_WEEK.isoformat())
        yield fake


def declared(fake, more=""):
    token = 'token = { env = "HUBSPOT_TOKEN" }'
    return f'[[sources]]\nname = "hub"\nkind = "hubspot"\nbase_url = "{fake.base_url}"\n{token}\n{more}'


@pytest.fixture
def hubspot(pulling, fake):
    (pulling.path / "m.toml").write_text(MAPPING, "utf-8")
    pulling.declare(declared(fake, 'objects = ["companies", "emails"]\nmapping = "m.toml"\n'))
    return fake


@pytest.mark.exhaustive
def test_first_everything_then_what_changed(pulling, fake):
    hubspot = fake
    pulling.declare(declared(fake))
    hubspot.pauses = 2
    report = pulling.pull()
    assert report.error is None
    deals = pulling.rows("opportunities", "opportunity_id, account_id, CAST(amount AS DOUBLE), stage, status, pipeline")
    assert deals == [("21", "1", 1.234, "s2", "won", "Sales")]
    assert pulling.rows("opportunity_stages", "stage") == [("s1",), ("s2",)]
    assert pulling.rows("opportunity_people", "opportunity_id, person_id") == [("21", "11")]
    assert pulling.rows("stages", "stage, pipeline, status") == [("s1", "Sales", "open"), ("s2", "Sales", "won")]
    assert pulling.rows("users", "user_id, name") == [("77", "Ada King")]
    assert pulling.rows("touches", "touch_id, account_id") == [("31", None)]

    hubspot.associate("calls", 31, "companies", 3)  # late: the call is not modified by it
    hubspot.put("companies", 3, name="Company 3 AG")
    hubspot.merge("companies", 2, 1)
    hubspot.archive("contacts", 11)
    hubspot.put("companies", 4, name="Company 4")
    hubspot.requests.clear()
    report = pulling.pull()
    assert report.error is None
    read = {feed.feed: feed.rows for feed in report.feeds}
    assert (read["companies"], read["contacts"], read["deals"], read["calls"]) == (3, 1, 0, 1)
    assert pulling.rows("touches", "touch_id, account_id") == [("31", "3")]
    assert pulling.rows("accounts", "account_id, name, merged_into_id") == [
        ("1", "Company 1", None),
        ("2", "Company 1", "1"),
        ("3", "Company 3 AG", None),
        ("4", "Company 4", None),
    ]
    assert pulling.rows("people", "left_at IS NOT NULL") == [(True,)]
    assert pulling.pull().counts["loaded"] == 0
    assert TOKEN.encode() not in pulling.everything_written()


def test_what_changed_and_went_in_increments(pulling, hubspot):
    hubspot.pauses = 2
    assert pulling.pull().counts["loaded"] == 3
    hubspot.put("companies", 2, name="Zwei")
    hubspot.put("companies", 4, name="Vier")
    report = pulling.pull()
    assert (report.error, report.feeds[0].rows, report.counts["loaded"]) == (None, 2, 2)
    assert pulling.rows("accounts", "account_id, name")[1:] == [("2", "Zwei"), ("3", "Company 3"), ("4", "Vier")]
    del hubspot.objects["companies"][3]  # for good, as a request of privacy does
    assert pulling.pull().retired == 0
    assert pulling.pull(full=True).retired == 1


def test_more_than_a_search_gives_with_one_stamp(pulling, hubspot):
    """Pages are asked for by id: rows that share a stamp make no loop, and nothing lies beyond a window."""
    pulling.pull()
    moment = datetime.now(UTC)
    for number in range(100, 109):
        hubspot.put("companies", number, moment, name=f"Company {number}")
    assert pulling.pull().feeds[0].rows == 9


def test_a_late_association_comes_although_nothing_was_modified(fake, pulling, tmp_path):
    pulling.declare(declared(fake))
    (source,) = pulling.workspace.settings.sources
    with Hubspot(source, pulling.path) as connector:
        feed = next(feed for feed in connector.feeds if feed.name == "calls")
        since = {"at": datetime.now(UTC).isoformat()}
        for number, expected in enumerate((None, "3")):
            folder = tmp_path / str(number)
            folder.mkdir()
            extract = connector.extract(feed, since, folder, silent)
            table = parquet.read_table(extract.files[0].path)
            assert table.column("companies").to_pylist() == [expected]
            fake.associate("calls", 31, "companies", 3)


def test_primary_companies_stand_twice_and_the_past_of_deals_comes(fake, pulling, tmp_path):
    pulling.declare(declared(fake))
    (source,) = pulling.workspace.settings.sources
    with Hubspot(source, pulling.path) as connector:
        feed = next(feed for feed in connector.feeds if feed.name == "deals")
        extract = connector.extract(feed, None, tmp_path, silent)
    deals, past, contacts = (parquet.read_table(file.path).to_pylist() for file in extract.files)
    assert deals[0]["companies"] == "2;1;1"
    assert [row["value"] for row in past] == ["s2", "s1"]
    assert contacts == [{"deal_id": "21", "contact_id": "11"}]


def test_broken_off_it_goes_on_at_the_page_where_it_was(pulling, hubspot):
    hubspot.fails_after = 3  # the question for the time, the first page, and its past
    assert "out of order" in pulling.pull().error
    hubspot.fails_after = None
    hubspot.requests.clear()
    assert pulling.pull().error is None
    assert hubspot.requests.count("/crm/objects/2026-09/companies") == 2  # the second page, and the archived ones
    assert len(pulling.rows("accounts", "account_id")) == 3


def test_a_missing_scope_is_named_and_stops_no_other_object(pulling, hubspot):
    hubspot.forbidden = {"emails"}
    report = pulling.pull()
    assert report.error is None
    remarks = {feed.feed: feed.remarks for feed in report.feeds}
    assert "crm.objects.emails.read" in remarks["emails"][0]
    assert report.counts["loaded"] == 3


def test_a_refused_token_is_told_without_it(pulling, hubspot, monkeypatch):
    monkeypatch.setenv("HUBSPOT_TOKEN", "another-token-of-mine")
    report = pulling.pull()
    assert "not accepted" in report.error
    assert "another-token-of-mine" not in report.error
    assert len(hubspot.requests) == 2


@pytest.mark.parametrize("token", ["pat-é-1", "two\rlines"])
def test_what_no_token_is_is_told_without_it(pulling, hubspot, monkeypatch, token):
    monkeypatch.setenv("HUBSPOT_TOKEN", token)
    error = pulling.pull().error
    assert "characters that no token has" in error
    assert token not in error
    assert hubspot.requests == []


def test_a_token_goes_over_tls_alone(pulling):
    pulling.declare(
        '[[sources]]\nname = "hub"\nkind = "hubspot"\nbase_url = "http://hub.example"\ntoken = { env = "T" }\n'
    )
    with pytest.raises(UsageError, match="base_url"):
        read_settings(pulling.path / "assay.toml")


def test_pauses_are_as_long_as_asked_and_not_for_ever(fake):
    hubspot = fake
    waited: list[float] = []
    source = HubspotSource(name="hub", kind="hubspot", token=Secret(env="T"))
    api = HttpApi(source, hubspot.base_url, lambda _: f"Bearer {TOKEN}", pause=waited.append)
    hubspot.pauses = 3
    assert api.get("/crm/owners/2026-09", archived="false")["results"]
    assert waited == [0.0, 0.0, 0.0]
    hubspot.pauses = 100
    with pytest.raises(DataError, match="does not answer"):
        api.get("/crm/owners/2026-09", archived="false")
    assert len(waited) == 3 + http_api.ATTEMPTS
    api.close()


@pytest.fixture
def companies(pulling, fake):
    (pulling.path / "m.toml").write_text(MAPPING, "utf-8")
    pulling.declare(declared(fake, 'objects = ["companies"]\nmapping = "m.toml"\n'))
    return fake


def leading(cursor, results):
    return {"results": results, "paging": {"next": {"after": cursor}}}


def test_a_page_that_leads_back_is_noticed_and_the_next_pull_begins_where_the_last_one_had_come_to(
    pulling, companies, monkeypatch
):
    """Trap: a cursor of a walk in circles, or past what was not seen, must not be gone on from."""
    companies.put("companies", 4, LONG_AGO, name="Company 4")
    listed = hubspot_fake._Handler.listed
    turned = {"2": "4", "4": "2"}

    def circling(handler, kind, asked):
        page = listed(handler, kind, asked)
        return leading(turned[asked.get("after", "4")], page["results"])

    with monkeypatch.context() as patched:
        patched.setattr(hubspot_fake._Handler, "listed", circling)
        for _ in range(2):
            companies.requests.clear()
            report = pulling.pull()
            assert "companies leads to a page that was read before" in report.error
            assert "it begins where the last whole pull had come to" in report.hint
            assert len([one for one in companies.requests if one.endswith("/companies")]) < 8
            assert report.loads == ()
    report = pulling.pull()
    assert (report.error, report.counts["loaded"]) == (None, 4)
    assert report.feeds[0].taken_up is False


@pytest.mark.usefixtures("companies")
@pytest.mark.parametrize("what", ["the same rows", "nothing"])
def test_a_walk_from_new_cursor_to_new_cursor_ends(pulling, monkeypatch, what):
    monkeypatch.setattr(pages, "NOTHING_NEW", 10)
    rows = [] if what == "nothing" else [{"id": "1", "properties": {"name": "Company 1"}}]

    def endless(_, kind, asked):  # noqa: ARG001
        return leading(str(int(asked.get("after", 0)) + 1), rows)

    with monkeypatch.context() as patched:
        patched.setattr(hubspot_fake._Handler, "listed", endless)
        assert "the last 10 of which had nothing new" in pulling.pull().error
    assert pulling.pull().counts["loaded"] == 3


def test_many_archived_rows_of_before_are_no_walk_without_an_end(pulling, companies, monkeypatch):
    """They are passed over, page after page: what the vendor gave is new, though nothing of it is kept."""
    monkeypatch.setattr(pages, "NOTHING_NEW", 3)
    for number in range(10, 30):
        companies.put("companies", number, LONG_AGO, name="Old")
        companies.archive("companies", number)
        companies.objects["companies"][number]["archivedAt"] = "2026-01-01T00:00:00.000Z"
    assert pulling.pull().error is None
    assert pulling.pull().error is None


@pytest.mark.parametrize(
    ("name", "method", "page"),
    [
        ("owners", "get", {"results": [{"id": "77"}], "paging": {"next": {"after": "x"}}}),
        ("lists", "post", {"lists": [], "hasMore": True, "offset": 250}),
        ("forms", "get", {"results": [{"id": "f1"}], "paging": {"next": {"after": "x"}}}),
        ("email_events", "get", {"events": [], "hasMore": True, "offset": "x"}),
        ("email_campaigns", "get", {"campaigns": [], "hasMore": True, "offset": "x"}),
        ("campaigns", "get", {"results": [], "paging": {"next": {"after": "x"}}}),
    ],
)
def test_every_kind_of_page_is_watched(fake, pulling, tmp_path, monkeypatch, name, method, page):
    pulling.declare(declared(fake, f'objects = ["{name}"]\n'))
    (source,) = pulling.workspace.settings.sources
    asked = []
    with Hubspot(source, pulling.path) as connector:
        monkeypatch.setattr(connector.api, method, lambda *_, **__: asked.append(1) or page)
        with pytest.raises(DataError, match=r"Source 'hub': .* leads to a page that was read before"):
            connector.extract(connector.feeds[0], None, tmp_path, silent)
    assert len(asked) < 5


def test_associations_without_an_end_are_noticed(pulling, fake, monkeypatch):
    pulling.declare(declared(fake, 'objects = ["deals"]\npreset = "hubspot"\n'))
    endless = {"from": {"id": "21"}, "to": [{"toObjectId": 1}], "paging": {"next": {"after": "1"}}}
    monkeypatch.setattr(hubspot_fake._Handler, "associated", lambda *_: endless)
    assert "leads to a page that was read before" in pulling.pull().error
