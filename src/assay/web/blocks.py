"""Figures ready to be shown: value, interval, what it is made of, the comparison beside it, and where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from assay.kpis.declare import KPI
from assay.languages.formats import is_small
from assay.metrics.answer import Answer, Figure
from assay.web.visit import Visit, known_kpi


@dataclass(frozen=True)
class FigureBlock:
    """A figure in words. Texts are empty where there is nothing to say."""

    kpi: str
    id: str
    name: str
    question: str
    value: str
    unit: str
    interval: str
    parts: str
    n: int
    small: bool
    comparison: str
    comparison_name: str
    note: str
    provisional: bool
    direction: str
    as_of: str
    definition_href: str
    rows_href: str


def figure_block(
    visit: Visit,
    answer: Answer,
    *,
    figure: Figure | None = None,
    against: Answer | None = None,
    against_name: str = "",
    name: str | None = None,
    short: bool = True,
    **changes: str,
) -> FigureBlock:
    """The block of an answer's total, or of one of its groups; `against` is the comparison, shown in grey.

    `changes` are the words of the URL that differ from the page's scope (`arm="control"`): the links carry them.
    """
    shown = figure or answer.total
    kpi, unit, fmt = known_kpi(answer.kpi), answer.unit, visit.fmt
    small = is_small(shown, unit)
    return FigureBlock(
        kpi=answer.kpi,
        id=answer.id,
        name=name or kpi.name[visit.language],
        question=kpi.question[visit.language],
        value=fmt.figure(shown, unit, answer.currency, short),
        unit=fmt.unit(unit),
        interval=fmt.interval(shown, unit, answer.currency),
        parts=_parts(visit, answer, shown, small),
        n=shown.n,
        small=small,
        comparison=fmt.figure(against.total, unit, answer.currency, short) if against else "",
        comparison_name=against_name,
        note=shown.note or "",
        provisional=answer.provisional,
        direction=kpi.direction,
        as_of=fmt.day(answer.as_of),
        definition_href=visit.definition_href(answer.kpi),
        rows_href=visit.rows_href(answer.kpi, **changes),
    )


def _parts(visit: Visit, answer: Answer, shown: Figure, small: bool) -> str:
    """What a share or a mean is made of: `31 of 110`; nothing for plain counts and where the value says it already."""
    if small or shown.value is None or not shown.denominator or _is_count(answer.kpi):
        return ""
    money = answer.currency
    top = visit.fmt.money(shown.numerator, money, True) if money else visit.fmt.number(shown.numerator)
    return visit._("%(part)s of %(whole)s", part=top, whole=visit.fmt.number(shown.denominator))


def _is_count(key: str) -> bool:
    kpi = known_kpi(key)
    return not isinstance(kpi, KPI) or kpi.measure.aggregate == "sum"


__all__ = ["FigureBlock", "figure_block"]
