"""Files as they come out of the hands of many programs: small tables, written in every format, then broken by a seed."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

Rows = list[list[str]]
HEADER = ["opportunity_id", "account_id", "name", "amount", "currency", "created_at", "closed_at", "status"]
CELLS = (
    "", " ", "0", "-1", "1e400", "NaN", "inf", "1,234.5", "1.234,5", "12,5", "(5)", "5-", "$5", "USD 5", "1,23,456", "#N/A",
    "#DIV/0!", "null", "\\N", "-", "true", "Nein", "won", "Gewonnen", "0000-00-00", "2026-02-30", "30.02.2026", "01/02/26",
    "46052", "1.23457E+11", "123.0", '="0012"', "'0012", "a\u200bb", "x" * 70_000, "a\nb", 'a"b', '"', "a;b", "a\tb", "=1+1",
    "Łódź", "ООО", "\x00", "\ufeff", "\u2028", "[1, 2]", '{"a": 1}', "2026-03-29T02:30:00+02:00", "é" * 3, "١٢٣", "９", "½",
)  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    name: str
    content: bytes


def mutant(seed: int) -> Mutant:
    """The file of a seed, the same each time."""
    chance = random.Random(seed)
    rows = [list(HEADER), *(_row(chance, number) for number in range(1, chance.randint(2, 12)))]
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5))):
        chance.choice(_TABLE_CHANGES)(chance, rows)
    ending, write = chance.choice(_FORMATS)
    content = write(chance, rows)
    for _ in range(chance.choice((0, 0, 1, 1, 2, 4))):
        content = chance.choice(_BYTE_CHANGES)(chance, content)
    return Mutant(f"opportunities{ending}", content)


def _row(chance: random.Random, number: int) -> list[str]:
    day = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    status = chance.choice(("won", "lost", "open"))
    closed = "" if status == "open" else f"2026-12-{chance.randint(1, 28):02}"
    amount = chance.choice((f"{chance.randint(1, 90_000)}", f"{chance.random() * 1000:.2f}"))
    return [f"o{number}", f"a{chance.randint(1, 4)}", f"Deal {number}", amount, "EUR", day, closed, status]


def _cell(chance: random.Random, rows: Rows) -> None:
    row = chance.choice(rows)
    if row:
        row[chance.randrange(len(row))] = chance.choice(CELLS)


def _swap_columns(chance: random.Random, rows: Rows) -> None:
    one, other = chance.randrange(len(HEADER)), chance.randrange(len(HEADER))
    for row in rows:
        if len(row) > max(one, other):
            row[one], row[other] = row[other], row[one]


def _rename(chance: random.Random, rows: Rows) -> None:
    if rows[0]:
        rows[0][chance.randrange(len(rows[0]))] = chance.choice(
            (*HEADER, "Amount", "", "x", "Opportunity ID", " name ")
        )


_TABLE_CHANGES: tuple[Callable[[random.Random, Rows], None], ...] = (
    _cell, _cell, _cell, _cell, _rename, _swap_columns,
    lambda chance, rows: rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows))),
    lambda chance, rows: rows.insert(chance.randrange(len(rows) + 1), [chance.choice(("", "Total", "# comment", "sep=;"))]),
    lambda chance, rows: chance.choice(rows).append(chance.choice(CELLS)),
    lambda chance, rows: chance.choice(rows).pop() if all(rows) else None,
    lambda _, rows: rows.insert(0, ["Report of May"]),
    lambda _, rows: rows.append(["Total", "", "", "123", "", "", "", ""]),
    lambda _, rows: rows.reverse(),
    lambda _, rows: rows.__setitem__(slice(1, None), []),
)  # fmt: skip


def _delimited(chance: random.Random, rows: Rows) -> bytes:
    mark = chance.choice((",", ",", ";", "\t", "|"))
    end = chance.choice(("\n", "\n", "\r\n", "\r"))
    quoted = chance.random() < 0.3
    lines = [mark.join(_written(cell, mark, quoted=quoted) for cell in row) for row in rows]
    text = end.join(lines) + (end if chance.random() < 0.8 else "")
    encoding = chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "windows-1252", "windows-1251", "windows-1250"))
    return text.encode(encoding, "replace")


def _written(cell: str, mark: str, *, quoted: bool) -> str:
    wants = quoted or any(sign in cell for sign in (mark, '"', "\n", "\r"))
    return '"' + cell.replace('"', '""') + '"' if wants else cell


def _ndjson(chance: random.Random, rows: Rows) -> bytes:
    header = rows[0] or ["x"]
    objects = [dict(zip(header, row, strict=False)) for row in rows[1:]]
    if objects and chance.random() < 0.3:
        chance.choice(objects)[chance.choice(header)] = chance.choice(([1], {"a": []}, None, 1.5, True, 10**30))  # type: ignore[assignment]
    return "\n".join(json.dumps(one, ensure_ascii=chance.random() < 0.5) for one in objects).encode("utf-8", "replace")


def _parquet(_: random.Random, rows: Rows) -> bytes:
    header = [name or f"c{place}" for place, name in enumerate(rows[0])]
    width = len(header)
    body = [(row + [""] * width)[:width] for row in rows[1:]]
    columns = {
        f"{name}{place}" if header.index(name) != place else name: [row[place] for row in body]
        for place, name in enumerate(header)
    }
    stream = io.BytesIO()
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), stream)
    return stream.getvalue()


def _workbook(chance: random.Random, rows: Rows) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_numbers": chance.random() < 0.5, "nan_inf_to_errors": True}
    ) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                if "\x00" not in cell:
                    sheet.write(place, column, cell[:30_000])
    return stream.getvalue()


def _zipped(chance: random.Random, rows: Rows) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("opportunities.csv", _delimited(chance, rows))
    return stream.getvalue()


_FORMATS: tuple[tuple[str, Callable[[random.Random, Rows], bytes]], ...] = (
    (".csv", _delimited), (".csv", _delimited), (".csv", _delimited), (".tsv", _delimited),
    (".csv.gz", lambda chance, rows: gzip.compress(_delimited(chance, rows))),
    (".ndjson", _ndjson), (".ndjson.gz", lambda chance, rows: gzip.compress(_ndjson(chance, rows))),
    (".parquet", _parquet), (".xlsx", _workbook), (".xlsx", _zipped),
)  # fmt: skip
_BYTES = (b"\x00", b"\xff", b"\x80", b'"', b"\n", b"\r", b",", b";", b"\xef\xbb\xbf", b"\xc3\xa9", b"\xc3", b"{", b"\\")


def _insert(chance: random.Random, content: bytes) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + chance.choice(_BYTES) + content[place:]


def _cut(chance: random.Random, content: bytes) -> bytes:
    return content[: chance.randint(0, len(content))]


def _drop(chance: random.Random, content: bytes) -> bytes:
    place = chance.randint(0, len(content))
    return content[:place] + content[place + chance.randint(1, 3) :]


def _flip(chance: random.Random, content: bytes) -> bytes:
    if not content:
        return content
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :]


_BYTE_CHANGES = (_insert, _insert, _drop, _flip, _cut)
