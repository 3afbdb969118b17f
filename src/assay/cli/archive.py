"""`assay loads`, `assay undo` and `assay audit`: what has landed, taking it back, and who did what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show

if TYPE_CHECKING:
    from assay.landing.undo import UndoReport
    from assay.store.workspace import Workspace


def loads(place: Place) -> None:
    """List what was loaded, load by load, and what was taken back."""
    from assay.store.workspace import Workspace

    listed = list(_loads(Workspace.find(place.folder)))
    header = ("load", "landed_at", "files", "tables", "loaded", "quarantined", "taken_back_by")
    rows = [[_shown(one[name]) for name in header] for one in listed]
    show(place, listed, (header, rows), lambda: [make_table(header, rows, right=("load", "loaded", "quarantined"))])


def undo(
    place: Place,
    numbers: Annotated[list[int], typer.Argument(metavar="LOAD...", help="Numbers of loads.", show_default=False)],
) -> None:
    """Take a load back: its rows go, those it replaced come back, its files can be loaded again.

    Nothing is deleted: taking back is an event of its own, which can be taken back as well.
    """
    from dataclasses import asdict

    from assay.landing.undo import undo as take_back
    from assay.store.workspace import Workspace

    report = take_back(Workspace.find(place.folder), numbers)
    header = ("table", "removed", "restored", "shared", "passed_over")
    rows = [[one.table, one.removed, one.restored, one.shared, one.passed_over] for one in report.tables]
    show(
        place,
        asdict(report),
        (header, rows),
        lambda: [make_table(header, rows, right=header[1:]), *console_text(*_said(report))],
    )


def audit(
    place: Place,
    last: Annotated[int, typer.Option("--last", metavar="N", min=1, help="So many of the newest lines.")] = 1_000_000,
) -> None:
    """Tell who did what: sign-ins, loads, exports, users … Every line is checked against the one before it.

    Exit status 3 where a line was changed or is missing.
    """
    from collections import deque
    from dataclasses import asdict

    from assay.store.audit import entries, tell_owed
    from assay.store.settings_file import note_unfinished
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    note_unfinished(workspace)
    tell_owed(workspace)
    newest = deque(entries(workspace), maxlen=last)
    header = ("number", "at", "actor", "action", "details")
    rows = [[one.number, one.at, one.actor, one.action, one.details] for one in newest]
    shown = [[*row[:-1], _words(one.details)] for one, row in zip(newest, rows, strict=True)]
    show(place, [asdict(one) for one in newest], (header, rows), lambda: [make_table(header, shown, right=("number",))])


def _words(details: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in details.items())


def _said(report: UndoReport) -> Iterator[str]:
    listed = ", ".join(map(str, report.loads))
    yield f"Taken back: load {listed}, by event {report.event}. `assay refresh` builds a run without it."
    if any(table.shared for table in report.tables):
        yield "Shared rows stay: a later load had them too."
    if again := sorted({load for table in report.tables for load in table.load_again}):
        numbers = ", ".join(map(str, again))
        yield (
            f"Rows of load {numbers} had been passed over as older than these: load its files again with "
            "--option again=true."
        )


def _loads(workspace: Workspace) -> Iterator[dict[str, Any]]:
    from assay.landing.manifest import landed_files, undone
    from assay.landing.undo import loads_taken_back

    events = undone(workspace)
    void = loads_taken_back(workspace)
    by_load = defaultdict(list)
    for file in landed_files(workspace, taken_back=True):
        by_load[file.load].append(file)
    for load, files in by_load.items():
        by = [one.load for one in events if one.undone == load] if load in void else []
        yield {
            "load": load,
            "landed_at": files[0].landed_at[:19] + "Z",
            "files": list(dict.fromkeys(file.report.file for file in files)),
            "tables": list(dict.fromkeys(file.report.table for file in files)),
            "loaded": sum(file.report.loaded for file in files),
            "quarantined": sum(file.report.quarantined for file in files),
            "taken_back_by": by[-1] if by else None,
        }


def _shown(value: Any) -> Any:
    return ", ".join(value) if isinstance(value, list) else value
