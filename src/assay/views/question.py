"""One question to a run, as all views ask it: the scope's shape, its dates bound to a cursor, and SQL compiled once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from assay.engine.kept import SHARED, Store
from assay.engine.statements import Dialect, Statement, dialect_of
from assay.errors import UsageError
from assay.facts.schema import BEGINNING, FOREVER
from assay.kpis.declare import KPI
from assay.metrics import periods
from assay.metrics.answer import Figure
from assay.metrics.answers import Asked, Asker, Run, answered_by, asked_of, attributes_of, bind
from assay.metrics.conditions import check_account_conditions
from assay.metrics.figures import figure
from assay.metrics.group import Group
from assay.metrics.scope import Scope
from assay.metrics.shape import Shape
from assay.metrics.values import Values

Build = Callable[..., Any]
Record = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A scope asked of a run; `shape` always looks at a snapshot, whatever the mode of the scope."""

    run: Run
    cursor: Any
    scope: Scope
    shape: Shape
    values: Values
    timing: periods.Timing

    @property
    def customers_too(self) -> Shape:
        """The shape that keeps customers at entry in."""
        return replace(self.shape, customers=True)

    @property
    def asked(self) -> Asked:
        return Asked(self.shape, self.values)

    @property
    def currency(self) -> str:
        """What money is told in."""
        return self.scope.currency or self.run.settings.currency

    @property
    def preset_name(self) -> str:
        return self.scope.engaged or self.run.settings.engagement.preset

    def run_statement(self, build: Build, *arguments: Any, shape: Shape | None = None, **given: Any) -> Any:
        """The cursor at the rows of a relation `build(context, *arguments)`.

        Arguments are part of the SQL; what is `given` is bound when it is run, see `Context.given`.
        """
        asked = (build, shape or self.shape, arguments)
        statement = compiled(*asked, dialect_of(self.cursor), self.run.store)
        return statement.run(self.cursor, self.values.giving(**given))

    def rows(self, build: Build, *arguments: Any, shape: Shape | None = None, **given: Any) -> list[Record]:
        """The same rows as dictionaries."""
        result = self.run_statement(build, *arguments, shape=shape, **given)
        names = [column[0] for column in result.description]
        return [dict(zip(names, map(_known, row), strict=True)) for row in result.fetchall()]

    def keep(self, name: str, build: Build, *arguments: Any) -> None:
        """Works a relation out and gives it to the cursor as a table of its own, for relations made of it."""
        self.cursor.register(name, self.run_statement(build, *arguments).to_arrow_table())

    def keep_in_turn(self, **steps: tuple[Build, tuple[Any, ...]]) -> None:
        """The same for several, each made of those before it: worked out once for all views that begin with them.

        For a question whose cursor has no other tables of its own yet: what is known of the run goes by the SQL.
        """
        answered = None if self.shape.narrowed else answered_by(self.run)
        if answered is None:
            for name, (build, arguments) in steps.items():
                self.keep(name, build, *arguments)
            return
        said, windows = "", (self.timing, self.run.settings.longest_lookback)
        for name, (build, arguments) in steps.items():
            statement = compiled(build, self.shape, arguments, dialect_of(self.cursor), self.run.store)
            said += statement.filled(self.values)
            table = answered.table(said, windows, partial(_as_table, statement, self.cursor, self.values))
            self.cursor.register(name, table)

    def heading(self) -> Record:
        """What every view says of itself: dates, scope and run."""
        return {
            "from": self.timing.start,
            "to": self.timing.end,
            "as_of": self.timing.as_of,
            "scope": self.scope.to_json(),
            "engaged": self.preset_name,
            "run": self.run.number,
        }


def _as_table(statement: Statement, cursor: Any, values: Values) -> Any:
    return statement.run(cursor, values).to_arrow_table()


def question(run: Run, scope: Scope | None = None, *, cohort: bool = False) -> Question:
    """Raises UsageError for a preset or dates that make no sense, DataError where there is no data to take a day from.

    A view that can follow a `cohort` says so; of the others none can be asked.
    """
    scope, cursor = scope or Scope(), run.cursor()
    if scope.mode == "cohort" and not cohort:
        raise UsageError(
            "This view looks at one window, not at a cohort.", hint="`assay funnel --mode cohort` follows one."
        )
    check_account_conditions(scope, attributes_of(cursor, "accounts"))
    asked = asked_of(run, cursor, replace(scope, mode="snapshot"))
    timing = periods.resolve(scope, run.last_day)
    bind(cursor, [periods.Window(timing.start, timing.start, timing.end, timing.as_of)], run.settings)
    return Question(run, cursor, scope, asked.shape, asked.values, timing)


def bare_figure(asked: Question, kpi: KPI) -> Figure:
    """A KPI's total without what is told beside it (unmatched touches, rows left out): half the queries of an answer."""
    asker = Asker(asked.run, asked.cursor, kpi, asked.asked, asked.timing)
    asker._bind(None)
    (group,) = asker._groups((), None) or [Group({}, None)]
    return asker._measured(figure(kpi, group, None, asked.run.settings))


def compiled(
    build: Build, shape: Shape, arguments: tuple[Any, ...], dialect: Dialect = "duckdb", store: Store = SHARED
) -> Statement:
    """The SQL of a relation of a view, for an engine."""
    question = repr(("view", build.__module__, build.__qualname__, shape.said, arguments))
    return store.statement(question, lambda: _made(build, shape, arguments), dialect, block_of(build))


def block_of(build: Build) -> str:
    """Where the SQL of a view is shipped."""
    return f"view.{build.__module__.removeprefix('assay.')}"


def _made(build: Build, shape: Shape, arguments: tuple[Any, ...]) -> Any:
    from assay.metrics.context import Context, remembering

    with remembering():
        return build(Context.of(shape), *arguments)


def _known(value: Any) -> Any:
    return None if value in (BEGINNING, FOREVER) else value
