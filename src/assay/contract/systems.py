"""Ids of several source systems side by side: `salesforce:001A…` is the row `001A…` of the system named `salesforce`.

The first system of a workspace has no prefix, nor have files of no system: a workspace with one system sees none of this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

SEPARATOR = ":"


def system_of(identifier: str, source: str) -> str:
    """The name space an id lies in: its row's source where the id has that prefix, else the nameless one (`""`)."""
    return source if identifier.startswith(source + SEPARATOR) else ""


def bare(identifier: str, source: str) -> str:
    """The id as its own system writes it."""
    return identifier.removeprefix(source + SEPARATOR) if system_of(identifier, source) else identifier


def aliases(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Other ways to name an id, from pairs of (id, source of its row): alias → id.

    A reference of one system may mean a row of another (a survey tool that stores the CRM's ids): `9911` and
    `surveys:9911` both lead to `hubspot:9911`, unless they are ids themselves or several systems have such an id.
    """
    known: dict[str, str] = dict(rows)
    sources = {source for identifier, source in known.items() if system_of(identifier, source)}
    if not sources:
        return {}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for identifier, source in known.items():
        owners[bare(identifier, source)].add(identifier)
    found: dict[str, str] = {}
    for name, holders in owners.items():
        own = name if name in holders else next(iter(holders)) if len(holders) == 1 else None
        if own is None:
            continue
        ways = (name, *(source + SEPARATOR + name for source in sources))
        found.update((way, own) for way in ways if way not in known)
    return found


def bare_sql(identifier: str, source: str) -> str:
    """`bare` in SQL, of two SQL expressions."""
    prefix = f"{source} || '{SEPARATOR}'"
    return f"CASE WHEN starts_with({identifier}, {prefix}) THEN substr({identifier}, strlen({prefix}) + 1) ELSE {identifier} END"
