"""What other systems call the kinds of a touch, and which of ours come nearest to a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches

NEAREST = 3
_WORDS: dict[str, str] = {
    "page_view": "web_visit website_visit site_visit visit web_page_visit visit_webpage page_visit viewed_page page "
    "pageviewed web_view webview landing_page_visit session web_session website web",
    "form_submitted": "form form_fill form_filled form_fill_out fill_out_form form_submission form_submit submission "
    "lead_form contact_form contact_request demo_request",
    "email_sent": "email marketing_email send_email sent_email email_delivered delivered sent newsletter emailing mailing "
    "email_send processed",
    "email_opened": "open opened email_open open_email opened_email unique_open",
    "email_clicked": "click clicked email_click click_email clicked_email link_click link_clicked clicked_link",
    "email_bounced": "bounce bounced hard_bounce soft_bounce email_bounce dropped undelivered",
    "mail_out": "outbound_email outgoing_email email_outbound sales_email one_to_one_email sequence_email email_outgoing "
    "linkedin_message inmail",
    "mail_in": "reply replied email_reply email_replied inbound_email incoming_email email_inbound email_incoming "
    "incoming_mail",
    "call": "phone_call phone telephone outbound_call inbound_call call_logged dial cold_call call_connected",
    "meeting_held": "meeting demo appointment meeting_completed completed_meeting discovery_call visio visit_on_site",
    "meeting_booked": "meeting meeting_scheduled scheduled_meeting booked_meeting meeting_created calendar_invite demo_booked",
    "meeting_no_show": "no_show noshow meeting_cancelled meeting_canceled missed_meeting",
    "event_attended": "webinar event conference trade_show tradeshow fair workshop attended attendance webinar_attended "
    "attended_webinar attended_event event_attendance virtual_event participated participation roundtable",
    "event_registered": "webinar event registered registration webinar_registered registered_webinar event_registration "
    "rsvp invited_accepted",
    "download": "asset_download content_download downloaded whitepaper white_paper ebook pdf_download file_download "
    "gated_content",
    "content_viewed": "content_view content video video_view video_watched video_played blog blog_view document_view "
    "document_viewed slides_viewed podcast",
    "chat": "live_chat livechat chatbot chat_message conversation messenger chat_started intercom drift",
    "ad_impression": "impression impressions ad display_ad ad_view ad_served view_through ad_viewed",
    "ad_click": "click ad paid_click ad_clicked clicked_ad display_click linkedin_ad_click",
    "direct_mail_sent": "direct_mail gift gift_sent mailer postcard letter parcel package_sent swag",
    "direct_mail_response": "direct_mail gift_redeemed gift_accepted gift_claimed",
    "campaign_response": "responded response campaign_member campaign_responded campaign survey_response",
    "conversion": "goal converted signup sign_up trial trial_signup trial_started purchase demo_request lead_created",
}
KINDS_OF: dict[str, list[str]] = {}
for _kind, _listed in _WORDS.items():
    for _word in (_kind, *_listed.split()):
        KINDS_OF.setdefault(_word.replace("_", ""), []).append(_kind)


def nearest_kinds(word: str) -> tuple[str, ...]:
    """The kinds that a word of another system most probably means, at most three, the nearest first; none if none.

    >>> nearest_kinds("Website visit")
    ('page_view',)
    >>> nearest_kinds("webinar")
    ('event_attended', 'event_registered')
    """
    key = re.sub(r"[\W_]+", "", word.casefold())
    known: Sequence[str] = KINDS_OF.get(key) or KINDS_OF.get(key.removesuffix("s")) or ()
    if not known:
        close = get_close_matches(key, list(KINDS_OF), n=NEAREST, cutoff=0.75)
        known = [kind for match in close for kind in KINDS_OF[match]] or _by_part(word)
    return tuple(dict.fromkeys(known))[:NEAREST]


def _by_part(word: str) -> Sequence[str]:
    """By the longest part of the word that is known by itself: `Webinar 2026` is about a webinar."""
    parts = sorted(re.findall(r"[^\W\d_]{4,}", word.casefold()), key=len, reverse=True)
    return next((KINDS_OF[part] for part in parts if part in KINDS_OF), [])
