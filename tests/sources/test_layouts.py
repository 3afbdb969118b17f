"""Every preset on the smallest file of its layout, under a name that tells nothing: what lands, and the figures it gives."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assay.errors import UsageError
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.refresh import refresh
from assay.sources.calendar import COLUMNS
from assay.sources.presets import PRESETS
from assay.sources.recognise import fits, presets
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace, create_workspace

Rows = list[dict[str, Any]]

LAYOUTS: list[tuple[str, str, dict[str, Rows]]] = [
    (
        "hubspot",
        "Datensatz-ID,Deal-Name,Deal-Phase,Pipeline,Betrag,Erstellungsdatum,Abschlussdatum,"
        'Associated Company IDs (Primary),"Date entered ""Closed Won (Vertrieb)"""\n'
        "7001,D1,Closed Won,Vertrieb,1200,2026-02-03 10:00,2026-03-20,a1,2026-03-20 09:00\n",
        {
            "opportunities": [
                {
                    "opportunity_id": "7001",
                    "account_id": "a1",
                    "amount": 1200,
                    "stage": "Closed Won",
                    "pipeline": "Vertrieb",
                }
            ],
            "opportunity_stages": [
                {"opportunity_id": "7001", "stage": "Closed Won (Vertrieb)", "entered_at": datetime(2026, 3, 20, 9)}
            ],
        },
    ),
    (
        "salesforce",
        "Opportunity-ID,Opportunity-Name,Account-ID,Accountname,Phase,Betrag,Schlusstermin,Erstellungsdatum\n"
        "006A,D2,a2,Beta,Closed Lost,800,2026-03-21,2026-02-04\n",
        {
            "opportunities": [{"opportunity_id": "006A", "account_id": "a2", "amount": 800, "stage": "Closed Lost"}],
            "accounts": [],
        },
    ),
    (
        "dynamics",
        "(Do Not Modify) Opportunity,(Do Not Modify) Modified On,Topic,Potential Customer,Est. Revenue,Actual Revenue,"
        "Est. Close Date,Actual Close Date,Status,Created On,Owner\n"
        "d-1,2026-03-01,D3,Alpha,900,950,2026-04-01,2026-03-30,Won,2026-02-01 08:00,Jo\n",
        {
            "opportunities": [
                {
                    "opportunity_id": "d-1",
                    "account_id": "a1",
                    "amount": 950,
                    "status": "won",
                    "closed_at": datetime(2026, 3, 30),
                }
            ],
            "users": [{"user_id": "Jo", "name": "Jo"}],
        },
    ),
    (
        "pipedrive",
        "Deal - ID,Deal - Title,Deal - Organization,Deal - Value,Deal - Currency,Deal - Stage,Deal - Pipeline,Deal - Status,"
        "Deal - Deal created,Deal - Lost time\n"
        "p1,D4,Beta SAS,500,EUR,Proposal Made,Sales,Lost,2026-02-02 09:00:00,2026-03-02 09:00:00\n",
        {"opportunities": [{"opportunity_id": "p1", "account_id": "a2", "status": "lost", "pipeline": "Sales"}]},
    ),
    (
        "zoho",
        "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,Type,Created Time\n"
        "zcrm_1,zcrm_9,Ann,300,D5,2026-09-01,a1,Alpha,Negotiation/Review,New Business,2026-02-10 10:00:00\n",
        {
            "opportunities": [
                {"opportunity_id": "zcrm_1", "account_id": "a1", "type": "new_business", "owner_id": "zcrm_9"}
            ],
            "users": [{"user_id": "zcrm_9", "name": "Ann"}],
        },
    ),
    (
        "odoo",
        "id,name,partner_id/id,stage_id,expected_revenue,create_date,date_closed,active,type\n"
        "__export__.crm_lead_1,D6,a2,Proposition,700,2026-02-11 10:00:00,2026-03-11 10:00:00,False,opportunity\n",
        {"opportunities": [{"opportunity_id": "__export__.crm_lead_1", "account_id": "a2", "status": "lost"}]},
    ),
    (
        "marketo",
        "marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes\n"
        '1,p1,2026-03-01T10:00:00Z,11,,77,Newsletter,"{""Link"": ""https://x.com/a""}"\n'
        "2,p1,2026-03-01T10:00:00Z,46,,,,{}\n",
        {
            "touches": [{"touch_id": "1", "kind": "email_clicked", "person_id": "p1", "url": "https://x.com/a"}],
            "campaigns": [{"campaign_id": "77", "name": "Newsletter"}],
        },
    ),
    (
        "account_engagement",
        "id,prospect_id,visitor_id,type,type_name,details,created_at\n5,p1,v,4,Form,Demo,2026-03-02T10:00:00Z\n",
        {"touches": [{"touch_id": "activity:5", "kind": "form_submitted", "person_id": "p1"}]},
    ),
    (
        "mautic",
        "id,email_id,lead_id,email_address,date_sent,is_read,is_failed,date_read\n"
        "8,3,p1,jo@alpha.com,2026-03-03 08:00:00,1,0,2026-03-03 09:00:00\n"
        "9,3,p1,jo@alpha.com,2026-03-04 08:00:00,0,0,0000-00-00 00:00:00\n",
        {
            "touches": [
                {"touch_id": "email:8:read", "kind": "email_opened"},
                {"touch_id": "email:8:sent", "kind": "email_sent"},
                {"touch_id": "email:9:sent", "kind": "email_sent"},
            ]
        },
    ),
    (
        "mailchimp",
        "action,timestamp,campaign_id,email_address,url\nopen,2026-03-05T08:00:00Z,c1,jo@alpha.com,\n",
        {"touches": [{"kind": "email_opened", "email": "jo@alpha.com", "campaign_id": "c1"}]},
    ),
    (
        "linkedin_ads",
        "Start Date (in UTC),Account Name,Currency,Campaign ID,Campaign Name,Total Spent,Impressions,Clicks\n"
        "2026-01-05,Example,EUR,210000001,ABM,1250.40,12300,41\n",
        {
            "costs": [{"incurred_on": date(2026, 1, 5), "amount": Decimal("1250.4"), "campaign_id": "210000001"}],
            "campaigns": [{"campaign_id": "210000001", "name": "ABM"}],
        },
    ),
    (
        "google_ads",
        "Tag,Kampagne,Kampagnen-ID,Währungscode,Kosten,Impr.\n2026-01-05,Brand,111,EUR,34.50,10\nTotal: Account, --, --,EUR,34.50,10\n",
        {"costs": [{"cost_id": "google:111:2026-01-05:", "amount": Decimal("34.5"), "channel": "google_ads"}]},
    ),
    (
        "meta_ads",
        "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR),Impressions\n2026-01-06,2026-01-06,ABM,15.10,900\n",
        {"costs": [{"amount": Decimal("15.1"), "currency": "EUR", "campaign_id": "ABM"}]},
    ),
    (
        "ga4",
        "event_date,event_timestamp,event_name,user_pseudo_id,event_params\n"
        '20260105,1767607200000000,page_view,u1,"[{""key"":""page_location"",""value"":{""string_value"":""https://x.com/p""}},'
        '{""key"":""ga_session_id"",""value"":{""int_value"":""9""}}]"\n',
        {
            "touches": [
                {
                    "kind": "page_view",
                    "visitor_id": "u1",
                    "url": "https://x.com/p",
                    "session_id": "u1:9",
                    "occurred_at": datetime(2026, 1, 5, 10),
                }
            ]
        },
    ),
    (
        "matomo",
        'idVisit,visitorId,visitIp,userId,actionDetails\n1,m1,192.0.2.1,,"[{""type"":""action"",""url"":""https://x.com/a"",'
        '""timestamp"":1767607200,""timeSpent"":30},{""type"":""event"",""timestamp"":1767607300}]"\n',
        {"touches": [{"kind": "page_view", "visitor_id": "m1", "seconds": 30.0, "ip": "192.0.2.1"}]},
    ),
    (
        "posthog",
        'uuid,event,timestamp,distinct_id,properties\ne1,$pageview,2026-03-01T10:00:00Z,d1,"{""$current_url"":""https://x.com/q"",'
        '""$session_id"":""s1""}"\n',
        {"touches": [{"touch_id": "e1", "kind": "page_view", "url": "https://x.com/q", "session_id": "s1"}]},
    ),
    (
        "segment",
        'messageId,type,anonymousId,userId,timestamp,context,properties\nm1,page,s1,,2026-03-01T10:00:00Z,"{""page"":{""url"":'
        '""https://x.com/s""},""ip"":""192.0.2.2"",""traits"":{""email"":""jo@alpha.com""}}",{}\n',
        {"touches": [{"touch_id": "m1", "kind": "page_view", "url": "https://x.com/s", "email": "jo@alpha.com"}]},
    ),
    (
        "snowplow",
        "event_id,event,collector_tstamp,domain_userid,domain_sessionid,page_url\nsp1,page_view,2026-03-01 10:00:00,w1,ws1,https://x.com/w\n",
        {"touches": [{"touch_id": "sp1", "kind": "page_view", "visitor_id": "w1", "session_id": "ws1"}]},
    ),
    (
        "zoom",
        "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,"
        "Time in Session (minutes)\n"
        "Yes,Jo,Jo,Doe,jo@alpha.com,2026-03-01 10:00:00,approved,2026-03-10 15:00:00,2026-03-10 15:40:00,40\n"
        "No,Bo,Bo,Low,bo@beta.com,2026-03-02 10:00:00,approved,--,--,--\n",
        {
            "touches": [
                {"kind": "event_attended", "email": "jo@alpha.com", "seconds": 2400.0, "channel": "virtual_event"},
                {"kind": "event_registered", "email": "bo@beta.com"},
                {"kind": "event_registered", "email": "jo@alpha.com"},
            ]
        },
    ),
    (
        "teams",
        "Name,First Join,Last Leave,In-Meeting Duration,Email,Role\nJo,2026-03-11 15:00:00,2026-03-11 15:35:10,35m 10s,jo@alpha.com,Attendee\n",
        {"touches": [{"kind": "event_attended", "email": "jo@alpha.com", "seconds": 2110.0}]},
    ),
    (
        "bombora",
        "Company Name,Domain,Topic Name,Composite Score,Date Stamp\nAlpha,alpha.com,ABM,72,2026-01-05\n",
        {"intent_signals": [{"provider": "bombora", "topic": "ABM", "score": 72.0, "domain": "alpha.com"}]},
    ),
    (
        "g2",
        "Company Name,Company Domain,Signal Type,Product,Activity Level,Date\nAlpha,alpha.com,Pricing,Ours,High,2026-01-05\n",
        {"intent_signals": [{"provider": "g2", "topic": "Pricing Ours", "score": 75.0}]},
    ),
    (
        "sixsense",
        "6sense Company Name,6sense Domain,6sense Account Intent Score,6sense Buying Stage,Date\nAlpha,alpha.com,88,Decision,2026-01-05\n",
        {"intent_signals": [{"provider": "6sense", "topic": "account intent", "score": 88.0}]},
    ),
    (
        "demandbase",
        "Account Name,Website,Intent Keyword,Keyword Set,Intent Strength,Week\nAlpha,https://www.alpha.com,abm,Competitors,High,2026-01-05\n",
        {"intent_signals": [{"provider": "demandbase", "topic": "abm", "score": 75.0, "cluster": "competitor"}]},
    ),
    (
        "intercom",
        "Conversation ID,Conversation started at (UTC),User email,Conversation initiated by\n41,2026-03-12 09:00:00,jo@alpha.com,User\n"
        "42,2026-03-12 09:00:00,bo@beta.com,Admin\n",
        {"touches": [{"touch_id": "intercom:41", "kind": "chat", "email": "jo@alpha.com"}]},
    ),
    (
        "qualtrics",
        "StartDate,EndDate,Status,Finished,RecordedDate,ResponseId,RecipientEmail,Q1_NPS\n"
        "Start Date,End Date,Response Type,Finished,Recorded Date,Response ID,Recipient Email,How likely\n"
        '"{""ImportId"":1}",,,,,"{""ImportId"":2}",,\n'
        "2026-03-01 10:00:00,2026-03-01 10:01:00,IP Address,1,2026-03-01 10:01:00,R_1,jo@alpha.com,9\n"
        "2026-03-01 10:00:00,2026-03-01 10:01:00,Survey Preview,1,2026-03-01 10:01:00,R_2,jo@alpha.com,0\n",
        {
            "survey_responses": [
                {
                    "response_id": "R_1",
                    "score": 9.0,
                    "person_id": "p1",
                    "account_id": "a1",
                    "answered_on": date(2026, 3, 1),
                }
            ]
        },
    ),
    (
        "typeform",
        "#,How likely are you to recommend us to a friend?,email,Start Date (UTC),Submit Date (UTC),Network ID\n"
        "t1,10,jo@alpha.com,2026-03-02 10:00:00,2026-03-02 10:01:00,n\n",
        {"survey_responses": [{"response_id": "typeform:t1", "score": 10.0, "person_id": "p1", "account_id": "a1"}]},
    ),
    (
        "nps",
        "ID,Email,Score,Comment,Created at\n77,bo@beta.com,3,slow,2026-03-03 10:00:00\n",
        {"survey_responses": [{"response_id": "77", "score": 3.0, "account_id": "a2", "question": "nps"}]},
    ),
    (
        "outreach",
        "id,delivered_at,opened_at,replied_at,relationship_prospect_id\n1,2026-03-04T10:00:00Z,,2026-03-05T10:00:00Z,9\n",
        {
            "touches": [
                {"touch_id": "outreach:1:delivered", "kind": "mail_out"},
                {"touch_id": "outreach:1:replied", "kind": "mail_in"},
            ]
        },
    ),
    (
        "salesloft",
        "id,sent_at,recipient_email_address,counts,bounced\n3,2026-03-06T10:00:00Z,jo@alpha.com,{},false\n",
        {"touches": [{"touch_id": "salesloft:3:sent", "kind": "mail_out", "email": "jo@alpha.com"}]},
    ),
    (
        "icalendar",
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//\r\nBEGIN:VEVENT\r\nUID:e1\r\nSUMMARY:Demo\r\n"
        "CREATED:20260301T080000Z\r\nDTSTART;TZID=Europe/Paris:20260313T150000\r\nDTEND;TZID=Europe/Paris:20260313T154500\r\n"
        "ATTENDEE;CN=Jo;PARTSTAT=ACCEPTED:mailto:jo@alpha.com\r\n"
        "ATTENDEE;CN=Bo;PARTSTAT=DECLINED:mailto:bo@beta.com\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n",
        {
            "touches": [
                {
                    "kind": "meeting_held",
                    "email": "jo@alpha.com",
                    "seconds": 2700.0,
                    "occurred_at": datetime(2026, 3, 13, 14),
                },
                {"kind": "meeting_booked", "email": "jo@alpha.com"},
            ]
        },
    ),
    (
        "target_list",
        "Company,Website,Tier,Since\nAlpha,https://www.alpha.com/,1,2026-01-01\nBeta S.A.S.,,2,2026-01-01\nGamma,gamma.com,1,2026-01-01\n",
        {
            "list_memberships": [
                {"list": "Target accounts", "account_id": "a1", "tier": "1"},
                {"list": "Target accounts", "account_id": "a2", "tier": "2"},
                {"list": "Target accounts", "account_id": "Gamma", "tier": "1"},
            ]
        },
    ),
]

