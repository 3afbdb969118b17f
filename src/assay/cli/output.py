"""Where output goes: data to stdout as a table, JSON or CSV; progress and errors to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TextIO

from assay.cli.options import Place

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

WIDTH = 160
"""Of tables that go into a file or another program."""

Lines = tuple[Sequence[str], Iterable[Sequence[Any]]]


def show(place: Place, data: Any, lines: Lines, tables: Callable[[], Iterable[RenderableType]]) -> None:
    """Print the same thing in the format asked for: `data` as JSON, `lines` (header, rows) as CSV, or tables."""
    if place.format == "json":
        print_json(data)
    elif place.format == "csv":
        print_csv(*lines, raw=place.raw)
    else:
        screen = console(sys.stdout)
        for table in tables():
            screen.print(table)


def print_json(data: Any) -> None:
    from assay.exact import json_text

    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    print(json_text(data, ensure_ascii=plain, indent=2, default=_plain))


def print_csv(header: Sequence[str], rows: Iterable[Sequence[Any]], *, raw: bool = False) -> None:
    """ISO dates, a decimal point, true and false, nothing for null; no text becomes a formula, unless `raw`."""
    from assay.delimited_text import csv_lines

    for line in csv_lines(header, rows, raw=raw):
        sys.stdout.write(line)


def console(stream: TextIO) -> Console:
    """Text is printed as it is: no markup, no emoji, nothing coloured by its looks."""
    from rich.console import Console

    width = get_terminal_size((WIDTH, 50)).columns if not stream.isatty() else None
    return Console(file=stream, markup=False, emoji=False, highlight=False, width=width, soft_wrap=False)


def make_table(
    header: Sequence[str], rows: Iterable[Sequence[Any]], *, right: Sequence[str] = (), title: str = ""
) -> Table:
    """A table of text; the columns named in `right` are aligned to the right."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", pad_edge=False)
    for name in header:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(printable(value) for value in row))
    return table


def console_text(*lines: str) -> Iterator[RenderableType]:
    """Lines of text, without control characters."""
    from rich.text import Text

    return (Text(printable(line)) for line in lines)


def printable(value: Any) -> str:
    """Text for a terminal: nothing for null, and no control characters, whatever somebody's file has in it.

    >>> printable("a\\x1b[31mb"), printable(None)
    ('a�[31mb', '')
    """
    if value is None:
        return ""
    return "".join(char if char >= " " and not "\x7f" <= char <= "\x9f" else "�" for char in str(value))


def tell(text: str) -> None:
    """A line to stderr."""
    print(text, file=sys.stderr)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
