"""A figure is a bag of parts; a group of it is the parts of that group. Totals are never added up from groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

Shape = Literal["sum", "distinct", "ratio", "mean", "median", "censored"]


@dataclass(frozen=True)
class Part:
    """One account, deal, touch or cost row with what it adds above and below the line.

    `account` and `tier` are those of the scope on the day meant; `dims` holds what else it can be grouped by.
    `key` is what `n` counts (None: counts for nothing).
    """

    account: str | None
    tier: str | None
    numerator: Fraction = Fraction(0)
    denominator: Fraction = Fraction(0)
    key: str | None = None
    dims: tuple[tuple[str, str | None], ...] = ()


@dataclass(frozen=True)
class Figure:
    """What a KPI function returns: its parts, how they become a value, and what was left out."""

    shape: Shape
    parts: list[Part]
    unmatched: Fraction | None = None
    left_out: dict[str, int] = field(default_factory=dict)
    scale: int = 1  # the value is so many times numerator ÷ denominator
    nothing: bool = False  # there is no value, though the sum would be 0


@dataclass(frozen=True)
class Ref:
    """The reference's answer. Exact: Fractions and ints, except where a square root or a power is needed."""

    value: Fraction | float | None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int = 0
    unmatched: Fraction | None = None
    groups: dict[Any, Ref] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def one(account: str | None, tier: str | None, key: str | None = None, **dims: str | None) -> Part:
    """A part that counts one."""
    return Part(account, tier, Fraction(1), Fraction(0), key or account, tuple(dims.items()))


def of(account: str | None, tier: str | None, numerator: Fraction | int | bool, **dims: str | None) -> Part:
    """A part of a ratio or a mean that counts one below the line."""
    return Part(account, tier, Fraction(numerator), Fraction(1), account, tuple(dims.items()))


def median(values: Iterable[Fraction]) -> Fraction | None:
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def add_up(shape: Shape, parts: list[Part]) -> Ref:
    """Rule 9: sums have no denominator; means: numerator = sum, denominator = n = cases; ratios as written."""
    numerator = sum((part.numerator for part in parts), Fraction(0))
    denominator = sum((part.denominator for part in parts), Fraction(0))
    n = len({part.key for part in parts if part.key is not None})
    if shape == "distinct":
        return Ref(Fraction(n), Fraction(n), None, n)
    if shape == "sum":
        return Ref(numerator, numerator, None, n)
    if shape == "median":
        return Ref(median(part.numerator for part in parts), numerator, denominator, len(parts))
    if shape == "censored":
        value, extra = censored_median([(int(part.numerator), dict(part.dims)["how"] or "") for part in parts])
        return Ref(value, n=len(parts), extra=extra)
    cases = len({part.key for part in parts if part.key is not None and part.denominator})
    return Ref(numerator / denominator if denominator else None, numerator, denominator, cases)


def censored_median(spells: list[tuple[int, str]]) -> tuple[Fraction | None, dict[str, Any]]:
    """W06: first day with half of the final incidence of winning (Aalen-Johansen, lost ones competing)."""
    surviving, incidence = Fraction(1), Fraction(0)
    curve = []
    for time in sorted({days for days, _ in spells}):
        at_risk = sum(days >= time for days, _ in spells)
        won = sum((days, how) == (time, "won") for days, how in spells)
        lost = sum((days, how) == (time, "lost") for days, how in spells)
        incidence += surviving * Fraction(won, at_risk)
        surviving *= 1 - Fraction(won + lost, at_risk)
        curve.append((time, incidence))
    reached = next((time for time, level in curve if incidence and level >= incidence / 2), None)
    return None if reached is None else Fraction(reached), {"incidence": incidence}


Formula = Callable[..., Figure]
