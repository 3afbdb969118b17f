"""`assay chart-notes`: what people write down about days, which stands beside the charts. Bare it lists the notes."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place, by_itself, command
from assay.cli.output import console_text, make_table, show, tell
from assay.errors import UsageError

if TYPE_CHECKING:
    from assay.landing.chart_notes import ChartNote

chart_notes = typer.Typer(
    name="chart-notes",
    help="Notes about days, beside the charts: list them, write one, take one back.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
HEADER = ("note", "day", "text", "list", "kpi", "by", "load")


def list_notes(place: Place) -> None:
    """List the notes that stand, by their day."""
    from assay.landing.chart_notes import chart_notes as standing
    from assay.store.workspace import Workspace

    standings = standing(Workspace.find(place.folder))
    rows = [_row(one) for one in standings]
    said = (
        []
        if rows
        else ['Nobody has written a note. `assay chart-notes add 2026-04-15 "Trade fair in Lyon"` writes one.']
    )
    data = [dict(zip(HEADER, row, strict=True)) for row in rows]
    show(place, data, (HEADER, rows), lambda: [make_table(HEADER, rows)] if rows else [*console_text(*said)])


def _row(one: ChartNote) -> tuple[Any, ...]:
    return one.note_id, one.day, one.text, one.list, one.kpi, one.by, one.load


by_itself(chart_notes, list_notes)


def add(
    place: Place,
    day: Annotated[str, typer.Argument(metavar="DATE", help="The day it is about.", show_default=False)],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What happened.", show_default=False)],
    list: Annotated[
        str | None, typer.Option("--list", metavar="NAME", help="Shown only where this list is looked at, or all are.")
    ] = None,
    kpi: Annotated[str | None, typer.Option("--kpi", metavar="KPI", help="Shown beside this figure only.")] = None,
) -> None:
    """Write a note about a day. It lands as a row of the source assay, and is beside the charts at once."""
    from assay.landing.chart_notes import write_note
    from assay.store.runs import current, open_run
    from assay.store.workspace import Workspace
    from assay.views.annotations import check_note

    workspace = Workspace.find(place.folder)
    if (list or kpi) and current(workspace) is not None:
        with closing(open_run(workspace)) as run:
            check_note(run.cursor(), list, kpi)
    made = write_note(workspace, _day(day), text, list=list, kpi=kpi)
    tell(f"Written: note {made.note_id} about {made.day}. `assay chart-notes remove {made.note_id}` takes it back.")


def remove(
    place: Place,
    note: Annotated[
        str, typer.Argument(metavar="NOTE", help="The note, as `assay chart-notes` lists it.", show_default=False)
    ],
) -> None:
    """Take back a note that was written here."""
    from assay.landing.chart_notes import take_note_back
    from assay.store.workspace import Workspace

    gone = take_note_back(Workspace.find(place.folder), note)
    tell(f"Taken back: the note about {gone.day}. `assay loads` lists it as undone.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day.", hint="Write it as 2026-01-31.") from None


for _name, _function in (("add", add), ("remove", remove)):
    chart_notes.command(name=_name)(command(_function))
