"""What was known on the eve of launch, and nothing later."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from assay.comparison.covariates import NUMBERS, covariates
from assay.comparison.gather import gather
from assay.errors import UsageError
from assay.metrics.scope import Scope
from comparison.market import END, LAUNCH, arms, later

YEAR = Scope(start=LAUNCH, end=END)


@pytest.fixture(scope="module")
def gathered():
    market, _, theirs = arms(20, 20)
    market.tables["accounts"][0] |= {"employees": None, "region": "Nordics", "x_segment": "Large"}
    market.tables["accounts"][1] |= {"annual_revenue": 5000, "currency": "EUR", "region": "Iberia"}
    for days in (-400, -366, -365, -200, -90, -1, 0, 30):
        market.touch("a001", later(days))
    market.touch("a001", later(-5), kind="email_sent")
    market.deal("a001", later(-300), later(-200), won=False)
    market.deal("a001", later(-50), later(20), won=True)
    market.deal("a001", LAUNCH, later(50), won=True)
    market.deal("a001", later(-20))
    market.deal("a003", later(-30), LAUNCH, won=True)
    market.deal("a004", later(-30), later(-1), won=False)
    for account in theirs[:10]:
        market.tables["accounts"][[row["account_id"] for row in market.tables["accounts"]].index(account)][
            "industry"
        ] = "Retail"
    return gather(market.run(), YEAR, "control")


def value(gathered, name, account, wanted=(), **more):
    found = covariates(gathered, wanted, **more)
    row = [one.account_id for one in gathered.accounts].index(account)
    return found.all_values[row, found.all_names.index(name)]


def test_touches_of_the_year_and_the_quarter_before_launch(gathered):
    assert value(gathered, "prior_touches", "a001") == pytest.approx(np.sqrt(4))
    assert value(gathered, "recent_touches", "a001") == pytest.approx(np.sqrt(2))
    assert value(gathered, "prior_touches", "a002") == 0


def test_deals_as_they_stood_on_the_eve(gathered):
    assert value(gathered, "prior_deals", "a001") == 3
    assert value(gathered, "open_deals", "a001") == 2
    assert value(gathered, "open_deals", "a003") == 1, "closed on the day of launch: open on its eve"
    assert (value(gathered, "prior_deals", "a004"), value(gathered, "open_deals", "a004")) == (1, 0)


def test_what_happens_after_launch_changes_nothing():
    market, _, _ = arms(20, 20)
    market.touch("a001", later(-10))
    before = covariates(gather(market.run(), YEAR, "control"))
    market.touch("a001", LAUNCH)
    market.deal("a001", LAUNCH, later(5), won=True)
    market.touch("a001", later(100))
    after = covariates(gather(market.run(), YEAR, "control"))
    assert before.all_names == after.all_names
    assert np.array_equal(before.all_values, after.all_values)


def test_a_missing_number_is_the_mean_and_told(gathered):
    assert value(gathered, "employees: unknown", "a000") == 1
    others = [value(gathered, "employees", one.account_id) for one in gathered.accounts if one.account_id != "a000"]
    assert value(gathered, "employees", "a000") == pytest.approx(np.mean(others))


def test_levels_are_columns_and_rare_ones_are_pooled(gathered):
    found = covariates(gathered, ("industry", "region"))
    assert found.all_names[0] == "industry: Retail"
    assert not any("Nordics" in name or "Iberia" in name for name in found.all_names)


def test_attributes_can_be_chosen(gathered):
    assert all(column.covariate == "x_segment" for column in covariates(gathered, ("x_segment",)).columns)


def test_few_controls_are_balanced_on_few_columns():
    market, _, _ = arms(20, 20)
    for place, row in enumerate(market.tables["accounts"]):
        row |= {"industry": f"I{place % 4}", "region": f"R{place % 5}", "annual_revenue": 10 * place}
        for number in range(place % 3):
            market.touch(row["account_id"], later(-1 - place - 60 * number))
        if place % 3 == 0:
            market.deal(row["account_id"], later(-90), later(-40 if place % 2 else 3))
    found = covariates(gather(market.run(), YEAR, "control"))
    assert found.used == 20 // 5 < len(found.all_columns)
    assert found.columns[0].covariate == NUMBERS[0]


def test_the_selection_quarter_can_be_left_aside(gathered):
    assert value(gathered, "prior_touches", "a001", selection_days=2) == pytest.approx(np.sqrt(4))  # 366, not 1
    assert value(gathered, "recent_touches", "a001", selection_days=150) == pytest.approx(1)  # 200


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("engagement_minutes", "after launch"),
        ("win_rate", "after launch"),
        ("prior_deals@2025-01-02", "after launch"),
        ("prior_deals@later", "no date"),
        ("employes", "employees"),
    ],
)
def test_what_is_measured_after_launch_is_refused(gathered, word, said):
    with pytest.raises(UsageError) as error:
        covariates(gathered, (word,))
    assert said in str(error.value)


def test_an_earlier_day_may_be_named(gathered):
    assert value(gathered, "prior_deals", "a001", (f"prior_deals@{date(2024, 6, 1)}",)) == 1
