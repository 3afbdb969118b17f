"""Programmes that start in waves: Callaway & Sant'Anna 2021, accounts of later waves as controls (`diff-diff`).

Two-way fixed effects, the usual regression, compares late waves with early ones that are already changing; it stands
beside the effect as a naive figure only.
"""

from __future__ import annotations

import warnings as python_warnings
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike

from assay.errors import DataError, UsageError
from assay.stats.cautions import Array, Caution, Places, numbers, table
from assay.stats.waves import Averaged, Cell, at_time, average, averaged, calendar, dynamic, group, pre_trend, simple

Controls = Literal["not_yet", "never"]
NAMES = {"not_yet": "not_yet_treated", "never": "never_treated"}
SMALL_WAVE = 5
DRIFT = 0.25
"""After launch the waves may go on drifting apart by this share of the largest step that was seen before it."""


@dataclass(frozen=True)
class EventTime:
    """`periods` since launch (negative: before, where the truth is 0) and the effect averaged over the waves seen then."""

    periods: int
    average: Averaged
    waves: int


@dataclass(frozen=True)
class Staggered:
    """`simple`: every treated account-period alike; `dynamic`: every time since launch alike; `group`: waves; `calendar`.

    `pre_trend_p`: all effects before launch are 0 (null where none can be seen). `naive` is two-way fixed effects.
    `drift`: the interval that holds when waves go on drifting apart a quarter as fast as before launch (`DRIFT`).
    """

    simple: Averaged
    dynamic: Averaged
    group: Averaged
    calendar: Averaged
    event_study: tuple[EventTime, ...]
    cells: tuple[Cell, ...]
    pre_trend_p: float | None
    naive: Naive
    warnings: tuple[Caution, ...]
    drift: tuple[float, float] | None = None


@dataclass(frozen=True)
class Naive:
    """A figure that must not be called an effect, with the reason."""

    estimate: float
    warnings: tuple[Caution, ...]


def staggered(
    outcome: ArrayLike,
    account: ArrayLike,
    period: ArrayLike,
    wave: ArrayLike,
    *,
    covariates: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    controls: Controls = "not_yet",
) -> Staggered:
    """Effects of waves from a panel in rows [n]: outcome, account, whole-numbered period, first treated period (0: never).

    `covariates` [n, k]: known before launch. `clusters` [n]: parents. Raises DataError where no wave has a control.
    """
    panel = _panel(outcome, account, period, wave, covariates, clusters)
    fitted = _fitted(panel, controls, covariates is not None)
    cells = _cells(fitted)
    influence = _influence(fitted, cells)
    units = fitted._aggregation_kit.bookkeeping
    waves = np.asarray(units["unit_cohorts"], dtype=float)
    parents = _parents(panel, units["all_units"]) if clusters is not None else None
    over = partial(average, cells=cells, influence=influence, waves=waves, parents=parents)
    times = sorted({cell.period - cell.wave for cell in cells})
    return Staggered(
        simple=over(simple),
        dynamic=over(dynamic),
        group=over(group),
        calendar=over(calendar),
        event_study=tuple(
            EventTime(time, over(partial(at_time, time=time)), sum(c.period - c.wave == time for c in cells))
            for time in times
        ),
        cells=cells,
        pre_trend_p=pre_trend(cells, influence, parents),
        naive=two_way_fixed_effects(panel["outcome"], panel["account"], panel["period"], panel["wave"]),
        warnings=_cautions(cells, len(np.unique(waves[(waves > 0) & (waves <= panel["period"].max())]))),
        drift=_drift_interval(panel, controls),
    )


def _drift_interval(panel: Any, controls: str) -> tuple[float, float] | None:
    """Rambachan & Roth 2023 (relative magnitudes) of the mean effect; null where too few periods lie before launch."""
    from diff_diff import CallawaySantAnna, HonestDiD  # type: ignore[import-untyped]

    method = CallawaySantAnna(control_group=NAMES[controls], rank_deficient_action="silent")
    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")
            fitted = method.fit(
                panel, outcome="outcome", unit="account", time="period", first_treat="wave", aggregate="event_study"
            )
            bounds = HonestDiD(method="relative_magnitude", M=DRIFT).fit(fitted)
    except (ValueError, np.linalg.LinAlgError):
        return None
    low, high = float(bounds.ci_lb), float(bounds.ci_ub)
    return (low, high) if np.isfinite(low) and np.isfinite(high) else None


