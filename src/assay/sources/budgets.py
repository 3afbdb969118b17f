"""How much a file may hold: beyond it no table is read, so that a small file cannot take a machine's memory."""

from __future__ import annotations

import stat
from pathlib import Path

from assay.errors import DataError

CELLS = 20_000_000
"""Of a sheet, counted as the rectangle around all of them."""
COLUMNS = 4_096
SHEETS = 1_000
PLAIN = 64 << 20
"""Bytes that may be unpacked whatever the packed size."""
EXPANSION = 200
"""How many times its packed size a file may unpack to, above PLAIN. Tables of text do 5 to 30 times."""
UNPACKED = 2 << 30
"""Bytes of a workbook's parts together."""
LINE = 1 << 24
"""Characters of a line, and of a record of several lines."""


CELL = 1 << 16
"""Characters of a value in a column of Assay's own. A cell of a spreadsheet holds 32,767."""
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def kind_of_no_file(path: Path) -> str:
    """What a path is that is neither a file nor a folder, and so has no end to read to: `a pipe`; else empty."""
    mode = path.stat().st_mode
    return next((name for is_such, name in _KINDS if is_such(mode)), "")


def check_expansion(path: Path, name: str, unpacked: int) -> None:
    """DataError where a packed file has given more bytes than a table of text packs so small."""
    packed = max(1, path.stat().st_size)
    if unpacked > PLAIN and unpacked > EXPANSION * packed:
        raise DataError(
            f"{name} has {packed:,} bytes and unpacks to more than {EXPANSION} times as many ({unpacked:,} and more).",
            hint="Where that is right, unpack it: a file that is not packed may have any size.",
        )
