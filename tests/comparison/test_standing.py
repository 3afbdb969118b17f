"""The verdict first: never stronger than the design, in the direction that is wanted, with the next honest date."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from assay.comparison.standing import FROM, HARMS, NOT_SHOWN, NOT_YET, PROBABLY, TO_THE_BOARD, YES, answer_of, standing
from assay.languages import LANGUAGES, translator


def found(verdict: str, claim: str, direction: str = "up") -> Any:
    return SimpleNamespace(verdict=verdict, claim=claim, direction=direction, drawn_since=None)


@pytest.mark.parametrize(
    ("comparison", "answer"),
    [
        (found("higher", "caused"), YES),
        (found("higher", "associated"), PROBABLY),
        (found("lower", "caused", "down"), YES),
        (found("lower", "caused"), HARMS),
        (found("cannot_tell_yet", "cannot_tell"), NOT_YET),
        (found("not_an_effect", "touched"), NOT_SHOWN),
    ],
)
def test_the_answer_is_as_strong_as_the_evidence(comparison: Any, answer: str) -> None:
    assert answer_of(comparison) == answer


def test_only_a_lot_lets_the_board_be_told_of_a_cause() -> None:
    said = [text for answer, text in TO_THE_BOARD.items() if answer not in (YES, HARMS)]
    assert all("caused this" not in text for text in said)


def test_a_young_programme_has_a_date() -> None:
    ripe: Any = SimpleNamespace(is_ripe=False, ripe_on=date(2027, 3, 1))
    one = standing(found("cannot_tell_yet", "cannot_tell"), ripe, "en")
    assert one.honest_on == date(2027, 3, 1)
    assert "1 Mar 2027" in one.next


def test_a_list_that_was_switched_off_is_young_again() -> None:
    """Its accounts were listed long ago, but the lot counts from its draw on."""
    ripe: Any = SimpleNamespace(is_ripe=True, ripe_on=date(2025, 9, 1), needed_days=100)
    switched = found("cannot_tell_yet", "cannot_tell")
    switched.drawn_since, switched.followed_until = date(2026, 1, 1), date(2026, 2, 1)
    assert standing(switched, ripe, "en").honest_on == date(2026, 4, 11)
    switched.followed_until = date(2026, 4, 11)
    assert standing(switched, ripe, "en").honest_on is None


def test_every_answer_is_said_in_every_language() -> None:
    for text in (*TO_THE_BOARD, *TO_THE_BOARD.values(), FROM):
        assert all(translator(language).gettext(text) != text for language in LANGUAGES if language != "en"), text
