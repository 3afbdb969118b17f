"""Compares KPIs with the programme and without it: arms, what was known before, weights, estimates, verdicts in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypedDict, Unpack

import numpy as np

from assay.comparison.arms import Against, Arms, gather
from assay.comparison.covariates import Covariates, covariates
from assay.comparison.design import (
    ASKED,
    BALANCINGS,
    Asked,
    Balanced,
    BalancingName,
    Rung,
    as_they_are,
    balanced,
    flags,
    reached,
    weighing,
)
from assay.comparison.estimate import Estimated, difference, raw
from assay.comparison.finding import Finding
from assay.comparison.outcomes import WITH_CUSTOMERS, Outcome, outcome, refusal
from assay.comparison.result import Comparison, Comparisons
from assay.comparison.tell import told
from assay.errors import UsageError, did_you_mean
from assay.kpis import find
from assay.kpis.declare import KPI
from assay.metrics.scope import Scope
from assay.stats.multiple import benjamini_hochberg

HEADLINES = ("opportunity_rate", "account_win_rate", "win_rate", "average_deal_size", "deal_velocity")
METHODS = ("matched", "raw")
LARGE_LOT = 30
"""From so many treated accounts on, the shares of a single lot carry Newcombe's interval."""


class Words(TypedDict, total=False):
    """The words of a comparison.

    `relevant`: the smallest difference that matters, in the KPI's unit (a tenth of the comparison's value without).
    `selection_days`: days before launch by which the list was picked, left out of prior touches. `by`, `unit`: the
    segments of a synthetic comparison, and the treated one.
    """

    against: Against
    method: str
    balancing: BalancingName
    design: Asked
    covariates: Sequence[str]
    language: str | None
    relevant: float | None
    checks: bool
    by: str | None
    unit: str | None
    selection_days: int


@dataclass(frozen=True)
class Options:
    """How to compare, as asked, with the defaults."""

    against: Against = "control"
    method: str = "matched"
    balancing: BalancingName = "entropy"
    design: Asked = "auto"
    covariates: tuple[str, ...] = ()
    language: str = "en"
    relevant: float | None = None
    checks: bool = False
    by: str | None = None
    unit: str | None = None
    selection_days: int = 0

    def __post_init__(self) -> None:
        for word, value, known in (
            ("--method", self.method, METHODS),
            ("--balancing", self.balancing, BALANCINGS),
            ("--design", self.design, ASKED),
        ):
            if value not in known:
                raise UsageError(f"{word}: unknown {value!r}.", hint=did_you_mean(value, known))
        if (self.by or self.unit) and self.design != "synthetic":
            raise UsageError(
                "--by and --unit choose the segments of a synthetic comparison.", hint="--design synthetic"
            )
        if self.selection_days < 0:
            raise UsageError(f"--selection-days is {self.selection_days}; it must be 0 or more.")
        if self.relevant is not None and self.relevant < 0:
            raise UsageError(f"--relevant is {self.relevant}; it must be 0 or more.")


@dataclass(frozen=True)
class Ground:
    """What the comparisons of one scope share: the arms, what was known of them, and how they are made alike."""

    run: Any
    scope: Scope
    options: Options
    arms: Arms

    @cached_property
    def known(self) -> Covariates:
        return covariates(self.arms, self.options.covariates, selection_days=self.options.selection_days)

    @cached_property
    def made(self) -> Balanced:
        if self.options.method == "raw" or (self.arms.against == "holdout" and self.options.design != "matched"):
            return as_they_are(self.arms, self.known)
        chosen = bool(self.options.covariates)
        return balanced(self.arms, self.known, self.options.balancing, chosen=chosen)

    @cached_property
    def rung(self) -> Rung:
        return reached(self.arms, self.made, self.options.method, self.options.design)


def compare(run: Any, key: str, scope: Scope | None = None, **how: Unpack[Words]) -> Comparison:
    """A KPI of the accounts of `scope` (arm abm) against another arm, on the best rung that the data allow.

    Raises UsageError for words it does not know or covariates measured after launch, DataError where an arm is empty.
    """
    return _compare_all(run, (key,), scope or Scope(), _options(run, how))[0]


def compare_many(run: Any, keys: Sequence[str] = (), scope: Scope | None = None, **how: Unpack[Words]) -> Comparisons:
    """Several KPIs (the headlines without keys) of the same arms: the first is primary, the others are adjusted."""
    return Comparisons(_compare_all(run, tuple(keys) or HEADLINES, scope or Scope(), _options(run, how)))


def _options(run: Any, how: Words) -> Options:
    given = {name: value for name, value in how.items() if name not in ("covariates", "language")}
    language = how.get("language") or run.settings.language
    return Options(**given, covariates=tuple(how.get("covariates", ())), language=language)  # type: ignore[arg-type]


def _compare_all(run: Any, keys: Sequence[str], scope: Scope, options: Options) -> tuple[Comparison, ...]:
    kpis = tuple(dict.fromkeys(find(key) for key in keys))
    grounds: dict[bool, Ground] = {}
    found = []
    for kpi in kpis:
        kept = kpi.group in WITH_CUSTOMERS
        if kept not in grounds:
            grounds[kept] = Ground(run, scope, options, gather(run, scope, options.against, customers=kept))
        found.append((grounds[kept], finding(grounds[kept], kpi)))
    return tuple(told(ground, one) for ground, one in _adjusted(found))


def finding(ground: Ground, kpi: KPI) -> Finding:
    """What is found of one KPI: the estimate on the rung that is reached, and the arms as they are beside it."""
    refused = refusal(kpi)
    if refused:
        nothing = Estimated(None, None)
        return Finding(kpi, None, nothing, nothing, ground.rung, refused=refused)
    if ground.options.design == "synthetic":
        from assay.comparison.segments import segment_finding

        return segment_finding(ground, kpi)
    if ground.options.design == "staggered":
        from assay.comparison.waves import wave_finding

        return wave_finding(ground, kpi)
    made = outcome(ground.arms, kpi, ground.scope)
    plain = raw(made, flags(ground.arms))
    return _checked(ground, Finding(kpi, made, estimated(ground, made, plain), plain, ground.rung))


def estimated(ground: Ground, found: Outcome, plain: Estimated) -> Estimated:
    """The difference on the rung that is reached."""
    treated, rung = flags(ground.arms), ground.rung
    counts = weighing(ground.arms, ground.known, ground.made, rung, ground.options.method)
    one_lot = counts.strata is not None and len(np.unique(counts.strata)) == 1 and treated.sum() >= LARGE_LOT
    if rung.reason == "raw" or (one_lot and found.kind == "account_share"):
        return plain
    return difference(found, treated, counts)


def _checked(ground: Ground, found: Finding) -> Finding:
    if not ground.options.checks:
        return found
    from assay.comparison.checks import checks

    return replace(found, checks=checks(ground, found))


def _adjusted(found: Sequence[tuple[Ground, Finding]]) -> list[tuple[Ground, Finding]]:
    """The first is primary; the others carry the p that Benjamini-Hochberg gives them among themselves."""
    others = [one for _, one in found[1:]]
    given = [np.nan if one.made.p_value is None else one.made.p_value for one in others]
    adjusted = [None if np.isnan(p) else float(p) for p in benjamini_hochberg(given)]
    count = len(found)
    named = [
        (ground, replace(one, primary=False, p_adjusted=p, of=count))
        for (ground, one), p in zip(found[1:], adjusted, strict=True)
    ]
    return [*found[:1], *named]
