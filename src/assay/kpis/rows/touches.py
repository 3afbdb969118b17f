"""Rows of one touch or one session each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assay.kpis.rows.base import Base, Clock


@dataclass(frozen=True)
class Touches(Base):
    """Touches of accounts in scope on the touch's day, of the kinds given (none: all), in-scope customers by `customers`."""

    kinds: tuple[str, ...] = ()
    outcome: str | None = None
    engaging: bool = False
    customers: bool = False
    grain: ClassVar[str] = "touch"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "touches")

    @property
    def clock(self) -> Clock:
        return "flow"


@dataclass(frozen=True)
class Sessions(Base):
    """Website sessions of accounts in scope on the session's day."""

    high_value: bool = False
    grain: ClassVar[str] = "session"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "touches")

    @property
    def clock(self) -> Clock:
        return "flow"
