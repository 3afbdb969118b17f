"""Cells that were mended by hand and lines that were left out: they land as rows of the source `assay`, and are taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from landing_place import Landing

from assay.errors import UsageError
from assay.landing.corrections import Correction, corrections_text, merged, read_corrections
from assay.landing.manifest import batches, first_system
from assay.landing.quarantine import quarantined
from assay.landing.undo import undo

DEALS = (
    "opportunity_id,account_id,name,created_at,amount,currency,status\n"
    "1,a,One,2026-01-01,100,EUR,open\n"
    "2,a,Two,soon,200,EUR,open\n"
    "3,a,Three,2026-01-03,300,EUR,perhaps\n"
    ",a,Nobody,2026-01-04,400,EUR,open\n"
    "5,a,Five,2026-01-05,500,euros,open\n"
)
MENDED = (
    Correction("opportunities.csv", 3, "created_at", "2026-01-02"),
    Correction("opportunities.csv", 4, "status", "won"),
    Correction("opportunities.csv", 4, "created_at", "2026-01-31"),
    Correction("opportunities.csv", 5, "opportunity_id", "4"),
    Correction("opportunities.csv", 6),
)


def deals(landing: Landing) -> list[tuple[str, str]]:
    return landing.rows("opportunities", "opportunity_id, status")


def test_corrected_lines_land_behind_the_file_and_leave_the_quarantine(landing: Landing) -> None:
    first = landing.land("opportunities", DEALS)
    assert (first.loaded, first.quarantined, len(quarantined(landing.workspace))) == (1, 4, 4)
    report = landing.land("opportunities", DEALS, corrections=MENDED, by="Ada").corrections
    assert report
    assert (report.loaded, report.quarantined) == (3, 0)
    assert deals(landing) == [("1", "open"), ("2", "open"), ("3", "won"), ("4", "open")]
    assert quarantined(landing.workspace) == [], "what was mended is open no more, nor what was left out, keys or not"
    own = batches(landing.workspace, "opportunities")[-1]
    assert own.source == "assay"
    assert first_system(landing.workspace) is None, "a hand is no system whose ids others are kept apart from"
    marks = landing.rows("opportunities", "opportunity_id, x_corrected_by, x_corrected_columns")
    assert marks[1:3] == [("2", "Ada", "created_at"), ("3", "Ada", "created_at, status")]
    again = landing.land("opportunities", DEALS, corrections=MENDED, by="Ada")
    assert again.loaded == 0
    assert len(batches(landing.workspace, "opportunities")) == 2, "the same corrections twice change nothing"

    undo(landing.workspace, [own.load])
    assert deals(landing) == [("1", "open")], "taking the corrections back leaves the file"
    assert len(quarantined(landing.workspace)) == 4


ACCOUNTS = "account_id,name,employees\n1,One,many\n2,Two,2\n"


def test_a_workspace_is_built_again_of_the_files_and_the_corrections(landing: Landing, tmp_path: Path) -> None:
    mended = (Correction("accounts.csv", 2, "employees", "1"), Correction("accounts.csv", 2, "name", "Uno"))
    landing.land("accounts", ACCOUNTS, corrections=mended, by="Ada")
    kept = tmp_path / "corrections.csv"
    kept.write_text(corrections_text(mended), "utf-8")
    other = Landing(tmp_path / "other")
    other.land("accounts", ACCOUNTS, corrections=read_corrections(kept), by="Ada")
    columns = "* EXCLUDE (_landed_at)"
    assert other.rows("accounts", columns) == landing.rows("accounts", columns)


def test_formats_are_decided_on_the_whole_file(landing: Landing) -> None:
    text = "opportunity_id,account_id,name,created_at\n1,a,A,31/01/2026\n2,a,B,x\n"
    mended = (Correction("opportunities.csv", 3, "created_at", "02/01/2026"),)
    landing.land("opportunities", text, corrections=mended)
    assert [str(day)[:10] for (day,) in landing.rows("opportunities", "created_at")] == ["2026-01-02", "2026-01-31"]


def test_a_correction_that_does_not_help_stays_in_quarantine_and_is_told(landing: Landing) -> None:
    bad = (Correction("accounts.csv", 2, "employees", "lots"),)
    report = landing.land("accounts", ACCOUNTS, corrections=bad, check=True).corrections
    assert report
    assert [(one.line, one.value) for one in report.quarantine] == [(2, "lots")]
    assert batches(landing.workspace, "accounts") == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Correction("other.csv", 3, "name", "x"), "none of the files"),
        (Correction("accounts.csv", 3, "employes", "x"), "no column 'employes'"),
    ],
)
def test_corrections_of_nothing_are_refused(landing: Landing, wrong: Correction, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        landing.land("accounts", ACCOUNTS, corrections=[wrong], check=True)


def test_a_row_that_could_not_be_split_can_be_left_out(landing: Landing) -> None:
    text = "account_id,name\n1,One\n2,Two,more,and,more\n"
    landing.land("accounts", text)
    assert len(quarantined(landing.workspace)) == 1
    landing.land("accounts", text, corrections=[Correction("accounts.csv", 3)])
    assert quarantined(landing.workspace) == []


def test_headers_of_other_systems_are_corrected_as_they_are_told(landing: Landing) -> None:
    text = '"Deal ID","Deal Name","Amount","Create Date","Deal Stage"\n9,Nine,lots,2026-01-01,closedwon\n'
    landing.write("deals.csv", text)
    told = landing.load("deals.csv", preset="hubspot", check=True)
    column = next(one.column for one in told.quarantine if one.value == "lots")
    fixed = Correction("deals.csv", 2, column, "900")
    report = landing.load("deals.csv", preset="hubspot", corrections=[fixed], check=True).corrections
    assert report
    assert not [one for one in report.quarantine if one.column == column]


def test_later_corrections_replace_earlier_ones_of_the_cell() -> None:
    before = [Correction("a.csv", 2, "x", "1"), Correction("a.csv", 3)]
    new = [Correction("a.csv", 2, "x", "2"), Correction("a.csv", 3, "x", "3")]
    assert merged(before, new) == tuple(new)
