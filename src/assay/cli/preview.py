"""`assay preview`: what changed settings would do to the headline figures, before a run is built with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show, tell
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.memory.preview import Preview

HEADER = ("figure", "window", "before", "after")


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
    preview = preview_settings(workspace, wanted, keys=keys or (), progress=tell)
    changed = f"Changed settings: {', '.join(preview.changed) or 'nothing'}."
    show(place, preview.to_json(), (HEADER, _rows(preview)), lambda: figures_told(preview, changed))


def figures_told(preview: Preview, besides: str = "") -> Iterator[RenderableType]:
    """The figures that would differ, and how many of all."""
    differ = [row for row, one in zip(_rows(preview), preview.figures, strict=True) if one.differs]
    if differ:
        yield make_table(HEADER, differ, right=HEADER[2:])
    said = f"{len(differ)} of {many(len(preview.figures), 'figure')} of run {preview.run} would differ. {besides}"
    yield from console_text(said.strip())


def _rows(preview: Preview) -> list[tuple[object, ...]]:
    return [(one.question.kpi, one.question.window, one.before.value, one.after.value) for one in preview.figures]
