"""Both arms are followed equally long: controls listed later or earlier take the launch days of the treated."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from assay.comparison.compare import compare
from assay.comparison.exposure import aligned, followed_share, unlike
from assay.comparison.gather import gather
from assay.metrics.scope import Scope
from comparison.market import END, LAUNCH, Market, later

YEAR = Scope(start=LAUNCH, end=END)


def placebo(controls_since: int, *, waves: tuple[int, ...] = (0,), seed: int = 1, size: int = 60) -> Market:
    """Deals come at one rate in both arms, programme or not."""
    random = np.random.default_rng(seed)
    made = Market()
    for place in range(2 * size):
        name = f"x{place:03}"
        made.account(name, employees=100 + place % 7, industry="Software")
        treated = place < size
        made.listed(
            name, "abm" if treated else "control", later(waves[place % len(waves)] if treated else controls_since)
        )
        for day in np.cumsum(random.exponential(400, 3)):
            if day < 364:
                made.deal(name, later(int(day)), None)
    made.touch("x000", END)
    return made


def test_controls_listed_ninety_days_later_are_followed_as_long():
    found = gather(placebo(90).run(), YEAR, "control")
    assert {one.launched_on for one in found.accounts} == {LAUNCH}
    said = compare(placebo(90).run(), "opportunity_rate", YEAR)
    assert said.low < 0 < said.high
    assert any("listed at other times" in warning for warning in said.warnings)


def test_waves_with_controls_from_the_first_launch_on():
    found = gather(placebo(0, waves=(0, 60, 120)).run(), YEAR, "control")
    launches = Counter(one.launched_on for one in found.controls)
    assert launches == {LAUNCH: 20, later(60): 20, later(120): 20}
    assert found.realigned


def test_arms_listed_alike_keep_their_own_days():
    found = gather(placebo(0).run(), YEAR, "control")
    assert not found.realigned
    assert not found.stayed


def test_controls_named_when_nothing_had_happened_to_them_yet_compare_nothing():
    """Named half a year after launch, from accounts without a deal until then: the programme seems to open deals."""
    made = placebo(180, size=80)
    named = {row["account_id"] for row in made.tables["list_memberships"] if row["arm"] == "control"}
    made.tables["opportunities"] = [
        row for row in made.tables["opportunities"] if row["account_id"] not in named or row["created_at"] >= later(180)
    ]
    found = compare(made.run(), "opportunity_rate", YEAR)
    assert (found.design, found.verdict) == ("descriptive", "not_an_effect")
    assert "named later" in found.sentence


def test_an_arm_that_leaves_early_is_followed_to_the_end():
    made = placebo(0)
    for row in made.tables["list_memberships"]:
        if row["arm"] == "abm":
            row["valid_to"] = later(90)
    found = gather(made.run(), YEAR, "control")
    assert found.stayed
    said = compare(made.run(), "opportunity_rate", YEAR)
    assert said.low < 0 < said.high


def test_controls_take_the_waves_in_the_order_of_their_listing():
    first, second = date(2025, 1, 1), date(2025, 7, 1)
    found = aligned([first, second], {"b": date(2025, 9, 1), "a": date(2025, 8, 1)}, first, date(2025, 12, 31))
    assert found.launches == {"a": first, "b": second}
    assert not aligned([first, second], {"b": second, "a": first}, first, date(2025, 12, 31)).moved


def test_days_before_the_window_are_all_alike():
    """Who was listed earlier or later before the window began is followed from its first day."""
    found = aligned([date(2024, 1, 1)], {"a": date(2024, 9, 1)}, date(2025, 1, 1), date(2025, 12, 31))
    assert not found.moved


def test_the_share_of_days_on_the_list():
    start, end = date(2025, 1, 1), date(2025, 1, 10)
    assert followed_share([(start, date(2025, 1, 6))], start, start, end) == 0.5
    assert followed_share([(start, date(2025, 1, 3)), (date(2025, 1, 8), date(9999, 1, 1))], start, start, end) == 0.5
    assert unlike([1, 1], [0.8, 1])
    assert not unlike([1, 1], [0.96, 1])
