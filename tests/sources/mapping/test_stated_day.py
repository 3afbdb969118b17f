"""Files none of whose columns says a day: weekly extracts of intent, lists of who came."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from assay.errors import AssayError, UsageError
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.report import LoadReport
from assay.sources.mapping.stated_day import day_in_name, read_day
from assay.store.workspace import create_workspace

SURGE = "Company Name,Domain,Topic Name,Composite Score\nAlpha,alpha.com,CRM,72\n"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        *[("Company_Surge_2026-11-23.csv", date(2026, 11, 23)), ("surge 20261125.csv", date(2026, 11, 25))],
        *[("surge_2026_W48.csv", date(2026, 11, 23)), ("Surge Nov 23, 2026.xlsx", date(2026, 11, 23))],
        *[("23-Nov-2026 intent.csv", date(2026, 11, 23)), ("surge_2026-11-23_2026-11-29.csv", date(2026, 11, 23))],
        ("surge_2026-11-16_2026-11-23.csv", None),  # two weeks
        ("surge_2026-11-22.csv", None),  # a Sunday: of the week it ends, or of the one it begins
        *[("surge_2026-13-45.csv", None), ("surge_2026-W60.csv", None), ("surge (3).csv", None), ("1234202611239.csv", None)],
        ("23.11.26.csv", None),
        # Words that begin as a month does are none.
        *[("market 12 2026.csv", None), ("surge 5 marketing 2026.csv", None), ("junior 4 2026.csv", None)],
        *[("surge_september_7_2026.csv", date(2026, 9, 7)), ("Sept. 7 2026.csv", date(2026, 9, 7)), ("dec23-2026.csv", date(2026, 12, 23))],
    ],
)  # fmt: skip
def test_the_day_in_a_files_name(name: str, day: date | None) -> None:
    assert day_in_name(name) == day


def test_a_stated_day_or_week() -> None:
    assert (read_day("2026-11-23"), read_day("2026-W48")) == (date(2026, 11, 23), date(2026, 11, 23))
    with pytest.raises(UsageError, match="is no day"):
        read_day("last week")


def loaded(folder: Path, name: str, text: str, **rest: object) -> tuple[LoadReport, list[tuple[date]]]:
    workspace = create_workspace(folder / "work")
    (folder / name).write_text(text, "utf-8")
    report = load(workspace, [folder / name], **rest)  # type: ignore[arg-type]
    sql = current_sql(workspace, report.tables[0].table)
    column = "week" if report.tables[0].table == "intent_signals" else "CAST(occurred_at AS DATE)"
    return report, duckdb.sql(f"SELECT {column} FROM ({sql})").fetchall()


def test_the_week_of_a_weekly_extract_is_its_names_and_told(tmp_path: Path) -> None:
    report, weeks = loaded(tmp_path, "surge_2026-11-25.csv", SURGE, preset="bombora")
    assert weeks == [(date(2026, 11, 23),)]
    assert any("its name says so" in one.reason for one in report.decisions)


def test_a_weekly_extract_without_any_day_asks_and_takes_the_one_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(AssayError, match="gives no week") as refused:
        loaded(tmp_path, "export (3).csv", SURGE, preset="bombora")
    assert "--option day=2026-11-23" in (refused.value.hint or "")
    (tmp_path / "again").mkdir()
    _, weeks = loaded(tmp_path / "again", "surge.csv", SURGE, preset="bombora", options={"day": "2026-W48"})
    assert weeks == [(date(2026, 11, 23),)]


def test_what_presets_a_file_fits_but_for_its_day_is_told_with_the_option(tmp_path: Path) -> None:
    with pytest.raises(AssayError) as refused:
        loaded(tmp_path, "export.csv", SURGE)
    assert "--preset bombora, and --option day=2026-11-23" in (refused.value.hint or "")


def test_a_days_own_column_goes_before_a_day_that_is_said_and_deals_have_none(tmp_path: Path) -> None:
    own = "Company Name,Domain,Topic Name,Composite Score,Date Stamp\nAlpha,alpha.com,CRM,72,2026-11-02\n"
    _, weeks = loaded(tmp_path, "surge_2026-11-23.csv", own, preset="bombora", options={"day": "2026-11-23"})
    assert weeks == [(date(2026, 11, 2),)]
    (tmp_path / "deals").mkdir()
    with pytest.raises(AssayError, match="created_at"):
        loaded(
            tmp_path / "deals", "opportunities.csv", "opportunity_id,account_id\no1,a1\n", options={"day": "2026-11-23"}
        )


def test_who_came_to_a_trade_fair_came_on_its_day(tmp_path: Path) -> None:
    text = "touch_id,account_id,kind\nt1,a1,event_attended\n"
    with pytest.raises(AssayError) as refused:
        loaded(tmp_path, "touches.csv", text)
    assert "--option day=" in (refused.value.hint or "")
    (tmp_path / "again").mkdir()
    _, days = loaded(tmp_path / "again", "touches.csv", text, options={"day": "2026-03-05"})
    assert days == [(date(2026, 3, 5),)]
