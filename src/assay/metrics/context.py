"""What every relation is built from: the facts as unbound tables, the question's shape, and what is bound at run time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property, wraps
from typing import Any, TypeVar, cast

import ibis

from assay.engine.parameters import parameter
from assay.engine.tables import How, Table, Value, named_table
from assay.facts.schema import FACTS
from assay.metrics.shape import Shape
from assay.metrics.values import type_of

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
class Context(Shape):
    """A shape while its relations are built: facts, windows, and the values that the SQL asks for by name."""

    @classmethod
    def of(cls, shape: Shape) -> Context:
        return cls(**{one.name: getattr(shape, one.name) for one in fields(Shape)})

    def value(self, name: str) -> Value:
        """What is bound as `name` (see `values.TYPES`), a scalar or an array; never known while SQL is made."""
        return parameter(name, type_of(name))

    def given(self, name: str, type: str) -> Value:
        """A value that a view gives with its question."""
        return parameter(f"given.{name}", type)

    def fact(self, name: str) -> Table:
        schema = dict(FACTS[name])
        schema |= dict.fromkeys(dict(self.extra).get(name, ()), "string")
        schema |= dict.fromkeys(self.profile if name == "accounts" else (), "string")
        return named_table(schema, name=f"asked_{name}" if self.narrowed and name in NARROWED else name)

    def unit(self, name: str) -> Table:
        """A fact by the account that counts: its ultimate parent where the scope rolls up, rows of excluded ones left out."""
        table = self.fact(name)
        if not self.roll_up:
            return table.drop("parent_id")
        excluded = self.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
        return table.anti_join(excluded, "account_id").mutate(account_id=lambda t: t.parent_id).drop("parent_id")

    @cached_property
    def windows(self) -> Table:
        return named_table(WINDOW_SCHEMA, name="windows")

    @cached_property
    def days(self) -> Table:
        return named_table(DAYS_SCHEMA, name="days")

    @cached_property
    def recent(self) -> Table:
        """The last days up to each as-of day, for looking back: an equality join, as with `days`."""
        return named_table(RECENT_SCHEMA, name="recent")

    @cached_property
    def clock(self) -> Table:
        """One row: the whole window and the day it is seen from."""
        table = self.windows
        return table.aggregate(starts_on=table.starts_on.min(), ends_on=table.ends_on.max(), as_of=table.as_of.max())


_memory: ContextVar[dict[Any, Table] | None] = ContextVar("relations made for one statement", default=None)

Build = TypeVar("Build", bound=Callable[..., Any])


@contextmanager
def remembering() -> Iterator[None]:
    """While a statement is made (or several, from outside), a relation that several parts of it need is made once."""
    if _memory.get() is not None:
        yield
        return
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(build: Build) -> Build:
    """A relation that is made once for a statement; nothing of it is kept afterwards."""

    @wraps(build)
    def once(*arguments: Any) -> Any:
        known, key = _memory.get(), (build, arguments)
        if known is None:
            return build(*arguments)
        if key not in known:
            known[key] = build(*arguments)
        return known[key]

    return cast(Build, once)


def day(value: date) -> Value:
    return ibis.date(value.year, value.month, value.day)


def at(values: Value, names: Value, name: Value) -> Value:
    """The one of `values` that stands where `name` stands among `names`, null where it does not."""
    return values[names.index(name)]


def days_between(later: Value, earlier: Value) -> Value:
    """Whole days, portably: both are dates, so engines agree on midnights."""
    return later.delta(earlier, unit="day")


def plus_days(start: Value, number: int | Value) -> Value:
    """A date that many days later, still a date on every engine."""
    days = ibis.interval(days=number) if isinstance(number, int) else number.as_interval("D")
    return (start.cast("timestamp") + days).date()


def earliest(first: Value, second: Value) -> Value:
    """The smaller of two, nulls ignored."""
    return ibis.coalesce(ibis.least(first, second), first, second)


def count_if(condition: Value) -> Value:
    return ibis.ifelse(condition, 1, 0).sum()


def joined(left: Table, right: Table, predicates: Any, how: How = "inner") -> Table:
    """A join that keeps the left side's columns where both sides have one of the same name."""
    rows = left.join(right, predicates, how=how)
    return rows.drop(*(name for name in rows.columns if name.endswith("_right") and name not in left.columns))


def left_joined(left: Table, right: Table, predicates: Any) -> Table:
    return joined(left, right, predicates, how="left")


def matching(left: Table, right: Table, columns: tuple[str, ...]) -> list[Value]:
    """Equality predicates on columns that exist on both sides under one name and are never null."""
    return [left[name] == right[name] for name in columns]
