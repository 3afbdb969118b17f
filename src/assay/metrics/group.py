"""What the database gave for one group and period, and its numbers as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from assay.stats.estimators import Array


@dataclass(frozen=True)
class Group:
    """What the database gave for one group and period; sums are None where there was no row.

    `accounts` are those of `values`; `clusters` are sums by account: numerator, denominator, how many accounts have them.
    """

    by: dict[str, Any]
    period: date | None
    numerator: Any = None
    denominator: Any = None
    n: int = 0
    immature: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    lost: Mapping[str, Mapping[str | None, Decimal]] = field(default_factory=dict)
    bare: int = 0
    homeless: int = 0
    below: int = 0
    values: tuple[tuple[Any, Any], ...] = ()
    accounts: tuple[Any, ...] = ()
    clusters: tuple[tuple[Any, Any, int], ...] = ()


def without(group: Group, reason: str, n: int, amounts: Mapping[str | None, Decimal]) -> Group:
    """The group with `n` more rows left out for a reason, and their amounts by currency (None: the answer's)."""
    left_out = {**group.left_out, reason: group.left_out.get(reason, 0) + n}
    before = group.lost.get(reason, {})
    sums = {**before, **{name: before.get(name, Decimal(0)) + worth for name, worth in amounts.items()}}
    return replace(group, left_out=left_out, lost={**group.lost, reason: sums} if sums else group.lost)


def arrays(pairs: Iterable[tuple[Any, Any]]) -> tuple[Array, Array]:
    pairs = list(pairs)
    first = np.array([float(a) for a, _ in pairs if a is not None], dtype=float)
    second = np.array([float(b) if b is not None else np.nan for a, b in pairs if a is not None], dtype=float)
    return first, second


def number(value: Any) -> float | None:
    """A float that shows what the decimal says: sums in the database are exact."""
    if value is None:
        return None
    return float(value.normalize()) if isinstance(value, Decimal) else float(value)
