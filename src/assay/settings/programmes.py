"""`[programmes.…]`: what was settled about a programme before it began."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from assay.settings.section import Section


class Programme(Section):
    """What was settled about a programme (its id, or the name of a list) before it began: `[programmes."North"]`.

    `primary` is the one figure by which it is judged, chosen on `primary_since`; all others are corrected for being
    several. `arm_origin` vouches that another tool drew the holdout by lot: `drawn_by` and `drawn_on` say who and when,
    `holdout_share` how much was held back. `verdict_on` is the day for which the verdict was planned. A list that is
    frozen (`frozen_on`: since when) is changed in Assay no more.
    """

    primary: str | None = None
    primary_since: date | None = None
    verdict_on: date | None = None
    frozen_on: date | None = None
    arm_origin: Literal["drawn elsewhere"] | None = None
    drawn_by: str | None = None
    drawn_on: date | None = None
    holdout_share: float | None = Field(default=None, gt=0, lt=1)

    @model_validator(mode="after")
    def _dated(self) -> Programme:
        if self.primary is not None and self.primary_since is None:
            raise ValueError("primary needs primary_since: the day on which it was chosen")
        if self.arm_origin is not None and (not self.drawn_by or self.drawn_on is None):
            raise ValueError("arm_origin needs drawn_by and drawn_on: who drew the lot, and when")
        return self
