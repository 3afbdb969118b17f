"""Sections of a few numbers each that single measures go by: spans, shares and lines from which something counts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assay.settings.amounts import Days
from assay.settings.section import Section


class Influence(Section):
    lookback_days: Days = 180
    sent_weight: float = Field(default=0.25, ge=0, le=1)


class ViewThrough(Section):
    days: int = 7


class Coverage(Section):
    threshold: float = 0.6


class Completeness(Section):
    fields: tuple[str, ...] = ("email", "phone", "job_title", "buying_role")


class Spike(Section):
    weeks: int = 4
    ratio: float = 1.5
    min_visits: int = 3


class Surge(Section):
    score: float = 60
    topic_share: float = 0.25


class Icp(Section):
    """The ideal customer profile: conditions on account fields, written as `--where` writes them."""

    criteria: tuple[str, ...] = ()


class Relationship(Section):
    half_life_days: float = 45


class Cost(Section):
    unassigned: Literal["account_days"] = "account_days"
