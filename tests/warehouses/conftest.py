"""Engines that stand for those of users: a PostgreSQL server, ClickHouse within this process, an emulated Snowflake.

What this machine has no program or package for is passed over, and said.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from assay.engine.warehouse import Warehouse
from connectors.servers import PASSWORD, postgres
from warehouses.fakesnow import fakesnow

ENGINES = ("postgres", "clickhouse", "snowflake")
DRIVERS = {"postgres": "adbc_driver_postgresql", "clickhouse": "chdb", "snowflake": "adbc_driver_snowflake"}


@pytest.fixture(scope="session")
def address() -> Iterator[Callable[[str], str]]:
    """The address of an engine, which is started when it is first asked for."""
    with ExitStack() as stack:

        @lru_cache
        def of(engine: str) -> str:
            if find_spec(DRIVERS[engine]) is None:
                pytest.skip(f"{DRIVERS[engine]} is not installed: uv sync --group engines")
            if engine == "clickhouse":
                return "chdb://"
            folder = Path(tempfile.mkdtemp(prefix="assay-"))
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            if engine == "postgres":
                from assay.engine.postgres import links_to

                port = stack.enter_context(postgres(folder))
                url = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{port}/postgres"
                stack.callback(links_to(url).close)  # a server waits for its last client to go
                return url
            return stack.enter_context(fakesnow(folder))

        yield of


@pytest.fixture(scope="session")
def warehouse(address: Callable[[str], str]) -> Callable[[str, str], Warehouse]:
    """Tables of a run, none of them made, in a schema of its own."""

    def made(engine: str, schema: str) -> Warehouse:
        url = address(engine)
        named = f"assay_{os.getpid()}_{schema}"
        if engine == "postgres":
            from assay.engine.postgres import PostgresTables, links_to

            return PostgresTables(links_to(url), named)
        if engine == "clickhouse":
            from assay.engine.clickhouse import ClickHouseTables
            from assay.engine.clickhouse import links_to as links_to_clickhouse

            return ClickHouseTables(links_to_clickhouse(url), named)
        from assay.engine.snowflake import SnowflakeTables
        from assay.engine.snowflake import links_to as links_to_snowflake

        return SnowflakeTables(links_to_snowflake(url), named)

    return made


def asking(run, tables: Warehouse):
    """The run, with its questions answered by the engine."""
    return replace(run, tables=lambda: tables, dialect=tables.dialect)
