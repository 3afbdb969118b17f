"""Rows reached by a deal's owner: what owners are to sell, and what they sold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assay.kpis.rows.base import Base, Clock

OWNER_DIMENSIONS = ("deal_owner", "owner")
"""Here `owner` is the deal's owner too: a quota has no account."""


@dataclass(frozen=True)
class _OfOwners(Base):
    @property
    def clock(self) -> Clock:
        return "flow"

    @property
    def dimensions(self) -> tuple[str, ...]:
        return OWNER_DIMENSIONS


@dataclass(frozen=True)
class Quotas(_OfOwners):
    """Quotas of the periods that lie wholly in the window, `amount` in the answer's currency at the period's last day."""

    grain: ClassVar[str] = "quota"
    sources: ClassVar[tuple[str, ...]] = ("quotas",)


@dataclass(frozen=True)
class QuotaDeals(_OfOwners):
    """New-business deals of the scope won in the window, `amount` as for `Deals`; those of owners without a quota are left out."""

    grain: ClassVar[str] = "deal"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "opportunities")
