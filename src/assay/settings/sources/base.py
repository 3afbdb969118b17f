"""What all sources have in common, and the tables of a database or lake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from pydantic import Field, field_validator, model_validator

from assay.contract.tables import TABLES
from assay.contract.zones import ZoneName
from assay.errors import did_you_mean
from assay.settings.amounts import Bytes
from assay.settings.secret import Secret
from assay.settings.section import Section

NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]*$"
ADDRESS = r"^(https://[^/\s@]+|http://(127\.0\.0\.1|localhost)(:\d+)?)/?$"
"""A token goes over TLS, or nowhere but to this machine."""


class SourceTable(Section):
    """What is read of a database: a table or a query.

    `name` is what the mapping calls its file; `to` the canonical table whose columns it already has. With `updated_at`
    only rows that changed since the last pull are read, else all of them each time: what is gone is retired then.
    """

    table: str | None = None
    query: str | None = None
    name: str | None = Field(default=None, pattern=NAME)
    to: str | None = None
    updated_at: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> SourceTable:
        if (self.table is None) == (self.query is None):
            raise ValueError("either table or query says what to read")
        if self.query is not None and self.name is None and self.to is None:
            raise ValueError("a query needs a name, or to = the canonical table it fills")
        return self

    @field_validator("to")
    @classmethod
    def _canonical(cls, to: str | None) -> str | None:
        return known_table(to)

    @property
    def called(self) -> str:
        return self.name or re.split(r"[./]", self.table or "")[-1] or self.to or ""


class BaseSource(Section):
    """`name` is told in reports and is where the cursor is kept. `mapping` (a file beside assay.toml) or `preset` say
    how rows become canonical tables; `system`, `options` and `words` are those of `assay load`.
    """

    usual_preset: ClassVar[str | None] = None

    name: str = Field(pattern=NAME)
    mapping: Path | None = None
    preset: str | None = None
    system: str | None = None
    options: dict[str, str] = Field(default_factory=dict)
    words: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way(self) -> BaseSource:
        if self.mapping is not None and self.preset is not None:
            raise ValueError("give mapping or preset, not both")
        return self

    @property
    def mapped_by(self) -> str | None:
        """The preset that makes its rows canonical; None where a mapping does, or nothing has to."""
        return None if self.mapping else self.preset or self.usual_preset

    @property
    def secrets(self) -> dict[str, Secret]:
        """The secrets it needs, by the names of their settings."""
        return dict(_secrets(self))


class AskedSource(BaseSource):
    """What a server is asked, by HTTP or IMAP. Each of its answers has at most `largest_answer`, is there within `answer_seconds`, and never
    pauses for `quiet_seconds`: what goes beyond is broken off, and nothing of it is kept.
    """

    largest_answer: Bytes = "256MiB"
    answer_seconds: float = Field(default=600, gt=0)
    quiet_seconds: float = Field(default=60, gt=0)


class TabularSource(BaseSource):
    """`timezone` is that of stamps without a zone; without it they are local to the workspace, as in files.

    Rows that changed up to `overlap_minutes` before the last one read are read again: transactions end late.
    """

    tables: tuple[SourceTable, ...] = Field(min_length=1)
    timezone: ZoneName | None = None
    overlap_minutes: int = Field(default=10, ge=0)

    @model_validator(mode="after")
    def _mapped(self) -> TabularSource:
        names = [table.called for table in self.tables]
        for table in self.tables:
            if names.count(table.called) > 1:
                raise ValueError(f"two tables are called {table.called!r}: give each a name of its own")
            canonical = table.to is not None or (table.name or table.called) in TABLES
            if not (canonical or self.mapping or self.preset):
                raise ValueError(
                    f"table {table.called!r} needs to = a canonical table, or the source a mapping or preset"
                )
        return self


def known_table(to: str | None) -> str | None:
    if to is not None and to not in TABLES:
        raise ValueError(f"unknown table {to!r}. {did_you_mean(to, tuple(TABLES))}")
    return to


def _secrets(section: Section, before: str = "") -> Iterator[tuple[str, Secret]]:
    """The secrets of a section and of those inside it, by the names of their settings."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, Secret):
            yield before + name, value
        elif isinstance(value, Section):
            yield from _secrets(value, f"{before}{name}.")
