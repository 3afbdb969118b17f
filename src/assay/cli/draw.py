"""`assay lists` as a group: bare it shows the lists, `assay lists draw` draws a holdout."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli import list_edits, runs
from assay.cli.kpi import Language
from assay.cli.options import Place, by_itself, command
from assay.cli.output import console_text, make_table, show
from assay.errors import UsageError
from assay.metrics.scope import split

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.planning.holdout import Draw

lists = typer.Typer(name="lists", invoke_without_command=True, rich_markup_mode=None)
by_itself(lists, runs.lists)


def draw(
    place: Place,
    list: Annotated[str, typer.Option("--list", metavar="NAME", help="The list to draw from.", show_default=False)],
    share: Annotated[float, typer.Option("--share", metavar="SHARE", help="How much is held back.")] = 0.2,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="DIM[,DIM]",
            help="What both groups have alike: tier, prior_pipeline, industry, country, region, city, owner, employees, annual_revenue, prior_touches, prior_deals, x_….",
        ),
    ] = "tier,prior_pipeline",
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="Draws the same again.", show_default="a new one, logged")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The day of the draw.", show_default="today")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Although this list was drawn before.")] = False,
    primary: Annotated[
        str | None,
        typer.Option(
            "--primary",
            metavar="KPI",
            help="The one figure by which the programme will be judged, on record with the draw.",
            show_default="asked for at a terminal, else opportunity_rate",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The list rows to load.", show_default="draw-N.csv here"),
    ] = None,
    land: Annotated[
        bool, typer.Option("--land", help="Land the rows at once, as the page does, and write no file.")
    ] = False,
    language: Language = None,
) -> None:
    """Draw a holdout by lot, before launch: within blocks, relatives together, the seed on record; writes list rows to load."""
    from assay.api import check_language, make_scope
    from assay.planning.holdout import PRIMARY, next_id
    from assay.planning.holdout import draw as ask
    from assay.planning.target_lists import draw_and_land
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    check_language(language)
    if land and output:
        raise UsageError("--land writes no file.", hint="Leave out --output, or --land.")
    words: dict[str, Any] = {
        "share": share,
        "seed": seed,
        "start": make_scope(start=start).start,
        "again": again,
        "language": language,
        "primary": primary or _asked_for(place, PRIMARY),
    }
    file = None if land else output or Path(f"draw-{next_id(workspace)}.csv")
    with closing(open_run(workspace)) as run:
        if file is None:
            drawn = draw_and_land(run, workspace, list, blocks=split([by]), **words)
        else:
            drawn = ask(run, workspace, list, by=split([by]), output=file, **words)
    show(place, {**drawn.to_json(), "file": str(file) if file else None}, _lines(drawn), lambda: _tables(drawn, file))


def _asked_for(place: Place, usual: str) -> str:
    """The primary figure, from whoever sits at the terminal; a script gets the usual one."""
    if place.format not in (None, "table") or not sys.stdin.isatty():
        return usual
    return str(typer.prompt("By which figure will the programme be judged (a KPI)?", default=usual))


lists.command(name="draw")(command(draw))
list_edits.register(lists)


def _lines(drawn: Draw) -> tuple[tuple[str, ...], Any]:
    from assay.planning.holdout import COLUMNS

    return COLUMNS, drawn.rows


def _tables(drawn: Draw, file: Path | None) -> Iterator[RenderableType]:
    record = drawn.record
    arms = [*record.arms.values()]
    rows = [(one.name, one.accounts, one.families, one.accounts - one.holdout, one.holdout) for one in drawn.strata]
    total = ("Total", len(arms), sum(row[2] for row in rows), arms.count("abm"), arms.count("holdout"))
    header = ("block", "accounts", "companies", "abm", "holdout")
    yield make_table(header, [*rows, total], right=header[1:], title=f"Draw {record.id} of list {record.list}")
    covariates = [
        (
            one.covariate,
            _number(one.abm),
            _number(one.holdout),
            "–" if one.difference is None else f"{one.difference:+.2f}",
        )
        for one in drawn.balance
    ]
    names = ("before launch", "abm", "holdout", "difference in SD")
    yield make_table(names, covariates, right=names[1:], title="Balance")
    yield from console_text(*drawn.warnings)
    yield from console_text(
        f"primary figure {record.primary} · seed {record.seed} · share {record.share:g} · by {', '.join(record.by) or 'nothing'} · on record in .assay/draws.ndjson",
        f"Next: `assay load {file} --table list_memberships`, then `assay refresh`."
        if file
        else "Its rows have landed. Next: `assay refresh`.",
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.4g}" if abs(value) < 10_000 else f"{value:,.0f}"
