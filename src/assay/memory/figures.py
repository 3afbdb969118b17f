"""Which figures are kept, and what a run answers to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from assay.kpis import find
from assay.memory.kept import Asked, Value, keep_figures
from assay.memory.origin import answers_fingerprint
from assay.metrics import periods
from assay.metrics.answers import Run, answer
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.settings.figures import FigureWindow
from assay.store.runs import open_run
from assay.store.workspace import Workspace

_STEPS = {"month": "month", "quarter": "quarter"}


@dataclass(frozen=True)
class Question:
    """A KPI and a scope; days the scope leaves open move with the run's last day. `window` is how people call the days."""

    kpi: str
    scope: Scope
    window: str


def headline(settings: Settings, last_day: date | None) -> tuple[Question, ...]:
    """The figures kept with a run whose last day with data is this one; none without data."""
    return questions(settings, last_day)


def questions(
    settings: Settings, last_day: date | None, keys: Sequence[str] = (), scope: Scope | None = None
) -> tuple[Question, ...]:
    """These KPIs, else the headline ones, in the days of the scope, else in the windows of the settings."""
    scope, wanted = scope or Scope(), [find(key).key for key in keys or settings.figures.keys]
    if scope.start or scope.end or scope.as_of:
        return tuple(Question(key, scope, "asked") for key in wanted)
    if last_day is None:
        return ()
    scopes = [(window, closed(window, last_day, settings, scope)) for window in settings.figures.windows]
    return tuple(Question(key, windowed, window) for window, windowed in scopes for key in wanted)


def closed(window: FigureWindow, last_day: date, settings: Settings, scope: Scope | None = None) -> Scope:
    """The scope in the last month or fiscal quarter that is over; `to_date` leaves the days open."""
    scope = scope or Scope()
    if window == "to_date":
        return scope
    following = periods.period_start(last_day + timedelta(days=1), _STEPS[window], settings)
    end = following - timedelta(days=1)
    return replace(scope, start=periods.period_start(end, _STEPS[window], settings), end=end)


def resolved(question: Question, last_day: date | None) -> tuple[Asked, Scope]:
    """The question with all its days, as seen from a last day with data."""
    timing = periods.resolve(question.scope, last_day)
    scope = replace(question.scope, start=timing.start, end=timing.end, as_of=timing.as_of)
    words = {**scope.to_json(), **({"currency": scope.currency} if scope.currency else {})}
    return Asked(question.kpi, timing.start, timing.end, timing.as_of, json.dumps(words, sort_keys=True)), scope


def ask(run: Run, asked: Asked, scope: Scope) -> Value:
    found = answer(run, asked.kpi, scope)
    figure = found.total
    return Value(
        found.definition_version,
        answers_fingerprint(),
        found.currency,
        figure.value,
        figure.numerator,
        figure.denominator,
        figure.n,
        figure.note,
    )


def ask_all(run: Run, questions: Iterable[Question], last_day: date | None) -> dict[Question, tuple[Asked, Value]]:
    """What a run answers, with the days as seen from a last day."""
    answered = {}
    for question in questions:
        asked, scope = resolved(question, last_day)
        answered[question] = (asked, ask(run, asked, scope))
    return answered


def publish_figures(workspace: Workspace, number: int) -> int:
    """Work the headline figures of a run out and keep them; returns how many there are."""
    with closing(open_run(workspace, number)) as run:
        settings = workspace.settings
        answered = ask_all(run, headline(settings, run.last_day), run.last_day)
    keep(workspace, number, list(answered.values()))
    return len(answered)


def keep(workspace: Workspace, number: int, answered: Sequence[tuple[Asked, Value]]) -> None:
    keep_figures(workspace, number, answered, datetime.now(UTC).replace(microsecond=0, tzinfo=None))
