"""`assay export`: definitions for other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.cli.options import Asked, Place, command
from assay.cli.output import console_text, show

export = typer.Typer(
    name="export", help="Export definitions for other tools.", no_args_is_help=True, rich_markup_mode=None
)


@export.callback()
def _group() -> None:
    """Keeps `dbt` a word of its own, though it is the only one."""


def dbt(
    place: Place,
    asked: Asked,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="An empty folder, or one of an export.")
    ],
    keys: Annotated[list[str] | None, typer.Option("--kpi", metavar="KEY", help="Only these KPIs.")] = None,
    grain: Annotated[
        str, typer.Option("--grain", metavar="GRAIN", help="day, week, month, quarter or year.")
    ] = "month",
) -> None:
    """Write a dbt project: models of the facts, models and metrics of the KPIs that can be counted, summed or divided.

    The others are refused by name, with the reason.
    """
    from assay.outbound.dbt import export_dbt
    from assay.store.workspace import Workspace

    made = export_dbt(Workspace.find(place.folder), output, asked.scope(), keys=keys or (), grain=grain)
    refused = sorted(made.refused.items())
    lines = [
        f"{made.folder}: {len(made.metrics)} KPIs and {len(made.facts)} facts of run {made.run}, by {made.grain}.",
        *(f"Refused: {key}: {reason}." for key, reason in refused),
    ]
    show(place, made.to_json(), (("kpi", "refused_because"), refused), lambda: console_text(*lines))


export.command("dbt")(command(dbt))