def two_way_fixed_effects(outcome: ArrayLike, account: ArrayLike, period: ArrayLike, wave: ArrayLike) -> Naive:
    """The coefficient of "already launched" beside account and period effects: wrong when effects grow."""
    values, start = numbers(outcome, "Outcome"), numbers(wave, "Wave")
    when = numbers(period, "Period")
    unit = np.unique(np.asarray(account), return_inverse=True)[1]
    time = np.unique(when, return_inverse=True)[1]
    launched = ((start > 0) & (when >= start)).astype(float)
    rest, share = _demeaned(values, unit, time), _demeaned(launched, unit, time)
    text = "Two-way fixed effects use accounts already in the programme as controls: with growing effects it is wrong."
    spread = float(share @ share)
    return Naive(float(share @ rest) / spread if spread > 1e-12 else float("nan"), (Caution("naive", text),))


def _panel(
    outcome: ArrayLike,
    account: ArrayLike,
    period: ArrayLike,
    wave: ArrayLike,
    covariates: ArrayLike | None,
    clusters: ArrayLike | None,
) -> Any:
    import pandas

    columns: dict[str, Any] = {
        "outcome": numbers(outcome, "Outcome"),
        "account": np.asarray(account),
        "period": numbers(period, "Period").astype(np.int64),
        "wave": numbers(wave, "Wave").astype(np.int64),
    }
    if covariates is not None:
        columns |= {f"x{k}": column for k, column in enumerate(table(covariates, "Covariates").T)}
    if clusters is not None:
        columns["cluster"] = np.asarray(clusters)
    sizes = {len(column) for column in columns.values()}
    if len(sizes) > 1:
        raise UsageError(f"The panel's columns have different lengths: {sorted(sizes)}.")
    return pandas.DataFrame(columns)


def _fitted(panel: Any, controls: str, adjusted: bool) -> Any:
    from diff_diff import CallawaySantAnna

    if controls not in NAMES:
        raise UsageError(f"Unknown controls {controls!r}.", hint="Use not_yet or never.")
    names = [name for name in panel.columns if name.startswith("x")] if adjusted else None
    method = CallawaySantAnna(control_group=NAMES[controls], rank_deficient_action="silent")
    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")
            return method.fit(
                panel, outcome="outcome", unit="account", time="period", first_treat="wave", covariates=names
            )
    except ValueError as problem:
        raise DataError(
            f"The waves cannot be compared: {problem}",
            hint="Each wave needs a period before it and accounts not yet in.",
        ) from problem


def _cells(fitted: Any) -> tuple[Cell, ...]:
    known = fitted._aggregation_kit.influence
    cells = []
    for (wave, period), cell in sorted(fitted.group_time_effects.items()):
        if (wave, period) in known and np.isfinite(cell["effect"]):
            error = float(cell["se"])
            whole = averaged(float(cell["effect"]), error, float("inf"))
            cells.append(Cell(int(wave), int(period), whole, int(cell["n_treated"])))
    if not any(cell.period >= cell.wave for cell in cells):
        raise DataError("No wave has both a period before it and controls.", hint="Load more history or a later wave.")
    return tuple(cells)


def _influence(fitted: Any, cells: tuple[Cell, ...]) -> Array:
    """[cells, accounts]: how much each account moves each effect; the root of a row's sum of squares is its error."""
    kit = fitted._aggregation_kit
    rows = np.zeros((len(cells), len(kit.bookkeeping["all_units"])))
    for row, cell in zip(rows, cells, strict=True):
        part = kit.influence[cell.wave, cell.period]
        np.add.at(row, part["treated_idx"], part["treated_inf"])
        np.add.at(row, part["control_idx"], part["control_inf"])
    return rows


def _parents(panel: Any, units: Any) -> Places:
    own = panel.drop_duplicates("account").set_index("account")["cluster"]
    return np.unique(np.asarray(own.loc[list(units)]), return_inverse=True)[1]


def _demeaned(values: Array, unit: Places, time: Places) -> Array:
    """Cleared of account and period means in turn, until neither is left."""
    rest: Array = values - values.mean()
    for _ in range(500):
        before = rest
        for label in (unit, time):
            rest = rest - (np.bincount(label, rest) / np.bincount(label))[label]
        if np.abs(rest - before).max() < 1e-12:
            break
    return rest


def _cautions(cells: tuple[Cell, ...], wanted: int) -> tuple[Caution, ...]:
    sizes = {cell.wave: cell.treated for cell in cells if cell.period >= cell.wave}
    cautions = []
    small = [wave for wave, size in sizes.items() if size < SMALL_WAVE]
    if small:
        text = f"{len(small)} waves have fewer than {SMALL_WAVE} accounts: their intervals are rough."
        cautions.append(Caution("small_waves", text, len(small)))
    if wanted > len(sizes):
        text = f"{wanted - len(sizes)} waves have no period before them or no controls and are left out."
        cautions.append(Caution("waves_left_out", text, wanted - len(sizes)))
    return tuple(cautions)
