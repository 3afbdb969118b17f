"""`assay roi`, `approaches`, `rollout`: what a programme costs and returns, beside other approaches, and elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.answers import scope_text
from assay.cli.asking import on_run
from assay.cli.kpi import Language
from assay.cli.options import Asked, Place
from assay.cli.output import console_text, make_table, show
from assay.cli.values import NOTHING, figure_text, money_text, value_text
from assay.metrics.scope import split
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.metrics.answer import Figure
    from assay.returns.approaches import Approaches
    from assay.returns.result import Money, Range, Rollout

    Tables = Iterator[RenderableType]

Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="control|holdout|rest",
        help="The accounts the effect is measured against.",
        show_default="a drawn holdout, else the control group, else the rest",
    ),
]


def roi(place: Place, asked: Asked, against: Against = None, language: Language = None) -> None:
    """Show what the programme cost, what it brought beyond the comparison, and the return; attributed ROI apart."""
    from assay.returns.money import money

    found, chosen = on_run(
        place, asked, lambda run, scope, words: money(run, scope, against=against, language=words), language
    )
    figures = [(name, getattr(found, name)) for name in ("cost", "revenue", "profit", "roi", "attributed_roi")]
    rows: list[tuple[Any, ...]] = [(name, one.value, one.low, one.high, one.n, one.note) for name, one in figures]
    rows += [(f"cost.{line.kind or 'other'}", line.amount, None, None, None, None) for line in found.ledger]
    rows += [(f"attributed_roi.{one.model}", one.roi, None, None, None, None) for one in found.attributed]
    lines = (("figure", "value", "low", "high", "n", "note"), rows)
    show(place, found.to_json(), lines, lambda: _roi_tables(found, chosen))


def approaches(
    place: Place,
    asked: Asked,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY...]", help="KPIs on deals.", show_default="six of them")
    ] = None,
    basis: Annotated[
        str, typer.Option("--basis", metavar="company|scope", help="All accounts, or those of the scope.")
    ] = "company",
    language: Language = None,
) -> None:
    """Put the same KPIs side by side for ABM, inbound, outbound, partner, event, and the time before the programme."""
    from assay.returns.approaches import approaches as ask

    found, chosen = on_run(
        place,
        asked,
        lambda run, scope, words: ask(run, scope, split(keys or ()), basis=basis, language=words),
        language,
    )
    rows = [
        (line.kpi, column, *_plain(figure))
        for line in found.lines
        for column, figure in (*line.figures.items(), ("(total)", line.total), ("(before)", line.before))
        if figure
    ]
    lines = (("kpi", "approach", "value", "n", "low", "high", "note"), rows)
    show(place, found.to_json(), lines, lambda: _approach_tables(found, chosen))


def rollout(
    place: Place,
    asked: Asked,
    to: Annotated[
        str, typer.Option("--to", metavar="CONDITION", help="The segment: \"region = 'DACH'\".", show_default=False)
    ],
    from_list: Annotated[
        str | None, typer.Option("--from-list", metavar="NAME", help="The list whose effect was measured.")
    ] = None,
    accounts: Annotated[
        int | None,
        typer.Option("--accounts", metavar="N", help="How many to take in.", show_default="all that are left"),
    ] = None,
    cost_per_account: Annotated[
        float | None,
        typer.Option("--cost-per-account", metavar="X", help="In the window.", show_default="that of the programme"),
    ] = None,
    fixed_cost: Annotated[
        float, typer.Option("--fixed-cost", metavar="X", help="To be spent however many accounts there are.")
    ] = 0.0,
    against: Against = None,
    language: Language = None,
) -> None:
    """Work out the case for another region or vertical: the measured effect on its base rate, cost and break-even."""
    from assay.returns.rollout import rollout as ask

    if from_list and not asked.lists:
        asked, from_list = replace(asked, lists=[f'"{from_list}"']), None
    found, chosen = on_run(
        place,
        asked,
        lambda run, scope, words: ask(
            run,
            scope,
            to=to,
            from_list=from_list,
            accounts=accounts,
            cost_per_account=cost_per_account,
            fixed_cost=fixed_cost,
            against=against,
            language=words,
        ),
        language,
    )
    names = ("lift", "wins", "revenue", "profit", "net", "roi")
    rows: list[tuple[Any, ...]] = [(name, *_ends(getattr(found, name))) for name in names]
    plain = {"accounts": found.accounts, "cost": found.cost, "cost_per_account": found.cost_per_account}
    even = {f"break_even.{name}": value for name, value in vars(found.break_even).items()}
    rows += [(name, value, None, None) for name, value in (plain | even).items()]
    show(place, found.to_json(), (("figure", "value", "low", "high"), rows), lambda: _rollout_tables(found, chosen))


def _plain(figure: Figure) -> tuple[Any, ...]:
    return figure.value, figure.n, figure.low, figure.high, figure.note


def _ends(interval: Range) -> tuple[float | None, float | None, float | None]:
    return interval.value, interval.low, interval.high


def _roi_tables(found: Money, language: str) -> Tables:
    yield from _heading("What the programme costs and returns", found.heading, f"against {found.against}")
    yield from console_text(*found.sentences)

    def money(value: float | None) -> str:
        return value_text(value, "money", found.currency, language)

    rows = [
        ("Incremental revenue", money(found.revenue.value), _range(found.revenue, "money", found.currency, language)),
        ("Incremental gross profit", money(found.profit.value), _range(found.profit, "money", found.currency, language)),
        ("Cost in scope", money(found.cost.value), ""),
        ("Return (ROI)", _share(found.roi.value, language), _range(found.roi, "share", None, language)),
    ]  # fmt: skip
    header = ("measured", "value", "95 % interval")
    yield make_table(header, rows, right=header[1:])
    apart = [(one.name, money(one.revenue), _share(one.roi, language)) for one in found.attributed]
    header = ("attributed, not measured", "revenue", "attributed ROI")
    yield make_table(header, apart, right=header[1:])
    ledger = [(line.label, money(line.amount), _share(line.share, language)) for line in found.ledger]
    yield make_table(("cost in scope", "amount", "share"), ledger, right=("amount", "share"))
    yield from console_text(*found.caveats)
    yield from _footer(found.heading)


def _approach_tables(approaches: Approaches, language: str) -> Tables:
    yield from _heading("ABM beside other approaches", approaches.heading, f"accounts of the {approaches.basis}")
    columns = [NOTHING if name is None else name for name in approaches.columns]
    header = ("KPI", *columns, "Total", *(["Before"] if approaches.before else []))
    rows = []
    for line in approaches.lines:
        figures = [line.figures.get(name) for name in approaches.columns]
        figures += [line.total, *([line.before] if approaches.before else [])]
        texts = [figure_text(one, line.unit, line.currency, language) if one else NOTHING for one in figures]
        rows.append((line.name, *texts))
    yield make_table(header, rows, right=header[1:])
    pairs = [(one.first or NOTHING, one.second or NOTHING, one.accounts) for one in approaches.overlap]
    if pairs:
        yield make_table(("approach", "and", "accounts with both"), pairs, right=("accounts with both",))
    yield from console_text(*approaches.caveats)
    yield from _footer(approaches.heading)


def _rollout_tables(rollout: Rollout, language: str) -> Tables:
    yield from _heading(f"Roll-out where {rollout.segment.where}", rollout.heading, "")
    yield from console_text(*rollout.sentences)
    parts = (
        ("Lift of the win rate", rollout.lift, "share"),
        ("Additional won accounts", rollout.wins, ""),
        ("Additional revenue", rollout.revenue, "money"),
        ("Gross profit", rollout.profit, "money"),
        ("Net of cost", rollout.net, "money"),
        ("Return (ROI)", rollout.roi, "share"),
    )
    rows = [
        (name, *(value_text(one, unit, rollout.currency, language) for one in _ends(part)))
        for name, part, unit in parts
    ]
    if rollout.lift.value is not None:
        yield make_table(("expected", "value", "low", "high"), rows, right=("value", "low", "high"))
    if rollout.cost is not None and rollout.cost_per_account is not None:
        each = money_text(rollout.cost_per_account, rollout.currency, language)
        yield from console_text(
            f"Cost: {many(rollout.accounts, 'account')} at {each}: {money_text(rollout.cost, rollout.currency, language)}"
        )
    yield from console_text(*(f"· {one}" for one in rollout.assumptions))
    yield from _footer(rollout.heading)


def _heading(title: str, heading: dict[str, Any], more: str) -> Tables:
    from rich.text import Text

    yield Text(title, style="bold")
    parts = (scope_text(heading["scope"]), more, f"{heading['from']} to {heading['to']}")
    yield from console_text(" · ".join(part for part in parts if part))


def _footer(heading: dict[str, Any]) -> Tables:
    yield from console_text(f"as of {heading['as_of']} · run {heading['run']}")


def _share(value: float | None, language: str) -> str:
    return value_text(value, "share", None, language)


def _range(figure: Figure, unit: str, currency: str | None, language: str) -> str:
    if figure.low is None or figure.high is None:
        return ""
    low, high = (value_text(one, unit, currency, language) for one in (figure.low, figure.high))
    return f"{low} to {high}"
