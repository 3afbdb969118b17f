"""What somebody sent in a form, held until it is answered: whatever refuses it gives back what was typed.

A form is refused by its own page (`refilled` puts the words into its fields again), by what stands before every page (a token
of a page that is too old, a session that has ended), or by a fault. The latter know no page: they show the fields by
themselves, to be sent again. Passwords and codes are never given back, files cannot be.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

SECRET = ("password", "current", "fresh", "again", "code")
"""Fields that are written anew each time."""
TOKENS = ("csrf", "proof_password", "proof_code")
"""What each sending has anew: of the page, and of who shows again who he is."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
TITLES: dict[str, str] = {
    "account": "Account",
    "accounts": "Accounts",
    "cell": "Value",
    "cron": "When",
    "currency": "Currency",
    "day": "Day",
    "days": "Days",
    "deliver": "Deliveries that are made; none: all",
    "fiscal_year_starts_in": "The fiscal year begins in month",
    "kind": "Kind",
    "line": "The line",
    "list": "Name of the list",
    "lists": "Lists",
    "name": "Name",
    "other": "Account",
    "own_domains": "Your own domains",
    "own_name": "Name",
    "owner": "Owner",
    "pages": "High-value pages, one pattern on each line",
    "place": "Mail address, or the variable of a channel",
    "programme": "Programmes",
    "reason": "Why",
    "role": "Buying committee",
    "seed": "Seed, to draw the same again; empty: a new one",
    "share": "Share that is held back",
    "since": "On the list from",
    "sources": "Sources",
    "text": "What you had written",
    "tier": "Tier",
    "timezone": "Time zone",
    "to": "To whom",
    "until": "Until",
    "v": "Value",
    "value": "Value",
    "verdict_on": "Day of the verdict",
}
"""Fields that people write into, by the part of their name before a colon, and how they are called where their page is
not there. Every other field is a choice or the page's own and is sent again as it was."""
LONG = 80
"""Characters of a text that gets more than a line."""


@dataclass(frozen=True)
class SentField:
    """A field as it was sent: `title` where somebody wrote into it, else None."""

    name: str
    value: str
    title: str | None = None
    part: str = ""
    """Which of several fields of that title."""

    @property
    def is_long(self) -> bool:
        return len(self.value) > LONG or "\n" in self.value


@dataclass(frozen=True)
class SentForm:
    """Where a form was sent, and its fields in their order without tokens and without what is secret.

    `secrets` are the names of those that must be written again. Who comes from another site gets no button that sends it.
    """

    path: str
    pairs: tuple[tuple[str, str], ...]
    secrets: tuple[str, ...] = ()
    may_be_sent_again: bool = True

    @cached_property
    def fields(self) -> tuple[SentField, ...]:
        often = Counter(name for name, _ in self.pairs)
        return tuple(_field(name, value, often[name] == 1) for name, value in self.pairs)

    @property
    def typed(self) -> tuple[SentField, ...]:
        """Those that people write into and that hold something."""
        return tuple(one for one in self.fields if one.title and one.value.strip())

    @property
    def chosen(self) -> tuple[SentField, ...]:
        """All others."""
        typed = self.typed
        return tuple(one for one in self.fields if one not in typed)

    def text(self) -> str:
        """To be carried through the page of signing in."""
        return json.dumps([self.path, self.pairs, self.secrets], ensure_ascii=False)


def _field(name: str, value: str, is_only: bool) -> SentField:
    kind, _, part = name.partition(":")
    return SentField(name, value, TITLES.get(kind) if is_only else None, part)


def carried_form(text: str) -> SentForm | None:
    """What `text` of a form was, from wherever it came; None for anything else."""
    try:
        path, pairs, secrets = json.loads(text)
        found = tuple((str(name), str(value)) for name, value in pairs)
        names = tuple(str(name) for name in secrets)
    except (ValueError, TypeError):
        return None
    return SentForm(str(path), found, names)


async def read_form(request: Request) -> FormData:
    """The form of a request, held for whoever refuses it later. The body can be read but once."""
    form = await request.form()
    request.state.form = form
    return form


async def sent_form(request: Request) -> SentForm | None:
    """What a refused request had sent; None where it sent no form, or one that cannot be read any more."""
    if request.method != "POST" or not request.headers.get("content-type", "").startswith(FORMS[0]):
        return None
    if getattr(request.state, "form", None) is None:
        try:
            await read_form(request)
        except (RuntimeError, ClientDisconnect, HTTPException):
            return None
    return held_form(request)


def held_form(request: Request) -> SentForm | None:
    """What was sent and has been read already."""
    form: FormData | None = getattr(request.state, "form", None)
    if form is None or request.method != "POST":
        return None
    pairs = tuple((name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in TOKENS)
    secrets = tuple(dict.fromkeys(name for name, _ in pairs if name in SECRET))
    query = f"?{request.url.query}" if request.url.query else ""
    kept = tuple(pair for pair in pairs if pair[0] not in SECRET)
    return SentForm(request.url.path + query, kept, secrets, is_from_own_page(request))


def is_from_own_page(request: Request) -> bool:
    """Whether no other site has sent it, as far as the browser tells: such a form must not be one click from being taken."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
