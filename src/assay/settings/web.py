"""`[web]`: the server, what it may use, and sign-in through the company's own provider."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from assay.settings.amounts import Bytes
from assay.settings.secret import Secret
from assay.settings.section import Section


class OIDC(Section):
    """Sign-in through the company's own provider (OpenID Connect): `docs/security.md`.

    `issuer` is its address, `client_id` and `client_secret` what it calls this server; `label` stands on the button.
    `roles` says which role a group gives, `groups_claim` where the groups stand; who is in none of them is not let in.
    `name_claim` is what people are called here. A rep's owner is in `owners` (by name or group) or in `owner_claim`. What
    the provider says of somebody is asked again after `recheck_minutes`. With `only` nobody signs in by a password.
    """

    issuer: str = Field(pattern=r"^https?://\S+$")
    client_id: str = Field(min_length=1)
    client_secret: Secret | None = None
    label: str = "SSO"
    scopes: tuple[str, ...] = ("openid", "email", "profile")
    groups_claim: str = "groups"
    name_claim: str = "email"
    roles: dict[str, Literal["admin", "analyst", "manager", "viewer", "rep"]] = Field(min_length=1)
    owners: dict[str, str] = Field(default_factory=dict)
    owner_claim: str | None = None
    recheck_minutes: float = Field(default=10, ge=1, le=1440)
    only: bool = False

    @field_validator("scopes")
    @classmethod
    def _with_openid(cls, scopes: tuple[str, ...]) -> tuple[str, ...]:
        return scopes if "openid" in scopes else ("openid", *scopes)


class Web(Section):
    """Pages and the HTTP API. A request that asks for longer than `seconds` is broken off.

    `memory` is what the server's queries may use together, as DuckDB writes it; beyond it they go on the disk.
    `memory_each` is what one request may take, `memory_in_all` what all together may take: what takes more is broken off.
    `public_url` is the address that people open when a proxy with TLS stands before the server; `trusted_proxies` are
    the addresses of proxies whose word about the client's address and TLS is taken. `largest_upload` is what may be sent
    at once to be loaded, in MB (millions of bytes). Questions of `at_once` requests are worked on together, the others wait
    their turn, and after half a minute are told to come again.
    """

    public_url: str | None = Field(default=None, pattern=r"^https?://[^/\s]+/?$")
    trusted_proxies: tuple[str, ...] = ()
    seconds: float = Field(default=120, gt=0, le=3600)
    memory: Bytes = "384MiB"
    memory_each: Bytes = "512MiB"
    memory_in_all: Bytes = "1280MiB"
    largest_upload: int = Field(default=1_000, ge=1, le=100_000)
    at_once: int = Field(default=8, ge=1, le=32)
    oidc: OIDC | None = None
