"""Every error Assay raises on purpose.

AssayError
├── DataError        the data do not allow it (exit status 1)
├── UsageError       the command, the scope or a file's mapping was wrong (exit status 2)
│   └── DefinitionError   a KPI was declared wrongly; raised at import
└── WorkspaceError   the workspace is busy or damaged (exit status 3)
    ├── BusyError         somebody else is writing to it
    ├── SpaceError        the disk is full
    ├── RightsError       reading or writing is not allowed
    └── DeviceError       the disk gave an error
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, ClassVar


class AssayError(Exception):
    """What went wrong, with the value, and what to do about it."""

    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str | None = None, **context: Any) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.context = context

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class DataError(AssayError):
    exit_status = 1


class UsageError(AssayError):
    exit_status = 2


class DefinitionError(UsageError):
    pass


class WorkspaceError(AssayError):
    exit_status = 3


class BusyError(WorkspaceError):
    pass


class SpaceError(WorkspaceError):
    pass


class RightsError(WorkspaceError):
    pass


class DeviceError(WorkspaceError):
    pass


def did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str | None:
    """A hint that names the closest known word, or lists the known words when there are few."""
    close = get_close_matches(word, known, n=1)
    if close:
        return f"Did you mean {close[0]!r}?"
    return f"Known: {', '.join(known)}." if len(known) <= 30 else None
