"""Which files of a folder or bucket have changed, and which are gone, since the last pull."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import Any

State = list[Any]
"""What tells one content of a file from another, as JSON: sizes, stamps, marks of the store."""
NAMED = 5


def fits(pattern: str, name: str) -> bool:
    """Whether a name, or its last part, fits the pattern of the settings.

    >>> fits("*.csv", "crm/accounts.csv"), fits("crm/*", "crm/accounts.csv"), fits("*.csv", "crm/accounts.json")
    (True, True, False)
    """
    return fnmatchcase(name, pattern) or fnmatchcase(PurePosixPath(name).name, pattern)


def remarks_on(before: Mapping[str, State], read: Iterable[str], now: Mapping[str, State]) -> tuple[str, ...]:
    """What is told of files that were read before: `read` are those of this pull, `now` all that are there."""
    changed, gone = sorted(set(before) & set(read)), sorted(set(before) - set(now))
    told = []
    if changed:
        told.append(f"read again, as their content changed: {_some(changed)}.")
    if gone:
        told.append(f"read before and no longer there; their rows stay: {_some(gone)}.")
    return tuple(told)


def _some(names: list[str]) -> str:
    return f"{', '.join(names[:NAMED])}{' …' * (len(names) > NAMED)} ({len(names):,} file{'s' * (len(names) != 1)})"
