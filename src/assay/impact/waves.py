"""Programmes that start in waves: accounts of later waves, and those never treated, as controls of the earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from assay.errors import DataError
from assay.impact.design import Rung, flags
from assay.impact.estimate import Estimated
from assay.impact.finding import Finding
from assay.impact.panels import Panel, followed, panel
from assay.kpis.declare import KPI
from assay.stats.cautions import LEAST_TREATED
from assay.stats.staggered import Staggered, staggered

if TYPE_CHECKING:
    from assay.impact.compare import Ground

MOST = 0.8
"""So many accounts must have a value in every quarter; the others are left aside."""
UNLIKE = 0.05
"""Below this p, the waves moved apart before they launched."""


def wave_finding(ground: Ground, kpi: KPI) -> Finding:
    """The effect per account and quarter, averaged over all quarters since launch (Callaway-Sant'Anna).

    Raises DataError where all accounts launched in one quarter.
    """
    arms = ground.arms
    made = panel(arms, kpi, ground.scope, min(one.launched_on for one in arms.treated))
    made, whole = followed(made)
    treated = flags(arms)[whole]
    launches = [one.launched_on for one, kept in zip(arms.accounts, whole, strict=True) if kept]
    waves = np.array([made.place(day) if ours else 0 for day, ours in zip(launches, treated, strict=True)])
    rung = Rung("staggered") if len(arms.treated) >= LEAST_TREATED else Rung("descriptive", "few_treated")
    if whole.mean() < MOST:
        nothing = Estimated(None, None)
        return Finding(kpi, None, nothing, nothing, rung, notes=(("needs_account_values", {}),))
    _check(waves)
    found = _effect(made, waves, np.array([one.parent_id for one in arms.accounts])[whole])
    since = (np.arange(len(made.starts))[None, :] >= waves[:, None]) & (waves > 0)[:, None]
    abm = float(made.tops[since].mean())
    if found.pre_trend_p is not None and found.pre_trend_p < UNLIKE:
        rung = Rung("descriptive", "pre_trend")
    simple = found.simple
    estimated = Estimated(abm, abm - simple.estimate, simple.estimate, simple.low, simple.high, simple.p)
    return Finding(
        kpi, None, estimated, _plain(made, treated, since), rung, notes=_notes(found), extra=_extra(made, found)
    )


def _check(waves: Any) -> None:
    starts = sorted({int(wave) for wave in waves if wave > 0})
    if len(starts) < 2:
        raise DataError(
            f"The programme has {len(starts)} wave with quarters before it; a staggered comparison needs 2.",
            hint="Use --design matched, or load the history of the quarters before launch.",
        )


def _effect(made: Panel, waves: Any, parents: Any) -> Staggered:
    accounts, size = len(waves), len(made.starts)
    clusters = np.repeat(parents, size) if len(np.unique(parents)) < accounts else None
    return staggered(
        made.tops.ravel(),
        np.repeat(np.arange(accounts), size),
        np.tile(np.arange(size), accounts),
        np.repeat(waves, size),
        clusters=clusters,
    )


def _plain(made: Panel, treated: Any, since: Any) -> Estimated:
    """Treated quarters since launch against all quarters of the others from the first launch on."""
    first = int(np.argmax(since.any(axis=0)))
    abm, against = float(made.tops[since].mean()), float(made.tops[~treated][:, first:].mean())
    return Estimated(abm, against, abm - against)


def _notes(found: Staggered) -> tuple[tuple[str, dict[str, Any]], ...]:
    notes: list[tuple[str, dict[str, Any]]] = [("per_quarter", {})]
    if found.pre_trend_p is not None and found.pre_trend_p < UNLIKE:
        notes.append(("pre_trend", {"p": f"{found.pre_trend_p:.3f}"}))
    codes = {caution.code: caution.value for caution in found.warnings}
    notes += [
        (code, {"n": int(value or 0)}) for code, value in codes.items() if code in ("small_waves", "waves_left_out")
    ]
    return tuple(notes)


def _extra(made: Panel, found: Staggered) -> dict[str, Any]:
    """The event study: quarters since launch with effect and interval, what two-way fixed effects would say, the waves."""
    study = [{"quarters": one.periods, "waves": one.waves, **one.average.to_json()} for one in found.event_study]
    cells = [
        {
            "wave": made.starts[one.wave].isoformat(),
            "quarter": made.starts[one.period].isoformat(),
            **one.average.to_json(),
        }
        for one in found.cells
        if one.period >= one.wave
    ]
    return {
        "event_study": study,
        "waves": cells,
        "pre_trend_p": found.pre_trend_p,
        "two_way_fixed_effects": found.naive.estimate,
        "dynamic": found.dynamic.to_json(),
        "group": found.group.to_json(),
        "calendar": found.calendar.to_json(),
    }
