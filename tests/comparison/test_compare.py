"""Comparisons of the sample company, whose programme has a planted effect, and one worked out again by hand."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize

from assay.comparison.compare import compare, compare_many
from assay.comparison.result import Comparison
from assay.errors import DataError, UsageError
from assay.kpis import CATALOGUE
from assay.kpis.headlines import COMPARED
from assay.metrics.answers import answer
from assay.metrics.scope import Scope, parse_filter

TRUTH = json.loads((Path(__file__).parents[2] / "examples" / "demo" / "truth.json").read_text("utf-8"))["effects"]
LAUNCH = date(2025, 1, 13)
SINCE = Scope(start=LAUNCH)
NAMES = [f"{effect['kpi']}-{effect['list'] or 'all lists'}" for effect in TRUTH]
FEW = (("deal_velocity", None), ("average_deal_size", None))
"""Nine or ten controls won, and their weights make five or six of them: a mean of days or of amounts of so few says nothing."""
CONTRACT = [
    "kpi",
    "design",
    "rung",
    "comparison",
    "from",
    "to",
    "as_of",
    "run",
    "abm",
    "against",
    "naive",
    "difference",
    "low",
    "high",
    "p_value",
    "relative",
    "verdict",
    "sentence",
    "balance",
    "contamination",
    "excluded",
    "warnings",
]


def scope_of(effect):
    lists = (effect["list"],) if effect["list"] else ()
    return Scope(lists=lists, start=date.fromisoformat(effect["from"]), end=date.fromisoformat(effect["to"]))


@pytest.fixture(scope="module")
def matched(sample_run) -> Comparison:
    return compare(sample_run, "opportunity_rate", SINCE)


@pytest.mark.parametrize("effect", TRUTH, ids=NAMES)
def test_the_planted_effect_lies_in_the_interval(sample_run, effect):
    found = compare(sample_run, effect["kpi"], scope_of(effect), against=effect["against"])
    assert found.design == ("randomised" if effect["against"] == "holdout" else "matched")
    if (effect["kpi"], effect["list"]) in FEW:
        assert (found.verdict, found.low, found.high) == ("cannot_tell_yet", None, None)
        return
    assert found.low < effect["effect"] < found.high
    assert np.sign(found.difference) == np.sign(effect["effect"])


@pytest.mark.parametrize("effect", [e for e in TRUTH if e["unit"] == "share"], ids=lambda e: f"{e['kpi']}-{e['list']}")
def test_the_programme_is_found_to_work(sample_run, effect):
    found = compare(sample_run, effect["kpi"], scope_of(effect), against=effect["against"])
    assert found.verdict == "higher"
    assert found.claim == ("caused" if effect["against"] == "holdout" else "associated")
    assert found.abm.value == pytest.approx(effect["treated"], abs=5e-5)
    assert found.abm.n == effect["n"]


@pytest.mark.parametrize("key", ["opportunity_rate", "account_win_rate"])
def test_the_raw_comparison_misses_it_and_says_so(sample_run, key):
    effect = next(one for one in TRUTH if one["kpi"] == key and one["list"] is None)
    found = compare(sample_run, key, scope_of(effect), method="raw")
    assert found.low > effect["effect"]
    assert (found.design, found.rung, found.verdict, found.claim) == ("descriptive", 5, "not_an_effect", "touched")
    assert "cannot be credited to the programme" in found.sentence
    assert any("not an effect" in warning for warning in found.warnings)
    assert any("busy accounts" in warning for warning in found.warnings)
    weighted = compare(sample_run, key, scope_of(effect))
    assert (weighted.naive.value, weighted.naive.difference) == (found.naive.value, found.difference)


def test_the_json_is_the_contracts(matched):
    said = json.loads(json.dumps(matched.to_json(), allow_nan=False))
    assert set(CONTRACT) <= set(said)
    assert (said["kpi"], said["from"], said["rung"]) == ("opportunity_rate", "2025-01-13", 3)
    assert {"value", "n"} <= set(said["abm"]) == set(said["against"])
    assert {"value", "difference"} <= set(said["naive"])
    assert {"covariate", "before", "after"} <= set(said["balance"][0])
    assert said["difference"] == pytest.approx(said["abm"]["value"] - said["against"]["value"])
    assert said["relative"] == pytest.approx(said["difference"] / said["against"]["value"])


def test_both_arms_are_the_figures_of_the_kpi_itself(sample_run, matched):
    assert matched.abm.value == answer(sample_run, "opportunity_rate", SINCE).total.value
    control = answer(sample_run, "opportunity_rate", Scope(arm="control", start=LAUNCH), rows=True).detail
    left = {one.account_id for one in matched.excluded}
    kept = [row for row in control if row["account_id"] not in left]
    assert len(kept) == matched.against.accounts < len(control)
    assert matched.naive.value == pytest.approx(sum(row["numerator"] for row in kept) / len(kept))


def test_the_balance_is_told_before_and_after(matched):
    assert max(abs(line.before) for line in matched.balance) > 0.4
    assert max(abs(line.after) for line in matched.balance) < 1e-6
    assert matched.ess == pytest.approx(74.4, abs=0.5)


# Independence: one matched comparison from the facts with pandas, scipy and statsmodels alone.


@pytest.fixture(scope="module")
def by_hand(sample_run, matched):
    outcome = pd.DataFrame(
        [
            {**row, "treated": arm == "abm"}
            for arm in ("abm", "control")
            for row in answer(sample_run, "opportunity_rate", Scope(arm=arm, start=LAUNCH), rows=True).detail
        ]
    ).set_index("account_id")
    outcome = outcome[~outcome.index.isin([one.account_id for one in matched.excluded])]
    return outcome, known_before(sample_run, outcome)


def known_before(run, accounts) -> pd.DataFrame:
    """The default covariates on the eve of launch, each account's own."""
    cursor = run.cursor()
    launch = pd.to_datetime(accounts["entered_on"])
    master = cursor.execute("SELECT * FROM accounts").df().set_index("account_id").loc[accounts.index]
    days = cursor.execute("SELECT account_id, day, engaging FROM account_days").df()
    days = days.assign(ago=(days["account_id"].map(launch) - pd.to_datetime(days["day"])).dt.days)
    deals = cursor.execute(
        "SELECT account_id, qualified_on, s.starts_on, s.ends_on::VARCHAR AS ends_on, status FROM deals JOIN deal_states s USING (opportunity_id)"
    ).df()
    eve = deals["account_id"].map(launch) - pd.Timedelta(days=1)
    ends = deals["ends_on"].where(deals["ends_on"] < "2200", "2200-01-01")
    deals = deals[(pd.to_datetime(deals["starts_on"]) <= eve) & (pd.to_datetime(ends) > eve)]
    deals = deals.assign(prior=pd.to_datetime(deals["qualified_on"]) < deals["account_id"].map(launch))

    def per_account(rows, values=None):
        found = rows.groupby("account_id").size() if values is None else values.groupby(rows["account_id"]).sum()
        return found.reindex(accounts.index, fill_value=0).astype(float)

    year, recent = days[days["ago"].between(1, 365)], days[days["ago"].between(1, 90)]
    revenue = master["annual_revenue"].astype(float) * in_euro(cursor, master["currency"].fillna("EUR"), launch)
    columns = {
        "touches": np.sqrt(per_account(year, year["engaging"])),
        "deals": per_account(deals[deals["prior"]]),
        "employees": np.log1p(master["employees"].astype(float)),
        "recent": np.sqrt(per_account(recent, recent["engaging"])),
        "open": per_account(deals[deals["status"] == "open"]),
        "revenue": np.log1p(revenue),
        "age": np.log1p((launch - pd.to_datetime(master["created_on"])).dt.days.clip(lower=0)),
    }
    frame = pd.DataFrame(columns, index=accounts.index)
    dummies = pd.get_dummies(master[["industry", "region"]].fillna("unknown"), drop_first=True).astype(float)
    return pd.concat([frame.fillna(frame.mean()), dummies], axis=1)


