"""Rows about customers: accounts ever targeted, on the list still or not (rule 3, group 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assay.kpis.rows.base import Base, Clock, together


@dataclass(frozen=True)
class Customers(Base):
    """Accounts ever targeted that are customers on the as-of day.

    `surging` tells of competitor topics (X01); `relationship` adds the score now and, as `relationship_before`, ninety
    days ago; with `trend` also `relationship_slope`.
    """

    surging: bool = False
    relationship: bool = False
    trend: bool = False
    grain: ClassVar[str] = "account"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "contracts")

    @property
    def tables(self) -> tuple[str, ...]:
        touched = self.relationship or self.trend
        return together(self.sources, ("touches",) if touched else (), ("intent_signals",) if self.surging else ())

    @property
    def clock(self) -> Clock:
        return "stock"


@dataclass(frozen=True)
class Contracts(Base):
    """Contracts of accounts ever targeted, `annual_value` in the answer's currency at the as-of day.

    `in_force` on the as-of day (stock); `ended`: whose last day lies in the window (flow), pending ones left out.
    """

    by: Literal["in_force", "ended"]
    money: bool = False
    grain: ClassVar[str] = "contract"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "contracts")

    @property
    def clock(self) -> Clock:
        return "stock" if self.by == "in_force" else "flow"


@dataclass(frozen=True)
class CustomerDeals(Base):
    """Deals of any type won in the window by accounts ever targeted by the close day, `amount` converted at it."""

    grain: ClassVar[str] = "deal"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "opportunities")

    @property
    def clock(self) -> Clock:
        return "flow"


@dataclass(frozen=True)
class LifetimeParts(Base):
    """What a lifetime value is made of: `worth` of each contract in force, `gone` of each customer of a year before."""

    grain: ClassVar[str] = "account_part"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "contracts")

    @property
    def clock(self) -> Clock:
        return "stock"
