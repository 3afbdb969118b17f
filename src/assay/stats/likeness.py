"""What customers have in common, as points that can be checked by hand.

Of the accounts with a trait (industry: steel) so many are customers; so many would be if the trait did not matter. A
trait's points are log2 of one over the other, five added to both so that a single account makes no rule (a gamma-Poisson
prior of mean 1, as in DuMouchel 1999): +1 says twice as many as expected, -1 half as many. An account's score is the sum
of the points of its traits; what is not known adds none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

Traits = Mapping[str, Hashable]
"""What is known of an account: field → value, a word or a band; None where it is not known."""
PRIOR = 5.0


@dataclass(frozen=True)
class Trait:
    """A value of a field: of `accounts` that have it `customers` are customers, and `expected` would be by chance."""

    field: str
    value: Hashable
    accounts: int
    customers: int
    expected: float
    points: float


def traits_of(accounts: Sequence[Traits], customers: Sequence[bool], fields: Sequence[str]) -> tuple[Trait, ...]:
    """Each value that accounts have, with its points, those that tell most first.

    Three of four accounts with x are customers, none of the four with y; by chance it would be 1.5 of each:
    (3 + 5) ÷ (1.5 + 5) and (0 + 5) ÷ (1.5 + 5).

    >>> told = traits_of([{"a": "x"}] * 4 + [{"a": "y"}] * 4, [True] * 3 + [False] * 5, ["a"])
    >>> [(one.value, one.customers, one.expected, round(2**one.points, 3)) for one in told]
    [('y', 0, 1.5, 0.769), ('x', 3, 1.5, 1.231)]
    """
    traits = [trait for field in fields for trait in _of_field(accounts, customers, field)]
    return tuple(sorted(traits, key=lambda one: (-abs(one.points), one.field, str(one.value))))


def _of_field(accounts: Sequence[Traits], customers: Sequence[bool], field: str) -> Iterator[Trait]:
    known = [(one[field], is_customer) for one, is_customer in zip(accounts, customers, strict=True) if one.get(field)]
    every = Counter(value for value, _ in known)
    ours = Counter(value for value, is_customer in known if is_customer)
    if not ours.total():  # nobody to be like
        return
    for value, number in every.items():
        expected = number * ours.total() / len(known)
        points = log2((ours[value] + PRIOR) / (expected + PRIOR))
        yield Trait(field, value, number, ours[value], expected, points)


def scores_of(accounts: Sequence[Traits], traits: Sequence[Trait]) -> tuple[float, ...]:
    """The sum of the points of what is known of each account."""
    points = {(one.field, one.value): one.points for one in traits}
    return tuple(
        sum((points.get((field, value), 0.0) for field, value in one.items() if value), 0.0) for one in accounts
    )


__all__ = ["Trait", "Traits", "scores_of", "traits_of"]
