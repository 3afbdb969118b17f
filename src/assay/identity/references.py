"""Rows that name each other: an id of another system in a row of one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from assay.contract.systems import SEPARATOR, system_of

Reference = tuple[str, str]
"""A system, and the id that a row has there, as written."""


def referenced(
    rows: Iterable[tuple[str, str, Iterable[Reference]]], known: Collection[str]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Pairs of ids that are one, and why, from triples of (id, source, references). `known` are all ids.

    Salesforce writes an id with 15 or 18 characters.
    """
    asked = [(identifier, source, said) for identifier, source, references in rows if (said := tuple(references))]
    if not asked:
        return
    short: dict[str, str] = {}
    for identifier in known:
        short.setdefault(identifier[:-3] if len(identifier.rpartition(SEPARATOR)[2]) == 18 else identifier, identifier)
    for identifier, source, references in asked:
        for system, written in references:
            for way in (system + SEPARATOR + written, written):
                other = way if way in known else short.get(way[:-3] if len(written) == 18 else way)
                if other and other != identifier and _apart(identifier, source, other, system):
                    yield (identifier, other), f"{system} id in its row"
                    break


def _apart(identifier: str, source: str, other: str, system: str) -> bool:
    """A bare id means a row of that system only where the row itself lies in another name space."""
    return bool(system_of(identifier, source)) or other.startswith(system + SEPARATOR)
