"""The difference of a KPI's outcome on the rung that the comparison reaches."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from assay.comparison.design import flags, weighing
from assay.comparison.estimate import Estimated, difference
from assay.comparison.ground import Ground
from assay.comparison.outcomes import Outcome


def estimated(ground: Ground, found: Outcome, plain: Estimated) -> Estimated:
    """The difference on the rung that is reached."""
    if ground.rung.reason == "raw":
        return plain
    counts = weighing(ground.arms, ground.known, ground.made, ground.rung, ground.options.method)
    return difference(found, flags(ground.arms), counts)


CUT = 0.9


def cut_to_size(ground: Ground, found: Outcome) -> Estimated | None:
    """The same with amounts above nine tenths of those that are there cut to that (winsorised); null without amounts."""
    amounts = found.tops[found.tops > 0]
    if not len(amounts):
        return None
    top = float(np.quantile(amounts / np.maximum(found.bottoms[found.tops > 0], 1), CUT))
    return estimated(ground, replace(found, tops=np.minimum(found.tops, top * found.bottoms)), Estimated(None, None))
