"""KPIs: the catalogue, and each figure with definition, trend, breakdown, rows, SQL and the history of its definition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import quote

from assay.charts import trend
from assay.errors import UsageError
from assay.kpis import GROUPS, everything
from assay.kpis.comparison import ComparisonKPI
from assay.kpis.declare import KPI
from assay.kpis.needs import exclusions
from assay.languages.folding import folded
from assay.languages.labels import explanation, label, labels
from assay.metrics.answer import Answer, Row
from assay.metrics.scope import split
from assay.metrics.target import line_of
from assay.web.blocks import figure_block, figures_table
from assay.web.pages.beside import against, aim, other_arm, tile, window_before
from assay.web.pages.happened import what_happened
from assay.web.pages.pictures import Picture, picture, series_of
from assay.web.pages.registry import Page, Shown
from assay.web.pages.splits import kpi_gap, parts, remark, split_by, split_trend
from assay.web.pages.words import account_names, column_title, names_of, words_of
from assay.web.scope_url import condition
from assay.web.tables import Column, Pieces, TableData, table_of
from assay.web.tables import Row as Told
from assay.web.visit import Visit, known_kpi

PILLARS = {
    "reputation": ("awareness",),
    "relationships": ("target", "coverage", "engagement", "customers"),
    "revenue": ("opportunity", "won", "programme"),
}
"""Groups of the catalogue by what they are about (the three R of ABM)."""
GRAINS = ("month", "quarter", "week", "year")
SCOPE_DIMENSIONS = ("tier", "list", "arm", "programme", "owner")


def catalogue_page(visit: Visit) -> Shown:
    order = _order(visit)
    search = folded(visit.query.get("q") or "")
    kpis = [kpi for kpi in everything() if search in _searched(kpi, visit.language)]
    sections = _sections(visit, kpis, order)
    values = {"sections": sections, "order": order, "search": visit.query.get("q") or "", "of": len(everything())}
    return Shown("pages/kpis.html", values, (_catalogue_table(visit, kpis),))


def values_page(visit: Visit) -> Shown:
    """The figures of a part of the catalogue with their values: what the catalogue fetches as it is looked at."""
    order, section = _order(visit), visit.query.get("section")
    search = folded(visit.query.get("q") or "")
    kpis = [kpi for kpi in everything() if search in _searched(kpi, visit.language)]
    every = _sections(visit, kpis, order)
    sections = [one for one in every if one.name == (section or every[0].name)]  # all at once would take too long
    told = {kpi.key: visit.kpi(kpi.key) for one in sections for kpi in one.kpis if _is_told(visit, kpi)}
    values = {"sections": sections, "every": every, "told": told, "order": order}
    return Shown("pages/kpi_values.html", values, (_values_table(visit, told),))


def _is_told(visit: Visit, kpi: KPI | ComparisonKPI) -> bool:
    """Comparisons are asked on their own pages: each takes seconds."""
    return isinstance(kpi, KPI) and visit.may_ask(kpi.key) and _has_a_day(visit)


def _values_table(visit: Visit, told: dict[str, Answer]) -> TableData:
    columns = (
        Column("kpi", visit._("KPI")),
        Column("value", visit._("Value"), "number", digits=4),
        Column("unit", visit._("Unit")),
        Column("currency", visit._("Currency")),
    )
    rows = [
        {"kpi": key, "value": one.total.shown("value"), "unit": one.unit, "currency": one.currency}
        for key, one in told.items()
    ]
    return TableData("values", visit._("KPIs"), columns, rows, most=1000)


def _order(visit: Visit) -> str:
    order = visit.query.get("order") or "stage"
    if order not in ("stage", "pillar"):
        raise UsageError(f"Unknown order {order!r}.", hint="order=stage or order=pillar.")
    return order


def _searched(kpi: KPI | ComparisonKPI, language: str) -> str:
    return folded(" ".join((kpi.key, kpi.id, kpi.name[language], kpi.question[language], kpi.name.en)))


@dataclass(frozen=True)
class Section:
    """A part of the catalogue."""

    name: str
    title: str
    kpis: tuple[KPI | ComparisonKPI, ...]


def _sections(visit: Visit, found: Iterable[KPI | ComparisonKPI], order: str) -> list[Section]:
    groups = {group: (group,) for group in GROUPS} if order == "stage" else PILLARS
    kind = "groups" if order == "stage" else "pillars"
    kpis = list(found)
    named = [
        Section(name, label(kind, name, visit.language), tuple(kpi for kpi in kpis if kpi.group in within))
        for name, within in groups.items()
    ]
    return [section for section in named if section.kpis]


def _catalogue_table(visit: Visit, kpis: Iterable[KPI | ComparisonKPI]) -> TableData:
    rows = [
        {
            "id": kpi.id,
            "key": kpi.key,
            "name": kpi.name[visit.language],
            "question": kpi.question[visit.language],
            "formula": kpi.formula[visit.language],
            "unit": kpi.unit,
            "clock": kpi.clock,
            "direction": kpi.direction,
            "group": kpi.group,
            "version": kpi.version,
        }
        for kpi in kpis
    ]
    columns = tuple(Column(name, name) for name in rows[0]) if rows else (Column("key", "key"),)
    return TableData("kpis", visit._("KPIs"), columns, rows, most=1000)


@dataclass(frozen=True)
class Fact:
    """A line of a definition."""

    title: str
    text: str


def kpi_page(visit: Visit, key: str) -> Shown:
    kpi = known_kpi(key)
    answer = visit.kpi(kpi.key) if _has_a_day(visit) else None
    grain = visit.query.get("grain") or _grain(visit, kpi, answer)
    values: dict[str, Any] = {
        "kpi": kpi,
        "facts": facts(visit, kpi),
        "block": figure_block(visit, answer, short=False) if answer and isinstance(kpi, ComparisonKPI) else None,
        "tile": None,
        "beside": None,
        "before": None,
        "answer": answer,
        "grain": grain,
        "grains": GRAINS,
        "grain_names": {
            "month": visit._("by month"),
            "quarter": visit._("by quarter"),
            "week": visit._("by week"),
            "year": visit._("by year"),
        },
        "chart": None,
        "sql": None,
        "by": (),
        "dimensions": (),
        "history": _history(visit, kpi),
    }
    if answer is None:
        data = {"kpi": kpi.key, "id": kpi.id, "definition": kpi.formula[visit.language]}
        return Shown("pages/kpi.html", values, data=data, title=kpi.name[visit.language])
    if isinstance(kpi, ComparisonKPI):
        return Shown(
            "pages/kpi.html",
            values,
            (figures_table(visit, [kpi.key]),),
            data=answer.to_json(),
            title=kpi.name[visit.language],
        )
    return _measured(visit, kpi, grain, values)


def _grain(visit: Visit, kpi: KPI | ComparisonKPI, answer: Answer | None) -> str:
    """Months; quarters where most months have so few cases that they would be told as k/n."""
    if answer is None or isinstance(kpi, ComparisonKPI) or kpi.unit != "share" or not answer.measured:
        return "month"
    parted = _parted(visit, kpi)
    months = visit.kpi(kpi.key, by=(parted,) if parted else (), grain="month").rows
    few = sum(1 for row in months if row.figure.extra.get("small_n"))
    return "quarter" if len(months) > 3 and 2 * few > len(months) else "month"


def _has_a_day(visit: Visit) -> bool:
    """Without any data there is a definition, and no day on which to ask for a figure."""
    return bool(visit.last_day or visit.scope.as_of or visit.scope.end)


def _measured(visit: Visit, kpi: KPI, grain: str, values: dict[str, Any]) -> Shown:
    """Trend, breakdown, rows and SQL: what a KPI has that is made of rows."""
    by, parted = _by(visit, kpi), _parted(visit, kpi)
    broken = visit.kpi(kpi.key, by=by) if by else None
    series = visit.kpi(kpi.key, grain=grain)
    behind = visit.rows(kpi.key, by=kpi.default_by)
    tables = [rows_table(visit, behind), series_table(visit, series, grain), figures_table(visit, [kpi.key])]
    if broken:
        tables.insert(0, groups_table(visit, broken, by))
    values |= {
        "tile": tile(visit, kpi.key, short=False),
        "beside": against(visit),
        "before": window_before(visit, values["answer"]),
        "by": by,
        "dimensions": [(name, label("dimensions", name, visit.language)) for name in kpi.dimensions],
        "chart": split_trend(visit, "trend-chart", kpi.key, parted, grain)
        if parted
        else trend_picture(visit, series, grain),
        "gap": kpi_gap(visit, broken, parted) if broken and parted else None,
        "remark": remark(visit, parts(visit, parted), kpi_gap(visit, broken, parted)) if broken and parted else "",
        "unsplit": label("dimensions", asked, visit.language) if (asked := split_by(visit)) and not parted else None,
        "sql": visit.sql(kpi.key, by=by) if visit.query.flag("sql") else None,
    }
    data = {**(broken or values["answer"]).to_json(), "series": series.to_json()["rows"]}
    data |= {"largest_difference": values["gap"].to_json()} if values["gap"] else {}
    return Shown("pages/kpi.html", values, tuple(tables), data=data, title=kpi.name[visit.language])


def _by(visit: Visit, kpi: KPI) -> tuple[str, ...]:
    """What it is broken down by; a split that came along from another page and that it does not have is none."""
    asked = split(visit.query.all("by"))
    return kpi.default_by if asked == (split_by(visit),) and asked[0] not in kpi.dimensions else asked or kpi.default_by


def _parted(visit: Visit, kpi: KPI) -> str | None:
    """What its trend is drawn in parts by."""
    asked = split_by(visit)
    return asked if asked in _by(visit, kpi) else None


def facts(visit: Visit, kpi: KPI | ComparisonKPI) -> list[Fact]:
    """The definition, line by line."""
    say = visit.language
    lines = [
        ("formula", kpi.formula[say]),
        ("caveat", kpi.caveat[say]),
        ("clock", f"{label('clocks', kpi.clock, say)}. {explanation('clocks', kpi.clock, say)}"),
        ("unit", label("units", kpi.unit.replace("/", "_per_"), say)),
        ("direction", label("directions", kpi.direction, say)),
    ]
    if isinstance(kpi, KPI):
        lines.append(("exclusions", " ".join(labels()["exclusions"][name][say] for name in exclusions(kpi))))
    articles = (labels()["articles"][word.strip("()")][say] for word in kpi.seeds.split())
    lines.append(("source", "; ".join(articles)))
    told = [Fact(label("fields", name, say), text) for name, text in lines]
    return [*told, Fact(visit._("Name in the API and on the command line"), f"{kpi.key} ({kpi.id})")]


def groups_table(visit: Visit, answer: Answer, by: tuple[str, ...]) -> TableData:
    """A line per group; each leads to its rows where the scope can say it."""

    def narrower(name: str) -> Any:
        return lambda row: _narrower(visit, answer.kpi, name, row[name])

    firsts = tuple(
        Column(
            name,
            label("dimensions", name, visit.language),
            link=narrower(name),
            label=_values_of(name),
            words=names_of(visit, name),
        )
        for name in by
    )
    rows = [{**row.by, **_figure_cells(visit, answer, row)} for row in answer.rows]
    empty = visit._("Nothing in this scope and window.")
    columns = (*firsts, *_figure_columns(visit, answer))
    asks = {"asks": visit.asks(answer.kpi, by=by)}
    return TableData("groups", visit._("Breakdown"), columns, rows, empty=empty, extra=asks)


def _values_of(dimension: str) -> str | None:
    return {"arm": "arms", "role": "roles", "seniority": "seniorities", "approach": "approaches", "team": "teams"}.get(
        dimension
    )


def _narrower(visit: Visit, key: str, dimension: str, value: str | None) -> str | None:
    """The same KPI for one group, at its rows."""
    path = f"/kpis/{quote(key, safe='')}"
    if dimension == "account":
        return visit.account_href(value) if value else None
    if dimension in SCOPE_DIMENSIONS:
        from assay.web.scope_url import quoted

        return visit.href(path, **{dimension: quoted(value)}) + "#rows" if value else None
    return visit.href(path, where=[*visit.query.all("where"), condition(dimension, value)]) + "#rows"


def series_table(visit: Visit, answer: Answer, grain: str) -> TableData:
    first = Column("period_text", visit._("Period"))
    rows = [
        {
            "period": row.period,
            "period_text": visit.fmt.period(row.period, grain) if row.period else "",
            **_figure_cells(visit, answer, row),
        }
        for row in answer.rows
    ]
    hidden = Column("period", visit._("First day"), "day")
    columns = (first, hidden, *_figure_columns(visit, answer))
    asks = {"asks": visit.asks(answer.kpi, grain=grain)}
    return TableData("series", visit._("Trend"), columns, rows, most=400, extra=asks)


def _figure_columns(visit: Visit, answer: Answer) -> tuple[Column, ...]:
    kind = {"share": "share", "days": "days"}.get(answer.unit, "money" if answer.currency else "number")
    return (
        Column("shown", visit._("Value"), "shown", sorts="value"),
        Column("interval", visit._("95 % interval")),
        Column("numerator", label("fields", "numerator", visit.language), "number"),
        Column("denominator", label("fields", "denominator", visit.language), "number"),
        Column("n", "n", "number"),
        Column("value", visit._("Exact value"), kind, currency=answer.currency, digits=4),  # type: ignore[arg-type]
        Column("note", visit._("Note")),
    )


_PARTS: tuple[Literal["value", "numerator", "denominator", "low", "high"], ...] = (
    "value",
    "numerator",
    "denominator",
    "low",
    "high",
)


def _figure_cells(visit: Visit, answer: Answer, row: Row) -> dict[str, Any]:
    figure = row.figure
    cells: dict[str, Any] = {name: figure.shown(name) for name in _PARTS}
    cells |= {"n": figure.n, "note": visit.fmt.note(figure) or None}
    shown = visit.fmt.figure(figure, answer.unit, visit.money_of(answer))
    return {**cells, "shown": shown, "interval": visit.fmt.interval(figure, answer.unit, answer.currency)}


def rows_table(visit: Visit, behind: Sequence[Told]) -> TableData:
    """The rows behind the figure; accounts lead to their pages."""
    names = account_names(visit) if behind and "account_id" in behind[0] else {}
    has_deals = behind and not isinstance(behind, Pieces) and "opportunity_id" in behind[0]
    deals = _deals(visit) if has_deals else {}

    def shown(row: Told) -> dict[str, Any]:
        plain = {**row.get("by", {}), **{name: part for name, part in row.items() if name != "by"}}
        if deals:
            name, amount, currency = deals.get(row["opportunity_id"] or "", (None, None, None))
            plain = {"deal": name or row["opportunity_id"], "amount": amount, "currency": currency, **plain}
        return {"account": names.get(row.get("account_id") or "", row.get("account_id")), **plain} if names else plain

    named: Sequence[Told] = behind.told(shown) if isinstance(behind, Pieces) else [shown(row) for row in behind]
    titles = {name: _title(visit, name) for row in named[:1] for name in row}
    table = table_of("rows", visit._("Rows behind the figure"), named, titles)
    columns = tuple(_linked(visit, column) for column in table.columns if column.name != "account_id" or not names)
    if names:
        columns = (*columns, Column("account_id", visit._("Account id")))
    return TableData(table.name, table.title, columns, table.rows, empty=visit._("Nothing in this scope and window."))


def _title(visit: Visit, name: str) -> str:
    """What a column is called where the product has a word for it; else the column's own name."""
    for kind in ("dimensions", "fields"):
        if name in labels()[kind]:
            return label(kind, name, visit.language)
    return column_title(visit, name) or name.replace("_", " ")


