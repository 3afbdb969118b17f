"""Dimensions and conditions on rows: every one is reached many-to-one, so no row is ever multiplied or lost."""

from __future__ import annotations

from collections.abc import Iterable

import ibis

from assay.errors import UsageError, did_you_mean
from assay.kpis.declare import KPI
from assay.kpis.rows.base import PERSON_DIMENSIONS, SCOPE_DIMENSIONS
from assay.metrics.context import Context, Table, Value, left_joined
from assay.metrics.scope import Filter

ACCOUNT_COLUMNS = {
    "owner": "owner_id",
    "industry": "industry",
    "country": "country",
    "region": "region",
    "city": "city",
    "employees": "employees",
    "annual_revenue": "annual_revenue",
    "domain": "domain",
    "name": "name",
}
ROW_COLUMNS = {"account": "account_id", "campaign": "campaign_id", "tier": "tier"}
CONDITION_ONLY = ("employees", "annual_revenue", "domain", "name")


def check_dimensions(kpi: KPI, names: Iterable[str], extra: Iterable[str]) -> None:
    """Raises UsageError for a dimension that the KPI's rows do not have."""
    for name in names:
        if name not in kpi.dimensions and name not in extra:
            known = (*kpi.dimensions, *extra)
            raise UsageError(
                f"{kpi.key} has no dimension {name!r}.",
                hint=did_you_mean(name, known) or f"It has: {', '.join(known)}.",
            )


def with_dimensions(context: Context, rows: Table, names: Iterable[str]) -> Table:
    """Adds a column `by_<name>` for each dimension."""
    names = tuple(dict.fromkeys(names))
    extra = dict(context.extra)
    of_account = [
        name
        for name in names
        if name in ACCOUNT_COLUMNS or (name.startswith("x_") and name in extra.get("accounts", ()))
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
    return rows[ROW_COLUMNS.get(name, name)]


def chosen(context: Context, rows: Table) -> Table:
    """Rows of the tiers, owners and conditions the scope asks for; rows that were left out for lack of an account stay."""
    scope = context.scope
    if scope.tiers:
        rows = _keep(rows, rows.tier.isin(scope.tiers))
    if scope.owners:
        rows = with_dimensions(context, rows, ["owner"])
        users = context.fact("users")
        named = users.filter(users.name.isin(scope.owners)).select("user_id")
        rows = _keep(rows, rows.by_owner.isin(scope.owners) | rows.by_owner.isin(named.user_id)).drop("by_owner")
    for condition in scope.where:
        rows = with_dimensions(context, rows, [condition.dimension])
        column = rows[f"by_{condition.dimension}"]
        rows = _keep(rows, _holds(column, condition)).drop(f"by_{condition.dimension}")
    return rows


def _keep(rows: Table, condition: Value) -> Table:
    nobody = rows.account_id.isnull() & rows.left_out.notnull() if "left_out" in rows.columns else ibis.literal(False)
    return rows.filter(condition.fill_null(False) | nobody)


def _holds(column: Value, condition: Filter) -> Value:
    value = condition.value
    if value is None:
        return column.isnull() if condition.comparison == "=" else column.notnull()
    if isinstance(value, float) and not column.type().is_numeric():
        value = f"{value:g}"
    if isinstance(value, str) and column.type().is_numeric():
        raise UsageError(f"{condition.dimension} is a number; {value!r} is none.")
    compare = {
        "=": column.__eq__,
        "<": column.__lt__,
        "<=": column.__le__,
        ">": column.__gt__,
        ">=": column.__ge__,
        "!=": lambda other: (column != other).fill_null(True),
    }
    result: Value = compare[condition.comparison](value)
    return result


def condition_dimensions(kpi: KPI) -> tuple[str, ...]:
    return (*kpi.dimensions, *CONDITION_ONLY)
