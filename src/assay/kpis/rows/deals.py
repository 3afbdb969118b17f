"""Rows of one deal each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assay.kpis.rows.base import Base, Clock, together


@dataclass(frozen=True)
class Deals(Base):
    """New-business deals that belong to the scope, one row each with `amount` in the answer's currency.

    `open`: open at the end of the as-of day (stock). `created`: by creation day. `closed`: by close day, as known on
    the as-of day. Columns: `created_on`, `closed_on`, `status`, `stage`, `amount`, `days` (close − creation),
    `legitimate` (by the as-of day). With `money` amounts are converted, with `probability` the stage's is joined; what
    has no rate or no probability is left out and counted. With `influence`, `influenced` tells whether marketing touched
    the account (or engaged it) from the look-back before creation up to the as-of or the close day. With `attention`, `recent_touches`,
    `days_since_touch`, `people_touched` and `key_people` tell who looks after it on the as-of day.
    """

    by: Literal["open", "created", "closed"]
    legitimate: bool = False
    outcome: Literal["won", "lost"] | None = None
    money: bool = False
    probability: bool = False
    influence: Literal["touched", "engaged"] | None = None
    attention: bool = False
    grain: ClassVar[str] = "deal"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "opportunities")

    @property
    def tables(self) -> tuple[str, ...]:
        return together(self.sources, ("touches",) if self.influence or self.attention else ())

    @property
    def clock(self) -> Clock:
        return "stock" if self.by == "open" else "flow"

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Which deals a campaign touched is asked of all deals, for each campaign anew."""
        return (*super().dimensions, *(("campaign",) if self.influence else ()))


@dataclass(frozen=True)
class DealStages(Base):
    """New-business deals of the scope, one row for each open stage they have been in.

    `ended`: whose last stay in the stage ended in the window; `days` sums all stays there. `entered`: that first entered
    it in the window; `advanced` tells whether a higher open stage or a win followed. `current` (stock): the stage they
    are in, with `days` so far and `usual`, the P75 of the deals won, where there are enough of them.
    """

    by: Literal["ended", "entered", "current"]
    grain: ClassVar[str] = "deal_stage"
    sources: ClassVar[tuple[str, ...]] = (
        "accounts",
        "list_memberships",
        "opportunities",
        "opportunity_stages",
        "stages",
    )

    @property
    def clock(self) -> Clock:
        return "stock" if self.by == "current" else "flow"
