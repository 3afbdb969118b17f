"""A million touches at each kind of source, and a pull in a process of its own that may be killed."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from connectors import servers
from connectors.servers import PASSWORD

ROWS = int(os.environ.get("ASSAY_SERVICE_ROWS", "1000000"))
COLUMNS = "touch_id, occurred_at, kind, account_id, amount, changed"
MADE = (  # what comes after the first million was changed later
    "SELECT 't' || i AS touch_id, TIMESTAMP '2026-01-05 23:30:00' + INTERVAL 1 SECOND * (i % 86400) AS occurred_at, "
    "'page_view' AS kind, 'a' || (i % 5000) AS account_id, CAST(i AS DECIMAL(20, 3)) / 1000 + 0.001 AS amount, "
    "TIMESTAMPTZ '2026-02-01 00:00:00+00' + INTERVAL 1 SECOND * (CASE WHEN i < {rows} THEN i % 3600 ELSE 4000 END) AS changed FROM range({first}, {last}) AS r(i)"
).replace("{rows}", str(ROWS))
"""Rows after the first million have changed later than they: those within an overlap come by chance."""
SOURCE = '[[sources]]\nname = "far"\nkind = "{kind}"\n{more}\n'
TABLE = '[[sources.tables]]\ntable = "{table}"\nto = "touches"\nupdated_at = "changed"\n'


@dataclass
class Far:
    """A source with a million rows: what is declared, its secrets, and how rows and columns of it are changed."""

    declared: str
    secrets: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    """The same secrets, not those that are right; nothing where there are none."""
    refused: str = ""
    more: Any = None
    """Adds rows from `first` on, without the column `amount`."""


def in_duckdb(sql: str, *attached: str) -> None:
    with duckdb.connect() as connection:
        for one in attached:
            connection.execute(one)
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET memory_limit = '1GB'")
        connection.execute(sql)


def parquet(target: Path, first: int, last: int, columns: str = "*") -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    in_duckdb(f"COPY (SELECT {columns} FROM ({MADE.format(first=first, last=last)})) TO '{target}' (FORMAT parquet)")
    return target


def parts(folder: Path) -> Iterator[tuple[str, Path]]:
    """Four files of a quarter each, by the name they get in a bucket."""
    for number in range(4):
        first, last = ROWS * number // 4, ROWS * (number + 1) // 4
        yield f"in/touches/part-{number}.parquet", parquet(folder / f"{number}.parquet", first, last)


@contextmanager
def folder(place: Path) -> Iterator[Far]:
    for name, file in parts(place / "made"):
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        file.rename(target)
    declared = SOURCE.format(kind="folder", more=f'path = "{place}/in"\nsettle_seconds = 0')
    yield Far(
        declared,
        more=lambda first: parquet(place / "in/touches/part-9.parquet", first, first + 10, "* EXCLUDE (amount)"),
    )


def _bucket(place: Path, put: Any, declared: str, **secrets: Any) -> Far:
    for name, file in parts(place / "made"):
        put(name, file)

    def more(first: int) -> None:
        put("in/touches/part-9.parquet", parquet(place / "9.parquet", first, first + 10, "* EXCLUDE (amount)"))

    return Far(declared, more=more, **secrets)


@contextmanager
def s3(place: Path) -> Iterator[Far]:
    from obstore import put
    from obstore.store import S3Store

    with servers.s3(place) as port:
        where = {"endpoint": f"http://127.0.0.1:{port}", "access_key_id": "ASSAY", "secret_access_key": PASSWORD}
        store = S3Store("exports", config={**where, "region": "us-east-1"}, client_options={"allow_http": True})
        keys = 'access_key_id = { env = "S3_ID" }\nsecret_access_key = { env = "S3_SECRET" }'
        more = f'bucket = "exports"\nprefix = "in"\nendpoint = "http://127.0.0.1:{port}"\n{keys}'
        yield _bucket(
            place,
            lambda name, file: put(store, name, file),
            SOURCE.format(kind="s3", more=more),
            secrets={"S3_ID": "ASSAY", "S3_SECRET": PASSWORD},
            wrong={"S3_SECRET": "wrong-horse"},
            refused="SignatureDoesNotMatch",
        )


@contextmanager
def gcs(place: Path) -> Iterator[Far]:
    import httpx

    with servers.gcs(place) as port:
        base = f"http://127.0.0.1:{port}"

        def put(name: str, file: Path) -> None:
            url = f"{base}/upload/storage/v1/b/exports/o?uploadType=media&name={name}"
            assert httpx.post(url, content=file.read_bytes(), timeout=60).is_success

        key = {"gcs_base_url": base, "disable_oauth": True, "client_email": "", "private_key": "", "private_key_id": ""}
        more = 'bucket = "exports"\nprefix = "in"\nservice_account = { env = "GCS_KEY" }'
        yield _bucket(place, put, SOURCE.format(kind="gcs", more=more), secrets={"GCS_KEY": json.dumps(key)})


@contextmanager
def azure(place: Path) -> Iterator[Far]:
    from obstore import put
    from obstore.store import AzureStore

    with servers.azure(place) as port:
        endpoint = f"http://127.0.0.1:{port}/{servers.ACCOUNT}"
        config = {"account_name": servers.ACCOUNT, "account_key": servers.KEY, "endpoint": endpoint}
        store = AzureStore("exports", config=config, client_options={"allow_http": True})
        more = f'account = "{servers.ACCOUNT}"\ncontainer = "exports"\nprefix = "in"\nendpoint = "{endpoint}"'
        yield _bucket(
            place,
            lambda name, file: put(store, name, file),
            SOURCE.format(kind="azure", more=f'{more}\naccount_key = {{ env = "AZURE_KEY" }}'),
            secrets={"AZURE_KEY": servers.KEY},
            wrong={"AZURE_KEY": "d3Jvbmctd3Jvbmctd3Jvbmctd3Jvbmc="},
            refused="403",
        )


@contextmanager
def duckdb_file(place: Path) -> Iterator[Far]:
    file = f"ATTACH '{place}/far.duckdb' AS far"
    in_duckdb(f"CREATE TABLE far.touches AS {MADE.format(first=0, last=ROWS)}", file)

    def more(first: int) -> None:
        in_duckdb("ALTER TABLE far.touches DROP COLUMN amount", file)
        new = MADE.format(first=first, last=first + 10)
        in_duckdb(f"INSERT INTO far.touches SELECT * EXCLUDE (amount) FROM ({new})", file)

    yield Far(
        SOURCE.format(kind="duckdb", more=f'path = "{place}/far.duckdb"') + TABLE.format(table="touches"), more=more
    )


@contextmanager
def delta(place: Path) -> Iterator[Far]:
    deltalake = pytest.importorskip("deltalake")
    target = place / "lake" / "touches"
    target.mkdir(parents=True)

    def append(query: str, **more: Any) -> None:
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            deltalake.write_deltalake(target, connection.execute(query).to_arrow_reader(100_000), mode="append", **more)

    append(MADE.format(first=0, last=ROWS))

    def more(first: int) -> None:
        append(f"SELECT * EXCLUDE (amount) FROM ({MADE.format(first=first, last=first + 10)})", schema_mode="merge")

    yield Far(SOURCE.format(kind="delta", more=f'path = "{place}/lake"') + TABLE.format(table="touches"), more=more)


@contextmanager
def iceberg(place: Path) -> Iterator[Far]:
    catalogues = pytest.importorskip("pyiceberg.catalog.sql")
    catalogue = catalogues.SqlCatalog("x", uri=f"sqlite:///{place}/c.db", warehouse=str(place / "lake"))
    catalogue.create_namespace("crm")
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        rows = connection.execute(MADE.format(first=0, last=ROWS)).to_arrow_table()
        new = connection.execute(MADE.format(first=ROWS, last=ROWS + 10)).to_arrow_table()
    table = catalogue.create_table("crm.touches", rows.schema, location=str(place / "lake" / "touches"))
    table.append(rows)

    def more(first: int) -> None:
        assert first == ROWS
        with table.update_schema() as update:
            update.delete_column("amount")
        table.append(new.drop_columns(["amount"]))

    yield Far(SOURCE.format(kind="iceberg", more=f'path = "{place}/lake"') + TABLE.format(table="touches"), more=more)


@contextmanager
def postgres(place: Path) -> Iterator[Far]:
    asyncpg = pytest.importorskip("asyncpg")
    with servers.postgres(place) as port:

        async def run(*statements: str) -> None:
            for _ in range(100):
                try:
                    made = await asyncpg.connect(host="127.0.0.1", port=port, user="postgres", password=PASSWORD)
                    break
                except (OSError, asyncpg.CannotConnectNowError):
                    await asyncio.sleep(0.1)
            for one in statements:
                await made.execute(one)
            await made.close()

        def rows(first: int, last: int, amount: str = ", i / 1000.0 + 0.001") -> str:
            return (
                f"SELECT 't' || i, timestamp '2026-01-05 23:30' + interval '1 second' * (i % 86400), 'page_view', "
                f"'a' || (i % 5000){amount}, timestamptz '2026-02-01 00:00+00' + interval '1 second' * (CASE WHEN i < {ROWS} THEN i % 3600 ELSE 4000 END) "
                f"FROM generate_series({first}, {last - 1}) AS i"
            )

        types = "touch_id text, occurred_at timestamp, kind text, account_id text, amount numeric, changed timestamptz"
        asyncio.run(run(f"CREATE TABLE touches ({types})", f"INSERT INTO touches {rows(0, ROWS)}"))

        def more(first: int) -> None:
            new = f"INSERT INTO touches {rows(first, first + 10, '')}"
            asyncio.run(run("ALTER TABLE touches DROP COLUMN amount", new))

        url = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres"
        yield Far(
            SOURCE.format(kind="postgres", more='url = { env = "FAR_URL" }') + TABLE.format(table="touches"),
            {"FAR_URL": url},
            {"FAR_URL": url.replace(PASSWORD, "wrong-horse")},
            "password authentication failed",
            more,
        )


@contextmanager
def mysql(place: Path) -> Iterator[Far]:
    pymysql = pytest.importorskip("pymysql")
    place.chmod(0o777)
    with servers.mariadb(place) as port:

        def run(*statements: str) -> None:
            for _ in range(100):
                try:
                    made = pymysql.connect(host="127.0.0.1", port=port, user="root", autocommit=True, local_infile=True)
                    break
                except pymysql.OperationalError:
                    time.sleep(0.1)
            with made, made.cursor() as cursor:
                for one in statements:
                    cursor.execute(one)

        def rows(first: int, last: int, amount: str = ", seq / 1000 + 0.001") -> str:
            return (
                "SELECT concat('t', seq), timestampadd(SECOND, seq % 86400, '2026-01-05 23:30:00'), 'page_view', "
                f"concat('a', seq % 5000){amount}, timestampadd(SECOND, CASE WHEN seq < {ROWS} THEN seq % 3600 ELSE 4000 END, '2026-02-01 00:00:00') "
                f"FROM seq_{first}_to_{last - 1}"
            )

        types = "touch_id varchar(20), occurred_at datetime, kind varchar(20), account_id varchar(20), amount decimal(20, 3), changed timestamp NULL"
        made = (
            "CREATE DATABASE crm",
            "USE crm",
            f"CREATE TABLE touches ({types})",
            f"INSERT INTO touches {rows(0, ROWS)}",
        )
        user = (f"CREATE USER r IDENTIFIED BY '{PASSWORD}'", "GRANT SELECT ON crm.* TO r")
        run("SET GLOBAL time_zone = '+00:00'", "SET time_zone = '+00:00'", *made, *user)

        def more(first: int) -> None:
            new = f"INSERT INTO touches {rows(first, first + 10, '')}"
            run("SET time_zone = '+00:00'", "USE crm", "ALTER TABLE touches DROP COLUMN amount", new)

        url = f"mysql://r:{PASSWORD}@127.0.0.1:{port}/crm"
        yield Far(
            SOURCE.format(kind="mysql", more='url = { env = "FAR_URL" }') + TABLE.format(table="touches"),
            {"FAR_URL": url},
            {"FAR_URL": url.replace(PASSWORD, "wrong-horse")},
            "Access denied",
            more,
        )


@contextmanager
def snowflake(place: Path) -> Iterator[Far]:
    driver = pytest.importorskip("adbc_driver_snowflake.dbapi")
    with servers.snowflake(place) as port, ExitStack() as stack:
        option = "adbc.snowflake.sql."
        where = {"uri.protocol": "http", "uri.host": "127.0.0.1", "uri.port": str(port), "account": "acme", "db": "db"}
        kwargs = {f"{option}{name}": value for name, value in where.items()} | {"username": "u", "password": PASSWORD}
        made = stack.enter_context(driver.connect(db_kwargs=kwargs, autocommit=True))
        cursor = stack.enter_context(made.cursor())
        types = (
            "touch_id varchar, occurred_at timestamp_ntz, kind varchar, account_id varchar, amount number(20, 3), "
            "changed timestamp_tz"
        )
        for one in ("CREATE SCHEMA IF NOT EXISTS db.crm", f"CREATE TABLE db.crm.touches ({types})"):
            cursor.execute(one).fetchall()

        def add(first: int, last: int, columns: str, amount: str) -> None:
            cursor.execute(
                f"INSERT INTO db.crm.touches ({columns}) SELECT 't' || i, DATEADD(second, i % 86400, '2026-01-05 23:30:00'::timestamp_ntz), "
                f"'page_view', 'a' || (i % 5000){amount}, DATEADD(second, CASE WHEN i < {ROWS} THEN i % 3600 ELSE 4000 END, '2026-02-01 00:00:00+00'::timestamp_tz) "
                f"FROM (SELECT {first} - 1 + row_number() OVER (ORDER BY 1) AS i FROM TABLE(GENERATOR(ROWCOUNT => {last - first})))"
            ).fetchall()

        add(0, ROWS, COLUMNS, ", i / 1000 + 0.001")

        def more(first: int) -> None:
            cursor.execute("ALTER TABLE db.crm.touches DROP COLUMN amount").fetchall()
            add(first, first + 10, COLUMNS.replace(" amount,", ""), "")

        server = f'account = "acme"\nuser = "u"\ndatabase = "db"\nbase_url = "http://127.0.0.1:{port}"\npassword = {{ env = "SNOW" }}'
        declared = SOURCE.format(kind="snowflake", more=server) + TABLE.format(table="crm.touches")
        yield Far(declared, {"SNOW": PASSWORD}, more=more)


KINDS = {
    made.__name__: made for made in (folder, s3, gcs, azure, duckdb_file, delta, iceberg, postgres, mysql, snowflake)
}
PULL = (
    "import json, re, sys, time; from pathlib import Path; from assay.connectors.pull import pull; from assay.store.workspace import Workspace\n"
    "begun = time.monotonic(); (one,) = pull(Workspace.find(sys.argv[1])).sources\n"
    "status = Path('/proc/self/status').read_text() if Path('/proc/self/status').exists() else 'VmHWM: 0'\n"
    "peak = int(re.search(r'VmHWM:\\s*(\\d+)', status)[1]) // 1024  # a process's own: ru_maxrss begins with its parent's\n"
    "print(json.dumps({'error': one.error, **one.counts, 'seconds': round(time.monotonic() - begun, 1), 'MiB': peak, "
    "'taken_up': [feed.taken_up for feed in one.feeds]}))"
)


def pulled(path: Path, secrets: dict[str, str], kill_after: int | None = None) -> dict[str, Any]:
    """A pull in a process of its own; killed once it has written so many bytes of what it reads."""
    command = [sys.executable, "-c", PULL, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, **secrets}) as process:
        while kill_after is not None and process.poll() is None:
            staged = path / ".assay" / "pull"
            if sum(file.stat().st_size for file in staged.rglob("*") if file.is_file()) > kill_after:
                process.kill()
            time.sleep(0.005)
        out, _ = process.communicate()
    return {"killed": True} if process.returncode == -9 else dict(json.loads(out.splitlines()[-1]))
