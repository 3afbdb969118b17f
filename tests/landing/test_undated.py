"""Deals without a creation day: quarantined, or kept from their first known day; won deals whose close is to come."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from landing_place import Landing, counts

from assay.errors import UsageError

KEEP = {"undated": "keep"}
DEALS = (
    "opportunity_id,amount,created_at,closed_at,status\n"
    "o1,10,2026-02-03,2026-04-20,won\no2,20,,2026-04-20,won\no3,30,,2099-05-01,open\no4,40,,,open\n"
)
STAGES = "opportunity_id,stage,entered_at\no3,Offer,2026-03-05\no3,Talk,2026-03-01\n"


def days(landing: Landing) -> dict[str, tuple[date, str | None]]:
    rows = landing.rows("opportunities", "opportunity_id, CAST(created_at AS DATE), x_created_assumed")
    return {key: (day, assumed) for key, day, assumed in rows}


def test_without_the_option_they_are_quarantined_with_the_option_as_remedy(landing: Landing) -> None:
    report = landing.land("opportunities", DEALS)
    assert counts(report) == {"rows_in": 4, "loaded": 1, "quarantined": 3}
    (problem,) = report.problems
    assert (problem.rows, problem.rule) == (3, "required")
    assert "--option undated=keep" in problem.hint


def test_kept_they_are_created_on_their_first_known_day_counted_and_told(landing: Landing) -> None:
    paths = landing.write("opportunities.csv", DEALS), landing.write("opportunity_stages.csv", STAGES)
    report = landing.load(*paths, options=KEEP)
    assert counts(report) == {"rows_in": 6, "loaded": 6}
    today = landing.rows("opportunities", "max(CAST(_landed_at AS DATE))")[0][0]
    assert days(landing) == {
        "o1": (date(2026, 2, 3), None),
        "o2": (date(2026, 4, 20), "yes"),
        "o3": (date(2026, 3, 1), "yes"),
        "o4": (today, "yes"),
    }
    found = {one.what: one.rows for one in report.notices}
    assert found == {"undated": 3, "no_account": 4}


def test_the_assumed_day_stays_when_the_deal_comes_again(landing: Landing) -> None:
    landing.land("opportunities", DEALS, options=KEEP)
    before = landing.rows("opportunities", "opportunity_id, created_at")
    landing.land("opportunities", DEALS.replace(",40,", ",41,").replace(",20,", ",21,"), options=KEEP)
    assert landing.rows("opportunities", "opportunity_id, created_at") == before


def test_a_day_that_comes_later_takes_the_assumed_one_s_place(landing: Landing) -> None:
    landing.land("opportunities", DEALS, options=KEEP)
    landing.land("opportunities", "opportunity_id,amount,created_at,status\no4,40,2026-01-02,open\n", options=KEEP)
    assert landing.rows("opportunities", "created_at, x_created_assumed")[0] == (datetime(2026, 1, 2), None)


def test_a_file_without_the_column_can_be_kept_too(landing: Landing) -> None:
    text = "opportunity_id,closed_at,status\no1,2026-04-20,won\n"
    with pytest.raises(UsageError):
        landing.land("opportunities", text)
    assert counts(landing.land("opportunities", text, options=KEEP)) == {"rows_in": 1, "loaded": 1}


def test_a_mapping_can_say_it(landing: Landing) -> None:
    mapping = landing.write(
        "map.toml",
        '[[table]]\nto = "opportunities"\nfrom = "deals.csv"\noptions = { undated = "keep" }\n'
        'columns = { opportunity_id = "Id", created_at = "Created", closed_at = "Closed", status = "Status" }\n',
    )
    landing.write("deals.csv", "Id,Created,Closed,Status\no1,,2026-04-20,won\n")
    assert counts(landing.load("deals.csv", mapping=mapping)) == {"rows_in": 1, "loaded": 1}


def test_another_word_for_it_is_refused(landing: Landing) -> None:
    with pytest.raises(UsageError, match="undated"):
        landing.land("opportunities", DEALS, options={"undated": "drop"})


def test_a_won_deal_whose_close_is_to_come_is_flagged_with_its_money(landing: Landing) -> None:
    rows = "o1,10,2026-01-01,2099-01-01,won,\no2,5,2026-01-01,2099-02-01,,Signed\no3,7,2026-01-01,2099-03-01,open,\n"
    paths = (
        landing.write("opportunities.csv", "opportunity_id,amount,created_at,closed_at,status,stage\n" + rows),
        landing.write("stages.csv", "stage,position,status\nSigned,1,won\n"),
    )
    notice = landing.load(*paths).notices[0]
    assert (notice.what, notice.rows, dict(notice.amounts)) == ("won_to_come", 2, {"EUR": 15})
    assert "line 2: o1, 2099-01-01" in notice.text


def test_a_won_deal_of_the_past_is_not_flagged(landing: Landing) -> None:
    text = "opportunity_id,account_id,created_at,closed_at,status\no1,a1,2026-01-01,2026-02-01,won\n"
    assert not landing.land("opportunities", text).notices


def test_deals_that_figures_leave_out_are_told_with_their_money(landing: Landing) -> None:
    rows = (
        "o1,a1,2026-01-01,2026-02-01,won,5,EUR\no2,,2026-01-01,,open,7,USD\no3,a9,2026-01-01,,open,9,\n"
        "o4,a1,2026-03-01,2026-02-01,won,11,EUR\n"
    )
    header = "opportunity_id,account_id,created_at,closed_at,status,amount,currency\n"
    accounts = landing.write("accounts.csv", "account_id,name\na1,Alpha\n")
    report = landing.load(accounts, landing.write("opportunities.csv", header + rows))
    assert {one.what: (one.rows, dict(one.amounts)) for one in report.notices} == {
        "closed_before_created": (1, {"EUR": 11}),
        "no_account": (1, {"USD": 7}),
        "unknown_account": (1, {"EUR": 9}),
    }
    assert report.to_json()["notices"][0]["amounts"] == {"EUR": "11"}
