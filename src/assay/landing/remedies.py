"""What helps with a broken rule: the nearest words, and the option that settles a word or a sign for a whole file."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from difflib import get_close_matches

from assay.contract.currency_signs import codes_of, sign_in
from assay.contract.words import nearest_kinds
from assay.landing.checks import LANDED_WITHOUT, NO_CURRENCY, NOT_ONE_OF, OPEN_SIGN, UNKNOWN_KIND
from assay.landing.settled_words import as_word

_HOME = "where all of it is in the company's own currency, `currency` in assay.toml says so, too."


def is_about_words(rule: str) -> bool:
    """Whether a rule wants one of a fixed set of words, so that each word that is none of them can be settled."""
    return rule in (UNKNOWN_KIND, NO_CURRENCY) or rule.startswith(NOT_ONE_OF)


def _words_of(rule: str) -> list[str]:
    return rule.removesuffix(LANDED_WITHOUT).removeprefix(NOT_ONE_OF).split(", ")


def word_asked(column: str, rule: str, value: str) -> tuple[str, str] | None:
    """The column and the word in a bad value that `--set COLUMN.WORD=…` would settle, None where a rule is about no words.

    `column` is the column as it was told: `Type (kind)`.
    """
    if is_about_words(rule):
        return canonical_name(column), value
    sign = sign_in(value) if is_about_sign(rule) else None
    return ("currency", sign) if sign else None


def is_about_sign(rule: str) -> bool:
    """Whether the sign beside an amount does not say which currency it is in."""
    return rule.removesuffix(LANDED_WITHOUT) == OPEN_SIGN[0]


def remedy(column: str, rule: str, value: str | None, hint: str) -> str:
    """The hint of a broken rule, with the nearest words and how to settle one where the rule is about known words.

    `column` is the column as it was told: `Type (kind)`.
    """
    if not value:
        return hint
    if rule == NO_CURRENCY or is_about_sign(rule):
        asked = word_asked(column, rule, value)
        return f"{_currency_remedy(*asked)} {hint}" if asked else hint
    if not is_about_words(rule):
        return hint
    near = nearest_kinds(value) if rule == UNKNOWN_KIND else _near(value, _words_of(rule))
    if not near:
        return hint
    canonical = canonical_name(column)
    which = " (if that is what it means)" if len(near) > 1 else ""
    return (
        f"Nearest: {', '.join(near)}. --set {shlex.quote(f'{canonical}.{as_word(value)}={near[0]}')} settles it{which}."
    )


def _currency_remedy(column: str, word: str) -> str:
    """How a sign or word for a currency is settled; a sign of several names them."""
    codes = codes_of(word)
    settled = shlex.quote(f"{column}.{as_word(word)}={codes[0] if codes else 'EUR'}")
    which = f"{word} may be {', '.join(codes[:5])}{' …' if codes[5:] else ''}. " if codes else ""
    return f"{which}--set {settled} settles it (if that is what it means){'; ' + _HOME if codes else '.'}"


def canonical_name(told: str) -> str:
    """The column of a table behind one as reports tell it.

    >>> canonical_name("Type (kind)"), canonical_name("kind")
    ('kind', 'kind')
    """
    return told.rpartition("(")[2].removesuffix(")").lower()


def _near(value: str, choices: Sequence[str]) -> Sequence[str]:
    return get_close_matches(as_word(value), [word for word in choices if "<" not in word], n=2)
