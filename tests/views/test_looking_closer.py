"""What the pages show beside the KPIs, on a company small enough to be worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest

from assay.metrics.scope import Scope
from assay.store.runs import Run
from assay.views.contracts import contracts_due
from assay.views.coverage import coverage
from assay.views.measures import Measures, measures, peers_of
from assay.views.scores import account_scores
from assay.views.signals import spikes, surges
from assay.views.timeline import timeline, touches_of
from metrics.cases import about, contract, deal, gather, listed, person, touch, won

YEAR = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31))


def signal(account: str, topic: str, score: int, week: str = "2025-12-29", cluster: str = "own") -> dict[str, object]:
    return {"provider": "B", "week": week, "topic": topic, "score": score, "account_id": account, "cluster": cluster}


@pytest.fixture(scope="module")
def run() -> Run:
    """Of account a: three sessions in the last full week (22 to 28 December) against one in the four weeks before."""
    return gather(
        about(
            "a",
            listed("2025-01-01", tier="1"),
            person("a1", buying_role="champion", seniority="vp"),
            person("a2", buying_role="influencer"),
            person("a3", created_at="2025-05-05"),
            touch("2025-12-22", "page_view", session_id="s1", person_id="a1"),
            touch("2025-12-23", "page_view", session_id="s2"),
            touch("2025-12-24", "page_view", session_id="s3"),
            touch("2025-12-01", "page_view", session_id="s4"),
            touch("2025-12-24", "email_sent", person_id="a2"),
            touch("2025-11-20", "meeting_held", person_id="a1"),
            deal("2025-03-01", ("Talk", "2025-03-01"), ("Offer", "2025-04-01")),
            contract("2025-01-01", "2026-03-01", annual_value=1200, currency="EUR", renewal="pending"),
            employees=500,
            industry="Steel",
        ),
        about("b", listed("2025-01-01", tier="1"), person("b1", seniority="vp"), industry="Steel", employees=20),
        about("c", listed("2025-01-01", tier="2"), won("2025-02-01", "2025-03-01")),
        about("outside", touch("2025-12-22", "page_view")),
        settings={"icp": {"criteria": ["employees >= 300", "industry = 'Steel' | 'Glass'", "country = 'FR'"]}},
        intent_signals=[
            signal("a", "steel", 80),
            signal("a", "rust", 40),
            signal("b", "steel", 61),
            signal("b", "rust", 99, week="2025-12-22"),
            signal("c", "Rival", 90, cluster="competitor"),
        ],
    )


def test_roles_by_seniority(run: Run) -> None:
    found = coverage(run, YEAR)
    assert found.accounts == 3
    cells = {(cell.role, cell.seniority): (cell.people, cell.accounts) for cell in found.cells}
    assert cells == {
        ("champion", "vp"): (1, 1),
        ("influencer", None): (1, 1),
        (None, None): (1, 1),
        (None, "vp"): (1, 1),
    }


def test_gaps_name_what_is_missing(run: Run) -> None:
    gaps = {gap.account_id: gap for gap in coverage(run, YEAR).gaps}
    # Wanted: one decision maker, two influencers, one champion.
    assert gaps["a"].missing == ("decision_maker", "influencer")
    assert gaps["a"].found == {"decision_maker": 0, "influencer": 1, "champion": 1}
    assert gaps["c"].missing == ("decision_maker", "influencer", "champion")
    assert [gap.account_id for gap in coverage(run, YEAR).gaps] == ["b", "c", "a"]


def test_a_cell_narrows_the_gaps(run: Run) -> None:
    assert {gap.account_id for gap in coverage(run, YEAR, None, "vp").gaps} == {"a", "b"}
    assert {gap.account_id for gap in coverage(run, YEAR, "unknown", "vp").gaps} == {"b"}
    assert {gap.account_id for gap in coverage(run, YEAR, "unknown", "unknown").gaps} == {"a"}


def test_measures_of_each_account(run: Run) -> None:
    found = {one.account_id: one for one in measures(run, YEAR)}
    assert set(found) == {"a", "b", "c"}
    a = found["a"]
    assert (a.tier, a.industry, a.visits, a.key_people, a.engaged_people) == ("1", "Steel", 4, 2, 1)
    assert a.coverage == pytest.approx(1 / 3)
    assert a.relationship is not None
    assert found["b"].relationship is None


def line(account: str, minutes: float, tier: str = "1", industry: str = "Steel") -> Measures:
    return Measures(account, tier, industry, minutes, 0, None, None, 0, 0)


def test_peers_are_the_narrowest_circle_that_is_large_enough() -> None:
    same = [line(f"s{n}", n) for n in range(5)]
    others = [line(f"o{n}", 100.0, industry="Glass") for n in range(5)]
    own = line("own", 2.5)
    narrow = peers_of([own, *same, *others], "own")
    assert narrow is not None
    assert narrow.circle == "tier_and_industry"
    minutes = narrow.lines[0]
    # Peers have 0 to 4 minutes: the median 2, the quartiles 1 and 3, two of five have more than 2.5.
    assert (minutes.median, minutes.low, minutes.high, minutes.above, minutes.of) == (2.0, 1.0, 3.0, 2, 5)
    wide = peers_of([own, *same[:3], *others[:2]], "own")
    assert wide is not None
    assert wide.circle == "tier"
    assert peers_of([own], "own") is None
    assert peers_of(same, "own") is None


def test_a_measure_that_nobody_has_is_compared_with_nothing() -> None:
    found = peers_of([line("own", 1), *(line(f"s{n}", n) for n in range(5))], "own")
    assert found is not None
    relationship = next(one for one in found.lines if one.measure == "relationship")
    assert (relationship.value, relationship.median, relationship.of) == (None, None, 0)


def test_scores_rest_on_reasons(run: Run) -> None:
    relationship, profile, surge, spike = account_scores(run, YEAR, "a")
    assert [(reason.what, reason.count, reason.on) for reason in relationship.reasons] == [
        ("meeting_held", 1, date(2025, 11, 20))
    ]
    assert relationship.before is None
    # 500 employees, steel; no country is known, so two criteria count.
    assert [reason.holds for reason in profile.reasons] == [True, True, None]
    assert (profile.value, profile.of) == (1.0, 2)
    # Two topics are tracked; steel is at 80, rust below 60.
    assert (surge.value, surge.holds, surge.of) == (0.5, True, 2)
    assert [(reason.what, reason.holds) for reason in surge.reasons] == [("steel", True), ("rust", False)]
    assert (spike.value, spike.before, spike.holds, spike.since) == (3.0, 0.25, True, date(2025, 12, 22))


def test_an_account_without_anything_has_no_scores(run: Run) -> None:
    relationship, profile, surge, spike = account_scores(run, YEAR, "c")
    assert relationship.value is None
    assert (profile.value, surge.value, surge.holds, spike.value, spike.holds) == (None, 0.0, False, 0.0, False)


def test_weeks_hold_all_touches_of_the_window(run: Run) -> None:
    found = timeline(run, YEAR, "a")
    weeks = {(one.week, one.channel): (one.touches, one.engaging) for one in found.weeks}
    assert weeks[date(2025, 12, 22), "web"] == (3, 3)
    assert weeks[date(2025, 12, 22), "email"] == (1, 0)
    assert sum(touches for touches, _ in weeks.values()) == len(touches_of(run, YEAR, "a")) == 6
    assert found.known_people == (date(2025, 5, 5),)


def test_a_mark_has_its_touches(run: Run) -> None:
    rows = touches_of(run, YEAR, "a", "web", date(2025, 12, 22))
    assert [str(row["occurred_on"]) for row in rows] == ["2025-12-24", "2025-12-23", "2025-12-22"]
    assert touches_of(run, YEAR, "a", "web", date(2025, 6, 2)) == ()


def test_stays_of_deals_end_with_the_window(run: Run) -> None:
    stays = [(one.stage, one.starts_on, one.until, one.going_on) for one in timeline(run, YEAR, "a").stays]
    assert stays == [
        ("Talk", date(2025, 3, 1), date(2025, 4, 1), False),
        ("Offer", date(2025, 4, 1), date(2025, 12, 31), True),
    ]


def test_accounts_that_show_something(run: Run) -> None:
    (spike,) = spikes(run, YEAR)
    assert (spike.account_id, spike.visits, spike.usual, spike.week) == ("a", 3, 0.25, date(2025, 12, 22))
    found = {one.account_id: one.topics for one in surges(run, YEAR)}
    assert found == {"a": (("steel", 80.0),), "b": (("steel", 61.0),)}
    (rival,) = surges(run, YEAR, "competitor")
    assert (rival.account_id, rival.topics) == ("c", (("Rival", 90.0),))


def test_contracts_that_end_soon(run: Run) -> None:
    (due,) = contracts_due(run, YEAR).contracts
    assert (due.account_id, due.ends_on, due.days, due.annual_value) == ("a", date(2026, 3, 1), 60, 1200.0)
    assert contracts_due(run, YEAR, 30).contracts == ()
