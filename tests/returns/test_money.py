"""The programme's money, worked out by hand: twenty accounts with it, twenty without, alike in all that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from babel.messages.extract import extract_from_file

from assay.comparison.compare import compare
from assay.languages import LANGUAGES, translator
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.returns import approaches, money_words, rollout_words
from assay.returns.money import money, programme_roi, return_on, revenue_impact
from assay.returns.result import Money
from assay.store.runs import Run
from metrics.cases import about, deal, gather, listed
from returns.programme import SETTINGS, YEAR, accounts, programme, spent


@pytest.fixture(scope="module")
def run() -> Run:
    return programme()


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


def test_six_weeks_after_launch_it_cannot_be_told_yet() -> None:
    """Nothing has closed anywhere: that is no return of −100 %, it is too early; the cost so far and the day are told."""
    arms = [
        about(f"{name}{place:02}", listed("2025-01-01", arm=arm), deal("2025-01-20"))
        for name, arm in (("a", "abm"), ("c", "control"))
        for place in range(20)
    ]
    early = [{**row, "incurred_on": "2025-02-01"} for row in spent(("people", 900))]
    run = gather(*arms, costs=early, settings=SETTINGS)
    found = money(run, Scope(start=date(2025, 1, 1), end=date(2025, 2, 12)))
    assert (found.roi.value, found.roi.low, found.roi.high) == (None, None, None)
    assert found.cost.value == 900
    said = " ".join(found.sentences)
    assert "not paid" not in said
    assert "−100" not in said
    assert "2025" in said or "2026" in said


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
    assert "lower than its cost" in found.sentences[1]
    assert "paid" not in found.sentences[1]


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


def test_the_sample_company(sample_run: Run) -> None:
    """Cost is P13 and adds up by kind; the return is made of the comparison and of nothing attributed."""
    scope = Scope(lists=("Growth markets",))
    found = money(sample_run, scope, "holdout")
    cost = answer(sample_run, "programme_cost", scope).total.value
    effect = compare(sample_run, "new_revenue", scope, against="holdout")
    assert cost is not None
    assert effect.difference is not None
    assert found.cost.value == cost
    assert sum(line.amount for line in found.ledger) == pytest.approx(cost, abs=0.01)
    assert {line.kind for line in found.ledger} >= {"people", "tool", "media"}
    margin = sample_run.settings.margin
    assert found.roi.value == pytest.approx((effect.difference * effect.abm.accounts * margin - cost) / cost)
    assert found.sentences[0].startswith("The programme brought")


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
