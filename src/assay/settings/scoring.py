"""`[minutes]` and `[weights]`: what touches, people and tiers are worth."""

from __future__ import annotations

from pydantic import Field, field_validator

from assay.contract.tables import SENIORITIES
from assay.errors import did_you_mean
from assay.settings.section import Section


class KindMinutes(Section):
    """Overrides of the table of touch kinds: worth without seconds, and the cap on seconds / 60."""

    minutes: float | None = None
    cap: float | None = None
    engages: bool | None = None


class Weights(Section):
    seniority: dict[str, float] = Field(
        default_factory=lambda: {"c_level": 2, "vp": 1.5, "director": 1.25, "manager": 1, "staff": 0.5, "unknown": 0.5}
    )
    tier: dict[str, float] = Field(default_factory=dict)

    @field_validator("seniority")
    @classmethod
    def _complete(cls, weights: dict[str, float]) -> dict[str, float]:
        for name in weights:
            if name not in (*SENIORITIES, "unknown"):
                raise ValueError(f"unknown seniority {name!r}. {did_you_mean(name, (*SENIORITIES, 'unknown'))}")
        defaults = {"c_level": 2, "vp": 1.5, "director": 1.25, "manager": 1, "staff": 0.5, "unknown": 0.5}
        return {**defaults, **weights}
