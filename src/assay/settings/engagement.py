"""`[engagement]` and `[mqa]`: when an account counts as engaged, and as qualified by marketing."""

from __future__ import annotations

from pydantic import Field, field_validator

from assay.contract.kinds import KINDS
from assay.errors import did_you_mean
from assay.settings.amounts import Days
from assay.settings.section import Section


class Preset(Section):
    """When an account counts as engaged: all that is given must hold within the look-back, on touches of these kinds.

    `touches` and `minutes` are lower bounds; `people` known people must have more than `minutes_per_person` each.
    """

    kinds: tuple[str, ...] | None = None
    touches: int | None = None
    minutes: float | None = None
    people: int | None = None
    minutes_per_person: float = 0
    lookback_days: Days | None = None

    @field_validator("kinds")
    @classmethod
    def _known(cls, kinds: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for kind in kinds or ():
            if kind not in KINDS:
                raise ValueError(f"unknown touch kind {kind!r}. {did_you_mean(kind, tuple(KINDS))}")
        return kinds


class Engagement(Section):
    lookback_days: Days = 90
    preset: str = "any_interaction"
    presets: dict[str, Preset] = Field(default_factory=dict)


class Mqa(Section):
    minutes: float = 60
    people: int = 2
    minutes_per_person: float = 10
    lookback_days: Days = 90
    selected: bool = False


def presets_of(engagement: Engagement, mqa: Mqa) -> dict[str, Preset]:
    """Built-in and own presets by name, each with its look-back filled in."""
    responses = (
        "campaign_response",
        "form_submitted",
        "email_clicked",
        "ad_click",
        "download",
        "event_attended",
        "direct_mail_response",
    )
    built_in = {
        "any_interaction": Preset(touches=1),
        "visit_or_response": Preset(kinds=("page_view", *responses), touches=1),
        "minutes_10": Preset(minutes=10),
        "three_views_30d": Preset(kinds=("page_view",), touches=3, lookback_days=30),
        "mqa": Preset(
            minutes=mqa.minutes,
            people=mqa.people,
            minutes_per_person=mqa.minutes_per_person,
            lookback_days=mqa.lookback_days,
        ),
    }
    default = engagement.lookback_days
    return {
        name: preset if preset.lookback_days else preset.model_copy(update={"lookback_days": default})
        for name, preset in {**built_in, **engagement.presets}.items()
    }
