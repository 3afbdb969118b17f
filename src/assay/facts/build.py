"""From the canonical tables to the facts of a run: the steps in order, compiled and run one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from typing import Literal

import duckdb

from assay.contract.systems import referenced_system
from assay.engine.duckdb import append_rows, create
from assay.engine.kept import SHARED, Store
from assay.engine.statements import Dialect, Statement
from assay.engine.tables import Table
from assay.engine.types import type_of_duckdb
from assay.facts.plan import Plan
from assay.facts.schema import FACTS
from assay.facts.statements import kept
from assay.identity import distinct, person_links
from assay.identity.relations import LOOKUPS
from assay.settings import Settings

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Query:
    """A table of the run that is one expression over the tables before it."""

    schema: Literal["lookup", "main"]
    name: str
    expression: Callable[[Plan], Table]

    def columns(self, plan: Plan) -> Mapping[str, str]:
        return LOOKUPS[self.name] if self.schema == "lookup" else plan.columns(self.name)

    def compile(self, plan: Plan, dialect: Dialect) -> str:
        """SELECT of exactly the table's columns, in order."""
        if dialect == "duckdb":
            return _with_names(kept(f"{self.schema}.{self.name}", self.whole, plan).sql, self.columns(plan), '"')
        from assay.engine.compile import to_sql

        sql = Statement.of(to_sql(self.whole(plan), dialect), dialect).filled(plan.values_for(dialect))
        return _with_names(sql, self.columns(plan), "`" if "`" in sql else '"')

    def whole(self, plan: Plan) -> Table:
        return self.expression(plan).select(*self.columns(plan))


def _with_names(sql: str, columns: Iterable[str], quote: str) -> str:
    """The same with its columns by name: Ibis writes `*` for all that it knows, and tables of the model also say where rows came from."""
    everything = "SELECT * FROM"
    if not sql.startswith(everything):
        return sql
    return f"SELECT {', '.join(quote + name + quote for name in columns)} FROM{sql.removeprefix(everything)}"


@dataclass(frozen=True)
class Computed:
    """A lookup that is worked out in Python from distinct values.

    It reads these tables, and tells of `each` key of one of them by itself.
    """

    name: str
    compute: Callable[[distinct.Reads, Settings], distinct.Found]
    reads: tuple[str, ...] = ()
    each: str | None = None


def _lookup(name: str) -> Query:
    return Query("lookup", name, lambda plan: _builder("identity.lookups", name)(plan.inputs))


def _of_facts(schema: Literal["lookup", "main"], place: str) -> Query:
    """The table that a module of `assay.facts` builds: `deals.stages` is the table `stages`."""
    module, _, name = place.partition(".")
    return Query(schema, name, lambda plan: _builder(f"facts.{module}", name)(plan))


def _fact(place: str) -> Query:
    return _of_facts("main", place)


def _builder(module: str, name: str) -> Callable[..., Table]:
    """Loaded when its expression is compiled: Ibis takes a second, and shipped SQL needs none of it."""
    build: Callable[..., Table] = getattr(import_module(f"assay.{module}"), name)
    return build


STEPS: tuple[Query | Computed, ...] = (
    Computed("account_aliases", distinct.account_aliases, ("model.accounts",)),
    Computed("person_aliases", distinct.person_aliases, ("model.people",)),
    _lookup("cross_references"),
    Computed(
        "account_links",
        distinct.account_links,
        (
            "model.accounts",
            "model.account_links",
            "model.account_domains",
            "lookup.account_aliases",
            "lookup.cross_references",
        ),
    ),
    Computed("account_merges", distinct.account_merges, ("model.accounts", "lookup.account_links")),
    Computed(
        "account_parents",
        distinct.account_parents,
        ("model.accounts", "model.list_memberships", "lookup.account_merges", "lookup.account_links"),
    ),
    Computed("kinds", distinct.kinds),
    _lookup("accounts"),
    _lookup("person_addresses"),
    _lookup("person_references"),
    Computed(
        "person_links",
        person_links.person_links,
        ("model.people", "lookup.person_addresses", "lookup.person_references", "lookup.accounts"),
    ),
    _lookup("joined_people"),
    Computed("person_merges", distinct.person_merges, ("model.people", "lookup.person_links")),
    _lookup("account_hosts"),
    _lookup("written_hosts"),
    Computed("known_hosts", distinct.known_hosts, ("lookup.account_hosts", "model.accounts")),
    _lookup("known_companies"),
    _lookup("written_places"),
    Computed("places", distinct.places, ("lookup.known_hosts", "lookup.known_companies", "lookup.written_places")),
    _lookup("written_titles"),
    Computed("titles", distinct.titles, ("lookup.written_titles",), each="lookup.written_titles"),
    _lookup("people"),
    _lookup("emails"),
    _lookup("written_companies"),
    Computed(
        "companies",
        distinct.companies,
        ("lookup.known_companies", "lookup.written_companies"),
        each="lookup.written_companies",
    ),
    Computed("hosts", distinct.hosts, ("lookup.known_hosts", "lookup.written_hosts"), each="lookup.written_hosts"),
    _lookup("written_addresses"),
    Computed(
        "addresses",
        distinct.addresses,
        (
            "model.ip_ranges",
            "lookup.accounts",
            "lookup.known_hosts",
            "lookup.known_companies",
            "lookup.written_addresses",
        ),
        each="lookup.written_addresses",
    ),
    _lookup("visitors"),
    _fact("accounts.accounts"),
    _fact("accounts.people"),
    _fact("accounts.suggested_people"),
    _fact("accounts.users"),
    _fact("accounts.programmes"),
    _fact("accounts.campaigns"),
    _fact("accounts.memberships"),
    _fact("membership.membership_spells"),
    replace(_of_facts("lookup", "history.closed_deals"), name="deals"),
    _of_facts("lookup", "history.deal_history"),
    _fact("deals.stages"),
    _fact("deals.deals"),
    _fact("deals.deal_people"),
    _fact("history.deal_states"),
    _fact("history.deal_stages"),
    _fact("customers.contracts"),
    _fact("customers.customer_spells"),
    _fact("money.costs"),
    _fact("money.quotas"),
    _fact("money.fx_spells"),
    _fact("signals.visitors"),
    _fact("signals.survey_answers"),
    _fact("signals.signals"),
    _of_facts("lookup", "days.touch_days"),
    _of_facts("lookup", "days.last_day"),
    _of_facts("lookup", "days.active_people"),
    _fact("touches.touches"),
    _fact("touches.sessions"),
    _fact("engagement.account_days"),
    _fact("engagement.person_days"),
    _of_facts("lookup", "left_out.touch_notes"),
    _fact("left_out.left_out"),
)


