"""The case for another region, worked out by hand on the same forty accounts as the programme's money."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assay.comparison.compare import compare
from assay.errors import UsageError
from assay.metrics.scope import Scope
from assay.returns.result import BreakEven, Range, Rollout
from assay.returns.rollout import Segment, break_even, lift_of, on_base, rollout
from assay.store.runs import Run
from metrics.cases import about, gather
from returns.programme import SETTINGS, YEAR, accounts, programme, spent


@pytest.fixture(scope="module")
def run() -> Run:
    return programme()


SEGMENT = Segment("region = 'South'", 40, 4, 0.1, 0.07, 0.14, 1000.0, 4, False, 0, 1)


@pytest.fixture(scope="module")
def case(run: Run) -> Rollout:
    return rollout(run, YEAR, to="region = 'South'")


def test_roll_out_by_hand(case: Rollout) -> None:
    """A tenth of the forty won 1,000; with .4 against .1 won, the lift is 300 %: twelve more, 12,000, half of it profit.

    The programme cost 2,000 for 20 accounts: 100 each, 4,000 for forty.
    """
    segment = case.segment
    assert (segment.accounts, segment.won, segment.customers, segment.listed) == (40, 4, 1, 0)
    assert case.lift.value == pytest.approx(3)
    assert case.wins.value == pytest.approx(12)
    assert case.revenue.value == pytest.approx(12_000)
    assert case.profit.value == pytest.approx(6000)
    assert (case.cost_per_account, case.cost) == pytest.approx((100, 4000))
    assert case.net.value == pytest.approx(2000)
    assert case.roi.value == pytest.approx(0.5)


def test_break_even_by_hand(case: Rollout) -> None:
    """4,000 ÷ 500 a deal: eight deals, twice the four they win anyway. Nothing is fixed."""
    assert (case.break_even.deals, case.break_even.lift) == pytest.approx((8, 2))
    assert case.break_even.accounts is None


def test_its_interval_holds_the_effect_and_the_base(run: Run, case: Rollout) -> None:
    effect = compare(run, "account_win_rate", YEAR)
    assert effect.low is not None
    assert case.lift.low == pytest.approx(effect.low / 0.1)
    assert case.wins.low is not None
    assert case.wins.high is not None
    assert case.wins.low < case.lift.low * 4  # type: ignore[operator]
    assert case.wins.high > case.lift.high * 4  # type: ignore[operator]


def test_a_product_of_two_uncertain_numbers_by_hand() -> None:
    """Lift 2 (1 to 3.5) on .1 (.07 to .14): .2 − √(.1² + .06²), .2 + √(.15² + .08²)."""
    found = on_base(Range(2, 1, 3.5), SEGMENT)
    assert (found.value, found.low, found.high) == pytest.approx((0.2, 0.2 - 0.1166190, 0.2 + 0.17))
    assert on_base(Range(), SEGMENT) == Range()
    assert on_base(Range(2, 1, 3.5), replace(SEGMENT, base_rate=0.0)) == Range()


def test_size_and_cost_as_asked(run: Run) -> None:
    found = rollout(run, YEAR, to="region = 'South'", accounts=100, cost_per_account=50, fixed_cost=1000)
    assert found.cost == pytest.approx(6000)
    assert found.wins.value == pytest.approx(30)
    # An account brings .1 × 3 × 500 − 50 = 100: the fixed thousand is back after ten.
    assert found.break_even.accounts == pytest.approx(10)
    assert any("100 accounts are asked for and 40 are known" in said for said in found.assumptions)
    assert any("from 10 accounts on" in said for said in found.sentences)


def test_without_an_effect_no_number(run: Run) -> None:
    found = rollout(run, YEAR, to="region = 'South'", against="holdout")
    assert found.lift == found.wins == found.net == found.roi == Range()
    assert any(said.startswith("No number can be stated") for said in found.sentences)
    assert found.break_even.deals == pytest.approx(8)


def test_nobody_there_won_anything() -> None:
    quiet = gather(
        *accounts("a", 20, 8, "abm"),
        *accounts("c", 20, 2, "control"),
        about("e", region="East"),
        costs=spent(("people", 2000)),
        settings=SETTINGS,
    )
    found = rollout(quiet, YEAR, to="region = 'East'")
    assert found.wins == Range()
    assert any("relative to nothing" in said for said in found.sentences)
    assert (found.segment.own_size, found.segment.deal_size) == (False, 1000)


def test_accounts_on_a_list_are_not_rolled_out_to(run: Run) -> None:
    found = rollout(run, YEAR, to="region = 'North'")
    assert (found.segment.accounts, found.segment.listed) == (20, 20)  # the controls are left


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"to": "region = 'Soth'"}, "no account where region = 'Soth'"),
        ({"to": "regin = 'South'"}, "--to: accounts have no dimension 'regin'"),
        ({"to": "South"}, "Cannot read --to 'South'"),
        ({"to": "region = 'South'", "accounts": 0}, "--accounts is 0"),
        ({"to": "region = 'South'", "cost_per_account": -1}, "--cost-per-account is -1"),
        ({"to": "region = 'South'", "fixed_cost": float("nan")}, "--fixed-cost is nan"),
    ],
)
def test_words_that_make_no_sense(run: Run, asked: dict[str, Any], said: str) -> None:
    with pytest.raises(Exception, match=said):
        rollout(run, YEAR, **asked)


def test_two_lists_for_one_effect(run: Run) -> None:
    with pytest.raises(UsageError, match="--from-list and --list"):
        rollout(run, replace(YEAR, lists=("Target",)), to="region = 'South'", from_list="Other")


def test_lift_is_never_below_the_loss_of_all(run: Run) -> None:
    effect = compare(run, "account_win_rate", YEAR)
    assert lift_of(replace(effect, low=-0.5)).low == -1
    assert lift_of(replace(effect, design="descriptive")) == Range()
    assert lift_of(None) == Range()


def test_a_loss_per_account_is_never_earned_back() -> None:
    assert break_even(1500.0, 10.0, 500.0, 100.0, 0.1, 10.0, 0.5) == BreakEven(15.0, 1.5, None)


def test_the_sample_company(sample_run: Run) -> None:
    """Every figure follows from the lines above it, and accounts on a list are not counted again."""
    found = rollout(sample_run, Scope(lists=("Growth markets",)), to="region = 'DACH'", against="holdout")
    segment, lift, wins = found.segment, found.lift, found.wins
    assert lift.value is not None
    assert segment.deal_size is not None
    assert found.cost is not None
    assert found.cost_per_account is not None
    assert wins.value == pytest.approx(lift.value * segment.won)
    assert found.net.value == pytest.approx(wins.value * segment.deal_size * found.margin - found.cost)
    assert found.cost == pytest.approx(found.cost_per_account * segment.accounts)
    sql = "SELECT count(*) FROM accounts WHERE region = 'DACH' AND NOT is_excluded"
    (everybody,) = sample_run.cursor().execute(sql).fetchone()
    assert segment.accounts + segment.listed + segment.customers == everybody
