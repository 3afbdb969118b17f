"""The programme's money, worked out by hand: twenty accounts with it, twenty without, alike in all that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from babel.messages.extract import extract_from_file

from assay.errors import UsageError
from assay.impact import approaches, money_words, rollout_words
from assay.impact.compare import compare
from assay.impact.money import Money, money, programme_roi, return_on, revenue_impact
from assay.impact.rollout import BreakEven, Range, Rollout, Segment, break_even, lift_of, on_base, rollout
from assay.languages import LANGUAGES, translator
from assay.metrics.scope import Scope
from assay.store.runs import Run
from metrics.cases import about, cost, gather, listed, touch, won

YEAR = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31))
SETTINGS = {"margin": 0.5}


def accounts(name: str, number: int, wins: int, arm: str, **more: Any) -> list[Any]:
    """`wins` of them won a deal of 1,000 half a year after launch."""
    return [
        about(
            f"{name}{place:02}",
            listed("2025-01-01", arm=arm, **more),
            *([touch("2025-03-01"), won("2025-04-01", "2025-07-01")] if place < wins else []),
            region="North",
        )
        for place in range(number)
    ]


def south() -> list[Any]:
    """Forty-one accounts on no list: four of forty won 1,000, one was a customer before."""
    free = [
        about(f"s{place:02}", *([won("2025-04-01", "2025-07-01")] if place < 4 else []), region="South")
        for place in range(40)
    ]
    return [*free, about("customer", won("2023-04-01", "2024-07-01"), region="South")]


def spent(*rows: tuple[str, float]) -> list[dict[str, Any]]:
    return [
        {"cost_id": f"c{place}", "incurred_on": "2025-06-01", "amount": amount, "currency": "EUR", "kind": kind or None}
        for place, (kind, amount) in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def run() -> Run:
    """8 of 20 won with the programme, 2 of 20 without: 300 more an account, 6,000 in all, 3,000 gross profit."""
    return gather(
        *accounts("a", 20, 8, "abm"),
        *accounts("c", 20, 2, "control"),
        *south(),
        about("a00", cost("2025-06-02", 500, kind="content"))[1:],
        costs=spent(("people", 900), ("media", 400), ("", 200)),
        settings=SETTINGS,
    )


@pytest.fixture(scope="module")
def found(run: Run) -> Money:
    return money(run, YEAR)


def test_return_by_hand(found: Money) -> None:
    assert found.comparison is not None
    assert found.comparison.design == "matched"
    assert found.cost.value == pytest.approx(2000)
    assert found.revenue.value == pytest.approx(6000)
    assert found.profit.value == pytest.approx(3000)
    assert found.roi.value == pytest.approx(0.5)
    assert (found.roi.numerator, found.roi.denominator) == pytest.approx((1000, 2000))


def test_the_interval_is_that_of_the_effect(run: Run, found: Money) -> None:
    effect = compare(run, "new_revenue", YEAR)
    assert effect.low is not None
    assert effect.high is not None
    assert found.revenue.low == pytest.approx(effect.low * 20)
    assert found.roi.low == pytest.approx((effect.low * 20 * 0.5 - 2000) / 2000)
    assert found.roi.high == pytest.approx((effect.high * 20 * 0.5 - 2000) / 2000)
    assert any("cannot be told yet" in said for said in found.sentences)


def test_the_ledger_adds_up_by_kind(found: Money) -> None:
    lines = {line.kind: line.amount for line in found.ledger}
    assert lines == pytest.approx({"people": 900, "content": 500, "media": 400, None: 200})
    assert [line.label for line in found.ledger] == ["people", "content", "media", "other"]
    assert sum(line.share or 0 for line in found.ledger) == pytest.approx(1)
    assert any(said.endswith("tools.") for said in found.caveats)


def test_attributed_roi_stands_apart(found: Money) -> None:
    """All 8 wins had one touch, a chat, which is marketing's: 8,000 attributed, 4,000 gross profit, a return of 100 %."""
    assert {one.revenue for one in found.attributed} == {8000.0}
    assert found.attributed_roi.value == pytest.approx(1.0)
    assert found.roi.extra["attributed_roi"] == pytest.approx(1.0)
    assert any(said.startswith("Attributed ROI (not measured): 100%") for said in found.sentences)
    assert found.attributed_roi.low is None


