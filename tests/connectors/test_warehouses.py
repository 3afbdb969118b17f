"""Snowflake by its own driver against a fake, and what every warehouse is asked, parsed as its dialect."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
import sqlglot

from assay.connectors import bigquery, dbapi, snowflake
from assay.connectors.increments import statements
from assay.connectors.warehouse import readable
from connectors.servers import PASSWORD
from connectors.servers import snowflake as snowflake_server

DIALECTS = {
    "snowflake": snowflake.Snowflake.dialect,
    "bigquery": bigquery.Bigquery.dialect,
    "redshift": dbapi.Redshift.dialect,
    "tsql": dbapi.SqlServer.dialect,
    "databricks": dbapi.Databricks.dialect,
}
STAMPS = {"zoned": "2026-01-01 00:00:00+00:00", "naive": "2026-01-01 00:00:00", "day": "2026-01-01", "other": "1767"}


@pytest.mark.parametrize("kind", list(STAMPS))
@pytest.mark.parametrize("name", list(DIALECTS))
def test_what_is_asked_is_sql_of_the_warehouse(name, kind):
    dialect = DIALECTS[name]
    table = ".".join(map(dialect.quoted, ("crm", "companies")))
    said = statements(f"{table} AS source", "changed", kind, {"at": STAMPS[kind]}, 10, dialect)
    for query in (said.rows, said.newest, said.unstamped):
        parsed = sqlglot.parse_one(query, dialect=name)
        assert [found.name.lower() for found in parsed.find_all(sqlglot.exp.Table)] == ["companies"]
    assert ("10" in said.rows) == (kind in ("zoned", "naive"))
    assert ("<=" in said.newest) == (kind != "other")


def test_decimals_wider_than_38_digits_keep_every_digit():
    wide = "1" * 50 + "." + "2" * 10
    table = pa.table({"a": pa.array([wide]).cast(pa.decimal256(76, 10)), "b": [1]})
    rows = readable(pa.RecordBatchReader.from_batches(table.schema, table.to_batches())).read_all()
    assert rows.to_pylist() == [{"a": wide, "b": 1}]


@pytest.fixture
def far(pulling, monkeypatch):
    """A Snowflake of the test's own, its cursor, and the source declared."""
    driver = pytest.importorskip("adbc_driver_snowflake.dbapi")
    with tempfile.TemporaryDirectory() as folder, snowflake_server(Path(folder)) as port:
        pulling.declare(
            f'[[sources]]\nname = "snow"\nkind = "snowflake"\naccount = "acme"\nuser = "assay"\ndatabase = "db"\n'
            f'password = {{ env = "SNOW" }}\nbase_url = "http://127.0.0.1:{port}"\ntimezone = "America/New_York"\n'
            '[[sources.tables]]\ntable = "crm.companies"\nto = "accounts"\nupdated_at = "changed"\n'
        )
        monkeypatch.setenv("SNOW", PASSWORD)
        source = pulling.workspace.settings.sources[0]
        with driver.connect(db_kwargs=snowflake.Snowflake(source, pulling.path)._address(), autocommit=True) as made:
            yield made.cursor()


@pytest.mark.services
def test_snowflake(pulling, far):
    for statement in (
        "CREATE DATABASE IF NOT EXISTS db",
        "CREATE SCHEMA IF NOT EXISTS db.crm",
        "CREATE TABLE db.crm.companies (account_id varchar, name varchar, annual_revenue number(30, 8), changed timestamp_tz, "
        "created_at timestamp_ntz, is_excluded boolean)",
        "INSERT INTO db.crm.companies VALUES "
        "('s1', 'Пётр, \"quoted\"', 123456789012.12345678, '2026-01-01 10:00:00+02', '2026-01-05 23:30:00', true), "
        "('s2', 'Two', 1.234, '2026-02-01 00:00:00+00', NULL, false), ('s3', 'Never', NULL, NULL, NULL, NULL), "
        "('s4', 'Later', NULL, '2099-01-01 00:00:00+00', NULL, NULL)",
    ):
        far.execute(statement).fetchall()
    report = pulling.pull()
    assert report.counts["loaded"] == 4, report.error
    assert report.feeds[0].upto.startswith("2026-02-01 00:00:00")
    assert pulling.rows("accounts", "name, CAST(annual_revenue AS VARCHAR), CAST(created_at AS VARCHAR), is_excluded")[
        -1
    ] == ('Пётр, "quoted"', "123456789012.12345678", "2026-01-06 04:30:00", True)
    far.execute("UPDATE db.crm.companies SET name = 'Zwei', changed = '2026-02-02 00:00:00+00' WHERE account_id = 's2'")
    report = pulling.pull()
    assert (report.counts["rows_in"], report.counts["loaded"]) == (3, 1), report.error
    far.execute("DELETE FROM db.crm.companies WHERE account_id = 's1'")
    assert pulling.pull(full=True).retired == 1
    far.execute("ALTER TABLE db.crm.companies RENAME COLUMN changed TO changed_on")
    assert "no column 'changed'" in pulling.pull().error
