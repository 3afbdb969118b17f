"""What a list can show: base rates of its own past, sizes of the arms, and when the first honest verdict is due."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from assay.errors import DataError, UsageError
from assay.languages import LANGUAGES
from assay.metrics.scope import Scope, parse_filters
from assay.planning.cycle import Cycle
from assay.planning.forecast import reach_of, simulated, verdict_of
from assay.planning.past import FORECASTS, Past, past, subjects
from assay.planning.power import KEYS, crossing, first_honest_verdict, power
from assay.planning.result import Reach
from assay.stats.power import Design, detectable_share_lift
from support.company import company

LAUNCH = date(2026, 1, 1)
TODAY = date(2026, 3, 31)


@pytest.fixture(scope="module")
def run():
    """Forty accounts with the programme, forty controls, forty others; records begin three years before launch.

    In the three months before launch every fourth account opened a deal; account 0 of each arm held two meetings there
    and one in the three months before. Every tenth account won a deal in them; account 5 was a customer before.
    """
    names = [f"{arm}{n:02}" for arm in ("a", "c", "r") for n in range(40)]
    accounts = [{"account_id": name, "name": name} for name in names]
    arms = {"a": "abm", "c": "control"}
    lists = [
        {
            "list": "L",
            "account_id": name,
            "valid_from": LAUNCH,
            "arm": arms[name[0]],
            "tier": str(1 + int(name[1:]) % 2),
        }
        for name in names
        if name[0] in arms
    ]
    deals = [{"opportunity_id": "first", "account_id": "r39", "created_at": date(2023, 1, 1), "status": "open"}]
    touches = [touch("begin", "r39", date(2023, 1, 1))]
    for name in names:
        number = int(name[1:])
        if number % 4 == 0:
            deals.append(opportunity(f"o{name}", name, LAUNCH - timedelta(days=30 + number), None))
        if number % 10 == 1:
            deals.append(opportunity(f"w{name}", name, LAUNCH - timedelta(days=150), 100, "won"))
        if number % 10 == 2:
            deals.append(opportunity(f"l{name}", name, LAUNCH - timedelta(days=150), 100, "lost"))
        if number == 5:
            deals.append(opportunity(f"k{name}", name, LAUNCH - timedelta(days=400), 30, "won"))
        if number == 0:
            touches += [touch(f"{name}{days}", name, LAUNCH - timedelta(days=days)) for days in (10, 20, 100)]
        touches.append(touch(f"late{name}", name, LAUNCH + timedelta(days=3)))
    tables = {"accounts": accounts, "list_memberships": lists, "opportunities": deals, "touches": touches}
    return company(tables, today=TODAY)


def touch(name: str, account: str, day: date) -> dict[str, object]:
    return {"touch_id": name, "account_id": account, "occurred_at": day, "kind": "meeting_held"}


def opportunity(name: str, account: str, day: date, days: int | None, status: str = "open") -> dict[str, object]:
    closed = None if days is None else day + timedelta(days=days)
    return {
        "opportunity_id": name,
        "account_id": account,
        "created_at": day,
        "closed_at": closed,
        "status": status,
        "amount": 10,
    }


@pytest.fixture(scope="module")
def history(run):
    return past(subjects(run, Scope()), FORECASTS, (3, 48))


def of(history, name: str, kpi: str, side: str = "after", months: int = 3) -> float:
    return history.values[kpi, months, side][history.accounts.index(name)]


def test_what_an_account_did_in_the_months_before_launch(history):
    assert [of(history, "a00", "meetings_planned.held", side) for side in ("after", "before")] == [2, 1]
    assert of(history, "a03", "meetings_planned.held") == 0
    assert [of(history, name, "opportunity_rate") for name in ("a00", "a01", "r04")] == [1, 0, 1]
    assert [of(history, name, "account_win_rate") for name in ("a01", "a02", "r01")] == [1, 0, 1]
    assert [history.of["win_rate", 3, "after"][history.accounts.index(name)] for name in ("a01", "a02", "a03")] == [
        1,
        1,
        0,
    ]


def test_wins_before_launch_are_read_from_those_who_were_no_customers_then(history):
    """Who won before launch is a customer at entry and in no comparison; its win is history all the same."""
    assert of(history, "a01", "account_win_rate") == 1
    assert np.isnan(of(history, "a05", "account_win_rate"))


def test_touches_are_read_from_the_lists_alone(history):
    assert np.isnan(of(history, "r00", "meetings_planned.held"))
    assert not np.isnan(of(history, "r00", "opportunity_rate"))


def test_records_that_do_not_reach_back_are_no_zeros(history):
    assert np.isnan(of(history, "a00", "opportunity_rate", months=48))
    assert not np.isnan(of(history, "a00", "opportunity_rate", "before", 3))


def test_closed_deals_count_once_the_records_have_settled(run):
    found = past(subjects(run, Scope()), FORECASTS, (36,), settle=timedelta(days=60))
    assert np.isnan(of(found, "a03", "account_win_rate", months=36))
    assert not np.isnan(of(found, "a03", "opportunity_rate", months=36))


@pytest.fixture(scope="module")
def answer(run):
    return power(run)


def test_base_rates_and_sizes(answer):
    """35 of each arm are no customers at entry: of 40, four won before launch and one was a customer before that."""
    assert (answer.treated, answer.controls, answer.launches_on) == (35, 35, LAUNCH)
    lines = {line.kpi: line for line in answer.lines}
    assert tuple(lines) == KEYS
    reach = lines["opportunity_rate"].at(3)
    assert (reach.base, reach.n) == (pytest.approx(30 / 117), 117)
    assert lines["account_win_rate"].at(3).base == pytest.approx(12 / 117)
    assert lines["win_rate"].at(3).base == pytest.approx(0.5)
    expected = detectable_share_lift(30 / 117, Design(35, 35), pooled=False, correlation=reach.correlation)
    assert reach.detectable == pytest.approx(expected)
    assert reach.relative == pytest.approx(reach.detectable / reach.base)


def test_the_forecast_is_played_through_on_the_same_history(answer):
    played = {line.kpi: line.simulated for line in answer.lines}
    assert played["opportunity_rate"] == pytest.approx(0.8, abs=0.07)
    assert played["deal_velocity"] is None


def test_a_small_list_is_told_that_it_can_prove_nothing_in_a_quarter(answer):
    assert answer.sentences[0].startswith(
        "With 35 accounts a change of “Win rate (target accounts)” can practically not"
    )
    assert "in a quarter" in answer.sentences[0]
    assert "It would have to rise from 10% to" in answer.sentences[0]
    assert any("first honest verdict on “Win rate (target accounts)”" in sentence for sentence in answer.sentences)


def test_in_every_language(run):
    said = {language: power(run, keys=["account_win_rate"], language=language) for language in LANGUAGES}
    assert len({one.sentences[0] for one in said.values()}) == 4
    assert "trimestre" in said["fr"].sentences[0]
    assert "квартал" in said["ru"].sentences[0]
    assert "trimestre" in said["es"].sentences[0]


def test_a_share_held_back(run):
    found = power(run, share_controls=0.2, keys=["opportunity_rate"])
    assert (found.treated, found.controls, found.against) == (28, 7, "lot")
    assert found.launches_on == TODAY, "the list runs since LAUNCH, and a lot that is drawn today counts from today on"
    assert found.lines[0].verdict.matures_on > TODAY
    fewer = found.lines[0].at(3).detectable
    assert fewer > power(run, keys=["opportunity_rate"]).lines[0].at(3).detectable


def test_nobody_to_compare_with(run):
    found = power(run, against="holdout", keys=["opportunity_rate"])
    assert found.lines[0].at(3).detectable is None
    assert found.sentences == (
        "There is nobody to compare with, so nothing can be proven: hold a share of the list back by lot before launch.",
    )


def test_the_tier_narrows_the_list(run):
    assert power(run, Scope(tiers=("1",)), keys=["opportunity_rate"]).treated == 20
    assert power(run, Scope(tiers=("2",)), keys=["opportunity_rate"]).treated == 15


def test_the_whole_company(run):
    found = power(run, Scope(arm="all"), share_controls=0.5, keys=["opportunity_rate"])
    assert (found.treated, found.controls) == (60, 60)
    assert found.launches_on > run.last_day


def test_the_first_verdict_waits_for_the_cycle_and_for_the_lift(run):
    patient = first_honest_verdict(run, "account_win_rate")
    assert patient.on == patient.matures_on > LAUNCH + timedelta(days=90)
    bold = first_honest_verdict(run, "opportunity_rate", expect=10)
    assert bold.on == bold.matures_on
    timid = first_honest_verdict(run, "account_win_rate", expect=0.05)
    assert timid.on is None
    assert timid.accounts_needed > 1000
    assert first_honest_verdict(run, "pipeline") is None


def test_waves_wait_for_four_fifths_of_the_accounts():
    names = [f"a{n}" for n in range(10)]
    accounts = [{"account_id": name, "name": name} for name in names]
    waves = [
        {"list": "L", "account_id": name, "valid_from": LAUNCH + timedelta(days=5 * n)} for n, name in enumerate(names)
    ]
    run = company({"accounts": accounts, "list_memberships": waves, "touches": [touch("t", "a0", TODAY)]}, today=TODAY)
    assert subjects(run, Scope()).launches_on == LAUNCH + timedelta(days=35)


def test_where_two_curves_cross():
    assert crossing([(1, 0.9), (3, 0.5), (6, 0.3)], 0.4) == 4.5
    assert crossing([(1, None), (3, 0.5)], 0.6) == 3
    assert crossing([(1, 0.9)], 0.1) is None


def test_as_json(answer):
    said = answer.to_json()
    assert said["kpis"][0]["months"][0]["months"] == 1
    assert (said["power"], said["alpha"], said["months"]) == (0.8, 0.05, 3)
    assert {"deal_days", "lead_days", "own"} <= set(said["cycle"])


@pytest.mark.parametrize(
    "asked",
    [
        {"keys": ["pipeline"]},
        {"share_controls": 1.0},
        {"expect": 0},
        {"months": 0},
        {"against": "nobody"},
        {"scope": Scope(arm="control")},
    ],
)
def test_what_cannot_be_asked(run, asked):
    with pytest.raises(UsageError):
        power(run, **asked)


def test_without_a_list_there_is_nothing_to_forecast():
    bare = company({"accounts": [{"account_id": "a", "name": "A"}], "touches": [touch("t", "a", LAUNCH)]})
    with pytest.raises(DataError, match="No account is on a list"):
        power(bare)


def test_a_verdict_is_due_for_the_accounts_whatever_deals_are_asked_about(run):
    plain = first_honest_verdict(run, "win_rate")
    narrowed = Scope(where=parse_filters(["approach = 'abm'"]), mode="cohort")
    assert first_honest_verdict(run, "win_rate", narrowed) == plain


def test_a_past_that_tells_of_the_outcome_shows_smaller_changes():
    forecast = next(one for one in FORECASTS if one.kpi == "mqa_rate")
    before = np.repeat([1.0, 0.0], [40, 60])
    after = np.where((np.arange(100) < 10) | ((np.arange(100) >= 40) & (np.arange(100) < 50)), 1 - before, before)
    values = {("mqa_rate", 3, "after"): after, ("mqa_rate", 3, "before"): before}
    known = Past(tuple(map(str, range(100))), values, values)
    design = Design(50, 50)
    reach = reach_of(forecast, known, Cycle(100, 50, 10, True), design, 3)
    related = float(np.corrcoef(before, after)[0, 1])
    assert related > 0.5
    alone = detectable_share_lift(0.4, design, pooled=False)
    assert alone * np.sqrt(1 - related**2) < reach.detectable < 0.95 * alone
    assert simulated(forecast, known, design, reach) == pytest.approx(0.8, abs=0.06)


def test_a_verdict_needs_both_time_and_size():
    forecast = next(one for one in FORECASTS if one.kpi == "opportunity_rate")
    reaches = [Reach(months, 0.2, 0.2 * lift, lift, 100) for months, lift in ((1, 0.9), (3, 0.5), (6, 0.3))]
    design, early, late = Design(50, 50), LAUNCH + timedelta(days=30), LAUNCH + timedelta(days=150)
    assert verdict_of(forecast, reaches, design, LAUNCH, late, 0.5).on == late
    assert verdict_of(forecast, reaches, design, LAUNCH, early, 0.4).on == LAUNCH + timedelta(days=137)
    never = verdict_of(forecast, reaches, design, LAUNCH, early, 0.1)
    assert (never.on, never.detectable) == (None, 0.3)
    assert never.accounts_needed > 500


def test_what_a_monthly_look_asks_for_stands_beside_what_is_seen_once(run):
    said = power(run, Scope(), keys=("opportunity_rate",), curve=(3, 6, 12))
    reaches = {reach.months: reach for reach in said.lines[0].reaches}
    assert (said.looks, said.verdict_on) == (12, LAUNCH + timedelta(days=365))
    assert [round(reaches[months].asks, 4) for months in (3, 6, 12)] == [0.0, 0.0007, 0.0158]
    for reach in (reaches[6], reaches[12]):
        surely = detectable_share_lift(
            reach.base,
            Design(said.treated, said.controls, alpha=reach.asks),
            pooled=False,
            correlation=reach.correlation,
        )
        assert reach.detectable_at_look == pytest.approx(surely)
        assert reach.detectable_at_look > reach.detectable
    assert reaches[3].relative_at_look > 1.5 * reaches[3].relative
    assert any("who looks every month" in sentence.casefold() for sentence in said.sentences)
    assert any(
        sentence.endswith("after 12 months.") and "then have to change" in sentence for sentence in said.sentences
    )


def test_a_verdict_planned_for_an_earlier_day_asks_for_less_on_that_day():
    tables = {
        "accounts": [{"account_id": f"{arm}{n}", "name": f"{arm}{n}"} for arm in "ac" for n in range(30)],
        "list_memberships": [
            {"list": "L", "account_id": f"{arm}{n}", "valid_from": LAUNCH, "arm": {"a": "abm", "c": "control"}[arm]}
            for arm in "ac"
            for n in range(30)
        ],
        "opportunities": [
            opportunity(f"o{arm}{n}{ago}", f"{arm}{n}", LAUNCH - timedelta(days=ago), None)
            for arm in "ac"
            for n in range(0, 30, 4)
            for ago in (40, 700)
        ],
        "touches": [touch("t", "a0", TODAY)],
    }
    asked = {}
    for name, settings in (("a year", {}), ("six months", {"programmes": {"L": {"verdict_on": date(2026, 7, 2)}}})):
        said = power(company(tables, today=TODAY, **settings), Scope(), keys=("opportunity_rate",), curve=(6,))
        asked[name] = (said.looks, said.lines[0].at(6).asks, said.lines[0].at(6).detectable_at_look)
    assert [asked[name][0] for name in asked] == [12, 6]
    assert asked["six months"][1] == pytest.approx(0.0245, abs=0.001)
    assert asked["six months"][1] > 20 * asked["a year"][1]
    assert asked["six months"][2] < asked["a year"][2]