def in_euro(cursor, currency, day) -> pd.Series:
    """The rate of each account's currency on its day."""
    rates = cursor.execute("SELECT from_currency, starts_on, rate FROM fx_spells WHERE to_currency = 'EUR'").df()
    rates = rates.assign(day=pd.to_datetime(rates["starts_on"]))
    found = pd.Series(1.0, index=day.index)
    for account in currency.index[currency != "EUR"]:
        known = rates[(rates["from_currency"] == currency[account]) & (rates["day"] <= day[account])]
        found[account] = known.sort_values("day")["rate"].iloc[-1]
    return found


def balancing_weights(x, target):
    scale = x.std(axis=0)
    z = (x - target)[:, scale > 0] / scale[scale > 0]

    def dual(slope):
        score = z @ slope
        raised = np.exp(score - score.max())
        return score.max() + np.log(raised.sum()), raised / raised.sum() @ z

    found = minimize(dual, np.zeros(z.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-9, "maxiter": 2000})
    raised = np.exp(z @ found.x - (z @ found.x).max())
    return raised / raised.sum()


def test_the_same_by_hand(matched, by_hand):
    outcome, known = by_hand
    treated, y = outcome["treated"].to_numpy(), outcome["numerator"].to_numpy(float)
    x = known.to_numpy(float)
    weights = balancing_weights(x[~treated], x[treated].mean(axis=0))
    assert 1 / (weights**2).sum() == pytest.approx(matched.ess, rel=0.02)
    full = np.ones(len(y))
    full[~treated] = weights * treated.sum()
    design = sm.add_constant(np.column_stack([treated.astype(float), x]))
    fit = sm.WLS(y, design, weights=full).fit(cov_type="HC1")
    assert fit.params[1] == pytest.approx(matched.difference, abs=0.004)
    low, high = fit.conf_int()[1]
    assert (low, high) == pytest.approx((matched.low, matched.high), abs=0.02)


