"""A change is called better or worse only where it is more than noise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assay.facts.schema import BEGINNING
from assay.metrics.answer import Figure
from assay.metrics.change import judged, settled_on
from assay.stats.estimators import wilson
from assay.stats.intervals import difference_of, newcombe


def share(hits: int, of: int, small_n: int = 10) -> Figure:
    low, high = wilson(hits, of)
    return Figure(hits / of, hits, of, of, low, high, extra={"small_n": True} if of < small_n else {})


def mean(value: float, half: float) -> Figure:
    return Figure(value, value * 40, 40, 40, value - half, value + half)


def test_shares_are_told_apart_as_newcombe_does() -> None:
    found = judged("win_rate", share(60, 100), share(30, 100))
    expected = newcombe(60, 100, 30, 100)
    assert (found.turn, found.low, found.high) == ("better", expected.low, expected.high)


def test_a_difference_within_noise_is_no_turn() -> None:
    found = judged("win_rate", share(12, 30), share(9, 30))
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high
    assert (found.turn, found.remark("en")) == ("same", "no more than noise")


def test_few_cases_are_not_judged() -> None:
    assert judged("win_rate", share(4, 5), share(100, 400)).unjudged == "few"


def test_fewer_days_are_better() -> None:
    """16 days fewer, each ± 5: the interval of the difference is −16 ± 7.07."""
    found = judged("deal_velocity", mean(74, 5), mean(90, 5))
    assert (found.turn, found.difference) == ("better", -16)
    assert found.low == pytest.approx(-16 - 50**0.5)


def test_a_sum_has_no_interval_and_no_colour() -> None:
    found = judged("new_revenue", Figure(2e6, 2e6, None, 9), Figure(1e6, 1e6, None, 5))
    assert (found.turn, found.unjudged, found.difference) == ("", "no_interval", 1e6)


def test_intervals_that_lean_to_one_side_count_with_the_side_that_faces_zero() -> None:
    found = difference_of((10, 9, 30), (5, 1, 6))
    assert (found.low, found.high) == (pytest.approx(5 - 2**0.5), pytest.approx(5 + (400 + 16) ** 0.5))


def rows(*days: date) -> list[dict[str, object]]:
    return [{"account_id": f"A-{place}", "starts_on": day} for place, day in enumerate(days)]


def test_a_list_that_began_within_the_earlier_window_makes_it_unlike() -> None:
    first = date(2025, 1, 1)
    late = settled_on(rows(date(2025, 11, 1), date(2025, 12, 1), date(2025, 12, 1)), first)
    assert late == date(2025, 12, 1)
    found = judged("engaged_share", share(80, 100), share(20, 100), late)
    assert (found.turn, found.difference) == ("", None)
    assert found.remark("en") == "not comparable"
    assert "by 1 Dec 2025" in found.reason("en")


def test_windows_are_alike_when_two_thirds_were_listed_before() -> None:
    first = date(2025, 1, 1)
    assert settled_on(rows(BEGINNING, first, date(2025, 6, 1)), first) is None
    twice = [*rows(first, date(2025, 6, 1)), *rows(date(2025, 7, 1))]
    assert settled_on(twice, first) == date(2025, 6, 1)


def test_what_has_no_value_has_no_change() -> None:
    assert judged("win_rate", replace(share(1, 20), value=None), share(3, 20)).remark("en") == ""
