"""What a reader must know about a figure before believing it: a stable code, the English words, the value in question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assay.errors import DataError, UsageError

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]

SMALL_PROGRAMME = 30
LEAST_TREATED = 15
UNBALANCED = 0.25
FEW_EFFECTIVE = 15


@dataclass(frozen=True)
class Caution:
    """`code` is stable (surfaces translate by it), `text` is its English sentence, `value` the figure it speaks of."""

    code: str
    text: str
    value: float | None = None

    def to_json(self) -> dict[str, Any]:
        return {"code": self.code, "text": self.text, "value": self.value}


def numbers(values: ArrayLike, name: str) -> Array:
    """A float array of any shape; DataError where a value is missing or infinite."""
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        bad = int((~np.isfinite(array)).sum())
        raise DataError(
            f"{name}: {bad} of {array.size} values are missing or infinite.",
            hint="Leave these accounts out or give the column a value before comparing.",
        )
    return array


def table(values: ArrayLike, name: str) -> Array:
    """A float matrix [rows, columns]; one column where the values are a plain list."""
    array = numbers(values, name)
    return array[:, None] if array.ndim == 1 else array


def arms(treated: ArrayLike, size: int) -> Flags:
    """The mask of treated rows; UsageError where an arm is empty or the length differs from the outcome's."""
    mask = np.asarray(treated).astype(bool)
    if mask.shape != (size,):
        raise UsageError(f"The arms have {mask.shape} entries, the outcome {size}.", hint="Give one entry per account.")
    if mask.all() or not mask.any():
        raise UsageError(
            f"{int(mask.sum())} treated and {int((~mask).sum())} control accounts: both arms need some.",
            hint="Choose a programme and a comparison group that share no account.",
        )
    return mask
