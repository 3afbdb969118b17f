"""Deals that nobody states the outcome of: they count as open, and figures that read deals say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Any

from assay.facts.schema import FOREVER

SHOWN = 4

_DEALS = f"""
SELECT state.stage, count(*) AS n FROM deals AS deal JOIN deal_states AS state USING (opportunity_id)
WHERE NOT deal.is_status_stated AND state.ends_on = DATE '{FOREVER}'
GROUP BY state.stage ORDER BY n DESC, state.stage
"""


@dataclass(frozen=True)
class Unstated:
    """How many deals, and the stages they stand in, the commonest first; a deal without a stage is among the deals only."""

    deals: int
    stages: tuple[str, ...]

    @property
    def shown(self) -> str:
        named = ", ".join(f"“{stage}”" for stage in self.stages[:SHOWN])
        return f"{named} …" if len(self.stages) > SHOWN else named


def unstated_deals(cursor: Any) -> Unstated:
    rows: Sequence[tuple[str | None, int]] = cursor.execute(_DEALS).fetchall()
    return Unstated(sum(n for _, n in rows), tuple(stage for stage, _ in rows if stage))


def unstated_note(unstated: Unstated, words: NullTranslations) -> str | None:
    """What to say beside a figure that reads deals; None where every deal's outcome is stated."""
    if not unstated.deals:
        return None
    if not unstated.stages:
        return words.ngettext(
            "%(n)d deal of the whole company counts as open, for nobody states its outcome.",
            "%(n)d deals of the whole company count as open, for nobody states their outcome.",
            unstated.deals,
        ) % {"n": unstated.deals}
    return words.ngettext(
        "%(n)d deal of the whole company counts as open, for nobody states the outcome of its stage: %(stages)s.",
        "%(n)d deals of the whole company count as open, for nobody states the outcome of their stages: %(stages)s.",
        unstated.deals,
    ) % {"n": unstated.deals, "stages": unstated.shown}