def _linked(visit: Visit, column: Column) -> Column:
    if column.name not in ("account", "account_id"):
        return replace(column, words=words_of(visit, column.name), label=_values_of(column.name))

    def link(row: Any) -> str | None:
        return visit.account_href(row["account_id"]) if row.get("account_id") else None

    return Column(column.name, visit._("Account"), "text", link=link)


def _deals(visit: Visit) -> dict[str, tuple[Any, ...]]:
    """Of each deal its name, its amount as of the scope's day, and the currency of that."""
    day = visit.scope.as_of or visit.scope.end or visit.last_day or visit.today

    def work() -> dict[str, tuple[Any, ...]]:
        query = (
            "SELECT d.opportunity_id, d.name, s.amount, d.currency FROM deals AS d LEFT JOIN deal_states AS s "
            "ON s.opportunity_id = d.opportunity_id AND s.starts_on <= $1 AND s.ends_on > $1"
        )
        rows = visit.cursor().execute(query, [day]).fetchall()
        return {key: (name, amount, None if amount is None else currency) for key, name, amount, currency in rows}

    return visit.keep("deals", work, day)


def trend_picture(visit: Visit, answer: Answer, grain: str) -> Picture | None:
    """The series beside that of the comparison arm; None where there is nothing to draw."""
    if len(answer.rows) < 2 or not answer.measured:
        return None
    series = [series_of(visit, label("arms", visit.scope.arm, visit.language), answer, grain)]
    other = against(visit)
    if other:
        there = visit.kpi(answer.kpi, grain=grain, scope=other_arm(visit.scope, other.arm))
        series.append(series_of(visit, other.name, there, grain, arm=other.arm))
    title, currency = known_kpi(answer.kpi).name[visit.language], answer.currency
    aimed = aim(visit, visit.kpi(answer.kpi))
    line = line_of(answer.kpi, aimed.wanted, grain) if aimed else None
    told = what_happened(visit, answer, grain)
    chart = trend(
        title,
        series,
        unit=answer.unit,
        language=visit.language,
        currency=currency,
        target=line,
        marks=told.marks,
        width=1180,
    )
    return picture("trend-chart", chart, kpi=answer.kpi, happened=told)


def _history(visit: Visit, kpi: KPI | ComparisonKPI) -> list[dict[str, Any]]:
    """Versions of the definition that figures were published with: version, first run, its day."""
    if visit.viewer.sees_part:
        return []
    from assay.memory.kept import known_runs, published

    days = {origin.number: origin.today for origin in known_runs(visit.workspace)}
    versions: dict[int, int] = {}
    for number in sorted(days):
        for asked, value in published(visit.workspace, number).items():
            if asked.kpi == kpi.key:
                versions.setdefault(value.definition_version, number)
    return [{"version": version, "run": number, "day": days[number]} for version, number in sorted(versions.items())]


PAGES = (
    Page("kpis", "/kpis", "KPIs", catalogue_page, words=("order", "q"), scoped=False),
    Page(
        "kpi-values",
        "/kpi-values",
        "KPIs with their values",
        values_page,
        words=("order", "q", "section"),
        scoped=False,
    ),
    Page("kpi", "/kpis/{key}", "KPI", kpi_page, words=("grain", "sql")),
)
