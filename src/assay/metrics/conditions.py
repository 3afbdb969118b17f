"""Which conditions (`--where`) a question can meet: those on its rows, or on accounts alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.errors import UsageError, did_you_mean
from assay.kpis.declare import KPI
from assay.metrics.dimension_names import ACCOUNT_COLUMNS, condition_dimensions
from assay.metrics.scope import Scope

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


def on_accounts(scope: Scope) -> Scope:
    """The scope without conditions on anything but accounts: these choose who is followed."""
    kept = tuple(one for one in scope.where if one.dimension in OF_ACCOUNTS or one.dimension.startswith("x_"))
    return replace(scope, where=kept)
