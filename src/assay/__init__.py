"""Assay measures account-based marketing: the account funnel, honest KPIs, every number down to its rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assay.version import __version__

if TYPE_CHECKING:
    from assay.api import Reader

__all__ = ["__version__", "open"]


def open(path: Path | str = ".", run: int | None = None) -> Reader:
    """A workspace open for questions: `assay.open("work").kpi("win_rate", by=["tier"]).frame()`.

    Reads the current run, or the kept run of this number. Raises UsageError when there is no workspace or no such run,
    DataError when nothing has been built yet.
    """
    from assay.api import open_workspace

    return open_workspace(path, run)
