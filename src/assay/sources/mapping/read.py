"""Mapping files and presets, read: which tables, with a preset's tables amended by the file that extends it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assay.errors import UsageError
from assay.sources.mapping.names import header_key
from assay.sources.mapping.parse import parse_options, parse_table
from assay.sources.mapping.place import Place, entries, key_lines, words
from assay.sources.mapping.rules import AllOf, TableRule
from assay.sources.mapping.spellings import with_spellings
from assay.sources.presets import FOLDER, preset_path

HEAD = (
    "name",
    "description",
    "known_from",
    "extends",
    "options",
    "lenient",
    "complete",
    "utc_if",
    "spellings",
    "table",
)


def read_tables(path: Path) -> tuple[TableRule, ...]:
    """The table rules of a mapping file, those of the preset it extends first.

    Raises UsageError with file and line for what is not understood.
    """
    text = _text(path)
    document = _toml(path, text)
    lines = key_lines(text)
    name = f"preset {path.stem}" if path.parent == FOLDER else str(path)
    head = Place(name, lines[0])
    for key in document:
        head.at(key).known(key, HEAD, "key")
    options = parse_options(document.get("options", {}), head.at("options"))
    written = document.get("table", [])
    if not isinstance(written, list):
        raise head.at("table").fail("a table is written [[table]], in double brackets.")
    own = tuple(
        parse_table(table, Place(name, lines[number] if number < len(lines) else {}), {**document, "options": options})
        for number, table in enumerate(written, 1)
    )
    own = _told_alike(with_spellings(own, _spellings(document.get("spellings", {}), head.at("spellings"))))
    if "extends" not in document:
        if not own:
            raise head.fail("no [[table]] in it.", "A mapping has one [[table]] with to, from and columns per table.")
        return own
    base = (_with_options(table, options) for table in read_tables(_extends(document["extends"], head.at("extends"))))
    return _extended(tuple(base), own)


def _spellings(written: Any, place: Place) -> dict[str, tuple[str, ...]]:
    """Other headers of one meaning: those of other languages, by the header that the tables name."""
    return {name: words(spelt, place, name) for name, spelt in entries(written, place, "spellings").items()}


def _told_alike(tables: tuple[TableRule, ...]) -> tuple[TableRule, ...]:
    """Tables made of one file are recognised by the same columns: what tells the first of them tells all."""
    told = {table.files[0]: table for table in reversed(tables) if table.tells}
    return tuple(
        table
        if table.tells or table.files[0] not in told
        else replace(table, tells=told[table.files[0]].tells, tells_not=told[table.files[0]].tells_not)
        for table in tables
    )


def _extends(name: Any, place: Place) -> Path:
    try:
        return preset_path(str(name))
    except UsageError as error:
        raise place.fail(error.message, error.hint) from None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (FileNotFoundError, IsADirectoryError):
        raise UsageError(f"No mapping file {path}.") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 (byte {error.start}).", hint="Save the mapping as UTF-8.") from None


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None


def _with_options(table: TableRule, options: dict[str, str]) -> TableRule:
    return replace(table, options=tuple({**dict(table.options), **options}.items()))


def _extended(base: tuple[TableRule, ...], own: Iterable[TableRule]) -> tuple[TableRule, ...]:
    """The preset's tables, amended by one's own; a table of one's own is never lost.

    What amends no table stands by itself. What amends one stands by for files that no amended table is about, because
    they lack what the preset asks for.
    """
    tables = list(base)
    for table in own:
        same = [number for number, other in enumerate(tables) if _amends(table, other)]
        for number in same:
            tables[number] = _amended(tables[number], table)
        tables.append(replace(table, standby=True, amended_by=frozenset({table.at()})) if same else table)
    return tuple(tables)


def _amends(table: TableRule, other: TableRule) -> bool:
    """The same table out of the same files, row by row or each worked out alike: elements of a list are other rows."""
    alike = (not table.each or table.each == other.each) and (not table.distinct or other.distinct)
    return table.to == other.to and alike and bool(_names(table) & _names(other))


def _names(table: TableRule) -> set[str]:
    return {header_key(name.split(".")[0]) for name in table.files}


def _amended(base: TableRule, own: TableRule) -> TableRule:
    both = tuple(condition for condition in (base.where, own.where) if condition)
    return replace(
        base,
        columns=tuple({**dict(base.columns), **dict(own.columns)}.items()),
        options=tuple({**dict(base.options), **dict(own.options)}.items()),
        where=AllOf(both) if both else None,
        requires=(*base.requires, *own.requires),
        unless=(*base.unless, *own.unless),
        unless_files=(*base.unless_files, *own.unless_files),
        amended_by=base.amended_by | {own.at()},
        deleted=own.deleted or base.deleted,
        complete=own.complete or base.complete,
        modified_at=own.modified_at or base.modified_at,
        rest=own.rest or base.rest,
        strict=own.strict,
        where_from=own.where_from,
        lines=own.lines,
    )
