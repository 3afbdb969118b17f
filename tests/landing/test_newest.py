"""Which of several rows of a key is current: modification stamps, deletions, orders of loads."""

from __future__ import annotations

from pathlib import Path

import pytest
from landing_place import Landing, counts

MAPPING = """
[[table]]
to = "accounts"
from = "crm*.csv"
columns = { account_id = "Id", name = "Name" }
modified_at = "Changed"
deleted = { column = "Gone", is = true }
"""


@pytest.fixture
def mapping(landing: Landing) -> Path:
    return landing.write("map.toml", MAPPING)


def crm(landing: Landing, mapping: Path, number: int, *rows: str) -> dict[str, int]:
    path = landing.write(f"crm{number}.csv", "\n".join(["Id,Name,Changed,Gone", *rows, ""]))
    return dict(counts(landing.load(path, mapping=mapping)))


def names(landing: Landing) -> list[str]:
    return [name for (name,) in landing.rows("accounts", "name")]


def test_the_latest_change_wins_whatever_the_order_of_loads(landing: Landing, mapping: Path) -> None:
    crm(landing, mapping, 1, "1,March,2024-03-01,")
    assert crm(landing, mapping, 2, "1,January,2024-01-01,") == {"rows_in": 1, "unchanged": 1}
    assert names(landing) == ["March"]
    assert crm(landing, mapping, 3, "1,May,2024-05-01,") == {"rows_in": 1, "loaded": 1}
    assert names(landing) == ["May"]


def test_the_latest_change_wins_within_a_load(landing: Landing, mapping: Path) -> None:
    found = crm(landing, mapping, 1, "1,March,2024-03-01,", "1,May,2024-05-01T10:00:00Z,", "1,January,2024-01-01,")
    assert found == {"rows_in": 3, "loaded": 1, "duplicate": 2}
    assert names(landing) == ["May"]


def test_a_newer_stamp_on_the_same_content_counts(landing: Landing, mapping: Path) -> None:
    crm(landing, mapping, 1, "1,Same,2024-01-01,")
    assert crm(landing, mapping, 2, "1,Same,2024-05-01,")["loaded"] == 1
    assert crm(landing, mapping, 3, "1,Other,2024-03-01,")["unchanged"] == 1
    assert names(landing) == ["Same"]


def test_a_correction_without_a_stamp_counts_as_modified_when_it_landed(landing: Landing, mapping: Path) -> None:
    crm(landing, mapping, 1, "1,Old,2024-01-01,")
    landing.land("accounts", "account_id,name\n1,Corrected\n")
    assert names(landing) == ["Corrected"]
    crm(landing, mapping, 2, "1,Older,2024-02-01,")
    assert names(landing) == ["Corrected"]
    crm(landing, mapping, 3, "1,Newer,2199-01-01,")
    assert names(landing) == ["Newer"]


def test_a_deleted_row_takes_its_key_away_and_needs_nothing_else(landing: Landing, mapping: Path) -> None:
    crm(landing, mapping, 1, "1,Acme,2024-01-01,", "2,Beta,2024-01-01,")
    assert crm(landing, mapping, 2, "1,,2024-02-01,true") == {"rows_in": 1, "loaded": 1}
    assert names(landing) == ["Beta"]
    assert crm(landing, mapping, 3, "1,Late,2024-01-15,")["unchanged"] == 1
    assert names(landing) == ["Beta"]
    crm(landing, mapping, 4, "1,Back,2024-03-01,false")
    assert names(landing) == ["Back", "Beta"]


def test_a_required_value_may_not_be_empty_in_a_row_that_is_there(landing: Landing, mapping: Path) -> None:
    assert crm(landing, mapping, 1, "1,,2024-01-01,false", ",,2024-01-01,true") == {"rows_in": 2, "quarantined": 2}
