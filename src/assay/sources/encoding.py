"""The encoding of a text file, decided on the whole of it."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

from assay.errors import DataError, UsageError
from assay.sources.shape import Decision, Progress, silent

CHUNK = 1 << 22
BROKEN = "\udcff"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REMEDY = 'Say it: encoding = "windows-1251" (or utf-8, utf-16, windows-1252 …) among the mapping\'s options.'
_BESIDE_ASCII = re.compile(rb"[A-Za-z][\xc0-\xff]|[\xc0-\xff][A-Za-z]")
_BESIDE_ITS_LIKE = re.compile(rb"[\xc0-\xff]{2}")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass
class Bytes:
    """What one pass over a file's bytes has counted."""

    size: int = 0
    first: bytes = b""
    newlines: int = 0
    returns: int = 0
    pairs: int = 0
    nuls: int = 0
    even_nuls: int = 0
    ends_in_newline: bool = True
    newlines_at_end: int = 0
    utf8: bool = True
    high: int = 0
    multibyte: int = 0
    beside_ascii: int = 0
    beside_its_like: int = 0
    undefined: dict[str, bool] = field(default_factory=dict)


def open_bytes(path: Path) -> IO[bytes]:
    """The file's content, unpacked when it is gzipped."""
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def chunks(path: Path) -> Iterator[bytes]:
    try:
        with open_bytes(path) as stream:
            while chunk := stream.read(CHUNK):
                yield chunk
    except (gzip.BadGzipFile, EOFError, OSError) as error:
        raise DataError(f"{path.name} cannot be read: {error}", file=str(path)) from None


def survey(path: Path, progress: Progress = silent) -> Bytes:
    """One pass over the whole file: its line ends, and all that tells encodings apart."""
    seen = Bytes()
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = b""
    for chunk in chunks(path):
        seen.first = seen.first or chunk[:4]
        _count_lines(seen, chunk, last)
        _count_nuls(seen, chunk)
        if not chunk.isascii():
            _count_letters(seen, chunk)
        seen.utf8 = seen.utf8 and _decodes(decoder, chunk)
        seen.size += len(chunk)
        last = chunk[-1:]
        progress(f"looking at {path.name}", seen.size, None)
    seen.utf8 = seen.utf8 and _decodes(decoder, b"", final=True)
    seen.ends_in_newline = last in (b"\n", b"\r")
    return seen


def digest(path: Path) -> str:
    """SHA-256 of the file as it lies on the disk."""
    hasher = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                hasher.update(chunk)
    except OSError as error:
        raise DataError(f"{path.name} cannot be read: {error.strerror}", file=str(path)) from None
    return hasher.hexdigest()


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _count_lines(seen: Bytes, chunk: bytes, last: bytes) -> None:
    seen.newlines += chunk.count(b"\n")
    text = chunk.rstrip(b"\r\n")
    end = chunk[len(text) :].count(b"\n")
    seen.newlines_at_end = end if text else seen.newlines_at_end + end
    if b"\r" in chunk or last == b"\r":
        seen.returns += chunk.count(b"\r")
        seen.pairs += chunk.count(b"\r\n") + (last == b"\r" and chunk[:1] == b"\n")


def _count_nuls(seen: Bytes, chunk: bytes) -> None:
    if b"\0" in chunk:
        seen.nuls += chunk.count(b"\0")
        seen.even_nuls += chunk[seen.size % 2 :: 2].count(b"\0")


def _count_letters(seen: Bytes, chunk: bytes) -> None:
    seen.high += len(chunk) - len(chunk.translate(None, bytes(range(128, 256))))
    seen.multibyte += sum(map(len, _MULTIBYTE.findall(chunk)))
    seen.beside_ascii += len(_BESIDE_ASCII.findall(chunk))
    seen.beside_its_like += len(_BESIDE_ITS_LIKE.findall(chunk))
    for name, holes in (("windows-1252", b"\x81\x8d\x8f\x90\x9d"), ("windows-1251", b"\x98")):
        seen.undefined[name] = seen.undefined.get(name, False) or len(chunk.translate(None, holes)) != len(chunk)


def decide_encoding(file: str, seen: Bytes, wanted: str | None) -> Decision:
    """The encoding by option, by mark, by validity or by the letters' neighbours; UsageError when none is sure."""
    if wanted:
        return Decision(file, "encoding", _known(wanted), "as the mapping or option says")
    for mark, name in _BOMS:
        if seen.first.startswith(mark):
            return Decision(file, "encoding", name.removesuffix("-sig"), "the file begins with its byte order mark")
    if wide := _without_mark(seen):
        return Decision(file, "encoding", wide, "every other byte of its digits and line ends is empty, as in UTF-16")
    if seen.utf8:
        return Decision(file, "encoding", "utf-8", "the whole file is valid UTF-8")
    if seen.multibyte * 4 >= seen.high * 3:
        return Decision(file, "encoding", "utf-8", "nearly all of it is valid UTF-8; broken rows are quarantined")
    return _by_neighbours(file, seen)


def _without_mark(seen: Bytes) -> str | None:
    """UTF-16 without a byte order mark: at least two empty bytes a line, all of them first or all second in a pair."""
    odd = seen.nuls - seen.even_nuls
    if seen.size % 2 or seen.nuls < 2 * max(seen.newlines, 1) or 20 * min(odd, seen.even_nuls) > seen.nuls:
        return None
    return "utf-16-be" if seen.even_nuls > odd else "utf-16-le"


def _by_neighbours(file: str, seen: Bytes) -> Decision:
    latin, cyrillic = seen.beside_ascii, seen.beside_its_like
    if latin > 4 * cyrillic and not seen.undefined["windows-1252"]:
        reason = f"not UTF-8; {latin} letters beyond ASCII stand beside Latin letters"
        return Decision(file, "encoding", "windows-1252", reason)
    if cyrillic > 4 * latin and not seen.undefined["windows-1251"]:
        reason = f"not UTF-8; letters beyond ASCII stand beside each other {cyrillic} times, as in Cyrillic words"
        return Decision(file, "encoding", "windows-1251", reason)
    raise UsageError(
        f"{file}: not UTF-8, and Windows-1251 and Windows-1252 are both possible "
        f"({latin} letters beyond ASCII beside Latin ones, {cyrillic} beside each other).",
        hint=_REMEDY,
    )


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise UsageError(f"Unknown encoding {name!r}.", hint=_REMEDY) from None


def _mark_broken(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error("assay.broken", _mark_broken)


def decoded(path: Path, encoding: str) -> io.TextIOWrapper:
    """The file's text with its line ends as they are; each run of bytes that is none in the encoding becomes BROKEN."""
    name = "utf-8-sig" if encoding == "utf-8" else encoding
    return io.TextIOWrapper(open_bytes(path), encoding=name, errors="assay.broken", newline="")
