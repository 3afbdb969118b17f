"""A mapping as choices made column by column, and the TOML that says the same to the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from assay.contract.tables import TABLES
from assay.landing.draft import Draft, Seen, draft_mapping, draft_name, known_words, unknown_words
from assay.sources.mapping import mapping as mappings

KEEP, LEAVE = "x_", ""
"""What becomes of a column that no column of the table takes: kept as `x_…`, or left out."""


@dataclass(frozen=True)
class Side:
    """A column of the file beside what it becomes: a column of the table, KEEP or LEAVE. `words` need a meaning."""

    header: str
    samples: tuple[str, ...]
    target: str
    words: Mapping[str, str] = field(default_factory=dict)
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawn:
    """A file's columns side by side with a table's. `lacks` are required columns without a source or a value."""

    file: str
    table: str
    sides: tuple[Side, ...]
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def lacks(self) -> tuple[str, ...]:
        return tuple(name for name in self.constants if not self.values.get(name))

    @property
    def constants(self) -> tuple[str, ...]:
        """Required columns that no column of the file gives: one value for all rows may stand for them."""
        taken = {side.target for side in self.sides}
        return tuple(name for name in TABLES[self.table].required if name not in taken | {self.put_together})

    @property
    def put_together(self) -> str | None:
        """The id of a touch, where no column has one: what is known of a touch, put together, tells it from others."""
        lacks = self.table == "touches" and all(side.target != "touch_id" for side in self.sides)
        return "touch_id" if lacks and not self.values.get("touch_id") else None

    @property
    def twice(self) -> tuple[str, ...]:
        """Columns of the table that two columns of the file were given to."""
        taken = [side.target for side in self.sides if side.target not in (KEEP, LEAVE)]
        return tuple(sorted({name for name in taken if taken.count(name) > 1}))


def drawn(path: Path, table: str | None = None, options: Mapping[str, str] | None = None) -> Drawn:
    """The draft of a file, column by column; `table` or the one that it fits best."""
    draft = _drafted(path, table, options)
    target = {header: name for name, header in draft.taken}
    sides = (_side(draft, one, target.get(one.header, KEEP)) for one in draft.seen)
    return Drawn(path.name, draft.table, tuple(sides))


def chosen(path: Path, table: str, choices: Mapping[str, Any], options: Mapping[str, str] | None = None) -> Drawn:
    """The same with what somebody chose: `columns` {header: target}, `words` {header: {word: ours}}, `values`."""
    draft = _drafted(path, table, options)
    known = {*TABLES[table].names, KEEP, LEAVE}
    columns, words = choices.get("columns", {}), choices.get("words", {})
    sides = []
    for one in draft.seen:
        target = columns.get(one.header, KEEP)
        side = _side(draft, one, target if target in known else KEEP)
        said = {word: words.get(one.header, {}).get(word, near) for word, near in side.words.items()}
        sides.append(Side(side.header, side.samples, side.target, said, side.known))
    values = {name: text.strip() for name, text in choices.get("values", {}).items() if name in known and text.strip()}
    return Drawn(path.name, table, tuple(sides), values)


def _drafted(path: Path, table: str | None, options: Mapping[str, str] | None) -> Draft:
    return _read(path, path.stat().st_mtime_ns, table, tuple(sorted((options or {}).items())))


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int, table: str | None, options: tuple[tuple[str, str], ...]) -> Draft:
    """A page asks for the same draft whenever it is shown."""
    return draft_mapping(path, {name: value for name, value in options if name != "undated"}, table)


def _side(draft: Draft, one: Seen, target: str) -> Side:
    table = TABLES[draft.table]
    if target in (KEEP, LEAVE):
        return Side(one.header, one.samples, target)
    column = table[target]
    return Side(one.header, one.samples, target, unknown_words(table, column, one), known_words(table, column))


def mapping_text(drawn: Drawn) -> str:
    """The mapping as TOML. A word without a meaning stays as it is, and its rows go to quarantine."""
    lines = [
        f"# How {drawn.file} becomes {drawn.table}. The same by command line: assay load FILE --map THIS --check",
        "",
        "[[table]]",
        f'to = "{drawn.table}"',
        f'from = [{_text(drawn.file)}, "*"]',
        f"rest = {_rest(drawn.sides)}",
        "",
        "[table.columns]",
        *_columns(drawn),
    ]
    return "\n".join(lines) + "\n"


def _columns(drawn: Drawn) -> Iterator[str]:
    for side in drawn.sides:
        if side.target in (KEEP, LEAVE):
            continue
        pairs = ", ".join(f"{_text(word)} = {_text(ours)}" for word, ours in side.words.items() if ours)
        source = _text(side.header)
        yield f"{side.target} = {{ from = {source}, map = {{ {pairs} }} }}" if pairs else f"{side.target} = {source}"
    if drawn.put_together:
        parts = " ".join(f"{{{side.header}}}" for side in drawn.sides if side.target not in (KEEP, LEAVE))
        yield f"{drawn.put_together} = {{ text = {_text(parts)} }}"
    for name in drawn.constants:
        if drawn.values.get(name):
            yield f"{name} = {{ value = {_text(drawn.values[name])} }}"


def _rest(sides: Sequence[Side]) -> str:
    if not any(side.target == LEAVE for side in sides):
        return '"attributes"'
    kept = [_text(re.sub(r"([*?\[])", r"[\1]", side.header)) for side in sides if side.target == KEEP]
    return f"[{', '.join(kept)}]" if kept else '"ignore"'


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_mapping(drawn: Drawn, folder: Path) -> Path:
    """The mapping as a file that `assay load --map` takes. UsageError where it cannot be one: nothing is left then."""
    path = folder / draft_name(Path(drawn.file))
    path.write_text(mapping_text(drawn), "utf-8")
    try:
        mappings.read_mapping(path)
    except Exception:
        path.unlink()
        raise
    return path