# Several figures, other arms, other ways.


def test_the_figure_chosen_before_is_primary_and_the_others_are_adjusted(sample_run):
    found = compare_many(sample_run, (), SINCE).comparisons
    assert tuple(one.kpi for one in found) == COMPARED
    assert [one.primary for one in found] == [True, False, False, False, False]
    assert found[0].p_adjusted is None
    told = [one for one in found[1:] if one.p_value is not None]
    assert [one.kpi for one in found[1:] if one not in told] == ["average_deal_size", "deal_velocity"]
    assert all(one.p_adjusted >= one.p_value for one in told)


@pytest.mark.parametrize("key", ["account_win_rate", "average_deal_size"])
def test_a_figure_has_one_answer_asked_alone_or_with_others(sample_run, key):
    """Each tab of a page used to ask alone, and to find what the report, which asks for all, did not."""
    alone = compare(sample_run, key, SINCE)
    among = next(one for one in compare_many(sample_run, (), SINCE).comparisons if one.kpi == key)
    assert (alone.verdict, alone.sentence, alone.low) == (among.verdict, among.sentence, among.low)
    assert alone.primary == among.primary
    assert alone.p_adjusted in (None, among.p_adjusted)


def test_only_lists_with_a_holdout_are_compared_with_it(sample_run):
    found = compare(sample_run, "opportunity_rate", SINCE, against="holdout")
    same = compare(sample_run, "opportunity_rate", Scope(lists=("Growth markets",), start=LAUNCH), against="holdout")
    assert found.abm == same.abm
    assert "Growth markets" in " ".join(found.warnings)


def test_everybody_else_takes_the_launch_days_of_the_treated(sample_run):
    found = compare(sample_run, "opportunity_rate", SINCE, against="rest")
    # The waves of the treated whose accounts count: an excluded account's launch day is given to nobody.
    assert found.against.accounts == 99
    assert found.low < TRUTH[0]["effect"] < found.high


@pytest.mark.parametrize("balancing", ["nearest", "exact"])
def test_other_ways_of_balancing(sample_run, balancing):
    found = compare(sample_run, "opportunity_rate", SINCE, balancing=balancing)
    assert found.balancing == balancing
    assert found.low < TRUTH[0]["effect"] < found.high
    assert found.design == ("matched" if max(abs(line.after) for line in found.balance) <= 0.25 else "descriptive")
    assert bool(found.unmatched) == (balancing == "nearest")


def test_accounts_without_a_like_are_named(sample_run):
    found = compare(sample_run, "opportunity_rate", SINCE, balancing="nearest")
    names = dict(sample_run.cursor().execute("SELECT account_id, name FROM accounts").fetchall())
    assert {one.account_id: one.name for one in found.unmatched}.items() <= names.items()
    assert f"{len(found.unmatched)} treated accounts have no like" in " ".join(found.warnings)


def test_checks_stand_beside_and_the_placebos_find_nothing(sample_run):
    found = compare(sample_run, "opportunity_rate", SINCE, checks=True)
    checks = {one.check: one for one in found.checks}
    assert checks["fake_launch"].passed
    assert checks["fake_launch"].low < 0 < checks["fake_launch"].high
    assert checks["fake_lists"].passed
    assert checks["e_value"].value > 1
    assert abs(checks["after_leaving"].difference - found.difference) < 0.05
    assert checks["gamma"].value > 1
    assert sum(one.check == "balancing" for one in found.checks) == 2
    assert (found.difference, found.verdict) == (compare(sample_run, "opportunity_rate", SINCE).difference, "higher")


def test_money_is_checked_without_the_largest_account(sample_run):
    found = compare(sample_run, "new_revenue", SINCE, checks=True)
    (check,) = (one for one in found.checks if one.check == "without_largest")
    assert check.difference < found.difference
    assert found.per == "account"
    assert found.extra["incremental"]["value"] == pytest.approx(found.difference * found.abm.accounts)
    assert found.sentence.startswith("New revenue won per account:")


def test_chosen_covariates_alone_are_balanced(sample_run):
    found = compare(sample_run, "opportunity_rate", SINCE, covariates=("employees", "prior_deals"))
    assert [line.covariate for line in found.balance] == ["employees", "prior_deals"]


