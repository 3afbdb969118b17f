"""What a file looks like once it is read: text columns, line numbers, and what had to be decided on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assay.engine.literals import literal as literal
from assay.engine.literals import quoted as quoted

Progress = Callable[[str, int, int | None], None]


def silent(stage: str, done: int, total: int | None) -> None:
    """A Progress that tells nobody."""


@dataclass(frozen=True)
class Decision:
    """Something the file left open, what was decided, and why. `line` is 0 where it concerns the whole file."""

    file: str
    what: str
    value: str
    reason: str
    line: int = 0


@dataclass(frozen=True)
class Malformed:
    """A row that could not even be split into columns."""

    line: int
    value: str
    rule: str
    hint: str


@dataclass(frozen=True)
class Raw:
    """A file as a relation of VARCHAR columns named as its headers, plus `_line` and `_file`.

    `relation` is SQL of that relation for the connection it was read with. `typed` are the headers whose values the
    file's own format had typed (a number in a workbook): they are written plainly and need no guess. Of those in `native`
    the relation has the values themselves, too, behind the name that `native_name` gives; with their types in DuckDB.
    `malformed` counts the rows that are not in the relation; `malformed_relation` has them (line, value, rule, hint).
    """

    path: Path
    name: str
    relation: str
    columns: tuple[str, ...]
    rows: int
    typed: frozenset[str] = frozenset()
    malformed: int = 0
    malformed_relation: str | None = None
    decisions: tuple[Decision, ...] = ()
    native: Mapping[str, str] = field(default_factory=dict)


def native_name(header: str) -> str:
    """The column of a raw relation with the values under a header as the file has typed them."""
    return f"_native_{header}"
