"""Rows of one account each: populations, and accounts by what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assay.errors import DefinitionError
from assay.kpis.rows.base import Base, Clock, together


@dataclass(frozen=True)
class Accounts(Base):
    """Accounts of the scope, one row each: `target` (TA), `scope` (customers at entry included), `targeted` (TW).

    In scope on the as-of day, or `on` the first or last day of the window (flow). `attach` names columns worked out per
    account, see ATTACHMENTS.
    """

    population: Literal["target", "scope", "targeted"] = "target"
    attach: tuple[str, ...] = ()
    on: Literal["as_of", "from", "to"] = "as_of"
    grain: ClassVar[str] = "account"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships")

    @property
    def tables(self) -> tuple[str, ...]:
        return together(self.sources, *(ATTACHMENTS[name] for name in self.attach))

    @property
    def clock(self) -> Clock:
        return "stock" if self.on == "as_of" else "flow"

    @property
    def clocks(self) -> tuple[Clock, ...]:
        if self.on != "as_of":
            return ("flow",)
        return ("stock", "flow") if self.population == "targeted" else ("stock",)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Whom a campaign reached is asked of all accounts, for each campaign anew."""
        return (*super().dimensions, *(("campaign",) if "reached" in self.attach else ()))

    def __post_init__(self) -> None:
        for name in self.attach:
            if name not in ATTACHMENTS:
                raise DefinitionError(f"{name!r} cannot be attached to accounts.")


ATTACHMENTS: dict[str, tuple[str, ...]] = {
    "engaged": ("touches",),
    "minutes": ("touches",),
    "first_engaging_on": ("touches",),
    "first_mqa_on": ("touches",),
    "first_opportunity_on": ("opportunities",),
    "open_opportunity": ("opportunities",),
    "pre_existing_opportunity": ("opportunities",),
    "won": ("opportunities",),
    "first_qualified_on": ("opportunities",),
    "first_won_on": ("opportunities",),
    "key_people": ("people",),
    "engaged_key_people": ("people", "touches"),
    "role_coverage": ("people",),
    "reached": ("touches",),
    "spike": ("touches",),
    "icp": ("accounts",),
    "surging": ("intent_signals",),
    "surging_before": ("intent_signals",),
    "relationship": ("touches",),
    "relationship_slope": ("touches",),
}
"""Columns that can be attached to accounts, with the tables they need."""

SENT = ("ad_impression", "email_sent", "mail_out", "direct_mail_sent")
"""The kinds of touches that reach an account."""


@dataclass(frozen=True)
class AccountEvents(Base):
    """Accounts by the day on which something happened to them for the first time since entry, one row per account.

    `mqa` first MQA day · `engaged` first engaging day · `opportunity_created` first such deal by creation ·
    `opportunity_qualified` first legitimate deal by its qualifying day · `won` first win · `lost` last loss of all.
    Columns: `happened_on`, and `first_engaging_on`, `first_touch_on`, `touches` where attached.
    """

    event: Literal["mqa", "engaged", "opportunity_created", "opportunity_qualified", "won", "lost"]
    attach: tuple[str, ...] = ()
    grain: ClassVar[str] = "account"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships")

    @property
    def tables(self) -> tuple[str, ...]:
        """What is attached to an event is all told by touches."""
        event = "touches" if self.event in ("mqa", "engaged") else "opportunities"
        return together(self.sources, (event,), ("touches",) if self.attach else ())

    @property
    def clock(self) -> Clock:
        return "flow"


@dataclass(frozen=True)
class TouchedAccounts(Base):
    """Accounts touched in the window while in scope, one row each: `by_marketing`, `by_sales` tell by whom."""

    grain: ClassVar[str] = "account"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "touches")

    @property
    def clock(self) -> Clock:
        return "flow"
