"""An answer as a notebook draws it: a table, each value with its 95 % interval as a line, no script and no style sheet.

An answer (`assay.metrics.answer`) draws itself by this module, which therefore cannot import it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from assay.languages.formats import figure_text, interval_text

WIDTH, HEIGHT, EDGE = 160, 18, 6
_LANGUAGE = "en"


def answer_html(answer: Any) -> str:
    """The answer's heading, its groups and its total; texts of the data are escaped."""
    groups = [(" · ".join(_label(row.by, row.period)), row.figure) for row in answer.rows if row.by or row.period]
    lines = [*groups, ("Total", answer.total)]
    scale = _scale([figure for _, figure in lines])
    body = "".join(_line(answer, label, figure, scale) for label, figure in lines)
    provisional = " · provisional" if answer.provisional else ""
    heading = f"{answer.name} ({answer.id}) · {answer.start} to {answer.end}, as of {answer.as_of} · run {answer.run}{provisional}"
    head = "".join(f"<th>{name}</th>" for name in ("", "value", "95 % interval", "n", "note"))
    return f"<table><caption>{escape(heading)}</caption><thead><tr>{head}<th></th></tr></thead><tbody>{body}</tbody></table>"


def _label(by: dict[str, str | None], period: object) -> list[str]:
    return [*([str(period)] if period else []), *("–" if value is None else value for value in by.values())]


def _line(answer: Any, label: str, figure: Any, scale: tuple[float, float] | None) -> str:
    cells = (
        label,
        figure_text(figure, answer.unit, answer.currency, _LANGUAGE),
        interval_text(figure, answer.unit, answer.currency, _LANGUAGE),
        f"{figure.n:,}",
        figure.note or "",
    )
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f"<tr>{told}<td>{_drawn(figure, scale)}</td></tr>"


def _scale(figures: Sequence[Any]) -> tuple[float, float] | None:
    """From where to where values are drawn, from zero on; None where there is nothing to draw."""
    ends = [end for one in figures for end in (one.value, one.low, one.high) if end is not None]
    low, high = min([0.0, *ends]), max([0.0, *ends])
    return (low, high) if high > low else None


def _drawn(figure: Any, scale: tuple[float, float] | None) -> str:
    """A dot for the value and a line for its interval; nothing for a value that does not exist."""
    if scale is None or figure.value is None:
        return ""

    def place(value: float) -> str:
        return f"{EDGE + (value - scale[0]) / (scale[1] - scale[0]) * (WIDTH - 2 * EDGE):.1f}"

    middle = HEIGHT / 2
    line = ""
    if figure.low is not None and figure.high is not None:
        x1, x2 = place(figure.low), place(figure.high)
        line = f'<line x1="{x1}" x2="{x2}" y1="{middle}" y2="{middle}" stroke="currentColor" stroke-width="2"/>'
    dot = f'<circle cx="{place(figure.value)}" cy="{middle}" r="4" fill="currentColor"/>'
    return f'<svg width="{WIDTH}" height="{HEIGHT}" aria-hidden="true">{line}{dot}</svg>'
