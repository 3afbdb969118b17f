"""`[alerts]`: when somebody should be told, and where."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from assay.errors import did_you_mean
from assay.settings.amounts import Days
from assay.settings.figures import FigureWindow
from assay.settings.scope import SCOPE_WORDS
from assay.settings.section import Section

AlertKind = Literal[
    "degrading_relationship",
    "customer_on_competitor_topic",
    "website_spike",
    "intent_surge",
    "stalled_deal",
    "engaged_without_sales_touch",
    "kpi_crosses",
]


class AlertRule(Section):
    """When somebody should be told. `scope` has the words of a scope: arm, list, tier, owner, programme, where, engaged.

    `days` belongs to `engaged_without_sales_touch`; `kpi`, `above` or `below`, and `window` to `kpi_crosses`.
    """

    kind: AlertKind
    name: str = ""
    scope: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    days: Days = 14
    kpi: str | None = None
    above: float | None = None
    below: float | None = None
    window: FigureWindow = "to_date"

    @field_validator("scope")
    @classmethod
    def _words(cls, scope: dict[str, str | tuple[str, ...]]) -> dict[str, str | tuple[str, ...]]:
        for word in scope:
            if word not in SCOPE_WORDS:
                raise ValueError(f"unknown word {word!r}. {did_you_mean(word, SCOPE_WORDS)}")
        return scope

    @model_validator(mode="after")
    def _line(self) -> AlertRule:
        if self.kind == "kpi_crosses" and (self.kpi is None or (self.above is None) == (self.below is None)):
            raise ValueError("kpi_crosses needs a kpi and either above or below")
        return self

    @property
    def title(self) -> str:
        return self.name or (f"{self.kind}:{self.kpi}" if self.kpi else self.kind)


class Webhook(Section):
    """Where alerts are sent as JSON. An address that is a secret stands in the environment variable `url_env`.

    `authorization_env` names the variable with the value of the Authorization header.
    """

    name: str
    url: str | None = None
    url_env: str | None = None
    authorization_env: str | None = None

    @model_validator(mode="after")
    def _one_address(self) -> Webhook:
        if (self.url is None) == (self.url_env is None):
            raise ValueError("a webhook needs either url or url_env")
        if self.url is not None and not self.url.startswith(("https://", "http://")):
            raise ValueError("url must start with https:// or http://")
        return self


class Mail(Section):
    """Where alerts are sent by mail (SMTP). `password_env` names the variable that holds the password."""

    name: str
    host: str
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    recipients: tuple[str, ...] = Field(min_length=1)
    username: str | None = None
    password_env: str | None = None


class Alerts(Section):
    timeout_seconds: float = Field(default=5, gt=0, le=60)
    rules: tuple[AlertRule, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    mail: tuple[Mail, ...] = ()

    @model_validator(mode="after")
    def _names(self) -> Alerts:
        for what, names in (
            ("rules", [rule.title for rule in self.rules]),
            ("targets", [*(webhook.name for webhook in self.webhooks), *(mail.name for mail in self.mail)]),
        ):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"two {what} are called {twice[0]!r}: give each a name of its own")
        return self
