"""Figures ready to be shown: value, interval, what it is made of, the comparison beside it, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assay.delimited_text import csv_cell
from assay.kpis.declare import KPI
from assay.languages.formats import is_small
from assay.metrics.answer import Answer, Figure
from assay.metrics.scope import Scope
from assay.web.tables import Column, TableData
from assay.web.visit import Visit, known_kpi


@dataclass(frozen=True)
class FigureBlock:
    """A figure in words. Texts are empty where there is nothing to say.

    `exact` is its value as programs read it, `asks` the address of the API that answers it; the comparison has its own.
    """

    kpi: str
    id: str
    name: str
    question: str
    value: str
    exact: str
    asks: str
    unit: str
    interval: str
    parts: str
    n: int
    small: bool
    comparison: str
    comparison_exact: str
    comparison_asks: str
    comparison_name: str
    note: str
    provisional: bool
    measured: bool
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
    against_scope: Scope | None = None,
    against_name: str = "",
    name: str | None = None,
    short: bool = True,
    **changes: str,
) -> FigureBlock:
    """The block of an answer's total, or of one of its groups; `against` is the comparison, shown in grey, of a scope.

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
        value=fmt.figure(shown, unit, visit.money_of(answer), short),
        exact=csv_cell(shown.shown("value")),
        asks=visit.asks(answer.kpi, **changes) if figure is None else "",
        unit=fmt.unit(unit),
        interval=fmt.interval(shown, unit, answer.currency, short),
        parts=_parts(visit, answer, shown, small),
        n=shown.n,
        small=small,
        comparison=fmt.figure(against.total, unit, visit.money_of(answer), short) if against else "",
        comparison_exact=csv_cell(against.total.shown("value")) if against else "",
        comparison_asks=visit.asks(answer.kpi, against_scope) if against and against_scope else "",
        comparison_name=against_name,
        note=fmt.note(shown),
        provisional=answer.provisional,
        measured=not shown.extra.get("not_measured"),
        direction=kpi.direction,
        as_of=fmt.day(answer.as_of),
        definition_href=visit.definition_href(answer.kpi),
        rows_href=visit.rows_href(answer.kpi, **changes),
    )


def _parts(visit: Visit, answer: Answer, shown: Figure, small: bool) -> str:
    """What a share is made of (`31 of 110`), how many cases a mean has; nothing for plain counts and small shares."""
    if small or shown.value is None or not shown.denominator or _is_count(answer.kpi):
        return ""
    if answer.unit != "share":
        return visit.ngettext("%(n)s case", "%(n)s cases", shown.n)
    money = visit.money_of(answer)
    if not money and shown.numerator != round(shown.numerator or 0):  # a mean of shares: its sum is no number of cases
        return visit.ngettext("%(n)s case", "%(n)s cases", shown.n)
    part, whole = (
        visit.fmt.money(one, money, True) if money else visit.fmt.number(one)
        for one in (shown.numerator, shown.denominator)
    )
    return visit._("%(part)s of %(whole)s", part=part, whole=whole)


def figures_table(visit: Visit, keys: Iterable[str]) -> TableData:
    """The figures of a page as a table for its files: those that the reader may ask for, as they are answered."""
    columns = (
        Column("kpi", visit._("KPI")),
        Column("value", visit._("Value"), "number", digits=4),
        Column("low", visit._("Lower end"), "number", digits=4),
        Column("high", visit._("Upper end"), "number", digits=4),
        Column("n", "n", "number"),
        Column("unit", visit._("Unit")),
        Column("currency", visit._("Currency")),
    )
    rows = [_figure_row(visit.kpi(key)) for key in keys if visit.may_ask(key)]
    return TableData("headlines", visit._("Headline figures"), columns, rows)


def _figure_row(answer: Answer) -> dict[str, Any]:
    told = answer.total.to_json()
    numbers = {name: told[name] for name in ("value", "low", "high", "n")}
    return {"kpi": answer.kpi, **numbers, "unit": answer.unit, "currency": answer.currency}


def _is_count(key: str) -> bool:
    kpi = known_kpi(key)
    return not isinstance(kpi, KPI) or kpi.measure.aggregate == "sum"


__all__ = ["FigureBlock", "figure_block", "figures_table"]
