"""Which files a command means, and which canonical table each of them is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from assay.contract.tables import TABLES
from assay.errors import UsageError, did_you_mean
from assay.sources.budgets import kind_of_no_file
from assay.sources.readers import format_of, stem_of
from assay.sources.signatures import not_as_called

_REMEDY = "Say which table it is with --table, or describe its columns in a mapping with --map."

_READ = "It reads CSV, TSV, NDJSON, JSON, Parquet, XLSX and iCalendar."
_WRITE_IT = "Write it to a file first, whose name ends in .csv, .ndjson or .parquet, and load that."
_UNREAD = {
    ".xls": "The old format of Excel: save it as .xlsx or CSV.",
    ".xlsb": "Save it as .xlsx or CSV.",
    ".ods": "Save it as .xlsx or CSV.",
    ".numbers": "Export it as .xlsx or CSV.",
}


@dataclass(frozen=True)
class Source:
    """A file to load. `table` is None where a mapping decides; `named` tells a file named itself from one found in a
    folder.

    `whole` says whether the file is all there is of its table, `origin` which export it is, where neither options nor
    a mapping have to: files that a pull wrote.
    """

    path: Path
    name: str
    table: str | None
    named: bool
    whole: bool | None = None
    origin: str | None = None


@dataclass(frozen=True)
class Ignored:
    file: str
    reason: str
    is_near: bool = False
    """Whether the reason names what the file lacks to be one of a preset's."""


def find_files(
    paths: Iterable[Path], table: str | None = None, *, mapped: bool = False
) -> tuple[tuple[Source, ...], tuple[Ignored, ...]]:
    """The files to load, in order, and those of a folder that are left alone.

    UsageError when a path does not exist, a named file is no table Assay knows, or nothing is left to load.
    """
    if table is not None and table not in TABLES:
        raise UsageError(f"Unknown table {table!r}.", hint=did_you_mean(table, tuple(TABLES)))
    sources: list[Source] = []
    ignored: list[Ignored] = []
    paths = list(paths)
    for path in paths:
        found = in_folder(path, table, mapped=mapped) if path.is_dir() else [_named(path, table, mapped)]
        for item in found:
            (sources if isinstance(item, Source) else ignored).append(item)  # type: ignore[arg-type]
    if not sources:
        reasons = "; ".join(f"{item.file}: {item.reason}" for item in ignored[:5])
        raise UsageError(f"Nothing to load in {', '.join(map(str, paths))}. {reasons}".strip(), hint=_REMEDY)
    return tuple(_distinct(sources)), tuple(ignored)


def _distinct(sources: Sequence[Source]) -> Iterator[Source]:
    """Files of one name are told apart by their paths; a path given twice is one file."""
    named = Counter(source.name for source in {source.path: source for source in sources}.values())
    for source in {source.path: source for source in sources}.values():
        yield source if named[source.name] == 1 else replace(source, name=source.path.as_posix())


def _named(path: Path, table: str | None, mapped: bool) -> Source:
    if str(path) == "-":
        raise UsageError("Assay reads files, not what is piped to it.", hint=_WRITE_IT)
    if not path.exists():
        raise UsageError(f"{path} does not exist.", hint=_nearby(path))
    if kind := kind_of_no_file(path):
        raise UsageError(f"{path} is {kind}, not a file.", hint=_WRITE_IT)
    if other := not_as_called(path):
        raise UsageError(f"{path} is {other[0]}.", hint=other[1])
    if format_of(path) is None:
        raise UsageError(f"{path} is no file Assay reads.", hint=_UNREAD.get(path.suffix.lower(), _READ))
    if mapped:
        return Source(path, path.name, table, True)
    known = table or _table_of(path, path.absolute().parent)
    if known is None:
        close = did_you_mean(stem_of(path), tuple(TABLES)) or ""
        raise UsageError(f"{path}: {stem_of(path)!r} is no table of Assay's.", hint=f"{close} {_REMEDY}".strip())
    return Source(path, path.name, known, True)


def _nearby(path: Path) -> str | None:
    if not path.parent.is_dir():
        return None
    names = sorted(item.name for item in path.parent.iterdir())
    return did_you_mean(path.name, names) if names else None


def in_folder(folder: Path, table: str | None = None, *, mapped: bool = False) -> Iterator[Source | Ignored]:
    """The files of a folder, those of its folders included: to be loaded, or left alone with the reason."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or is_hidden(name):
            continue
        if not path.exists():
            yield Ignored(name, "a link to nothing")
        elif kind := kind_of_no_file(path):
            yield Ignored(name, f"{kind}, not a file")
        else:
            known = table if mapped else table or _table_of(path, folder.absolute())
            yield by_name(path, name, path.stat().st_size, known, mapped=mapped)


def is_hidden(name: str) -> bool:
    """Whether a file, or a folder above it, is not meant to be seen: `_SUCCESS`, `.git/config`, `_delta_log/0.json`."""
    return any(part.startswith((".", "_")) for part in PurePosixPath(name).parts)


def by_name(path: Path, name: str, size: int, table: str | None, *, mapped: bool) -> Source | Ignored:
    """A file that was found, to be loaded, or left alone for what its name and size say."""
    if format_of(Path(name)) is None:
        return Ignored(name, "no format Assay reads")
    if not size:
        return Ignored(name, "empty")
    if table or mapped:
        return Source(path, name, table, False)
    close = did_you_mean(stem_of(Path(name)), tuple(TABLES))
    return Ignored(name, f"{stem_of(Path(name))!r} is no table" + (f"; {close}" if close else ""))


def table_by_name(name: str) -> str | None:
    """Of a file that lies elsewhere: by its own name, else by the nearest folder of a table's name."""
    return _table_of(Path("/", name), Path("/"))


def _table_of(path: Path, root: Path) -> str | None:
    """By the file's own name, else by the nearest folder of a table's name, up to `root` itself."""
    if stem_of(path) in TABLES:
        return stem_of(path)
    absolute = path.absolute()
    folders = [absolute.parent, *absolute.parent.parents]
    inside = [folder for folder in folders if folder == root or root in folder.parents]
    return next((folder.name.lower() for folder in inside if folder.name.lower() in TABLES), None)
