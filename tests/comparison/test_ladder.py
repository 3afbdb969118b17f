"""No sentence of a rung says more than the rung allows, in any language."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assay.comparison import words
from assay.comparison.estimate import Estimated
from assay.comparison.ladder import page, sentences
from assay.comparison.on_rung import settled
from assay.comparison.reached import among_reached
from assay.comparison.result import DESIGNS
from assay.comparison.same_time import mostly_over
from assay.comparison.verdict import detectable
from assay.comparison.words import say
from assay.languages import LANGUAGES

CAUSAL = {
    "en": r"raised|lowered|\bcaused\b|thanks to|because of the programme|fair comparison",
    "fr": r"a relevé|a abaissé|imputable|\bcause\b|grâce au|loyale",
    "es": r"ha elevado|ha reducido|se debe a|\bcausa\b|gracias al|es justa",
    "ru": r"повысила|снизила|вызвана|причина|благодаря|честное",
}
DENIED = {
    "en": "not proof that the programme caused it",
    "fr": "ce n’est pas la preuve qu’il en est la cause",
    "es": "no prueba que el programa sea la causa",
    "ru": "доказательством, что причина в ней, это не является",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("design", [one for one in DESIGNS if one != "randomised"])
def test_only_a_lot_causes(design, language):
    for when, text in sentences(design):
        said = say(language, text).replace(DENIED[language], "")
        assert not re.search(CAUSAL[language], said), (when, said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lot_does_cause_and_the_others_deny_it(language):
    """The words looked for are those that rung 1 uses; the words denied are those that rungs 2 to 4 use."""
    for verdict in ("higher", "lower"):
        assert re.search(CAUSAL[language], say(language, words.SENTENCES[verdict, "caused"]))
        assert DENIED[language] in say(language, words.SENTENCES[verdict, "associated"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_told_names_no_effect(language):
    for (verdict, _), text in words.SENTENCES.items():
        if verdict in ("cannot_tell_yet", "no_difference_seen"):
            assert not re.search(CAUSAL[language], say(language, text)), text


def test_every_sentence_stands_on_a_rung_and_on_the_page():
    placed = {text for design in DESIGNS for _, text in sentences(design)}
    assert {
        *words.RUNGS.values(),
        *words.SENTENCES.values(),
        *words.NO_EFFECT.values(),
        *words.NAIVE.values(),
    } <= placed
    assert (Path(__file__).parents[2] / "docs" / "sentences.md").read_text("utf-8") == page()


def test_two_shares_cannot_lie_further_apart_than_one():
    """1 of 1 against 1 of 1: "a difference of 113.4 points would have been seen" was said of it."""
    found = Estimated(1.0, 1.0, 0.0, -0.8, 0.8, 1.0)
    assert detectable(found, "share") is None
    assert detectable(found, "days") == pytest.approx(0.8 * 2.8016 / 1.95996, rel=1e-4)


def test_no_interval_is_of_no_width_and_nothing_is_minus_nothing():
    """Deals that all took 92 days: "anything between 0 and 0 days fits" was said of them."""
    found = settled(Estimated(92.0, 92.0, 0.0, 0.0, 0.0, 1.0))
    assert (found.low, found.high, found.p_value, found.note) == (None, None, None, "no_spread")
    assert str(settled(Estimated(1.0, -1e-17, 1.0, 0.5, 1.0, 0.01)).against) == "0.0"


def test_controls_named_when_the_time_was_over_tell_nothing():
    launched = dict.fromkeys("abcd", date(2025, 1, 1))
    assert mostly_over(launched, dict.fromkeys("abcd", date(2025, 12, 20)), date(2025, 12, 31))
    assert not mostly_over(launched, dict.fromkeys("abcd", date(2025, 6, 30)), date(2025, 12, 31))


def test_the_difference_per_account_reached():
    """+12 points between arms of which 80 % and 20 % were reached: 12 ÷ .6 = 20 points; the interval is as wide as that."""
    made = Estimated(0.4, 0.28, 0.12, 0.06, 0.18, 0.001)
    found = among_reached(made, 0.8, 0.2)
    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.1, 0.3))
    assert among_reached(made, 1.0, 0.0) is None  # as meant: nothing to correct
    assert among_reached(made, 0.5, 0.4) is None  # reached too much alike
    assert among_reached(made, None, None) is None
