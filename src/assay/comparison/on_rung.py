"""The difference of a KPI's outcome on the rung that the comparison reaches."""

from __future__ import annotations

import numpy as np

from assay.comparison.design import (
    flags,
    weighing,
)
from assay.comparison.estimate import Estimated, difference
from assay.comparison.ground import Ground
from assay.comparison.outcomes import Outcome

LARGE_LOT = 30
"""From so many treated accounts on, the shares of a single lot carry Newcombe's interval."""


def estimated(ground: Ground, found: Outcome, plain: Estimated) -> Estimated:
    """The difference on the rung that is reached."""
    treated, rung = flags(ground.arms), ground.rung
    counts = weighing(ground.arms, ground.known, ground.made, rung, ground.options.method)
    one_lot = counts.strata is not None and len(np.unique(counts.strata)) == 1 and treated.sum() >= LARGE_LOT
    if rung.reason == "raw" or (one_lot and found.kind == "account_share"):
        return plain
    return difference(found, treated, counts)
