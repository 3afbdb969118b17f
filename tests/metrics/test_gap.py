"""Differences between the parts of a figure: only what is more than noise is called one, and the looks are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assay.languages import LANGUAGES
from assay.metrics.answer import Answer, Figure, Row
from assay.metrics.gap import Passing, largest_gap, stuck, wide_enough
from assay.stats.intervals import newcombe

NAMES = {"1": "tier 1", "2": "tier 2", "3": "tier 3"}


def share(value: str, part: int, whole: int, low: float, high: float, **extra: bool) -> Row:
    return Row({"tier": value}, None, Figure(part / whole, part, whole, whole, low, high, extra=dict(extra)))


def answer(*rows: Row, unit: str = "share") -> Answer:
    day = date(2026, 1, 1)
    total = Figure(0.3, 30, 100, 100)
    return Answer("win_rate", "W1", "Win rate", unit, "", 1, day, day, day, {}, 1, False, None, rows, total)


def test_the_part_that_is_stuck_is_named_with_both_shares_and_the_interval() -> None:
    found = stuck(
        [Passing("tier 2", "Engaged", 5, 50, 60, 100), Passing("tier 1", "Engaged", 60, 100, 5, 50)], 10, "en"
    )
    assert found.found == "gap"
    assert (found.one and found.one.name, found.stage) == ("tier 2", "Engaged")
    assert found.difference == pytest.approx(-0.5)
    assert found.sentence.startswith(
        "Stuck: tier 2 at “Engaged”. 10% (5/50) went on from there, elsewhere 60% (60/100)"
    )
    assert found.low is not None
    assert found.high is not None
    assert found.low < -0.5 < found.high < 0


def test_intervals_are_widened_for_all_that_was_looked_at() -> None:
    """Trap: of twenty parts that do not differ, one seems to at 95 % by chance."""
    one = Passing("a", "s", 15, 50, 25, 50)
    assert newcombe(25, 50, 15, 50).excludes_zero
    alone = stuck([one], 10, "en")
    among = stuck([one, *(Passing(str(n), "s", 20, 50, 20, 50) for n in range(19))], 10, "en")
    assert (alone.found, among.found) == ("gap", "noise")
    assert among.looked_at == 20
    assert wide_enough(1) == pytest.approx(1.959964, abs=1e-5)
    assert wide_enough(20) == pytest.approx(3.0233, abs=1e-3)


def test_parts_with_few_cases_are_not_compared() -> None:
    """Trap: 0 of 3 against 60 of 100 is no finding."""
    assert stuck([Passing("a", "s", 0, 3, 60, 100)], 10, "en").found == "few"
    assert stuck([], 10, "en").found == "none"
    rows = (share("1", 0, 3, 0, 0.6, small_n=True), share("2", 60, 100, 0.5, 0.7))
    assert largest_gap(answer(*rows), "tier", NAMES, 10, "en").found == "few"


def test_the_largest_difference_that_is_clear_is_told_not_the_largest() -> None:
    rows = (
        share("1", 80, 100, 0.71, 0.87),
        share("2", 30, 100, 0.22, 0.40),
        share("3", 3, 12, 0.09, 0.53),
    )
    found = largest_gap(answer(*rows), "tier", NAMES, 10, "en")
    assert found.found == "gap"
    assert found.sentence.startswith("The largest difference: tier 1 80%, tier 3 25%")
    noisy = (*rows[:2], replace(rows[2], figure=replace(rows[2].figure, low=0.0, high=0.95)))
    assert largest_gap(answer(*noisy), "tier", NAMES, 10, "en").sentence.startswith(
        "The largest difference: tier 1 80%, tier 2 30%"
    )


def test_what_is_no_more_than_noise_says_what_its_interval_is_of() -> None:
    found = stuck([Passing("tier 2", "s", 23, 26, 37, 38), Passing("tier 1", "s", 13, 13, 47, 51)], 10, "en")
    assert found.found == "noise"
    assert "elsewhere 97.4% (37/38); the true difference may be anything from −" in found.sentence


def test_sums_without_an_interval_are_not_judged() -> None:
    rows = tuple(Row({"tier": tier}, None, Figure(value, value, None, 4)) for tier, value in (("1", 9.0), ("2", 1.0)))
    assert largest_gap(answer(*rows, unit="accounts"), "tier", NAMES, 10, "en").found == "none"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_in_each_language(language: str) -> None:
    passings = [Passing("A", "S", 5, 50, 60, 100)]
    assert "%(" not in stuck(passings, 10, language).sentence
    assert "A" in stuck([Passing("A", "S", 19, 50, 40, 100)], 10, language).sentence
