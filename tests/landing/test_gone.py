"""What is gone from the next full export: retired where the file is said to be the whole table, else asked about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest
from landing_place import Landing, counts

from assay.landing import work
from assay.landing.current import current_sql
from assay.landing.report import Gone

HEADER = "opportunity_id,account_id,amount,created_at,closed_at,status\n"
FIRST = HEADER + "o1,a1,1000,2026-02-03,2026-04-20,won\no2,a1,5000,2026-02-03,2026-04-20,won\n"
SECOND = HEADER + "o1,a1,1000,2026-02-03,2026-04-20,won\n"


def deals(landing: Landing) -> list[str]:
    return [key for (key,) in landing.rows("opportunities", "opportunity_id")]


@pytest.fixture
def before(landing: Landing) -> Landing:
    landing.land("opportunities", FIRST)
    return landing


def test_a_smaller_export_of_one_name_is_asked_about_and_changes_nothing(before: Landing) -> None:
    report = before.land("opportunities", SECOND)
    assert report.gone == (Gone("opportunities.csv", "opportunities", 1, ("o2",), complete=False),)
    assert deals(before) == ["o1", "o2"]


@pytest.mark.parametrize("name", ["deals 2026-05-31 (2).csv", "Deals-20260531.csv"])
def test_the_name_of_an_export_is_the_same_whatever_its_day(landing: Landing, name: str) -> None:
    landing.load(landing.write("deals-2026-04-30.csv", FIRST), table="opportunities")
    report = landing.load(landing.write(name, SECOND), table="opportunities")
    assert [(one.rows, one.keys) for one in report.gone] == [(1, ("o2",))]


def test_a_file_that_goes_on_where_the_last_one_ended_is_not_asked_about(before: Landing) -> None:
    report = before.land("opportunities", HEADER + "o3,a1,5,2026-05-03,,open\n")
    assert not report.gone
    assert deals(before) == ["o1", "o2", "o3"]


def test_a_complete_file_retires_what_is_not_in_it_with_a_date(before: Landing) -> None:
    report = before.land("opportunities", SECOND, complete=True)
    (gone,) = report.gone
    assert (gone.rows, gone.keys, gone.complete) == (1, ("o2",), True)
    assert gone.on is not None
    assert report.tables[0].retired == 1
    assert deals(before) == ["o1"]


def test_check_shows_it_before_and_keeps_it(before: Landing) -> None:
    report = before.land("opportunities", SECOND, complete=True, check=True)
    assert [(one.rows, one.on is not None) for one in report.gone] == [(1, True)]
    assert deals(before) == ["o1", "o2"]


def test_history_is_not_rewritten_the_table_as_known_before_still_has_it(before: Landing) -> None:
    before.land("opportunities", SECOND, complete=True)
    query = f"SELECT count(*) FROM ({current_sql(before.workspace, 'opportunities', upto=1)})"
    assert duckdb.connect().execute(query).fetchall() == [(2,)]


def test_the_same_file_again_as_the_whole_table_still_retires(before: Landing) -> None:
    before.land("opportunities", SECOND)
    before.land("opportunities", SECOND, complete=True)
    assert deals(before) == ["o1"]


def test_a_retired_row_that_comes_again_is_back(before: Landing) -> None:
    before.land("opportunities", SECOND, complete=True)
    before.land("opportunities", FIRST.replace("5000", "6000"), complete=True)
    assert deals(before) == ["o1", "o2"]


def test_a_bad_row_of_a_complete_file_keeps_its_older_self(before: Landing) -> None:
    report = before.land("opportunities", SECOND + "o2,a1,oops,2026-99-03,,won\n", complete=True)
    assert counts(report)["quarantined"] == 1
    assert not report.gone
    assert deals(before) == ["o1", "o2"]


@pytest.mark.parametrize("rows", ["", ",a1,7,2026-02-03,,open\n"])
def test_a_file_that_cannot_tell_what_is_gone_retires_nothing_and_says_why(before: Landing, rows: str) -> None:
    report = before.land("opportunities", HEADER + rows, complete=True)
    assert [one.kept_for is not None and one.on is None for one in report.gone] == [True]
    assert deals(before) == ["o1", "o2"]


def test_rows_of_another_source_stay(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    mapping = landing.write(
        "map.toml",
        'complete = true\n[[table]]\nto = "accounts"\nfrom = "crm*.csv"\ncolumns = { account_id = "Id", name = "Name" }\n',
    )
    landing.load(landing.write("crm1.csv", "Id,Name\n2,Beta\n3,Ceres\n"), mapping=mapping)
    report = landing.load(landing.write("crm2.csv", "Id,Name\n2,Beta\n"), mapping=mapping)
    assert [one.keys for one in report.gone] == [("3",)]
    assert landing.rows("accounts", "name") == [("Acme",), ("Beta",)]


def test_several_files_of_one_load_are_the_whole_table_together(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n2,Beta\n3,Ceres\n")
    files = [landing.write(f"{n}/accounts.csv", f"account_id,name\n{n},Name {n}\n") for n in (1, 2)]
    landing.load(*files, complete=True)
    assert landing.rows("accounts", "account_id") == [("1",), ("2",)]


MEMBERSHIPS = "list,account_id,valid_from,valid_to\n"


def test_a_membership_that_is_gone_ends_on_the_day_and_was_on_the_list_before(landing: Landing) -> None:
    landing.land("list_memberships", MEMBERSHIPS + "L,a1,2026-01-01,\nL,a2,2026-01-01,\nL,a3,2025-01-01,2025-06-01\n")
    report = landing.land("list_memberships", MEMBERSHIPS + "L,a1,2026-01-01,\n", complete=True)
    (gone,) = report.gone
    assert (gone.rows, gone.ended, gone.keys) == (1, 1, ("L / a2 / 2026-01-01",))
    rows = dict(landing.rows("list_memberships", "account_id, valid_to"))
    assert rows == {"a1": None, "a2": gone.on, "a3": date(2025, 6, 1)}


def test_rows_worked_out_of_others_are_not_retired(landing: Landing) -> None:
    mapping = landing.write(
        "map.toml",
        'complete = true\n[[table]]\nto = "stages"\nfrom = "deals*.csv"\ndistinct = true\n'
        'columns = { stage = "Stage", position = { value = "1" }, status = { value = "open" } }\n',
    )
    landing.load(landing.write("deals1.csv", "Stage\nNew\nOffer\n"), mapping=mapping)
    assert not landing.load(landing.write("deals2.csv", "Stage\nNew\n"), mapping=mapping).gone
    assert landing.rows("stages", "stage") == [("New",), ("Offer",)]


def test_parts_of_an_export_that_are_cut_anew_are_not_asked_about(landing: Landing) -> None:
    def parts(*pieces: str) -> list[Path]:
        return [landing.write(f"accounts/part-{n}.csv", f"account_id,name\n{piece}") for n, piece in enumerate(pieces)]

    landing.load(*parts("1,A\n2,B\n", "3,C\n4,D\n"), table="accounts")
    assert not landing.load(*parts("1,A\n", "2,B\n3,C\n4,D\n"), table="accounts").gone


def test_a_file_that_goes_on_after_millions_of_rows_needs_no_memory_for_them(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new day of a hundred million touches ended for want of memory: all of them were listed as missing from it."""
    for name, first, last in (("touches-1.parquet", 0, 1_500_000), ("touches-2.parquet", 1_500_000, 1_500_001)):
        duckdb.sql(
            f"COPY (SELECT 't' || i AS touch_id, TIMESTAMP '2026-01-01' + to_seconds(i) AS occurred_at, 'call' AS kind "
            f"FROM range({first}, {last}) AS r(i)) TO '{landing.write(name, '')}' (FORMAT parquet)"
        )
    landing.load("touches-1.parquet", table="touches")
    monkeypatch.setattr(work, "MEMORY", "24MiB")
    report = landing.load("touches-2.parquet", table="touches")
    assert not report.gone
    assert landing.rows("touches", "count(*)") == [(1_500_001,)]
