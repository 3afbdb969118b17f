"""Sign-in through the company's own provider (OpenID Connect): the code flow with PKCE, and what a person may do here.

The provider says who somebody is and which groups he is in; `[web.oidc]` says which role a group gives. Nobody is let
in for being known there alone. What is trusted is the ID token, signed by the provider's keys, for this client, for this
attempt (nonce), now. Sources: OpenID Connect Core 1.0, RFC 7636 (PKCE), RFC 9700 (best current practice).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

import httpx

from assay.connectors.extras import driver
from assay.connectors.secrets import value_of
from assay.errors import UsageError
from assay.internet.answers import Limits, NoEnd
from assay.settings.web import OIDC
from assay.store.workspace import Workspace
from assay.web.rights import ROLES, NotLetIn
from assay.web.users import User

CONFIGURATION = "/.well-known/openid-configuration"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""How an ID token may be signed: by the provider's private key, never by a secret that others know, never not at all."""
LEEWAY = 60
"""Seconds that two clocks may differ."""
REREAD = 3600
"""Seconds after which the provider's addresses and keys are read anew; keys also where a token names an unknown one."""
WAIT = 10.0
LARGEST = 1 << 20
"""Seconds that the provider is waited for, and bytes that an answer of it may have: keys and claims are some KB."""


@dataclass(frozen=True)
class Attempt:
    """One way to the provider and back: what comes back must name `state`, its token `nonce`; `verifier` proves us."""

    state: str
    nonce: str
    verifier: str
    next: str
    begun_at: float
    again: bool = False
    """Whether he is to show who he is though the provider knows him still."""


@dataclass(frozen=True)
class Known:
    """Who came back: the user he is here, the provider's lasting name for him, and what renews its word, if anything."""

    user: User
    subject: str
    renewal: str | None
    shown_at: float | None = None
    """When he showed the provider who he is, where it tells."""


class Silent(NotLetIn):
    """The provider does not answer, so that nothing new is known of anybody."""


def new_attempt(next: str, again: bool = False) -> Attempt:
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    return Attempt(state, nonce, verifier, next, time.time(), again)


