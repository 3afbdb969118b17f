"""Which preset a file fits, by its columns alone; and what presets there are."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from assay.errors import AssayError
from assay.sources.mapping.mapping import Mapping, read_preset
from assay.sources.mapping.names import find_headers, header_key
from assay.sources.mapping.stated_day import STATE_IT, day_headers
from assay.sources.presets import PRESETS, preset_path
from assay.sources.readers import format_of, read_file
from assay.sources.shape import Raw
from assay.sources.unfolded import OPTION, unfolded


@dataclass(frozen=True)
class Preset:
    """A preset as people choose it. `known_from` is `samples` or `documentation`; `gives` are (file, table) pairs."""

    name: str
    title: str
    description: str
    known_from: str
    gives: tuple[tuple[str, str], ...]

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(table for _, table in self.gives))


@dataclass(frozen=True)
class Fit:
    """A preset that a file fits, the tables it becomes, and how many columns tell so."""

    preset: str
    title: str
    tables: tuple[str, ...]
    columns: int


@dataclass(frozen=True)
class NearFit:
    """A preset's table whose columns a file has but for `lacks`: each a column, by the names it may have."""

    preset: str
    title: str
    table: str
    lacks: tuple[tuple[str, ...], ...]
    is_undated: bool = False
    """Whether the column with its days is all that it lacks."""

    def told(self) -> str:
        """`nearly fits Google Ads (costs), but has no 'Day'`, and what to do about it."""
        lacking = " and no ".join(repr(names[0]) for names in self.lacks)
        remedy = f": --preset {self.preset}, and {STATE_IT.rstrip('.')}" if self.is_undated else ""
        return f"nearly fits {self.title} ({self.table}), but has no {lacking}{remedy}"


_SURE = 3
"""So many columns of another preset say that a file is not the one its name says; two may be a coincidence."""
_NEAR = 2
"""With so many of its columns, and all but one, a file is told to be nearly a preset's."""


@cache
def presets() -> tuple[Preset, ...]:
    """All presets, in alphabetical order."""
    return tuple(_preset(name) for name in PRESETS)


def fits(columns: Sequence[str]) -> tuple[Fit, ...]:
    """The presets whose columns these are: those that need most of them first, and none that needs fewer of the same."""
    fitting = []
    for preset in presets():
        told = _mapping(preset.name).recognised(columns)
        if told:
            most = max(len(table.tells) for table in told)
            fitting.append(
                (most, Fit(preset.name, preset.title, tuple(dict.fromkeys(table.to for table in told)), most))
            )
    best = max((most for most, _ in fitting), default=0)
    return tuple(fit for most, fit in fitting if most == best)


def near_fits(columns: Sequence[str], preset: str | None = None) -> tuple[NearFit, ...]:
    """The tables of presets that lack one column to be this file's, at most two of them; of one preset the nearest table."""
    found = []
    for one in presets() if preset is None else (known for known in presets() if known.name == preset):
        for table in _mapping(one.name).tables:
            wanted = tuple(dict.fromkeys((*table.tells, *table.requires)))
            lacks = tuple(names for names in wanted if not find_headers(names, columns))
            has = len(wanted) - len(lacks)
            unwanted = any(find_headers(names, columns) for names in table.tells_not)
            if table.tells and not unwanted and lacks and has and (preset or (len(lacks) == 1 and has >= _NEAR)):
                undated = all(set(names) <= day_headers(table) for names in lacks)
                found.append((len(lacks), -has, NearFit(one.name, one.title, table.to, lacks, undated)))
    nearest = sorted(found, key=lambda item: item[:2])
    told = {(near.preset, near.lacks): near for *_, near in reversed(nearest)}
    return tuple(reversed(told.values()))[: 1 if preset else 2]


def fits_of(path: Path, scratch: Path) -> tuple[Fit, ...]:
    """The presets that a file fits; none where it cannot be read. `scratch` is a folder for what is kept meanwhile."""
    if format_of(path) is None:
        return ()
    with duckdb.connect() as connection:
        try:
            raw = read_file(connection, path, path.name, {}, scratch / "recognised")
            told = fits(raw.columns) or _fits_unfolded(connection, raw)
            return told or fits(
                read_file(connection, path, path.name, {}, scratch / "again", expected=telling_headers()).columns
            )
        except (AssayError, duckdb.Error):
            return ()


@cache
def telling_headers() -> frozenset[str]:
    """Keys of the headers that tell of any preset: they show a header below lines that are none of its table."""
    tables = (table for name in PRESETS for table in _mapping(name).tables)
    return frozenset(header_key(header) for table in tables for names in table.tells for header in names)


def _fits_unfolded(connection: duckdb.DuckDBPyConnection, raw: Raw) -> tuple[Fit, ...]:
    """The presets that the file fits once the columns they say so of are unfolded."""
    names = {column.lower() for column in raw.columns}
    said = {name: _mapping(name).shared_options.get(OPTION, "") for name in PRESETS}
    fitting = (
        (name, fits(unfolded(connection, raw, columns).columns)) for name, columns in said.items() if columns in names
    )
    return tuple(fit for name, told in fitting for fit in told if fit.preset == name)


def other_fit(preset: str, columns: Sequence[str]) -> Fit | None:
    """The preset whose columns these are, where they are not those of `preset`."""
    if preset not in PRESETS or _mapping(preset).recognised(columns) or any(map(_is_of_a_tool, columns)):
        return None
    told = (fit for fit in fits(columns) if fit.columns >= _SURE)
    return next(told, None)


def _is_of_a_tool(column: str) -> bool:
    """Whether a column is one that Fivetran, dlt or Airbyte add: tables of theirs are known by their names."""
    return column.lower().startswith(("_fivetran", "_dlt", "_airbyte", "property_", "properties_"))


def where_it_nearly_fits(paths: Iterable[Path], scratch: Path) -> tuple[str, ...]:
    """For each file what it lacks to be one of a preset's, in words."""
    told = []
    for path in paths:
        with duckdb.connect() as connection:
            try:
                raw = read_file(connection, path, path.name, {}, scratch / "recognised")
            except (AssayError, duckdb.Error, OSError):
                continue
        told += [f"{path.name} {near.told()}." for near in near_fits(raw.columns)]
    return tuple(told)


def where_it_fits(paths: Iterable[Path], scratch: Path) -> dict[Fit, list[Path]]:
    """The presets that files (or the files of folders) fit, each with its files."""
    paths_by_fit: dict[Fit, list[Path]] = {}
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            for fit in fits_of(file, scratch) if file.is_file() else ():
                paths_by_fit.setdefault(fit, []).append(file)
    return paths_by_fit


@cache
def _mapping(name: str) -> Mapping:
    return read_preset(name)


def _preset(name: str) -> Preset:
    document = tomllib.loads(preset_path(name).read_text("utf-8"))
    gives = [(_first(table["from"]), table["to"]) for table in document["table"]]
    return Preset(
        name,
        document.get("name", name),
        document.get("description", ""),
        document.get("known_from", "samples"),
        tuple(dict.fromkeys(gives)),
    )


def _first(written: str | list[str]) -> str:
    return written if isinstance(written, str) else written[0]
