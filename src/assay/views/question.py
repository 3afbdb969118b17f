"""One question to a run, as all views ask it: the scope's shape, its dates bound to a cursor, and SQL compiled once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from assay.engine.compile import to_sql
from assay.facts.schema import BEGINNING, FOREVER
from assay.metrics import periods
from assay.metrics.answers import Run, _context, bind
from assay.metrics.context import Context, Table
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
        result = self.cursor.execute(compiled(build, context or self.context, arguments))
        names = [column[0] for column in result.description]
        return [dict(zip(names, map(_known, row), strict=True)) for row in result.fetchall()]

    def keep(self, name: str, build: Build, *arguments: Any) -> None:
        """Works a relation out and gives it to the cursor as a table of its own, for relations made of it."""
        found = self.cursor.execute(compiled(build, self.context, arguments))
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


def question(run: Run, scope: Scope | None = None) -> Question:
    """Raises UsageError for a preset or dates that make no sense, DataError where there is no data to take a day from."""
    scope, cursor = scope or Scope(), run.cursor()
    context = _context(run, cursor, replace(scope, mode="snapshot"))
    timing = periods.resolve(scope, run.last_day)
    bind(cursor, [periods.Window(timing.start, timing.start, timing.end, timing.as_of)])
    return Question(run, cursor, scope, context, timing)


@lru_cache(maxsize=512)
def compiled(build: Build, context: Context, arguments: tuple[Any, ...], dialect: str = "duckdb") -> str:
    """The SQL of a relation of a view, for an engine."""
    return to_sql(build(context, *arguments), dialect)


def _known(value: Any) -> Any:
    return None if value in (BEGINNING, FOREVER) else value
