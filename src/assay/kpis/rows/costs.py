"""Rows of cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assay.kpis.rows.base import Base, Clock


@dataclass(frozen=True)
class Costs(Base):
    """Cost in scope (rule 11): direct rows of targeted accounts, and each account's share of the rows without one."""

    grain: ClassVar[str] = "cost"
    sources: ClassVar[tuple[str, ...]] = ("costs", "list_memberships")

    @property
    def clock(self) -> Clock:
        return "flow"
