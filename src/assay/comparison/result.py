"""What a comparison answers, whatever shows it: section 4 of the contract, and more beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Design = Literal["randomised", "staggered", "matched", "synthetic", "descriptive"]
Verdict = Literal["higher", "lower", "no_difference_seen", "cannot_tell_yet", "not_an_effect"]
Claim = Literal["touched", "associated", "caused", "cannot_tell"]
DESIGNS: tuple[Design, ...] = ("randomised", "staggered", "matched", "synthetic", "descriptive")


@dataclass(frozen=True)
class Side:
    """One arm: its value, `n` cases as the KPI counts them, and its accounts."""

    value: float | None
    n: int
    accounts: int

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Naive:
    """The comparison arm as it is, unweighted, and why its difference is no effect."""

    value: float | None
    difference: float | None
    low: float | None
    high: float | None
    sentence: str

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class BalanceLine:
    """A line of the love plot: differences in standard deviations of the treated, before and after weighting."""

    covariate: str
    label: str
    before: float
    after: float
    treated: float
    controls_before: float
    controls_after: float

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Named:
    """An account that is not compared, with the reason in words."""

    account_id: str
    name: str
    reason: str
    text: str

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Check:
    """A test of the comparison itself. `passed` is None where it tells without judging."""

    check: str
    name: str
    text: str
    passed: bool | None = None
    value: float | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p_value: float | None = None

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


@dataclass(frozen=True)
class Comparison:
    """One KPI with the programme and without it. Differences are arm abm − comparison, in the KPI's unit (shares: 0–1)."""

    kpi: str
    id: str
    name: str
    unit: str
    currency: str | None
    direction: str
    per: str | None
    primary: bool
    design: Design
    rung: int
    rung_sentence: str
    comparison: str
    method: str
    balancing: str | None
    start: date
    end: date
    as_of: date
    run: int
    scope: dict[str, Any]
    abm: Side
    against: Side
    naive: Naive
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    relative: float | None
    relevant: float | None
    verdict: Verdict
    sentence: str
    claim: Claim
    p_adjusted: float | None = None
    detectable: float | None = None
    balance: tuple[BalanceLine, ...] = ()
    ess: float | None = None
    contamination: float | None = None
    excluded: tuple[Named, ...] = ()
    unmatched: tuple[Named, ...] = ()
    checks: tuple[Check, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def followed_until(self) -> date:
        """The last day that counts."""
        return min(self.end, self.as_of)

    @property
    def drawn_since(self) -> date | None:
        """The day from which the lots of a randomised comparison count; None elsewhere."""
        lots = self.extra.get("lots", ()) if self.design == "randomised" else ()
        return max((date.fromisoformat(lot["since"]) for lot in lots), default=None)

    @property
    def trustworthy(self) -> bool:
        """Whether the design allows to speak of an effect at all (rungs 1 to 4)."""
        return self.design != "descriptive"

    def to_json(self) -> dict[str, Any]:
        said = {name: _plain(value) for name, value in vars(self).items()}
        said["from"], said["to"] = said.pop("start"), said.pop("end")
        return {name: said[name] for name in ORDER} | {k: v for k, v in said.items() if k not in ORDER}


ORDER = (
    "kpi",
    "id",
    "name",
    "unit",
    "currency",
    "direction",
    "design",
    "rung",
    "rung_sentence",
    "comparison",
    "method",
    "balancing",
    "from",
    "to",
    "as_of",
    "run",
    "scope",
    "abm",
    "against",
    "naive",
    "difference",
    "low",
    "high",
    "p_value",
    "p_adjusted",
    "relative",
    "relevant",
    "detectable",
    "verdict",
    "claim",
    "sentence",
)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "to_json"):
        return value.to_json()
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True)
class Comparisons:
    """Several KPIs of the same two arms; all but the primary one are adjusted for being several."""

    comparisons: tuple[Comparison, ...]

    @property
    def primary(self) -> Comparison:
        """The figure chosen in advance where it is among them, else the first."""
        return next((one for one in self.comparisons if one.primary), self.comparisons[0])

    def to_json(self) -> dict[str, Any]:
        return {"primary": self.primary.kpi, "comparisons": {one.kpi: one.to_json() for one in self.comparisons}}
