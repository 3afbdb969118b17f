"""Cases without a value: what a comparison may still say where amounts, exchange rates or days are wanting in one arm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assay.comparison.design import Rung, flags
from assay.comparison.estimate import Estimated, agrees
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.on_rung import estimated
from assay.comparison.outcomes import Outcome, outcome

MOST_UNMEASURED = 0.1
"""An arm that lacks the values of more of its cases tells nothing of how large they were."""


def told_apart(ground: Ground, finding: Finding) -> Finding:
    """The finding with what it left out; no design where an arm lacks the values of too many cases."""
    made = finding.outcome or outcome(ground.arms, finding.kpi, ground.scope)
    treated = flags(ground.arms)
    (ours, share), (theirs, other) = made.lost(treated), made.lost(~treated)
    if not ours + theirs:
        return finding
    told = replace(
        finding,
        notes=(*finding.notes, ("unmeasured", {"abm": ours, "against": theirs})),
        extra=finding.extra | {"unmeasured": {"abm": ours, "against": theirs}},
    )
    if finding.rung.design == "descriptive" or max(share, other) <= MOST_UNMEASURED:
        return told
    told = replace(told, rung=Rung("descriptive", "unmeasured"))
    nothing = Estimated(None, None)  # an arm of which no case has a value is not one without any revenue
    return told if max(share, other) < 1 else replace(told, made=nothing, plain=nothing)


def stands_filled(ground: Ground, finding: Finding) -> bool:
    """Whether a finding is there, too, when each case without a value of the arm that is behind has the largest one known."""
    made = finding.outcome
    if made is None or made.lacking is None or finding.made.difference is None:
        return False
    treated = flags(ground.arms)
    other = filled(made, ~treated if finding.made.difference > 0 else treated)
    return agrees(estimated(ground, other, Estimated(None, None)), finding.made)


def filled(made: Outcome, arm: NDArray[np.bool_]) -> Outcome:
    """The outcome with the largest value known for each case of an arm that has none."""
    assert made.lacking is not None
    cases, largest = made.lacking * arm, float(made.values.max(initial=0.0))
    if made.kind in ("median", "duration"):
        owners = np.repeat(np.arange(len(cases)), cases)
        return replace(
            made,
            values=np.append(made.values, np.full(len(owners), largest)),
            owners=np.append(made.owners, owners),
            events=np.append(made.events, np.ones(len(owners), dtype=np.int64)),
        )
    bottoms = made.bottoms if made.kind == "per_account" else made.bottoms + cases
    return replace(made, tops=made.tops + cases * largest, bottoms=bottoms)
