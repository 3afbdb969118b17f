"""Pulling from real servers: exact decimals, zones, odd texts, increments, wrong credentials."""

from __future__ import annotations

import asyncio
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from connectors.servers import PASSWORD, mariadb, postgres

pytestmark = pytest.mark.exhaustive

TEXT = 'Пётр, "quoted"\nline two 😀'


@pytest.fixture(scope="module")
def own_folder():
    """Not pytest's, which other users may not enter."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def postgres_port(own_folder):
    folder = own_folder / "postgres"
    folder.mkdir()
    with postgres(folder) as port:
        yield port


@pytest.fixture(scope="module")
def mariadb_port(own_folder):
    folder = own_folder / "mariadb"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    with mariadb(folder) as port:
        yield port


def in_postgres(port, *statements):
    asyncpg = pytest.importorskip("asyncpg")

    async def run():
        for _ in range(50):
            with suppress(OSError, asyncpg.CannotConnectNowError):
                connection = await asyncpg.connect(host="127.0.0.1", port=port, user="postgres", password=PASSWORD)
                break
            await asyncio.sleep(0.1)
        for statement in statements:
            await connection.execute(statement)
        await connection.close()

    asyncio.run(run())


def in_mariadb(port, *statements):
    pymysql = pytest.importorskip("pymysql")
    for _ in range(50):
        with (
            suppress(pymysql.OperationalError),
            closing(
                pymysql.connect(host="127.0.0.1", port=port, user="root", charset="utf8mb4", autocommit=True)
            ) as connection,
        ):
            for statement in statements:
                connection.cursor().execute(statement)
            return
        time.sleep(0.1)


def declared(kind):
    return (
        f'[[sources]]\nname = "far"\nkind = "{kind}"\nurl = {{ env = "FAR_URL" }}\ntimezone = "Europe/Berlin"\n'
        '[[sources.tables]]\ntable = "crm.companies"\nto = "accounts"\nupdated_at = "changed"\n'
    )


def test_postgres(pulling, postgres_port, monkeypatch):
    in_postgres(
        postgres_port,
        "CREATE SCHEMA crm",
        "CREATE TABLE crm.companies (account_id text, name text, annual_revenue numeric, employees int, is_excluded bool, "
        "created_at timestamp, changed timestamptz)",
        f"INSERT INTO crm.companies VALUES ('p1', '{TEXT}', 123456789012.123456, 12, true, '2026-06-01 10:00', "
        r"'2026-03-01 00:00+02'), ('p2', '\N', 1.234, NULL, false, NULL, '2026-03-02 00:00+02'), "
        "('p3', 'Never', 1, NULL, false, NULL, NULL), ('p4', 'Later', 1, NULL, false, NULL, '2099-01-01')",
    )
    pulling.declare(declared("postgres"))
    url = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{postgres_port}/postgres"
    monkeypatch.setenv("FAR_URL", url)
    report = pulling.pull()
    assert report.counts["loaded"] == 4, report.error
    assert report.feeds[0].upto == "2026-03-01 22:00:00+00"
    assert pulling.rows("accounts", "account_id, name, CAST(annual_revenue AS VARCHAR), employees, is_excluded")[
        :2
    ] == [
        ("p1", TEXT, "123456789012.12345600", 12, True),
        ("p2", r"\N", "1.23400000", None, False),
    ]
    assert pulling.rows("accounts", "CAST(created_at AS VARCHAR)")[0] == ("2026-06-01 08:00:00",)
    in_postgres(postgres_port, "UPDATE crm.companies SET name = 'Zwei', changed = '2026-03-03' WHERE account_id = 'p2'")
    assert pulling.pull().counts["loaded"] == 1
    in_postgres(postgres_port, "DELETE FROM crm.companies WHERE account_id = 'p1'")
    assert pulling.pull(full=True).retired == 1
    monkeypatch.setenv("FAR_URL", url.replace(PASSWORD, "wrong-horse"))
    assert "password authentication failed" in pulling.pull().error
    assert PASSWORD.encode() not in pulling.everything_written()


def test_a_column_that_came_and_one_that_went(pulling, postgres_port, monkeypatch):
    in_postgres(
        postgres_port,
        "CREATE TABLE plans (account_id text, name text, city text)",
        "INSERT INTO plans VALUES ('q1', 'Q', 'Bern')",
    )
    pulling.declare(declared("postgres").replace("crm.companies", "plans").replace('updated_at = "changed"\n', ""))
    monkeypatch.setenv("FAR_URL", f"postgresql://postgres:{PASSWORD}@127.0.0.1:{postgres_port}/postgres")
    pulling.pull()
    in_postgres(
        postgres_port,
        "ALTER TABLE plans DROP COLUMN city",
        "ALTER TABLE plans ADD COLUMN industry text DEFAULT 'Steel'",
    )
    assert pulling.pull().counts["loaded"] == 1
    assert pulling.rows("accounts", "account_id, industry, city") == [("q1", "Steel", None)]


def test_mariadb(pulling, mariadb_port, monkeypatch):
    in_mariadb(
        mariadb_port,
        "SET time_zone = '+02:00'",
        "CREATE DATABASE crm",
        "CREATE TABLE crm.companies (account_id varchar(20), name varchar(200), annual_revenue decimal(30, 8), employees int, "
        "is_excluded bit(1), created_at datetime, changed timestamp(3) NULL) CHARSET utf8mb4",
        f"INSERT INTO crm.companies VALUES ('m1', '{TEXT}', 123456789012.123456, 12, 1, '2026-06-01 10:00', "
        "'2026-03-01 00:00:00.5'), ('m2', 'Two', 1.234, NULL, 0, NULL, NULL)",
        f"CREATE USER r IDENTIFIED BY '{PASSWORD}'",
        "GRANT SELECT ON crm.* TO r",
    )
    pulling.declare(declared("mysql"))
    monkeypatch.setenv("FAR_URL", f"mysql://r:{PASSWORD}@127.0.0.1:{mariadb_port}/crm")
    report = pulling.pull()
    assert report.counts["loaded"] == 2, report.error
    assert report.feeds[0].upto == "2026-02-28 22:00:00.500"
    assert pulling.rows(
        "accounts", "name, CAST(annual_revenue AS VARCHAR), is_excluded, CAST(created_at AS VARCHAR)"
    ) == [
        ("Two", "1.23400000", False, None),
        (TEXT, "123456789012.12345600", True, "2026-06-01 08:00:00"),
    ]
    in_mariadb(mariadb_port, "UPDATE crm.companies SET name = 'Zwei', changed = '2026-03-03' WHERE account_id = 'm2'")
    assert pulling.pull().counts["loaded"] == 1
    monkeypatch.setenv("FAR_URL", f"mysql://r:wrong-horse@127.0.0.1:{mariadb_port}/crm")
    assert "Access denied" in pulling.pull().error
