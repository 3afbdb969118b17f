"""Lists: target lists and their arms with their history, figures side by side, and how a holdout is drawn."""

from __future__ import annotations

from typing import Any

from assay.kpis.labels import label
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
    if rows:
        found = visit.ask(compare_lists, by=by, language=visit.language)
        tables = (*tables, side_by_side_table(visit, found))
        data["side_by_side"] = found.to_json()
    dimensions = [(name, label("dimensions", name, visit.language)) for name in (*SIDE_BY_SIDE, *BY) if name != "none"]
    values = {"by": by, "found": found, "dimensions": list(dict.fromkeys(dimensions))}
    return Shown("pages/lists.html", values, tables, data=data)


def lists_of(visit: Visit) -> list[dict[str, Any]]:
    """A line per list, arm and programme, as of the scope's day."""
    query = """
        SELECT m.list, m.arm, coalesce(any_value(p.name), m.programme_id) AS programme,
               count(DISTINCT CASE WHEN m.starts_on <= $1 AND $1 < m.ends_on THEN m.account_id END) AS accounts,
               count(DISTINCT m.account_id) AS ever,
               string_agg(DISTINCT m.tier, ', ' ORDER BY m.tier) AS tiers,
               min(m.starts_on) AS first_day,
               CASE WHEN max(m.ends_on) < DATE '9999-12-31' THEN max(m.ends_on) - 1 END AS last_day
        FROM memberships AS m SEMI JOIN accounts AS a ON a.account_id = m.account_id AND NOT a.is_excluded
        LEFT JOIN (SELECT programme_id, any_value(name) AS name FROM programmes GROUP BY ALL) AS p USING (programme_id)
        WHERE m.starts_on <= $1
        GROUP BY m.list, m.arm, m.programme_id ORDER BY m.list, m.arm, programme
    """
    return _records(visit, query)


def moves_of(visit: Visit) -> list[dict[str, Any]]:
    """How many accounts came on a list and left it, by month."""
    query = """
        WITH events AS (
            SELECT list, arm, date_trunc('month', starts_on)::DATE AS month, 1 AS joined, 0 AS gone FROM memberships
            WHERE starts_on <= $1
            UNION ALL
            SELECT list, arm, date_trunc('month', ends_on)::DATE, 0, 1 FROM memberships WHERE ends_on <= $1
        )
        SELECT list, arm, month, sum(joined)::BIGINT AS joined, sum(gone)::BIGINT AS gone
        FROM events GROUP BY ALL ORDER BY month DESC, list, arm
    """
    return _records(visit, query)


def _records(visit: Visit, query: str) -> list[dict[str, Any]]:
    day = visit.scope.as_of or visit.scope.end or visit.last_day or visit.today
    result = visit.cursor().execute(query, [day])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def lists_table(visit: Visit, rows: list[dict[str, Any]]) -> TableData:
    def members(row: Any) -> str:
        return visit.href("/accounts", list=quoted(row["list"]), arm=row["arm"])

    columns = (
        Column("list", visit._("List"), link=members),
        Column("arm", visit._("Arm"), label="arms"),
        Column("accounts", visit._("Accounts"), "number"),
        Column("ever", visit._("Ever on it"), "number"),
        Column("tiers", visit._("Tiers")),
        Column("programme", visit._("Programme")),
        Column("first_day", visit._("First day"), "day"),
        Column("last_day", visit._("Last day"), "day"),
    )
    empty = visit._("No list is loaded. Figures with arm “all” are those of the whole company.")
    return TableData("lists", visit._("Lists and their arms"), columns, rows, empty=empty)


def moves_table(visit: Visit) -> TableData:
    columns = (
        Column("month", visit._("Month"), "month"),
        Column("list", visit._("List")),
        Column("arm", visit._("Arm"), label="arms"),
        Column("joined", visit._("Joined"), "number"),
        Column("gone", visit._("Left"), "number"),
    )
    return TableData("history", visit._("Who joined and who left, by month"), columns, moves_of(visit), most=24)


def side_by_side_table(visit: Visit, found: SideBySide) -> TableData:
    """A line per KPI, a column per group, and the total that counts every account once."""
    places = {column: f"group_{place}" for place, column in enumerate(found.columns)}
    rows = []
    for line in found.lines:
        cells = {
            places[column]: visit.fmt.figure(figure, line.unit, line.currency, short=True)
            for column, figure in line.figures.items()
        }
        total = visit.fmt.figure(line.total, line.unit, line.currency, short=True)
        before = visit.fmt.figure(line.before, line.unit, line.currency, short=True) if line.before else None
        rows.append({"kpi": line.kpi, "name": line.name, **cells, "total": total, "before": before})
    groups = tuple(Column(place, _title(visit, found.by, column), "shown") for column, place in places.items())
    last = (Column("before", visit._("Before the programme"), "shown"),) if found.before else ()
    first = Column("name", visit._("KPI"), link=lambda row: visit.definition_href(row["kpi"]))
    columns = (first, *groups, Column("total", visit._("Total, each account once"), "shown"), *last)
    return TableData("side_by_side", visit._("Side by side"), columns, rows, sortable=False)


def _title(visit: Visit, by: str, value: str | None) -> str:
    if value is None:
        return visit._("(none)")
    kinds = {"arm": "arms", "approach": "approaches"}
    return label(kinds[by], value, visit.language) if by in kinds else value


PAGES = (Page("lists", "/lists", "Lists", lists_page, words=("by",)),)
