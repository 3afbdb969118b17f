"""How files that were sent are to be read: by their names, by the columns of a preset, by a mapping, or by a draft."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import duckdb

from assay.contract.tables import TABLES
from assay.errors import AssayError
from assay.landing.corrections import Correction
from assay.landing.draft import names_of_tables
from assay.landing.incoming import Upload
from assay.landing.load import load
from assay.landing.quarantine import SAMPLE
from assay.landing.report import LoadReport
from assay.sources.mapping import mapping as mappings
from assay.sources.mapping.names import header_key
from assay.sources.readers import format_of, read_file, stem_of
from assay.sources.recognise import fits, telling_headers
from assay.sources.shape import Progress, silent
from assay.store.workspace import Workspace

Kind = Literal["table", "preset", "mapping", "draft", "unreadable", "left"]


@dataclass(frozen=True)
class Reading:
    """How one file is read: as a `table` of Assay's, by a `preset`, by a `mapping` (its path), or `draft`: not settled.

    `unreadable` says in `problem` what is wrong with the file; `left` is left out. `presets` are all that fit.
    """

    file: str
    kind: Kind
    name: str = ""
    presets: tuple[str, ...] = ()
    rows: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Part:
    """Files that are loaded in one step, and as what."""

    files: tuple[Path, ...]
    table: str | None = None
    preset: str | None = None
    mapping: Path | None = None

    @property
    def title(self) -> str:
        return self.preset or (self.mapping.name if self.mapping else None) or self.table or "tables"


@dataclass(frozen=True)
class Outcome:
    """What loading a part gave, or would give: the report of `assay load`, or what stands in the way."""

    files: tuple[str, ...]
    title: str
    report: Mapping[str, Any] | None = None
    problem: str | None = None
    hint: str | None = None
    load: int | None = None
    corrected_load: int | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Settled:
    """What was settled by hand: words of the files (`kind.web_visit=page_view`), how they are written, and corrected cells."""

    words: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    by: str | None = None


def understand(workspace: Workspace, upload: Upload) -> tuple[Reading, ...]:
    """How each file of an upload is read, as far as its name and columns tell."""
    with TemporaryDirectory(dir=upload.folder) as scratch:
        readings = [_reading(workspace, path, Path(scratch)) for path in upload.files]
    return tuple(_of_one_system(readings))


def _reading(workspace: Workspace, path: Path, scratch: Path) -> Reading:
    if format_of(path) is None:
        return Reading(path.name, "unreadable", problem=f"{path.name} is no file Assay reads.")
    try:
        with duckdb.connect() as connection:
            raw = read_file(connection, path, path.name, {}, scratch / "looked")
            kind, name, presets = _known_as(workspace, path, raw.columns)
            if (
                kind == "draft"
            ):  # the header may stand below lines that are none of its table, as of a report with a title
                stem = stem_of(path)
                expected = names_of_tables(stem if stem in TABLES else None) | telling_headers()
                raw = read_file(connection, path, path.name, {}, scratch / "below", expected=expected)
                kind, name, presets = _known_as(workspace, path, raw.columns)
    except AssayError as error:
        return Reading(path.name, "unreadable", problem=f"{error.message} {error.hint or ''}".strip())
    return Reading(path.name, kind, name, presets, raw.rows)


def _known_as(workspace: Workspace, path: Path, columns: Sequence[str]) -> tuple[Kind, str, tuple[str, ...]]:
    presets = tuple(fit.preset for fit in fits(columns))
    if (saved := saved_mapping(workspace, columns)) is not None:
        return "mapping", str(saved), presets
    table = stem_of(path)
    if table in TABLES and _is_table(table, path, columns):
        return "table", table, presets
    if presets:
        return "preset", presets[0], presets
    whole = [
        name
        for name in TABLES
        if {header_key(column) for column in columns} == set(map(header_key, _names(name, columns)))
    ]
    if len(whole) == 1 and _is_table(whole[0], path, columns):
        return "table", whole[0], presets
    return "draft", "", presets


def _names(table: str, columns: Sequence[str]) -> list[str]:
    """Columns of the file that the table has by the same names."""
    known = set(map(header_key, TABLES[table].names))
    return [column for column in columns if header_key(column) in known]


def _is_table(table: str, path: Path, columns: Sequence[str]) -> bool:
    try:
        mappings.same_names(table, path, columns)
    except AssayError:
        return False
    return True


def _of_one_system(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Of several presets that a file fits, the one that most files fit."""
    votes = Counter(preset for one in readings for preset in one.presets)
    for one in readings:
        best = max(one.presets, key=lambda preset: (votes[preset], preset == one.name), default=one.name)
        yield one if one.kind != "preset" else Reading(one.file, one.kind, best, one.presets, one.rows)


# Mappings that were confirmed once, for files of the same columns.


def layout_mark(columns: Sequence[str]) -> str:
    """The same for files of the same columns, in whatever order."""
    return hashlib.sha256("\n".join(sorted(map(header_key, columns))).encode()).hexdigest()[:12]


def saved_mapping(workspace: Workspace, columns: Sequence[str]) -> Path | None:
    return next(iter(sorted((workspace.path / "mappings").glob(f"*-{layout_mark(columns)}.toml"))), None)


# What loading gives.


def parts_of(upload: Upload, readings: Sequence[Reading]) -> tuple[Part, ...]:
    """The files by how they are read: those that have tables' names together, else a part for each table or mapping."""

    def way(one: Reading) -> tuple[str, str]:
        by_name = one.kind == "table" and stem_of(Path(one.file)) == one.name
        return (one.kind, "" if by_name else one.name)

    chosen = sorted((one for one in readings if one.kind in ("table", "preset", "mapping")), key=way)
    return tuple(_part(upload, kind, name, list(group)) for (kind, name), group in groupby(chosen, key=way))


def _part(upload: Upload, kind: str, name: str, group: Sequence[Reading]) -> Part:
    files = tuple(upload.place / one.file for one in group)
    return Part(
        files,
        table=name or None if kind == "table" else None,
        preset=name if kind == "preset" else None,
        mapping=Path(name) if kind == "mapping" else None,
    )


def outcome_of(
    workspace: Workspace, part: Part, settled: Settled, *, check: bool, progress: Progress = silent
) -> Outcome:
    """Loads a part as `assay load` does, or with `check` tells what that would give."""
    names = tuple(path.name for path in part.files)
    own = tuple(one for one in settled.corrections if one.file in names)
    try:
        report: LoadReport = load(
            workspace,
            part.files,
            table=part.table,
            preset=part.preset,
            mapping=part.mapping,
            options=dict(settled.options),
            words=settled.words,
            check=check,
            progress=progress,
            corrections=own,
            by=settled.by,
            most_told=SAMPLE + 5 * len(own) if check else None,
        )
    except AssayError as error:
        return Outcome(names, part.title, problem=error.message, hint=error.hint)
    return Outcome(names, part.title, report.to_json())
