"""CRMs, mailboxes, calendars and web statistics that are read by their APIs."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, get_args

from pydantic import Field, model_validator

from assay.settings.secret import Secret
from assay.settings.sources.base import ADDRESS, AskedSource
from assay.settings.sources.files import HTTP

HubspotObject = Literal[
    "owners",
    "deal_pipelines",
    "companies",
    "contacts",
    "deals",
    "calls",
    "emails",
    "meetings",
    "lists",
    "forms",
    "email_campaigns",
    "email_events",
    "campaigns",
]


class HubspotSource(AskedSource):
    """A HubSpot portal, by its CRM API. `token` is a service key (or the token of an older private app).

    `properties` are read besides those that the preset takes, by object. Activities of the last `late_days` are read
    anew each time: HubSpot does not tell when one is associated with a company later.
    """

    usual_preset: ClassVar[str | None] = "hubspot"

    kind: Literal["hubspot"]
    token: Secret
    base_url: str = Field(default="https://api.hubapi.com", pattern=ADDRESS)
    objects: tuple[HubspotObject, ...] = get_args(HubspotObject)
    properties: dict[HubspotObject, tuple[str, ...]] = Field(default_factory=dict)
    late_days: int = Field(default=30, ge=0)
    overlap_minutes: int = Field(default=10, ge=0)


class SalesforceSource(AskedSource):
    """A Salesforce org, by its Bulk API 2.0. `base_url` is the org's own address (My Domain); `client_id` and
    `client_secret` are those of an External Client App that may sign in by client credentials.
    """

    usual_preset: ClassVar[str | None] = "salesforce"

    kind: Literal["salesforce"]
    base_url: str = Field(pattern=ADDRESS)
    client_id: Secret
    client_secret: Secret
    objects: tuple[Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")], ...] = (
        "User",
        "UserRole",
        "Account",
        "Contact",
        "Lead",
        "OpportunityStage",
        "Opportunity",
        "OpportunityHistory",
        "OpportunityContactRole",
        "Campaign",
        "CampaignMember",
        "Task",
        "Event",
        "CurrencyType",
        "DatedConversionRate",
    )
    overlap_minutes: int = Field(default=10, ge=10)


class ImapSource(AskedSource):
    """Who wrote to whom and when, of one mailbox. `addresses` are its own besides `user`: mails from them go out."""

    kind: Literal["imap"]
    host: str = Field(min_length=1)
    port: int = Field(default=993, ge=1, le=65535)
    security: Literal["tls", "none"] = "tls"
    user: str = Field(min_length=1)
    password: Secret
    addresses: tuple[str, ...] = ()
    folders: tuple[str, ...] = Field(default=("INBOX", "Sent"), min_length=1)

    @model_validator(mode="after")
    def _encrypted(self) -> ImapSource:
        if self.security == "none" and self.host not in ("127.0.0.1", "localhost"):
            raise ValueError('security = "none" is for this machine alone')
        return self


class CaldavSource(AskedSource):
    """Meetings of a calendar, or of all calendars of a home, by CalDAV. `url` is the address of the one or the other."""

    usual_preset: ClassVar[str | None] = "icalendar"

    kind: Literal["caldav"]
    url: str = Field(pattern=HTTP)
    user: str = Field(min_length=1)
    password: Secret


class MatomoSource(AskedSource):
    """Visits of one site, by Matomo's Live API. `url` is where Matomo is; `token` may view the site.

    The first pull goes back `first_days`; each later one reads the last `overlap_days` again.
    """

    usual_preset: ClassVar[str | None] = "matomo"

    kind: Literal["matomo"]
    url: str = Field(pattern=HTTP)
    site: int = Field(ge=1)
    token: Secret
    first_days: int = Field(default=365, ge=1)
    overlap_days: int = Field(default=2, ge=1)