@pytest.mark.parametrize("key", ["win_rate", "average_deal_size.median", "contacts_per_account", "nps", "pipeline"])
def test_any_kind_of_kpi_compares(sample_run, key):
    found = compare(sample_run, key, SINCE)
    assert found.low < found.difference < found.high
    assert found.abm.n > 0 < found.against.n
    assert found.per == ("account" if CATALOGUE[key].measure.aggregate == "sum" else None)


@pytest.mark.parametrize(
    "key", ["programme_cost", "cost_per_won_account", "channel_mix", "lifetime_value", "target_accounts"]
)
def test_what_cannot_be_compared_says_why(sample_run, key):
    found = compare(sample_run, key, SINCE)
    assert (found.difference, found.low, found.verdict) == (None, None, "cannot_tell_yet")
    assert found.warnings


def test_conditions_narrow_both_arms(sample_run):
    scope = Scope(start=LAUNCH, where=(parse_filter("region = 'France'"),))
    found = compare(sample_run, "opportunity_rate", scope)
    everybody = answer(sample_run, "opportunity_rate", scope).total
    assert (found.abm.value, found.abm.n) == (everybody.value, everybody.n)
    assert found.against.accounts < 60


def test_conditions_on_deals_leave_the_accounts_alone(sample_run):
    scope = Scope(start=LAUNCH, where=(parse_filter("approach = 'inbound'"),))
    found = compare(sample_run, "new_revenue", scope)
    assert found.abm.accounts == 177
    whole = answer(sample_run, "new_revenue", scope).total.value
    assert found.abm.value == pytest.approx(whole / 177)


def test_a_tier_narrows_both_arms(sample_run):
    found = compare(sample_run, "opportunity_rate", Scope(start=LAUNCH, tiers=("1",)))
    assert found.abm.n == answer(sample_run, "opportunity_rate", Scope(start=LAUNCH, tiers=("1",))).total.n
    assert (
        found.against.n
        <= answer(sample_run, "opportunity_rate", Scope(arm="control", start=LAUNCH, tiers=("1",))).total.n
    )


def test_fewer_than_fifteen_treated_are_described(sample_run):
    scope = Scope(lists=("Strategic plants",), start=LAUNCH, where=(parse_filter("region = 'France'"),))
    found = compare(sample_run, "opportunity_rate", scope)
    assert found.abm.accounts < 15
    assert (found.design, found.verdict) == ("descriptive", "not_an_effect")
    assert str(found.abm.accounts) in found.sentence


def test_waves_are_compared_with_their_own_past(sample_run):
    """The sample company's lists were picked among its busiest accounts: the waves are shown, and no effect is claimed."""
    found = compare(sample_run, "website_visits", SINCE, design="staggered")
    assert (found.design, found.verdict, found.claim) == ("descriptive", "not_an_effect", "touched")
    assert "picked while they were busy" in found.sentence
    assert found.extra["pre_trend_p"] > 0.05
    times = [one["quarters"] for one in found.extra["event_study"]]
    assert min(times) < 0 <= max(times)
    assert found.balance == ()


def test_waves_that_had_moved_apart_are_only_described(sample_run):
    found = compare(sample_run, "opportunity_rate", SINCE, design="staggered")
    assert found.extra["pre_trend_p"] < 0.05
    assert (found.design, found.verdict) == ("descriptive", "not_an_effect")


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"against": "controls"}, "control"),
        ({"method": "match"}, "matched"),
        ({"balancing": "entropie"}, "entropy"),
        ({"design": "random"}, "randomised"),
        ({"design": "randomised"}, "holdout"),
        ({"covariates": ("employes",)}, "employees"),
        ({"covariates": ("engaged_share",)}, "after launch"),
        ({"covariates": ("prior_touches@2026-01-01",)}, "after launch"),
        ({"covariates": ("prior_touches@soon",)}, "no date"),
        ({"selection_days": -1}, "0 or more"),
        ({"by": "region"}, "synthetic"),
        ({"design": "synthetic", "by": "regio"}, "region"),
    ],
)
def test_words_it_does_not_know(sample_run, how, said):
    with pytest.raises(UsageError) as error:
        compare(sample_run, "opportunity_rate", SINCE, **how)
    assert said in str(error.value)


def test_other_arms_are_chosen_with_against(sample_run):
    with pytest.raises(UsageError, match="--against"):
        compare(sample_run, "win_rate", Scope(arm="control"))


def test_no_comparison_without_controls(sample_run):
    with pytest.raises(DataError, match="holdout"):
        compare(sample_run, "win_rate", Scope(lists=("Strategic plants",)), against="holdout")
    with pytest.raises(DataError):
        compare(sample_run, "win_rate", Scope(end=LAUNCH - timedelta(days=30)))


def test_no_segment_is_free_of_the_programme(sample_run):
    with pytest.raises(DataError, match="segments are free"):
        compare(sample_run, "opportunities_created", SINCE, design="synthetic", by="region")
