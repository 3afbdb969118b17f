"""Lots drawn again: which places of each stratum would be treated, one row an arrangement."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from assay.stats.cautions import Array, Flags, Places

SEED = 20_260_101
CELLS = 2_000_000
Sizes = tuple[tuple[int, int], ...]
"""Places of each stratum, and how many of them are treated."""


def sums_drawn(columns: Array, mask: Flags, labels: Places, draws: int, seed: int = SEED) -> Array:
    """Sums of the columns [n, k] over the treated of drawn arrangements [draws, k], as many of each stratum as there are."""
    places = [np.flatnonzero(labels == stratum) for stratum in np.unique(labels)]
    sizes = tuple((len(rows), int(mask[rows].sum())) for rows in places)
    ordered = columns[np.concatenate(places)]
    if draws * len(ordered) <= CELLS:
        return _kept(sizes, draws, seed) @ ordered
    return np.vstack([block @ ordered for block in _drawn(sizes, draws, seed)])


@lru_cache(maxsize=4)
def _kept(sizes: Sizes, draws: int, seed: int) -> Array:
    """All of them at once: which place of a stratum is treated says nothing of the figure, so figures share them."""
    return np.vstack(list(_drawn(sizes, draws, seed)))


def _drawn(sizes: Sizes, draws: int, seed: int) -> Iterator[Array]:
    """1 where a place is treated [some, places], stratum by stratum."""
    random = np.random.default_rng(seed)
    families = sum(size for size, _ in sizes)
    step = max(1, CELLS // families)
    for first in range(0, draws, step):
        block = np.zeros((min(step, draws - first), families))
        until = 0
        for size, count in sizes:
            part, until = block[:, until : until + size], until + size
            if count in (0, size):
                part[:] = float(count > 0)
                continue
            order = random.random((len(block), size), dtype=np.float32)
            np.put_along_axis(part, np.argpartition(order, count - 1, axis=1)[:, :count], 1.0, axis=1)
        yield block