def build_facts(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    number: int,
    built_at: datetime,
    progress: Progress | None = None,
    store: Store = SHARED,
) -> None:
    """Write the facts of `facts.schema` into schema `main`, from the canonical tables in schema `model`.

    What they are made from on the way stays in schema `lookup`. `progress(table, done, of)` is called after each step.
    """
    plan = Plan(settings, today, extras_of(connection), store)
    _execute(connection, "CREATE SCHEMA IF NOT EXISTS lookup")
    create(connection, "lookup", "notes", LOOKUPS["notes"])
    for done, step in enumerate(STEPS, start=1):
        if isinstance(step, Query):
            run_query(connection, step, plan)
        else:
            _run_computed(connection, step, settings)
        if progress:
            progress(step.name, done, len(STEPS))
    describe_run(connection, settings, today, number, built_at)


def run_query(connection: duckdb.DuckDBPyConnection, step: Query, plan: Plan) -> None:
    create(connection, step.schema, step.name, step.columns(plan))
    _execute(connection, f"INSERT INTO {step.schema}.{step.name} {step.compile(plan, 'duckdb')}")


def _run_computed(connection: duckdb.DuckDBPyConnection, step: Computed, settings: Settings) -> None:
    insert_computed(connection, step.name, compute(connection, step, settings))


def compute(connection: duckdb.DuckDBPyConnection, step: Computed, settings: Settings) -> distinct.Found:
    return step.compute(lambda sql: connection.execute(sql).fetchall(), settings)


def insert_computed(connection: duckdb.DuckDBPyConnection, name: str, distinct_values: distinct.Found) -> None:
    create(connection, "lookup", name, LOOKUPS[name])
    insert_rows(connection, name, distinct_values.rows)
    insert_rows(connection, "notes", list(distinct_values.notes))


def insert_rows(connection: duckdb.DuckDBPyConnection, name: str, rows: list[distinct.Row]) -> None:
    """Rows of Python values, for a lookup."""
    append_rows(connection, f"lookup.{name}", list(LOOKUPS[name]), rows)


def describe_run(
    connection: duckdb.DuckDBPyConnection, settings: Settings, today: date, number: int, built_at: datetime
) -> None:
    create(connection, "main", "run", FACTS["run"])
    ((last_day,),) = connection.execute("FROM lookup.last_day").fetchall()
    said = settings.timezone, settings.currency, settings.model_dump_json()
    append_rows(connection, "main.run", list(FACTS["run"]), [(number, built_at, today, last_day, *said)])


def extras_of(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Columns `x_…` of the canonical tables that carry them into the facts, with their Ibis types.

    People carry none but the ids they have in other systems.
    """
    columns = connection.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'model'"
        " AND table_name IN ('accounts', 'opportunities', 'people') AND starts_with(column_name, 'x_') ORDER BY ordinal_position"
    ).fetchall()
    extras: dict[str, dict[str, str]] = {}
    for table, column, type in columns:
        if table == "people" and not referenced_system(column):
            continue
        extras.setdefault(table, {})[column] = type_of_duckdb(type)
    return extras


def _execute(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    connection.execute(sql)
