"""Lists: target lists and their arms with their history, figures side by side, and how a holdout is drawn."""

from __future__ import annotations

from datetime import date
from typing import Any

from assay.languages.labels import label
from assay.metrics.list_rows import joined_and_left, lists_on
from assay.views.lists import BY, SideBySide, compare_lists
from assay.web.pages.registry import Page, Shown
from assay.web.scope_url import quoted
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

SIDE_BY_SIDE = ("list", "tier", "owner", "approach", "programme", "arm")


def lists_page(visit: Visit) -> Shown:
    rows = lists_of(visit)
    by = visit.query.get("by") or "list"
    tables: tuple[TableData, ...] = (lists_table(visit, rows), moves_table(visit))
    data: dict[str, Any] = {"lists": rows}
    found = None
    if rows and (visit.last_day or visit.scope.as_of or visit.scope.end):  # else no figure has a day to be seen from
        found = visit.ask(compare_lists, by=by, language=visit.language)
        tables = (*tables, side_by_side_table(visit, found))
        data["side_by_side"] = found.to_json()
    dimensions = [(name, label("dimensions", name, visit.language)) for name in (*SIDE_BY_SIDE, *BY) if name != "none"]
    names = [*dict.fromkeys(row["list"] for row in rows)]
    values = {"by": by, "found": found, "dimensions": list(dict.fromkeys(dimensions)), "names": names}
    return Shown("pages/lists.html", values, tables, data=data)


def lists_of(visit: Visit) -> list[dict[str, Any]]:
    """A line per list, arm and programme, as of the scope's day."""
    cursor, day = visit.cursor(), day_of(visit)
    titles = dict(cursor.execute("SELECT programme_id, any_value(name) FROM programmes GROUP BY ALL").fetchall())

    def shown(row: dict[str, Any]) -> dict[str, Any]:
        tiers = ", ".join(row["tiers"] or ()) or None
        return {**row, "tiers": tiers, "programme": titles.get(row["programme"]) or row["programme"]}

    return [shown(row) for row in lists_on(cursor, day)]


def day_of(visit: Visit) -> date:
    """The day from which lists are looked at."""
    return visit.scope.as_of or visit.scope.end or visit.last_day or visit.today


def lists_table(visit: Visit, rows: list[dict[str, Any]]) -> TableData:
    def members(row: Any) -> str:
        return visit.href("/accounts", list=quoted(row["list"]), arm=row["arm"])

    columns = (
        Column("list", visit._("List"), link=members),
        Column("arm", visit._("Group of accounts"), label="arms"),
        Column("accounts", visit._("Accounts"), "number"),
        Column("ever", visit._("Ever on it"), "number"),
        Column("tiers", visit._("Tiers")),
        Column("programme", visit._("Programme")),
        Column("first_day", visit._("First day"), "day"),
        Column("last_day", visit._("Last day"), "day"),
    )
    empty = visit._("No list is loaded. Figures of all accounts are those of the whole company.")
    return TableData("lists", visit._("Lists and their groups"), columns, rows, empty=empty)


def moves_table(visit: Visit) -> TableData:
    columns = (
        Column("month", visit._("Month"), "month"),
        Column("list", visit._("List")),
        Column("arm", visit._("Group of accounts"), label="arms"),
        Column("joined", visit._("Joined"), "number"),
        Column("gone", visit._("Left"), "number"),
    )
    return TableData(
        "history",
        visit._("Who joined and who left, by month"),
        columns,
        joined_and_left(visit.cursor(), day_of(visit)),
        most=24,
    )


def side_by_side_table(visit: Visit, sides: SideBySide) -> TableData:
    """A line per KPI, a column per group, and the total that counts every account once."""
    places = {column: f"group_{place}" for place, column in enumerate(sides.columns)}
    rows = []
    for line in sides.lines:
        cells = {
            places[column]: visit.fmt.figure(figure, line.unit, line.currency, short=True)
            for column, figure in line.figures.items()
        }
        total = visit.fmt.figure(line.total, line.unit, line.currency, short=True)
        before = visit.fmt.figure(line.before, line.unit, line.currency, short=True) if line.before else None
        rows.append({"kpi": line.kpi, "name": line.name, **cells, "total": total, "before": before})
    groups = tuple(Column(place, _title(visit, sides.by, column), "shown") for column, place in places.items())
    last = (Column("before", visit._("Before the programme"), "shown"),) if sides.before else ()
    first = Column("name", visit._("KPI"), link=lambda row: visit.definition_href(row["kpi"]))
    columns = (first, *groups, Column("total", visit._("Total, each account once"), "shown"), *last)
    return TableData("side_by_side", visit._("Side by side"), columns, rows, sortable=False)


def _title(visit: Visit, by: str, value: str | None) -> str:
    if value is None:
        return visit._("(none)")
    kinds = {"arm": "arms", "approach": "approaches"}
    return label(kinds[by], value, visit.language) if by in kinds else value


PAGES = (Page("lists", "/lists", "Lists", lists_page, words=("by",)),)
