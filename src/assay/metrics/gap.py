"""The largest difference between the parts of a figure that is more than noise, in one sentence for every surface."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist
from typing import Any, Literal

from assay.languages import translator
from assay.languages.formats import difference_text, figure_text, is_small, number, one_stop, percent
from assay.metrics.answer import Answer, Figure
from assay.stats.intervals import Interval, difference_of, newcombe
from assay.stats.quantiles import Z

Found = Literal["gap", "noise", "few", "none"]


@dataclass(frozen=True)
class Side:
    """One side of a difference: its name, its value as it is read, and what it is made of."""

    name: str
    text: str
    value: float


@dataclass(frozen=True)
class Gap:
    """What a look at all parts comes to.

    `found` is `gap` where a difference is more than noise; with `noise` the largest one is told that is not; `few` and
    `none` have no sides. `low` and `high` are the ends of an interval wide enough for all `looked_at` differences
    together (Bonferroni). `stage` is that of a funnel; there `other` are the accounts outside the part.
    """

    found: Found
    sentence: str
    looked_at: int = 0
    stage: str | None = None
    one: Side | None = None
    other: Side | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None

    def to_json(self) -> dict[str, Any]:
        sides = {"part": self.one and self.one.name, "other": self.other and self.other.name}
        said = ("found", "sentence", "stage", "difference", "low", "high", "looked_at")
        return {**{name: getattr(self, name) for name in said}, **sides}


def wide_enough(count: int) -> float:
    """The z of an interval so wide that of `count` of them, one misses only as often as one of 95 % alone."""
    return NormalDist().inv_cdf(1 - 0.025 / max(count, 1))


@dataclass(frozen=True)
class Passing:
    """How many of a part's accounts went on from a stage, of how many; and of those outside the part."""

    part: str
    stage: str
    advanced: int
    of: int
    rest_advanced: int
    rest_of: int

    @property
    def behind(self) -> float:
        """How far the part lies behind the others."""
        return self.rest_advanced / self.rest_of - self.advanced / self.of


def stuck(passings: Iterable[Passing], small_n: int, language: str) -> Gap:
    """In which part, and at which stage, accounts go on less often than elsewhere."""
    say = translator(language).gettext
    told = [one for one in passings if one.of and one.rest_of]
    enough = [one for one in told if min(one.of, one.rest_of) >= small_n]
    if not enough:
        few = say("Too few accounts moved to compare the parts: each needs %(n)s or more in a stage.")
        return Gap("few" if told else "none", few % {"n": number(small_n, language)} if told else "")
    z = wide_enough(len(enough))
    judged = [(one, _behind(one, z)) for one in enough]
    clear = [(one, interval) for one, interval in judged if interval.low > 0]
    worst, interval = max(clear or judged, key=lambda pair: (pair[0].behind, pair[0].part))
    if not clear and worst.behind <= 0:
        return Gap("noise", say("The parts go on equally often from every stage."), len(enough))
    return _stuck(worst, interval, bool(clear), len(enough), language)


def _behind(one: Passing, z: float) -> Interval:
    return newcombe(one.rest_advanced, one.rest_of, one.advanced, one.of, z)


def _stuck(worst: Passing, interval: Interval, clear: bool, looked_at: int, language: str) -> Gap:
    say = translator(language).gettext
    sides = [
        Side(worst.part, share_text(worst.advanced, worst.of, language), worst.advanced / worst.of),
        Side("", share_text(worst.rest_advanced, worst.rest_of, language), worst.rest_advanced / worst.rest_of),
    ]
    said = {"part": worst.part, "stage": worst.stage, "share": sides[0].text, "other": sides[1].text}
    template = say(
        "Stuck: %(part)s at “%(stage)s”. %(share)s went on from there, elsewhere %(other)s; "
        "the difference of %(points)s is more than noise (%(low)s to %(high)s)."
    )
    if not clear:
        template = say(
            "No part is stuck more than noise would explain. The largest difference: from “%(stage)s” %(share)s "
            "went on in %(part)s, elsewhere %(other)s; the true difference may be anything from %(low)s to %(high)s."
        )
    ends = _ends(interval.estimate, interval.low, interval.high, "share", None, language)
    verdict: Found = "gap" if clear else "noise"
    difference = Interval(-interval.estimate, -interval.high, -interval.low)
    return Gap(
        verdict, one_stop(template % {**said, **ends}), looked_at, worst.stage, sides[0], sides[1],
        difference.estimate, difference.low, difference.high,
    )  # fmt: skip


