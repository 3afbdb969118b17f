"""One value on the page, in the API, in CSV, XLSX, JSON and Parquet: every KPI figure of every page that holds one."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl
import pytest
from pyarrow import parquet
from starlette.testclient import TestClient

from assay.kpis import CATALOGUE, everything, find, find_comparison
from assay.languages.formats import figure_text, number
from assay.metrics.answer import Figure
from assay.web.app import create_app
from assay.web.pages.registry import find_pages
from support.sample import sample_workspace
from web.conftest import ADDRESS
from web.marked import Grid, Mark, Marked

OF_MONEY = {key for key, kpi in CATALOGUE.items() if getattr(kpi.measure, "weight", None) is not None}
"""Shares of money: what they are made of has a currency, they themselves have none."""
KEYS = tuple(kpi.key for kpi in everything())
ONE_OF_A_UNIT = tuple({kpi.unit: kpi.key for kpi in reversed(everything())}.values())
"""A KPI for every unit: what another language writes in another way is the unit's."""
TILED = {"/": 6, "/coverage": 4, "/engagement": 6, "/revenue": 8, "/customers": 6}
"""Pages with tiles, and how many of them there are."""
DRAWN = {"/": ["trend"], "/revenue": ["costs", "tiers", "won"], "/customers": ["nps"],
         "/engagement": ["weeks"], "/funnel": ["days_in_stage", "stage_conversion"]}  # fmt: skip
"""Drawings of KPIs by page."""
WITH_TABLES = (*TILED, "/funnel", "/impact", "/impact/money", "/accounts/A-0001", "/accounts", "/lists")
EVERY_PAGE = {page.path for page in find_pages()}
LANGUAGES = ("en", "ru")


@pytest.fixture(scope="module")
def sample() -> TestClient:
    return TestClient(create_app(sample_workspace()), base_url=ADDRESS)


@cache
def _read(sample: TestClient, address: str) -> Marked:
    found = sample.get(address)
    assert found.status_code == 200, found.text
    return Marked(found.text)


def marked(sample: TestClient, path: str, language: str = "en") -> Marked:
    return _read(sample, f"{path}?lang={language}")


def asked(sample: TestClient, address: str) -> dict[str, Any]:
    found = sample.get(address)
    assert found.status_code == 200, found.text
    return dict(found.json())


def figure_of(said: dict[str, Any]) -> Figure:
    """The figure that the API tells; its exact decimals are the digits of the JSON text."""
    return Figure(**{name: said[name] for name in Figure.__dataclass_fields__ if name in said})


def written(answer: dict[str, Any], said: dict[str, Any], language: str, *, short: bool = False) -> str:
    """As people read it; a share of money that is made of few cases is told in money."""
    currency = "EUR" if answer["kpi"] in OF_MONEY else answer["currency"]
    return figure_text(figure_of(said), answer["unit"], currency, language, short=short)


def check(sample: TestClient, mark: Mark, language: str, *, short: bool) -> None:
    assert mark.asks, mark
    answer = asked(sample, mark.asks)
    total = answer["total"]
    assert same(told(mark), total["value"]), mark
    assert written(answer, total, language, short=short) in mark.text, mark


def told(mark: Mark) -> float | None:
    """The number that stands behind a figure's text: money may have no fraction, shares always have one."""
    return float(mark.value) if mark.value else None


def same(value: float | None, other: float | None) -> bool:
    """Money is told to its eighth decimal."""
    return value == other or (
        value is not None and other is not None and abs(value - other) <= 1e-8 * max(1, abs(value))
    )


class TestTiles:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("path", TILED)
    def test_every_figure_is_what_the_api_answers(self, sample: TestClient, path: str, language: str) -> None:
        found = marked(sample, path, language)
        assert found.tiles == TILED[path]
        assert len(found.figures) > found.tiles  # each tile has its own, most something beside it
        assert all("lang=" + language in str(mark.asks) for mark in found.figures)
        for mark in found.figures:
            check(sample, mark, language, short=True)

    @pytest.mark.parametrize("path", TILED)
    def test_every_figure_is_in_the_files_of_its_page(self, sample: TestClient, path: str) -> None:
        found = marked(sample, path)
        own = {mark.asks: mark for mark in found.figures if not {"arm=", "from="} & set(_words(mark))}
        rows = read_table(sample, next(one for one in found.files if "table=headlines" in one))
        assert len(own) == len(rows) == found.tiles
        for mark, row in zip(own.values(), rows, strict=True):
            answer = asked(sample, str(mark.asks))
            assert row["kpi"] == answer["kpi"]
            assert same(told(mark), row["value"])
            assert {name: row[name] for name in ("value", "low", "high", "n")} == {
                name: answer["total"][name] for name in ("value", "low", "high", "n")
            }


