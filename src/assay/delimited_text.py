"""The one writer of CSV, for the command line and the pages: what it writes is read back as it was."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from assay.exact import decimal, json_text

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
"""First characters that make a spreadsheet take text for a formula, the full-width ones included."""


def csv_lines(
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    raw: bool = False,
    delimiter: str = ",",
    comma: bool = False,
    end: str = "\n",
) -> Iterator[str]:
    """The lines of a table, each with its end.

    ISO dates, numbers as numbers (`comma`: with a decimal comma), `true` and `false`, nothing for null. Text that a
    spreadsheet would take for a formula gets an apostrophe before it, unless `raw`.
    """
    for row in chain([header], rows):
        yield _line([csv_cell(value, comma=comma, raw=raw) for value in row], delimiter) + end


def csv_cell(value: Any, comma: bool = False, *, raw: bool = False) -> str:
    """Numbers stay numbers; text that a spreadsheet would take for a formula gets an apostrophe before it.

    >>> csv_cell("=1+1"), csv_cell(-1.5), csv_cell("-1.5"), csv_cell(True), csv_cell(-1.5, comma=True)
    ("'=1+1", '-1.5', "'-1.5", 'true', '-1,5')
    >>> csv_cell("=1+1", raw=True), csv_cell(float("nan")), csv_cell(None)
    ('=1+1', '', '')
    """
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | Decimal):
        exact = decimal(value) if isinstance(value, Decimal) else value
        if exact is None:
            return ""
        text = format(exact, "f") if isinstance(exact, Decimal) else repr(exact)
        return text.replace(".", ",") if comma else text
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | dict | tuple):
        value = json_text(value, ensure_ascii=False, default=_plain)
    return str(value) if raw else harmless(str(value))


def harmless(text: str) -> str:
    """Text with an apostrophe before it where a spreadsheet would take it for a formula, leading blanks aside."""
    blank = " \N{NO-BREAK SPACE}\ufeff"
    return f"'{text}" if text.lstrip(blank).startswith(DANGEROUS) or text[:1] in DANGEROUS else text


def _line(cells: Sequence[str], delimiter: str) -> str:
    """Quoted wherever a reader could end a cell or a line: the writer's own line end has both of `\\r` and `\\n`."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return out.getvalue()[:-2]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
