"""One primary figure chosen before, the others corrected; a running programme is looked at again and again."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from scipy.stats import norm

from assay.comparison.compare import compare, compare_many
from assay.comparison.family import ALONE, corrected, others_of, primary_of
from assay.comparison.looks import look_of
from assay.memory.looks import KeptLook, keep_looks, lists_key, looks_of
from assay.metrics.scope import Scope
from assay.settings.programmes import Programme
from assay.stats.looks import GROWTH, SPENT, Plan
from assay.stats.sequential import planned_limits, z_of
from assay.store.workspace import Workspace
from comparison.market import END, LAUNCH, arms, later

YEAR = Scope(start=LAUNCH, end=END)


def seen(day: date, **said) -> SimpleNamespace:
    """Arms of one list, launched on LAUNCH, seen on a day."""
    known = {"North": Programme(**said)} if said else {}
    run = SimpleNamespace(settings=SimpleNamespace(programmes=known))
    rows = SimpleNamespace(column=lambda _: SimpleNamespace(to_pylist=lambda: [None]))
    asked = SimpleNamespace(run=run, timing=SimpleNamespace(end=day))
    return SimpleNamespace(asked=asked, lists=("North",), rows=rows, treated=(SimpleNamespace(launched_on=LAUNCH),))


def test_the_primary_figure_is_the_products_own_unless_another_was_chosen_before():
    assert primary_of(seen(END)) == ("opportunity_rate", None)
    before = LAUNCH - timedelta(days=3)
    assert primary_of(seen(END, primary="win_rate", primary_since=before)) == ("win_rate", None)
    late = later(30)
    assert primary_of(seen(END, primary="win_rate", primary_since=late)) == ("opportunity_rate", ("win_rate", late))


def test_the_primary_figure_is_the_one_on_record_with_the_draw():
    arms = seen(END)
    arms.lots = (SimpleNamespace(primary=None), SimpleNamespace(primary="account_win_rate"))
    assert primary_of(arms) == ("account_win_rate", None)
    said = seen(END, primary="win_rate", primary_since=LAUNCH)
    said.lots = arms.lots
    assert primary_of(said) == ("win_rate", None)


def test_a_primary_figure_has_a_day():
    with pytest.raises(ValueError, match="primary_since"):
        Programme(primary="win_rate")


def test_the_others_are_corrected_together_whichever_is_asked_for():
    others = others_of("win_rate", "opportunity_rate")
    assert set(others) == {"account_win_rate", "win_rate", "average_deal_size", "deal_velocity", "new_revenue"}
    assert others_of("chats", "opportunity_rate")[-1] == "chats"
    ps = dict(zip(others, (0.004, 0.5, 0.6, 0.7, None), strict=True))
    first = others[0]
    assert corrected(first, ps, primary_found=True) == pytest.approx(0.004 * 4)
    assert corrected(first, ps, primary_found=False) == pytest.approx(0.004 * 4 * ALONE)
    assert corrected(others[-1], ps, primary_found=True) is None


def test_all_figures_together_err_in_five_of_a_hundred():
    """Six figures without any effect: the primary one at what it may spend, the others at a fifth of that unless it is found."""
    random, wrong = np.random.default_rng(1), 0
    for _ in range(8_000):
        ps = dict(zip(others_of("win_rate", "opportunity_rate"), random.random(5), strict=True))
        found = random.random() < SPENT
        wrong += found or any(corrected(key, ps, primary_found=found) < SPENT for key in ps)
    assert wrong / 8_000 == pytest.approx(SPENT * (1 + 1 / ALONE), abs=0.007)
    assert SPENT * (1 + 1 / ALONE) < 0.05


def test_a_verdict_is_planned_for_a_year_after_launch_or_the_day_that_is_named():
    half = look_of(seen(later(182)))
    assert (half.number, half.planned, half.on) == (6, 12, later(365))
    assert half.limit < 0.001
    assert look_of(seen(later(364))).limit == pytest.approx(0.0158, abs=0.0001)
    assert look_of(seen(later(700))).limit < 0.0158
    named = look_of(seen(later(182), verdict_on=later(182)))
    assert (named.number, named.planned) == (6, 6)
    assert named.limit > 0.024


def test_ever_a_verdict_over_twenty_six_looks():
    """Monthly looks at a year's plan and on, nothing happening: what may be spent, whoever looks when."""
    plan, months = Plan(), np.arange(1, 27)
    limits = np.array([z_of(plan.limit(month)) for month in months])
    grown = np.diff(months**GROWTH, prepend=0.0)
    steps = (np.random.default_rng(2).normal(size=(20_000, 26)) * np.sqrt(grown)).cumsum(axis=1)
    steps /= np.sqrt(months**GROWTH)
    assert (np.abs(steps) > limits).any(axis=1).mean() == pytest.approx(SPENT, abs=0.005)
    assert (np.abs(steps) > 1.96).any(axis=1).mean() > 0.25


