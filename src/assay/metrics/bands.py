"""Bands of numbers that accounts are likened by: their borders, and what they are called in English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Band:
    """Whole numbers from `low` on that are `below` another one; None where it has no such border.

    >>> print(Band(None, 10), Band(10, 2_000), Band(2_000, None), sep="; ")
    below 10; 10 to 1,999; 2,000 and more
    """

    low: int | None
    below: int | None

    def __str__(self) -> str:
        if self.below is None:
            return f"{self.low:,} and more"
        return f"below {self.below:,}" if self.low is None else f"{self.low:,} to {self.below - 1:,}"


def band(value: Any, borders: Sequence[int]) -> Band | None:
    """The band that a number falls in, its lower border included.

    >>> band(None, (10, 50)), band(9, (10, 50)), band(10, (10, 50)), band(50, (10, 50))
    (None, Band(low=None, below=10), Band(low=10, below=50), Band(low=50, below=None))
    """
    if value is None:
        return None
    place = sum(1 for border in borders if value >= border)
    return Band(borders[place - 1] if place else None, borders[place] if place < len(borders) else None)


__all__ = ["Band", "band"]
