"""One company that comes in different ways is one company: the same rows, and the same answers."""

from __future__ import annotations

import asyncio
import json
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assay.api import ask
from assay.connectors.pull import pull
from assay.errors import AssayError
from assay.kpis import CATALOGUE
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.metrics.scope import Scope
from assay.refresh import refresh
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace, create_workspace
from connectors import hubspot_fake, servers
from connectors.hubspot_fake import LONG_AGO, TOKEN, HubspotFake
from connectors.servers import PASSWORD

SETTINGS = '\ntimezone = "Europe/Paris"\ncurrency = "EUR"\n'
COMPANY = {
    "users": "SELECT 'u' || i AS user_id, 'User ' || i AS name FROM range(3) AS r(i)",
    "accounts": "SELECT 'a' || i AS account_id, 'Compañía ' || i AS name, 'c' || i || '.example' AS domain, 'u' || (i % 3) AS owner_id, "
    "CASE WHEN i % 4 > 0 THEN CAST(i * 1234567.125 AS DECIMAL(20, 3)) END AS annual_revenue, 'EUR' AS currency, i * 10 AS employees, "
    "['Steel', 'Ships, boats', 'Пиво \"1\"'][i % 3 + 1] AS industry, 'FR' AS country FROM range(1, 41) AS r(i)",
    "list_memberships": "SELECT 'North' AS list, 'a' || i AS account_id, DATE '2026-01-01' AS valid_from, "
    "['abm', 'control', 'holdout'][i % 3 + 1] AS arm, CAST(i % 2 + 1 AS VARCHAR) AS tier FROM range(1, 31) AS r(i)",
    "people": "SELECT 'p' || i AS person_id, 'a' || (i % 40 + 1) AS account_id, 'p' || i || '@c' || (i % 40 + 1) || '.example' AS email, "
    "['champion', 'influencer', 'decision_maker'][i % 3 + 1] AS buying_role, 'vp' AS seniority FROM range(1, 81) AS r(i)",
    "touches": "SELECT 't' || i AS touch_id, TIMESTAMPTZ '2026-01-02 23:30:00+00' + INTERVAL 7 HOUR * i AS occurred_at, "
    "['page_view', 'form_submitted', 'mail_in', 'meeting_held', 'mail_out'][i % 5 + 1] AS kind, 'a' || (i % 40 + 1) AS account_id, "
    "'p' || (i % 80 + 1) AS person_id FROM range(1, 301) AS r(i)",
    "opportunities": "SELECT 'o' || i AS opportunity_id, 'a' || i AS account_id, CAST(i * 999.995 AS DECIMAL(20, 3)) AS amount, "
    "'EUR' AS currency, DATE '2026-01-10' + CAST(i AS INTEGER) AS created_at, "
    "CASE WHEN i % 2 = 0 THEN DATE '2026-03-01' + CAST(i AS INTEGER) END AS closed_at, "
    "['won', 'open', 'lost', 'open'][i % 4 + 1] AS status, 'Talk' AS stage FROM range(1, 25) AS r(i)",
    "costs": "SELECT DATE '2026-01-01' + CAST(i * 7 AS INTEGER) AS incurred_on, 'EUR' AS currency, CAST(i * 100.05 AS DECIMAL(12, 2)) AS amount, "
    "'event' AS kind, 'k' || i AS cost_id FROM range(10) AS r(i)",
}


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The company as CSV, Parquet and a DuckDB file."""
    folder = tmp_path_factory.mktemp("company")
    with duckdb.connect(str(folder / "company.duckdb")) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for kind in ("csv", "parquet"):
            (folder / kind).mkdir()
        for name, query in COMPANY.items():
            connection.execute(f"CREATE TABLE {name} AS {query}")
            connection.execute(f"COPY {name} TO '{folder}/csv/{name}.csv' (FORMAT csv, HEADER)")
            connection.execute(f"COPY {name} TO '{folder}/parquet/{name}.parquet' (FORMAT parquet)")
    return folder


def built(workspace: Workspace) -> Run:
    refresh(workspace, today=date(2026, 6, 1))
    return open_run(workspace)


def made(folder: Path, declared: str = "") -> Workspace:
    workspace = create_workspace(folder)
    text = (workspace.path / "assay.toml").read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("timezone", "currency"))]
    (workspace.path / "assay.toml").write_text(f"{SETTINGS}{chr(10).join(kept)}\n{declared}", "utf-8")
    return Workspace(workspace.path)


def pulled(folder: Path, declared: str) -> Workspace:
    workspace = made(folder, declared)
    (report,) = pull(workspace).sources
    assert (report.error, report.counts["quarantined"]) == (None, 0)
    return workspace


def tables(names: str = "{name}") -> str:
    return "".join(f'[[sources.tables]]\ntable = "{names.format(name=name)}"\n' for name in COMPANY)


def rows(workspace: Workspace) -> dict[str, list[Any]]:
    """What has landed: everything that answers are made of."""
    found = {}
    with duckdb.connect() as connection:
        for name in COMPANY:
            where_from = "COLUMNS(name -> NOT regexp_matches(name, '^(_|x_)'))"
            query = f"SELECT {where_from} FROM ({current_sql(workspace, name)}) ORDER BY ALL"
            found[name] = connection.execute(query).fetchall()
    return found


def answers(run: Run) -> dict[str, Any]:
    """What each KPI says, or why it says nothing; sums of fractions to twelve digits: rows may be added in another order."""
    found = {}
    for key in CATALOGUE:
        try:
            told = ask(run, key, Scope(), by=()).to_json()
        except AssayError as error:
            told = {"error": error.message}
        text = json.dumps(told, default=str, sort_keys=True)
        found[key] = json.dumps(json.loads(text, parse_float=lambda digits: f"{float(digits):.12g}"))
    return found


def loaded(company: Path, folder: Path) -> Workspace:
    by_hand = made(folder)
    assert load(by_hand, [company / "csv"]).quarantine == ()
    assert sum(map(len, rows(by_hand).values())) == 487
    return by_hand


MAPPING = """
[[table]]
to = "users"
from = "owners"
[table.columns]
user_id = { text = "u{id}" }
name = "lastName"

