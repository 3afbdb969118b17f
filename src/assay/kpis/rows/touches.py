"""Rows of one touch or one session each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from assay.kpis.rows.base import Base, Clock


@dataclass(frozen=True)
class Touches(Base):
    """Touches of accounts in scope on the touch's day, of the kinds given (none: all).

    `view_through` asks that an ad was shown to the account shortly before and none clicked.
    `people` leaves those of people who objected out. `customers` keeps customers at entry in, `with_asset` asks for an asset, `known` for a known person. Column `actor` is
    the person, else the visitor, else the touch. `flag` names a kind; `flagged` then tells whether the same person has
    a touch of it in the window for the same campaign.
    """

    kinds: tuple[str, ...] = ()
    outcome: str | None = None
    engaging: bool = False
    customers: bool = False
    view_through: bool = False
    with_asset: bool = False
    known: bool = False
    people: bool = False
    flag: str | None = None
    grain: ClassVar[str] = "touch"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "touches")

    @property
    def clock(self) -> Clock:
        return "flow"


@dataclass(frozen=True)
class Sessions(Base):
    """Website sessions of accounts in scope on the session's day; `view_through` as for touches."""

    high_value: bool = False
    view_through: bool = False
    grain: ClassVar[str] = "session"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "touches")

    @property
    def clock(self) -> Clock:
        return "flow"
