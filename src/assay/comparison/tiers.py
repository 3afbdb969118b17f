"""The effect in each tier, drawn towards that of all: small tiers alone would mostly show chance.

Looking at several tiers is looking several times: one stands out by what the figure's own look asks for, divided by the tiers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from assay.comparison import words
from assay.comparison.design import flags, weighing
from assay.comparison.estimate import Estimated, Weighing, difference
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.outcomes import Outcome
from assay.comparison.reached import ADDED_UP
from assay.comparison.words import say
from assay.stats.cautions import LEAST_TREATED
from assay.stats.sequential import z_of
from assay.stats.shrinkage import Shrunk, Z, shrunk

LEAST_TIERS = 2


def by_tier(ground: Ground, finding: Finding) -> list[dict[str, Any]]:
    """Each tier with enough accounts in both arms: its own difference, and the one drawn towards all; [] below two tiers.

    `stands`: more than chance, at this look and as one of so many tiers, and nothing takes the figure's verdict back.
    """
    outcome = finding.outcome
    if finding.rung.design not in ("randomised", "matched") or outcome is None or outcome.kind not in ADDED_UP:
        return []
    counts = weighing(ground.arms, ground.known, ground.made, ground.rung, ground.options.method, outcome)
    tiers = np.array([account.tier or "" for account in ground.arms.accounts])
    made = {str(tier): _within(outcome, flags(ground.arms), counts, tiers == tier) for tier in np.unique(tiers)}
    known = {tier: one for tier, one in made.items() if tier and one is not None}
    if len(known) < LEAST_TIERS:
        return []
    effects = [one.difference or 0.0 for one in known.values()]
    together = shrunk(effects, [((one.high or 0) - (one.low or 0)) / (2 * Z) for one in known.values()])
    asked = z_of(finding.asks / len(known)) / Z
    return [
        {
            "tier": tier,
            "own": {"difference": one.difference, "low": one.low, "high": one.high},
            "difference": float(together.values[place]),
            "low": float(together.low[place]),
            "high": float(together.high[place]),
            "stands": finding.held is None and _leaves_zero_out(together, place, asked),
        }
        for place, (tier, one) in enumerate(known.items())
    ]


def _leaves_zero_out(found: Shrunk, place: int, times: float) -> bool:
    """Whether an interval so many times as wide does."""
    return bool(abs(found.values[place]) > times * (found.high[place] - found.low[place]) / 2)


def tiers_words(tiers: Sequence[Mapping[str, Any]], language: str) -> str:
    """What the effects by tier say, in a sentence."""
    standing = [one["tier"] for one in tiers if one["stands"]]
    if not standing:
        return say(language, words.TIERS["none"])
    return say(language, words.TIERS["some"], tiers=", ".join(standing))


def _within(outcome: Outcome, treated: Any, counts: Weighing, here: Any) -> Estimated | None:
    """The difference among the accounts of one tier; None where an arm has too few or nothing varies."""
    if min(int((treated & here).sum()), int((~treated & here).sum())) < LEAST_TREATED:
        return None
    weights = np.where(here, 1.0 if counts.weights is None else counts.weights, 0.0)
    made = difference(outcome, treated, replace(counts, weights=weights, drawn=False))
    usable = made.low is not None and made.high is not None and made.high > made.low
    return made if usable else None
