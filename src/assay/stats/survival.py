"""How long until a deal is won: Kaplan-Meier, Aalen-Johansen with lost deals competing, restricted means, log-rank, Cox.

Arrays in, results out. `days` are whole days from the start to the close, or to the as-of day where it is still open;
`event` is 0 open (censored), 1 won, 2 lost (competing). Kaplan-Meier, its restricted mean, the log-rank test and Cox
are those of lifelines. Aalen-Johansen is our own: lifelines moves tied days apart at random, and deals close on whole
days. Its spread is a delete-one jackknife over clusters (accounts), so that deals of one account are not taken for
independent; with weights they are held fixed.

Sources: Uno et al. 2014 (restricted means), Aalen & Johansen 1978, Robins & Rotnitzky 1992 (wins weighted for those
still open), Efron & Stein 1981 (jackknife).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Measure = Literal["until_won", "among_won"]

OPEN, WON, LOST = 0, 1, 2
Z = 1.959963984540054
AT_RISK = 5
"""A curve is read only as far as so many deals have been followed."""
SETTLED = 0.05
"""A share of open cases that no longer changes what a curve says."""
CLUSTERS = 2_000
"""More clusters than this are put together at random for the jackknife: nothing is gained by more."""


@dataclass(frozen=True)
class Estimate:
    """`value` with its 95 % interval; null where it cannot be told. `n` cases, `events` of them won (or ended)."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    events: int
    standard_error: float | None = None


@dataclass(frozen=True)
class Curve:
    """A step curve: from each of `days` on, `share` holds, with pointwise 95 % limits and the cases still open before."""

    days: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[float, ...]

    def at(self, day: float) -> float | None:
        """The share on that day; null before any case was seen."""
        place = int(np.searchsorted(np.asarray(self.days), day, side="right")) - 1
        return self.share[place] if place >= 0 else None


@dataclass(frozen=True)
class Difference:
    """Mean days of two arms within `horizon` days, a − b: negative means a is faster."""

    measure: Measure
    horizon: float | None
    a: Estimate
    b: Estimate
    value: float | None
    low: float | None
    high: float | None
    standard_error: float | None
    p_value: float | None
    note: str | None = None


@dataclass(frozen=True)
class Hazard:
    """One covariate of a Cox model: `ratio` > 1 means that it happens sooner."""

    name: str
    coefficient: float
    standard_error: float
    p_value: float
    ratio: float
    low: float
    high: float


def median_days(days: ArrayLike, event: ArrayLike, weights: ArrayLike | None = None) -> Estimate:
    """Kaplan-Meier median with its 95 % interval (log-log); null while less than half has happened."""
    from lifelines.utils import median_survival_times  # type: ignore[import-untyped]

    happened = _happened(event)
    if not len(happened):
        return Estimate(None, None, None, 0, 0)
    fitted = _kaplan_meier(days, happened, weights)
    limits = median_survival_times(fitted.confidence_interval_).to_numpy(float).ravel()
    low, high = (_finite(value) for value in sorted(limits))
    return Estimate(
        median_until(days, event) if weights is None else _finite(fitted.median_survival_time_),
        low,
        high,
        len(happened),
        int(happened.sum()),
    )


def cumulative_incidence(
    days: ArrayLike, outcome: ArrayLike, clusters: ArrayLike | None = None, weights: ArrayLike | None = None
) -> Curve:
    """Aalen-Johansen share won by each day, lost deals competing; limits log-log by the jackknife."""
    counts = _counted(days, outcome, clusters, weights)
    share = _steps(counts.total).cumsum(axis=-1)[0]
    error = _jackknife_error(_steps(counts.without_each).cumsum(axis=-1))
    low, high = _log_log(share, error)
    return _curve(counts.days, share, low, high, _at_risk(counts.total)[0])


def median_among_won(days: ArrayLike, outcome: ArrayLike, horizon: float | None = None) -> float | None:
    """The day by which half of the probability of ever being won (within the horizon) has been reached; null without wins."""
    counts = _counted(days, outcome, np.zeros(len(_floats(days))), None)
    incidence = _steps(counts.total)[0] * (counts.days <= (np.inf if horizon is None else horizon))
    if not incidence.sum() > 0:
        return None
    return float(counts.days[np.argmax(incidence.cumsum() >= incidence.sum() / 2 - 1e-12)])


