"""`assay velocity`: how many days until a deal is won, the arms side by side, open deals not forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.kpi import Language
from assay.cli.money import Against as Best
from assay.cli.options import Asked, Place
from assay.cli.output import console_text, make_table, show

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.comparison.velocity import Velocity


def velocity(
    place: Place,
    asked: Asked,
    against: Best = None,
    kpi: Annotated[str, typer.Option("--kpi", metavar="KEY", help="deal_velocity or deal_cycle.")] = "deal_velocity",
    horizon: Annotated[
        int | None,
        typer.Option(
            "--horizon", metavar="DAYS", help="Look no further.", show_default="the last day both groups reach"
        ),
    ] = None,
    language: Language = None,
) -> None:
    """Compare how fast deals are won: all deals opened since entry count, open ones as far as they have been followed."""
    from assay.cli.asking import on_run
    from assay.comparison.velocity import velocity as ask

    found, _ = on_run(
        place,
        asked,
        lambda run, scope, words: ask(run, scope, against=against, kpi=kpi, horizon=horizon, language=words),  # type: ignore[arg-type]
        language,
    )
    show(place, found.to_json(), _lines(found), lambda: _tables(found))


def _lines(velocity: Velocity) -> tuple[tuple[str, ...], list[list[Any]]]:
    """The curves: share won by each day, a line per arm and day."""
    rows = [
        [arm, point["day"], point["won"], point["low"], point["high"]]
        for arm, speed in (("abm", velocity.found.a), (velocity.against, velocity.found.b))
        for point in speed.to_json()["curve"]
    ]
    return ("arm", "day", "won", "low", "high"), rows


def _tables(velocity: Velocity) -> Iterator[RenderableType]:
    pair = velocity.found
    header = ("", "abm", velocity.against, "difference")
    horizon = "–" if pair.horizon is None else f"{pair.horizon:.0f}"
    rows = [
        ("followed", pair.a.n, pair.b.n, ""),
        ("won / lost / open", *(f"{arm.won} / {arm.lost} / {arm.open}" for arm in (pair.a, pair.b)), ""),
        ("difference on the rung reached", "", "", _judged(velocity)),
        (
            f"mean days of those won within {horizon}",
            *(_days(arm.mean.value) for arm in (pair.a, pair.b)),
            _days(pair.headline.value, "+"),
        ),
        ("median days of those", *(_days(arm.median) for arm in (pair.a, pair.b)), ""),
        (
            f"mean days, those not won counted as {horizon}",
            *(_days(arm.restricted.value) for arm in (pair.a, pair.b)),
            _days(pair.restricted.value, "+"),
        ),
        (
            "naive: average of what has closed",
            _days(pair.a.naive),
            _days(pair.b.naive),
            _days(pair.naive_difference, "+"),
        ),
    ]
    yield make_table(header, rows, right=header[1:], title=velocity.name)
    told = [velocity.sentence, *([velocity.naive_sentence] if velocity.naive_sentence else []), *velocity.cautions]
    yield from console_text(*told)
    heading = velocity.heading
    yield from console_text(
        f"opened {heading['from']} to {heading['to']} · as of {heading['as_of']} · run {heading['run']}"
        + (f" · {velocity.left_out} with a negative duration left out" if velocity.left_out else "")
    )


def _days(value: float | None, sign: str = "") -> str:
    return "–" if value is None else f"{value:{sign}.0f}"


def _judged(velocity: Velocity) -> str:
    """What `assay compare` says of the same figure."""
    one = velocity.comparison
    if one.difference is None or one.low is None or one.high is None:
        return "–"
    return f"{one.difference:+.0f} ({one.low:+.0f} to {one.high:+.0f}), {one.design}"
