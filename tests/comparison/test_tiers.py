"""Effects by tier, drawn towards that of all."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from assay.comparison.design import Rung
from assay.comparison.outcomes import Outcome
from assay.comparison.tiers import by_tier


def ground(tiers: list[str]) -> SimpleNamespace:
    """Every other account is treated; nobody is related."""
    accounts = tuple(
        SimpleNamespace(treated=place % 2 == 0, tier=tier, parent_id=str(place), stratum=None, list="L")
        for place, tier in enumerate(tiers)
    )
    made = SimpleNamespace(weights=np.ones(len(tiers)))
    known = SimpleNamespace(values=np.zeros((len(tiers), 0)))
    return SimpleNamespace(
        arms=SimpleNamespace(accounts=accounts),
        known=known,
        made=made,
        rung=Rung("matched"),
        options=SimpleNamespace(method="weighted"),
    )


def finding(tops: np.ndarray, design: str = "matched") -> SimpleNamespace:
    ones = np.ones(len(tops))
    none = np.zeros(0)
    codes = none.astype(np.int64)
    outcome = Outcome("account_share", tops, ones, ones.astype(np.int64), none, codes, codes)
    return SimpleNamespace(rung=Rung(design), outcome=outcome)


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