def median_until(days: ArrayLike, event: ArrayLike) -> float | None:
    """The Kaplan-Meier median: the day by which half of all have reached their event; null while less than half has.

    Kaplan-Meier is Aalen-Johansen where nothing competes, so it rests on the same counts, and on no library that takes
    a second to load.
    """
    counts = _counted(days, _happened(event), np.zeros(len(_floats(days))), None)
    reached = _steps(counts.total)[0].cumsum() >= 0.5 - 1e-12
    return float(counts.days[np.argmax(reached)]) if reached.any() else None


def reach(days: ArrayLike, event: ArrayLike, at_risk: int = AT_RISK) -> float | None:
    """The last day up to which a curve says something: so many cases are followed so long; null where there are fewer.

    Infinite where by then hardly any case is still open: what comes later is known.
    """
    known, happened = _floats(days), _happened(event)
    if len(known) < at_risk:
        return None
    last = float(np.sort(known)[len(known) - at_risk])
    counts = _counted(known, happened, np.zeros(len(known)), None)
    still_open = 1 - float(_steps(counts.total)[0][counts.days <= last].sum())
    return inf if happened.all() or still_open <= SETTLED else last


def common_horizon(days_a: ArrayLike, event_a: ArrayLike, days_b: ArrayLike, event_b: ArrayLike) -> float | None:
    """The last day that both groups reach; null where one of them has too few cases."""
    ends = [reach(days_a, event_a), reach(days_b, event_b)]
    if ends[0] is None or ends[1] is None:
        return None
    longest = max(float(_floats(days).max()) for days in (days_a, days_b))
    return min(ends[0], ends[1], longest)