def test_a_share_that_fills_up_errs_no_more_often_than_a_sum():
    """With half of the accounts open after a year a look says less of the next: limits for growth in a line let too many through."""
    months, random = np.arange(1, 27), np.random.default_rng(4)
    days = random.exponential(12 / np.log(2), size=(6_000, 2, 150))
    shares = (days[..., None, :] < months[:, None]).mean(axis=-1)
    middle = shares.mean(axis=1)
    z = np.abs(shares[:, 0] - shares[:, 1]) / np.sqrt(np.maximum(middle * (1 - middle), 1e-9) * 2 / 150)
    today = [z_of(Plan().limit(month)) for month in months]
    assert (z > today).any(axis=1).mean() < 0.045
    assert (z > planned_limits(12, SPENT).z).any(axis=1).mean() > 0.045


def test_an_early_look_needs_a_clearer_difference():
    """Ten weeks after launch nine of forty have a deal, one of forty without: once alone a finding, early in a plan not."""
    market, ours, theirs = arms(40, 40)
    for place, account in enumerate(ours):
        if place < 9:
            market.deal(account, later(20 + place))
    market.deal(theirs[0], later(20))
    market.touch(ours[0], later(70))
    early = Scope(start=LAUNCH, end=later(70), as_of=later(70))
    said = compare(market.run(), "opportunity_rate", early)
    assert said.low > 0
    assert said.verdict == "cannot_tell_yet"
    assert "again and again" in said.sentence
    assert "early" not in said.sentence
    assert said.extra["look"]["number"] == 2
    assert said.extra["sequential"]["low"] < 0
    planned = {"North": {"verdict_on": later(70)}}
    assert compare(market.run(programmes=planned), "opportunity_rate", early).verdict == "higher"


def test_a_figure_that_is_not_primary_is_one_of_several_alone_and_together():
    """Wins differ, opportunities do not: asked alone the win rate would be a finding."""
    market, ours, theirs = arms(40, 40)
    for place, account in enumerate([*ours, *theirs]):
        won = place in range(17) or place in range(40, 46)
        if place % 2 == 0 or won:
            market.deal(account, later(20), later(90), won=won)
    run = market.run()
    alone = compare(run, "account_win_rate", YEAR)
    together = next(one for one in compare_many(run, (), YEAR).comparisons if one.kpi == "account_win_rate")
    assert alone.sentence == together.sentence
    assert alone.verdict == together.verdict == "cannot_tell_yet"
    chosen = {"North": {"primary": "account_win_rate", "primary_since": LAUNCH}}
    assert compare(market.run(programmes=chosen), "account_win_rate", YEAR).verdict == "higher"


def test_cannot_tell_says_what_could_have_been_seen():
    market, ours, theirs = arms(30, 30)
    for account in (*ours[:9], *theirs[:8]):
        market.deal(account, later(40))
    said = compare(market.run(), "opportunity_rate", YEAR)
    assert said.verdict == "cannot_tell_yet"
    limit = said.extra["look"]["limit"]
    assert said.detectable == pytest.approx((z_of(limit) + 0.8416) / 1.95996 * (said.high - said.low) / 2, rel=1e-3)
    assert "would have been seen in four of five" in said.sentence


def test_looks_besides_the_monthly_ones_ask_for_more():
    plain = look_of(seen(END))
    monthly = look_of(seen(END), [later(round(30.4 * month)) for month in range(1, 12)])
    weekly = look_of(seen(END), [later(7 * week) for week in range(1, 52)])
    assert monthly.limit == plain.limit
    assert weekly.limit < plain.limit
    assert (weekly.number > plain.number, weekly.planned > plain.planned) == (True, True)


def test_weekly_looks_together_err_in_five_of_a_hundred_programmes():
    """Nothing happens in 2,000 programmes, looked at every week for a year, each look paying for those before it."""
    draws = np.random.default_rng(3).normal(size=(2000, 52)).cumsum(axis=1) / np.sqrt(np.arange(1, 53))
    days = [later(7 * week) for week in range(1, 53)]
    limits = np.array([look_of(seen(day), days[:place]).limit for place, day in enumerate(days)])
    ever = (2 * norm.sf(np.abs(draws)) < limits).any(axis=1)
    assert ever.mean() < 0.05


def test_a_look_is_kept_once_and_counts_at_the_next(tmp_path):
    workspace = Workspace(tmp_path)
    one = KeptLook(1, lists_key(("North",), ()), "control", "win_rate", END, "matched", "higher", 0.1, 0.02, 0.18, 0.01)
    keep_looks(workspace, [one, one])
    keep_looks(workspace, [one])
    (found,) = looks_of(workspace, one.lists, "control")
    assert (found.until, found.verdict, found.looked_at != "") == (END, "higher", True)
    assert looks_of(workspace, lists_key((), ())) == ()


def test_looks_are_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr("assay.memory.looks.MOST", 3)
    workspace = Workspace(tmp_path)
    key = lists_key((), ())
    keep_looks(
        workspace,
        [
            KeptLook(1, key, "rest", "win_rate", later(day), "matched", "higher", 0.1, None, None, None)
            for day in range(9)
        ],
    )
    assert len(looks_of(workspace, key)) == 3
