"""The words in which a KPI is declared: rows of one grain, what is counted in them, and the texts people read.

A declaration holds no rule about scope, clocks, customers or totals: those live in `assay.metrics` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar, Literal

from assay.errors import DefinitionError
from assay.kpis.rows import (
    AccountEvents,
    Accounts,
    Answers,
    Base,
    Clock,
    Costs,
    Deals,
    DealStages,
    NewPeople,
    People,
    PeopleChange,
    PersonFields,
    QuotaDeals,
    Quotas,
    Sessions,
    TouchedAccounts,
    Touches,
    Visitors,
)

Direction = Literal["up", "down", "context"]
Expression = Callable[[Any], Any]
LANGUAGES = ("en", "fr", "es", "ru")


@dataclass(frozen=True)
class Text:
    """One text in the four languages of the product."""

    en: str
    fr: str
    es: str
    ru: str

    def __getitem__(self, language: str) -> str:
        text: str = getattr(self, language)
        return text


@dataclass(frozen=True)
class Measure:
    """What is made of the rows. `aggregate` tells how numerator and denominator become the value.

    Rows that agree in the columns `once_per` count once, anew in every group.
    """

    of: Base
    where: Expression | None = field(default=None, kw_only=True)
    once_per: tuple[str, ...] = field(default=(), kw_only=True)

    aggregate: ClassVar[Literal["sum", "mean", "median", "share", "rate", "ratio", "mix", "estimate"]]

    @property
    def bases(self) -> tuple[Base, ...]:
        return (self.of,)

    @property
    def dimensions(self) -> tuple[str, ...]:
        shared = [set(base.dimensions) for base in self.bases]
        return tuple(name for name in self.bases[0].dimensions if all(name in names for names in shared))

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for base in self.bases for name in base.tables))


@dataclass(frozen=True)
class Count(Measure):
    """Rows counted."""

    aggregate: ClassVar[Literal["sum"]] = "sum"


@dataclass(frozen=True)
class Sum(Measure):
    """A column summed over all rows."""

    value: Expression
    aggregate: ClassVar[Literal["sum"]] = "sum"


@dataclass(frozen=True)
class Tally(Sum):
    """Rows for which a 0/1 column is 1, counted; the rows that could be judged stand behind it."""


@dataclass(frozen=True)
class Mean(Measure):
    """A column averaged over the rows that have it, times `scale`; `unless` says why a row without it is left out."""

    value: Expression
    unless: str = "no_value"
    scale: float = 1.0
    aggregate: ClassVar[Literal["mean", "median"]] = "mean"


@dataclass(frozen=True)
class Median(Mean):
    aggregate: ClassVar[Literal["mean", "median"]] = "median"


@dataclass(frozen=True)
class Share(Measure):
    """Rows for which `hit` holds ÷ rows; weighted by `weight` where given (money: no Wilson interval then)."""

    hit: Expression
    weight: Expression | None = None
    aggregate: ClassVar[Literal["share"]] = "share"


@dataclass(frozen=True)
class Rate(Measure):
    """A column summed ÷ another column of the same rows summed: touches ÷ person-months."""

    value: Expression
    per: Expression
    aggregate: ClassVar[Literal["rate"]] = "rate"


@dataclass(frozen=True)
class Ratio(Measure):
    """A sum over one kind of rows ÷ the number of rows of another, or the sum of `each` over them; aggregated apart."""

    value: Expression
    over: Base
    each: Expression | None = None
    aggregate: ClassVar[Literal["ratio"]] = "ratio"

    @property
    def bases(self) -> tuple[Base, ...]:
        return (self.of, self.over)


@dataclass(frozen=True)
class Mix(Measure):
    """Each group's part of the whole: a sum ÷ the same sum over all values of the dimension `across`."""

    value: Expression
    across: str
    aggregate: ClassVar[Literal["mix"]] = "mix"


@dataclass(frozen=True)
class Estimate(Measure):
    """A value worked out from all rows at once by a named estimator of `assay.stats.estimators`."""

    value: Expression
    event: Expression
    estimator: str
    aggregate: ClassVar[Literal["estimate"]] = "estimate"


@dataclass(frozen=True)
class KPI:
    """One figure of the catalogue. `key` and `id` are public; `version` rises when what is counted changes.

    With `waves` the change between survey waves stands in the total's `extra`.
    """

    id: str
    key: str
    group: str
    seeds: str
    clock: Clock
    unit: str
    direction: Direction
    measure: Measure
    name: Text
    question: Text
    formula: Text
    caveat: Text
    default_by: tuple[str, ...] = ()
    engaged_based: bool = False
    censored: Estimate | None = None
    trend: Estimate | None = None
    waves: bool = False
    version: int = 1

    def __post_init__(self) -> None:
        for check in (_check_clock, _check_dimensions, _check_grain):
            check(self)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return self.measure.dimensions

    @property
    def sources(self) -> tuple[str, ...]:
        """Tables of the contract that the figure is made of, its estimates and trends too."""
        measures = [one for one in (self.measure, self.censored, self.trend) if one is not None]
        return tuple(dict.fromkeys(name for one in measures for name in one.sources))

    def variant(self, suffix: str, **changes: Any) -> KPI:
        """The same figure under `key.suffix` with something changed (rule 17)."""
        return replace(self, key=f"{self.key}.{suffix}", **changes)


def between(later: Any, earlier: Any) -> Any:
    """Whole days between two date columns, on every engine."""
    return later.delta(earlier, unit="day")


def _check_clock(kpi: KPI) -> None:
    for base in kpi.measure.bases:
        if kpi.clock not in base.clocks:
            raise DefinitionError(
                f"{kpi.key}: a {kpi.clock} figure cannot be made of {base.clock} rows ({base.grain})."
            )


def _check_dimensions(kpi: KPI) -> None:
    for name in kpi.default_by:
        if name not in kpi.dimensions:
            raise DefinitionError(
                f"{kpi.key}: {name!r} would multiply or lose rows; it has {', '.join(kpi.dimensions)}."
            )


def _check_grain(kpi: KPI) -> None:
    if isinstance(kpi.measure, Ratio):
        return
    grains = {base.grain for base in kpi.measure.bases}
    if len(grains) != 1:
        raise DefinitionError(f"{kpi.key}: one measure, two grains ({', '.join(sorted(grains))}); declare a Ratio.")


def iterate_texts(kpi: Any) -> Iterator[tuple[str, Text]]:
    for name in ("name", "question", "formula", "caveat"):
        yield name, getattr(kpi, name)


__all__ = [
    "KPI",
    "LANGUAGES",
    "AccountEvents",
    "Accounts",
    "Answers",
    "Costs",
    "Count",
    "DealStages",
    "Deals",
    "Estimate",
    "Mean",
    "Measure",
    "Median",
    "Mix",
    "NewPeople",
    "People",
    "PeopleChange",
    "PersonFields",
    "QuotaDeals",
    "Quotas",
    "Rate",
    "Ratio",
    "Sessions",
    "Share",
    "Sum",
    "Tally",
    "Text",
    "TouchedAccounts",
    "Touches",
    "Visitors",
    "between",
]