def largest_gap(answer: Answer, by: str, names: dict[str, str], small_n: int, language: str) -> Gap:
    """The two parts of a KPI that lie furthest apart; `names` says what the values of `by` are called."""
    say = translator(language).gettext
    known = [(names[value], row.figure) for row in answer.rows if (value := row.by[by]) in names]
    pairs = [*_pairs(known, answer.unit)]
    if not pairs:
        some = [figure for _, figure in known if figure.value is not None]
        few = len(some) > 1 and any(is_small(figure, answer.unit) for figure in some)
        too_few = say("Too few cases to compare the parts: each needs %(n)s or more.")
        return Gap("few", too_few % {"n": number(small_n, language)}) if few else Gap("none", "")
    widened = wide_enough(len(pairs)) / Z
    judged = [(lower, upper, _wider(interval, widened)) for lower, upper, interval in pairs]
    clear = [one for one in judged if one[2].excludes_zero]
    lower, upper, interval = max(clear or judged, key=lambda one: (one[2].estimate, one[0][0]))
    sides = [
        Side(name, figure_text(one, answer.unit, answer.currency, language), one.value or 0)
        for name, one in (upper, lower)
    ]
    template = say(
        "The largest difference: %(part)s %(value)s, %(other)s %(other_value)s; it is more than noise (%(low)s to %(high)s)."
    )
    if not clear:
        template = say(
            "No difference between the parts is more than noise; the largest: %(part)s %(value)s, %(other)s %(other_value)s; "
            "the true one may be anything from %(low)s to %(high)s."
        )
    said = {"part": sides[0].name, "value": sides[0].text, "other": sides[1].name, "other_value": sides[1].text}
    ends = _ends(interval.estimate, interval.low, interval.high, answer.unit, answer.currency, language)
    return Gap(
        "gap" if clear else "noise", one_stop(template % {**said, **ends}), len(pairs), None, sides[0], sides[1],
        interval.estimate, interval.low, interval.high,
    )  # fmt: skip


Named = tuple[str, Figure]


def _pairs(known: Sequence[Named], unit: str) -> Iterator[tuple[Named, Named, Interval]]:
    """Every two parts with an interval each, the lower first; shares of few cases are not compared."""
    fit = [
        (name, one) for name, one in known
        if one.value is not None and one.low is not None and one.high is not None and not is_small(one, unit)
    ]  # fmt: skip
    for pair in combinations(fit, 2):
        lower, upper = sorted(pair, key=lambda one: one[1].value or 0)
        yield lower, upper, difference_of(_triple(upper[1]), _triple(lower[1]))


def _triple(figure: Figure) -> tuple[float, float, float]:
    return float(figure.value or 0), float(figure.low or 0), float(figure.high or 0)


def _wider(interval: Interval, times: float) -> Interval:
    down, up = interval.estimate - interval.low, interval.high - interval.estimate
    return Interval(interval.estimate, interval.estimate - times * down, interval.estimate + times * up)


def _ends(value: float, low: float, high: float, unit: str, currency: str | None, language: str) -> dict[str, str]:
    return {
        name: difference_text(one, unit, currency, language).removeprefix("+")
        for name, one in (("points", value), ("low", low), ("high", high))
    }


def share_text(part: int, whole: int, language: str) -> str:
    """`34 % (12/35)`."""
    return f"{percent(part / whole, language)} ({number(part, language)}/{number(whole, language)})"


__all__ = ["Gap", "Passing", "Side", "largest_gap", "share_text", "stuck", "wide_enough"]
