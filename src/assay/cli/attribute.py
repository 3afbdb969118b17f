"""`assay attribute`: the money of deals divided among the touches before them, by one model or all side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.answers import scope_text
from assay.cli.asking import on_run
from assay.cli.kpi import Language
from assay.cli.options import Asked, Place
from assay.cli.output import Lines, console_text, make_table, show
from assay.cli.values import money_text, number_text, value_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.returns.attribution import AttributionAnswer, ModelCredits
    from assay.returns.calibrated import Calibrated

    Tables = Iterator[RenderableType]

SHOWN = 25
"""Values, or deals, that a table shows; JSON and CSV have all of them."""


def attribute(
    place: Place,
    asked: Asked,
    model: Annotated[
        str,
        typer.Option(
            "--model",
            metavar="NAME|all",
            help="first, last, linear, time_decay, u, w, full_path, minutes, markov or shapley.",
        ),
    ] = "all",
    by: Annotated[str, typer.Option("--by", metavar="DIM", help="channel, kind, campaign or team.")] = "channel",
    outcome: Annotated[
        str, typer.Option("--outcome", metavar="opportunities|won", help="Deals created in the window, or won in it.")
    ] = "opportunities",
    engaging: Annotated[bool, typer.Option("--engaging", help="Only touches that engage.")] = False,
    half_life: Annotated[
        float, typer.Option("--half-life", metavar="DAYS", help="Of time decay.", show_default="30")
    ] = 30.0,
    rows: Annotated[
        bool, typer.Option("--rows", help="Each deal's credits under one model; they add up to it.")
    ] = False,
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrated",
            help="Beside the credits of won deals those scaled to the measured lift, where there is one.",
        ),
    ] = False,
    language: Language = None,
) -> None:
    """Divide the money of deals among the touches before them: an allocation, no proof of what caused them."""
    from assay.returns.attribution import attribution
    from assay.returns.calibrated import calibrated

    def ask(run: Any, scope: Any, words: str) -> tuple[AttributionAnswer, Calibrated | None]:
        found = attribution(
            run,
            scope,
            model=model,
            by=by,
            outcome=outcome,
            engaging=engaging,
            half_life_days=half_life,
            rows=rows,
            language=words,
        )
        return found, calibrated(run, scope, found, words) if calibrate else None

    (found, measured), chosen = on_run(place, asked, ask, language)
    lines = _deal_lines(found) if rows else _lines(found, measured)
    said = found.to_json() | ({"measured": measured.to_json()} if measured else {})
    show(place, said, lines, lambda: _tables(found, chosen, measured))


def _lines(attribution: AttributionAnswer, measured: Calibrated | None) -> Lines:
    names = ("label", "kind", "credit", "share", "low", "high", "deals", "removal")
    rows = [
        (one.model, row.value, *(getattr(row, name) for name in names), *_scaled(row.credit, measured))
        for one in attribution.models
        for row in one.rows
    ]
    return ("model", attribution.by, *names, *(["calibrated"] if measured else [])), rows


def _scaled(credit: Any, measured: Calibrated | None) -> tuple[float | None, ...]:
    """Nothing without `--calibrated`; a missing value where no lift is shown."""
    if measured is None:
        return ()
    return (None if measured.factor is None else float(credit) * measured.factor,)


def _deal_lines(attribution: AttributionAnswer) -> Lines:
    rows: list[tuple[Any, ...]] = []
    for deal in attribution.detail or ():
        about = (deal.opportunity_id, deal.account_id, deal.name, deal.amount, deal.touches)
        rows += [(*about, value, credit) for value, credit in deal.credits.items()] or [(*about, None, None)]
    return ("opportunity_id", "account_id", "name", "amount", "touches", attribution.by, "credit"), rows


def _tables(attribution: AttributionAnswer, language: str, measured: Calibrated | None) -> Tables:
    from rich.text import Text

    what = {"opportunities": "deals created", "won": "deals won"}[attribution.outcome]
    amount = money_text(float(attribution.amount), attribution.currency, language)
    yield Text(f"Attribution by {attribution.by}: {attribution.deals} {what}, {amount}", style="bold")
    yield from console_text(
        f"{scope_text(attribution.heading['scope'])} · {attribution.heading['from']} to {attribution.heading['to']}"
    )
    yield from console_text(attribution.caveats[0])
    yield (
        _one_model(attribution, attribution.models[0], language)
        if len(attribution.models) == 1
        else _side_by_side(attribution, language)
    )
    if measured is not None:
        yield from console_text(measured.sentence)
        if measured.factor is not None:
            yield _calibrated(attribution, measured, language)
    if attribution.detail is not None:
        yield _deals(attribution, language)
    said = [f"{one.name}: {one.weights}." for one in attribution.models]
    notes = dict.fromkeys(note for one in attribution.models for note in one.notes)
    yield from console_text(*said, *notes, *attribution.caveats[1:])
    yield from console_text(f"as of {attribution.heading['as_of']} · run {attribution.heading['run']}")


def _calibrated(attribution: AttributionAnswer, measured: Calibrated, language: str) -> RenderableType:
    """The credits of each model scaled to the measured lift, in a table of their own: they are another sum."""
    scaled = "scaled to the measured lift"
    rows = [
        (one.name, row.label, money_text(float(row.credit) * (measured.factor or 0.0), attribution.currency, language))
        for one in attribution.models
        for row in one.rows
    ]
    return make_table(("model", attribution.by, scaled), rows, right=(scaled,))


def _one_model(attribution: AttributionAnswer, one: ModelCredits, language: str) -> RenderableType:
    touched = {row.value: row.share for row in attribution.influence}
    numbers = ("credit", "share", "95 % interval", "deals", "touched")
    header = (attribution.by, *numbers, *(["removal"] if one.model == "markov" else []))
    rows = [
        (
            row.label,
            money_text(float(row.credit), attribution.currency, language),
            _share(row.share, language),
            _between(row, language),
            number_text(row.deals, language),
            _share(touched.get(row.value), language) if row.kind == "touched" else "",
            *([_share(row.removal, language) if row.removal is not None else ""] if one.model == "markov" else []),
        )
        for row in one.rows[:SHOWN]
    ]
    total = ("Total", money_text(float(attribution.amount), attribution.currency, language), "", "", attribution.deals, _share(attribution.influence_union, language))  # fmt: skip
    return make_table(header, [*rows, (*total, *([""] if one.model == "markov" else []))], right=header[1:])


def _side_by_side(attribution: AttributionAnswer, language: str) -> RenderableType:
    """Shares of the amount: a row for each value, a column for each model."""
    shares = {one.model: {(row.kind, row.label): row.share for row in one.rows} for one in attribution.models}
    rows = list(dict.fromkeys(key for one in shares.values() for key in one))
    rows.sort(key=lambda key: (key[0] != "touched", -max(one.get(key) or 0 for one in shares.values())))
    touched = {("touched", row.label): row.share for row in attribution.influence}
    header = (attribution.by, *shares, "touched")
    cells = [
        (
            key[1],
            *(_share(one[key], language) if key in one else "" for one in shares.values()),
            _share(touched[key], language) if key in touched else "",
        )
        for key in rows[:SHOWN]
    ]
    return make_table(header, cells, right=header[1:])


def _deals(attribution: AttributionAnswer, language: str) -> RenderableType:
    rows = [
        (
            deal.opportunity_id,
            deal.account_id,
            money_text(float(deal.amount), attribution.currency, language),
            deal.touches,
            ", ".join(f"{value or '–'} {credit}" for value, credit in deal.credits.items()),
        )
        for deal in (attribution.detail or ())[:SHOWN]
    ]
    return make_table(("deal", "account", "amount", "touches", "credits"), rows, right=("amount", "touches"))


def _share(value: float | None, language: str) -> str:
    return value_text(value, "share", None, language)


def _between(row: Any, language: str) -> str:
    return "" if row.low is None else f"{_share(row.low, language)} to {_share(row.high, language)}"
