"""A figure against its target: gap, pace, and what the interval answers."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta

from assay.languages import LANGUAGES
from assay.languages.words import Words
from assay.metrics.answer import Answer, Figure, Row
from assay.metrics.scope import Scope
from assay.metrics.target import has_target, line_of, outlook_text, standing, target_text
from assay.settings import Settings

LAST = date(2026, 9, 30)
WORDS = Words("en")


def settings(**more: Any) -> Settings:
    made: Settings = Settings.model_validate(more)
    return made


def months(key: str, values: list[float], total: float = 0.0) -> Any:
    """A figure by month up to September 2026, and its total of any window."""

    def series(start: date, end: date) -> Answer:
        first = LAST.replace(day=1) - relativedelta(months=len(values) - 1)
        rows = tuple(
            Row({}, first + relativedelta(months=place), Figure(value, value, None, 1))
            for place, value in enumerate(values)
        )
        figure = Figure(total, total, None, 1)
        return Answer(key, "", "", "", "", 1, start, end, end, {}, 1, False, None, rows, figure)

    return series


def test_what_adds_up_is_told_of_the_year_and_goes_on_as_the_months_did() -> None:
    """900 since January, 100 a month for certain, three months to go: 1,200 at the end of the year."""
    found = standing(
        "new_revenue", 1300, Figure(1150, 1150, None, 9), LAST, settings(), months("new_revenue", [100.0] * 12, 900)
    )
    assert (found.value, found.since, found.until) == (900, date(2026, 1, 1), date(2026, 12, 31))
    assert found.expected == pytest.approx(1200, abs=5)
    assert (found.gap, found.reached, found.outcome) == (400, False, "missed")
    assert (
        standing(
            "new_revenue", 1100, Figure(0, 0, None, 0), LAST, settings(), months("new_revenue", [100.0] * 12, 900)
        ).outcome
        == "reached"
    )


def test_the_year_is_fiscal() -> None:
    found = standing(
        "new_revenue",
        1,
        Figure(1, 1, None, 1),
        LAST,
        settings(fiscal_year_starts_in=4),
        months("new_revenue", [1.0] * 12),
    )
    assert (found.since, found.until) == (date(2026, 4, 1), date(2027, 3, 31))


def test_months_before_anything_began_are_no_pace() -> None:
    """Trap: a programme of four months is not as slow as its empty months before."""
    found = standing(
        "new_revenue", 500, Figure(0, 0, None, 0), LAST, settings(), months("new_revenue", [0.0] * 8 + [100.0] * 4, 400)
    )
    assert found.expected == pytest.approx(700, abs=5)
    assert found.outcome == "reached"


def test_a_share_of_a_window_is_answered_by_its_own_interval() -> None:
    for ends, outcome in (((0.36, 0.5), "reached"), ((0.2, 0.33), "missed"), ((0.3, 0.5), "open")):
        figure = Figure(0.34, 34, 100, 100, *ends)
        assert standing("win_rate", 0.35, figure, LAST, settings(), months("win_rate", [])).outcome == outcome


def test_less_is_better_where_the_figure_says_so() -> None:
    found = standing(
        "deal_velocity", 60, Figure(50, 500, 10, 10, 45, 55), LAST, settings(), months("deal_velocity", [])
    )
    assert (found.gap, found.reached, found.outcome) == (-10, True, "reached")


def test_a_level_goes_on_with_its_changes_and_a_share_ends_at_one() -> None:
    found = standing(
        "engaged_share",
        0.99,
        Figure(0.9, 90, 100, 100, 0.82, 0.95),
        LAST,
        settings(),
        months("engaged_share", [0.5 + 0.04 * n for n in range(11)]),
    )
    assert found.expected == pytest.approx(1.0)
    assert found.outcome == "reached"


def test_few_months_give_no_pace_and_what_is_not_measured_no_gap() -> None:
    found = standing("pipeline", 10, Figure(5, 5, None, 1), LAST, settings(), months("pipeline", [1.0, 2.0]))
    assert (found.expected, found.outcome, found.gap) == (None, "", 5)
    assert (
        standing("win_rate", 0.3, Figure(None, None, None, 0), LAST, settings(), months("win_rate", [])).reached is None
    )


def test_a_part_of_the_programme_has_no_target() -> None:
    known = settings(targets={"win_rate": 0.3})
    assert has_target(known, "win_rate", Scope())
    for scope in (Scope(tiers=("1",)), Scope(arm="control"), Scope(owners=("U",)), Scope(mode="cohort")):
        assert not has_target(known, "win_rate", scope)
    assert not has_target(known, "pipeline", Scope())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_each_language(language: str) -> None:
    words = Words(language)
    found = standing(
        "new_revenue", 1300, Figure(0, 0, None, 0), LAST, settings(), months("new_revenue", [100.0] * 12, 900)
    )
    assert "%(" not in target_text(found, "money", "EUR", words) + outlook_text(found, "money", "EUR", words)
    if language == "en":
        assert target_text(found, "money", "EUR", words) == "target €1.3K: €900 since 1 Jan 2026, €400 to go"


def test_the_line_of_a_year_is_a_part_of_it_in_each_period() -> None:
    assert line_of("new_revenue", 1200, "month") == 100
    assert line_of("win_rate", 0.3, "month") == 0.3


def test_what_is_reached_is_not_said_to_be_reached_later() -> None:
    """Trap: `reached … it will be reached`. Revenue of the year stays; a share may fall again."""
    words = Words("en")
    year = standing(
        "new_revenue", 800, Figure(0, 0, None, 0), LAST, settings(), months("new_revenue", [100.0] * 12, 900)
    )
    assert target_text(year, "money", "EUR", words).endswith("reached")
    assert outlook_text(year, "money", "EUR", words) == ""
    falling = months("engaged_share", [0.9 - 0.02 * n for n in range(11)])
    share = standing("engaged_share", 0.65, Figure(0.7, 70, 100, 100, 0.6, 0.78), LAST, settings(), falling)
    assert share.reached
    assert share.outcome == "missed"
    assert outlook_text(share, "share", None, words).endswith("it will no longer be met.")