OTHERS: list[tuple[str, str, dict[str, Rows]]] = [
    (
        "g2",
        "Time,Organization,Organization Domain,Page Type,Product Name\n2026-04-28T10:00:00Z,Alpha,alpha.com,Pricing,Ours\n"
        "2026-04-29T10:00:00Z,Alpha,alpha.com,Pricing,Ours\n",
        {"intent_signals": [{"provider": "g2", "topic": "Pricing Ours", "score": 2.0, "week": date(2026, 4, 27)}]},
    ),
    (
        "sixsense",
        "Account Name,Website,6sense Account Intent Score,6sense Account Buying Stage,6sense Account Update Date\n"
        'Alpha,alpha.com,87,Decision,"4/28/2026, 10:00 AM"\n',
        {"intent_signals": [{"provider": "6sense", "score": 87.0, "domain": "alpha.com", "week": date(2026, 4, 27)}]},
    ),
    (
        "demandbase",
        "company_id,domain,start_date,end_date,duration_type,keyword_set,keyword,is_trending,intent_strength,num_people_researching\n"
        "77,alpha.com,2026-04-19,2026-04-25,week,Competitors,sixth sense,FALSE,MED,2\n",
        {
            "intent_signals": [
                {"topic": "sixth sense", "score": 50.0, "cluster": "competitor", "week": date(2026, 4, 20)}
            ]
        },
    ),
]
"""Other layouts of the same vendors: visits one by one, fields in a CRM's report, weekly files."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("layouts")
    made = create_workspace(folder / "w")
    (folder / "accounts.csv").write_text("account_id,name,domain\na1,Alpha,alpha.com\na2,Beta SAS,beta.com\n")
    (folder / "people.csv").write_text("person_id,account_id,email\np1,a1,jo@alpha.com\n")
    load(made, [folder / "accounts.csv", folder / "people.csv"])
    return made


@pytest.fixture(scope="module")
def landed(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Rows]]:
    """What each preset's file became, in the columns that are expected."""
    folder, found = tmp_path_factory.mktemp("files"), {}
    for number, (preset, text, expected) in enumerate(LAYOUTS):
        path = folder / f"export {number}.{'ics' if text.startswith('BEGIN:') else 'csv'}"
        path.write_text(text, "utf-8")
        load(workspace, [path], preset=preset)
        found[preset] = {table: read(workspace, table, path.name, rows) for table, rows in expected.items()}
    return found


