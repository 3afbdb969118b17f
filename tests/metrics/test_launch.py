"""When a programme began: rows of excluded accounts tell nothing of it, whoever asks."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from assay.comparison.velocity import velocity
from assay.metrics.launch import last_launch_day, launch_day, window_before
from assay.metrics.list_rows import has_lists, joined_and_left, lists_on, names_on_lists
from assay.metrics.scope import Scope
from assay.planning.past import subjects
from assay.returns.approaches import approaches
from assay.returns.money import money
from assay.store.runs import Run
from assay.views.lists import compare_lists
from metrics.cases import about, deal, gather, listed, touch, won

YEAR = Scope(start=date(2025, 7, 1), end=date(2025, 12, 31))
BEFORE = (date(2024, 12, 29), date(2025, 6, 30))


@pytest.fixture(scope="module")
def run() -> Run:
    """A partner was put on the list in 2020 and is excluded: the programme began in July 2025."""
    return gather(
        about("partner", listed("2020-01-01"), touch("2020-01-02"), is_excluded=True),
        about("a", listed("2025-07-01"), touch("2025-07-05"), won("2025-08-01", "2025-09-01", approach="abm")),
        about("b", listed("2025-08-01"), deal("2025-08-02", approach="inbound")),
        about("c", listed("2025-09-01", list="Other", tier="Tier 1")),
        about("d", listed("2025-09-01", arm="control", list="Other")),
        about("e", created_at="2020-01-01"),
    )


def test_the_launch_is_that_of_accounts_that_count(run: Run) -> None:
    with closing(run.cursor()) as cursor:
        assert launch_day(cursor, YEAR) == date(2025, 7, 1)
        assert last_launch_day(cursor, YEAR) == date(2025, 9, 1)
        assert launch_day(cursor, replace(YEAR, lists=("Other",))) == date(2025, 9, 1)
        assert launch_day(cursor, YEAR, arm="control") == date(2025, 9, 1)
        assert launch_day(cursor, replace(YEAR, programmes=("none",))) is None


def test_the_time_before_the_programme_is_not_that_before_an_excluded_account(run: Run) -> None:
    assert approaches(run, YEAR).before == BEFORE
    assert compare_lists(run, YEAR, ("pipeline",), by="approach").before == BEFORE


def test_a_programmes_money_and_pace_count_from_its_launch(run: Run) -> None:
    assert money(run, YEAR).launched_on == date(2025, 7, 1)
    found = velocity(run, Scope(end=date(2025, 12, 31)), against="rest")
    assert found.heading["from"] == found.comparison.start == date(2025, 1, 1)
    assert found.found.b.n == 0


def test_accounts_are_followed_from_their_own_launch(run: Run) -> None:
    assert min(subjects(run, Scope()).launches[account] for account in ("a", "b", "c")) == date(2025, 7, 1)


def test_lists_are_told_without_excluded_accounts(run: Run) -> None:
    with closing(run.cursor()) as cursor:
        told = {(row["list"], row["arm"]): row for row in lists_on(cursor, date(2025, 12, 31))}
        assert (told["Target", "abm"]["accounts"], told["Target", "abm"]["first_day"]) == (2, date(2025, 7, 1))
        assert told["Other", "abm"]["tiers"] == ["Tier 1"]
        assert min(row["month"] for row in joined_and_left(cursor, date(2025, 12, 31))) == date(2025, 7, 1)
        assert names_on_lists(cursor, "list") == ("Other", "Target")
        assert has_lists(cursor)


def test_rows_that_do_not_say_since_when_tell_no_launch() -> None:
    """There is no day before the beginning of time: the time before is not known, and nothing breaks."""
    run = gather(about("a", listed("0001-01-01"), deal("2025-08-01")), about("b", listed("2025-08-01")))
    assert launch_day(run.cursor(), YEAR) is None
    assert approaches(run, YEAR).before is None
    assert compare_lists(run, YEAR, ("pipeline",), by="approach").before is None


def test_the_window_before_is_as_long_and_ends_on_the_eve() -> None:
    first, last = date(2025, 7, 1), date(2025, 7, 3)
    assert window_before(first, last, date(2025, 6, 1)) == (date(2025, 5, 29), date(2025, 5, 31))
    assert window_before(first, last, None) is None
    assert window_before(first, last, date(1, 1, 2)) is None
