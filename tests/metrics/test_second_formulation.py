"""The compiled KPIs against plain Python that was written from the rules alone, on companies made to be nasty.

Every figure is compared for the whole list, and each under some of the scopes below; `ASSAY_SEEDS=30-40` compares every
figure under every scope for those seeds. The rows behind each figure must make it again.
"""

from __future__ import annotations

import os
from datetime import date
from typing import Any

import pytest

from metrics.nasty import SPINE, check

SEED = 3
SCOPES: dict[str, dict[str, Any]] = {
    "control": {"arm": "control"},
    "rest": {"arm": "rest"},
    "all": {"arm": "all"},
    "by tier": {"by": "tier"},
    "by list": {"by": "list"},
    "by industry": {"by": "industry"},
    "tiers": {"tiers": ("1", "gold")},
    "lists": {"lists": ("North", "South")},
    "roll-up": {"roll_up": True},
    "cohort": {"mode": "cohort"},
    "cohort of the control": {"mode": "cohort", "arm": "control", "follow_days": 60},
    "in dollars": {"currency": "USD"},
}
PRESETS = ("visit_or_response", "minutes_10", "three_views_30d", "mqa")
ENGAGED = ("engaged_share", "engaged_to_opportunity", "days_to_opportunity", "deal_cycle.median")
MONEY = ("pipeline", "pipeline.weighted", "new_revenue", "average_deal_size", "win_rate.amount", "programme_cost")
DATES: dict[str, dict[str, Any]] = {
    "as of a day in the past": {"as_of": date(2025, 10, 15)},
    "seen from later": {"start": date(2025, 3, 1), "end": date(2025, 6, 30), "as_of": date(2025, 12, 31)},
    "from one change of clocks to the other": {"start": date(2025, 3, 30), "end": date(2025, 10, 26)},
    "everything": {"start": date(2025, 1, 1), "end": date(2026, 3, 31)},
}


def makes_sense(key: str, scope: dict[str, Any]) -> bool:
    return not (key == "programme_cost" and scope.get("mode") == "cohort")


SOME = [
    (key, name)
    for place, name in enumerate(SCOPES)
    for key in (MONEY if name == "in dollars" else SPINE[place % 10 :: 10])
    if makes_sense(key, SCOPES[name])
]


@pytest.mark.parametrize("key", SPINE)
def test_the_whole_list(key):
    check(SEED, key)


@pytest.mark.parametrize(("key", "scope"), SOME)
def test_under_a_scope(key, scope):
    check(SEED, key, rows="list" in scope, **SCOPES[scope])


@pytest.mark.parametrize(("place", "key"), list(enumerate(SPINE)))
def test_on_other_days(place, key):
    check(SEED + 1, key, **DATES[sorted(DATES)[place % len(DATES)]])


@pytest.mark.parametrize(("key", "preset"), list(zip(ENGAGED, PRESETS, strict=True)))
def test_by_preset(key, preset):
    check(SEED, key, rows=False, engaged=preset)


def asked_seeds() -> list[int]:
    asked = os.environ.get("ASSAY_SEEDS", "")
    first, _, last = asked.partition("-")
    return list(range(int(first), int(last or first) + 1)) if asked else [0]


@pytest.mark.slow
@pytest.mark.skipif("ASSAY_SEEDS" not in os.environ, reason="ASSAY_SEEDS names no company")
@pytest.mark.parametrize("seed", asked_seeds())
def test_every_figure_under_every_scope(seed):
    wrong = []
    for name, scope in {**SCOPES, **DATES, **{preset: {"engaged": preset} for preset in PRESETS}}.items():
        for key in SPINE:
            try:
                if makes_sense(key, scope):
                    check(seed, key, **scope)
            except AssertionError as error:
                wrong.append(f"{name}: {error}")
    assert not wrong, "\n".join(wrong)
