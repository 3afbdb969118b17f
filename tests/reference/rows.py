"""The company's rows as plain frozen dataclasses, ids already moved to the survivors of merges."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

FOREVER = date.max


@dataclass(frozen=True)
class Account:
    id: str
    parent: str | None
    owner: str | None
    industry: str | None
    created_on: date | None
    excluded: bool
    row: dict[str, Any] = field(compare=False, hash=False, default_factory=dict)


@dataclass(frozen=True)
class Person:
    id: str
    account: str | None
    seniority: str | None
    role: str | None
    created_on: date | None
    left_on: date | None
    objected: bool
    bounced: bool
    row: dict[str, Any] = field(compare=False, hash=False, default_factory=dict)

    def known(self, day: date) -> bool:
        return self.created_on is None or self.created_on <= day

    def active(self, day: date) -> bool:
        """Rule 13: created, not left, not merged away (only survivors are here), no objection."""
        return self.known(day) and not (self.left_on and self.left_on <= day) and not self.objected


@dataclass(frozen=True)
class Membership:
    list: str
    account: str
    start: date
    end: date  # exclusive
    arm: str
    tier: str | None
    programme: str | None

    def covers(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True)
class Touch:
    id: str
    at: datetime
    day: date
    kind: str
    channel: str
    direction: str
    team: str
    account: str | None
    person: str | None  # None for those who objected
    visitor: str | None
    session: str | None
    campaign: str | None
    asset: str | None
    url: str | None
    outcome: str | None
    quantity: Fraction
    engages: bool
    minutes: Fraction  # with quantity, without weights
    seniority_weight: Fraction
    objected: bool  # of somebody who objected: no person is named
    suppressed: bool  # rule 13: of somebody who objected, at too small an account

    @property
    def actor(self) -> tuple[str, str]:
        """Person, else visitor, else the touch itself."""
        if self.person:
            return ("person", self.person)
        return ("visitor", self.visitor) if self.visitor else ("touch", self.id)


@dataclass(frozen=True)
class Visitor:
    id: str
    account: str | None
    person: str | None
    identified_on: date | None
    consent: str


@dataclass(frozen=True)
class Stage:
    name: str
    position: float
    status: str
    qualified: bool
    probability: Fraction | None
    pipeline: str | None


@dataclass(frozen=True)
class StageRow:
    day: date
    at: datetime
    stage: str
    amount: Fraction | None
    moved: bool = False


@dataclass(frozen=True)
class Deal:
    id: str
    account: str | None
    type: str
    amount: Fraction | None
    currency: str
    created_on: date
    closed_on: date | None  # of a closed deal: closed_at, else its last closing row
    status: str
    stage: str | None
    owner: str | None
    approach: str | None
    history: tuple[StageRow, ...]  # by time; the last closing row stands on closed_at's day


@dataclass(frozen=True)
class Contract:
    id: str
    account: str
    start: date
    end: date
    ends_on: date | None
    annual: Fraction | None
    currency: str
    renewal: str | None


@dataclass(frozen=True)
class Cost:
    id: str
    day: date
    amount: Fraction
    currency: str
    account: str | None
    programme: str | None  # its own, else its campaign's
    tier: str | None
    approach: str | None


@dataclass(frozen=True)
class Answer:
    id: str
    day: date
    question: str
    score: Fraction
    account: str | None
    person: str | None
    wave: str | None
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True)
class Signal:
    provider: str
    week: date
    topic: str
    score: Fraction
    account: str | None
    cluster: str
