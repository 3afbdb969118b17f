"""How survey answers change from wave to wave: the same respondents, and cross-sections, never mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np

from assay.stats.clustered import mean_range
from assay.stats.estimators import Array, Interval
from assay.stats.quantiles import Z


@dataclass(frozen=True)
class WaveAnswer:
    """One answer that counts; `respondent` is None where nobody is named."""

    wave: str | None
    answered_on: date
    respondent: str | None
    value: float


def answer_of(row: Mapping[str, Any]) -> WaveAnswer:
    """An answer from a row behind a figure."""
    return WaveAnswer(row["wave"], row["answered_on"], row["person_id"], float(row["numerator"]))


def wave_changes(answers: Sequence[WaveAnswer]) -> dict[str, Any]:
    """`waves` (mean, n) in the order of their first day, and `changes` from each wave to the next.

    A change stands twice: `same_respondents`, the mean change of those who answered in both waves (n: respondents), and
    `cross_sections`, the difference of the means of all answers of each (n: answers of both waves). Both carry a 95 %
    interval. Answers without a wave are in neither.
    """
    ordered = _ordered([answer for answer in answers if answer.wave is not None])
    waves = [{"wave": name, "value": _mean(found), "n": len(found)} for name, found in ordered]
    changes = [
        {"from": before[0], "to": after[0], "same_respondents": panel(before[1], after[1])}
        | {"cross_sections": cross_sections(before[1], after[1])}
        for before, after in pairwise(ordered)
    ]
    return {"waves": waves, "changes": changes}


def _ordered(answers: Sequence[WaveAnswer]) -> list[tuple[str, list[WaveAnswer]]]:
    by_respondent: dict[str, list[WaveAnswer]] = {}
    for answer in answers:
        by_respondent.setdefault(str(answer.wave), []).append(answer)
    return sorted(by_respondent.items(), key=lambda item: (min(answer.answered_on for answer in item[1]), item[0]))


def panel(before: Sequence[WaveAnswer], after: Sequence[WaveAnswer]) -> dict[str, Any]:
    """Mean change of those who answered in both waves, each at the mean of their answers in a wave."""
    first, second = _by_respondent(before), _by_respondent(after)
    changes = np.array([second[name] - first[name] for name in sorted(first.keys() & second.keys())], dtype=float)
    return _change(float(changes.mean()) if len(changes) else None, len(changes), mean_range(changes).ends)


def cross_sections(before: Sequence[WaveAnswer], after: Sequence[WaveAnswer]) -> dict[str, Any]:
    """Difference of the means of all answers, as if they were two samples of different people."""
    first, second = _values(before), _values(after)
    difference = float(second.mean() - first.mean())
    return _change(difference, len(first) + len(second), _difference_interval(first, second, difference))


def _by_respondent(answers: Sequence[WaveAnswer]) -> dict[str, float]:
    by_respondent: dict[str, list[float]] = {}
    for answer in answers:
        if answer.respondent is not None:
            by_respondent.setdefault(answer.respondent, []).append(answer.value)
    return {name: sum(values) / len(values) for name, values in by_respondent.items()}


def _difference_interval(first: Array, second: Array, difference: float) -> Interval:
    if len(first) < 2 or len(second) < 2:
        return (None, None)
    half = Z * sqrt(float(first.var(ddof=1)) / len(first) + float(second.var(ddof=1)) / len(second))
    return difference - half, difference + half


def _change(value: float | None, n: int, interval: Interval) -> dict[str, Any]:
    low, high = interval
    return {"value": value, "n": n, "low": low, "high": high}


def _values(answers: Sequence[WaveAnswer]) -> Array:
    return np.array([answer.value for answer in answers], dtype=float)


def _mean(answers: Sequence[WaveAnswer]) -> float:
    return float(_values(answers).mean())