@dataclass
class Provider:
    """The provider that `[web.oidc]` names. Raises `NotLetIn` where it cannot be reached or answers otherwise than asked."""

    settings: OIDC
    workspace: Workspace
    _read_at: float = 0
    _addresses: Mapping[str, Any] = field(default_factory=dict)
    _keys: Any = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    def address(self, attempt: Attempt, back: str) -> str:
        """Where a browser is sent to sign in; it comes back to `back`."""
        asked = {"prompt": "login", "max_age": "0"} if attempt.again else {}
        with self._client(back) as client:
            written = client.create_authorization_url(
                self._known("authorization_endpoint"),
                state=attempt.state,
                nonce=attempt.nonce,
                code_verifier=attempt.verifier,
                **asked,
            )
        return str(written[0])

    def exchange(self, attempt: Attempt, code: str, back: str) -> Known:
        """Who a code stands for."""
        endpoint = self._known("token_endpoint")
        token = self._asked(
            back,
            lambda client: client.fetch_token(
                endpoint, code=code, code_verifier=attempt.verifier, grant_type="authorization_code"
            ),
        )
        known = self._told(token, attempt.nonce)
        if attempt.again and known.shown_at is not None and known.shown_at < attempt.begun_at - LEEWAY:
            raise NotLetIn("The provider let somebody pass whom it should have asked anew.")
        return known

    def renewed(self, before: Known, back: str) -> Known:
        """The provider's word of now about somebody who signed in earlier; the same person, or nobody."""
        endpoint = self._known("token_endpoint")
        token = self._asked(back, lambda client: client.refresh_token(endpoint, refresh_token=before.renewal or ""))
        token = {"refresh_token": before.renewal, **token}
        if "id_token" not in token:  # it need not come again: then who it is stays, and the claims are asked for
            return self._by_claims(before, token)
        now = self._told(token, None)
        if now.subject != before.subject:
            raise NotLetIn("The provider answered for somebody else.")
        return now

    def _by_claims(self, before: Known, token: Mapping[str, Any]) -> Known:
        headers = {"Authorization": f"Bearer {token.get('access_token', '')}"}
        claims = self._json(self._known("userinfo_endpoint"), headers)
        user, subject = user_of(claims, self.settings)
        if subject_of(self.settings.issuer, subject) != before.subject:
            raise NotLetIn("The provider answered for somebody else.")
        return Known(user, before.subject, token.get("refresh_token"))

    def _told(self, token: Mapping[str, Any], nonce: str | None) -> Known:
        claims = self._verified(str(token.get("id_token", "")), nonce)
        if (
            self.settings.groups_claim not in claims
            and token.get("access_token")
            and self._known("userinfo_endpoint", "")
        ):
            headers = {"Authorization": f"Bearer {token['access_token']}"}
            more = self._json(self._known("userinfo_endpoint"), headers)
            if more.get("sub") != claims["sub"]:
                raise NotLetIn("The provider answered for somebody else.")
            claims = {**more, **claims}
        user, subject = user_of(claims, self.settings)
        renewal = token.get("refresh_token")
        shown = claims.get("auth_time")
        shown_at = float(shown) if isinstance(shown, int | float) else None
        return Known(user, subject_of(self.settings.issuer, subject), str(renewal) if renewal else None, shown_at)

    def _verified(self, id_token: str, nonce: str | None) -> dict[str, Any]:
        """The claims of an ID token that is good here and now."""
        joserfc = driver("joserfc.jwt", "oidc")
        errors = driver("joserfc.errors", "oidc")
        wanted: dict[str, Any] = {
            "iss": {"essential": True, "value": self._known("issuer")},
            "aud": {"essential": True, "value": self.settings.client_id},
            "exp": {"essential": True},
            "iat": {"essential": True},
            "sub": {"essential": True},
        }
        if nonce is not None:
            wanted["nonce"] = {"essential": True, "value": nonce}
        try:
            read = self._decoded(joserfc, errors, id_token)
            joserfc.JWTClaimsRegistry(leeway=LEEWAY, **wanted).validate(read.claims)
        except (errors.JoseError, ValueError, KeyError, TypeError) as error:
            raise NotLetIn(f"The provider's token is not good: {error}.", hint=_CLOCK) from None
        claims = dict(read.claims)
        others = [one for one in _several(claims["aud"]) if one != self.settings.client_id]
        if others and claims.get("azp") != self.settings.client_id:
            raise NotLetIn("The provider's token was made for another application.")
        return claims

    def _decoded(self, joserfc: Any, errors: Any, id_token: str) -> Any:
        self._read()
        try:
            return joserfc.decode(id_token, self._keys, algorithms=list(ALGORITHMS))
        except (errors.JoseError, ValueError):  # perhaps the provider has new keys
            self._read(again=True)
            return joserfc.decode(id_token, self._keys, algorithms=list(ALGORITHMS))

    def _known(self, name: str, otherwise: str | None = None) -> str:
        self._read()
        if name not in self._addresses:
            if otherwise is None:
                raise NotLetIn(f"The provider does not say its {name}.")
            return otherwise
        return str(self._addresses[name])

    def _read(self, *, again: bool = False) -> None:
        """The provider's addresses and keys, for an hour; its own name must be the one that is trusted here."""
        with self._lock:
            age = time.monotonic() - self._read_at
            if self._addresses and age < REREAD and not (again and age > 5):
                return
            addresses = self._json(self.settings.issuer.rstrip("/") + CONFIGURATION)
            if str(addresses.get("issuer", "")).rstrip("/") != self.settings.issuer.rstrip("/"):
                raise NotLetIn(f"The provider calls itself {addresses.get('issuer')!r}, not {self.settings.issuer!r}.")
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                check_address(str(addresses.get(name, "")), name)
            keys = driver("joserfc.jwk", "oidc").KeySet.import_key_set(self._json(str(addresses["jwks_uri"])))
            self._addresses, self._keys, self._read_at = addresses, keys, time.monotonic()

    def _json(self, address: str, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        try:
            limits = _limits(address)
            with limits.kept(), httpx.Client(timeout=WAIT, event_hooks=limits.hooks) as client:
                answer = client.get(address, headers=dict(headers or {}))
            answer.raise_for_status()
            read = answer.json()
        except httpx.HTTPStatusError as error:
            kind = Silent if error.response.status_code >= 500 else NotLetIn
            raise kind(f"{address} answers {error.response.status_code}.", hint=_ISSUER) from None
        except NoEnd as error:
            raise Silent(error.message, hint=_ISSUER) from None
        except (httpx.HTTPError, ValueError) as error:
            raise Silent(f"{address} does not answer as a provider does: {error}.", hint=_ISSUER) from None
        if not isinstance(read, dict):
            raise NotLetIn(f"{address} does not answer as a provider does.", hint=_ISSUER)
        return read

    def _client(self, back: str, limits: Limits | None = None) -> Any:
        return driver("authlib.integrations.httpx_client", "oidc").OAuth2Client(
            self.settings.client_id,
            self._secret(),
            scope=" ".join(self.settings.scopes),
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=WAIT,
            event_hooks=limits.hooks if limits else None,
        )

    def _secret(self) -> str | None:
        if self.settings.client_secret is None:
            return None
        value = value_of(self.settings.client_secret, self.workspace.path)
        if not value:
            place = self.settings.client_secret.place
            raise NotLetIn(f"Sign-in needs {place}, which is not set, not readable or empty.")
        return value

    def _asked(self, back: str, ask: Callable[[Any], Any]) -> Mapping[str, Any]:
        """What the provider answers to what is asked of it by a client of ours."""
        authlib = driver("authlib.integrations.base_client", "oidc")
        limits = _limits("The provider")
        try:
            with self._client(back, limits) as client, limits.kept():
                token: Mapping[str, Any] = ask(client)
        except authlib.OAuthError as error:
            raise NotLetIn(f"The provider refused: {error.description or error.error}.") from None
        except NoEnd as error:
            raise Silent(error.message, hint=_ISSUER) from None
        except Exception as error:
            if type(error).__module__.split(".")[0] not in ("httpx", "httpx2", "httpcore", "json", "authlib"):
                raise
            raise Silent(f"The provider could not be asked: {error}.", hint=_ISSUER) from None
        return token


def _limits(whose: str) -> Limits:
    return Limits(whose, (WAIT, f"{WAIT:g} seconds"), (LARGEST, "1 MiB"))


_ISSUER = "`issuer` under [web.oidc] is the address before /.well-known/openid-configuration."
_CLOCK = "If this happens to everybody, compare this computer's clock with the provider's."


def user_of(claims: Mapping[str, Any], settings: OIDC) -> tuple[User, str]:
    """The user that a person is here, and the provider's name for him; raises `NotLetIn` for who has no role here.

    Of several groups the one with most rights counts. A rep's owner is what `owners` says of his name or of one of his
    groups, else what `owner_claim` holds.
    """
    name = str(claims.get(settings.name_claim) or claims.get("preferred_username") or claims.get("sub") or "").strip()
    if settings.name_claim == "email" and claims.get("email_verified") is False:
        raise NotLetIn(f"The provider has not verified the address of {name}.")
    groups = [str(group) for group in _several(claims.get(settings.groups_claim))]
    given = {settings.roles[group] for group in groups if group in settings.roles}
    if not given:
        hint = f"Who may read belongs to one of the groups: {', '.join(settings.roles)}."
        raise NotLetIn(f"{name} may not read here.", hint=hint)
    role = next(role for role in ROLES if role in given)
    owner = _owner(name, groups, claims, settings) if role == "rep" else None
    if role == "rep" and not owner:
        hint = "`owners` or `owner_claim` under [web.oidc] says which owner of accounts a person is."
        raise NotLetIn(f"{name} is a rep, and nothing says whose accounts are his.", hint=hint)
    return User(name, role, owner), str(claims.get("sub") or "")


def _owner(name: str, groups: list[str], claims: Mapping[str, Any], settings: OIDC) -> str | None:
    by_name = {known.casefold(): owner for known, owner in settings.owners.items()}
    named = [by_name[key.casefold()] for key in (name, *groups) if key.casefold() in by_name]
    told = claims.get(settings.owner_claim) if settings.owner_claim else None
    return named[0] if named else str(told) if told else None


def subject_of(issuer: str, subject: str) -> str:
    """A person's lasting name among all providers."""
    return f"{issuer.rstrip('/')} {subject}"


def check_address(address: str, name: str) -> None:
    """Raises `NotLetIn` for an address that others on the way could read or change."""
    parts = urlsplit(address)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise NotLetIn(f"The provider's {name} is {address!r}: an https address is needed.")


def check_settings(settings: OIDC) -> None:
    """Raises UsageError for an issuer that could be read on the way, or libraries that are not there."""
    try:
        check_address(settings.issuer, "issuer")
    except NotLetIn as error:
        raise UsageError(error.message) from None
    for module in ("joserfc", "authlib"):
        driver(module, "oidc")


def _several(value: Any) -> list[Any]:
    return [] if value is None else list(value) if isinstance(value, list | tuple) else [value]
