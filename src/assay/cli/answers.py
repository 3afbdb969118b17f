"""An answer as tables and as lines of CSV; its JSON is the contract's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from assay.cli.output import Lines, make_table, printable
from assay.cli.values import figure_text, interval_text, number_text, unit_text, value_text
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.metrics.answer import Answer, Figure, Row
    from assay.settings import Settings

FIGURES = ("value", "numerator", "denominator", "n", "low", "high", "unmatched", "note")
SHOWN = 100
"""Rows behind a figure that a table shows; JSON and CSV have all of them."""
NO_GROUP = "(none)"
_IN_UNIT = ("mean", "median", "censored", "contract_value")
_TOLD_IN_NOTE = (
    "small_n",
    "left_out",
    "amounts_left_out",
    "immature",
    "without_amount",
    "without_account",
    "nearly_known",
    "unlisted_family",
    "not_measured",
)


def answer_lines(answer: Answer, by: Sequence[str]) -> Lines:
    """A line per group and period, or per row behind the figure."""
    if answer.detail is not None:
        return detail_lines(answer.detail, by)
    told = [(row, row.figure.to_json()) for row in answer.rows]
    rows = [(*(row.by.get(name) for name in by), row.period, *(said[name] for name in FIGURES)) for row, said in told]
    return (*by, "period", *FIGURES), rows


def detail_lines(detail: Iterable[dict[str, Any]], by: Sequence[str]) -> Lines:
    """Rows that are gone through once; all of them have the names of the first."""
    rows = iter(detail)
    first = list(islice(rows, 1))
    names = tuple(name for row in first for name in row if name != "by")
    told = ((*(row.get("by", {}).get(name) for name in by), *map(row.get, names)) for row in chain(first, rows))
    return (*by, *names), told


def answer_tables(answer: Answer, by: Sequence[str], settings: Settings, language: str) -> Iterator[RenderableType]:
    """Headline, figures, what belongs to them, definition, and the footer of freshness."""
    from rich.text import Text

    yield Text.assemble((answer.name, "bold"), f"  {answer.id} · {answer.kpi}")
    yield Text(printable(f"{scope_text(answer.scope)} · {answer.start} to {answer.end}"), style="dim")
    yield _figures(answer, by, language)
    if answer.detail is not None:
        yield from _details(answer.detail, by)
    for line in _remarks(answer, settings, language):
        yield Text(printable(line))
    yield Text(f"Definition: {answer.definition}")
    yield Text(_footer(answer, language), style="dim")


def scope_text(scope: dict[str, Any]) -> str:
    """A scope in one line: `arm abm, tier 1 or 2`."""
    said = {name: " or ".join(map(str, value)) if isinstance(value, list) else value for name, value in scope.items()}
    return ", ".join(
        name.replace("_", " ") if value is True else f"{name.replace('_', ' ')} {value}" for name, value in said.items()
    )


def _figures(answer: Answer, by: Sequence[str], language: str) -> RenderableType:
    dated = any(row.period for row in answer.rows)
    lines = [_line(row, by, dated, answer, language) for row in answer.rows]
    if by or dated:
        blank = [""] * (len(by) + dated - 1)
        lines.append(["Total", *blank, *_figure_cells(answer.total, answer, language)[:-1], ""])
    numbers = ("value", "numerator", "denominator", "n")
    header = [*by, *(["period"] if dated else []), *numbers, *_OPTIONAL]
    if not (by or dated):  # the one note is printed below
        lines[0][-1] = ""
    kept = [place for place, name in enumerate(header) if name not in _OPTIONAL or any(line[place] for line in lines)]
    rows = [[line[place] for place in kept] for line in lines]
    unit = unit_text(answer.unit)
    named = {"value": f"value ({unit})" if unit else "value"}
    shown = [named.get(header[place], header[place]) for place in kept]
    return make_table(shown, rows, right=(*named.values(), *numbers))


_OPTIONAL = ("95 % interval", "note")


def _line(row: Row, by: Sequence[str], dated: bool, answer: Answer, language: str) -> list[str]:
    groups = [NO_GROUP if row.by[name] is None else str(row.by[name]) for name in by]
    period = [str(row.period)] if dated else []
    return [*groups, *period, *_figure_cells(row.figure, answer, language)]


def _figure_cells(figure: Figure, answer: Answer, language: str) -> list[str]:
    parts = [number_text(part, language) for part in (figure.numerator, figure.denominator)]
    return [
        figure_text(figure, answer.unit, answer.currency, language),
        *parts,
        number_text(figure.n, language),
        interval_text(figure, answer.unit, answer.currency, language),
        figure.note or "",
    ]


def _details(detail: Sequence[dict[str, Any]], by: Sequence[str]) -> Iterator[RenderableType]:
    from rich.text import Text

    header, rows = detail_lines(detail, by)
    yield make_table(header, list(rows)[:SHOWN], title=f"{many(len(detail), 'row')} behind it")
    if len(detail) > SHOWN:
        yield Text(f"… and {len(detail) - SHOWN} more rows: --format csv prints all of them.")


def _remarks(answer: Answer, settings: Settings, language: str) -> Iterator[str]:
    if answer.total.note:
        yield f"Note: {answer.total.note}"
    if "list_memberships" in answer.total.extra.get("not_measured", ()):
        yield "`--arm all` asks about all accounts."
    extra = {name: part for name, part in answer.total.extra.items() if name not in _TOLD_IN_NOTE}
    for name, part in extra.items():
        unit = answer.unit if name in _IN_UNIT else ""
        title = name.capitalize().replace("_", " ")
        if isinstance(part, dict) and "value" in part:
            cases = f" (n = {part['n']})" if "n" in part else ""
            yield f"{title}: {value_text(part['value'], unit, answer.currency, language)}{cases}"
        elif isinstance(part, int | float) or part is None:
            shown = value_text(part, unit, answer.currency, language) if unit else number_text(part, language)
            yield f"{title}: {shown}"
    shares = [answer.total, *(row.figure for row in answer.rows)] if answer.unit == "share" else []
    if any(figure.extra.get("small_n") and figure.value is not None for figure in shares):
        yield f"Fewer than {settings.small_n} cases are shown as k/n, not as a percentage."


def _footer(answer: Answer, language: str) -> str:
    parts = [f"as of {answer.as_of}", f"run {answer.run}", f"definition version {answer.definition_version}"]
    if answer.total.unmatched is not None:
        parts.append(f"{value_text(answer.total.unmatched, 'share', None, language)} of the touches without an account")
    if answer.provisional:
        parts.append("provisional")
    return " · ".join(parts)
