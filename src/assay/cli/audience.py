"""`assay audience`: lists for ad platforms."""

from __future__ import annotations

from typing import Annotated

import typer

from assay.cli.options import Asked, Place
from assay.cli.output import console_text, show
from assay.plural import many


def audience(
    place: Place,
    kind: Annotated[
        str,
        typer.Argument(metavar="KIND", help="linkedin-companies, linkedin-contacts or google-customer-match."),
    ],
    asked: Asked,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE|URL", help="Where to write: a file, s3://… or gs://…; none: only tell."
        ),
    ] = None,
    consented: Annotated[
        bool, typer.Option("--consented", help="Only people of whom a visitor granted consent.")
    ] = False,
    held_back_too: Annotated[
        bool, typer.Option("--include-held-back", help="Let control and holdout accounts in; needs the next one too.")
    ] = False,
    sure: Annotated[
        bool, typer.Option("--end-the-comparison", help="You know that ads to held-back accounts end the comparison.")
    ] = False,
) -> None:
    """Make a company or contact list as LinkedIn or Google take it, without accounts held back for a comparison and without
    people who objected.
    """
    from assay.outbound.audience import audience as make
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    made = make(
        workspace,
        kind,
        asked.scope(),
        target=output,
        held_back_too=held_back_too,
        sure=sure,
        consented=consented,
    )
    left_out = sorted(made.left_out.items())
    lines = [
        f"{made.kind}: {many(len(made.rows), 'row')} of {many(made.accounts, 'account')}"
        + (f", written to {output}." if output else "; nothing was written (-o FILE)."),
        *(f"Left out: {count:,} {reason}." for reason, count in left_out),
        *([f"WARNING: {made.held_back:,} control and holdout accounts are in it."] if made.held_back else []),
    ]
    show(place, made.to_json(), (("left_out", "count"), left_out), lambda: console_text(*lines))