def read(workspace: Workspace, table: str, file: str, expected: Rows) -> Rows:
    columns = list(dict.fromkeys(name for row in expected for name in row)) or ["_line"]
    listed = ", ".join(f'"{name}"' for name in columns)
    query = f"SELECT {listed} FROM ({current_sql(workspace, table)}) WHERE _file = '{file}' ORDER BY _line, {listed}"
    with duckdb.connect() as connection:
        rows = connection.execute(query).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def test_every_preset_has_a_file_here() -> None:
    assert sorted(preset for preset, _, _ in LAYOUTS) == sorted(PRESETS)


@pytest.mark.parametrize(("preset", "text"), [(preset, text) for preset, text, _ in (*LAYOUTS, *OTHERS)])
def test_a_file_is_known_by_its_columns(preset: str, text: str) -> None:
    columns = next(csv.reader([text.splitlines()[0]])) if preset != "icalendar" else COLUMNS
    assert preset in [fit.preset for fit in fits(columns)]


@pytest.mark.parametrize(("preset", "expected"), [(preset, expected) for preset, _, expected in LAYOUTS])
def test_what_a_preset_makes_of_it(landed: dict[str, dict[str, Rows]], preset: str, expected: dict[str, Rows]) -> None:
    for table, rows in expected.items():
        found = landed[preset][table]
        assert len(found) == len(rows), (table, found)
        for row in rows:
            assert any(all(one.get(name) == value for name, value in row.items()) for one in found), (table, row, found)


