"""The language of a request: the address, the cookie, what the browser asks for, the workspace's."""

from __future__ import annotations

from babel.core import negotiate_locale
from starlette.requests import Request

from assay.errors import UsageError, did_you_mean
from assay.languages import LANGUAGES

LANGUAGE, COOKIE = "lang", "assay_language"


def language_of(request: Request, default: str, *, strict: bool = True) -> str:
    """One of the product's languages. Raises UsageError for another one in the address if `strict`."""
    asked = request.query_params.get(LANGUAGE)
    if asked and asked in LANGUAGES:
        return asked
    if asked and strict:
        raise UsageError(f"Unknown language {asked!r}.", hint=did_you_mean(asked, LANGUAGES))
    kept = request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return kept
    return accepted(request.headers.get("accept-language", "")) or default


def accepted(header: str) -> str | None:
    """The best of the product's languages that an Accept-Language header names.

    >>> accepted("pt-BR, fr-CA;q=0.8, en;q=0.5"), accepted("de"), accepted("es;q=0")
    ('fr', None, None)
    """
    wanted = []
    for part in header.split(",")[:20]:
        tag, _, quality = part.strip().partition(";")
        weight = _weight(quality)
        if tag and weight > 0:
            wanted.append((-weight, tag.split("-")[0].lower()))
    names = [tag for _, tag in sorted(wanted, key=lambda one: one[0])]
    return negotiate_locale(names, LANGUAGES) if names else None


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
