"""What a mapping says, as data: where each canonical column of a table comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Comparison = Literal["no", "name", "host", "domain"]
Policy = Literal["keep", "empty", "list"]


@dataclass(frozen=True)
class Test:
    """One test of one column; `columns` are spellings of its header, several that are there are coalesced."""

    columns: tuple[str, ...]
    word: Literal["is", "is_not", "in", "not_in", "empty", "starts_with", "contains"]
    values: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition = Test | AllOf | AnyOf


@dataclass(frozen=True)
class Join:
    """A look-up in another file of the same load: the row whose `by` equals this file's value gives its `take`.

    `normalise`: compared as they are, as names (or hosts, where both are such), or by the hosts and the registered domains
    of websites and addresses. Without `by`, the file holds one value for all rows. Where rows of the other file disagree, those that fulfil
    `prefer` decide; if they disagree too, `several` says what the column gets, never one of the values.
    """

    files: tuple[str, ...]
    by: tuple[str, ...]
    take: tuple[str, ...]
    where: Condition | None = None
    prefer: Condition | None = None
    normalise: Comparison = "no"
    none: Policy = "keep"
    several: Policy = "keep"


@dataclass(frozen=True)
class Unit:
    multiplier: str
    currency: str | None = None


@dataclass(frozen=True)
class Otherwise:
    """What becomes of a value that a value map does not know."""

    action: Literal["keep", "reject", "skip", "value"]
    value: str = ""


@dataclass(frozen=True)
class Case:
    when: Condition
    value: str


PERIOD, FIRST = "period", "first"
"""The option that puts a row about several days on the first of them."""


@dataclass(frozen=True)
class Rule:
    """Where one canonical column comes from: exactly one of the first five, then what is done to it."""

    columns: tuple[str, ...] = ()
    value: str | None = None
    text: str | None = None
    cases: tuple[Case, ...] = ()
    between: tuple[tuple[str, ...], tuple[str, ...]] | None = None
    join: Join | None = None
    map: tuple[tuple[str, str], ...] | None = None
    otherwise: Otherwise = Otherwise("keep")
    when: Condition | None = None
    unit: Unit | None = None
    as_date: bool = False
    until: tuple[str, ...] = ()
    """Of a day: the columns with the last day that the row is about, where it may be another than the first."""
    epoch: bool = False
    single: Literal["", "only", "repeated"] = ""
    optional: bool = False
    fallback: Rule | None = None


@dataclass(frozen=True)
class Unpivot:
    """Columns that become rows: those of these patterns.

    What the first `*` stands for is the value of the column `name`, the cell that of the column `value`; empty cells give no row.
    """

    patterns: tuple[str, ...]
    name: str
    value: str

    def matches(self, headers: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """(header, what `*` stands for) of the columns that are meant, each once."""
        values: dict[str, str] = {}
        for pattern in self.patterns:
            gap = "(.+)" if pattern.count("*") == 1 else "(.*)"
            shape = re.compile(gap.join(map(re.escape, pattern.split("*"))), re.IGNORECASE)
            for header in headers:
                if match := shape.fullmatch(header.strip()):
                    values.setdefault(header, match[1].strip())
        return tuple(values.items())


@dataclass(frozen=True)
class TableRule:
    """How rows of some files become rows of one canonical table.

    `lenient` tables (those of a preset) take what columns there are; the others want every column they name.
    `complete` says that each of its files is the whole table, so that what is not in it is gone at its source.
    `tells` are columns that, all together and without any of `tells_not`, make a file this table's whatever it is called.
    `strict` are the canonical columns whose headers must be there in any case. `amended_by` names the table of one's own
    that amends it; that table itself is a `standby`, for files that no table it amends is about.
    """

    to: str
    files: tuple[str, ...]
    columns: tuple[tuple[str, Rule], ...]
    options: tuple[tuple[str, str], ...] = ()
    requires: tuple[tuple[str, ...], ...] = ()
    unless: tuple[tuple[str, ...], ...] = ()
    tells: tuple[tuple[str, ...], ...] = ()
    tells_not: tuple[tuple[str, ...], ...] = ()
    unless_files: tuple[str, ...] = ()
    where: Condition | None = None
    deleted: Condition | None = None
    modified_at: Rule | None = None
    each: tuple[tuple[str, ...], str] | None = None
    unpivot: Unpivot | None = None
    distinct: bool = False
    complete: bool = False
    rest: tuple[str, ...] = ()
    utc_if: tuple[str, ...] = ()
    lenient: bool = False
    strict: tuple[str, ...] = ()
    amended_by: frozenset[str] = frozenset()
    standby: bool = False
    where_from: str = ""
    lines: dict[str, int] = field(default_factory=dict, compare=False)

    @property
    def derived(self) -> bool:
        """Whether its rows are worked out of others', so that none of them is gone because a file lacks it."""
        return self.distinct or bool(self.modified_at and self.modified_at.value) or self.deleted == AllOf(())

    def at(self, key: str = "") -> str:
        """File and line of a key of this table in the mapping, for messages."""
        line = self.lines.get(key, self.lines.get(""))
        return f"{self.where_from}:{line}" if line else self.where_from
