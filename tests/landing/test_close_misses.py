"""References that name nobody although one is known by nearly that id are told, and joined with nothing."""

from __future__ import annotations

import pytest
from landing_place import Landing

from assay.landing.report import LoadReport


def told(report: LoadReport) -> list[tuple[str, str, int]]:
    return [(one.file, one.table, one.rows) for one in report.notices if one.what == "close_miss"]


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("00123", "123"),
        ("123", "00123"),
        ("123", "123.0"),
        ("12345", "12,345"),
        ("ACC-1", "acc-1"),
        ("ACC-1", "ACC 1"),
        ("123", "'123"),
        ("0015g00000abcde", "0015g00000ABCDEAAX"),
    ],
)
def test_an_id_written_otherwise_is_told_with_both_spellings(landing: Landing, known: str, written: str) -> None:
    landing.land("accounts", f"account_id,name\n{known},A\n9,B\n")
    deals = f'opportunity_id,account_id,amount,created_at\no1,"{written}",5,2026-02-01\no2,{known},5,2026-02-01\no3,77,5,2026-02-01\n'
    report = landing.land("opportunities", deals)
    assert told(report) == [("opportunities.csv", "opportunities", 1)]
    (notice,) = (one for one in report.notices if one.what == "close_miss")
    assert f"'{known}" in notice.text
    assert "line 2" in notice.text


@pytest.mark.parametrize("written", ["\u200b123", '="123"', " 123 "])
def test_what_is_invisible_is_no_other_spelling(landing: Landing, written: str) -> None:
    landing.land("accounts", "account_id,name\n123,A\n")
    cell = '"' + written.replace('"', '""') + '"'
    report = landing.land("opportunities", f"opportunity_id,account_id,amount,created_at\no1,{cell},5,2026-02-01\n")
    assert told(report) == []
    assert landing.rows("opportunities", "account_id") == [("123",)]


def test_where_two_are_nearly_meant_none_is_named(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n0123,A\n00123,B\n")
    assert told(landing.land("list_memberships", "account_id,list,valid_from\n123,l,2026-01-01\n")) == []


def test_deals_of_before_are_told_when_their_accounts_come(landing: Landing) -> None:
    landing.land(
        "opportunities", "opportunity_id,account_id,amount,created_at\no1,123,5,2026-02-01\no2,124,5,2026-02-01\n"
    )
    report = landing.land("accounts", "account_id,name\n00123,A\n00124,B\n")
    assert told(report) == [("opportunities, landed before", "opportunities", 2)]


def test_every_reference_is_looked_at(landing: Landing) -> None:
    landing.land("accounts", "account_id,name,owner_id\n00123,A,u1\n")
    landing.land("people", "person_id,account_id,email\np1,123,a@b.com\n")
    report = landing.land("touches", "touch_id,occurred_at,kind,account_id,person_id\nt1,2026-02-01,call,123,P1\n")
    assert told(report) == [("touches.csv", "touches", 1), ("touches.csv", "touches", 1)]
