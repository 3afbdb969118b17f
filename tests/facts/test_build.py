from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, get_args

import ibis
import pytest
from ibis.backends.sql.datatypes import DuckDBType

from assay.engine.compile import Dialect
from assay.facts.build import STEPS, Query, build_facts
from assay.facts.plan import Plan
from assay.facts.schema import FACTS
from assay.settings import Settings, read_settings
from assay.settings.engagement import Engagement, Preset

FactsOf = Callable[..., Any]


def test_the_tables_are_exactly_those_of_the_schema(facts_of: FactsOf) -> None:
    """Names, order and types of the columns, whatever the sums and dates were computed as."""
    facts = facts_of()
    found: dict[str, dict[str, str]] = {}
    for table, column, type in facts(
        """SELECT table_name, column_name, data_type FROM information_schema.columns
        WHERE table_schema = 'main' ORDER BY table_name, ordinal_position"""
    ):
        found.setdefault(table, {})[column] = type
    wanted = {
        fact: {
            name: str(DuckDBType.to_string(ibis.dtype(type))).replace("TEXT", "VARCHAR").replace(" ", "")
            for name, type in Plan().columns(fact).items()
        }
        for fact in FACTS
    }
    assert found == wanted
    assert [list(columns) for columns in found.values()] == [list(wanted[fact]) for fact in found]


def test_extra_columns_follow(facts_of: FactsOf) -> None:
    accounts = [{"account_id": "A", "name": "A", "x_fit": "good", "x_odd name": "1"}]
    deals = [{"opportunity_id": "d", "created_at": "2026-01-01T10:00", "x_source": "fair"}]
    facts = facts_of(accounts=accounts, opportunities=deals)
    assert facts('SELECT x_fit, "x_odd name" FROM accounts') == [("good", "1")]
    assert facts("SELECT x_source FROM deals") == [("fair",)]


def test_nothing_landed_gives_empty_facts_and_no_last_day(facts_of: FactsOf) -> None:
    facts = facts_of()
    assert facts("SELECT number, built_at, today, last_day, timezone, currency FROM run") == [
        (1, datetime(2026, 6, 30, 12), date(2026, 6, 30), None, "UTC", "EUR")
    ]
    for fact in FACTS:
        assert fact == "run" or facts(f"SELECT count(*) FROM {fact}") == [(0,)]


def test_the_run_keeps_the_settings(facts_of: FactsOf, tmp_path: Any) -> None:
    (tmp_path / "assay.toml").write_text('name = "L\'Oréal"\nown_domains = ["loreal.com"]\n[mqa]\nminutes = 30\n')
    settings = read_settings(tmp_path / "assay.toml")
    kept = facts_of(settings=settings)("SELECT settings FROM run")[0][0]
    assert Settings.model_validate_json(kept) == settings


@pytest.mark.parametrize(
    ("tables", "last_day"),
    [
        ({"touches": [{"touch_id": "t", "occurred_at": "2026-06-30T23:00", "kind": "chat"}]}, date(2026, 6, 30)),
        ({"touches": [{"touch_id": "t", "occurred_at": "2026-07-01T00:00", "kind": "chat"}]}, None),
        ({"opportunities": [{"opportunity_id": "d", "created_at": "2026-02-01T00:00"}]}, date(2026, 2, 1)),
        (
            {
                "opportunities": [
                    {"opportunity_id": "d", "created_at": "2026-02-01T00:00", "closed_at": "2026-03-01T00:00"},
                    {
                        "opportunity_id": "e",
                        "created_at": "2026-01-01T00:00",
                        "closed_at": "2026-02-11T00:00",
                        "status": "lost",
                    },
                ]
            },
            date(2026, 2, 11),
        ),
        (
            {
                "opportunities": [{"opportunity_id": "d", "created_at": "2026-02-01T00:00"}],
                "opportunity_stages": [{"opportunity_id": "d", "stage": "s", "entered_at": "2026-04-01T00:00"}],
            },
            date(2026, 4, 1),
        ),
    ],
)
def test_the_last_day_with_data(facts_of: FactsOf, tables: Any, last_day: date | None) -> None:
    assert facts_of(**tables)("SELECT last_day FROM run") == [(last_day,)]


def test_building_again_gives_the_same(facts_of: FactsOf) -> None:
    facts = facts_of(**crowd())
    before = {fact: facts(f"FROM {fact} ORDER BY ALL") for fact in FACTS if fact != "run"}
    assert before["touches"]
    build_facts(facts.connection, Settings(), today=date(2026, 6, 30), number=2, built_at=datetime(2026, 7, 1))
    assert before == {fact: facts(f"FROM {fact} ORDER BY ALL") for fact in before}
    assert facts("SELECT number FROM run") == [(2,)]


