"""Cases without an amount or a rate: nothing is made of them, and no verdict hangs on them in silence."""

from __future__ import annotations

import numpy as np
import pytest

from assay.comparison.compare import compare
from assay.comparison.outcomes import Outcome
from assay.comparison.unmeasured import filled
from assay.metrics.scope import Scope
from comparison.market import END, LAUNCH, Market, arms, later

YEAR = Scope(start=LAUNCH, end=END)
CHOSEN = {"North": {"primary": "new_revenue", "primary_since": LAUNCH}}


def market(wins: tuple[int, int], size: int = 40, **lacking: object) -> Market:
    """So many accounts of each arm win 1,000; `lacking` changes the deals of the comparison accounts."""
    made, *sides = arms(size, size)
    for names, won in zip(sides, wins, strict=True):
        for account in names[:won]:
            made.deal(account, later(30), later(120), won=True)
    for row in made.tables["opportunities"]:
        if row["account_id"].startswith("c"):
            row.update(lacking)
    return made


@pytest.mark.parametrize("lacking", [{"amount": None}, {"currency": "GBP"}])
def test_an_arm_whose_amounts_are_not_known_is_no_arm_without_revenue(lacking):
    """Both arms win alike; what the comparison accounts won has no amount, or no rate: `higher` and a return came of it."""
    said = compare(market((20, 20), **lacking).run(programmes=CHOSEN), "new_revenue", YEAR)
    assert said.verdict == "not_an_effect"
    assert (said.against.value, said.naive.value, said.difference) == (None, None, None)
    assert "no figure to compare" in said.sentence
    assert any("0 with the programme, 20 without" in warning for warning in said.warnings)


def test_an_arm_that_lacks_some_amounts_is_described():
    made = market((20, 20))
    for row in made.tables["opportunities"][-5:]:
        row["amount"] = None
    said = compare(made.run(programmes=CHOSEN), "new_revenue", YEAR)
    assert said.verdict == "not_an_effect"
    assert "more than a tenth of the cases have no value" in said.sentence


def test_a_finding_that_one_unknown_amount_could_undo_is_none():
    made = market((30, 13), size=60)
    treated, control = (
        next(row for row in made.tables["opportunities"] if row["account_id"] == name) for name in ("a000", "c000")
    )
    treated["amount"], control["amount"] = 9000, None
    said = compare(made.run(programmes=CHOSEN), "new_revenue", YEAR, covariates=("employees",))
    assert said.low is not None
    assert said.low > 0
    assert said.verdict == "cannot_tell_yet"
    assert "whose values are not known" in said.sentence


def test_the_unknown_take_the_largest_value_known():
    values, owners = np.array([100.0, 900.0]), np.array([0, 1])
    money = Outcome(
        "per_account", values, np.ones(2), np.ones(2, int), values, owners, np.ones(2, int), np.array([1, 2])
    )
    assert filled(money, np.array([False, True])).tops.tolist() == [100.0, 2700.0]
    days = Outcome("median", values, np.ones(2), np.ones(2, int), values, owners, np.ones(2, int), np.array([1, 0]))
    assert filled(days, np.array([True, True])).values.tolist() == [100.0, 900.0, 900.0]


def test_nothing_is_said_where_nothing_is_lacking():
    said = compare(market((20, 20)).run(), "new_revenue", YEAR)
    assert "unmeasured" not in said.extra
    assert said.design == "matched"
