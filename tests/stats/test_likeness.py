"""Likeness to customers, worked by hand."""

from __future__ import annotations

from math import isclose, log2

from assay.stats.likeness import scores_of, traits_of

# Twelve accounts, four customers. Five in steel, three of them customers; 5 x 4/12 = 5/3 would be by chance:
# log2((3 + 5) / (5/3 + 5)) = log2(1.2). Seven in food, one a customer; 7/3 by chance: log2(6 / (22/3)) = log2(9/11).
ACCOUNTS = [{"industry": one} for one in ["steel"] * 3 + ["food"] + ["steel"] * 2 + ["food"] * 6]
CUSTOMERS = [True] * 4 + [False] * 8


def test_points_are_how_many_more_are_customers_than_by_chance() -> None:
    food, steel = sorted(traits_of(ACCOUNTS, CUSTOMERS, ["industry"]), key=lambda one: one.value)
    assert (steel.accounts, steel.customers, steel.expected) == (5, 3, 5 / 3)
    assert isclose(steel.points, log2(1.2))
    assert isclose(food.points, log2(9 / 11))


def test_a_score_is_the_sum_of_points_and_the_unknown_adds_none() -> None:
    accounts = [{**one, "country": "FR"} for one in ACCOUNTS]
    traits = traits_of(accounts, CUSTOMERS, ["industry", "country"])
    country = next(one.points for one in traits if one.field == "country")
    assert country == 0.0, "what all have says nothing"
    asked = [{"industry": "steel", "country": "FR"}, {"industry": None, "country": "FR"}, {"industry": "glass"}]
    assert [round(one, 6) for one in scores_of(asked, traits)] == [round(log2(1.2), 6), 0.0, 0.0]


def test_a_single_account_makes_no_rule() -> None:
    """One customer in the only account of its kind, a hundredth of all: sixty times chance, and a quarter of a point."""
    accounts = [{"industry": "space"}, *({"industry": "food"} for _ in range(99))]
    space = next(one for one in traits_of(accounts, [True] * 2 + [False] * 98, ["industry"]) if one.value == "space")
    assert space.expected == 0.02
    assert isclose(space.points, log2(6 / 5.02))
    assert space.points < 0.26


def test_a_field_that_no_customer_has_says_nothing() -> None:
    assert traits_of([{"a": None}, {"a": "x"}], [True, False], ["a"]) == ()
    assert traits_of([], [], ["a"]) == ()


def test_accounts_of_unknown_traits_are_not_counted() -> None:
    accounts = [*ACCOUNTS, {"industry": None}, {"industry": None}]
    assert traits_of(accounts, [*CUSTOMERS, True, False], ["industry"]) == traits_of(ACCOUNTS, CUSTOMERS, ["industry"])