def test_the_order_of_rows_does_not_matter(facts_of: FactsOf) -> None:
    forward, backward = crowd(), {name: rows[::-1] for name, rows in crowd().items()}
    one, other = facts_of(**forward), facts_of(**backward)
    for fact in FACTS:
        assert one(f"FROM {fact} ORDER BY ALL") == other(f"FROM {fact} ORDER BY ALL"), fact


def crowd() -> dict[str, list[dict[str, Any]]]:
    kinds = ["page_view", "chat", "call", "ad_click"]
    return {
        "accounts": [{"account_id": f"a{n}", "name": "A", "domain": f"a{n // 2}.com"} for n in range(6)],
        "people": [{"person_id": f"p{n}", "account_id": f"a{n % 6}", "email": f"p{n // 2}@x.org"} for n in range(9)],
        "list_memberships": [
            {"list": "L", "account_id": f"a{n}", "valid_from": "2026-01-01", "tier": t, "arm": "abm"}
            for n, t in enumerate(["b", "B", "10", "9", None, "x"])
        ],
        "touches": [
            {
                "touch_id": f"t{n}",
                "occurred_at": f"2026-02-0{n % 7 + 1}T10:00",
                "kind": kinds[n % 4],
                "email": f"p{n % 5}@x.org",
                "domain": f"a{n % 3}.com",
                "session_id": "s",
            }
            for n in range(60)
        ],
        "opportunities": [
            {"opportunity_id": f"d{n}", "account_id": f"a{n}", "created_at": "2026-01-01T10:00", "status": "won"}
            for n in range(4)
        ],
        "opportunity_stages": [
            {"opportunity_id": f"d{n % 4}", "stage": f"s{n % 3}", "entered_at": "2026-02-01T00:00"} for n in range(12)
        ],
        "stages": [{"stage": f"s{n}", "position": 1, "status": s} for n, s in enumerate(["open", "won", "open"])],
    }


# The SQL -------------------------------------------------------------------------------------------------------------


def compile_all(dialect: Dialect, plan: Plan | None = None) -> dict[str, str]:
    """The SELECT of every table that is an expression, by its name with schema, with default settings."""
    plan = plan or Plan()
    return {f"{step.schema}.{step.name}": step.compile(plan, dialect) for step in STEPS if isinstance(step, Query)}


@pytest.mark.parametrize("dialect", get_args(Dialect))
def test_every_expression_compiles(dialect: Dialect) -> None:
    own = Settings(engagement=Engagement(presets={"own": Preset(kinds=("chat",), touches=2)}))
    compiled = compile_all(dialect, Plan(settings=own, extras={"accounts": {"x_fit": "string"}}))
    assert {name.removeprefix("main.") for name in compiled if name.startswith("main.")} == FACTS.keys() - {"run"}
    assert all(sql.startswith(("SELECT", "WITH")) for sql in compiled.values())


LEAVES_OUT = ("duckdb", "clickhouse", "snowflake", "bigquery", "databricks")
"""Dialects that leave columns out by EXCLUDE or EXCEPT; for the others Ibis has to list those that stay."""


@pytest.mark.parametrize("dialect", get_args(Dialect))
def test_the_sql_keeps_to_what_every_engine_does_alike(dialect: Dialect) -> None:
    for name, sql in compile_all(dialect).items():
        for forbidden in (
            r"\bASOF\b",
            r"\bEPOCH",
            r"UNIX_TIMESTAMP",
            r"DATEDIFF",
            r"DATE_DIFF",
            r"APPROX",
            r"\bARBITRARY\b",
            r"\* EXC",
        ):
            if forbidden != r"\* EXC" or dialect not in LEAVES_OUT:
                assert not re.search(forbidden, sql, re.IGNORECASE), (name, forbidden)
        assert not re.search(r"ROW_NUMBER\(\) OVER \((?![^)]*ORDER BY)", sql), name


def test_compiling_is_deterministic() -> None:
    first = compile_all("duckdb", Plan(today=date(2026, 1, 1)))
    assert first == compile_all("duckdb", Plan(today=date(2026, 1, 2))) | {"lookup.last_day": first["lookup.last_day"]}


class _Networks(Query):
    def columns(self, *_: Plan) -> dict[str, str]:
        return {"cidr": "string", "account_id": "string"}


@pytest.mark.parametrize(("dialect", "quote"), [("duckdb", '"'), ("pyspark", "`")])
def test_a_fact_of_a_whole_table_names_its_columns(dialect: Dialect, quote: str) -> None:
    """A table of the model also says where its rows came from: `*` would take that, too."""
    sql = _Networks("main", "networks", lambda plan: plan.model("ip_ranges")).compile(Plan(), dialect)
    assert sql.startswith(f"SELECT {quote}cidr{quote}, {quote}account_id{quote} FROM ")
