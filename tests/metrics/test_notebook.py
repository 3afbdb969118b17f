"""A figure draws itself in a notebook: values with intervals, nothing for what does not exist, texts of data escaped."""

from __future__ import annotations

from datetime import date

from assay.metrics.answer import Answer, Figure, Row


def answered(*rows: Row, total: Figure) -> Answer:
    day = date(2026, 1, 1)
    return Answer("win_rate", "W03", "Win rate", "share", "", 1, day, day, day, {}, 7, True, None, rows, total)


def test_a_table_with_lines_and_dots() -> None:
    figure = Figure(0.5, 50, 100, 100, 0.25, 1.0)
    html = answered(Row({"tier": "1"}, None, figure), total=figure)._repr_html_()
    assert "Win rate (W03) · 2026-01-01 to 2026-01-01, as of 2026-01-01 · run 7 · provisional" in html
    assert html.count("50%") >= 2
    # From 0 to 1 on 148 pixels: the interval begins at 6 + 37, the value stands at 6 + 74.
    assert '<line x1="43.0" x2="154.0"' in html
    assert '<circle cx="80.0"' in html


def test_what_does_not_exist_is_not_drawn_as_zero() -> None:
    html = answered(total=Figure(None, 0, 0, 0, note="no deal was decided"))._repr_html_()
    assert "<svg" not in html
    assert "<td>–</td>" in html
    assert "no deal was decided" in html


def test_texts_of_the_data_are_escaped() -> None:
    figure = Figure(0.5, 1, 2, 2)
    html = answered(Row({"industry": "<script>alert(1)</script>"}, None, figure), total=figure)._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
