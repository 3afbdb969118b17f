"""Names of touches and channels as people read them."""

from __future__ import annotations

from assay.web.visit import Visit

KINDS = {
    "ad_impression": "ad seen",
    "ad_click": "ad clicked",
    "email_sent": "e-mail delivered",
    "email_bounced": "e-mail bounced",
    "email_opened": "e-mail opened",
    "email_clicked": "e-mail clicked",
    "mail_out": "mail sent",
    "mail_in": "mail received",
    "page_view": "page viewed",
    "form_submitted": "form submitted",
    "download": "download",
    "content_viewed": "content viewed",
    "chat": "chat",
    "call": "call",
    "meeting_booked": "meeting booked",
    "meeting_held": "meeting held",
    "meeting_no_show": "meeting, no show",
    "event_registered": "event, registered",
    "event_attended": "event, attended",
    "direct_mail_sent": "direct mail sent",
    "direct_mail_response": "direct mail answered",
    "campaign_response": "campaign answered",
    "conversion": "conversion",
}
CHANNELS = {
    "display": "Display",
    "email": "E-mail",
    "web": "Website",
    "content": "Content",
    "chat": "Chat",
    "phone": "Phone",
    "meeting": "Meetings",
    "event": "Events",
    "virtual_event": "Virtual events",
    "direct_mail": "Direct mail",
    "campaign": "Campaigns",
    "email_signature": "E-mail signature",
}


def kind_name(visit: Visit, kind: str) -> str:
    return visit._(KINDS[kind]) if kind in KINDS else kind


def channel_name(visit: Visit, channel: str | None) -> str:
    """A channel of the contract, or one of the workspace's own as it is called there."""
    if not channel:
        return visit._("no channel")
    return visit._(CHANNELS[channel]) if channel in CHANNELS else channel.replace("_", " ")
