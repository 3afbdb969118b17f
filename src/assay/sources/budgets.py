"""How much a file may hold: beyond it no table is read, so that a small file cannot take a machine's memory."""

from __future__ import annotations

import stat
from pathlib import Path

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


def is_regular(path: Path) -> bool:
    """Whether a path is a file with an end: no pipe, socket or device, which would never be read to it."""
    return stat.S_ISREG(path.stat().st_mode)
