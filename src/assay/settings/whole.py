"""The whole of `assay.toml`, with the defaults of the contract. Every run keeps the settings it was built with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationInfo, field_validator, model_validator

from assay.contract.zones import ZoneName
from assay.errors import did_you_mean
from assay.settings.alerts import Alerts
from assay.settings.delivery import Delivery, MailServer
from assay.settings.engagement import Engagement, Mqa, Preset, presets_of
from assay.settings.engine import Engine
from assay.settings.figures import Figures
from assay.settings.identity import Identity
from assay.settings.keeping import Kept, Retention
from assay.settings.measures import (
    Completeness,
    Cost,
    Coverage,
    Icp,
    Influence,
    Relationship,
    Spike,
    Surge,
    ViewThrough,
)
from assay.settings.programmes import Programme
from assay.settings.schedule import Schedule
from assay.settings.scope import SCOPE_WORDS
from assay.settings.scoring import KindMinutes, Weights
from assay.settings.section import Section
from assay.settings.web import Web

if TYPE_CHECKING:
    from assay.settings.sources import Source
else:
    Source = Any  # its twenty kinds are loaded where the settings name any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Settings(Section):
    name: str = "Assay"
    currency: str = Field("EUR", pattern="^[A-Z]{3}$")
    timezone: ZoneName = "UTC"
    language: Literal["en", "fr", "es", "ru"] = "en"
    week_starts_on: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    fiscal_year_starts_in: int = Field(1, ge=1, le=12)
    own_domains: tuple[str, ...] = ()
    free_mail_domains: tuple[str, ...] = ()
    shared_hosts: tuple[str, ...] = ()
    high_value_pages: tuple[str, ...] = ("/pricing*", "/demo*")
    buying_committee: dict[str, int] = Field(
        default_factory=lambda: {"decision_maker": 1, "influencer": 2, "champion": 1}
    )
    small_n: int = 10
    people_min_k: int = 3
    margin: float = 1.0
    engagement: Engagement = Engagement()
    mqa: Mqa = Mqa()
    influence: Influence = Influence()
    view_through: ViewThrough = ViewThrough()
    coverage: Coverage = Coverage()
    completeness: Completeness = Completeness()
    spike: Spike = Spike()
    surge: Surge = Surge()
    icp: Icp = Icp()
    identity: Identity = Identity()
    relationship: Relationship = Relationship()
    cost: Cost = Cost()
    programmes: dict[str, Programme] = Field(default_factory=dict)
    minutes: dict[str, KindMinutes] = Field(default_factory=dict)
    weights: Weights = Weights()
    # Which engine answers changes no figure; nor does what is kept and who is told, and where alerts go is nobody else's
    # business: not kept with runs.
    engine: Engine = Field(default=Engine(), exclude=True)
    figures: Figures = Field(default=Figures(), exclude=True)
    targets: dict[str, float] = Field(default_factory=dict, exclude=True)
    alerts: Alerts = Field(default=Alerts(), exclude=True)
    web: Web = Field(default=Web(), exclude=True)
    kept: Kept = Field(default=Kept(), exclude=True)
    retention: Retention = Field(default=Retention(), exclude=True)
    sources: tuple[Source, ...] = Field(default=(), exclude=True)
    schedule: tuple[Schedule, ...] = Field(default=(), exclude=True)
    mail: MailServer | None = Field(default=None, exclude=True)
    deliver: tuple[Delivery, ...] = Field(default=(), exclude=True)

    @field_validator("sources", mode="before")
    @classmethod
    def _of_their_kinds(cls, rows: Any) -> Any:
        if not rows:
            return rows
        from assay.settings.sources import read_sources

        return read_sources(rows)

    @field_validator("sources", "schedule", "deliver")
    @classmethod
    def _named_apart(cls, rows: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        names = [row.name for row in rows]
        what = {"schedule": "schedules", "deliver": "deliveries"}.get(str(info.field_name), info.field_name)
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"two {what} are called {twice[0]!r}: give each a name of its own")
        return rows

    @model_validator(mode="after")
    def _known_names(self) -> Settings:
        known = {"sources": {one.name for one in self.sources}, "deliver": {one.name for one in self.deliver}}
        for schedule in self.schedule:
            for what, names in known.items():
                for name in getattr(schedule, what):
                    if name not in names:
                        hint = did_you_mean(name, tuple(names)) if names else ""
                        raise ValueError(
                            f"schedule {schedule.name!r}: no {what} is called {name!r}. {hint or ''}".strip()
                        )
        for delivery in self.deliver:
            if delivery.by == "mail" and self.mail is None:
                raise ValueError(f"delivery {delivery.name!r} goes by mail: [mail] says by which server")
            for word in delivery.scope:
                if word not in SCOPE_WORDS:
                    raise ValueError(
                        f"delivery {delivery.name!r}: unknown word {word!r}. {did_you_mean(word, SCOPE_WORDS)}"
                    )
        return self

    @field_validator("engine", mode="before")
    @classmethod
    def _engine_by_name(cls, engine: object) -> object:
        return {"name": engine} if isinstance(engine, str) else engine

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def presets(self) -> dict[str, Preset]:
        """Built-in and own presets by name, each with its look-back filled in."""
        return presets_of(self.engagement, self.mqa)

    @property
    def longest_lookback(self) -> int:
        """The most days that engagement looks back on."""
        return max(self.engagement.lookback_days, *(preset.lookback_days or 1 for preset in self.presets().values()))
