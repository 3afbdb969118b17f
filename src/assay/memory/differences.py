"""What can differ between two runs, as data; `line` words it in English, for the command line and JSON. Pages and reports
word it themselves, in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal


@dataclass(frozen=True)
class RowsLanded:
    """So many rows of a table, by so many loads."""

    table: str
    rows: int
    loads: int

    @property
    def line(self) -> str:
        return f"{self.table}: {self.rows:,} new or changed rows in {self.loads} load{'s' if self.loads != 1 else ''}"


@dataclass(frozen=True)
class LoadsTakenBack:
    """Loads of a table, by their numbers."""

    table: str
    loads: tuple[int, ...]

    @property
    def line(self) -> str:
        return f"{self.table}: load{'s' if len(self.loads) > 1 else ''} {', '.join(map(str, self.loads))} taken back"


@dataclass(frozen=True)
class ListChanged:
    """So many accounts were added to a list, removed, moved or drawn, by whom and why."""

    list: str
    accounts: int
    kind: str
    day: date
    by: str
    reason: str

    @property
    def line(self) -> str:
        why = f" ({self.reason})" if self.reason else ""
        return f"list {self.list}: {self.accounts:,} {self.kind} from {self.day} on, by {self.by}{why}"


@dataclass(frozen=True)
class MoreListsChanged:
    """So many changes of lists besides those that are told one by one."""

    changes: int

    @property
    def line(self) -> str:
        return f"and {self.changes} more changes of lists"


@dataclass(frozen=True)
class Link:
    """Two ids that are one company, or one person, and why."""

    one: str
    other: str
    reason: str


@dataclass(frozen=True)
class LinksMoved:
    """Links of companies, or of people, that came or went: how many, and the first of them."""

    of: Literal["companies", "people"]
    moved: Literal["came", "went"]
    links: int
    first: tuple[Link, ...]

    @property
    def line(self) -> str:
        what = f"link{'s' if self.links != 1 else ''}" + (" of people" if self.of == "people" else "")
        told = ", ".join(f"{link.one} = {link.other} ({link.reason})" for link in self.first)
        more = f" and {self.links - len(self.first)} more" if self.links > len(self.first) else ""
        return f"{self.links} {what} {self.moved}: {told}{more}"


@dataclass(frozen=True)
class SettingChanged:
    """A setting by its name in assay.toml (`engagement.lookback_days`); None where it is not set."""

    name: str
    before: Any
    after: Any

    @property
    def section(self) -> str:
        return self.name.partition(".")[0]

    @property
    def line(self) -> str:
        then, now = ("not set" if side is None else side for side in (self.before, self.after))
        return f"{self.name}: {then} → {now}"


@dataclass(frozen=True)
class CodeChanged:
    """The facts were built by another version of Assay."""

    @property
    def line(self) -> str:
        return "another version of Assay built the facts"


@dataclass(frozen=True)
class DayPassed:
    """The day that runs were looked at from, or their last day with data; None where nothing has a day."""

    what: Literal["today", "last day with data"]
    before: date | None
    after: date | None

    @property
    def line(self) -> str:
        return f"{self.what}: {self.before} → {self.after}"


Difference = (
    RowsLanded | LoadsTakenBack | ListChanged | MoreListsChanged | LinksMoved | SettingChanged | CodeChanged | DayPassed
)
