"""How fast deals are won: whose deals count, what is open or lost, and why the naive average says something else."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from assay.comparison.compare import compare
from assay.comparison.gather import gather
from assay.comparison.velocity import Cycles, cycle_difference, cycles_of, velocity
from assay.errors import DataError, UsageError
from assay.languages import LANGUAGES
from assay.metrics.scope import Scope, parse_filters
from support.company import company

TODAY = date(2026, 6, 30)
LAUNCH = date(2025, 1, 1)
SINCE = Scope(start=LAUNCH)


def deal(number: int, account: str, opened: date, days: int | None, status: str) -> dict[str, object]:
    closed = None if days is None else opened + timedelta(days=days)
    return {
        "opportunity_id": f"o{number}",
        "account_id": account,
        "amount": 100,
        "created_at": opened,
        "closed_at": closed,
        "status": status,
    }


@pytest.fixture(scope="module")
def run():
    """Both arms win every other deal after 40, 80, 120, … days; the programme's were opened in its last half year."""
    accounts = [{"account_id": f"{arm}{n}", "name": f"{arm}{n}"} for arm in ("a", "c") for n in range(30)]
    accounts.append({"account_id": "child", "name": "Child", "parent_account_id": "a0"})
    members = [
        {
            "list": "L",
            "account_id": row["account_id"],
            "valid_from": LAUNCH,
            "arm": "abm" if row["name"][0] == "a" else "control",
        }
        for row in accounts
    ]
    deals = []
    for place in range(30):
        days = 40 + 40 * (place % 5)
        for arm, opened in (("a", TODAY - timedelta(days=10 + 6 * place)), ("c", LAUNCH + timedelta(days=3 * place))):
            done = days <= (TODAY - opened).days
            status = "lost" if done and place % 2 else "won" if done else "open"
            deals.append(deal(len(deals), f"{arm}{place}", opened, days if done else None, status))
    deals.append(deal(900, "a1", LAUNCH - timedelta(days=30), 300, "won"))
    deals.append(deal(901, "child", LAUNCH, 1, "won"))
    touches = [
        {"touch_id": f"t{arm}{n}", "occurred_at": LAUNCH + timedelta(days=5), "kind": "chat", "account_id": f"{arm}{n}"}
        for arm in ("a", "c")
        for n in range(30)
    ]
    tables = {"accounts": accounts, "list_memberships": members, "opportunities": deals, "touches": touches}
    return company(tables, today=TODAY)


def test_deals_opened_since_entry_count_and_no_others(run):
    found = velocity(run, SINCE)
    assert (found.found.a.n, found.found.b.n) == (30, 30)
    assert found.found.b.open == 0
    assert found.found.a.open > 5
    assert found.found.a.won + found.found.a.lost + found.found.a.open == 30
    assert found.heading["from"] == LAUNCH


def test_a_company_of_the_programme_is_no_comparison(run):
    arms = gather(run, SINCE, "control")
    _, controls, _ = cycles_of(arms)
    assert "child" not in set(controls.account)
    assert 1 not in set(controls.days)


def test_what_was_opened_lately_is_not_faster(run):
    found = velocity(run, SINCE).found
    assert found.naive_difference < -20
    assert found.headline.low < 0 < found.headline.high
    assert abs(found.headline.value) < 0.5 * abs(found.naive_difference)
    assert found.warnings == ("young",)


def test_the_words_say_so_in_every_language(run):
    sentences = {language: velocity(run, SINCE, language=language) for language in LANGUAGES}
    assert "misleads" in sentences["en"].naive_sentence
    assert len({one.sentence for one in sentences.values()}) == 4
    assert len({one.naive_sentence for one in sentences.values()}) == 4
    assert len({one.cautions[0] for one in sentences.values()}) == 4


def test_one_figure_has_one_answer(run):
    """The window, the arms and the sentence are those of `compare`, also where nobody names them."""
    for scope in (SINCE, Scope()):
        found, judged = velocity(run, scope), compare(run, "deal_velocity", scope)
        assert found.sentence == judged.sentence
        assert found.comparison == judged
        assert found.heading["from"] == judged.start


