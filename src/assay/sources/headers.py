"""Headers of a file: made usable as column names, and compared with the canonical ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from assay.contract.tables import TABLES
from assay.errors import UsageError
from assay.sources.mapping.names import attribute_name, find_headers, header_key
from assay.sources.shape import Decision

_RESERVED = ("_line", "_file")
_NUMBERED = re.compile(r"(.+) \((\d+)\)'*")
# Zero-width characters, directional marks and soft hyphens: nobody sees them, and they tell equal names apart.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))


def usable_headers(headers: Sequence[str], file: str) -> tuple[list[str], list[Decision]]:
    """Trimmed headers; one without a name gets `column_N`, each of several alike its number: `Owner (1)`."""
    names: list[str] = []
    decisions: list[Decision] = []
    for place, header in enumerate(headers, 1):
        name = " ".join(header.translate(_UNSEEN).split())
        if not name or name.lower() in _RESERVED:
            decisions.append(Decision(file, f"column {place}", f"column_{place}", f"its header is {name!r}"))
            name = f"column_{place}"
        names.append(name)
    return _numbered(names, file, decisions), decisions


def _numbered(names: Sequence[str], file: str, decisions: list[Decision]) -> list[str]:
    counted = Counter(map(str.lower, names))
    taken = set(counted)
    seen: Counter[str] = Counter()
    numbered = []
    for place, name in enumerate(names, 1):
        if counted[name.lower()] > 1:
            seen[name.lower()] += 1
            own = f"{name} ({seen[name.lower()]})"
            while own.lower() in taken:
                own += "'"
            taken.add(own.lower())
            reason = f"{counted[name.lower()]} columns have the header {name!r}"
            decisions.append(Decision(file, f"column {place}", own, reason))
            name = own
        numbered.append(name)
    return numbered


def numbered_name(header: str) -> str | None:
    """The name that a header shares with others, None for one of its own: of `Owner (2)` it is `Owner`."""
    part = _NUMBERED.fullmatch(header)
    return part[1] if part else None


def check_told_apart(wanted: Iterable[Sequence[str]], headers: Sequence[str], file: str) -> None:
    """UsageError where all that is there of some names is a header that several columns have."""
    for names in wanted:
        if find_headers(names, headers):
            continue
        for name in names:
            alike = [header for header in headers if header_key(numbered_name(header) or "") == header_key(name)]
            if len(alike) > 1:
                places = ", ".join(f"{header!r} is column {headers.index(header) + 1}" for header in alike)
                raise UsageError(
                    f"{file} has the column {name!r} {len(alike)} times: {places}.",
                    hint=f"Say in a mapping which one is meant ({alike[0]!r}, say), or remove the others.",
                )


def check_same_table(table: str, headers: Sequence[str], file: str) -> list[Decision]:
    """For a file that is a canonical table: near misses and renamings as decisions.

    UsageError when two headers mean one column.
    """
    known = {header_key(name): name for name in TABLES[table].names}
    meant: dict[str, str] = {}
    decisions: list[Decision] = []
    for header in headers:
        target = known.get(header_key(header)) or attribute_name(header)
        if target in meant:
            raise UsageError(
                f"{file}: {meant[target]!r} and {header!r} both mean the column {target}.",
                hint="Rename or remove one of them.",
            )
        meant[target] = header
        if target.startswith("x_"):
            decisions.extend(_extra(table, header, target, file))
        elif target != header.lower():
            decisions.append(Decision(file, "column", f"{header} is {target}", "the same but for spelling"))
    return decisions


def _extra(table: str, header: str, target: str, file: str) -> list[Decision]:
    near = get_close_matches(target.removeprefix("x_"), TABLES[table].names, n=1, cutoff=0.8)
    reason = f"no column of {table}" + (f"; did you mean {near[0]}?" if near else "")
    return [Decision(file, "column", f"{header} is kept as {target}", reason)]
