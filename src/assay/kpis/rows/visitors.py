"""Rows of one website visitor and account each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assay.kpis.rows.base import Base, Clock


@dataclass(frozen=True)
class Visitors(Base):
    """Visitors with a touch tied to an account of the scope, one row per account and tier: count them `once_per` visitor.

    `known`: those who gave consent, with a touch in the last 90 days at an account in scope on the as-of day (stock).
    `unidentified`: those with a touch in the window while the account was in scope and not identified before it;
    `identified` tells whether they were by its end (flow).
    """

    by: Literal["known", "unidentified"]
    grain: ClassVar[str] = "visitor"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "touches", "visitors")

    @property
    def clock(self) -> Clock:
        return "stock" if self.by == "known" else "flow"