def test_few_wins_give_no_interval(run):
    """Nine of thirty accounts with the programme have won by now: a mean of days of so few covers less than it says."""
    found = velocity(run, SINCE)
    won = found.found.a.won
    assert won < 10
    assert found.comparison.low is found.comparison.high is None
    assert found.comparison.verdict == "cannot_tell_yet"
    assert "too few cases" in found.sentence


def test_what_the_horizon_hides_is_told(run):
    said = velocity(run, SINCE, horizon=60)
    assert any("not in these means" in one for one in said.cautions)


def test_a_horizon_nobody_reached_is_told(run):
    assert "followed for 900 days" in velocity(run, SINCE, horizon=900).cautions[1]
    assert velocity(run, SINCE, horizon=60).found.horizon == 60


def test_the_cycle_of_accounts_starts_with_their_first_engaging_day(run):
    found = velocity(run, SINCE, kpi="deal_cycle")
    assert found.id == "W05"
    assert found.found.b.won == 15
    assert found.found.b.lost == 0
    assert found.sentence == compare(run, "deal_cycle", SINCE).sentence


def test_the_answer_as_json(run):
    said = velocity(run, SINCE).to_json()
    judged = compare(run, "deal_velocity", SINCE)
    assert (said["difference"], said["verdict"], said["rung"]) == (judged.difference, judged.verdict, judged.rung)
    assert said["naive"]["difference"] == pytest.approx(said["naive"]["abm"] - said["naive"]["against"])
    assert said["abm"]["curve"][-1]["won"] == pytest.approx(max(point["won"] for point in said["abm"]["curve"]))
    assert said["hazard_ratio"]["low"] < said["hazard_ratio"]["ratio"] < said["hazard_ratio"]["high"]


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"kpi": "win_rate"}, UsageError),
        ({"against": "nobody"}, UsageError),
        ({"against": "holdout"}, DataError),
        ({"horizon": 0}, UsageError),
    ],
)
def test_what_cannot_be_asked(run, asked, error):
    with pytest.raises(error):
        velocity(run, SINCE, **asked)


def cycles(days: list[float], events: list[int]) -> Cycles:
    return Cycles(np.array(days, float), np.array(events), np.arange(len(days)).astype(str))


def test_a_faster_programme_is_seen():
    random = np.random.default_rng(1)
    slow, fast = random.uniform(60, 140, 200), random.uniform(30, 70, 200)
    found = cycle_difference(cycles(list(fast), [1, 2] * 100), cycles(list(slow), [1, 2] * 100), support=True)
    assert found.headline.value == pytest.approx(-50, abs=5)
    assert found.headline.high < 0
    assert found.support.low > 1
    assert found.a.median == pytest.approx(50, abs=5)


def test_arms_without_wins_say_nothing():
    found = cycle_difference(cycles([5, 6, 7, 8, 9], [0, 0, 2, 0, 0]), cycles([5, 6, 7, 8, 9], [1] * 5))
    assert (found.headline.value, found.headline.note, found.a.naive) == (None, "nothing_won", None)
    nobody = cycle_difference(cycles([], []), cycles([5], [1]))
    assert (nobody.headline.note, nobody.a.n, nobody.a.curve) == ("too_few", 0, None)


def test_conditions_on_deals_choose_deals(run):
    none = Scope(where=parse_filters(["approach = 'partner'"]))
    with_none = velocity(run, none)
    assert (with_none.found.a.n, with_none.found.b.n) == (0, 0)
    assert with_none.found.headline.note == "too_few"
    with pytest.raises(UsageError, match="no dimension 'aproach'"):
        velocity(run, Scope(where=parse_filters(["aproach = 'partner'"])))


def test_a_cohort_is_followed_for_so_many_days(run):
    found = velocity(run, Scope(start=LAUNCH, mode="cohort", follow_days=60)).found
    assert found.b.n < 30
    assert found.b.open == sum(1 for place in range(30) if 3 * place < 60 and 3 * place + 40 + 40 * (place % 5) > 59)
