"""Rows of one survey answer each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assay.kpis.rows.base import DIMENSIONS_OF, Base, Clock


@dataclass(frozen=True)
class Answers(Base):
    """Answers given in the window to a question by accounts in scope on the answer's day.

    `question` ends in `:` for all of that prefix; `attribute` is what follows it. `target` leaves customers at entry
    out; `customers` are accounts ever targeted that are customers on that day. `per_account` makes one row an account. Columns: `score`, `wave`, `index` (the score rescaled to 0–100 by the ends of its scale, null without them) and
    `promoter` (1 from 9 on, -1 up to 6, else 0; null outside 0–10).
    """

    question: Literal["nps", "aware_aided", "aware_unaided", "attitude", "attribute:"]
    population: Literal["target", "scope", "customers"] = "scope"
    per_account: bool = False
    grain: ClassVar[str] = "answer"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "survey_responses")

    @property
    def clock(self) -> Clock:
        return "flow"

    @property
    def dimensions(self) -> tuple[str, ...]:
        """One row an account is of no single attribute or wave."""
        every = super().dimensions
        return tuple(name for name in every if name not in DIMENSIONS_OF[self.grain]) if self.per_account else every
