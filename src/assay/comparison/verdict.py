"""The verdict of a comparison: a word from the interval, and a sentence that is never stronger than the design."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import ceil, floor
from typing import Any

from assay.comparison import words
from assay.comparison.design import Rung
from assay.comparison.estimate import Estimated
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.looks import launched_on
from assay.comparison.result import Claim, Verdict
from assay.comparison.words import covariate_label, difference_words, low_words, say, size_words, value_words
from assay.languages.formats import day, number
from assay.stats.cautions import LEAST_TREATED
from assay.stats.sequential import z_of

RELEVANT = 0.1
"""A difference matters from a tenth of the comparison's value on."""


def relevant(estimated: Estimated, given: float | None = None) -> float | None:
    """The smallest difference that matters, in the KPI's unit."""
    if given is not None:
        return given
    return RELEVANT * abs(estimated.against) if estimated.against else None


SURE = 0.05
HANDFUL = 30
"""Accounts with a case that each arm needs before a difference can be ruled out."""
IN_FOUR_OF_FIVE = 0.8416
"""z .8: so much beyond what a verdict asks for lies the difference that four of five programmes would show."""


def verdict(estimated: Estimated, rung: Rung, matters: float | None, *, lost: bool = False) -> Verdict:
    """`lost`: something stands against a figure whose interval leaves zero out."""
    if rung.design == "descriptive":
        return "not_an_effect"
    if estimated.difference is None or estimated.low is None or estimated.high is None:
        return "cannot_tell_yet"
    if estimated.low > 0 or estimated.high < 0:
        return "cannot_tell_yet" if lost else "higher" if estimated.low > 0 else "lower"
    handful = estimated.cases is not None and min(estimated.cases) < HANDFUL
    ruled_out = not handful and matters is not None and -matters < estimated.low and estimated.high < matters
    return "no_difference_seen" if ruled_out else "cannot_tell_yet"


def detectable(estimated: Estimated, unit: str = "", asks: float = SURE) -> float | None:
    """The smallest difference that would have been seen in four of five such programmes, in the KPI's unit.

    `asks` is the p that a verdict needs: an early look, or a figure that is one of several, sees less. None where no
    difference would have been seen: two shares cannot lie further apart than 1.
    """
    if estimated.low is None or estimated.high is None:
        return None
    size = (z_of(asks) + IN_FOUR_OF_FIVE) / z_of(SURE) * (estimated.high - estimated.low) / 2
    return None if unit == "share" and size > 1 else size


def claim(said: Verdict, rung: Rung) -> Claim:
    """What may be said of the programme: that it happened, goes with a difference, or caused it."""
    if said == "not_an_effect":
        return "touched"
    if said == "cannot_tell_yet":
        return "cannot_tell"
    return "caused" if rung.design == "randomised" else "associated"


def sentence(ground: Ground, finding: Finding, said: Verdict, matters: float | None, currency: str | None) -> str:
    """The verdict in words for readers who decide, not calculate."""
    language = ground.options.language
    values = _values(ground, finding, matters, currency)
    parts = [say(language, _text(said, finding), **values)]
    parts += [say(language, text) for text in _endings(said, finding.kpi.direction)]
    if said == "cannot_tell_yet":
        parts += _what_would_do(ground, finding, values)
    return " ".join(parts)


def _what_would_do(ground: Ground, finding: Finding, values: dict[str, Any]) -> Iterator[str]:
    """What these accounts could have shown; where there are too few cases for that, how many it takes."""
    language, made = ground.options.language, finding.made
    if made.low is not None:
        seen = detectable(made, finding.kpi.unit, finding.asks)
        text = words.UNDETECTABLE["share"] if seen is None else words.DETECTABLE
        yield say(language, text, detectable=values["detectable"])
    if made.short is None:
        return
    least, ours, theirs = made.short
    if made.note == "few_paid":
        yield say(language, words.SHORT["money"], least=least, n=number(ours + theirs, language, 0))
        return
    counts = {"abm": number(ours, language, 0), "against": number(theirs, language, 0)}
    yield say(language, words.SHORT["cases"], least=least, **counts)
    launch, today = launched_on(ground.arms), ground.arms.asked.timing.end
    if (fewest := min(ours, theirs)) >= 1:
        due = launch + timedelta(days=ceil((today - launch).days * least / floor(fewest)))
        yield say(language, words.SHORT["until"], day=day(due, language))


def _name(finding: Finding, language: str) -> str:
    name = finding.kpi.name[language]
    summed = finding.kpi.measure.aggregate == "sum"
    return say(language, words.PER_ACCOUNT, name=name) if summed and finding.made.difference is not None else name


def _text(said: Verdict, finding: Finding) -> str:
    made = finding.made
    if said == "not_an_effect":
        return words.NO_EFFECT["nothing" if made.difference is None else finding.rung.reason or "raw"]
    if said == "cannot_tell_yet":
        if made.low is None or made.high is None:
            return words.SENTENCES[said, "nothing" if made.difference is None else "few"]
        return words.SENTENCES[said, finding.held or ""]
    if said == "no_difference_seen":
        return words.SENTENCES[said, ""]
    return words.SENTENCES[said, claim(said, finding.rung)]


def _endings(said: Verdict, direction: str) -> tuple[str, ...]:
    if (said, direction) in (("higher", "down"), ("lower", "up")):
        return (words.UNWANTED,)
    return (words.WANTED,) if (said, direction) == ("lower", "down") else ()


def _values(ground: Ground, finding: Finding, matters: float | None, currency: str | None) -> dict[str, Any]:
    language, made, unit = ground.options.language, finding.made, finding.kpi.unit

    def difference(value: float | None) -> str:
        return difference_words(value, unit, currency, language)

    ends = {"low": low_words(made.low, unit, currency, language), "high": difference(made.high)}
    values = {
        "name": _name(finding, language),
        "abm": value_words(made.abm, unit, currency, language),
        "against": value_words(made.against, unit, currency, language),
        "difference": difference(made.difference),
        "size": size_words(made.difference or 0.0, unit, currency, language),
        "relevant": size_words(matters or 0.0, unit, currency, language),
        "range": say(language, words.RANGE, **ends),
        "treated": len(ground.arms.treated),
        "least": LEAST_TREATED,
        "of": finding.of,
        "detectable": size_words(detectable(made, unit, finding.asks) or 0.0, unit, currency, language),
        **ends,
    }
    if finding.rung.reason == "unbalanced" and (worst := ground.made.worst) is not None:
        values["worst"] = covariate_label(worst.covariate, worst.level, language)
        values["smd"] = number(ground.made.max_smd, language, 2)
    return values
