"""One value, whatever shows it: page, PDF, deck and workbook say what `assay kpi` answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from assay.api import ask
from assay.comparison.compare import compare, compare_many
from assay.kpis.headlines import COMPARED, HEADLINES
from assay.languages.formats import figure_text
from assay.metrics.change import judged
from assay.metrics.scope import Scope
from assay.report.changes import FIGURES, TRENDS
from assay.report.money import PER
from assay.report.pack import Cell, Page, Table
from assay.store.runs import Run
from report.conftest import Made
from report.reading import TEXT_OF, bare, deck, workbook
from support.cli import assay
from support.sample import sample_workspace


def said(run: Run, key: str, language: str) -> str:
    found = ask(run, key, Scope(), language=language)
    return figure_text(found.total, found.unit, found.currency, language)


@pytest.mark.parametrize("kind", ["html", "pdf", "pptx"])
@pytest.mark.parametrize("key", HEADLINES)
def test_each_headline_figure_stands_in_each_file_as_it_is_answered(run: Run, one: Made, key: str, kind: str) -> None:
    language = one.pack.language
    name = ask(run, key, Scope(), language=language).name
    text = bare(TEXT_OF[kind](one.files[kind]))
    assert bare(said(run, key, language)) in text
    assert bare(name) in text


@pytest.mark.parametrize("key", HEADLINES)
def test_the_workbook_has_the_number_itself(one: Made, key: str) -> None:
    found = assay("-C", sample_workspace().path, "--format", "json", "kpi", key).json
    rows = list(workbook(one.files["xlsx"]).worksheets[1].iter_rows(values_only=True))
    row = next(row for row in rows if str(row[1]).startswith(f"{key} ("))
    total = found["total"]
    assert row[2] == pytest.approx(total["value"], abs=1e-9)
    assert [row[4], row[5]] == pytest.approx([total["low"], total["high"]])
    assert row[8] == total["n"]


def test_the_intervals_of_shares_stand_beside_their_values(one: Made) -> None:
    for figure in one.pack.headlines:
        if figure.interval:
            assert bare(figure.interval) in bare(TEXT_OF["pdf"](one.files["pdf"]))
    assert {figure.kpi for figure in one.pack.headlines if figure.interval} >= {"win_rate", "engaged_share"}


def test_the_languages_write_the_same_value_in_their_own_way(made: dict[str, Made]) -> None:
    english, russian = ({figure.kpi: figure for figure in made[language].pack.headlines} for language in ("en", "ru"))
    assert english["win_rate"].figure.value == russian["win_rate"].figure.value
    assert english["win_rate"].text.endswith("%")
    assert "\N{NO-BREAK SPACE}%" in russian["win_rate"].text
    assert english["pipeline"].text.startswith("€")
    assert russian["pipeline"].text.endswith("€")


def test_the_forest_of_the_deck_has_the_differences_that_compare_gives(run: Run, made: dict[str, Made]) -> None:
    found = compare(run, "opportunity_rate", Scope(), language="en")
    charts = [
        shape.chart for slide in deck(made["en"].files["pptx"]).slides for shape in slide.shapes if shape.has_chart
    ]
    forest = next(chart for chart in charts if found.name in str(list(chart.plots[0].categories)))
    assert forest.plots[0].series[0].values[0] == pytest.approx(100 * found.difference)


class TestTables:
    """Every figure of every table: the pack's cells are what is answered, and each file has the pack's cells."""

    @pytest.mark.parametrize("kind", ["html", "pdf", "pptx"])
    def test_each_row_stands_in_each_file(self, one: Made, kind: str) -> None:
        text = bare(TEXT_OF[kind](one.files[kind]))
        rows = [(table.name, row) for page in one.pack.pages for table in tables_on(page) for row in table.on_page]
        assert len(rows) > 50
        missing = [(name, row[0].text) for name, row in rows if bare("".join(cell.text for cell in row)) not in text]
        assert missing == []

    def test_the_workbook_has_the_numbers_of_all_rows(self, one: Made) -> None:
        lines = {line for sheet in workbook(one.files["xlsx"]) for line in rounded(sheet.iter_rows(values_only=True))}
        assert len(one.pack.tables) > 8
        for table in one.pack.tables:
            ranges = {place for row in table.rows for place, cell in enumerate(row) if cell.kind == "range"}
            for row in table.rows:
                parts = [part for place, cell in enumerate(row) for part in in_workbook(cell, place in ranges)]
                assert next(rounded([parts])) in lines, (table.name, row)

    @pytest.mark.parametrize("key", FIGURES)
    def test_quarters(self, run: Run, one: Made, key: str) -> None:
        table = next(table for table in one.pack.tables if table.name == "quarters")
        language = one.pack.language
        before, now = (
            ask(run, key, Scope(start=start, end=end, as_of=end), language=language)
            for start, end in ((date(2026, 4, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 9, 30)))
        )
        row = next(row for row in table.rows if row[0].text == now.name)
        assert [row[1].value, row[2].value] == [before.total.value, now.total.value]
        assert [row[1].text, row[2].text] == [
            figure_text(found.total, found.unit, found.currency, language) for found in (before, now)
        ]
        changed = judged(now.kpi, now.total, before.total)
        times = 100 if now.unit == "share" else 1
        ends = (changed.low, changed.high)
        known = None if None in ends else tuple(times * (end or 0) for end in ends)
        assert row[4].ends in (None, known)

    @pytest.mark.parametrize("key", PER)
    def test_costs(self, run: Run, one: Made, key: str) -> None:
        table = next(table for table in one.pack.tables if table.name == "cost_per")
        found = ask(run, key, Scope(), language=one.pack.language)
        row = next(row for row in table.rows if row[0].text == found.name)
        assert [row[1].value, row[2].value] == [found.total.value, found.total.denominator]
        assert row[1].text == figure_text(found.total, found.unit, found.currency, one.pack.language)

    def test_comparisons(self, run: Run, one: Made) -> None:
        table = next(table for table in one.pack.tables if table.name == "impact")
        asked = compare_many(run, COMPARED, Scope(), against="control", language=one.pack.language).comparisons
        assert len(table.rows) == len(asked)
        for row, found in zip(table.rows, asked, strict=True):
            times = 100 if found.unit == "share" else 1
            numbers = [found.abm.value, found.abm.n, found.against.value, found.against.n]
            assert [row[0].text, *(cell.value for cell in row[1:5])] == [found.name, *numbers]
            assert row[5].value == (None if found.difference is None else times * found.difference)
            ends = None if found.low is None or found.high is None else (times * found.low, times * found.high)
            assert row[6].ends == ends

    @pytest.mark.parametrize("key", TRENDS)
    def test_trends(self, run: Run, one: Made, key: str) -> None:
        found = ask(run, key, Scope(), grain="month", language=one.pack.language)
        charts = [shape.chart for slide in deck(one.files["pptx"]).slides for shape in slide.shapes if shape.has_chart]
        values = [row.figure.value for row in found.rows]
        drawn = [list(series.values) for chart in charts for series in chart.plots[0].series]
        assert any(one == pytest.approx(values) for one in drawn if len(one) == len(values))
        lines = [line for sheet in workbook(one.files["xlsx"]) for line in sheet.iter_rows(values_only=True)]
        written = [line[1] for line in lines if isinstance(line[1], int | float)]
        assert all(any(value == pytest.approx(row.figure.value) for value in written) for row in found.rows)


def tables_on(page: Page) -> list[Table]:
    return [block for block in page.each() if isinstance(block, Table)]


def in_workbook(cell: Cell, is_range: bool) -> list[Any]:
    """What stands in the workbook for a cell: its number, a range's two ends, else its text."""
    if is_range:
        return list(cell.ends) if cell.ends else [None, None]
    if isinstance(cell.value, date):
        return [datetime(cell.value.year, cell.value.month, cell.value.day)]
    return [cell.value if cell.value is not None else cell.text]


def rounded(lines: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Lines to be compared: twelve digits of each number, without empty cells at the end."""
    for line in lines:
        values = [float(f"{value:.12g}") if isinstance(value, int | float) else value or None for value in line]
        while values and values[-1] is None:
            values.pop()
        yield tuple(values)
