"""One segment or region against a weighted mix of others: synthetic difference-in-differences and synthetic control.

Arkhangelsky et al. 2021 and Abadie, Diamond & Hainmueller 2010, computed by `diff-diff`. Certainty comes from placebo
ranks: each comparison unit is treated as if it had been the programme, and the real one must stand out among them.
"""

from __future__ import annotations

import warnings as python_warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.errors import DataError, UsageError, did_you_mean
from assay.stats.cautions import Array, Caution, Flags, arms, table

Method = Literal["sdid", "synthetic_control", "did"]
METHODS = ("sdid", "synthetic_control", "did")
SEED = 20_260_101
PLACEBOS = 200
FEW_PERIODS = 5


@dataclass(frozen=True)
class Synthetic:
    """The effect per period after launch, in the outcome's unit, beside those of the `placebos` [m].

    `p` = rank / (m + 1); the interval is the estimate ± the placebo that has p = .05, open (infinite) below 19 of them. `weights` [controls], `time_weights`
    [periods before launch, empty for synthetic control]; `actual` and `counterfactual` [periods] are means of the units.
    """

    method: str
    estimate: float
    standard_error: float
    low: float
    high: float
    p: float
    rank: int
    placebos: Array
    weights: Array
    time_weights: Array
    actual: Array
    counterfactual: Array
    fit_before: float
    warnings: tuple[Caution, ...]

    def to_json(self) -> dict[str, Any]:
        plain = {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in vars(self).items()}
        return plain | {"warnings": [each.to_json() for each in self.warnings]}


@dataclass(frozen=True)
class _Fitted:
    estimate: float
    weights: Array
    time_weights: Array


def synthetic(
    outcomes: ArrayLike,
    treated: ArrayLike,
    launch: int,
    *,
    method: Method = "sdid",
    placebos: int = PLACEBOS,
    seed: int = SEED,
) -> Synthetic:
    """Effect of a programme on the treated units from outcomes [units, periods]; `launch`: place of the first period in it.

    Raises DataError with fewer than 2 periods before launch or 2 comparison units. Placebos are drawn among the
    comparison units only: each in turn for one treated unit, `placebos` random groups of their number for several.
    """
    values = table(outcomes, "Outcomes")
    mask = arms(treated, len(values))
    if method not in METHODS:
        raise UsageError(f"Unknown method {method!r}.", hint=did_you_mean(method, METHODS))
    if not 2 <= launch < values.shape[1] or (~mask).sum() < 2:
        raise DataError(
            f"{launch} periods before launch, {values.shape[1] - launch} after, {int((~mask).sum())} comparison units.",
            hint="It needs at least 2 periods before launch, 1 after, and 2 comparison units.",
        )
    fit = partial(_estimators()[method], launch=launch, seed=seed)
    fitted = fit(values, mask)
    drawn = np.array([fit(values[~mask], fake).estimate for fake in _fakes(mask, placebos, seed)])
    rank = 1 + int((np.abs(drawn) >= abs(fitted.estimate) - 1e-12).sum())
    return _result(method, values, mask, launch, fitted, drawn, rank)


def placebo_launch(outcomes: ArrayLike, treated: ArrayLike, launch: int, *, method: Method = "sdid") -> float:
    """The effect that the method claims half-way before launch, where there was none (fake launch date)."""
    values = table(outcomes, "Outcomes")[:, :launch]
    fake = launch // 2
    if fake < 2:
        raise DataError(f"{launch} periods before launch are too few for a fake launch date.", hint="Give at least 4.")
    return _estimators()[method](values, arms(treated, len(values)), launch=fake, seed=SEED).estimate


def _result(
    method: str, values: Array, mask: Flags, launch: int, fitted: _Fitted, drawn: Array, rank: int
) -> Synthetic:
    actual, mix = values[mask].mean(axis=0), fitted.weights @ values[~mask]
    error = float(drawn.std(ddof=1)) if len(drawn) > 1 else float("nan")
    half = _half_width(drawn)
    times = fitted.time_weights if len(fitted.time_weights) else np.full(launch, 1 / launch)
    shift = float(times @ (actual - mix)[:launch]) if method != "synthetic_control" else 0.0
    counterfactual = mix + shift
    return Synthetic(
        method=method,
        estimate=fitted.estimate,
        standard_error=error,
        low=fitted.estimate - half,
        high=fitted.estimate + half,
        p=rank / (len(drawn) + 1),
        rank=rank,
        placebos=drawn,
        weights=fitted.weights,
        time_weights=fitted.time_weights,
        actual=actual,
        counterfactual=counterfactual,
        fit_before=float(np.sqrt(((actual - counterfactual)[:launch] ** 2).mean())),
        warnings=_cautions(int((~mask).sum()), int(mask.sum()), launch),
    )


