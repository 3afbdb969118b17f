"""The encoding of a text file, decided on the whole of it: by its mark, by validity, or by how its words read."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from assay.errors import DataError, UsageError
from assay.sources.budgets import check_expansion
from assay.sources.code_pages import SURE, Reading, WordSample, as_read, likely_readings
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
_REMEDY = (
    "Say it: --option encoding=windows-1252 (or windows-1250, utf-8 …), or encoding = … among the mapping's options."
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _read_wrongly(page: str, first: str, leads: str, least: int) -> re.Pattern[bytes]:
    """UTF-8 of what UTF-8 looks like in a code page: `Ã¼` for ü. `first` is where it begins, `leads` where it may go on."""
    signs = [sign for byte in range(0x80, 0xC0) if (sign := bytes([byte]).decode(page, "ignore"))]
    follows = "(?:" + "|".join(re.escape(sign) for sign in signs) + ")"
    return re.compile(f"{first}{follows}(?:(?:{leads}){follows}){{{least},}}".encode())


_WRONGLY = (
    *(_read_wrongly("windows-1252", first, "Ã|Â|Å|Ä", 0) for first in "ÃÂÅÄ"),
    re.compile("â€".encode()),
    _read_wrongly("windows-1251", "Р", "Р|С", 1),
)
_WORD_BEFORE, _WORD_BEHIND = re.compile(rb"[0-9A-Za-z\x80-\xff]*\Z"), re.compile(rb"[0-9A-Za-z\x80-\xff]*")


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
    twice: int = 0
    twice_first: bytes = b""


def open_bytes(path: Path) -> IO[bytes]:
    """The file's content, unpacked when it is gzipped."""
    return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def chunks(path: Path) -> Iterator[bytes]:
    packed, size = path.suffix.lower() == ".gz", 0
    try:
        with open_bytes(path) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if packed:
                    check_expansion(path, path.name, size)
                yield chunk
    except (gzip.BadGzipFile, zlib.error, EOFError, OSError) as error:
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
    for pattern in _WRONGLY if seen.utf8 else ():
        if letter := pattern.search(chunk):
            seen.twice += len(pattern.findall(chunk))
            seen.twice_first = seen.twice_first or _word_around(chunk, letter)


def _word_around(chunk: bytes, letter: re.Match[bytes]) -> bytes:
    before = _WORD_BEFORE.search(chunk[max(0, letter.start() - 30) : letter.start()])
    behind = _WORD_BEHIND.match(chunk[letter.end() : letter.end() + 30])
    return b"".join(part[0] for part in (before, letter, behind) if part)


def decide_encoding(path: Path, file: str, seen: Bytes, wanted: str | None) -> list[Decision]:
    """The encoding by option, by mark, by validity or by how the words read, and what else their letters tell.

    UsageError when two readings are about as likely.
    """
    decision = _decided(path, file, seen, wanted)
    return [decision, *_told_twice(file, seen)] if decision.value == "utf-8" else [decision]


def _decided(path: Path, file: str, seen: Bytes, wanted: str | None) -> Decision:
    if wanted:
        return Decision(file, "encoding", _known(wanted), "as the mapping or option says")
    for mark, name in _BOMS:
        if seen.first.startswith(mark):
            return Decision(file, "encoding", name.removesuffix("-sig"), "the file begins with its byte order mark")
    if wide := _without_mark(seen):
        return Decision(file, "encoding", wide, "every other byte of its digits and line ends is empty, as in UTF-16")
    if seen.utf8:
        return Decision(file, "encoding", "utf-8", "the whole file is valid UTF-8")
    return _by_words(path, file, seen)


def _told_twice(file: str, seen: Bytes) -> Iterator[Decision]:
    """Words that some program before has read in a wrong encoding: `MÃ¼ller`."""
    written = seen.twice_first.decode("utf-8", "replace")
    meant = next(filter(None, (_undone(written, page) for page in ("windows-1252", "windows-1251"))), "")
    if seen.twice and meant:
        reason = f"{written} may have been {meant}: whatever wrote the file had read it in a wrong encoding"
        yield Decision(file, "letters read wrongly before", f"{seen.twice:,} times, kept as it is", reason)


def _undone(written: str, page: str) -> str:
    try:
        return written.encode(page).decode("utf-8")
    except UnicodeError:
        return ""


def _without_mark(seen: Bytes) -> str | None:
    """UTF-16 without a byte order mark: at least two empty bytes a line, all of them first or all second in a pair."""
    odd = seen.nuls - seen.even_nuls
    if seen.size % 2 or seen.nuls < 2 * max(seen.newlines, 1) or 20 * min(odd, seen.even_nuls) > seen.nuls:
        return None
    return "utf-16-be" if seen.even_nuls > odd else "utf-16-le"


def _by_words(path: Path, file: str, seen: Bytes) -> Decision:
    sample, multibyte = WordSample(), 0
    for chunk in chunks(path):
        if not chunk.isascii():
            sample.add(chunk)
            multibyte += sum(map(len, _MULTIBYTE.findall(chunk)))
    if multibyte * 4 >= seen.high * 3:
        return Decision(file, "encoding", "utf-8", "nearly all of it is valid UTF-8; broken rows are quarantined")
    readings = likely_readings(sample)
    if not readings:
        raise UsageError(f"{file} is text in no encoding Assay knows.", hint=_REMEDY)
    likely = [one for one in readings if readings[0].score - one.score < SURE]
    if len(likely) > 1:
        shown = " or ".join(f"{word!r} ({page})" for page, word in as_read(likely[:4]))
        raise UsageError(f"{file}: not UTF-8, and a word may read {shown}: the encoding is not sure.", hint=_REMEDY)
    return Decision(file, "encoding", readings[0].encoding, f"not UTF-8; {_shown(readings[:2])}")


def _shown(readings: Sequence[Reading]) -> str:
    (_, best), *others = as_read(readings)
    return f"it has {best!r}" + "".join(f", which would be {word!r} in {page}" for page, word in others)


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
