from datetime import date, datetime

import pytest

from assay.contract.tables import TABLES
from assay.engine.duckdb import Limits, open_in_memory
from assay.model.build import build_model
from assay.settings import Settings
from support.company import landed_table


def model_of(tables, progress=None, **settings):
    connection = open_in_memory(Limits(threads=1))
    for name, table in TABLES.items():
        connection.register(f"landed_{name}", landed_table(table, tables.get(name, [])))
    configured = Settings.model_validate(settings)
    report = build_model(connection, configured, lambda table: f"SELECT * FROM landed_{table}", progress)
    return connection, report


def select(sql, tables, **settings):
    return model_of(tables, **settings)[0].execute(sql).fetchall()


def deal(name, **columns):
    return {"opportunity_id": name, "created_at": "2024-01-01", **columns}


def test_every_table_is_there_with_its_columns_local_days_and_lineage():
    connection, report = model_of({})
    assert set(report.rows) == set(TABLES)
    described = connection.execute("DESCRIBE model.people").fetchall()
    assert [(name, type) for name, type, *_ in described] == [
        ("person_id", "VARCHAR"),
        *((name, "VARCHAR") for name in ("account_id", "email", "phone", "first_name", "last_name", "job_title")),
        *(
            (name, "VARCHAR")
            for name in ("seniority", "department", "buying_role", "persona", "country", "language", "company")
        ),
        ("created_at", "TIMESTAMP"),
        ("created_on", "DATE"),
        ("left_at", "TIMESTAMP"),
        ("left_on", "DATE"),
        ("email_bounced", "BOOLEAN"),
        ("objected_at", "TIMESTAMP"),
        ("objected_on", "DATE"),
        ("merged_into_id", "VARCHAR"),
        ("_source", "VARCHAR"),
        ("_file", "VARCHAR"),
        ("_line", "BIGINT"),
        ("_batch", "BIGINT"),
        ("_landed_at", "TIMESTAMP"),
    ]


@pytest.mark.parametrize(
    ("written", "moment", "day"),
    [
        ("2024-03-01", datetime(2024, 2, 29, 23), date(2024, 3, 1)),
        ("2024-03-01 00:00", datetime(2024, 2, 29, 23), date(2024, 3, 1)),
        ("2024-02-29 23:59", datetime(2024, 2, 29, 22, 59), date(2024, 2, 29)),
        ("2024-02-29T23:00Z", datetime(2024, 2, 29, 23), date(2024, 3, 1)),
        ("2024-02-29T22:59:59Z", datetime(2024, 2, 29, 22, 59, 59), date(2024, 2, 29)),
        ("2024-07-01T00:30+02:00", datetime(2024, 6, 30, 22, 30), date(2024, 7, 1)),
        ("2024-10-27 02:30", datetime(2024, 10, 27, 0, 30), date(2024, 10, 27)),
        (None, None, None),
    ],
)
def test_stamps_become_utc_with_a_local_day(written, moment, day):
    tables = {"accounts": [{"account_id": "a", "name": "A", "created_at": written}]}
    found = select("SELECT created_at, created_on FROM model.accounts", tables, timezone="Europe/Paris")
    assert found == [(moment, day)]


def test_the_zone_of_the_settings_counts():
    tables = {"accounts": [{"account_id": "a", "name": "A", "created_at": "2024-03-01T03:00Z"}]}
    assert select("SELECT created_on FROM model.accounts", tables, timezone="America/New_York") == [
        (date(2024, 2, 29),)
    ]


def test_extra_columns_and_lineage_stay():
    tables = {"accounts": [{"account_id": "a", "name": "A"}, {"account_id": "b", "name": "B", "x_segment": "north"}]}
    found = select("SELECT account_id, x_segment, _file, _line FROM model.accounts ORDER BY 1", tables)
    assert found == [("a", None, "accounts.csv", 2), ("b", "north", "accounts.csv", 3)]


def test_what_a_file_leaves_out():
    tables = {
        "accounts": [{"account_id": "a", "name": "A"}],
        "list_memberships": [{"list": "l", "account_id": "a", "valid_from": "2024-01-01"}],
        "visitors": [{"visitor_id": "v"}],
        "touches": [
            {"touch_id": "1", "occurred_at": "2024-01-01", "kind": "chat"},
            {"touch_id": "2", "occurred_at": "2024-01-01", "kind": "chat", "quantity": 0},
        ],
        "opportunities": [deal("o"), deal("p", type="renewal", currency="USD")],
        "contracts": [{"contract_id": "c", "account_id": "a", "starts_on": "2024-01-01"}],
        "intent_signals": [{"provider": "p", "week": "2024-01-01", "topic": "t", "score": 1}],
        "campaigns": [{"campaign_id": "m", "name": "M"}],
        "people": [{"person_id": "p"}],
    }
    connection, _ = model_of(tables, currency="CHF")
    read = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
    assert read("SELECT arm, tier FROM model.list_memberships") == [("abm", None)]
    assert read("SELECT consent FROM model.visitors") == [("unknown",)]
    assert read("SELECT quantity FROM model.touches ORDER BY touch_id") == [(1,), (0,)]
    assert read("SELECT type, currency, status FROM model.opportunities ORDER BY opportunity_id") == [
        ("new_business", "CHF", None),
        ("renewal", "USD", None),
    ]
    assert read("SELECT renewal, currency FROM model.contracts") == [("pending", "CHF")]
    assert read("SELECT cluster FROM model.intent_signals") == [("own",)]
    assert read("SELECT currency FROM model.campaigns") == [("CHF",)]
    assert read("SELECT currency FROM model.accounts") == [("CHF",)]
    assert read("SELECT seniority FROM model.people") == [(None,)]