def _half_width(drawn: Array) -> float:
    """How far from zero a placebo must lie to have p below .05: no effect nearer to the estimate is refused by its rank.

    Infinite where there are too few placebos for such a p.
    """
    allowed = int(np.floor(0.05 * (len(drawn) + 1) - 1e-9)) - 1 if len(drawn) else -1
    return float(np.sort(np.abs(drawn))[::-1][allowed]) if allowed >= 0 else float("inf")


def _estimators() -> dict[str, Callable[..., _Fitted]]:
    return {"sdid": _sdid, "synthetic_control": _synthetic_control, "did": _did}


def _fakes(mask: Flags, placebos: int, seed: int) -> list[NDArray[np.bool_]]:
    controls, size = int((~mask).sum()), int(mask.sum())
    if size == 1:
        return list(np.eye(controls, dtype=bool))
    if size >= controls - 1:
        return []
    random = np.random.default_rng(seed)
    fakes = np.zeros((placebos, controls), dtype=bool)
    for fake in fakes:
        fake[random.choice(controls, size, replace=False)] = True
    return list(fakes)


def _did(values: Array, mask: Flags, *, launch: int, seed: int) -> _Fitted:
    del seed
    change = values[:, launch:].mean(axis=1) - values[:, :launch].mean(axis=1)
    controls = int((~mask).sum())
    estimate = float(change[mask].mean() - change[~mask].mean())
    return _Fitted(estimate, np.full(controls, 1 / controls), np.full(launch, 1 / launch))


def _sdid(values: Array, mask: Flags, *, launch: int, seed: int) -> _Fitted:
    from diff_diff import SyntheticDiD  # type: ignore[import-untyped]

    after = list(range(launch, values.shape[1]))
    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")
        fitted = SyntheticDiD(seed=seed, n_bootstrap=2).fit(
            _long(values, mask, 0),
            outcome="outcome",
            treatment="treated",
            unit="unit",
            time="period",
            post_periods=after,
        )
    return _Fitted(
        float(fitted.att),
        np.array([fitted.unit_weights.get(place, 0.0) for place in np.flatnonzero(~mask)]),
        np.array([fitted.time_weights.get(place, 0.0) for place in range(launch)]),
    )


def _synthetic_control(values: Array, mask: Flags, *, launch: int, seed: int) -> _Fitted:
    """Several treated units enter as their mean."""
    from diff_diff import SyntheticControl  # type: ignore[import-untyped]

    stacked = np.vstack([values[mask].mean(axis=0), values[~mask]])
    first = np.arange(len(stacked)) == 0
    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")
        # Every period before launch counts alike and in its own unit: the plain least-squares mix.
        plain = SyntheticControl(seed=seed, v_method="custom", custom_v=np.ones(launch), standardize="none")
        fitted = plain.fit(
            _long(stacked, first, launch), outcome="outcome", treatment="treated", unit="unit", time="period"
        )
    weights = np.array([fitted.donor_weights.get(place, 0.0) for place in range(1, len(stacked))])
    gaps = stacked[0] - weights @ stacked[1:]
    return _Fitted(float(gaps[launch:].mean()), weights, np.empty(0))


def _long(values: Array, mask: Flags, since: int) -> Any:
    import pandas

    units, periods = values.shape
    when = np.tile(np.arange(periods), units)
    return pandas.DataFrame(
        {
            "unit": np.repeat(np.arange(units), periods),
            "period": when,
            "outcome": values.ravel(),
            "treated": (np.repeat(mask, periods) & (when >= since)).astype(int),
        }
    )


def _cautions(controls: int, treated: int, launch: int) -> tuple[Caution, ...]:
    cautions = []
    if treated == 1 and controls < 19:
        text = f"{controls} comparison units: the smallest p there can be is {1 / (controls + 1):.2f}."
        cautions.append(Caution("few_placebos", text, controls))
    if launch < FEW_PERIODS:
        text = f"Only {launch} periods before launch: that the mix fits them says little."
        cautions.append(Caution("few_periods", text, launch))
    return tuple(cautions)