[[table]]
to = "accounts"
from = "companies"
[table.columns]
account_id = { text = "a{id}" }
name = "name"
domain = "domain"
owner_id = { text = "u{hubspot_owner_id}" }
annual_revenue = "annualrevenue"
currency = "hs_annual_revenue_currency_code"
employees = "numberofemployees"
industry = "industry"
country = "country"

[[table]]
to = "people"
from = "contacts"
[table.columns]
person_id = { text = "p{id}" }
account_id = { text = "a{associatedcompanyid}" }
email = "email"
buying_role = "hs_buying_role"
seniority = "hs_seniority"

[[table]]
to = "opportunities"
from = "deals"
[table.columns]
opportunity_id = { text = "o{id}" }
account_id = { text = "a{companies}" }
amount = "amount"
currency = "deal_currency_code"
created_at = "createdate"
closed_at = "closedate"
status = "outcome"
stage = "dealstage"

[[table]]
to = "touches"
from = "engagements_calls"
[table.columns]
touch_id = { text = "t{id}" }
occurred_at = "hs_timestamp"
kind = "activity"
account_id = { text = "a{companies}" }
person_id = { text = "p{contacts}" }
"""
IN_HUBSPOT = {
    "companies": "SELECT account_id, name, domain, owner_id[2:] AS hubspot_owner_id, annual_revenue AS annualrevenue, employees AS numberofemployees, "
    "currency AS hs_annual_revenue_currency_code, industry, country FROM accounts",
    "contacts": "SELECT person_id, email, buying_role AS hs_buying_role, seniority AS hs_seniority, account_id[2:] AS associatedcompanyid FROM people",
    "deals": "SELECT opportunity_id, amount, currency AS deal_currency_code, created_at AS createdate, closed_at AS closedate, status AS outcome, "
    "stage AS dealstage, account_id[2:] AS companies FROM opportunities",
    "calls": "SELECT touch_id, strftime(occurred_at, '%Y-%m-%dT%H:%M:%SZ') AS hs_timestamp, kind AS activity, account_id[2:] AS companies, "
    "person_id[2:] AS contacts FROM touches",
}
"""The company's tables as HubSpot has them: its own properties, owners and associations."""


