"""Asks a run for a KPI: resolves the dates, binds the windows, runs the compiled SQL and puts the figures together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, partial
from typing import Any, Protocol, TypeVar

from assay.engine.answered import Answered
from assay.engine.kept import Store
from assay.engine.statements import Statement, dialect_of
from assay.errors import UsageError, WorkspaceError, did_you_mean
from assay.exact import decimal
from assay.facts.schema import BEGINNING, FACTS, FOREVER
from assay.kpis import find
from assay.kpis.declare import KPI, Estimate, Mix
from assay.kpis.needs import (
    FACT_OF,
    FILLED,
    LISTS,
    columns_needed,
    keeps_customers,
    reads_deals,
    reports_unmatched,
    tables_needed,
)
from assay.languages import translator
from assay.languages.words import Words
from assay.metrics import periods
from assay.metrics.answer import Answer, Figure, Row
from assay.metrics.compiled import compiled
from assay.metrics.conditions import check_conditions
from assay.metrics.dimension_names import check_dimensions
from assay.metrics.doubled import doubled_deals, doubled_note
from assay.metrics.figure_parts import ESTIMATES, Rows, asked_together, parts_of, told_apart
from assay.metrics.figures import figure, unmeasured
from assay.metrics.group import Group, arrays
from assay.metrics.grouped import (
    in_order,
    of_sums,
    of_the_whole,
    with_clusters,
    with_empty_periods,
    with_reasons,
    with_values,
)
from assay.metrics.list_rows import family_note, no_lists, unlisted_family
from assay.metrics.nearly_known import NearlyKnown, nearly_known_notes, read_nearly_known, touching
from assay.metrics.pieces import Piece, around
from assay.metrics.scope import Scope
from assay.metrics.shape import Extra, Shape, shape_for, shape_of
from assay.metrics.suggested import SUGGESTED, rests_on
from assay.metrics.unstated import Unstated, unstated_deals, unstated_note
from assay.metrics.values import Values
from assay.metrics.waves import answer_of, wave_changes
from assay.metrics.window_tables import bind, tables_read
from assay.settings import Settings
from assay.stats.estimators import ESTIMATORS

Known = TypeVar("Known")


class Run(Protocol):
    """What an answer needs of a run; `assay.store.runs.Run` is one."""

    @property
    def number(self) -> int: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def today(self) -> date: ...
    @property
    def last_day(self) -> date | None: ...
    @property
    def store(self) -> Store: ...
    @property
    def connection(self) -> Any: ...
    def cursor(self) -> Any: ...
    def once(self, name: str, read: Callable[[], Known]) -> Known: ...


def answer(
    run: Run,
    key: str,
    scope: Scope | None = None,
    *,
    by: Sequence[str] = (),
    grain: str | None = None,
    rows: bool = False,
    language: str | None = None,
) -> Answer:
    """The answer to one KPI. Raises UsageError for unknown keys, dimensions or presets, DataError without any data."""
    return _asker(run, key, scope or Scope(), by, language).answer(grain, rows=rows)


def _asker(run: Run, key: str, scope: Scope, by: Sequence[str], language: str | None = None) -> Asker:
    """A KPI to be asked for a scope, once its words are known to be ones that it has. Raises as `answer` does."""
    kpi = find(key)
    by = tuple(by) or kpi.default_by
    cursor = run.cursor()
    asked = asked_of(run, cursor, scope)
    check_dimensions(kpi, by, asked.values.attributes)
    check_conditions(kpi, scope, asked.values.attributes)
    return Asker(run, cursor, kpi, asked, periods.resolve(scope, run.last_day), language, by, answered_by(run))


def answered_by(run: Run) -> Answered | None:
    """What the run itself answered before. One that puts other rows before its questions has nothing of its own to tell."""
    return vars(run).get("answered")


def _provisional(run: Run, timing: periods.Timing, total: Figure) -> bool:
    """The window is not over, or reaches past the data, or a cohort is too young."""
    unfinished = timing.as_of >= run.today or timing.asked_end > timing.as_of
    beyond = run.last_day is not None and timing.end > run.last_day
    return unfinished or beyond or bool(total.extra.get("immature"))


@dataclass(frozen=True)
class Asked:
    """A scope asked of a run: what its SQL depends on, and what is bound when it is run."""

    shape: Shape
    values: Values


def asked_of(run: Run, cursor: Any, scope: Scope) -> Asked:
    """Raises UsageError for a preset that nobody knows."""
    settings = run.settings
    if scope.engaged and scope.engaged not in settings.presets():
        raise UsageError(
            f"Unknown engagement preset {scope.engaged!r}.", hint=did_you_mean(scope.engaged, tuple(settings.presets()))
        )
    columns = run.once("columns", lambda: _columns(cursor))
    known: Extra = tuple((name, _attributes(name, columns[name])) for name in ("accounts", "deals"))
    return Asked(shape_of(scope, settings, known), Values(scope, settings, known))


def attributes_of(cursor: Any, fact: str) -> tuple[str, ...]:
    """Extra columns (x_…) that a fact of this run has."""
    return _attributes(fact, _columns(cursor)[fact])


def _attributes(fact: str, columns: set[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in columns if name not in FACTS[fact] and name.startswith("x_")))


def _columns(cursor: Any) -> dict[str, set[str]]:
    """Columns of the run's facts. Raises WorkspaceError for a run that another version of Assay built."""
    found: dict[str, set[str]] = {name: set() for name in FACTS}
    sql = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'main'"
    for table, column in cursor.execute(sql).fetchall():
        found.setdefault(table, set()).add(column)
    missing = [f"{name}.{column}" for name, columns in FACTS.items() for column in columns if column not in found[name]]
    if missing:
        raise WorkspaceError(
            f"This run was built by another version of Assay: it has no {missing[0]}.", hint="Run `assay refresh`."
        )
    return found


