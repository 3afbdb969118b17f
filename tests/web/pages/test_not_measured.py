"""Not measured is not zero: a list and deals, but no touch, no person and no cost are loaded."""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from assay.charts import Bar, FunnelStep, bars
from assay.charts import funnel as funnel_chart
from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from assay.web.layout import Tables
from assay.web.pages.pictures import picture
from assay.web.scope_url import Query
from assay.web.tables import TableData
from support.cli import assay
from support.landed import land
from web.conftest import ADDRESS, TABLES, account, build


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create_workspace(tmp_path_factory.mktemp("bare") / "w")
    deals = [{**row, "account_id": "own"} for row in TABLES["opportunities"][:2]]
    tables = {
        "accounts": [account("own", "Ownwell", "")],
        "list_memberships": [{"list": "Steel", "account_id": "own", "valid_from": "2026-01-01", "arm": "abm"}],
        "stages": TABLES["stages"],
        "opportunities": deals,
    }
    land(Workspace(made.path), tables)
    build(Workspace(made.path))
    return Workspace(made.path)


@pytest.fixture(scope="module")
def bare(house: Workspace) -> TestClient:
    return TestClient(create_app(house), base_url=ADDRESS)


def opened(bare: TestClient, path: str) -> str:
    answer = bare.get(path)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def test_tiles_and_drawings_say_what_is_not_measured(bare: TestClient) -> None:
    page = opened(bare, "/")
    tile = re.search(r'aria-label="Share of target accounts engaged">(.*?)</div>', page, re.DOTALL)
    assert tile
    assert ">not measured<" in tile.group(1)
    assert "nothing has been loaded of touches" in tile.group(1)
    assert "/data#lacking" in tile.group(1)
    trend = re.search(r'<section class="panel" id="trend">(.*?)</section>', page, re.DOTALL)
    assert trend
    assert "<svg" not in trend.group(1)


def test_minutes_and_silence_without_any_touch_are_no_zeros(bare: TestClient) -> None:
    accounts = opened(bare, "/accounts")
    assert "Not measured: Minutes, Change, Coverage, and Last touch." in accounts
    assert "no touch for 60 days" not in accounts
    assert '<td class="number"><bdi>–</bdi></td>' in accounts
    assert "No account had more minutes" not in opened(bare, "/")
    silent = re.search(r'<section class="block" id="silent">(.*?)</section>', opened(bare, "/engagement"), re.DOTALL)
    assert silent
    assert "Ownwell" not in silent.group(1)
    assert "not measured" in silent.group(1)


def test_the_tables_of_the_funnel_have_no_zeros_for_it(bare: TestClient) -> None:
    for path, table in (("/funnel", "stages"), ("/funnel?by=list", "parts")):
        stages = re.search(rf'<section class="block" id="{table}">(.*?)</section>', opened(bare, path), re.DOTALL)
        assert stages
        assert "–" in stages.group(1)
    rows = bare.get("/funnel.csv?table=stages").text.splitlines()
    assert next(row for row in rows if row.startswith("engaged")).strip(",") == "engaged"
    page = opened(bare, "/funnel?stage=engaged")
    accounts = re.search(r'<section class="block" id="in-stage">(.*?)</section>', page, re.DOTALL)
    assert accounts
    assert "not measured" in accounts.group(1)


def test_axes_around_nothing_are_not_drawn() -> None:
    empty = picture("days", bars("Days", [], unit="days", language="en"))
    assert (empty.wide, empty.narrow, empty.summary) == ("", "", "Nothing to show.")
    assert "<svg" in picture("days", bars("Days", [Bar("Talk", 3.0)], unit="days", language="en")).wide


def test_the_command_line_says_so_too(house: Workspace) -> None:
    funnel = assay("-C", house.path, "funnel").out
    assert re.search(r"engaged +not measured +–", funnel)
    told = assay("-C", house.path, "accounts").out
    assert "Not measured, for nothing has been loaded that would tell: engaged, minutes" in told
    assert assay("-C", house.path, "accounts", "--format", "json").json["unmeasured"][:2] == ["engaged", "minutes"]
    assert "not measured" in assay("-C", house.path, "funnel", "--by", "list").out


@pytest.mark.parametrize(("path", "name"), [("/customers", "nps"), ("/revenue", "costs")])
def test_nothing_is_drawn_of_an_empty_table(bare: TestClient, path: str, name: str) -> None:
    found = re.search(rf'id="{name}">(.*?)</section>', opened(bare, path), re.DOTALL)
    assert found
    assert "<svg" not in found.group(1)
    assert "Not measured" in found.group(1)


def test_the_page_of_a_kpi_has_neither_trend_nor_rows(bare: TestClient) -> None:
    page = opened(bare, "/kpis/engaged_share")
    assert 'id="trend"' not in page
    assert 'id="definition"' in page


def test_a_figure_without_any_row_has_a_page() -> None:
    """Rows that are none have no columns either; the page answered 500."""
    arranged = Tables((TableData("rows", "Rows behind the figure", (), []),), Query())["rows"]
    assert arranged.columns == ()


def test_a_stage_that_is_not_measured_is_no_zero() -> None:
    steps = [FunnelStep("Target account", 5), FunnelStep("Engaged account", 0, 0, 0, 5, measured=False)]
    chart = funnel_chart("Account funnel", steps, language="en")
    assert "Engaged account not measured" in chart.summary
    assert chart.table.rows[1][:3] == ("Engaged account", "not measured", "–")


def test_lists_are_shown_before_anything_has_happened(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Trap: accounts and a list alone have no day to look from, and the page of lists was refused with `--as-of`."""
    made = create_workspace(tmp_path_factory.mktemp("still") / "w")
    listed = {"list": "Steel", "account_id": "own", "valid_from": "2026-01-01", "arm": "abm"}
    land(Workspace(made.path), {"accounts": [account("own", "Ownwell", "")], "list_memberships": [listed]})
    build(Workspace(made.path))
    site = TestClient(create_app(Workspace(made.path)), base_url=ADDRESS)
    assert "Steel" in opened(site, "/lists")
    refused = site.get("/api/kpis/win_rate?lang=en")
    assert refused.status_code == 422
