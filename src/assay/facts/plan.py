"""What the expressions of the facts refer to, and small expressions several facts share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from assay.engine.kept import SHARED, Store
from assay.engine.statements import Dialect
from assay.engine.tables import Table, named_table
from assay.facts.patterns import path_expression, somewhere_expression
from assay.facts.schema import FACTS, FOREVER
from assay.facts.values import SETTINGS, SettingValues
from assay.identity.relations import Inputs, look_up, without
from assay.settings import Settings

if TYPE_CHECKING:
    import ibis.expr.types as ir


@dataclass(frozen=True)
class Plan:
    """One build: its settings, the day it takes for today, and the extra columns `x_…` of the canonical tables."""

    settings: Settings = field(default_factory=lambda: Settings.model_validate({}))
    today: date = FOREVER
    extras: dict[str, dict[str, str]] = field(default_factory=dict)
    store: Store = field(default=SHARED, compare=False, repr=False)

    @property
    def inputs(self) -> Inputs:
        return Inputs(self.extras)

    def model(self, name: str) -> Table:
        return self.inputs.model(name)

    def lookup(self, name: str) -> Table:
        return self.inputs.lookup(name)

    def value(self, name: str) -> Any:
        """What is bound as `name` (`today`, or a setting of `values.SETTINGS`) when the SQL is run."""
        from assay.engine.parameters import parameter

        return parameter(name, "date" if name == "today" else SETTINGS[name][0])

    @property
    def values(self) -> Mapping[str, Any]:
        """What is bound, by the names that the SQL has for it."""
        return SettingValues(self.settings, {"today": self.today})

    def values_for(self, dialect: Dialect) -> Mapping[str, Any]:
        """The same as an engine reads them: each has regular expressions of its own."""
        pages = self.settings.high_value_pages
        path, somewhere = path_expression(pages, dialect), somewhere_expression(pages, dialect)
        others = {"today": self.today, "high_value_path": path, "high_value_somewhere": somewhere}
        return SettingValues(self.settings, others)

    def columns(self, fact: str) -> dict[str, str]:
        """Columns and types of a fact in this build: those of the schema, then what files add."""
        return {**FACTS[fact], **self._added(fact)}

    def fact(self, name: str) -> Table:

        return named_table(self.columns(name), name=name, database="main")

    def _added(self, fact: str) -> Mapping[str, str]:
        if fact == "accounts":
            return self.extras.get("accounts", {})
        if fact == "deals":
            return self.extras.get("opportunities", {})
        return {}


def with_account(table: Table, plan: Plan) -> Table:
    """Replace `account_id` by the account after merges (null if unknown) and add `parent_id`."""
    renamed = table.rename(_written_account="account_id")
    columns = {"account_id": "survivor_id", "parent_id": "parent_id"}
    looked_up = look_up(renamed, renamed["_written_account"], plan.lookup("accounts"), "account_id", **columns)
    return without(looked_up, "_written_account")


def with_parent(table: Table, plan: Plan) -> Table:
    """Add `parent_id` of an account that is resolved already."""
    return look_up(table, table.account_id, plan.lookup("accounts"), "account_id", parent_id="parent_id")


def known(table: Table, column: str, other: Table, key: str) -> Table:
    """Null the ids in `column` that `other` does not have: unknown ids count as absent."""
    renamed = table.rename(_written=column)
    return without(look_up(renamed, renamed["_written"], other, key, **{column: key}), "_written")


def day(value: date) -> ir.DateScalar:
    import ibis

    return ibis.date(value.year, value.month, value.day)


def forever() -> ir.DateScalar:
    return day(FOREVER)


def flag(condition: ir.BooleanValue) -> ir.IntegerValue:
    """1 or 0, to be summed: true is 1, false and null are 0."""
    import ibis

    return ibis.ifelse(condition, 1, 0)
