"""What stands beside charts: launches, who came and went, definitions, and notes; worked out by hand on tiny lists."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from assay.charts import Series, line_panels, marks_of, trend
from assay.charts.trend import Point
from assay.facts.schema import FOREVER
from assay.landing.chart_notes import ChartNote
from assay.languages import LANGUAGES
from assay.metrics.scope import Scope
from assay.views.annotations import annotations_of

FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def cursor_of(rows: list[tuple[str, str, str, date, date]]) -> Any:
    """Rows of (list, account, tier, first day, day after the last)."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE accounts (account_id VARCHAR, is_excluded BOOLEAN)")
    connection.execute(
        "CREATE TABLE memberships (list VARCHAR, account_id VARCHAR, parent_id VARCHAR, arm VARCHAR, tier VARCHAR, "
        "tier_order BIGINT, programme_id VARCHAR, starts_on DATE, ends_on DATE)"
    )
    for name, account, tier, start, end in rows:
        connection.execute(
            "INSERT INTO memberships VALUES (?, ?, ?, 'abm', ?, 1, 'P', ?, ?)",
            [name, account, account, tier, start, end],
        )
    return connection.cursor()


def told(rows: list[tuple[str, str, str, date, date]], **more: Any) -> list[tuple[str, str, str]]:
    found = annotations_of(cursor_of(rows), Scope(), FIRST, LAST, language="en", **more)
    return [(str(one.day), one.kind, one.text) for one in found]


JAN, FEB, MARCH = date(2026, 1, 5), date(2026, 2, 10), date(2026, 3, 1)


def test_the_launch_and_who_came_and_went_later() -> None:
    rows = [
        ("A", "1", "1", JAN, FOREVER),
        ("A", "2", "1", JAN, MARCH),
        ("A", "3", "1", FEB, FOREVER),
        ("A", "4", "1", FEB, MARCH),
    ]
    assert told(rows) == [
        ("2026-01-05", "launch", "Launch: A, 2 accounts"),
        ("2026-02-10", "list", "A: accounts +2"),
        ("2026-03-01", "list", "A: accounts −2"),
    ]


def test_another_tier_on_the_same_day_is_no_change_of_who_is_on_the_list() -> None:
    rows = [("A", "1", "1", JAN, FEB), ("A", "1", "2", FEB, FOREVER)]
    assert told(rows) == [("2026-01-05", "launch", "Launch: A, 1 account")]


def test_what_is_outside_of_the_window_and_what_is_small_is_not_told() -> None:
    rows = [("A", f"{n}", "1", date(2025, 6, 1), FOREVER) for n in range(40)] + [("A", "new", "1", FEB, FOREVER)]
    assert told(rows) == []


def note(day: date, text: str, **more: Any) -> ChartNote:
    words = {"list": None, "kpi": None, "by": "Ann", "at": None, "load": 1, "made_here": True, **more}
    return ChartNote(text, day, text, **words)


def test_a_note_stands_beside_what_it_is_about() -> None:
    notes = [note(FEB, "all"), note(FEB, "other figure", kpi="pipeline"), note(FEB, "own figure", kpi="win_rate")]
    assert told([], notes=notes, kpi="win_rate") == [("2026-02-10", "note", one) for one in ("all", "own figure")]
    of_lists = [note(FEB, "A's", list="A"), note(FEB, "B's", list="B")]
    found = annotations_of(cursor_of([]), Scope(lists=("A",)), FIRST, LAST, language="en", notes=of_lists)
    assert [one.text for one in found] == ["A's"]
    assert found[0].line("en") == "10 Feb 2026: A's (Ann)"


def test_marks_stand_where_their_day_is() -> None:
    starts = [date(2026, month, 1) for month in (1, 2, 3)]
    found = marks_of(
        [(date(2026, 2, 15), "b"), (date(2026, 2, 15), "c"), (FIRST, "a"), (date(2026, 4, 1), "z")], starts, LAST
    )
    assert [(mark.place, mark.at, mark.lines) for mark in found] == [(0, -0.5, ("a",)), (1, 1.0, ("b", "c"))]
    assert marks_of([(date(2025, 12, 31), "before")], starts, LAST) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_chart_tells_its_marks_in_the_legend_and_in_the_table(language: str) -> None:
    series = [Series("own", tuple(Point(f"m{n}", 0.1 * n) for n in range(3)))]
    marks = marks_of([(date(2026, 2, 15), "Fair")], [date(2026, month, 1) for month in (1, 2, 3)], LAST)
    for chart in (
        trend("T", series, unit="share", language=language, marks=marks),
        line_panels("T", series, unit="share", language=language, summary="s", marks=marks),
    ):
        assert chart.legend == ("Fair",)
        assert [row[1] for row in chart.table.rows] == ["", "1 Fair", ""]
        assert chart.table.numeric == 2
        assert '"text": "1"' in str(chart.spec).replace("'", '"')
