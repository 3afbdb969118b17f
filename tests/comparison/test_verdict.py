"""Verdicts: a word from the interval, a sentence never stronger than the design, in four languages."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from assay.comparison import words
from assay.comparison.design import Rung
from assay.comparison.estimate import Estimated
from assay.comparison.result import DESIGNS
from assay.comparison.verdict import claim, relevant, verdict
from assay.comparison.words import difference_words, low_words, say, size_words, value_words
from assay.languages import PLACE

RANDOMISED, MATCHED, DESCRIPTIVE = Rung("randomised"), Rung("matched"), Rung("descriptive", "raw")


def estimated(low, high, against=0.4):
    middle = None if low is None else (low + high) / 2
    return Estimated(None if middle is None else against + middle, against, middle, low, high, 0.5)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.02, 0.2, "higher"),
        (-0.2, -0.02, "lower"),
        (-0.01, 0.2, "cannot_tell_yet"),
        (-0.2, 0.2, "cannot_tell_yet"),
        (-0.03, 0.03, "no_difference_seen"),
        (-0.03, 0.05, "cannot_tell_yet"),
        (None, None, "cannot_tell_yet"),
    ],
)
def test_the_interval_decides(low, high, expected):
    found = estimated(low, high)
    assert verdict(found, MATCHED, relevant(found)) == expected
    assert verdict(found, RANDOMISED, relevant(found)) == expected
    assert verdict(found, DESCRIPTIVE, relevant(found)) == "not_an_effect"


def test_no_difference_needs_an_interval_without_one_that_matters():
    found = estimated(-0.03, 0.03)
    assert relevant(found) == pytest.approx(0.04)
    assert verdict(found, MATCHED, relevant(found, 0.02)) == "cannot_tell_yet"
    assert verdict(found, MATCHED, None) == "cannot_tell_yet"
    assert relevant(estimated(-0.03, 0.03, against=0.0)) is None


def test_a_finding_lost_among_several_is_none():
    assert verdict(estimated(0.01, 0.3), MATCHED, 0.04, lost=True) == "cannot_tell_yet"


@pytest.mark.parametrize(
    ("design", "said"), [*product(DESIGNS, ("higher", "lower", "no_difference_seen", "cannot_tell_yet"))]
)
def test_only_a_lot_lets_us_speak_of_causes(design, said):
    found = claim(said if design != "descriptive" else "not_an_effect", Rung(design))
    assert (found == "caused") == (design == "randomised" and said != "cannot_tell_yet")
    assert (found == "touched") == (design == "descriptive")


CAUSAL = {
    "en": ("raised", "lowered"),
    "fr": ("a relevé", "a abaissé"),
    "es": ("ha elevado", "ha reducido"),
    "ru": ("повысила", "снизила"),
}


@pytest.mark.parametrize("language", CAUSAL)
def test_sentences_claim_no_more_than_their_design(language):
    for (said, strength), text in words.SENTENCES.items():
        spoken = say(language, text)
        causal = any(verb in spoken for verb in CAUSAL[language])
        assert causal == (strength == "caused"), (said, strength, spoken)
    for text in words.NO_EFFECT.values():
        assert not any(verb in say(language, text) for verb in CAUSAL[language])


# Words


def texts() -> set[str]:
    """Every text of the tables of `assay.comparison.words`."""
    found: set[str] = set()
    for name, value in vars(words).items():
        if name.isupper() and isinstance(value, dict):
            parts = [part for one in value.values() for part in (one if isinstance(one, tuple) else (one,))]
            found |= {part for part in parts if isinstance(part, str)}
    singles = ("RANGE", "PER_ACCOUNT", "POINTS", "WANTED", "UNWANTED", "LEVEL_OF", "ANY_KPI", "DETECTABLE")
    return found | {getattr(words, name) for name in singles}


def catalogue(language):
    with (PLACE / language / "impact.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def test_the_texts_are_all_found():
    source = Path(words.__file__).read_text("utf-8")
    assert len(texts()) >= 90
    assert source.count("_(") - 1 <= len(texts()) + 6  # a few texts stand twice


@pytest.mark.parametrize("language", ["fr", "es", "ru"])
def test_every_text_is_translated_with_its_values(language):
    known = {message.id: message.string for message in catalogue(language) if message.id}
    assert set(known) == texts()
    for text, translated in known.items():
        assert translated.strip(), text
        assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", translated)), text
        assert text.count("%%") == translated.count("%%"), text
        if len(text) > 20 and "%(name)s per account" not in text:
            assert translated != text, text
        if language == "ru" and len(text) > 12 and not {"%(low)s", "%(level)s"} & set(re.findall(r"%\(\w+\)s", text)):
            assert re.search("[а-я]", translated.lower()), text


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru"])
def test_every_text_can_be_said(language):
    for text in texts():
        names = re.findall(r"%\((\w+)\)s", text)
        said = say(language, text, **dict.fromkeys(names, "x"))
        assert "%" not in said.replace("5 %", "").replace("5%", "").replace("5\N{NO-BREAK SPACE}%", ""), said


def test_numbers_in_sentences():
    assert value_words(0.5876, "share", None, "en") == "58.8%"
    assert difference_words(0.1676, "share", None, "en") == "+16.8 points"
    assert difference_words(-0.1676, "share", None, "fr") == "−16,8 points"
    assert size_words(-0.1676, "share", None, "ru") == "16,8 п. п."
    assert low_words(0.037, "share", None, "en") == "+3.7"
    assert low_words(-2830, "money", "EUR", "en") == "−€2,830"
    assert low_words(-58.8, "days", None, "en") == "−58.8"
    assert difference_words(0.0377, "deals", None, "en") == "+0.04"
    assert value_words(1234.5, "visits", None, "en") == "1,234.5"
    assert difference_words(None, "share", None, "en") == "–"
