"""Effects by tier, drawn towards that of all."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from assay.comparison.design import Balanced, Rung
from assay.comparison.outcomes import Outcome
from assay.comparison.tiers import by_tier, tiers_words


def ground(tiers: list[str]) -> SimpleNamespace:
    """Every other account is treated; nobody is related."""
    accounts = tuple(
        SimpleNamespace(treated=place % 2 == 0, tier=tier, parent_id=str(place), stratum=None, list="L")
        for place, tier in enumerate(tiers)
    )
    made = Balanced(np.ones(len(tiers)), (), len(tiers) / 2)
    known = SimpleNamespace(values=np.zeros((len(tiers), 0)))
    return SimpleNamespace(
        arms=SimpleNamespace(accounts=accounts),
        known=known,
        made=made,
        rung=Rung("matched"),
        options=SimpleNamespace(method="weighted"),
    )


def finding(tops: np.ndarray, design: str = "matched", asks: float = 0.05, held: str | None = None) -> SimpleNamespace:
    ones = np.ones(len(tops))
    none = np.zeros(0)
    codes = none.astype(np.int64)
    outcome = Outcome("account_share", tops, ones, ones.astype(np.int64), none, codes, codes)
    return SimpleNamespace(rung=Rung(design), outcome=outcome, asks=asks, held=held)


def test_each_tier_is_drawn_towards_all():
    tiers = ["1"] * 80 + ["2"] * 40 + ["3"] * 10
    treated = np.arange(len(tiers)) % 2 == 0
    tops = np.where(treated, np.arange(len(tiers)) % 3 == 0, np.arange(len(tiers)) % 5 == 0).astype(float)
    tops[80:120][treated[80:120]] = 1.0
    found = by_tier(ground(tiers), finding(tops))
    assert [one["tier"] for one in found] == ["1", "2"]  # the third has 5 accounts an arm
    first, second = found
    assert first["own"]["difference"] < first["difference"] < second["difference"] < second["own"]["difference"]
    assert all(one["low"] < one["difference"] < one["high"] for one in found)


def test_one_tier_or_no_design_has_none():
    tops = (np.arange(80) % 3 == 0).astype(float)
    assert by_tier(ground(["1"] * 80), finding(tops)) == []
    assert by_tier(ground(["1"] * 40 + ["2"] * 40), finding(tops, "descriptive")) == []


def worked_in_one_tier() -> tuple[list[str], np.ndarray]:
    """120 accounts a tier; in the second nine of ten treated have it, everywhere else a third."""
    tiers = ["1"] * 120 + ["2"] * 120
    tops = (np.arange(240) % 3 == 0).astype(float)
    treated = np.arange(240) % 2 == 0
    tops[120:][treated[120:]] = (np.arange(60) % 10 != 0).astype(float)
    return tiers, tops


def test_only_a_tier_with_more_than_chance_stands():
    tiers, tops = worked_in_one_tier()
    found = by_tier(ground(tiers), finding(tops))
    assert [one["stands"] for one in found] == [False, True]
    assert "more than chance explains is seen in tier 2" in tiers_words(found, "en")
    plain = by_tier(ground(tiers), finding((np.arange(240) % 3 == 0).astype(float)))
    assert not any(one["stands"] for one in plain)
    assert "no tier by itself shows more" in tiers_words(plain, "en")


def test_an_early_look_or_a_verdict_taken_back_leaves_no_tier_standing():
    tiers, tops = worked_in_one_tier()
    assert not any(one["stands"] for one in by_tier(ground(tiers), finding(tops, asks=1e-30)))
    assert not any(one["stands"] for one in by_tier(ground(tiers), finding(tops, held="drift")))


def test_tiers_of_nothing_stand_no_more_often_than_the_look_allows():
    """Three tiers of 60, no effect: 400 programmes, any tier called more than chance."""
    tiers = ["1"] * 60 + ["2"] * 60 + ["3"] * 60
    here = ground(tiers)
    random = np.random.default_rng(5)
    said = [
        any(one["stands"] for one in by_tier(here, finding((random.random(180) < 0.3).astype(float))))
        for _ in range(400)
    ]
    assert np.mean(said) < 0.06
