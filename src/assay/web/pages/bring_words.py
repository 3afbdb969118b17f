"""Columns and words of files that were sent, as people read them, and such as mean nothing to Assay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assay.contract.tables import TABLES
from assay.contract.told import meaning
from assay.landing.remedies import word_asked
from assay.landing.settled_words import allowed_words, as_word
from assay.web.desk import Desk
from assay.web.pages.kinds import KINDS

LABELS = {
    "seniority": "seniorities",
    "department": "departments",
    "buying_role": "roles",
    "role": "roles",
    "team": "teams",
    "type": "deal_types",
    "arm": "arms",
}
"""Columns whose words have labels, and the kind of these labels."""


def as_read(desk: Desk, column: str, word: str) -> str:
    """A word that a column may hold, as people read it."""
    if column == "kind" and word in KINDS:
        return desk._(KINDS[word])
    return desk.fmt.label(LABELS.get(column, column), word)


def meaning_of(table: str, column: str) -> str:
    """What a column of the contract holds; nothing of what is none."""
    columns = TABLES[table].columns if table in TABLES else ()
    return next((meaning(TABLES[table], one) for one in columns if one.name == column), "")


def words_asked(outcomes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Words in the files that mean nothing to Assay: each is settled for all its rows by choosing what it means."""
    asked: dict[str, dict[str, Any]] = {}
    for one in outcomes:
        for problem in (one["report"] or {}).get("problems", ()):
            for value in filter(None, problem["values"]):
                if word := word_asked(problem["column"], problem["rule"], value):
                    column, written = word
                    new = {"value": written, "rows": 0, "column": column, "known": allowed_words(column)}
                    known = asked.setdefault(f"{column}.{as_word(written)}", new)
                    known["rows"] += problem["rows"]
    return [{"word": word, **told} for word, told in asked.items()]
