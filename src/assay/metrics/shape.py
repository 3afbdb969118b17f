"""What the SQL of a question depends on, and nothing else: which filters there are, never what they are about.

`shape_of` reads it off a scope and the settings; `values.Values` are the rest of both, bound when the question is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeVar

from assay.facts.values import slot_of
from assay.metrics.dimension_names import ACCOUNT_COLUMNS
from assay.metrics.scope import Filter, Mode, Scope, parse_filter
from assay.settings import Settings

ArmShape = Literal["listed", "rest", "all"]
Extra = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class PresetShape:
    """How a preset is read. `name` is that of its values: `engaged` (the scope's), `mqa` or `any_interaction`.

    `holds` with a single `touch`, with `sums` in the look-back, or with `people` besides; it counts on account-days
    (`days`) or, where these do not tell its kinds, on `touches`: `engaging` ones or all.
    """

    name: str
    holds: Literal["touch", "sums", "people"] = "touch"
    counts: Literal["days", "engaging", "touches"] = "days"


@dataclass(frozen=True)
class Shape:
    """One question's shape. `split` are scope dimensions by which each value makes a scope of its own (list, arm, programme).

    `programmes` tells none, one or several (0, 1, 2), `where` what conditions are about. `converts`: money is wanted in
    another currency than the workspace's. `profile` are the attributes that its criteria name. `campaigns`: rows are asked
    for each campaign by itself. `customers` keeps customers at entry in (rule 3). `extra` are the attribute
    columns (x_…) that are asked for, by fact. `narrowed` reads the facts of `NARROWED` from tables `asked_<fact>`, which
    hold the rows of the accounts asked for. With `own_days` rows have as-of days that are not those of the windows.
    """

    arm: ArmShape = "listed"
    lists: bool = False
    programmes: int = 0
    tiers: bool = False
    owners: bool = False
    where: tuple[str, ...] = ()
    mode: Mode = "snapshot"
    roll_up: bool = False
    converts: bool = False
    engaged: PresetShape = PresetShape("engaged")
    mqa: PresetShape = PresetShape("mqa", "people")
    any_interaction: PresetShape = PresetShape("any_interaction")
    split: tuple[str, ...] = ()
    campaigns: bool = False
    customers: bool = False
    profile: tuple[str, ...] = ()
    extra: Extra = ()
    narrowed: bool = False
    own_days: bool = False

    @property
    def said(self) -> str:
        """What differs from the plainest question, as text."""
        plain = type(self)()
        told = ((one.name, getattr(self, one.name), getattr(plain, one.name)) for one in fields(self))
        return repr([(name, value) for name, value, usual in told if value != usual])

    @property
    def is_as_of_windows(self) -> bool:
        """Whether the rows' as-of days are those of the windows, so that what is bound for these holds for the rows."""
        return not (self.is_cohort or self.own_days)

    @property
    def keys(self) -> tuple[str, ...]:
        """What identifies an account's row in a population."""
        return (*self.split, "period", "account_id")

    @property
    def is_cohort(self) -> bool:
        return self.mode == "cohort"


AnyShape = TypeVar("AnyShape", bound=Shape)


def shape_of(scope: Scope, settings: Settings, known: Extra = ()) -> Shape:
    """The shape of a scope. `known` are the attribute columns that the run's facts have, by fact."""
    profile = profile_attributes(settings)
    return Shape(
        arm="listed" if scope.arm not in ("rest", "all") else scope.arm,  # type: ignore[arg-type]
        lists=bool(scope.lists),
        programmes=min(len(scope.programmes), 2),
        tiers=bool(scope.tiers),
        owners=bool(scope.owners),
        where=tuple(map(condition_shape, scope.where)),
        mode=scope.mode,
        roll_up=scope.roll_up,
        converts=scope.currency not in (None, settings.currency),
        engaged=preset_shape(settings, scope.engaged or settings.engagement.preset, "engaged"),
        mqa=preset_shape(settings, "mqa", "mqa"),
        any_interaction=preset_shape(settings, "any_interaction", "any_interaction"),
        profile=profile,
        extra=attributes_among(known, [*(condition.dimension for condition in scope.where), *profile]),
    )


SCOPE_SPLITS = ("list", "arm", "programme")


def shape_for(shape: AnyShape, by: tuple[str, ...], known: Extra = ()) -> AnyShape:
    """The shape of a breakdown: scope dimensions make scopes of their own, attributes are asked for."""
    wanted = [*by, *(name for _, names in shape.extra for name in names)]
    split = tuple(name for name in SCOPE_SPLITS if name in by)
    campaigns = "campaign" in (*by, *shape.where)
    return replace(
        shape, split=split, campaigns=campaigns, extra=attributes_among(known, wanted) if known else shape.extra
    )


ACCOUNT_FIELD = "a field of accounts"
"""What a condition on any of the fields that every account has is about: which one it is, is a value."""


def condition_shape(condition: Filter) -> str:
    return ACCOUNT_FIELD if condition.dimension in ACCOUNT_COLUMNS else condition.dimension


def attributes_among(known: Extra, names: Iterable[str]) -> Extra:
    wanted = set(names)
    kept = ((fact, tuple(name for name in columns if name in wanted)) for fact, columns in known)
    return tuple((fact, columns) for fact, columns in kept if columns)


def preset_shape(settings: Settings, preset_name: str, name: str) -> PresetShape:
    preset = settings.presets()[preset_name]
    counts: Literal["days", "engaging", "touches"] = "days"
    if preset.kinds and preset.minutes is not None:
        counts = "touches"
    elif slot_of(settings, preset) is None:
        counts = "engaging"
    if preset.people is not None:
        return PresetShape(name, "people", counts)
    single = preset.minutes is None and preset.touches == 1
    return PresetShape(name, "touch" if single else "sums", counts)


def profile_filters(settings: Settings) -> tuple[tuple[Filter, ...], ...]:
    """The criteria of the ideal customer profile, each with its alternatives: `industry = 'Software' | 'Finance'`."""
    return tuple(tuple(alternatives(text)) for text in settings.icp.criteria)


def profile_attributes(settings: Settings) -> tuple[str, ...]:
    fields = (condition.dimension for criterion in profile_filters(settings) for condition in criterion)
    return tuple(sorted({name for name in fields if name.startswith("x_")}))


def alternatives(text: str) -> list[Filter]:
    first, *others = [part.strip() for part in text.split("|")]
    condition = parse_filter(first)
    return [condition, *(parse_filter(f"{condition.dimension} {condition.comparison} {other}") for other in others)]
