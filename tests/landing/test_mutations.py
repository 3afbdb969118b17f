"""Thousands of broken files: never a traceback, never a row lost or a value that no file has.

The oracle knows nothing of formats: a mutant is refused with a message, or its counts add up and every value that landed
can be found in the text of the file (unpacked, in any of its encodings).
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from landing_place import Landing, counts
from mutations import mutant

from assay.errors import AssayError

SHORT, LONG = range(15), range(4_000)
_ENCODINGS = (
    *("utf-8", "utf-16", "utf-16-le", "windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1254"),
    *("windows-1255", "windows-1256", "windows-1257", "cp874", "gb18030", "cp950", "cp932", "euc-jp", "cp949"),
    *("iso-8859-15", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "koi8-r", "koi8-u", "cp866", "cp850"),
    *("cp852", "mac-roman", "mac-cyrillic"),
)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_sample_of_mutants_lands_wholly_or_is_refused(tmp_path: Path, part: int) -> None:
    for seed in SHORT[part::3]:
        check(tmp_path / str(seed), seed)


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(40))
def test_thousands_of_mutants_land_wholly_or_are_refused(tmp_path: Path, part: int) -> None:
    for seed in LONG[part::40]:
        check(tmp_path / str(seed), seed)


def check(folder: Path, seed: int) -> None:
    """AssertionError or the traceback of what went wrong, named by the seed."""
    folder.mkdir()
    landing, made = Landing(folder), mutant(seed)
    path = folder / made.name
    path.write_bytes(made.content)
    try:
        report = landing.load(path)
    except AssayError:
        return
    except Exception as error:
        raise AssertionError(f"seed {seed}, {made.name}: {type(error).__name__}: {error}") from error
    counts(report)
    columns = "opportunity_id, account_id, name, currency, amount, CAST(created_at AS DATE)"
    landed = landing.rows("opportunities", columns) if report.loaded else []
    assert len(landed) == report.loaded, f"seed {seed}"
    texts = [re.sub(r"[\u200b\ufeff]", "", text).lower() for text in texts_of(path)]
    # Digits of other scripts are digits: ١٢٣ is 123.
    texts += [re.sub(r"\d", lambda digit: str(int(digit[0])), text) for text in texts if not text.isascii()]
    strange = [value for row in landed for value in row if value and not any(holds(text, value) for text in texts)]
    assert not strange, f"seed {seed}: {strange} are not in {made.name}"


def holds(text: str, value: str | Decimal | date) -> bool:
    """Whether a value that landed stands in a file's text, however it is written there."""
    if isinstance(value, Decimal):
        return holds_number(text, value)
    return (
        holds_day(text, value)
        if isinstance(value, date)
        else value.lower() in text or _spaceless(value) in _spaceless(text)
    )


def _spaceless(text: str) -> str:
    """What JSON says, however it is spaced."""
    return re.sub(r"\s", "", text.lower())


def holds_number(text: str, amount: Decimal) -> bool:
    """Whether the digits of an amount stand in a text in their order, whatever signs are between them."""
    digits = re.sub(r"\D", "", f"{abs(amount).normalize():f}").strip("0")
    return re.search(r"\D{0,3}".join(digits), text) is not None


def holds_day(text: str, day: date) -> bool:
    year, month, of_month = str(day).split("-")
    short = rf"{year[2:]}|{year}"
    parts = rf"0?{int(month)}\D+0?{int(of_month)}|0?{int(of_month)}\D+0?{int(month)}"
    return re.search(rf"({short})\D*({parts})|({parts})\D+({short})|{serial(day)}", text) is not None


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def texts_of(path: Path) -> list[str]:
    """What a file says, as text: every reading of its bytes that there may be."""
    content = path.read_bytes()
    match "".join(path.suffixes[-2:]):
        case ".csv.gz" | ".ndjson.gz":
            content = gzip.decompress(content)
        case ".parquet":
            rows = duckdb.sql(f"SELECT * FROM '{path}'").fetchall()
            return ["\n".join(str(cell) for row in rows for cell in row)]
        case ".xlsx":
            told = "\n".join(re.sub(r"<[^>]+>", "\n", html.unescape(part)) for part in parts_of(content))
            return [
                told,
                re.sub(r"\d+\.\d{10,}", lambda found: f"{float(found[0]):.12g}", told),
            ]  # 927.6799999999999 is 927.68
    texts = [content.decode(encoding, "ignore") for encoding in _ENCODINGS]
    return [*texts, *(_unescaped(text) for text in texts[:1])]


def parts_of(content: bytes) -> Iterator[str]:
    """The parts of a workbook that can be unpacked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            with suppress(zipfile.BadZipFile, zlib.error):
                yield archive.read(name).decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    """JSON's escapes and a CSV's doubled quotes undone."""
    plain = re.sub(r"\\u[0-9a-fA-F]{4}", lambda found: json.loads(f'"{found[0]}"'), text)
    return plain.replace('""', '"').replace('\\"', '"').replace("\\\\", "\\").replace("\\n", "\n").replace("\\t", "\t")
