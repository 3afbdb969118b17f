"""Rows of one deal each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assay.kpis.rows.base import Base, Clock


@dataclass(frozen=True)
class Deals(Base):
    """New-business deals that belong to the scope, one row each with `amount` in the answer's currency.

    `open`: open at the end of the as-of day (stock). `created`: by creation day. `closed`: by close day, as known on
    the as-of day. Columns: `created_on`, `closed_on`, `status`, `stage`, `amount`, `days` (close − creation),
    `legitimate` (by the as-of day). With `money` amounts are converted, with `probability` the stage's is joined; what
    has no rate or no probability is left out and counted.
    """

    by: Literal["open", "created", "closed"]
    legitimate: bool = False
    outcome: Literal["won", "lost"] | None = None
    money: bool = False
    probability: bool = False
    grain: ClassVar[str] = "deal"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "opportunities")

    @property
    def clock(self) -> Clock:
        return "stock" if self.by == "open" else "flow"
