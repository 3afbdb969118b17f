"""`[mail]` and `[[deliver]]` in `assay.toml`: who is told what, how often, and on which way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from assay.settings.secret import Secret
from assay.settings.section import Section

What = Literal["pack", "digest", "alerts"]
By = Literal["mail", "slack", "teams", "webhook"]
Period = Literal["run", "day", "week", "month", "quarter"]
Role = Literal["analyst", "viewer", "rep"]
Language = Literal["en", "fr", "es", "ru"]
PackFormat = Literal["pdf", "pptx", "html", "xlsx", "link"]


class MailServer(Section):
    """The server that mail is handed to (SMTP), and who it is from. `password` is in a variable or a file."""

    host: str
    port: int = Field(587, ge=1, le=65535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    sender: str
    reply_to: str | None = None
    username: str | None = None
    password: Secret | None = None
    timeout_seconds: float = Field(default=20, gt=0, le=300)

    @field_validator("sender", "reply_to")
    @classmethod
    def _address(cls, address: str | None) -> str | None:
        return None if address is None else _mail_address(address)


class Recipient(Section):
    """One who is told: a mail address, or the address of a channel, which is a secret.

    With `owner` (a user id of the data) it is told of that owner's accounts alone, and reads as a rep. `role` says what it
    is told of the company: a viewer its figures, an analyst the state of the data too.
    """

    address: str | None = None
    url: Secret | None = None
    name: str = ""
    owner: str | None = None
    role: Role | None = None
    language: Language | None = None

    @model_validator(mode="before")
    @classmethod
    def _by_address(cls, written: object) -> object:
        return {"address": written} if isinstance(written, str) else written

    @model_validator(mode="after")
    def _one_way(self) -> Recipient:
        if (self.address is None) == (self.url is None):
            raise ValueError("a recipient has either address (mail) or url (a channel)")
        if self.address is not None:
            _mail_address(self.address)
        if self.role == "rep" and self.owner is None:
            raise ValueError("a rep is told of his own accounts: owner says whose they are")
        if self.owner is not None and self.role not in (None, "rep"):
            raise ValueError(f"who is told of one owner's accounts reads as a rep, not as {self.role}")
        return self

    @property
    def reads_as(self) -> Role:
        return "rep" if self.owner is not None else self.role or "viewer"

    @property
    def called(self) -> str:
        """What it is called in reports, and known by: an address, or the name of a channel, never its secret."""
        return self.address or self.name or (self.url.place if self.url else "")


class Delivery(Section):
    """What is sent to whom. `scope` has the words of a scope; `period` is how often a digest or pack may come.

    `owners` adds every owner of accounts who has a mail address in the data, each told of his own accounts.
    `explain` splits what has changed by cause, which may take minutes. `format` is what the pack is attached as.
    """

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")
    by: By = "mail"
    what: tuple[What, ...] = Field(default=("digest",), min_length=1)
    to: tuple[Recipient, ...] = ()
    owners: bool = False
    period: Period = "week"
    scope: dict[str, str | tuple[str, ...]] = Field(default_factory=dict)
    language: Language | None = None
    format: PackFormat = "pdf"
    explain: bool = False

    @field_validator("to", mode="before")
    @classmethod
    def _several(cls, written: object) -> object:
        return (written,) if isinstance(written, str | Mapping) else written

    @model_validator(mode="after")
    def _reachable(self) -> Delivery:
        if not self.to and not self.owners:
            raise ValueError("to says who is told, or owners = true")
        if self.owners and self.by != "mail":
            raise ValueError('owners are told by mail: by = "mail"')
        wanted = "address" if self.by == "mail" else "url"
        for one in self.to:
            if getattr(one, wanted) is None:
                raise ValueError(f"{self.by} needs the {wanted} of each recipient")
        names = [one.called.casefold() for one in self.to]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"{twice[0]!r} is told twice: give channels names, and addresses once")
        return self


def _mail_address(address: str) -> str:
    """Raises ValueError for what is no address, or would put a line of its own into a message."""
    plain = address.strip()
    name = plain.rpartition("<")[2].rstrip(">") if "<" in plain else plain
    local, at, domain = name.rpartition("@")
    if not (local and at and domain) or any(sign.isspace() or not sign.isprintable() for sign in name):
        raise ValueError(f"{address!r} is no mail address")
    if not plain.isprintable():
        raise ValueError(f"{address!r} has signs that cannot be printed")
    return plain


def secrets_of(server: MailServer | None, deliveries: tuple[Delivery, ...]) -> dict[str, Secret]:
    """Where the secrets of delivering are, by what they are for."""
    secrets: dict[str, Any] = {}
    if server and server.password:
        secrets["[mail] password"] = server.password
    for delivery in deliveries:
        for one in delivery.to:
            if one.url is not None:
                secrets[f"[[deliver]] {delivery.name}: url of {one.called}"] = one.url
    return secrets
