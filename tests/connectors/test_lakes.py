"""Tables of Delta Lake and Iceberg: exact, by version, by what changed."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

SCHEMA = pa.schema(
    [
        ("account_id", pa.string()),
        ("name", pa.string()),
        ("annual_revenue", pa.decimal128(20, 8)),
        ("created_at", pa.timestamp("us")),
        ("changed", pa.timestamp("us", tz="UTC")),
    ]
)


def rows(*said):
    """(account, name, day of January)"""
    values = [
        {
            "account_id": account,
            "name": name,
            "annual_revenue": Decimal("123456789012.12345678"),
            "created_at": datetime(2026, 1, 5, 23, 30),
            "changed": datetime(2026, 1, day, tzinfo=UTC),
        }
        for account, name, day in said
    ]
    return pa.Table.from_pylist(values, SCHEMA)


class Delta:
    def __init__(self, folder):
        self.deltalake = pytest.importorskip("deltalake")
        self.place = folder / "lake" / "crm" / "accounts"
        self.place.mkdir(parents=True)

    def append(self, table, **more):
        self.deltalake.write_deltalake(self.place, table, mode="append", **more)

    def delete(self, account):
        self.deltalake.DeltaTable(self.place).delete(f"account_id = '{account}'")

    def add_column(self, table):
        self.append(table, schema_mode="merge")


class Iceberg:
    def __init__(self, folder):
        pytest.importorskip("pyiceberg")
        from pyiceberg.catalog.sql import SqlCatalog

        lake = folder / "lake"
        lake.mkdir()
        catalogue = SqlCatalog("x", uri=f"sqlite:///{folder}/catalogue.db", warehouse=str(lake))
        catalogue.create_namespace("crm")
        self.table = catalogue.create_table("crm.accounts", SCHEMA, location=str(lake / "crm" / "accounts"))

    def append(self, table):
        self.table.append(table)

    def delete(self, account):
        self.table.delete(f"account_id = '{account}'")

    def add_column(self, table):
        with self.table.update_schema() as update:
            update.union_by_name(table.schema)
        self.table.append(table)


@pytest.fixture(params=["delta", "iceberg"])
def lake(request, tmp_path, pulling):
    made = (Delta if request.param == "delta" else Iceberg)(tmp_path)
    pulling.declare(
        f'[[sources]]\nname = "lake"\nkind = "{request.param}"\npath = "../lake"\ntimezone = "America/New_York"\n'
        '[[sources.tables]]\ntable = "crm/accounts"\nto = "accounts"\nupdated_at = "changed"\n'
    )
    return made


def test_a_lake_is_read_by_version_and_by_what_changed(pulling, lake):
    lake.append(rows(("a1", "Alpha", 1), ("a2", "Beta", 2)))
    report = pulling.pull()
    assert report.counts["loaded"] == 2, report.error
    assert (
        pulling.rows("accounts", "CAST(annual_revenue AS VARCHAR), CAST(created_at AS VARCHAR)")
        == [("123456789012.12345678", "2026-01-06 04:30:00")] * 2
    )
    assert pulling.pull().loads == ()  # the version is the same: nothing is read
    lake.append(rows(("a1", "Alpha AG", 9)))
    report = pulling.pull()
    assert (report.counts["rows_in"], report.counts["loaded"]) == (2, 1), report.error  # a2 is within the overlap
    assert report.feeds[0].upto.startswith("2026-01-09 00:00:00")
    lake.delete("a2")
    assert pulling.pull().retired == 0
    assert pulling.pull(full=True).retired == 1
    more = rows(("a3", "Gamma", 10)).append_column("industry", pa.array(["Steel"]))
    lake.add_column(more)
    assert pulling.pull().counts["loaded"] == 1
    assert ("a3", "Steel") in pulling.rows("accounts", "account_id, industry")


def test_what_is_no_table_is_told_with_its_place(pulling, lake):
    text = (pulling.path / "assay.toml").read_text("utf-8")
    (pulling.path / "assay.toml").write_text(text.replace("crm/accounts", "crm/nothing"), "utf-8")
    lake.append(rows(("a1", "Alpha", 1)))
    report = pulling.pull()
    assert "'crm/nothing' is no table of" in report.error
    assert "lake/crm/nothing" in report.hint
