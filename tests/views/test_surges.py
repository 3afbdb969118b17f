"""Surges of accounts in a run: whose users count, which weeks, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from babel.messages.extract import extract_from_file

from assay.errors import DataError, UsageError
from assay.languages import LANGUAGES, translator
from assay.metrics.scope import Scope
from assay.store.runs import Run
from assay.views import surges as words
from assay.views.surges import SurgeAnswer, surge
from metrics.cases import about, gather, listed, touch

FIRST = date(2025, 6, 2)
"""A Monday; the data end on a Wednesday sixteen weeks and two days later."""
LAST = FIRST + timedelta(weeks=16, days=2)


def visits(week: int, *users: str, kind: str = "page_view", **more: Any) -> Iterator[Any]:
    for user in users:
        yield touch(str(FIRST + timedelta(weeks=week)), kind, visitor_id=user, **more)


def usual(name: str, weeks: range = range(16)) -> list[Any]:
    """One of two visitors every week, who never meet."""
    return [one for week in weeks for one in visits(week, f"{name}{week % 2}")]


@pytest.fixture(scope="module")
def run() -> Run:
    crowd = [f"c{number}" for number in range(8)]
    return gather(
        # Eight visitors in each of the last three full weeks.
        about("crowd", listed("2025-01-01"), *usual("a", range(13)), *(one for week in (13, 14, 15) for one in visits(week, *crowd))),
        # One visitor a hundred times.
        about("binge", listed("2025-01-01"), *usual("b", range(13)), *(one for week in (13, 14, 15) for _ in range(33) for one in visits(week, "b0"))),
        # Nobody knows who: one user a week.
        about("unknown", listed("2025-01-01"), *usual("u", range(13)), *(touch(str(FIRST + timedelta(weeks=14)), "page_view") for _ in range(30))),
        # Eight people were written to: that is no interest.
        about("mailed", listed("2025-01-01"), *usual("m"), *visits(15, *crowd, kind="email_sent")),
        # The crowd came in the week that is not over.
        about("this week", listed("2025-01-01"), *usual("t"), *visits(16, *crowd)),
        about("new", listed("2025-01-01"), *(one for week in (13, 14, 15) for one in visits(week, *crowd)), created_at="2025-09-01"),
        about("not on the list", *usual("n", range(13)), *(one for week in (13, 14, 15) for one in visits(week, *crowd))),
        *(about(f"quiet {number}", listed("2025-01-01"), *usual(f"q{number}")) for number in range(40)),
        about("end", touch(str(LAST), "email_sent")),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found(run: Run) -> SurgeAnswer:
    return surge(run, Scope(), limit=50)


def test_only_the_crowd_is_an_alert(found: SurgeAnswer) -> None:
    assert [one.account_id for one in found.alerts] == ["crowd"]
    (crowd,) = found.alerts
    assert (crowd.observed, crowd.users) == (24, 8)
    assert 2 < crowd.expected < 4.5
    assert [week.users for week in crowd.weeks] == [1] * 13 + [8] * 3
    assert found.ranked[0] is crowd


def test_weeks_are_the_last_full_ones(found: SurgeAnswer) -> None:
    assert (found.first_week, found.last_week) == (FIRST + timedelta(weeks=13), FIRST + timedelta(weeks=15))
    assert len(found.factors) == 16


def test_visits_of_one_and_mails_are_no_crowd(found: SurgeAnswer) -> None:
    by_account = {one.account_id: one for one in found.ranked}
    assert (by_account["binge"].observed, by_account["binge"].users) == (3, 1)
    assert by_account["unknown"].observed == 1
    assert by_account["mailed"].observed == by_account["this week"].observed == 3


def test_a_new_account_is_counted_and_not_judged(found: SurgeAnswer) -> None:
    assert "new" not in {one.account_id for one in found.ranked}
    assert (found.accounts, found.judged) == (46, 45)
    assert any("1 account is not judged" in said for said in found.caveats)
    assert "not on the list" not in {one.account_id for one in found.ranked}


def test_all_accounts(run: Run) -> None:
    assert {one.account_id for one in surge(run, Scope(arm="all")).alerts} == {"crowd", "not on the list"}


def test_as_of_an_earlier_day(run: Run) -> None:
    earlier = surge(run, Scope(as_of=FIRST + timedelta(weeks=12)))
    assert earlier.last_week == FIRST + timedelta(weeks=11)
    assert earlier.alerts == ()


def test_it_is_said_in_words(found: SurgeAnswer, run: Run) -> None:
    said = found.alerts[0].sentence
    assert said.startswith("24 weekly users in the weeks from 1 Sep 2025 to 21 Sep 2025")
    assert said.endswith("different people: 8")
    assert "24 utilisateurs hebdomadaires" in surge(run, Scope(), language="fr").alerts[0].sentence
    assert found.to_json()["alerts"][0]["account_id"] == "crowd"


def test_the_sample_company(sample_run: Run) -> None:
    found = surge(sample_run, Scope())
    # Interest lasts in this company: what stands out now stood out as often in earlier windows.
    assert len(found.alerts) <= found.judged / 100
    assert len(surge(sample_run, Scope(), limit=5).ranked) == 5
    assert all(one.users <= one.observed == sum(week.users for week in one.weeks[-3:]) for one in found.ranked)


def test_too_few_weeks(run: Run) -> None:
    with pytest.raises(DataError, match="6 full weeks"):
        surge(run, Scope(as_of=FIRST + timedelta(weeks=6)))
    with pytest.raises(DataError, match="no engaging touch"):
        surge(gather(about("a", listed("2025-01-01"), touch("2025-06-01", "email_sent"))), Scope())
    with pytest.raises(UsageError, match="--false-discovery is 1"):
        surge(run, Scope(), false_discovery=1)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_text_is_translated(language: str) -> None:
    spoken = translator(language)
    texts = extract_from_file("python", words.__file__)
    assert len(texts) == 4
    for _line, message, _comments, _context in texts:
        if isinstance(message, tuple):
            assert spoken.ngettext(message[0], message[1], 2) != message[1], message
        else:
            assert spoken.gettext(message) != message
