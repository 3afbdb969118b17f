"""Words of other systems that the person who loads has settled: `--set kind.web_visit=page_view`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from babel.core import get_global

from assay.contract.kinds import KINDS
from assay.contract.tables import TABLES, Column
from assay.contract.words import nearest_kinds
from assay.engine.literals import literal
from assay.errors import UsageError, did_you_mean
from assay.landing.parse import CURRENCIES

Words = Mapping[str, Mapping[str, str]]
"""By canonical column: the word in the file, as `as_word` has it, and the word of the contract that it means."""


def read_words(written: Sequence[str]) -> Words:
    """`kind.web_visit=page_view` and the like. UsageError for a column without a fixed set of words, or none of them."""
    words: dict[str, dict[str, str]] = {}
    for one in written:
        left, sign, meant = one.rpartition("=")
        column, dot, word = left.partition(".")
        if not (sign and dot and word.strip()):
            raise UsageError(
                f"--set {one!r} is not understood.", hint="Write COLUMN.WORD=WORD: --set kind.web_visit=page_view."
            )
        known = allowed_words(column)
        if meant not in known:
            close = ", ".join(nearest_kinds(meant)) if column == "kind" else ""
            hint = f"Nearest: {close}." if close else did_you_mean(meant, known)
            raise UsageError(f"--set {one!r}: {column} cannot be {meant!r}.", hint=hint)
        words.setdefault(column, {})[as_word(word)] = meant
    return words


def allowed_words(column: str) -> tuple[str, ...]:
    """The words that a canonical column may hold. UsageError where any text will do."""
    known: dict[str, tuple[str, ...]] = {name: _currency_codes() for name in CURRENCIES}
    for table in TABLES.values():
        for name, words in _closed(table.columns):
            known[name] = (*known.get(name, ()), *words)
    if column not in known:
        raise UsageError(f"{column!r} takes no fixed set of words.", hint=did_you_mean(column, tuple(known)))
    return known[column]


@cache
def _currency_codes() -> tuple[str, ...]:
    return tuple(sorted(get_global("all_currencies")))


def _closed(columns: Iterable[Column]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for column in columns:
        if column.name == "kind" and not column.choices:
            yield column.name, tuple(KINDS)
        elif column.choices:
            yield column.name, column.choices


def as_word(written: str) -> str:
    """The word as the SQL macro of that name has it.

    >>> as_word(" Web Visit ")
    'web_visit'
    """
    return re.sub(r"[\s-]+", "_", written.strip().lower())


def settled_sql(text: str, words: Mapping[str, str]) -> str:
    """SQL of the contract's word for a cleaned text that was settled, NULL for any other."""
    cases = " ".join(f"WHEN {literal(word)} THEN {literal(meant)}" for word, meant in words.items())
    return f"CASE as_word({text}) {cases} END"