def in_hubspot(company: Path) -> HubspotFake:
    fake = HubspotFake()
    with duckdb.connect(str(company / "company.duckdb"), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        users = connection.execute("SELECT user_id, name FROM users").fetchall()
        fake.owners = [{"id": user[1:], "lastName": name, "archived": False} for user, name in users]
        for kind, query in IN_HUBSPOT.items():
            for row in connection.execute(query).to_arrow_table().to_pylist():
                number, *said = row.items()
                properties = {name: value for name, value in said if value is not None}
                for other in ("companies", "contacts"):
                    if (to := properties.pop(other, None)) is not None:
                        fake.associate(kind, int(number[1][1:]), other, int(to))
                fake.put(kind, int(number[1][1:]), LONG_AGO, **properties)
    return fake


def from_hubspot(company: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Its lists with their arms and what it spent are no objects of HubSpot: they come as files."""
    monkeypatch.setenv("HUBSPOT_TOKEN", TOKEN)
    monkeypatch.setattr(hubspot_fake, "PAGE", 100)
    with in_hubspot(company).serving() as fake:
        more = 'properties = { deals = ["outcome"], calls = ["activity"] }\nobjects = ["owners", "companies", "contacts", "deals", "calls"]'
        place = f'base_url = "{fake.base_url}"\ntoken = {{ env = "HUBSPOT_TOKEN" }}\nmapping = "hub.toml"\n{more}\n'
        workspace = made(folder, f'[[sources]]\nname = "hub"\nkind = "hubspot"\n{place}')
        (workspace.path / "hub.toml").write_text(MAPPING, "utf-8")
        (report,) = pull(workspace).sources
        assert (report.error, report.counts["quarantined"]) == (None, 0)
    load(workspace, [company / "csv" / "list_memberships.csv", company / "csv" / "costs.csv"])
    return workspace


def test_as_files_of_a_folder_tables_of_a_database_and_objects_of_hubspot(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = '[[sources]]\nname = "far"\nkind = "{kind}"\npath = "{path}"\n'
    workspaces = {
        "parquet": pulled(
            tmp_path / "p", head.format(kind="folder", path=company / "parquet") + "settle_seconds = 0\n"
        ),
        "duckdb": pulled(tmp_path / "d", head.format(kind="duckdb", path=company / "company.duckdb") + tables()),
        "hubspot": from_hubspot(company, tmp_path / "h", monkeypatch),
    }
    expected = rows(loaded(company, tmp_path / "c"))
    for workspace in workspaces.values():
        found = rows(workspace)
        for table in COMPANY:
            assert found[table] == expected[table], table


@pytest.mark.services
def test_as_tables_of_postgresql_objects_of_a_bucket_and_of_hubspot(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole catalogue."""
    from obstore import put
    from obstore.store import S3Store

    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        with servers.postgres(Path(first)) as port:
            asyncio.run(in_postgres(port, company))
            monkeypatch.setenv("FAR", f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres")
            head = '[[sources]]\nname = "far"\nkind = "postgres"\nurl = { env = "FAR" }\n'
            postgres = pulled(tmp_path / "p", head + tables())
        with servers.s3(Path(second)) as port:
            where = {"endpoint": f"http://127.0.0.1:{port}", "access_key_id": "ASSAY", "secret_access_key": PASSWORD}
            store = S3Store("exports", config={**where, "region": "us-east-1"}, client_options={"allow_http": True})
            for file in (company / "parquet").iterdir():
                put(store, f"crm/{file.name}", file)
            monkeypatch.setenv("KEY", "ASSAY")
            monkeypatch.setenv("SECRET", PASSWORD)
            keys = 'access_key_id = { env = "KEY" }\nsecret_access_key = { env = "SECRET" }\n'
            place = f'bucket = "exports"\nprefix = "crm"\nendpoint = "http://127.0.0.1:{port}"\n{keys}'
            s3 = pulled(tmp_path / "s", f'[[sources]]\nname = "far"\nkind = "s3"\n{place}')
    hubspot = from_hubspot(company, tmp_path / "h", monkeypatch)
    by_hand = loaded(company, tmp_path / "c")
    assert rows(hubspot) == rows(by_hand)
    assert rows(postgres) == rows(by_hand)
    assert rows(s3) == rows(by_hand)
    with closing(built(by_hand)) as run:
        expected = answers(run)
    assert sum('"error"' not in told for told in expected.values()) > len(expected) * 0.8
    for workspace in (postgres, s3, hubspot):
        with closing(built(workspace)) as run:
            assert answers(run) == expected


async def in_postgres(port: int, company: Path) -> None:
    asyncpg = pytest.importorskip("asyncpg")
    for _ in range(100):
        try:
            far = await asyncpg.connect(host="127.0.0.1", port=port, user="postgres", password=PASSWORD)
            break
        except (OSError, asyncpg.CannotConnectNowError):
            await asyncio.sleep(0.1)
    await far.execute("SET TimeZone = 'UTC'")
    types = {"TIMESTAMP WITH TIME ZONE": "timestamptz", "VARCHAR": "text"}
    with duckdb.connect(str(company / "company.duckdb"), read_only=True) as connection:
        for name in COMPANY:
            described = connection.execute(f"DESCRIBE {name}").fetchall()
            listed = ", ".join(f"{column} {types.get(type, type)}" for column, type, *_ in described)
            await far.execute(f"CREATE TABLE {name} ({listed})")
            await far.copy_to_table(name, source=company / "csv" / f"{name}.csv", format="csv", header=True)
    await far.close()
