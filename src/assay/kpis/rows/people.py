"""Rows of one person each, and of one field of a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from assay.errors import DefinitionError
from assay.kpis.rows.base import Base, Clock, together

PERSON_ATTACHMENTS: dict[str, tuple[str, ...]] = {
    "in_dialogue": ("touches",),
    "engaged": ("touches",),
    "on_deal": ("opportunities", "opportunity_people"),
}
"""Columns that can be attached to people, with the tables they need.

`in_dialogue`: a two-way touch in the last 180 days · `engaged`: an engaging touch in the look-back · `on_deal`: named on
a legitimate deal of any type by the as-of day.
"""


@dataclass(frozen=True)
class People(Base):
    """People active on the as-of day (rule 13) at accounts of the scope on it, `key` ones only where asked.

    `population` is that of `Accounts`: `scope` keeps customers at entry in, `target` leaves them out.
    """

    population: Literal["target", "scope"] = "scope"
    key: bool = False
    attach: tuple[str, ...] = ()
    grain: ClassVar[str] = "person"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "people")

    def __post_init__(self) -> None:
        _check(self.attach)

    @property
    def tables(self) -> tuple[str, ...]:
        return together(self.sources, *(PERSON_ATTACHMENTS[name] for name in self.attach))

    @property
    def clock(self) -> Clock:
        return "stock"


@dataclass(frozen=True)
class PersonFields(Base):
    """Active people at accounts in scope, one row for each field of `completeness.fields`; `filled` tells whether it is."""

    grain: ClassVar[str] = "person_field"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "people")

    @property
    def clock(self) -> Clock:
        return "stock"


@dataclass(frozen=True)
class NewPeople(Base):
    """People created in the window whose account was in scope on that day, one row each."""

    attach: tuple[str, ...] = ()
    grain: ClassVar[str] = "person"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "people")

    def __post_init__(self) -> None:
        _check(self.attach)

    @property
    def tables(self) -> tuple[str, ...]:
        return together(self.sources, *(PERSON_ATTACHMENTS[name] for name in self.attach))

    @property
    def clock(self) -> Clock:
        return "flow"


@dataclass(frozen=True)
class PeopleChange(Base):
    """People of the accounts in scope at the end of the window's first day, active then or on its last day.

    `change` is 1 for who came, -1 for who went, 0 for who stayed.
    """

    grain: ClassVar[str] = "person"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "people")

    @property
    def clock(self) -> Clock:
        return "flow"


def _check(names: tuple[str, ...]) -> None:
    for name in names:
        if name not in PERSON_ATTACHMENTS:
            raise DefinitionError(f"{name!r} cannot be attached to people.")


@dataclass(frozen=True)
class DecisionMakers(Base):
    """Active decision makers of target accounts on the window's last day.

    `touches` they engaged by in the window, on days on which their account was in scope; `months` the window has.
    """

    grain: ClassVar[str] = "person"
    sources: ClassVar[tuple[str, ...]] = ("accounts", "list_memberships", "people", "touches")

    @property
    def clock(self) -> Clock:
        return "flow"
