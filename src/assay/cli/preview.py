"""`assay preview`: what changed settings would do to the headline figures, before a run is built with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show, tell

if TYPE_CHECKING:
    from assay.memory.preview import Preview


def preview(
    place: Place,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY...]", help="KPIs; without any, the headline figures.")
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option("--settings", metavar="FILE", help="A changed copy of assay.toml.", show_default="assay.toml"),
    ] = None,
) -> None:
    """Tell what the settings, as they are written now, would do to the figures of the current run; builds nothing that stays."""
    from assay.memory.preview import preview_settings
    from assay.settings import read_settings
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    wanted = read_settings(settings) if settings else workspace.settings
    found = preview_settings(workspace, wanted, keys=keys or (), progress=tell)
    header = ("figure", "window", "before", "after")
    rows = [(one.question.kpi, one.question.window, one.before.value, one.after.value) for one in found.figures]
    differ = [row for row, one in zip(rows, found.figures, strict=True) if one.differs]
    show(
        place,
        found.to_json(),
        (header, rows),
        lambda: [*([make_table(header, differ, right=header[2:])] if differ else []), *console_text(_said(found))],
    )


def _said(found: Preview) -> str:
    differ = sum(one.differs for one in found.figures)
    changed = ", ".join(found.changed) or "nothing"
    return f"{differ} of {len(found.figures)} figures of run {found.run} would differ. Changed settings: {changed}."