def test_as_figures_of_the_catalogue(run: Run) -> None:
    assert revenue_impact(run, YEAR).value == pytest.approx(6000)
    roi = programme_roi(run, YEAR)
    assert roi.value == pytest.approx(0.5)
    assert roi.note is not None


def test_json_has_all_of_it(found: Money) -> None:
    said = found.to_json()
    assert (said["roi"]["value"], said["margin"], said["against"]) == (pytest.approx(0.5), 0.5, "control")
    assert said["comparison"]["kpi"] == "new_revenue"


def test_what_costs_more_than_the_best_case_has_not_paid() -> None:
    """With 40,000 spent even the upper end does not pay."""
    costly = gather(
        *accounts("a", 20, 8, "abm"), *accounts("c", 20, 2, "control"), costs=spent(("people", 40_000)), settings=SETTINGS
    )  # fmt: skip
    found = money(costly, YEAR)
    assert found.roi.value == pytest.approx((3000 - 40_000) / 40_000)
    assert "It has not paid in this window" in found.sentences[1]


def test_without_a_control_group_only_what_is_attributed(run: Run) -> None:
    found = money(run, replace(YEAR), "holdout")
    assert found.comparison is None
    assert found.roi.value is found.revenue.value is found.profit.value is None
    assert found.roi.note is not None
    assert "No return can be stated" in found.roi.note
    assert found.attributed_roi.value == pytest.approx(1.0)
    assert not found.trustworthy


def test_a_descriptive_comparison_makes_no_return() -> None:
    """Ten treated accounts are too few to speak of an effect."""
    few = gather(
        *accounts("a", 10, 4, "abm"), *accounts("c", 20, 2, "control"), costs=spent(("people", 100)), settings=SETTINGS
    )  # fmt: skip
    found = money(few, YEAR)
    assert found.comparison is not None
    assert found.comparison.design == "descriptive"
    assert found.roi.value is found.revenue.value is None
    assert "because no effect can" in found.sentences[0]


def test_without_cost_there_is_nothing_to_return_on() -> None:
    free = gather(*accounts("a", 20, 8, "abm"), *accounts("c", 20, 2, "control"))
    found = money(free, YEAR)
    assert found.revenue.value == pytest.approx(6000)
    assert found.roi.value is found.attributed_roi.value is None
    assert found.roi.note is not None
    assert "No cost is recorded" in found.roi.note
    assert any("margin is set to 100%" in said for said in found.caveats)


def test_what_lies_before_the_window_is_told(run: Run) -> None:
    late = money(run, Scope(start=date(2025, 3, 1), end=date(2025, 12, 31)))
    assert any("has run since 1 Jan 2025" in said for said in late.caveats)


def test_in_french(run: Run) -> None:
    assert any("ROI attribué" in said for said in money(run, YEAR, language="fr").sentences)


def test_return_on_cost() -> None:
    assert return_on(None, 10) is None
    assert return_on(5, 10) == -0.5


# The case for another region

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


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
@pytest.mark.parametrize("module", [money_words, rollout_words, approaches])
def test_every_text_is_translated(module: Any, language: str) -> None:
    spoken = translator(language)
    texts = extract_from_file("python", module.__file__, keywords={"t": None, "gettext": None, "ngettext": (1, 2)})
    assert len(texts) >= 6
    for _line, message, _comments, _context in texts:
        if isinstance(message, tuple):
            assert spoken.ngettext(*message, 2) != message[1], message
        else:
            assert spoken.gettext(message) != message, message
