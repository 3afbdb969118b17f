"""Values as each engine's SQL, the names of tables, and what has no engine here but compiles."""

from __future__ import annotations

import decimal
import re
from datetime import date, datetime

import ibis
import pyarrow as pa
import pytest

from assay.engine.compile import to_statement
from assay.engine.interface import as_told
from assay.engine.parameters import parameter
from assay.engine.statements import Statement, written
from assay.errors import UsageError
from assay.facts.build import STEPS, Query
from assay.facts.patterns import path_expression
from assay.facts.plan import Plan
from assay.kpis import CATALOGUE
from assay.metrics.compiler import expression
from assay.metrics.context import at
from assay.metrics.shape import Shape

UNRUN = ("bigquery", "databricks", "trino")
CANNOT = {
    ("bigquery", "stalled_deals"): "BigQuery has no exact quantile as an aggregate",
    ("trino", "stalled_deals"): "Trino has no exact quantile",
}
"""Statements that do not compile, and why."""
SOME = ("target_accounts", "win_rate", "stalled_deals")


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("postgres", r"'it''s \d'"),
        ("trino", r"'it''s \d'"),
        ("clickhouse", r"'it\'s \\d'"),
        ("snowflake", r"'it\'s \\d'"),
        ("bigquery", r"'it\'s \\d'"),
        ("pyspark", r"'it\'s \\d'"),
    ],
)
def test_a_quote_and_a_backslash_end_no_text(dialect, text):
    assert written(r"it's \d", dialect) == text


def test_a_null_character_is_refused():
    with pytest.raises(UsageError, match="null character"):
        written("a\0b", "postgres")


def test_lists_and_days():
    assert written(["a"], "postgres") == "ARRAY['a']"
    assert written(["a"], "clickhouse") == "['a']"
    assert written(date(9999, 12, 31), "clickhouse") == "toDate32('2299-12-31')"
    assert written(datetime(2025, 1, 2, 3), "clickhouse") == "toDateTime64('2025-01-02 03:00:00', 6, 'UTC')"
    assert written(date(2025, 1, 2), "postgres") == "DATE '2025-01-02'"


def test_an_array_that_is_null_is_one_without_members_to_clickhouse():
    asked = Statement.of("SELECT CAST($a AS Array(String)), CAST($b AS Nullable(String))", "clickhouse")
    assert asked.filled({"a": None, "b": None}) == "SELECT CAST([] AS Array(String)), CAST(NULL AS Nullable(String))"
    assert "['x']" in asked.filled({"a": ["x"], "b": None})


def test_the_first_member_of_an_array_is_the_first_to_clickhouse():
    chdb = pytest.importorskip("chdb")
    names, values = parameter("n", "array<string>"), parameter("v", "array<int64>")
    asked = ibis.table({"name": "string"}, name="t")
    sql = to_statement(asked.select("name", value=at(values, names, asked.name)), "clickhouse")
    with chdb.connect(":memory:") as connection:
        connection.query("CREATE TEMPORARY TABLE t (name Nullable(String))")
        connection.query("INSERT INTO t VALUES ('a'), ('c'), ('z')")
        found = str(connection.query(sql.filled({"n": ("a", "b", "c"), "v": (1, 2, 3)}) + " ORDER BY 1", "CSV"))
    assert found.split() == ['"a",1', '"c",3', '"z",\\N']


def test_types_come_with_the_statement():
    asked = Statement("SELECT 1", (), "postgres", (("n", "int64"),))
    assert Statement.from_text(asked.to_text(), "postgres") == asked
    assert Statement("SELECT 1").to_text() == '["SELECT 1", []]'


def test_answers_have_the_types_that_were_asked_for():
    rows = pa.table({"n": ["12", None], "x": pa.array([1, 2], pa.uint8()), "money": ["1.123456789", "2"]})
    told = as_told(rows, (("n", "int64"), ("x", "boolean"), ("money", "decimal(38, 8)")))
    assert told.to_pylist() == [
        {"n": 12, "x": True, "money": decimal.Decimal("1.12345679")},
        {"n": None, "x": True, "money": decimal.Decimal("2")},
    ]


def test_patterns_of_pages_in_each_dialect():
    assert path_expression(["/a*"]) == "^(?s:/a.*)$"
    assert path_expression(["/a*"], "postgres") == "^(/a.*)$"
    assert path_expression(["/a*"], "snowflake") == "^(/a(.|\n)*)$"


@pytest.mark.parametrize("key", SOME)
@pytest.mark.parametrize("dialect", UNRUN)
def test_some_compile(dialect, key):
    compiles(dialect, key)


@pytest.mark.engines
@pytest.mark.parametrize("dialect", UNRUN)
def test_everything_compiles(dialect):
    for key in CATALOGUE:
        compiles(dialect, key)
    for step in STEPS:
        if isinstance(step, Query):
            assert to_statement(step.whole(Plan()), dialect).sql


def compiles(dialect, key):
    if why := CANNOT.get((dialect, key)):
        with pytest.raises(Exception, match="Quantile"):
            to_statement(expression(CATALOGUE[key], "grouped", Shape(), ()), dialect)
        pytest.xfail(why)
    asked = to_statement(expression(CATALOGUE[key], "grouped", Shape(), ()), dialect)
    assert asked.columns
    assert re.findall(r"\$[a-z][\w.]*", asked.filled(dict.fromkeys(asked.names, 1))) == []
