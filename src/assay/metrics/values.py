"""What a question is about, by name: the scope's values and the settings', bound when its SQL is run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.facts.schema import FACTS
from assay.facts.values import SETTINGS, slot_of
from assay.metrics.dimension_names import ACCOUNT_COLUMNS
from assay.metrics.scope import Filter, Scope
from assay.metrics.shape import ACCOUNT_FIELD, Extra, condition_shape, profile_filters
from assay.settings import Settings
from assay.settings.engagement import Preset

SCOPE: Mapping[str, tuple[str, Callable[[Scope, Settings], Any]]] = {
    "arm": ("string", lambda scope, _: scope.arm),
    "lists": ("array<string>", lambda scope, _: scope.lists),
    "programmes": ("array<string>", lambda scope, _: scope.programmes),
    "programme": ("string", lambda scope, _: next(iter(scope.programmes), None)),
    "tiers": ("array<string>", lambda scope, _: scope.tiers),
    "owners": ("array<string>", lambda scope, _: scope.owners),
    "follow_days": ("int64", lambda scope, _: scope.follow_days),
    "asked_currency": ("string", lambda scope, settings: scope.currency or settings.currency),
}

PRESET: Mapping[str, tuple[str, Callable[[Settings, Preset], Any]]] = {
    "slot": ("int64", lambda settings, preset: slot_of(settings, preset) or 0),
    "kinds": ("array<string>", lambda _, preset: preset.kinds or None),
    "touches": ("int64", lambda _, preset: preset.touches),
    "seconds": ("float64", lambda _, preset: None if preset.minutes is None else preset.minutes * 60.0),
    "people": ("int64", lambda _, preset: preset.people),
    "seconds_per_person": ("float64", lambda _, preset: preset.minutes_per_person * 60.0),
    "lookback_days": ("int64", lambda _, preset: preset.lookback_days or 1),
}
PRESETS = ("engaged", "mqa", "any_interaction")

CONDITION = {"field": "string", "comparison": "string", "text": "string", "number": "float64"}
PROFILE: Mapping[str, str] = {
    "places": "array<int64>",
    "criteria": "array<int64>",
    "fields": "array<string>",
    "comparisons": "array<string>",
    "texts": "array<string>",
    "numbers": "array<float64>",
}

TYPES: Mapping[str, str] = {
    **{name: type for name, (type, _) in (*SETTINGS.items(), *SCOPE.items())},
    **{f"{preset}.{name}": type for preset in PRESETS for name, (type, _) in PRESET.items()},
    **{f"profile.{name}": type for name, type in PROFILE.items()},
}


def type_of(name: str) -> str:
    """Raises KeyError for a name that nothing is bound to; conditions are `where.0.text`, `where.1.number` and so on."""
    first, _, rest = name.partition(".")
    return CONDITION[rest.partition(".")[2]] if first == "where" else TYPES[name]


@dataclass(frozen=True)
class Values(Mapping[str, Any]):
    """Values by the names that SQL has for them, worked out when they are asked for.

    `given` are values of one view. Raises UsageError for a condition that compares a number with a text.
    """

    scope: Scope
    settings: Settings
    known: Extra = ()
    given: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        if name.startswith("given_"):
            return self.given[name.removeprefix("given_")]
        return _BY_NAME[name](self) if name in _BY_NAME else self._condition(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_BY_NAME)

    def __len__(self) -> int:
        return len(_BY_NAME)

    @property
    def attributes(self) -> tuple[str, ...]:
        """Columns x_… that accounts and deals of the run have."""
        return tuple(name for _, names in self.known for name in names)

    def giving(self, **given: Any) -> Values:
        return replace(self, given={**self.given, **given})

    def preset(self, name: str) -> Preset:
        chosen = self.scope.engaged or self.settings.engagement.preset
        return self.settings.presets()[chosen if name == "engaged" else name]

    def _condition(self, name: str) -> Any:
        _, place, what = name.split("_", 2)
        condition = self.scope.where[int(place)]
        if what == "number" and condition_shape(condition) == ACCOUNT_FIELD and not _is_number_field(condition):
            return None
        if what == "field":
            return ACCOUNT_COLUMNS[condition.dimension]
        if what == "comparison":
            return comparison_of(condition)
        if what == "text":
            return text_of(condition)
        return number_of(condition)


def _is_number_field(condition: Filter) -> bool:
    return is_number(FACTS["accounts"][ACCOUNT_COLUMNS[condition.dimension]])


def comparison_of(condition: Filter) -> str:
    if condition.value is None:
        return "is null" if condition.comparison == "=" else "is not null"
    return condition.comparison


def text_of(condition: Filter) -> str | None:
    """The value as text columns have it."""
    return f"{condition.value:g}" if isinstance(condition.value, float) else condition.value


def number_of(condition: Filter) -> float | None:
    if isinstance(condition.value, str):
        raise UsageError(f"{condition.dimension} is a number; {condition.value!r} is none.")
    return condition.value


def _profile(values: Values) -> list[tuple[int, int, str, str, str | None, float | None]]:
    """Each alternative of each criterion: the criterion's number, field, comparison, and the value of either type."""
    told: list[tuple[int, int, str, str, str | None, float | None]] = []
    known = (*FACTS["accounts"], *values.attributes)
    for number, criterion in enumerate(profile_filters(values.settings)):
        for condition in criterion:
            name = "owner_id" if condition.dimension == "owner" else condition.dimension
            if name not in known:
                raise UsageError(
                    f"[icp] criteria: accounts have no field {condition.dimension!r}.",
                    hint=did_you_mean(condition.dimension, known) or f"They have: {', '.join(known)}.",
                )
            numeric = is_number(FACTS["accounts"].get(name, "string"))
            value = number_of(condition) if numeric else None
            told.append((len(told), number, name, comparison_of(condition), text_of(condition), value))
    return told


def is_number(type: str) -> bool:
    return type.startswith(("int", "float", "decimal"))


def _column(place: int) -> Callable[[Values], Sequence[Any]]:
    return lambda values: [row[place] for row in _profile(values)]


def _of_preset(name: str, of: Callable[[Settings, Preset], Any]) -> Callable[[Values], Any]:
    return lambda values: of(values.settings, values.preset(name))


def _of_settings(of: Callable[[Settings], Any]) -> Callable[[Values], Any]:
    return lambda values: of(values.settings)


def _of_scope(of: Callable[[Scope, Settings], Any]) -> Callable[[Values], Any]:
    return lambda values: of(values.scope, values.settings)


_BY_NAME: dict[str, Callable[[Values], Any]] = {
    name.replace(".", "_"): of
    for name, of in (
        *((name, _of_settings(of)) for name, (_, of) in SETTINGS.items()),
        *((name, _of_scope(of)) for name, (_, of) in SCOPE.items()),
        *((f"{preset}.{name}", _of_preset(preset, of)) for preset in PRESETS for name, (_, of) in PRESET.items()),
        *((f"profile.{name}", _column(place)) for place, name in enumerate(PROFILE)),
    )
}
