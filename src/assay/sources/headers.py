"""Headers of a file: made usable as column names, and compared with the canonical ones."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from assay.contract.tables import TABLES
from assay.errors import UsageError
from assay.sources.mapping.names import attribute_name, header_key
from assay.sources.shape import Decision

_RESERVED = ("_line", "_file")


def usable_headers(headers: Sequence[str], file: str) -> tuple[list[str], list[Decision]]:
    """Trimmed headers; one without a name gets `column_N`. UsageError when two are the same but for case."""
    names: list[str] = []
    decisions: list[Decision] = []
    for place, header in enumerate(headers, 1):
        name = header.strip()
        if not name or name.lower() in _RESERVED:
            decisions.append(Decision(file, f"column {place}", f"column_{place}", f"its header is {name!r}"))
            name = f"column_{place}"
        names.append(name)
    twice = [name for place, name in enumerate(names) if name.lower() in {other.lower() for other in names[:place]}]
    if twice:
        raise UsageError(f"{file} has the column {twice[0]!r} twice.", hint="Rename or remove one of them.")
    return names, decisions


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
