"""Edits of target lists: what is before the day stays as it was."""

from __future__ import annotations

from datetime import date

import pytest

from assay.errors import UsageError
from assay.landing.list_edits import Edit, ListRow, edited

JAN, MAR, JUN = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)


def row(account: str = "a", start: date = JAN, end: date | None = None, **more: str) -> ListRow:
    return ListRow("L", account, start, end, **more)


def test_who_is_added_stands_from_that_day_on_and_who_stands_there_stays() -> None:
    made = edited([row("a"), row("b", JAN, MAR)], Edit("added", "L", JUN, ("a", "b", "c"), tier="1"))
    assert made.rows == (row("b", JUN, tier="1"), row("c", JUN, tier="1"))
    assert (made.changed, made.unchanged, made.gone) == (("b", "c"), ("a",), ())


def test_who_is_removed_was_there_until_the_day() -> None:
    made = edited([row("a"), row("b", JAN, MAR)], Edit("removed", "L", JUN, ("a", "b")))
    assert made.rows == (row("a", JAN, JUN),)
    assert made.unchanged == ("b",)


def test_a_row_that_would_hold_on_no_day_goes() -> None:
    made = edited([row("a", JUN), row("a", JAN, MAR)], Edit("removed", "L", MAR, ("a",)))
    assert (made.rows, made.gone) == ((), (("L", "a", JUN),))


def test_another_tier_holds_from_its_day_on() -> None:
    made = edited([row(tier="2", arm="abm")], Edit("moved", "L", MAR, ("a",), tier="1"))
    assert made.rows == (row(tier="2", arm="abm", end=MAR), row(start=MAR, tier="1", arm="abm"))
    same_day = edited([row(tier="2")], Edit("moved", "L", JAN, ("a",), tier="1"))
    assert same_day.rows == (row(tier="1"),)
    assert edited([row(tier="1")], Edit("moved", "L", MAR, ("a",), tier="1", arm="abm")).changed == ()


def test_rows_of_one_key_land_together() -> None:
    both = [row(tier="1", programme_id="P"), row(tier="2", programme_id="Q")]
    made = edited(both, Edit("moved", "L", JAN, ("a",), tier="1"))
    assert set(made.rows) == {row(tier="1", programme_id="P"), row(tier="1", programme_id="Q")}


def test_rows_of_a_merged_account_are_those_of_its_survivor() -> None:
    made = edited([row("old")], Edit("removed", "L", JUN, ("new",)), {"old": "new"})
    assert made.rows == (row("old", JAN, JUN),)
    assert edited([row("old")], Edit("added", "L", JUN, ("new",)), {"old": "new"}).unchanged == ("new",)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (Edit("added", " ", JAN, ("a",)), "no name"),
        (Edit("added", "L", JAN, ()), "No account"),
        (Edit("moved", "L", JAN, ("a",)), "Neither"),
        (Edit("added", "L", JAN, ("a",), arm="abn"), "Unknown arm"),
    ],
)
def test_what_is_no_edit(edit: Edit, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        edited([row()], edit)
