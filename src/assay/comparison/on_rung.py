"""The difference of a KPI's outcome on the rung that the comparison reaches."""

from __future__ import annotations

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