STAGES = [
    {"stage": "Proposal", "position": 1, "status": "open"},
    {"stage": "Signed", "position": 2, "status": "won"},
    {"stage": "Dropped", "position": 2, "status": "lost"},
]


@pytest.mark.parametrize(
    ("columns", "stages", "status"),
    [
        ({"stage": "Signed"}, STAGES, "won"),
        ({"stage": "Signed", "status": "lost"}, STAGES, "lost"),
        ({"stage": "Signed"}, [], None),
        ({"stage": "signed"}, STAGES, "won"),
        ({"stage": "Signed", "status": "won"}, [], "won"),
        ({"closed_at": "2024-02-01"}, STAGES, None),
    ],
)
def test_the_status_of_a_deal(columns, stages, status):
    tables = {"opportunities": [deal("o", **columns)], "stages": stages}
    assert select("SELECT status FROM model.opportunities", tables) == [(status,)]


def test_the_status_of_a_deal_whose_row_names_no_stage_is_that_of_its_last_stage_row():
    history = [
        {"opportunity_id": "o", "stage": "Dropped", "entered_at": "2024-02-01 10:00"},
        {"opportunity_id": "o", "stage": "Proposal", "entered_at": "2024-01-05"},
        {"opportunity_id": "p", "stage": "Proposal", "entered_at": "2024-01-05"},
        {"opportunity_id": "p", "stage": "Signed", "entered_at": "2024-01-05"},
        {"opportunity_id": "q", "stage": "Signed", "entered_at": "2024-01-05"},
    ]
    deals = [deal("o"), deal("p"), deal("q", stage="Proposal")]
    tables = {"opportunities": deals, "stages": STAGES, "opportunity_stages": history}
    found = select("SELECT opportunity_id, status FROM model.opportunities ORDER BY 1", tables)
    assert found == [("o", "lost"), ("p", "won"), ("q", "open")]


def test_rows_that_refer_to_nothing_are_quarantined_once_and_counted():
    tables = {
        "accounts": [{"account_id": "a", "name": "A"}],
        "people": [{"person_id": "p", "account_id": "gone"}],
        "opportunities": [deal("o", account_id="gone", stage="gone", owner_id="gone")],
        "account_domains": [{"account_id": "gone", "domain": "gone.com"}, {"account_id": "a", "domain": "a.com"}],
        "list_memberships": [{"list": "l", "account_id": "gone", "valid_from": "2024-01-01"}],
        "contracts": [
            {"contract_id": "1", "account_id": "gone", "starts_on": "2024-01-01"},
            {"contract_id": "2", "account_id": "a", "starts_on": "2024-01-01", "opportunity_id": "gone"},
        ],
        "ip_ranges": [{"cidr": "10.0.0.0/8", "account_id": "gone"}],
        "opportunity_stages": [
            {"opportunity_id": "gone", "stage": "s", "entered_at": "2024-01-01"},
            {"opportunity_id": "o", "stage": "gone", "entered_at": "2024-01-01"},
        ],
        "opportunity_people": [
            {"opportunity_id": "o", "person_id": "p"},
            {"opportunity_id": "o", "person_id": "gone"},
            {"opportunity_id": "gone", "person_id": "gone"},
        ],
        "touches": [{"touch_id": "t", "occurred_at": "2024-01-01", "kind": "chat", "account_id": "gone"}],
        "costs": [{"cost_id": "c", "incurred_on": "2024-01-01", "amount": 1, "currency": "EUR", "account_id": "gone"}],
    }
    connection, report = model_of(tables)
    columns = "table_name, file, line, column_name, value, rule"
    assert connection.execute(f"SELECT {columns} FROM model.quarantine ORDER BY table_name, line").fetchall() == [
        ("account_domains", "account_domains.csv", 2, "account_id", "gone", "refers to no row of accounts"),
        ("contracts", "contracts.csv", 2, "account_id", "gone", "refers to no row of accounts"),
        ("ip_ranges", "ip_ranges.csv", 2, "account_id", "gone", "refers to no row of accounts"),
        ("list_memberships", "list_memberships.csv", 2, "account_id", "gone", "refers to no row of accounts"),
        ("opportunity_people", "opportunity_people.csv", 3, "person_id", "gone", "refers to no row of people"),
        (
            "opportunity_people",
            "opportunity_people.csv",
            4,
            "opportunity_id",
            "gone",
            "refers to no row of opportunities",
        ),
        (
            "opportunity_stages",
            "opportunity_stages.csv",
            2,
            "opportunity_id",
            "gone",
            "refers to no row of opportunities",
        ),
    ]
    for name, rows in tables.items():
        assert report.rows[name] + report.quarantined.get(name, 0) == len(rows), name
    kept = connection.execute("SELECT account_id, stage, owner_id FROM model.opportunities").fetchall()
    assert kept == [("gone", "gone", "gone")]


def test_a_reference_to_a_merged_account_holds():
    tables = {
        "accounts": [{"account_id": "a", "name": "A"}, {"account_id": "b", "name": "B", "merged_into_id": "a"}],
        "list_memberships": [{"list": "l", "account_id": "b", "valid_from": "2024-01-01"}],
    }
    assert select("SELECT account_id FROM model.list_memberships", tables) == [("b",)]


def test_building_again_starts_anew_and_progress_tells_each_table():
    told = []
    tables = {"accounts": [{"account_id": "a", "name": "A"}], "account_domains": [{"account_id": "b", "domain": "b.c"}]}
    connection, first = model_of(tables, progress=lambda table, rows: told.append((table, rows)))
    again = build_model(connection, Settings(), lambda table: f"SELECT * FROM landed_{table}")
    assert again == first
    assert connection.execute("SELECT count(*) FROM model.quarantine").fetchone() == (1,)
    assert [table for table, _ in told] == list(TABLES)
    assert ("accounts", 1) in told
