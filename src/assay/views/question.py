"""One question to a run, as all views ask it: the scope's shape, its dates bound to a cursor, and SQL compiled once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from assay.engine.compile import dialect_of
from assay.engine.kept import sql_of
from assay.errors import UsageError, did_you_mean
from assay.facts.schema import BEGINNING, FOREVER
from assay.kpis.declare import KPI
from assay.metrics import periods
from assay.metrics.answer import Figure
from assay.metrics.answers import Asker, Run, attributes_of, bind, context_of
from assay.metrics.context import Context, Table
from assay.metrics.dimensions import ACCOUNT_COLUMNS
from assay.metrics.figures import Group, figure
from assay.metrics.scope import Scope

Build = Callable[..., Table]
Record = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A scope asked of a run; `context` always looks at a snapshot, whatever the mode of the scope."""

    run: Run
    cursor: Any
    scope: Scope
    context: Context
    timing: periods.Timing

    @property
    def customers_too(self) -> Context:
        """The context that keeps customers at entry in."""
        return replace(self.context, customers=True)

    def rows(self, build: Build, *arguments: Any, context: Context | None = None) -> list[Record]:
        """The rows of a relation `build(context, *arguments)`, as dictionaries."""
        result = self.cursor.execute(compiled(build, context or self.context, arguments, dialect_of(self.cursor)))
        names = [column[0] for column in result.description]
        return [dict(zip(names, map(_known, row), strict=True)) for row in result.fetchall()]

    def keep(self, name: str, build: Build, *arguments: Any) -> None:
        """Works a relation out and gives it to the cursor as a table of its own, for relations made of it."""
        found = self.cursor.execute(compiled(build, self.context, arguments, dialect_of(self.cursor)))
        self.cursor.register(name, found.to_arrow_table())

    def heading(self) -> Record:
        """What every view says of itself: dates, scope and run."""
        return {
            "from": self.timing.start,
            "to": self.timing.end,
            "as_of": self.timing.as_of,
            "scope": self.scope.to_json(),
            "engaged": self.context.preset_name,
            "run": self.run.number,
        }


def question(run: Run, scope: Scope | None = None, *, cohort: bool = False) -> Question:
    """Raises UsageError for a preset or dates that make no sense, DataError where there is no data to take a day from.

    A view that can follow a `cohort` says so; of the others none can be asked.
    """
    scope, cursor = scope or Scope(), run.cursor()
    if scope.mode == "cohort" and not cohort:
        raise UsageError(
            "This view looks at one window, not at a cohort.", hint="`assay funnel --mode cohort` follows one."
        )
    _check_conditions(cursor, scope)
    context = context_of(run, cursor, replace(scope, mode="snapshot"))
    timing = periods.resolve(scope, run.last_day)
    bind(cursor, [periods.Window(timing.start, timing.start, timing.end, timing.as_of)], run.settings)
    return Question(run, cursor, scope, context, timing)


def bare_figure(asked: Question, kpi: KPI) -> Figure:
    """A KPI's total without what is told beside it (unmatched touches, rows left out): half the queries of an answer."""
    asker = Asker(asked.run, asked.cursor, kpi, asked.context, asked.timing)
    asker._bind(None)
    (group,) = asker._groups((), None) or [Group({}, None)]
    return figure(kpi, group, None, asked.run.settings)


def _check_conditions(cursor: Any, scope: Scope) -> None:
    """Views look at accounts: a condition is one on the account."""
    known = (*(name for name in ACCOUNT_COLUMNS), "account", "tier", *attributes_of(cursor, "accounts"))
    for condition in scope.where:
        if condition.dimension not in known:
            raise UsageError(
                f"--where: accounts have no dimension {condition.dimension!r}.",
                hint=did_you_mean(condition.dimension, known) or f"They have: {', '.join(known)}.",
            )


@lru_cache(maxsize=512)
def compiled(build: Build, context: Context, arguments: tuple[Any, ...], dialect: str = "duckdb") -> str:
    """The SQL of a relation of a view, for an engine."""
    question = repr(("view", build.__module__, build.__qualname__, context.said, arguments))
    return sql_of(question, lambda: build(context, *arguments), dialect)


def _known(value: Any) -> Any:
    return None if value in (BEGINNING, FOREVER) else value
