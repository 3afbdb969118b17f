"""What each kind of touch means: direction, channel, whether it engages, and how many minutes it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Kind:
    """A touch kind.

    `minutes` is the worth without `seconds`. With a `cap`, `seconds / 60` counts instead, at most `cap` minutes.
    `engages_if` names the outcome without which the touch neither engages nor carries minutes, and is outbound.
    """

    name: str
    direction: Literal["in", "out"]
    channel: str
    engages: bool
    minutes: float = 0
    cap: float | None = None
    engages_if: str | None = None
    team: Literal["sales", "marketing"] = "marketing"


_ALL = (
    Kind("ad_impression", "out", "display", False),
    Kind("ad_click", "in", "display", True, 1),
    Kind("email_sent", "out", "email", False),
    Kind("email_bounced", "out", "email", False),
    Kind("email_opened", "in", "email", False),
    Kind("email_clicked", "in", "email", True, 1),
    Kind("mail_out", "out", "email", False, team="sales"),
    Kind("mail_in", "in", "email", True, 1, team="sales"),
    Kind("page_view", "in", "web", True, 1, cap=30),
    Kind("form_submitted", "in", "web", True, 2),
    Kind("download", "in", "content", True, 5),
    Kind("content_viewed", "in", "content", True, 3, cap=30),
    Kind("chat", "in", "chat", True, 5, cap=30),
    Kind("call", "in", "phone", True, 5, cap=60, engages_if="connected", team="sales"),
    Kind("meeting_booked", "in", "meeting", False, team="sales"),
    Kind("meeting_held", "in", "meeting", True, 30, cap=120, team="sales"),
    Kind("meeting_no_show", "out", "meeting", False, team="sales"),
    Kind("event_registered", "in", "event", True, 1),
    Kind("event_attended", "in", "event", True, 60, cap=120),
    Kind("direct_mail_sent", "out", "direct_mail", False),
    Kind("direct_mail_response", "in", "direct_mail", True, 5),
    Kind("campaign_response", "in", "campaign", True, 2),
    Kind("conversion", "in", "web", True, 5),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
