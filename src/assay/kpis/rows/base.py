"""What every kind of rows has: a grain, a clock, the tables it comes from and the dimensions it reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import ClassVar, Literal

Clock = Literal["flow", "stock"]

SCOPE_DIMENSIONS = ("list", "arm", "programme")
ACCOUNT_DIMENSIONS = ("account", "tier", "owner", "industry", "country", "region", "city")
DEAL_DIMENSIONS = ("stage", "approach", "deal_owner")
TOUCH_DIMENSIONS = ("channel", "kind", "campaign", "team")
PERSON_DIMENSIONS = ("role", "seniority")

DIMENSIONS_OF: dict[str, tuple[str, ...]] = {
    "account": (),
    "account_part": (),
    "touch": (*TOUCH_DIMENSIONS, *PERSON_DIMENSIONS),
    "session": TOUCH_DIMENSIONS,
    "deal": DEAL_DIMENSIONS,
    "deal_stage": DEAL_DIMENSIONS,
    "person": PERSON_DIMENSIONS,
    "person_field": (*PERSON_DIMENSIONS, "field"),
    "contract": (),
    "answer": ("attribute", "wave"),
    "visitor": (),
    "signal": ("topic",),
    "cost": ("campaign",),
    "quota": (),
}
"""Dimensions beyond those of the account that rows of a grain reach by many-to-one paths."""


def together(*tables: Iterable[str]) -> tuple[str, ...]:
    """Tables in the order in which they are named, each once."""
    return tuple(dict.fromkeys(chain(*tables)))


@dataclass(frozen=True)
class Base:
    """Rows of one grain inside the scope; each subclass names what they are, `assay.metrics.relations` builds them."""

    grain: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    @property
    def tables(self) -> tuple[str, ...]:
        """Tables of the contract that these very rows are made of; `sources` are those of every row of the kind."""
        return self.sources

    @property
    def clock(self) -> Clock:
        """`flow`: dated events; `stock`: a state at the end of the as-of day; a window of targeted accounts may be either."""
        raise NotImplementedError

    @property
    def clocks(self) -> tuple[Clock, ...]:
        return (self.clock,)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return (*SCOPE_DIMENSIONS, *ACCOUNT_DIMENSIONS, *DIMENSIONS_OF[self.grain])
