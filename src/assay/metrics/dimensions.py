"""Dimensions and conditions on rows: every one is reached many-to-one, so no row is ever multiplied or lost."""

from __future__ import annotations

from collections.abc import Iterable

import ibis

from assay.engine.tables import Table, Value
from assay.kpis.rows.base import PERSON_DIMENSIONS, SCOPE_DIMENSIONS
from assay.metrics.context import Context, left_joined
from assay.metrics.dimension_names import ACCOUNT_COLUMNS
from assay.metrics.shape import ACCOUNT_FIELD

ROW_COLUMNS = {"account": "account_id", "campaign": "campaign_id", "tier": "tier"}


def with_dimensions(context: Context, rows: Table, names: Iterable[str]) -> Table:
    """Adds a column `by_<name>` for each dimension."""
    names = tuple(dict.fromkeys(names))
    extra = dict(context.extra)
    of_account = [
        name
        for name in names
        if (name in ACCOUNT_COLUMNS or (name.startswith("x_") and name in extra.get("accounts", ())))
        and not (name == "owner" and "quota_owner" in rows.columns)
    ]
    if of_account:
        accounts = context.fact("accounts")
        columns = {f"by_{name}": accounts[ACCOUNT_COLUMNS.get(name, name)] for name in of_account}
        rows = left_joined(rows, accounts.select("account_id", **columns), "account_id")
    of_person = [name for name in names if name in PERSON_DIMENSIONS]
    if of_person:
        people = context.fact("people")
        rows = left_joined(
            rows, people.select("person_id", **{f"by_{name}": people[name] for name in of_person}), "person_id"
        )
    done = {*of_account, *of_person}
    return rows.mutate(**{f"by_{name}": _own(rows, name) for name in names if name not in done})


def _own(rows: Table, name: str) -> Value:
    if name in SCOPE_DIMENSIONS:
        return rows[name].nullif("")
    if name == "deal_owner":
        return rows.owner_id
    if name == "owner":
        return rows.quota_owner
    return rows[ROW_COLUMNS.get(name, name)]


def chosen(context: Context, rows: Table) -> Table:
    """Rows of the tiers, owners and conditions the scope asks for; rows that were left out for lack of an account stay."""
    # A quota is of an owner: it has no tier, and no account that a condition could be about.
    if context.tiers and "tier" in rows.columns:
        rows = _keep(rows, context.value("tiers").contains(rows.tier))
    if context.owners:
        owners, users = context.value("owners"), context.fact("users")
        rows = with_dimensions(context, rows, ["owner"])
        named = users.filter(owners.contains(users.name)).select("user_id")
        rows = _keep(rows, owners.contains(rows.by_owner) | rows.by_owner.isin(named.user_id)).drop("by_owner")
    for place, what in enumerate(context.where):
        rows = _where_account(context, rows, place) if what == ACCOUNT_FIELD else _where(context, rows, what, place)
    return rows


def _where(context: Context, rows: Table, dimension: str, place: int) -> Table:
    rows = with_dimensions(context, rows, [dimension])
    return _keep(rows, _holds(context, rows[f"by_{dimension}"], place)).drop(f"by_{dimension}")


def _where_account(context: Context, rows: Table, place: int) -> Table:
    """Of the fields of the account the engine reads the one that is asked about: which one is known when it plans."""
    accounts, field = context.fact("accounts"), context.value(f"where.{place}.field")
    names = {f"_of_{name}": name for name in ACCOUNT_COLUMNS.values()}
    beside = left_joined(rows, accounts.select("account_id", **names), "account_id")
    cases = [(field == name, _holds(context, beside[column], place)) for column, name in names.items()]
    return _keep(beside, ibis.cases(*cases, else_=ibis.literal(False))).drop(*names)


def _keep(rows: Table, condition: Value) -> Table:
    nobody = rows.account_id.isnull() & rows.left_out.notnull() if "left_out" in rows.columns else ibis.literal(False)
    return rows.filter(condition.fill_null(False) | nobody)


def _holds(context: Context, column: Value, place: int) -> Value:
    """Whether the condition at that place of the scope holds; what is empty is unlike any value."""
    comparison, text, number = (context.value(f"where.{place}.{name}") for name in ("comparison", "text", "number"))
    return compared(column, comparison, text, number) | ((comparison == "!=") & column.isnull())


def compared(column: Value, comparison: Value, text: Value, number: Value) -> Value:
    """A comparison that is known when it is asked: with the number where the column is one, else with the text."""
    value = number if column.type().is_numeric() else text
    column = column if column.type().is_numeric() or column.type().is_string() else column.cast("string")
    return ibis.cases(
        (comparison == "=", column == value),
        (comparison == "!=", column != value),
        (comparison == "<", column < value),
        (comparison == "<=", column <= value),
        (comparison == ">", column > value),
        (comparison == ">=", column >= value),
        (comparison == "is null", column.isnull()),
        (comparison == "is not null", column.notnull()),
    )
