"""What a programme makes of an account that it reaches, where it also reached some of the others and missed some of its own.

The difference between the arms as they were meant, divided by the difference in how many were reached (Wald 1940; Angrist,
Imbens and Rubin 1996: the complier average). It supposes that the programme works through its touches alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from assay.comparison.estimate import Estimated
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground

ADDED_UP = ("account_share", "per_account")
"""Outcomes of which each account has its own: a ratio of sums cannot be divided so."""
LEAST_APART = 0.3
"""Below it the division blows chance up: nothing is corrected."""


@dataclass(frozen=True)
class AmongReached:
    """The difference per account reached, with the ends of its interval; shares of both arms that were reached."""

    difference: float
    low: float
    high: float
    reached: float
    contaminated: float

    def to_json(self) -> dict[str, float]:
        return dict(vars(self))


def among_reached(made: Estimated, reached: float | None, contaminated: float | None) -> AmongReached | None:
    """None without an interval, where both arms were treated as meant, or where they were reached too much alike."""
    if reached is None or contaminated is None or made.difference is None or made.low is None or made.high is None:
        return None
    apart = reached - contaminated
    if apart < LEAST_APART or apart == 1:
        return None
    return AmongReached(made.difference / apart, made.low / apart, made.high / apart, reached, contaminated)


def corrected_of(ground: Ground, finding: Finding) -> AmongReached | None:
    """The corrected difference of a figure that has a design, and whose accounts each have a value of their own."""
    if (
        finding.rung.design not in ("randomised", "matched")
        or finding.outcome is None
        or finding.outcome.kind not in ADDED_UP
    ):
        return None
    return among_reached(finding.made, ground.arms.reached, ground.arms.contamination)
