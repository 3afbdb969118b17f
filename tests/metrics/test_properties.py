"""What must hold for any company, window and scope: rows make their figure, parts make the whole, order does not matter."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.store.runs import Run
from metrics.cases import SETTINGS, TODAY
from metrics.nasty import HALF, SPINE, check, run_of, same, tables
from support.company import company

SEEDS = (3, 4)
FIRST, LAST = date(2024, 12, 1), date(2026, 4, 5)
COUNTS_OF_EVENTS = (
    "website_visits",
    "chats",
    "campaign_responses",
    "meetings_planned",
    "opportunities_created",
    "new_revenue",
)
COUNTS = (
    *COUNTS_OF_EVENTS,
    "target_accounts",
    "accounts_won",
    "engaged_accounts",
    "pipeline",
    "accounts_with_opportunity",
)
few = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@st.composite
def windows(draw):
    """Windows of a day to all data, at times seen from earlier or from later."""
    start = FIRST + timedelta(days=draw(st.integers(0, (LAST - FIRST).days)))
    end = start + timedelta(days=draw(st.sampled_from([0, 1, 6, 27, 29, 88, 180, 364, 500])))
    shift = draw(st.sampled_from([None, None, -20, 0, 45, 200]))
    asked = {"start": start, "end": end}
    return asked if shift is None else {**asked, "as_of": max(start, end + timedelta(days=shift))}


@given(seed=st.sampled_from(SEEDS), key=st.sampled_from(SPINE), window=windows())
@settings(few, max_examples=40)
def test_any_window(seed, key, window):
    """Rows make the figure, and the figure is that of the second formulation."""
    check(seed, key, **window)


@given(seed=st.sampled_from(SEEDS), window=windows())
@few
def test_tiers_sum_to_target_accounts(seed, window):
    found = answer(run_of(seed), "target_accounts_by_tier", Scope(**window))
    whole = answer(run_of(seed), "target_accounts", Scope(**window))
    assert sum(row.figure.value for row in found.rows) == found.total.value == whole.total.value


@given(
    seed=st.sampled_from(SEEDS),
    key=st.sampled_from(COUNTS_OF_EVENTS),
    window=windows(),
    grain=st.sampled_from(["week", "month", "quarter", "year"]),
)
@settings(few, max_examples=40)
def test_periods_of_a_flow_of_events_sum_to_the_total(seed, key, window, grain):
    found = answer(run_of(seed), key, Scope(**window), grain=grain)
    periods = [row.period for row in found.rows]
    assert periods == sorted(set(periods))
    assert same(sum(row.figure.value or 0 for row in found.rows), found.total.value or 0)


@given(
    seed=st.sampled_from(SEEDS),
    key=st.sampled_from(["target_accounts", "engaged_accounts", "pipeline"]),
    window=windows(),
)
@settings(few, max_examples=30)
def test_the_last_sample_of_a_stock_is_its_total(seed, key, window):
    window.pop("as_of", None)
    found = answer(run_of(seed), key, Scope(**window), grain="month")
    assert same(found.rows[-1].figure.value or 0, found.total.value or 0)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("by", [("tier",), ("industry",)])
@pytest.mark.parametrize("key", COUNTS)
def test_disjoint_groups_sum_to_the_total(seed, key, by):
    found = answer(run_of(seed), key, Scope(**HALF), by=by)
    assert same(sum(row.figure.value or 0 for row in found.rows), found.total.value or 0)
    assert sum(row.figure.n for row in found.rows) == found.total.n


@pytest.mark.parametrize("seed", SEEDS)
def test_shares_of_the_engaged_make_one(seed):
    for end in (date(2025, 6, 30), date(2025, 12, 31)):
        engaged, unengaged = (
            answer(run_of(seed), key, Scope(end=end)).total for key in ("engaged_share", "unengaged_share")
        )
        assert engaged.value + unengaged.value == pytest.approx(1)
        assert engaged.denominator == unengaged.denominator


@lru_cache
def shuffled(seed: int) -> Run:
    random = Random(seed)
    mixed = {name: random.sample(rows, len(rows)) for name, rows in tables(seed).items()}
    return company(mixed, today=TODAY, **SETTINGS)


@pytest.mark.parametrize("key", SPINE)
def test_the_order_of_the_rows_does_not_matter(key):
    before, after = (answer(run, key, Scope(**HALF), rows=True) for run in (run_of(SEEDS[0]), shuffled(SEEDS[0])))
    assert before.total == after.total  # to the last digit of the bootstrap
    assert shown(before) == shown(after)


def shown(found):
    return sorted(repr(sorted(row.items())) for row in found.detail)
