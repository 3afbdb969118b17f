"""`assay power`: what a list of this size can show, and when; `--running` tells how far a programme is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.kpi import Language
from assay.cli.options import Asked, Place
from assay.cli.output import console_text, make_table, show
from assay.metrics.scope import split

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.planning.expectations import Maturity
    from assay.planning.result import PowerAnswer

Against = Annotated[str, typer.Option("--against", metavar="control|holdout|rest", help="The arm to compare with.")]


def power(
    place: Place,
    asked: Asked,
    kpis: Annotated[
        list[str] | None,
        typer.Option("--kpi", metavar="KEY", help="Only these KPIs.", show_default="all that are forecast"),
    ] = None,
    months: Annotated[
        int, typer.Option("--months", metavar="N", help="The time one is asked to show something in.")
    ] = 3,
    share_controls: Annotated[
        float | None,
        typer.Option(
            "--share-controls",
            metavar="SHARE",
            help="Hold this share of the list back, as `assay lists draw` would.",
            show_default="the accounts of --against",
        ),
    ] = None,
    expect: Annotated[
        float | None,
        typer.Option("--expect", metavar="SHARE", help="The lift you expect, of the base: 0.25 is a quarter more."),
    ] = None,
    against: Against = "control",
    running: Annotated[
        bool, typer.Option("--running", help="Instead: which accounts have been followed long enough, KPI by KPI.")
    ] = False,
    language: Language = None,
) -> None:
    """Tell before launch what a programme on a list can prove, what moves earlier, and when the first honest verdict is due."""
    from assay.cli.asking import on_run
    from assay.planning.expectations import maturity
    from assay.planning.power import power as ask

    if running:
        ripe, _ = on_run(place, asked, lambda run, scope, words: maturity(run, scope, language=words), language)
        show(place, ripe.to_json(), _ripe_lines(ripe), lambda: _ripe_tables(ripe))
        return
    found, _ = on_run(
        place,
        asked,
        lambda run, scope, words: ask(
            run,
            scope,
            keys=split(kpis or ()),
            months=months,
            share_controls=share_controls,
            expect=expect,
            against=against,  # type: ignore[arg-type]
            language=words,
        ),
        language,
    )
    show(place, found.to_json(), _lines(found), lambda: _tables(found))


def _lines(power: PowerAnswer) -> tuple[tuple[str, ...], list[list[Any]]]:
    """A line per KPI and number of months."""
    header = ("kpi", "months", "base", "detectable", "relative", "n", "deviation", "correlation", "events")
    names = (*header, "asks", "detectable_at_look", "relative_at_look")
    rows = [[line.kpi, *(getattr(reach, name) for name in names[1:])] for line in power.lines for reach in line.reaches]
    return names, rows


def _tables(power: PowerAnswer) -> Iterator[RenderableType]:
    months = [reach.months for reach in power.lines[0].reaches]
    header = ("KPI", "base", *(f"{length} months" if length > 1 else "1 month" for length in months), "first verdict")
    rows = []
    for line in power.lines:
        base = line.at(power.months).base
        seen = [_lift(reach.relative, line.kpi) for reach in line.reaches]
        rows.append([line.name, _base(base, line.unit), *seen, line.verdict.on or "not in this time"])
    title = f"Change that would be seen: {power.treated} accounts with the programme, {power.controls} without"
    yield make_table(header, rows, right=header[1:], title=title)
    at_looks, surely = _at_looks(power)
    yield make_table(
        at_looks, surely, right=at_looks[1:], title=f"Where one looks every month until {power.verdict_on}"
    )
    yield from console_text(*power.sentences)
    yield from console_text(
        f"base: of {power.months} months · 80 % power, 5 % two-sided, asked for once · launch {power.launches_on}"
        f" · won deals take {_days(power.cycle.deal_days)} days here · run {power.heading['run']}"
    )


def _at_looks(power: PowerAnswer) -> tuple[tuple[str, ...], list[list[str]]]:
    """The p that a verdict asks for at the look after each number of months, and the changes that would be seen at it."""
    reaches = power.lines[0].reaches
    header = ("KPI", *(f"{reach.months} months" if reach.months > 1 else "1 month" for reach in reaches))
    asked = ["p asked for", *(f"{reach.asks:.2g}" if reach.asks else "–" for reach in reaches)]
    return header, [
        asked,
        *([line.name, *(_lift(reach.relative_at_look, line.kpi) for reach in line.reaches)] for line in power.lines),
    ]


def _lift(relative: float | None, kpi: str) -> str:
    if relative is None:
        return "–"
    sign = "−" if kpi == "deal_velocity" else "+"
    return f"{sign}{relative:.0%}" if relative < 10 else "more than ×10"


def _base(base: float | None, unit: str) -> str:
    if base is None:
        return "–"
    return f"{base:.1%}" if unit == "share" else f"{base:.3g}"


def _days(days: float | None) -> str:
    return "–" if days is None else f"{days:.0f}"


def _ripe_lines(maturity: Maturity) -> tuple[tuple[str, ...], list[list[Any]]]:
    header = ("kpi", "needed_days", "accounts", "followed", "share", "ripe_on", "months_to_go")
    return header, [[getattr(row, name) for name in header] for row in maturity.rows]


def _ripe_tables(maturity: Maturity) -> Iterator[RenderableType]:
    header = ("KPI", "days it takes", "accounts", "followed so long", "ripe on", "months to go")
    rows = [
        (
            row.name,
            row.needed_days,
            row.accounts,
            f"{row.followed} ({row.share:.0%})",
            row.ripe_on,
            row.months_to_go or "–",
        )
        for row in maturity.rows
    ]
    yield make_table(header, rows, right=header[1:])
    yield from console_text(f"as of {maturity.heading['as_of']} · run {maturity.heading['run']}")