def restricted_mean(
    days: ArrayLike,
    event: ArrayLike,
    horizon: float,
    *,
    measure: Measure = "until_won",
    clusters: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> Estimate:
    """Mean days within a horizon, with its 95 % interval.

    `until_won` counts every case, those not won by the horizon with the horizon itself; without lost deals that is the
    restricted mean survival time of Kaplan-Meier. `among_won` is the mean of the cases won by the horizon, each win
    weighted for those that are still open: a change of the win rate alone does not move it.
    """
    counts = _counted(days, event, clusters, weights)
    won = int((_events(event) == WON).sum())
    total = len(_events(event))
    if not total or (measure == "among_won" and not won):
        return Estimate(None, None, None, total, won)
    value = _finite(_mean(counts.total, counts.days, horizon, measure)[0])
    error = _finite(_jackknife_error(_mean(counts.without_each, counts.days, horizon, measure)))
    if value is None or error is None:
        return Estimate(value, None, None, total, won)
    half = _quantile(len(counts.without_each.won)) * error
    return Estimate(value, max(0.0, value - half), min(horizon, value + half), total, won, error)


def restricted_mean_difference(
    days_a: ArrayLike,
    event_a: ArrayLike,
    days_b: ArrayLike,
    event_b: ArrayLike,
    *,
    horizon: float | None = None,
    measure: Measure = "until_won",
    clusters_a: ArrayLike | None = None,
    clusters_b: ArrayLike | None = None,
    weights_a: ArrayLike | None = None,
    weights_b: ArrayLike | None = None,
) -> Difference:
    """Mean days of arm a − those of arm b, within `horizon` (default: the last day that both groups reach)."""
    until = horizon if horizon is not None else common_horizon(days_a, event_a, days_b, event_b)
    if until is None:
        few_a, few_b = _nothing(event_a), _nothing(event_b)
        return Difference(measure, None, few_a, few_b, None, None, None, None, None, note="too_few")
    a = restricted_mean(days_a, event_a, until, measure=measure, clusters=clusters_a, weights=weights_a)
    b = restricted_mean(days_b, event_b, until, measure=measure, clusters=clusters_b, weights=weights_b)
    sizes = [
        _happening(event, clusters, days, until, measure)
        for event, clusters, days in ((event_a, clusters_a, days_a), (event_b, clusters_b, days_b))
    ]
    return _difference(measure, until, a, b, *sizes)


def _happening(event: ArrayLike, clusters: ArrayLike | None, days: ArrayLike, horizon: float, measure: Measure) -> int:
    """Clusters that the mean rests on: those with a win within the horizon, or all where every case counts."""
    if measure == "until_won":
        return _clusters(clusters, days)
    won = (_events(event) == WON) & (_floats(days) <= horizon)
    names = np.arange(len(won)) if clusters is None else np.asarray(clusters).ravel()
    return len(np.unique(names[won]))


def _nothing(event: ArrayLike) -> Estimate:
    events = _events(event)
    return Estimate(None, None, None, len(events), int((events == WON).sum()))


def _difference(measure: Measure, horizon: float, a: Estimate, b: Estimate, size_a: int, size_b: int) -> Difference:
    if a.value is None or b.value is None:
        return Difference(measure, horizon, a, b, None, None, None, None, None, note="nothing_won")
    value = a.value - b.value
    if a.standard_error is None or b.standard_error is None:
        return Difference(measure, horizon, a, b, value, None, None, None, None, note="too_few")
    from scipy.stats import t

    error = sqrt(a.standard_error**2 + b.standard_error**2)
    freedom = _welch((a.standard_error, size_a), (b.standard_error, size_b))
    half = float(t.ppf(0.975, freedom)) * error
    p_value = float(2 * t.sf(abs(value) / error, freedom)) if error > 0 else None
    return Difference(measure, horizon, a, b, value, value - half, value + half, error, p_value)


def _welch(*arms: tuple[float, int]) -> float:
    """Degrees of freedom of a difference of two arms, each with its own error and as many cases as have happened."""
    squares = [error**2 for error, _ in arms]
    parts = sum(square**2 / max(1, size - 1) for square, (_, size) in zip(squares, arms, strict=True))
    return max(1.0, sum(squares) ** 2 / parts) if parts > 0 else 1.0


def cox(
    days: ArrayLike,
    event: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    clusters: ArrayLike | None = None,
    weights: ArrayLike | None = None,
) -> tuple[Hazard, ...]:
    """Proportional hazards (Efron's ties) of the event 1, all others censored; robust errors where clusters are given.

    Raises lifelines' ConvergenceError where a covariate separates the events.
    """
    import pandas as pd
    from lifelines import CoxPHFitter  # type: ignore[import-untyped]

    table = pd.DataFrame({name: _floats(values) for name, values in covariates.items()})
    table = table.assign(_days=_floats(days), _event=_events(event) == WON)
    extra: dict[str, Any] = {}
    for name, values in (("cluster", clusters), ("weights", weights)):
        if values is not None:
            table[f"_{name}"] = np.asarray(values)
            extra[f"{name}_col"] = f"_{name}"
    fitted = CoxPHFitter().fit(table, "_days", "_event", robust=bool(extra), **extra)
    return tuple(_hazard(str(name), row) for name, row in fitted.summary.iterrows())


def _hazard(name: str, row: Any) -> Hazard:
    low, high = row["exp(coef) lower 95%"], row["exp(coef) upper 95%"]
    wanted: Sequence[Any] = (row["coef"], row["se(coef)"], row["p"], row["exp(coef)"], low, high)
    return Hazard(name, *(float(value) for value in wanted))


def _kaplan_meier(days: ArrayLike, happened: Ints, weights: ArrayLike | None) -> Any:
    from lifelines import KaplanMeierFitter  # type: ignore[import-untyped]

    return KaplanMeierFitter().fit(_floats(days), happened, weights=None if weights is None else _floats(weights))


@dataclass(frozen=True)
class _Counts:
    """Weights won, ended (won or lost) and gone (ended or censored) on each of the days, by sample (rows)."""

    won: Floats
    ended: Floats
    gone: Floats


@dataclass(frozen=True)
class _Counted:
    days: Floats
    total: _Counts
    without_each: _Counts


def _counted(days: ArrayLike, event: ArrayLike, clusters: ArrayLike | None, weights: ArrayLike | None) -> _Counted:
    """Counts by day of the whole sample, and of the samples that lack one cluster each."""
    known, events = _floats(days), _events(event)
    weight = np.ones(len(known)) if weights is None else _floats(weights)
    grid, place = np.unique(known, return_inverse=True)
    group, size = _grouped(np.arange(len(known)) if clusters is None else np.asarray(clusters))

    def by_day(chosen: NDArray[np.bool_]) -> Floats:
        table = np.zeros((size, len(grid)))
        np.add.at(table, (group[chosen], place[chosen]), weight[chosen])
        return table

    tables = [by_day(events == WON), by_day(events != OPEN), by_day(np.ones(len(known), dtype=bool))]
    totals = [table.sum(axis=0, keepdims=True) for table in tables]
    return _Counted(
        grid, _Counts(*totals), _Counts(*(total - table for total, table in zip(totals, tables, strict=True)))
    )


def _grouped(labels: NDArray[Any]) -> tuple[Ints, int]:
    names, group = np.unique(labels, return_inverse=True)
    if len(names) <= CLUSTERS:
        return group.astype(np.int64), len(names)
    dealt = np.random.default_rng(len(names)).permutation(len(names)) % CLUSTERS
    return np.asarray(dealt[group], dtype=np.int64), CLUSTERS


def _at_risk(counts: _Counts) -> Floats:
    return np.asarray(counts.gone[:, ::-1].cumsum(axis=1)[:, ::-1], dtype=np.float64)


def _steps(counts: _Counts) -> Floats:
    """By how much the share won rises on each day (Aalen-Johansen), one row a sample."""
    at_risk = _at_risk(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        ended = np.where(at_risk > 1e-12, counts.ended / at_risk, 0.0)
        won = np.where(at_risk > 1e-12, counts.won / at_risk, 0.0)
    still = np.cumprod(1 - np.clip(ended, 0, 1), axis=1)
    before = np.concatenate([np.ones((len(still), 1)), still[:, :-1]], axis=1)
    return np.asarray(before * won, dtype=np.float64)


def _mean(counts: _Counts, days: Floats, horizon: float, measure: Measure) -> Floats:
    """Mean days within the horizon, one per sample; NaN where nothing was won."""
    steps = _steps(counts) * (days <= horizon)
    if measure == "until_won":
        return np.asarray(horizon - steps @ np.maximum(horizon - days, 0), dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((steps @ days) / steps.sum(axis=1), dtype=np.float64)


def _jackknife_error(without_each: Floats) -> Any:
    """Standard error from the estimates without each cluster (first axis); NaN where one of them does not exist."""
    size = len(without_each)
    if size < 2:
        return np.full(without_each.shape[1:], np.nan)
    spread = ((without_each - without_each.mean(axis=0)) ** 2).sum(axis=0)
    return np.sqrt((size - 1) / size * spread)


def _log_log(share: Floats, error: Floats) -> tuple[Floats, Floats]:
    """Limits of a share that stay within 0 and 1."""
    inner = (share > 0) & (share < 1)
    safe = np.where(inner, share, 0.5)
    half = Z * error / (safe * np.abs(np.log(safe)))
    low, high = safe ** np.exp(half), safe ** np.exp(-half)
    return np.where(inner, low, share), np.where(inner, high, share)


def _quantile(clusters: int) -> float:
    from scipy.stats import t

    return float(t.ppf(0.975, max(1, clusters - 1)))


def _clusters(clusters: ArrayLike | None, days: ArrayLike) -> int:
    return len(np.unique(np.asarray(clusters))) if clusters is not None else len(_floats(days))


def _curve(days: Any, share: Any, low: Any, high: Any, at_risk: Any) -> Curve:
    columns = (tuple(float(value) for value in np.asarray(values)) for values in (days, share, low, high, at_risk))
    return Curve(*columns)


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64).ravel()


def _events(event: ArrayLike) -> Ints:
    return np.asarray(np.asarray(event).ravel(), dtype=np.int64)


def _happened(event: ArrayLike) -> Ints:
    return np.asarray(_events(event) != OPEN, dtype=np.int64)


def _finite(value: Any) -> float | None:
    return float(value) if value is not None and isfinite(float(value)) else None
