"""Programmes that start in waves: accounts of later waves, and those never treated, as controls of the earlier ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.comparison.arms import Account, Arms
from assay.comparison.design import Rung, picked_hot
from assay.comparison.estimate import Estimated
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.panels import Panel, followed, panel
from assay.errors import DataError
from assay.kpis.declare import KPI
from assay.stats.cautions import LEAST_TREATED
from assay.stats.staggered import Staggered, staggered

MOST = 0.8
"""So many accounts must have a value in every quarter; the others are left aside."""
UNKNOWN = -1
"""Launched before there was a quarter to compare with."""
UNLIKE = 0.05
"""Below this p, the waves moved apart before they launched."""


@dataclass(frozen=True)
class Waves:
    """The panel of the accounts that can be followed, and the period in which each launched (0: not within the panel)."""

    made: Panel
    launched: NDArray[np.int64]
    parents: NDArray[Any]

    @property
    def since(self) -> NDArray[np.bool_]:
        """[accounts, periods] in the programme."""
        periods = np.arange(len(self.made.starts))
        return (periods[None, :] >= self.launched[:, None]) & (self.launched > 0)[:, None]


def wave_finding(ground: Ground, kpi: KPI) -> Finding:
    """The effect per account and quarter, averaged over all quarters since launch (Callaway-Sant'Anna).

    Raises DataError where all accounts launched in one quarter.
    """
    arms = ground.arms
    made = panel(arms, kpi, ground.scope, min(one.launched_on for one in arms.treated))
    rung = Rung("staggered") if len(arms.treated) >= LEAST_TREATED else Rung("descriptive", "few_treated")
    whole = followed(made)
    if whole.mean() < MOST:
        nothing = Estimated(None, None)
        return Finding(kpi, None, nothing, nothing, rung, notes=(("needs_account_values", {}),))
    waves = _waves(arms, made, whole)
    effect = _effect(waves)
    if effect.pre_trend_p is not None and effect.pre_trend_p < UNLIKE and rung.design == "staggered":
        rung = Rung("descriptive", "pre_trend")
    if rung.design == "staggered" and picked_hot(ground.made):
        rung = Rung("descriptive", "hot_pick")
    abm, simple = float(waves.made.tops[waves.since].mean()), effect.simple
    estimated = Estimated(abm, abm - simple.estimate, simple.estimate, simple.low, simple.high, simple.p)
    extra = _extra(waves.made, effect) | {
        "drift": list(effect.drift) if effect.drift else None,
        "drifts": drifts(effect),
    }
    return Finding(kpi, None, estimated, _plain(waves), rung, notes=_notes(effect), extra=extra)


def _waves(arms: Arms, made: Panel, whole: NDArray[np.bool_]) -> Waves:
    """Treated accounts without a period before their launch say nothing and are left aside; late ones are controls."""
    launched = np.array([_period(made, one) for one in arms.accounts], dtype=np.int64)
    kept = whole & (launched >= 0)
    _check(launched[kept])
    parents = np.array([one.parent_id for one in arms.accounts])
    return Waves(made.only(kept), launched[kept], parents[kept])


def _period(made: Panel, account: Account) -> int:
    place = made.place(account.launched_on) if account.treated else None
    if place is None:
        return 0
    return place if place > 0 else UNKNOWN


def _check(launched: NDArray[np.int64]) -> None:
    starts = {int(wave) for wave in launched if wave > 0}
    if len(starts) < 2:
        raise DataError(
            f"The programme has {len(starts)} wave with quarters before it; a staggered comparison needs 2.",
            hint="Use --design matched, or load the history of the quarters before launch.",
        )


def _effect(waves: Waves) -> Staggered:
    accounts, size = waves.made.tops.shape
    shared = len(np.unique(waves.parents)) < accounts
    return staggered(
        waves.made.tops.ravel(),
        np.repeat(np.arange(accounts), size),
        np.tile(np.arange(size), accounts),
        np.repeat(waves.launched, size),
        clusters=np.repeat(waves.parents, size) if shared else None,
    )


def _plain(waves: Waves) -> Estimated:
    """Treated quarters since launch against all quarters of the others from the first launch on."""
    tops, since = waves.made.tops, waves.since
    others = tops[waves.launched == 0][:, int(np.argmax(since.any(axis=0))) :]
    if not others.size:
        return Estimated(float(tops[since].mean()), None)
    abm, against = float(tops[since].mean()), float(others.mean())
    return Estimated(abm, against, abm - against)


def drifts(staggered: Staggered) -> bool:
    """Whether a drift a quarter as strong as before launch would explain the effect."""
    return staggered.drift is not None and staggered.drift[0] <= 0 <= staggered.drift[1]


def _notes(staggered: Staggered) -> tuple[tuple[str, dict[str, Any]], ...]:
    notes: list[tuple[str, dict[str, Any]]] = [("per_quarter", {})]
    if staggered.pre_trend_p is not None and staggered.pre_trend_p < UNLIKE:
        notes.append(("pre_trend", {"p": f"{staggered.pre_trend_p:.3f}"}))
    codes = {caution.code: caution.value for caution in staggered.warnings}
    notes += [
        (code, {"n": int(value or 0)}) for code, value in codes.items() if code in ("small_waves", "waves_left_out")
    ]
    return tuple(notes)


def _extra(made: Panel, staggered: Staggered) -> dict[str, Any]:
    """The event study: quarters since launch with effect and interval, what two-way fixed effects would say, the waves."""
    study = [{"quarters": one.periods, "waves": one.waves, **one.average.to_json()} for one in staggered.event_study]
    cells = [
        {
            "wave": made.starts[one.wave].isoformat(),
            "quarter": made.starts[one.period].isoformat(),
            **one.average.to_json(),
        }
        for one in staggered.cells
        if one.period >= one.wave
    ]
    return {
        "event_study": study,
        "waves": cells,
        "pre_trend_p": staggered.pre_trend_p,
        "two_way_fixed_effects": staggered.naive.estimate,
        "dynamic": staggered.dynamic.to_json(),
        "group": staggered.group.to_json(),
        "calendar": staggered.calendar.to_json(),
    }
