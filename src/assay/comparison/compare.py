"""Compares KPIs with the programme and without it: arms, what was known before, weights, estimates, verdicts in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Unpack

import numpy as np

from assay.comparison.arms import gather
from assay.comparison.design import (
    flags,
)
from assay.comparison.estimate import Estimated, raw
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground, Options, Words
from assay.comparison.on_rung import estimated
from assay.comparison.outcomes import outcome, refusal
from assay.comparison.result import Comparison, Comparisons
from assay.comparison.tell import told
from assay.kpis import find
from assay.kpis.declare import KPI
from assay.kpis.needs import measures_customers
from assay.metrics.scope import Scope
from assay.stats.multiple import benjamini_hochberg

HEADLINES = ("opportunity_rate", "account_win_rate", "win_rate", "average_deal_size", "deal_velocity")


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
        kept = measures_customers(kpi)
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