def _held(cursor: Any) -> set[str]:
    """Facts that hold at least one row."""
    names = tuple(FACTS)
    listed = ", ".join(f"(SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT 1) AS t{n})" for n, name in enumerate(names))
    (counts,) = cursor.execute(f"SELECT {listed}").fetchall()
    return {name for name, count in zip(names, counts, strict=True) if count}


def _column_is_filled(cursor: Any, column: str) -> bool:
    """Whether any row of a fact holds a value there (`fact.column`)."""
    fact, _, name = column.partition(".")
    return cursor.execute(f"SELECT 1 FROM {fact} WHERE {name} IS NOT NULL LIMIT 1").fetchone() is not None


class Asker:
    """One question to one cursor, which nobody else binds meanwhile: every part sees the same run and the same windows."""

    def __init__(
        self,
        run: Run,
        cursor: Any,
        kpi: KPI,
        asked: Asked,
        timing: periods.Timing,
        language: str | None = None,
        by: tuple[str, ...] = (),
        answered: Answered | None = None,
    ) -> None:
        self.by, self.answered = by, answered
        self.run, self.cursor, self.kpi, self.timing = run, cursor, kpi, timing
        self.shape = replace(asked.shape, customers=keeps_customers(kpi))
        self.values = asked.values
        self.language = language or run.settings.language
        self._spans: list[periods.Window] | None = None
        self._bound: tuple[list[periods.Window] | None, set[str]] = (None, set())

    def answer(self, grain: str | None, *, rows: bool) -> Answer:
        """The whole answer: the pooled figure, its groups and periods, and the rows behind it if asked."""
        kpi, timing, scope = self.kpi, self.timing, self.values.scope
        total = self.total()
        groups = self.groups(self.by, grain) if self.by or grain else (Row({}, None, total),)
        return Answer(
            kpi=kpi.key,
            id=kpi.id,
            name=kpi.name[self.language],
            unit=kpi.unit,
            definition=kpi.formula[self.language],
            definition_version=kpi.version,
            start=timing.start,
            end=timing.end,
            as_of=timing.as_of,
            scope=scope.to_json(),
            run=self.run.number,
            provisional=_provisional(self.run, timing, total),
            currency=(scope.currency or self.run.settings.currency) if kpi.unit.startswith("money") else None,
            rows=groups,
            total=total,
            detail=self.detail(self.by) if rows else None,
        )

    def total(self) -> Figure:
        self._bind(None)
        unmatched = self._unmatched().get(self.timing.start)
        if self._lacking:
            return self._with_note(Figure(None, None, None, 0, unmatched=unmatched))
        parts = self._parts((), estimates=True)
        (group,) = self._groups((), None, parts) or [Group({}, None)]
        built = self._figure(group, unmatched)
        built = self._suggested_in(built, self._suggested(self.by).get(self.timing.start))
        return self._with_note(self._with_waves(self._with_estimates(built, parts)))

    def groups(self, by: tuple[str, ...], grain: str | None) -> tuple[Row, ...]:
        spans = self._bind(grain)
        groups = self._groups(by, grain)
        unmatched = self._unmatched() if not by else {}
        suggested = self._suggested(by) if not by else {}
        filled = groups if grain is None else with_empty_periods(groups, [span.period for span in spans], by)
        return tuple(
            Row(group.by, group.period, self._told(group, unmatched.get(group.period), suggested.get(group.period)))
            for group in filled
        )

    def _told(self, group: Group, unmatched: float | None, suggested: int | None) -> Figure:
        return self._measured(self._suggested_in(self._figure(group, unmatched), suggested))

    def _suggested(self, by: tuple[str, ...]) -> dict[date | None, int]:
        """How many people a figure rests on by what their titles suggest, per period; asked only where there are any."""
        preset = self.run.settings.presets()[self.values.scope.engaged or self.run.settings.engagement.preset]
        by_minutes = preset.minutes is not None or preset.people is not None
        fields = rests_on(self.kpi, by, by_minutes=by_minutes)
        if not fields or not self.run.once("suggests", self._suggests):
            return {}
        return {period: int(people) for period, people in self._fetch(SUGGESTED + ",".join(fields), ())}

    def _suggests(self) -> bool:
        return bool(self.cursor.execute("SELECT 1 FROM suggested_people LIMIT 1").fetchall())

    def _suggested_in(self, built: Figure, people: int | None) -> Figure:
        """The figure with `n suggested` beside it."""
        if not people:
            return built
        text = "%(n)d suggested: the title of so many people was read for what no file says."
        note = translator(self.language).gettext(text) % {"n": people}
        return replace(
            built, note=" ".join(filter(None, (built.note, note))), extra={**built.extra, "suggested": people}
        )

    def _figure(self, group: Group, unmatched: float | None) -> Figure:
        return figure(self.kpi, group, unmatched, self.run.settings, self.language, self.values["asked_currency"])

    def _measured(self, built: Figure) -> Figure:
        return unmeasured(built, self._lacking, self.language) if self._lacking else built

    def detail(self, by: tuple[str, ...]) -> tuple[dict[str, Any], ...]:
        """The rows behind the figure, all of them."""
        return tuple(self.read(by))

    def read(self, by: tuple[str, ...], piece: Piece | None = None) -> Iterator[dict[str, Any]]:
        """The rows behind the figure, or a piece of them in an order, as they are asked for: nothing else may use the cursor."""
        self._bind(None)
        rows = self._rows(by)
        if piece is not None:
            names = [column[0] for column in self._run(around(rows, "*", "LIMIT 0")).description]
            rows = around(rows, "*", f"ORDER BY {piece.order_by(names)} {piece.limit}")
        result = self._run(rows)
        names = [column[0] for column in result.description]
        while part := result.fetchmany(AT_ONCE):
            yield from (_detail_row(names, row) for row in part)

    def count(self, by: tuple[str, ...]) -> int:
        """How many rows are behind the figure, those left out included."""
        self._bind(None)
        return int(self._run(around(self._rows(by), "count(*)")).fetchall()[0][0])

    def statement(self, part: str, by: tuple[str, ...]) -> Statement:
        return compiled(
            self.kpi, part, shape_for(self.shape, by, self.values.known), by, dialect_of(self.cursor), self.run.store
        )

    def _rows(self, by: tuple[str, ...]) -> Statement:
        return self.statement("rows", by)

    def _run(self, statement: Statement) -> Any:
        if self._spans is not None:
            spans, bound = self._bound if self._bound[0] == self._spans else (self._spans, set())
            lacking = tables_read(statement.sql) - bound
            if lacking:
                bind(self.cursor, self._spans, self.run.settings, lacking)
            self._bound = (spans, bound | lacking)
        return statement.run(self.cursor, self.values)

    def _bind(self, grain: str | None) -> list[periods.Window]:
        """The windows that what is run from now on asks about; the cursor gets them with the first statement."""
        self._spans = periods.windows(self.timing, grain, self.kpi.clock, self.run.settings)
        return self._spans

    def _fetch(self, part: str, by: tuple[str, ...]) -> Rows:
        statement = self.statement(part, by)

        def fetch() -> Rows:
            rows: Rows = self._run(statement).fetchall()
            return rows

        if self.answered is None or self._spans is None:
            return fetch()
        windows = (*self._spans, self.run.settings.longest_lookback)
        return self.answered.rows(statement.filled(self.values), windows, fetch)

    def _parts(self, by: tuple[str, ...], *, estimates: bool = False) -> dict[str, Rows]:
        """The rows of all parts that a figure needs, of one statement."""
        parts = parts_of(self.kpi, self.shape, estimates=estimates)
        return told_apart(self._fetch(asked_together(parts), by), parts, len(by))

    def _groups(self, by: tuple[str, ...], grain: str | None, parts: Mapping[str, Rows] | None = None) -> list[Group]:
        parts, dated = parts or self._parts(by), grain is not None
        if "tallied" in parts:
            groups = with_reasons(parts["tallied"], by, dated)
        else:
            groups = [of_sums(row, by, dated) for row in parts["grouped"]]
        if "values" in parts:
            groups = with_values(groups, parts["values"], by, dated)
        if "by_account" in parts:
            groups = with_clusters(groups, parts["by_account"], by, dated)
        if isinstance(self.kpi.measure, Mix):
            groups = of_the_whole(groups, self.kpi.measure.across)
        return sorted(groups, key=in_order)

    def _unmatched(self) -> dict[date | None, float | None]:
        if not reports_unmatched(self.kpi):
            return {}
        rows = self._fetch("unmatched", ())
        return {period: missing / touches if touches else None for period, missing, touches in rows}

    def _with_estimates(self, built: Figure, parts: Mapping[str, Rows]) -> Figure:
        """What stands beside the figure: the censored estimate of a duration, the trend of a score."""
        for name in ESTIMATES:
            estimate: Estimate | None = getattr(self.kpi, name)
            if estimate is not None:
                pairs = [(row[-2], row[-1]) for row in parts[name]]
                found = ESTIMATORS[estimate.estimator](*arrays(pairs))
                built = replace(built, extra={**built.extra, name: found})
        return built

    def _with_waves(self, built: Figure) -> Figure:
        if not self.kpi.waves:
            return built
        answers = [answer_of(row) for row in self.detail(()) if row["left_out"] is None]
        return replace(built, extra={**built.extra, **wave_changes(answers)})

    def _with_note(self, built: Figure) -> Figure:
        """What belongs to the total alone: deals whose outcome nobody stated, ids nearly known, and that no list is loaded."""
        words, told = translator(self.language), self._measured(built)
        notes = [told.note, unstated_note(self._unstated, words) if reads_deals(self.kpi) else None]
        notes.append(doubled_note(self._doubled, words) if reads_deals(self.kpi) else None)
        if near := tuple(touching(self._nearly_known, self.kpi, self.shape.arm)):
            notes += nearly_known_notes(near, Words(self.language, currency=self.run.settings.currency))
            told = replace(told, extra={**told.extra, "nearly_known": [one.to_json() for one in near]})
        if LISTS in self._lacking:
            notes.append(no_lists(self.language))
        if self.shape.roll_up and self.shape.arm == "listed" and (family := self._unlisted_family()):
            notes.append(family_note(family, self.language))
            told = replace(told, extra={**told.extra, "unlisted_family": [account for account, _ in family]})
        return replace(told, note=" ".join(filter(None, notes)) or None)

    def _unlisted_family(self) -> tuple[tuple[str, str], ...]:
        scope = self.values.scope
        return unlisted_family(self.cursor, arm=(scope.arm,), list=scope.lists, programme_id=scope.programmes)

    @property
    def _doubled(self) -> int:
        return self.run.once("doubled deals", lambda: doubled_deals(self.cursor))

    @property
    def _nearly_known(self) -> tuple[NearlyKnown, ...]:
        return self.run.once("nearly known ids", lambda: read_nearly_known(self.run.connection.cursor()))

    @property
    def _unstated(self) -> Unstated:
        return self.run.once("unstated deals", lambda: unstated_deals(self.cursor))

    @cached_property
    def _lacking(self) -> tuple[str, ...]:
        """Tables that the figure needs and that hold nothing; of tables that hold rows, columns that no source filled."""
        on_entry = self.run.settings.mqa.selected
        needs = tables_needed(self.kpi, self.shape.arm, mqa_on_entry=on_entry)
        held = self.run.once("facts that hold rows", lambda: _held(self.cursor))
        lacking = (need for need in needs if not any(FACT_OF.get(table, table) in held for table in need))
        return tuple(" or ".join(need) for need in lacking) or tuple(self._unfilled())

    def _unfilled(self) -> Iterator[str]:
        for need in columns_needed(self.kpi):
            columns = dict.fromkeys(FILLED[column] for column in need)
            if not any(
                self.run.once(f"{name} is filled", partial(_column_is_filled, self.cursor, name)) for name in columns
            ):
                yield need[0]


AT_ONCE = 2_000
"""Rows that are fetched together: there may be more of them than memory holds."""


def rows_behind(
    run: Run, key: str, scope: Scope | None = None, by: Sequence[str] = ()
) -> tuple[Callable[[], int], Callable[[Piece | None], Iterator[dict[str, Any]]]]:
    """How many rows are behind a figure, and a reader of all or a piece of them: some figures have more than memory holds.

    Either raises as `answer` does.
    """

    def asker() -> Asker:
        return _asker(run, key, scope or Scope(), by)

    return lambda: asker().count(tuple(by)), lambda piece: asker().read(tuple(by), piece)


def _detail_row(names: list[str], values: tuple[Any, ...]) -> dict[str, Any]:
    row = {name: _clean(value) for name, value in zip(names, values, strict=True)}
    by = {name[3:]: row.pop(name) for name in names if name.startswith("by_")}
    row.pop("period", None)
    return {"by": by, **row} if by else row


def _clean(value: Any) -> Any:
    if isinstance(value, Decimal):
        return decimal(value)
    return None if value in (BEGINNING, FOREVER) else value


__all__ = ["Asker", "Run", "answer", "asked_of", "bind", "rows_behind"]
