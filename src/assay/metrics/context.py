"""What every relation is built from: the facts as unbound tables, the scope's shape, and the windows bound at run time."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any

import ibis

from assay.facts.schema import FACTS
from assay.metrics.scope import Scope
from assay.settings import Preset, Settings

Table = Any
Value = Any

NARROWED = (
    "people",
    "membership_spells",
    "deals",
    "customer_spells",
    "contracts",
    "visitors",
    "touches",
    "sessions",
    "account_days",
    "person_days",
)
"""Facts of single accounts. List rows and accounts stay whole: since when an account is `rest` depends on the others."""

PERIOD = ("period",)
WINDOW_SCHEMA = {"period": "date", "starts_on": "date", "ends_on": "date", "as_of": "date"}
DAYS_SCHEMA = {"day": "date", **WINDOW_SCHEMA}
RECENT_SCHEMA = {"day": "date", "as_of": "date", "age": "int64"}


@dataclass(frozen=True)
class Context:
    """One question's shape. `split` are scope dimensions by which each value makes a scope of its own (list, arm, programme).

    `customers` keeps customers at entry in (rule 3). `extra` are attribute columns (x_…) of the facts, by fact.
    `narrowed` reads the facts of `NARROWED` from tables `asked_<fact>`, which hold the rows of the accounts asked for. With `own_days` rows have as-of days that are not those of the windows.
    """

    scope: Scope
    settings: Settings = field(compare=False)
    settings_key: str
    split: tuple[str, ...] = ()
    customers: bool = False
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()
    narrowed: bool = False
    own_days: bool = False

    def fact(self, name: str) -> Table:
        schema = dict(FACTS[name])
        schema |= dict.fromkeys(dict(self.extra).get(name, ()), "string")
        if name == "account_days":
            schema |= {f"preset_{preset}": "int64" for preset in self.settings.presets()}
        return ibis.table(schema, name=f"asked_{name}" if self.narrowed and name in NARROWED else name)

    def unit(self, name: str) -> Table:
        """A fact by the account that counts: its ultimate parent where the scope rolls up, rows of excluded ones left out."""
        table = self.fact(name)
        if not self.scope.roll_up:
            return table.drop("parent_id")
        excluded = self.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
        return table.anti_join(excluded, "account_id").mutate(account_id=lambda t: t.parent_id).drop("parent_id")

    @cached_property
    def windows(self) -> Table:
        return ibis.table(WINDOW_SCHEMA, name="windows")

    @cached_property
    def days(self) -> Table:
        return ibis.table(DAYS_SCHEMA, name="days")

    @cached_property
    def recent(self) -> Table:
        """The last days up to each as-of day, for looking back: an equality join, as with `days`."""
        return ibis.table(RECENT_SCHEMA, name="recent")

    @cached_property
    def clock(self) -> Table:
        """One row: the whole window and the day it is seen from."""
        table = self.windows
        return table.aggregate(starts_on=table.starts_on.min(), ends_on=table.ends_on.max(), as_of=table.as_of.max())

    @property
    def said(self) -> str:
        """Everything of it that SQL depends on."""
        return repr([getattr(self, one.name) for one in fields(self) if one.compare])

    @property
    def is_as_of_windows(self) -> bool:
        """Whether the rows' as-of days are those of the windows, so that what is bound for these holds for the rows."""
        return not (self.is_cohort or self.own_days)

    @property
    def keys(self) -> tuple[str, ...]:
        """What identifies an account's row in a population."""
        return (*self.split, "period", "account_id")

    @property
    def is_cohort(self) -> bool:
        return self.scope.mode == "cohort"

    @property
    def currency(self) -> str:
        return self.scope.currency or self.settings.currency

    @property
    def preset(self) -> Preset:
        return self.settings.presets()[self.scope.engaged or self.settings.engagement.preset]

    @property
    def preset_name(self) -> str:
        return self.scope.engaged or self.settings.engagement.preset


def day(value: date) -> Value:
    return ibis.date(value.year, value.month, value.day)


def days_between(later: Value, earlier: Value) -> Value:
    """Whole days, portably: both are dates, so engines agree on midnights."""
    return later.delta(earlier, unit="day")


def plus_days(start: Value, number: int) -> Value:
    """A date that many days later, still a date on every engine."""
    return (start.cast("timestamp") + ibis.interval(days=number)).date()


def earliest(first: Value, second: Value) -> Value:
    """The smaller of two, nulls ignored."""
    return ibis.coalesce(ibis.least(first, second), first, second)


def count_if(condition: Value) -> Value:
    return ibis.ifelse(condition, 1, 0).sum()


def joined(left: Table, right: Table, predicates: Any, how: str = "inner") -> Table:
    """A join that keeps the left side's columns where both sides have one of the same name."""
    found = left.join(right, predicates, how=how)
    return found.drop(*(name for name in found.columns if name.endswith("_right") and name not in left.columns))


def left_joined(left: Table, right: Table, predicates: Any) -> Table:
    return joined(left, right, predicates, how="left")


def matching(left: Table, right: Table, columns: tuple[str, ...]) -> list[Value]:
    """Equality predicates on columns that exist on both sides under one name and are never null."""
    return [left[name] == right[name] for name in columns]
