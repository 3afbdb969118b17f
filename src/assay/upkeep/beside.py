"""What lies beside the data in a workspace's folder and names a person: packs, exports, the files that were loaded.

They are somebody's own, so an erasure tells them and leaves them. What is packed is looked into: workbooks and slides, zip
and gzip, Parquet. Whatever cannot be (PDF, pictures, files with a password, too large ones) is told as not looked into.
"""

from __future__ import annotations

import gzip
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as parquet
from pyarrow import ArrowException

from assay.landing.marks import Marks
from assay.store.workspace import Workspace

LARGEST = 256 << 20
"""Bytes of a file, and of what it unpacks to, that are read."""
DEEPEST = 3
"""Packed files within packed files."""
CLOSED = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\xd0\xcf\x11\xe0",
    b"\x28\xb5\x2f\xfd",
    b"BZh",
    b"\xfd7zXZ",
)
"""How files begin whose text does not stand in them as it is."""
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Beside:
    """Paths from the workspace's folder: files that name the person, and files that could not be looked into."""

    named: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


class _Closed(Exception):
    """What is packed in a way that is not looked into."""


def look_beside(workspace: Workspace, marks: Marks) -> Beside:
    """Looks at every file of the workspace's folder but those of `.assay` and what was put aside of it."""
    pattern = marks.pattern(letters=r"\w")
    if not pattern:
        return Beside()
    person, named, closed = re.compile(pattern, re.IGNORECASE), [], []
    for path in _files(workspace):
        try:
            if path.stat().st_size > LARGEST:
                raise _Closed
            if person.search(path.name) or any(map(person.search, texts_of(path.read_bytes()))):
                named.append(path.relative_to(workspace.path).as_posix())
        except (_Closed, OSError):
            closed.append(path.relative_to(workspace.path).as_posix())
    return Beside(tuple(named), tuple(closed))


def _files(workspace: Workspace) -> Iterator[Path]:
    for top in sorted(workspace.path.iterdir()):
        if not top.name.startswith(".assay"):
            found = sorted(top.rglob("*")) if top.is_dir() and not top.is_symlink() else [top]
            yield from (path for path in found if path.is_file() and not path.is_symlink())


def texts_of(content: bytes, deep: int = 0) -> Iterator[str]:
    """The texts that a file holds, unpacked. Raises `_Closed` for one that cannot be looked into."""
    if deep > DEEPEST or content.startswith(CLOSED):
        raise _Closed
    if content.startswith(b"PK\x03\x04"):
        yield from _of_zip(content, deep)
    elif content.startswith(b"\x1f\x8b"):
        yield from texts_of(_unpacked(content), deep + 1)
    elif content.startswith(b"PAR1"):
        yield from _of_parquet(content)
    else:
        yield from _of_text(content)


def _of_text(content: bytes) -> Iterator[str]:
    """As UTF-8, and as UTF-16 where it begins so; with the entities of markup, and without its tags."""
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = content.decode("utf-16" if wide else "utf-8", "replace")
    yield text
    if "<" in text:
        yield html.unescape(text)
        yield html.unescape(_TAGS.sub("", text))  # a name of which a part is bold
    if not wide and "\ufffd" in text:
        yield content.decode("cp1252", "replace")


def _of_zip(content: bytes, deep: int) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST:
                raise _Closed
            for one in packed.infolist():
                yield one.filename
                if not one.filename.lower().endswith((".png", ".jpg", ".jpeg", ".emf")):
                    yield from texts_of(packed.read(one), deep + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise _Closed from None


def _of_parquet(content: bytes) -> Iterator[str]:
    try:
        file = parquet.ParquetFile(io.BytesIO(content))
        yield from (str(batch.to_pylist()) for batch in file.iter_batches(10_000))
    except ArrowException:
        raise _Closed from None


def _unpacked(content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as file:
            found = file.read(LARGEST + 1)
    except (OSError, zlib.error, EOFError):
        raise _Closed from None
    if len(found) > LARGEST:
        raise _Closed
    return found


__all__ = ["Beside", "look_beside", "texts_of"]
