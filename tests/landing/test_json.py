"""JSON in one piece, columns of objects unfolded, and HubSpot's own records with the companies they are associated with."""

from __future__ import annotations

import json
from typing import Any

import pytest
from landing_place import Landing, counts

from assay.errors import DataError

ACCOUNTS = [{"account_id": "1", "name": "Alpha"}, {"account_id": "2", "name": "Beta"}]


@pytest.mark.parametrize(
    "written",
    [
        json.dumps(ACCOUNTS),
        json.dumps({"results": ACCOUNTS, "paging": {"next": {"after": "3"}}}, indent=2),
        json.dumps({"status": "ok", "data": {"items": ACCOUNTS, "more": []}}),
        "\n".join(map(json.dumps, ACCOUNTS)),
    ],
)
def test_a_list_of_objects_is_read_wherever_it_stands(landing: Landing, written: str) -> None:
    report = landing.load(landing.write("accounts.json", written))
    assert counts(report) == {"rows_in": 2, "loaded": 2}
    assert landing.rows("accounts", "account_id, name") == [("1", "Alpha"), ("2", "Beta")]


def test_one_object_is_one_record_and_what_is_no_object_is_quarantined(landing: Landing) -> None:
    assert counts(landing.load(landing.write("accounts.json", json.dumps(ACCOUNTS[0])))) == {"rows_in": 1, "loaded": 1}
    mixed = landing.load(landing.write("users.json", '[{"user_id": "u1", "name": "Jo"}, 7, null]'))
    assert counts(mixed) == {"rows_in": 3, "loaded": 1, "quarantined": 2}


def test_numbers_keep_their_digits(landing: Landing) -> None:
    row = '[{"opportunity_id": 123456789012345678, "amount": 1234.567, "created_at": "2026-01-05"}]'
    landing.load(landing.write("opportunities.json", row))
    assert landing.rows("opportunities", "opportunity_id, amount::VARCHAR") == [("123456789012345678", "1234.56700000")]


def test_what_is_no_json_is_refused(landing: Landing) -> None:
    with pytest.raises(DataError, match="no JSON"):
        landing.load(landing.write("accounts.json", "account_id,name\n1,Alpha\n"))


def test_members_of_a_column_become_columns_and_those_that_are_there_stay(landing: Landing) -> None:
    rows = [
        {"user_id": "u1", "name": "U", "extra": {"name": "Jo", "Name": "x", "team/b": "North"}, "extra_name": "Ann"}
    ]
    landing.load(landing.write("users.ndjson", json.dumps(rows[0])), options={"unfold": "extra"})
    assert landing.rows("users", 'user_id, x_extra_name, "x_extra_team_b"') == [("u1", "Ann", "North")]


def record(id: str, companies: list[tuple[str, str]], **properties: str) -> dict[str, Any]:
    results = [{"id": company, "type": kind} for company, kind in companies]
    times = {"createdAt": "2026-02-03T10:00:00Z", "updatedAt": "2026-04-20T12:00:00Z"}
    said = {"id": id, "properties": {**properties, "hs_object_id": id}, **times, "archived": False}
    return {**said, "associations": {"companies": {"results": results}}} if companies else said


def test_records_of_hubspots_api_belong_to_their_primary_company(landing: Landing) -> None:
    primary, other = "deal_to_company", "deal_to_company_unlabeled"
    deals = [
        record("1", [("9002", other), ("9001", primary), ("9001", other)], dealname="A", dealstage="x"),
        record("2", [("9002", other)], dealname="B", dealstage="x"),
        record("3", [("9001", other), ("9002", other)], dealname="C", dealstage="x"),
        record("4", [], dealname="D", dealstage="x"),
    ]
    people = [
        record(
            "71",
            [("9002", "contact_to_company_unlabeled"), ("9001", "contact_to_company")],
            email="a@x.com",
            lastname="A",
        )
    ]
    # Under names that tell nothing they are known by their columns, which stand in `properties`.
    landing.load(landing.write("page 1.json", json.dumps({"results": deals})), preset="hubspot")
    landing.load(landing.write("page 2.json", json.dumps({"results": people})), preset="hubspot")
    assert landing.rows("opportunities", "opportunity_id, account_id")[:2] == [("1", "9001"), ("2", "9002")]
    ambiguous, alone = landing.rows("opportunities", "opportunity_id, account_id")[2:]
    assert "9001" in ambiguous[1]
    assert "9002" in ambiguous[1]
    assert alone == ("4", None)
    assert landing.rows("people", "person_id, account_id") == [("71", "9001")]