def _words(mark: Mark) -> list[str]:
    return [word.partition("=")[0] + "=" for word in str(mark.asks).partition("?")[2].split("&")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", DRAWN)
def test_every_drawn_figure_is_what_the_api_answers(sample: TestClient, path: str, language: str) -> None:
    grids = [grid for grid in marked(sample, path, language).grids if grid.asks]
    assert sorted(grid.name for grid in grids) == DRAWN[path]
    for grid in grids:
        cells = {cell.partition(" (")[0] for row in grid.rows for cell in row}  # (47 accounts)
        expected = [texts for address in grid.asks for texts in drawn(asked(sample, address), grid, language)]
        assert len(expected) > 2, grid.name
        assert [texts for texts in expected if not texts & cells] == [], grid.name


def drawn(answer: dict[str, Any], grid: Grid, language: str) -> list[set[str]]:
    """What stands in a drawing of an answer, long or short: its groups or periods, else its total."""
    rows = [row for row in answer["rows"] if row["value"] is not None] or [answer["total"]]
    if grid.name == "weeks":
        weekly = [row for row in rows if row["by"]["channel"] == "email"]
        return [{number(row["numerator"], language)} for row in weekly]
    return [{written(answer, row, language, short=short) for short in (False, True)} for row in rows]


class TestKPIPages:
    @pytest.mark.parametrize("key", KEYS)
    def test_page_and_twin_say_what_the_api_answers(self, sample: TestClient, key: str) -> None:
        check_page(sample, marked(sample, f"/kpis/{key}"), key, "en")
        answer = asked(sample, f"/api/kpis/{key}?lang=en")
        twin = asked(sample, f"/kpis/{key}.json?lang=en")["total"]  # of the breakdown, added up in another order
        numbers = ("value", "numerator", "denominator", "n", "low", "high")
        found, expected = ([one[name] for name in numbers if one[name] is not None] for one in (twin, answer["total"]))
        assert found == pytest.approx(expected, rel=1e-12)

    @pytest.mark.parametrize("key", ONE_OF_A_UNIT)
    def test_files_say_what_the_api_answers(self, sample: TestClient, key: str) -> None:
        found = marked(sample, f"/kpis/{key}")
        answer = asked(sample, f"/api/kpis/{key}?lang=en")
        (row,) = read_table(sample, next(one for one in found.files if "table=headlines" in one))
        assert row["value"] == answer["total"]["value"]
        for grid in found.grids:
            if grid.asks:
                name = "series" if "grain=" in grid.asks[0] else "groups"
                rows = read_table(sample, next(one for one in found.files if f"table={name}" in one))
                groups = asked(sample, grid.asks[0])["rows"]
                assert [row["value"] for row in rows] == [group["value"] for group in groups]

    @pytest.mark.parametrize("key", ONE_OF_A_UNIT)
    def test_in_another_language(self, sample: TestClient, key: str) -> None:
        check_page(sample, marked(sample, f"/kpis/{key}", "ru"), key, "ru")


def check_page(sample: TestClient, found: Marked, key: str, language: str) -> None:
    kpi = find_comparison(key) or find(key)
    assert found.tiles == 1
    assert found.figures[0].asks == f"/api/kpis/{key}?lang={language}"
    for mark in found.figures:
        check(sample, mark, language, short=False)
    grids = [grid for grid in found.grids if grid.asks]
    assert len(grids) == (2 if getattr(kpi, "default_by", ()) else 1 if find_comparison(key) is None else 0)
    for grid in grids:
        answer = asked(sample, grid.asks[0])
        for row, group in zip(grid.rows, answer["rows"], strict=False):  # the first hundred stand on the page
            assert written(answer, group, language) in row
            assert number(group["n"], language) in row
        assert len(grid.rows) in (len(answer["rows"]), 100)


@pytest.mark.parametrize("path", WITH_TABLES)
def test_every_table_is_the_same_in_every_file(sample: TestClient, path: str) -> None:
    files = [one for one in marked(sample, path).files if ".csv?" in one]
    assert files
    for address in files:
        read_table(sample, address)


def read_table(sample: TestClient, address: str) -> list[dict[str, Any]]:
    """The rows of a table, which all its files agree on."""
    base, kind = address.split(".csv?" if ".csv?" in address else ".xlsx?", 1)
    told = sample.get(f"{base}.json?{kind}").json()
    names = list(csv.reader(io.StringIO(sample.get(f"{base}.csv?{kind}").content.decode())))
    assert [dict(zip(names[0], line, strict=True)) for line in names[1:]] == [
        {name: in_csv(value) for name, value in row.items()} for row in told
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(sample.get(f"{base}.xlsx?{kind}").content)).active
    lines = [
        [in_json(cell) if cell != "" else None for cell in line]
        for line in sheet.iter_rows(min_row=2, values_only=True)
    ]
    assert lines == [[in_xlsx(value) for value in row.values()] for row in told]
    packed = parquet.read_table(io.BytesIO(sample.get(f"{base}.parquet?{kind}").content)).to_pylist()
    assert [[in_json(value) for value in row.values()] for row in packed] == [list(row.values()) for row in told]
    return list(told)


def in_csv(value: Any) -> str:
    from assay.delimited_text import csv_cell

    return str(csv_cell(value))


def in_xlsx(value: Any) -> Any:
    """Numbers have sixteen digits there, one less than two of a million need."""
    if isinstance(value, float):
        return float(f"{value:.16G}")
    return None if value == "" else value


def in_json(value: Any) -> Any:
    """What JSON says of a cell: money is exact in a Parquet file and a number there."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        value = value.date() if not (value.hour or value.minute) else value
    return value.isoformat() if isinstance(value, date) else value


def test_no_page_with_figures_is_forgotten(sample: TestClient) -> None:
    """Whatever shows a figure without its mark, or a page with figures that is not named here, is found."""
    plain = {path for path in EVERY_PAGE if "{" not in path}
    for path in plain - {"/impact/checks", "/impact/velocity", "/my"}:
        found = marked(sample, path)
        assert found.tiles == TILED.get(path, 0), path
        assert sorted(grid.name for grid in found.grids if grid.asks) == DRAWN.get(path, []), path
        assert all(mark.asks and mark.value is not None for mark in found.figures), path