@pytest.mark.parametrize(("preset", "text", "expected"), OTHERS, ids=[preset for preset, _, _ in OTHERS])
def test_other_layouts_of_a_vendor(tmp_path: Path, preset: str, text: str, expected: dict[str, Rows]) -> None:
    made, path = create_workspace(tmp_path / "w"), tmp_path / "export.csv"
    path.write_text(text, "utf-8")
    assert load(made, [path], preset=preset).quarantined == 0
    for table, rows in expected.items():
        assert read(made, table, path.name, rows) == rows


@pytest.fixture(scope="module")
def run(workspace: Workspace, landed: dict[str, dict[str, Rows]]) -> Iterator[Run]:
    assert landed
    refresh(workspace, today=date(2026, 5, 2))
    with closing(open_run(workspace)) as opened:
        yield opened


ALL = Scope(arm="all", start=date(2026, 1, 1), end=date(2026, 4, 30))


@pytest.mark.parametrize(
    ("kpi", "value"),
    [
        ("new_revenue", 1200 + 950),  # HubSpot, Dynamics
        ("win_rate", 2 / 5),  # and lost: Salesforce, Pipedrive, Odoo
        ("pipeline", 300),  # Zoho
        ("programme_cost", 1250.40 + 34.50 + 15.10),
    ],
)
def test_the_figures(run: Run, kpi: str, value: float) -> None:
    assert answer(run, kpi, ALL).total.value == pytest.approx(value)


