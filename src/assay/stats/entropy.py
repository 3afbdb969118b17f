"""The weights of entropy balancing: the convex dual problem, solved by damped Newton steps (Hainmueller 2012)."""

from __future__ import annotations

import numpy as np

from assay.stats.cautions import Array

TOLERANCE = 1e-9
STEPS = 200
PENALTIES = np.geomspace(1.0, 1e-5, 26)
ACCEPTABLE = 0.1
FARTHEST = 1e12
"""A step as long as this comes from a curvature that is no number any more: all weight lies on one control."""


def solve(distance: Array, base: Array, *, approximate: bool = True) -> tuple[Array, bool, float]:
    """Exact balance where it exists, else the strongest penalty that still leaves little, else the best there is.

    Without `approximate` what is not exact is given up at once: the penalties cost many times what the rest does.
    """
    if not distance.shape[1]:
        return base, True, 0.0
    start = np.zeros(distance.shape[1])
    exact, converged, _ = _newton(distance, base, 0.0, start)
    if converged or not approximate:
        return exact, converged, 0.0
    tried = []
    for penalty in PENALTIES:
        weights, converged, found = _newton(distance, base, float(penalty), start)
        start = found if converged else start
        left = float(np.abs(weights @ distance).max())
        if converged and left <= ACCEPTABLE:
            return weights, True, float(penalty)
        tried.append((left, weights, converged, float(penalty)))
    _, weights, converged, penalty = min((entry for entry in tried if entry[2]), key=lambda entry: entry[0])
    return weights, converged, penalty


def _newton(distance: Array, base: Array, penalty: float, multipliers: Array) -> tuple[Array, bool, Array]:
    """Minimises log Σ base·exp(−distance·m) + penalty·|m|²/2 over the multipliers m by damped Newton steps from those given.

    The solution is one whatever it starts from; from that of the penalty before it takes fewer steps.
    """
    value, weights = _dual(distance, base, multipliers, penalty)
    for _ in range(STEPS):
        gradient = penalty * multipliers - weights @ distance
        if np.abs(gradient).max() < TOLERANCE:
            return weights, True, multipliers
        centred = distance - weights @ distance
        curvature = (centred * weights[:, None]).T @ centred + penalty * np.eye(len(multipliers))
        step = np.linalg.lstsq(curvature, gradient, rcond=1e-12)[0]
        if not np.abs(step).max() < FARTHEST:
            return weights, False, multipliers
        slope, length = float(gradient @ step), 1.0
        while length > 1e-10:
            trial = multipliers - length * step
            reached, candidate = _dual(distance, base, trial, penalty)
            if reached <= value - 1e-4 * length * slope + 1e-15 and np.isfinite(reached):
                break
            length /= 2
        else:
            return weights, False, multipliers
        multipliers, value, weights = trial, reached, candidate
        if not penalty and np.abs(multipliers).max() > 1e4:
            return weights, False, multipliers
    return weights, False, multipliers


def _dual(distance: Array, base: Array, multipliers: Array, penalty: float) -> tuple[float, Array]:
    with np.errstate(divide="ignore"):
        exponents = np.log(base) - distance @ multipliers
    top = exponents.max()
    raw = np.exp(exponents - top)
    total = raw.sum()
    return float(top + np.log(total) + penalty * multipliers @ multipliers / 2), raw / total
