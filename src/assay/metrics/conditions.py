"""Which conditions (`--where`) a question can meet: those on its rows, or on accounts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.kpis.declare import KPI
from assay.metrics.dimension_names import ACCOUNT_COLUMNS, condition_dimensions
from assay.metrics.scope import Filter, Scope

MOST_VALUES = 10_000
"""Values that are looked through for the one that was meant."""
OF_ACCOUNTS = (*ACCOUNT_COLUMNS, "account", "tier")


def check_conditions(kpi: KPI, scope: Scope, attributes: Sequence[str]) -> None:
    """Raises UsageError for a condition that the KPI's rows cannot meet; `attributes` are columns (x_…) of the facts."""
    _check(scope, (*condition_dimensions(kpi), *attributes), f"{kpi.key} has no dimension", "It has")


def check_account_conditions(scope: Scope, attributes: Sequence[str]) -> None:
    """Raises UsageError for a condition on anything but accounts; `attributes` are columns (x_…) of theirs."""
    _check(scope, (*OF_ACCOUNTS, *attributes), "accounts have no dimension", "They have")


def _check(scope: Scope, known: tuple[str, ...], lacks: str, has: str) -> None:
    for condition in scope.where:
        if condition.dimension not in known:
            hint = did_you_mean(condition.dimension, known) or f"{has}: {', '.join(known)}."
            raise UsageError(f"--where: {lacks} {condition.dimension!r}.", hint=hint)


def check_value(cursor: Any, condition: Filter) -> None:
    """Raises UsageError for a value that no account has: an empty answer would not tell a misspelt filter from no case."""
    column = ACCOUNT_COLUMNS.get(condition.dimension)
    if column is None or condition.comparison != "=" or not isinstance(condition.value, str):
        return
    holds = f"SELECT 1 FROM accounts WHERE {column} = ? LIMIT 1"
    if cursor.execute(holds, [condition.value]).fetchone():
        return
    known = f"SELECT DISTINCT {column} FROM accounts WHERE {column} IS NOT NULL ORDER BY 1 LIMIT {MOST_VALUES}"
    values = [str(value) for (value,) in cursor.execute(known).fetchall()]
    raise UsageError(
        f"No account has {condition.dimension} {condition.value!r}.", hint=did_you_mean(condition.value, values)
    )


def on_accounts(scope: Scope) -> Scope:
    """The scope without conditions on anything but accounts: these choose who is followed."""
    kept = tuple(one for one in scope.where if one.dimension in OF_ACCOUNTS or one.dimension.startswith("x_"))
    return replace(scope, where=kept)
