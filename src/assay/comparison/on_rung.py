"""The difference of a KPI's outcome on the rung that the comparison reaches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.comparison.design import flags, weighing
from assay.comparison.estimate import Estimated, difference
from assay.comparison.ground import Ground
from assay.comparison.outcomes import Outcome


def estimated(ground: Ground, outcome: Outcome, plain: Estimated) -> Estimated:
    """The difference on the rung that is reached."""
    if ground.rung.reason == "raw":
        return plain
    counts = weighing(ground.arms, ground.known, ground.made, ground.rung, ground.options.method, outcome)
    return settled(difference(outcome, flags(ground.arms), counts))


TINY = 1e-9


def settled(made: Estimated) -> Estimated:
    """Without what arithmetic leaves over: no value of −1e-17, and no interval of no width, which would be a certainty."""
    size = max(abs(made.abm or 0.0), abs(made.against or 0.0), TINY)
    ends = {
        name: 0.0
        for name in ("abm", "against", "difference")
        if (value := getattr(made, name)) is not None and abs(value) < TINY * size
    }
    made = replace(made, **ends)  # type: ignore[arg-type]
    if made.low is None or made.high is None or made.high - made.low > TINY * size:
        return made
    return replace(made, low=None, high=None, p_value=None, note="no_spread")


CUT = 0.9


def cut_to_size(ground: Ground, outcome: Outcome) -> Estimated | None:
    """The same with amounts above nine tenths of those that are there cut to that (winsorised); null without amounts."""
    amounts = outcome.tops[outcome.tops > 0]
    if not len(amounts):
        return None
    top = float(np.quantile(amounts / np.maximum(outcome.bottoms[outcome.tops > 0], 1), CUT))
    return estimated(
        ground, replace(outcome, tops=np.minimum(outcome.tops, top * outcome.bottoms)), Estimated(None, None)
    )
