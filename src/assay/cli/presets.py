"""`assay presets`: the layouts of other systems that load as they are."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show


def presets(
    place: Place,
    name: Annotated[
        str | None, typer.Argument(metavar="NAME", help="Which files this one reads.", show_default="all of them")
    ] = None,
) -> None:
    """List the exports of other systems that load as they are, with the tables they give."""
    from assay.sources.presets import preset_path
    from assay.sources.recognise import presets as known

    if name is None:
        rows = [(one.name, one.title, ", ".join(one.tables), one.known_from) for one in known()]
        header = ("preset", "exports of", "gives", "known from")
        told = [
            {"preset": one.name, "title": one.title, "gives": one.tables, "known_from": one.known_from}
            for one in known()
        ]
        show(place, told, (header, rows), lambda: (make_table(header, rows), *console_text(_NEXT)))
        return
    preset_path(name)
    chosen = next(one for one in known() if one.name == name.lower())
    lines = [(file, table) for file, table in chosen.gives]
    show(
        place,
        {"preset": chosen.name, "title": chosen.title, "description": chosen.description, "gives": lines},
        (("file", "table"), lines),
        lambda: (
            *console_text(f"{chosen.title}. {chosen.description}"),
            make_table(("file", "becomes"), lines),
            *console_text(f"assay load FILE… --preset {chosen.name}"),
        ),
    )


_NEXT = "assay load FILE… --preset NAME. Files are known by their columns, whatever they are called; `assay presets NAME` tells of one."
