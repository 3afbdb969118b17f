"""What happened beside a chart over time, and the notes that readers write about a day: landed, dated, taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from assay.charts import Mark, marks_of
from assay.errors import UsageError
from assay.landing.chart_notes import ChartNote, chart_notes, take_note_back, write_note
from assay.metrics.answer import Answer
from assay.views.annotations import Annotation, annotations_of, check_note
from assay.web.pages.periods import last_day
from assay.web.rights import STEERERS
from assay.web.scope_url import COMMON_WORDS, SCOPE_WORDS
from assay.web.security import local
from assay.web.visit import Visit
from assay.web.visiting import visiting

ROUTER = APIRouter()
_visiting = Depends(visiting((*SCOPE_WORDS, *COMMON_WORDS), STEERERS))


@dataclass(frozen=True)
class Happened:
    """The marks of a chart, and what each of them stands for; `by_mark` is in the order of their numbers."""

    marks: tuple[Mark, ...]
    by_mark: tuple[tuple[Annotation, ...], ...]


def what_happened(visit: Visit, series: Answer, grain: str) -> Happened:
    """Launches, changes of lists and definitions, and notes within the periods of a series."""
    starts = sorted({row.period for row in series.rows if row.period})
    if not starts:
        return Happened((), ())
    last = min(last_day(starts[-1], grain), max(series.end, starts[-1]))
    known = visit.keep("annotations", lambda: _known(visit, starts[0], last), visit.scope, starts[0], last)
    notes = annotations_of(
        visit.cursor(),
        visit.scope,
        starts[0],
        last,
        language=visit.language,
        notes=_notes(visit),
        kpi=series.kpi,
        lists=False,
    )
    told = sorted((*known, *notes), key=lambda one: one.day)
    marks = marks_of([(one.day, one.line(visit.language)) for one in told], starts, last)
    ends = [*starts[1:], date.max]
    return Happened(
        marks,
        tuple(tuple(one for one in told if starts[mark.place] <= one.day < ends[mark.place]) for mark in marks),
    )


def happened_between(visit: Visit, first: date, last: date, kpi: str | None) -> tuple[Annotation, ...]:
    """All that is told of the days of a scope, also each change of who is on its lists, as the reader may see it."""
    whole = None if visit.viewer.sees_part else visit.workspace
    return annotations_of(
        visit.cursor(),
        visit.scope,
        first,
        last,
        language=visit.language,
        workspace=whole,
        kpi=kpi,
        notes=_notes(visit),
    )


def _known(visit: Visit, first: date, last: date) -> tuple[Annotation, ...]:
    """What the run and the settings tell; it is kept with the run."""
    whole = None if visit.viewer.sees_part else visit.workspace
    return annotations_of(visit.cursor(), visit.scope, first, last, language=visit.language, workspace=whole)


def _notes(visit: Visit) -> tuple[ChartNote, ...]:
    """Never kept, so that what was just written is seen; who sees a part reads those that are about all lists."""
    notes = chart_notes(visit.site.workspace)
    return tuple(one for one in notes if one.list is None) if visit.viewer.sees_part else notes


@ROUTER.post("/chart-notes")
def add(
    visit: Annotated[Visit, _visiting],
    day: Annotated[str, Form(max_length=10)],
    text: Annotated[str, Form(max_length=4000)],
    about: Annotated[str, Form(max_length=400)] = "",
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Lands a note about all charts, a figure (`kpi:KEY`) or a list (`list:NAME`), and leads back to the chart."""
    kind, _, name = about.partition(":")
    which, figure = (name if kind == "list" else None), (name if kind == "kpi" else None)
    check_note(visit.cursor(), which, figure)
    write_note(visit.site.workspace, _day(day), text, list=which, kpi=figure, by=visit.viewer.name or None)
    return RedirectResponse(local(back), 303)


@ROUTER.post("/chart-notes/back")
def take_back(
    visit: Annotated[Visit, _visiting],
    note: Annotated[str, Form(max_length=100)],
    back: Annotated[str, Form(max_length=4000)] = "/",
) -> Response:
    """Takes a note back that was written here, and leads back to the chart."""
    take_note_back(visit.site.workspace, note, by=visit.viewer.name or None)
    return RedirectResponse(local(back), 303)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a day.", hint="Choose one: 2026-11-30.") from None


__all__ = ["Happened", "happened_between", "what_happened"]
