"""`[kept]` and `[retention]`: what is kept to be quick, and how long data are kept."""

from __future__ import annotations

from pydantic import Field, field_validator

from assay.contract.tables import AGED
from assay.settings.amounts import Days
from assay.settings.section import Section


class Kept(Section):
    """What is kept to be quick: compiled SQL, in memory by each run that is open and on the disk by the workspace, and
    the server's answers. The least recently used go first.
    """

    statements: int = Field(default=2_000, ge=1, le=100_000)
    answers: int = Field(default=1_024, ge=1, le=100_000)


class Retention(Section):
    """How many days things are kept before `assay retain` removes them; without a number for good.

    `tables` are whole rows by their own day, `ip_days` the IP addresses of touches, `replaced_days` older versions of rows
    since they were replaced, `quarantine_days` bad rows since their load, `aside_days` what was put aside.
    """

    ip_days: Days | None = None
    replaced_days: Days | None = None
    quarantine_days: Days | None = None
    aside_days: Days | None = None
    tables: dict[str, Days] = Field(default_factory=dict)

    @field_validator("tables")
    @classmethod
    def _aged(cls, tables: dict[str, int]) -> dict[str, int]:
        for name in tables:
            if name not in AGED:
                raise ValueError(f"rows of {name!r} have no age: one of {', '.join(AGED)}")
        return tables
