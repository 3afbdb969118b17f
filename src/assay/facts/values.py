"""What SQL takes from the settings, by name and type: a changed setting changes what is bound, never the SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import Any

from assay.contract.tables import SENIORITIES, TABLES
from assay.errors import UsageError, did_you_mean
from assay.facts.patterns import path_expression, somewhere_expression
from assay.facts.schema import FACTS
from assay.identity.plain_names import plain_name
from assay.internet.lists import carrier_entries
from assay.settings import Settings
from assay.settings.engagement import Preset
from assay.settings.whole import WEEKDAYS

KIND_SLOTS = 8
"""So many sets of touch kinds are counted on account-days; a preset with kinds beyond them is worked out from touches."""

RENAMED = {"buying_role": "role"}
FIELDS = tuple(
    column.name
    for column in TABLES["people"].columns
    if column.type == "text" and not column.refers_to and column.name != "person_id"
    if RENAMED.get(column.name, column.name) in FACTS["people"]
)
"""Fields of people that can be filled; the fact calls some of them otherwise."""

Of = Callable[[Settings], Any]

WEIGHED = tuple(name for name in dict.fromkeys((*SENIORITIES, "unknown")))


def kind_sets(settings: Settings) -> tuple[tuple[str, ...], ...]:
    """The sets of kinds that presets name, in the order of the slots that count them."""
    sets = (tuple(sorted(set(preset.kinds))) for preset in settings.presets().values() if preset.kinds)
    return tuple(dict.fromkeys(sets))[:KIND_SLOTS]


def slot_of(settings: Settings, preset: Preset) -> int | None:
    """The slot (from 1) that counts a preset's kinds; 0 for one without kinds, None where no slot was left."""
    if not preset.kinds:
        return 0
    sets = kind_sets(settings)
    kinds = tuple(sorted(set(preset.kinds)))
    return sets.index(kinds) + 1 if kinds in sets else None


def carriers(settings: Settings) -> tuple[str, ...]:
    """Access, hosting and VPN providers as they are compared: those that ship, and the workspace's own."""
    return tuple(sorted({plain_name(name) for name in (*carrier_entries(), *settings.identity.carriers)}))


def slot_column(number: int) -> str:
    """The column of account-days that counts the engaging touches of a slot's kinds."""
    return f"kinds_{number}"


def first_week(settings: Settings) -> date:
    """The first day of a week as the workspace counts them, of the week that others are numbered from."""
    return date(1970, 1, 5) + timedelta(days=WEEKDAYS.index(settings.week_starts_on))


def roles_needed(settings: Settings) -> int:
    """Whole roles that reach the threshold of coverage, so that 0.6 of five is 3."""
    return ceil(Fraction(str(settings.coverage.threshold)) * len(settings.buying_committee))


def known_fields(settings: Settings) -> tuple[str, ...]:
    """Raises UsageError where one cannot be filled, or there is none."""
    for name in settings.completeness.fields:
        if name not in FIELDS:
            raise UsageError(
                f"completeness.fields names {name!r}, which is no field of people that can be filled.",
                hint=did_you_mean(name, FIELDS) or f"They are: {', '.join(FIELDS)}.",
            )
    if not settings.completeness.fields:
        raise UsageError("completeness.fields is empty.", hint="Name the fields of people that should be filled.")
    return settings.completeness.fields


def _kinds_of_slot(number: int) -> Of:
    def of(settings: Settings) -> tuple[str, ...] | None:
        sets = kind_sets(settings)
        return sets[number - 1] if number <= len(sets) else None

    return of


def _weight(name: str) -> Of:
    return lambda settings: float(settings.weights.seniority[name])


SETTINGS: Mapping[str, tuple[str, Of]] = {
    "currency": ("string", lambda s: s.currency),
    "people_min_k": ("int64", lambda s: s.people_min_k),
    "engagement.lookback_days": ("int64", lambda s: s.engagement.lookback_days),
    "mqa.selected": ("boolean", lambda s: s.mqa.selected),
    "influence.lookback_days": ("int64", lambda s: s.influence.lookback_days),
    "view_through.days": ("int64", lambda s: s.view_through.days),
    "first_week": ("date", first_week),
    "spike.weeks": ("int64", lambda s: s.spike.weeks),
    "spike.ratio": ("float64", lambda s: float(s.spike.ratio)),
    "spike.min_visits": ("int64", lambda s: s.spike.min_visits),
    "surge.score": ("float64", lambda s: float(s.surge.score)),
    "surge.topic_share": ("float64", lambda s: float(s.surge.topic_share)),
    "relationship.half_life_days": ("float64", lambda s: float(s.relationship.half_life_days)),
    "visit_confidence": ("float64", lambda s: float(s.identity.visit_confidence)),
    "carriers": ("array<string>", lambda s: carriers(s)),
    "committee.roles": ("array<string>", lambda s: tuple(s.buying_committee)),
    "committee.wanted": ("array<int64>", lambda s: tuple(s.buying_committee.values())),
    "committee.size": ("int64", lambda s: len(s.buying_committee)),
    "committee.needless": ("int64", lambda s: sum(wanted <= 0 for wanted in s.buying_committee.values())),
    "committee.needed": ("int64", roles_needed),
    "completeness.fields": ("array<string>", lambda s: known_fields(s)),
    "tiers.weighed": ("array<string>", lambda s: tuple(s.weights.tier)),
    "tiers.weights": ("array<float64>", lambda s: tuple(map(float, s.weights.tier.values()))),
    "seniority.largest": ("float64", lambda s: float(max(s.weights.seniority.values()))),
    **{f"seniority.{name}": ("float64", _weight(name)) for name in WEIGHED},
    "high_value.somewhere": ("string", lambda s: somewhere_expression(s.high_value_pages)),
    "high_value.path": ("string", lambda s: path_expression(s.high_value_pages)),
    **{f"slots.{number}": ("array<string>", _kinds_of_slot(number)) for number in range(1, KIND_SLOTS + 1)},
}
"""Name → type and value."""


@dataclass(frozen=True)
class SettingValues(Mapping[str, Any]):
    """The settings' values by the names that SQL has for them, worked out when they are asked for; and others besides."""

    settings: Settings
    others: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.others[name] if name in self.others else _BY_NAME[name](self.settings)

    def __iter__(self) -> Iterator[str]:
        yield from self.others
        yield from _BY_NAME

    def __len__(self) -> int:
        return len(self.others) + len(_BY_NAME)


_BY_NAME = {name.replace(".", "_"): of for name, (_, of) in SETTINGS.items()}
