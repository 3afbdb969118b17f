"""One treated segment (a region, an industry) against a blend of the others that moved as it did before launch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import median_low
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.comparison.arms import Account, Arms
from assay.comparison.clocks import everyone
from assay.comparison.design import Rung
from assay.comparison.estimate import Estimated
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.panels import Panel, panel
from assay.errors import DataError, UsageError, did_you_mean
from assay.facts.schema import FOREVER
from assay.kpis.declare import KPI
from assay.metrics.answers import attributes_of
from assay.stats.cautions import LEAST_TREATED
from assay.stats.synthetic import Synthetic, placebo_launch, synthetic

COLUMNS = ("region", "country", "industry", "city")
FREE, LEAST_FREE = 0.1, 2
"""A segment with more of its accounts on the list cannot stand for what happens without the programme."""
FEW = 4
"""Quarters before launch below which a fake launch has too little past of its own."""
TOLD = ("few_placebos", "few_periods")


@dataclass(frozen=True)
class Segments:
    """All accounts by segment: the treated one, and those that are free of the programme."""

    whole: Arms
    named: Mapping[str, str]
    unit: str
    free: tuple[str, ...]
    launch: date

    def places(self, name: str) -> list[int]:
        return [place for place, one in enumerate(self.whole.accounts) if self.named.get(one.account_id) == name]

    def treated(self, name: str) -> list[Account]:
        return [one for one in (self.whole.accounts[place] for place in self.places(name)) if one.treated]


def segment_finding(ground: Ground, kpi: KPI) -> Finding:
    """The effect on the segment with most of its accounts on the list, per quarter since its launch (synthetic DiD).

    Raises UsageError for an unknown dimension or segment, DataError where fewer than two segments are free of it.
    """
    segments = _segments(everyone(ground.arms), ground.options.by or "region", ground.options.unit)
    made = panel(segments.whole, kpi, ground.scope, segments.launch)
    since = made.place(segments.launch)
    if since is None or since < 1:
        raise DataError(
            f"Segment {segments.unit!r} launched on {segments.launch}: no whole quarter lies before or after it.",
            hint="Choose a window that ends later, or load the history before launch.",
        )
    values = _values(segments, made)
    effect = synthetic(values, np.arange(len(values)) == 0, since)
    return _finding(
        kpi, segments, effect, _extra(segments, made, values, effect, since), float(values[1:, since:].mean()), since
    )


def _segments(whole: Arms, by: str, wanted: str | None) -> Segments:
    named = _names(whole, by)
    every = Segments(whole, named, "", (), FOREVER)
    shares = {name: len(every.treated(name)) / max(1, len(every.places(name))) for name in sorted(set(named.values()))}
    unit = _unit(shares, wanted)
    free = tuple(name for name, share in shares.items() if share <= FREE and name != unit)
    if len(free) < LEAST_FREE:
        raise DataError(
            f"{len(free)} segments are free of the programme; a synthetic comparison needs {LEAST_FREE}.",
            hint="Choose a dimension by which the programme is concentrated: --by country, or another design.",
        )
    days = sorted(one.launched_on for one in every.treated(unit))
    if not days:
        raise DataError(f"No account of segment {unit!r} is on the list.", hint="Choose another with --unit.")
    return replace(every, unit=unit, free=free, launch=median_low(days))


def _names(whole: Arms, by: str) -> dict[str, str]:
    known = (*COLUMNS, *attributes_of(whole.asked.cursor, "accounts"))
    if by not in known:
        raise UsageError(f"--by: accounts have no segments {by!r}.", hint=did_you_mean(by, known))
    rows = whole.asked.cursor.execute(f'SELECT account_id, "{by}" FROM accounts').fetchall()
    return {account: str(value) for account, value in rows if value not in (None, "")}


def _unit(shares: Mapping[str, float], wanted: str | None) -> str:
    if wanted is not None and wanted not in shares:
        raise UsageError(f"There is no segment {wanted!r}.", hint=did_you_mean(wanted, tuple(shares)))
    if not shares:
        raise DataError("No account has a segment.", hint="Choose another dimension: --by industry.")
    return wanted or max(shares, key=lambda name: shares[name])


def _values(segments: Segments, made: Panel) -> NDArray[np.float64]:
    """[segments, quarters]: Σ tops ÷ Σ bottoms; raises DataError where a segment has nothing to divide by."""
    names = (segments.unit, *segments.free)
    places = [segments.places(name) for name in names]
    bottoms = np.array([made.bottoms[rows].sum(axis=0) for rows in places])
    lacking = np.flatnonzero((bottoms <= 0).any(axis=1))
    if len(lacking):
        raise DataError(
            f"Segment {names[lacking[0]]!r} has a quarter without any case.",
            hint="Compare a sum or a share of accounts.",
        )
    return np.asarray(np.array([made.tops[rows].sum(axis=0) for rows in places]) / bottoms)


def _finding(
    kpi: KPI, segments: Segments, effect: Synthetic, extra: dict[str, Any], against: float, since: int
) -> Finding:
    abm = float(effect.actual[since:].mean())
    few = len(segments.treated(segments.unit)) < LEAST_TREATED
    rung = Rung("descriptive", "few_treated") if few else Rung("synthetic")
    estimated = Estimated(abm, abm - effect.estimate, effect.estimate, *_ends(effect), effect.p)
    notes: list[tuple[str, dict[str, Any]]] = [
        ("per_quarter", {}),
        ("segment", {"unit": segments.unit, "n": len(segments.free)}),
        *((caution.code, {"n": int(caution.value or 0)}) for caution in effect.warnings if caution.code in TOLD),
    ]
    plain = Estimated(abm, against, abm - against)
    return Finding(kpi, None, estimated, plain, rung, notes=tuple(notes), extra=extra)


def _ends(effect: Synthetic) -> tuple[float | None, float | None]:
    """The interval that ranks allow; none where there are too few other segments."""
    low, high = effect.low, effect.high
    return (low, high) if np.isfinite(low) and np.isfinite(high) else (None, None)


def _extra(
    segments: Segments, made: Panel, values: NDArray[np.float64], effect: Synthetic, since: int
) -> dict[str, Any]:
    """What a page draws: the segment and its blend by quarter, the weights, the placebos."""
    weights = dict(zip(segments.free, effect.weights.tolist(), strict=True))
    return {
        "unit": segments.unit,
        "weights": {name: weight for name, weight in weights.items() if weight > 0},
        "rank": effect.rank,
        "placebos": effect.placebos.tolist(),
        "quarters": [day.isoformat() for day in made.starts],
        "actual": effect.actual.tolist(),
        "counterfactual": effect.counterfactual.tolist(),
        "launch": made.starts[since].isoformat(),
        "placebo_launch": placebo_launch(values, np.arange(len(values)) == 0, since) if since >= FEW else None,
    }
