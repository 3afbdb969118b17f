"""One treated segment (a region, an industry) against a blend of the others that moved as it did before launch."""

from __future__ import annotations

from datetime import date
from statistics import median_low
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assay.errors import DataError, UsageError, did_you_mean
from assay.impact.arms import Arms, everyone
from assay.impact.design import Rung
from assay.impact.estimate import Estimated
from assay.impact.finding import Finding
from assay.impact.panels import Panel, panel
from assay.kpis.declare import KPI
from assay.metrics.answers import attributes_of
from assay.stats.cautions import LEAST_TREATED
from assay.stats.synthetic import Synthetic, placebo_launch, synthetic

if TYPE_CHECKING:
    from assay.impact.compare import Ground

COLUMNS = ("region", "country", "industry", "city")
FREE = 0.1
"""A segment with more of its accounts on the list cannot stand for what happens without the programme."""
FEW = 4


def segment_finding(ground: Ground, kpi: KPI) -> Finding:
    """The effect on the segment with most of its accounts on the list, per quarter since its launch (synthetic DiD).

    Raises UsageError for an unknown dimension or segment, DataError where fewer than two segments are free of it.
    """
    whole = everyone(ground.arms)
    named = _segments(whole, ground.options.by or "region")
    shares = {name: _share(whole, named, name) for name in sorted(set(named.values()))}
    unit = _unit(shares, ground.options.unit)
    free = [name for name, share in shares.items() if share <= FREE and name != unit]
    if len(free) < 2:
        raise DataError(
            f"{len(free)} segments are free of the programme; a synthetic comparison needs 2.",
            hint="Choose a dimension by which the programme is concentrated: --by country, or another design.",
        )
    launch = _launch(whole, named, unit)
    made = panel(whole, kpi, ground.scope, launch)
    values = _values(whole, named, made, [unit, *free])
    found = synthetic(values, np.arange(len(values)) == 0, made.place(launch))
    return _finding(kpi, whole, named, made, found, unit, free, values, launch)


def _segments(whole: Arms, by: str) -> dict[str, str]:
    known = (*COLUMNS, *attributes_of(whole.asked.cursor, "accounts"))
    if by not in known:
        raise UsageError(f"--by: accounts have no segments {by!r}.", hint=did_you_mean(by, known))
    rows = whole.asked.cursor.execute(f'SELECT account_id, "{by}" FROM accounts').fetchall()
    return {account: str(value) for account, value in rows if value not in (None, "")}


def _share(whole: Arms, named: dict[str, str], name: str) -> float:
    inside = [one for one in whole.accounts if named.get(one.account_id) == name]
    return sum(one.treated for one in inside) / len(inside) if inside else 0.0


def _unit(shares: dict[str, float], wanted: str | None) -> str:
    if wanted is not None:
        if wanted not in shares:
            raise UsageError(f"There is no segment {wanted!r}.", hint=did_you_mean(wanted, tuple(shares)))
        return wanted
    return max(shares, key=lambda name: shares[name])


def _launch(whole: Arms, named: dict[str, str], unit: str) -> date:
    """The launch day of the middle one of the segment's treated accounts."""
    days = [one.launched_on for one in whole.accounts if one.treated and named.get(one.account_id) == unit]
    if not days:
        raise DataError(f"No account of segment {unit!r} is on the list.", hint="Choose another with --unit.")
    return median_low(sorted(days))


def _values(whole: Arms, named: dict[str, str], made: Panel, names: list[str]) -> NDArray[np.float64]:
    """[segments, quarters]: Σ tops ÷ Σ bottoms; raises DataError where a segment has nothing to divide by."""
    places = {name: [k for k, one in enumerate(whole.accounts) if named.get(one.account_id) == name] for name in names}
    bottoms = np.array([made.bottoms[places[name]].sum(axis=0) for name in names])
    if (bottoms <= 0).any():
        lacking = names[int(np.argmax((bottoms <= 0).any(axis=1)))]
        raise DataError(
            f"Segment {lacking!r} has a quarter without any case.", hint="Compare a sum or a share of accounts."
        )
    return np.asarray(np.array([made.tops[places[name]].sum(axis=0) for name in names]) / bottoms)


def _finding(
    kpi: KPI,
    whole: Arms,
    named: dict[str, str],
    made: Panel,
    found: Synthetic,
    unit: str,
    free: list[str],
    values: NDArray[np.float64],
    launch: date,
) -> Finding:
    since = made.place(launch)
    abm = float(found.actual[since:].mean())
    few = len([one for one in whole.accounts if one.treated and named.get(one.account_id) == unit]) < LEAST_TREATED
    rung = Rung("descriptive", "few_treated") if few else Rung("synthetic")
    against = float(values[1:, since:].mean())
    estimated = Estimated(abm, abm - found.estimate, found.estimate, found.low, found.high, found.p)
    notes: list[tuple[str, dict[str, Any]]] = [("per_quarter", {}), ("segment", {"unit": unit, "n": len(free)})]
    notes += [(caution.code, {"n": int(caution.value or 0)}) for caution in found.warnings]
    weights = dict(zip(free, found.weights.tolist(), strict=True))
    placebo = placebo_launch(values, np.arange(len(values)) == 0, since) if since >= FEW else None
    extra = {
        "unit": unit,
        "weights": {name: weight for name, weight in weights.items() if weight > 0},
        "rank": found.rank,
        "placebos": found.placebos.tolist(),
        "quarters": [day.isoformat() for day in made.starts],
        "actual": found.actual.tolist(),
        "counterfactual": found.counterfactual.tolist(),
        "launch": made.starts[since].isoformat(),
        "placebo_launch": placebo,
    }
    return Finding(kpi, None, estimated, Estimated(abm, against, abm - against), rung, notes=tuple(notes), extra=extra)