def test_touches_find_their_accounts(run: Run) -> None:
    rows = run.cursor().execute("SELECT kind, count(*) FROM touches WHERE account_id = 'a1' GROUP BY kind").fetchall()
    assert dict(rows) == {
        "email_clicked": 1,
        "form_submitted": 1,
        "email_sent": 2,
        "email_opened": 2,
        "page_view": 1,
        "event_attended": 2,
        "event_registered": 1,
        "chat": 1,
        "mail_out": 1,
        "meeting_booked": 1,
        "meeting_held": 1,
    }


def test_a_preset_on_files_of_another_says_that_it_does_not_fit(workspace: Workspace, tmp_path: Path) -> None:
    zoho = next(text for preset, text, _ in LAYOUTS if preset == "zoho")
    (tmp_path / "Deals.csv").write_text(zoho)
    with pytest.raises(
        UsageError, match=r"Deals\.csv is no file of the preset hubspot: its columns are those of Zoho CRM"
    ):
        load(workspace, [tmp_path], preset="hubspot", check=True)


def test_without_a_preset_the_one_that_fits_is_named(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "q2 review.csv").write_text("Record ID,Deal Name,Deal Stage\n1,D,Closed Won\n")
    with pytest.raises(UsageError) as raised:
        load(workspace, [tmp_path / "q2 review.csv"])
    assert "fits HubSpot (opportunities)" in str(raised.value.hint)
    (tmp_path / "accounts.csv").write_text("Record Id,Account Name,Account Owner\nz1,A,Jo\n")
    with pytest.raises(UsageError) as raised:
        load(workspace, [tmp_path / "accounts.csv"])
    assert "--preset zoho" in str(raised.value.hint)


def test_what_nothing_takes_is_named_once(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("Record ID,Company name,Fax,Account score\n1,A,2,3\n")
    report = load(workspace, [tmp_path / "x.csv"], preset="hubspot", check=True)
    assert [one.column for one in report.unused] == ["Fax", "Account score"]


def test_presets_say_where_their_layout_is_known_from() -> None:
    assert {one.known_from for one in presets()} == {"samples", "documentation"}
    assert all(one.title and one.description and one.gives for one in presets())
