"""ZIP files: the tables in them are taken out, within the budgets of all packed files."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from assay.errors import DataError
from assay.sources.budgets import check_expansion
from assay.sources.readers import format_of

_PIECE = 1 << 20


def is_packed(path: Path) -> bool:
    return path.suffix.lower() == ".zip"


def unpack(packed: Path, target: Callable[[PurePosixPath], Path]) -> list[str]:
    """Writes each file that Assay reads to the path that `target` gives for its place in the ZIP.

    Returns the names of the others, which are left alone. DataError for a file that is no ZIP, needs a password, or
    holds more than files so small can.
    """
    try:
        with zipfile.ZipFile(packed) as archive:
            return list(_taken_out(packed, archive, target))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise DataError(f"{packed.name} cannot be unpacked: {error}.", hint="Pack it anew as ZIP.") from None


def _taken_out(packed: Path, archive: zipfile.ZipFile, target: Callable[[PurePosixPath], Path]) -> Iterator[str]:
    unpacked = 0
    for member in archive.infolist():
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if member.is_dir() or path.name.startswith(".") or "__MACOSX" in path.parts:
            continue
        if member.flag_bits & 1:
            raise DataError(f"{packed.name} needs a password.", hint="Pack it without one.")
        if format_of(Path(path.name)) is None:
            yield path.as_posix()
            continue
        with archive.open(member) as source, target(path).open("wb") as written:
            while piece := source.read(_PIECE):
                unpacked += len(piece)
                check_expansion(packed, packed.name, unpacked)
                written.write(piece)
