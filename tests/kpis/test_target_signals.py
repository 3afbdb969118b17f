"""T03, T05, T06: fit with the profile, the relationship by its published formula, intent surges."""

from __future__ import annotations

from math import exp, sqrt
from typing import Any

import pytest

from assay.errors import AssayError
from assay.store.runs import Run
from metrics.cases import about, ask, by_account, contract, detail, gather, groups, listed, person, series, total, touch
from support.agreement import differences

KEYS = ("intent_surge", "intent_surge.share", "intent_surge.new")
SIGNALS = "intent_signals"
MIDYEAR: dict[str, Any] = {"end": "2025-06-30"}


def strength(evidence: float, mutual: float) -> float:
    return 1 - exp(-evidence * (0.35 + 0.65 * mutual) / 4)


def score(*people: tuple[float, float]) -> float:
    """Of strengths and seniority shares."""
    missing = 1.0
    for each, seniority in people:
        missing *= 1 - each * seniority
    return 100 * (1 - missing)


SEEN = listed("2025-01-01", list="Relations")
TODAY = "2025-06-30"


def met(day: str, who: str, **more: Any) -> Any:
    return touch(day, "meeting_held", person_id=who, **more)


@pytest.fixture(scope="module")
def relations() -> Run:
    return gather(
        about("one meeting", SEEN, person("chief", seniority="c_level"), met(TODAY, "chief")),
        about("one mail", SEEN, person("head", seniority="c_level"), touch("2025-05-16", "mail_in", person_id="head")),
        about(
            "both ways",
            SEEN,
            person("vice", seniority="vp"),
            touch(TODAY, "mail_in", person_id="vice"),
            touch(TODAY, "mail_out", person_id="vice"),
        ),
        about(
            "four at a table",
            SEEN,
            *[person(f"guest {n}", seniority="c_level") for n in range(4)],
            *[met("2025-06-30 10:00", f"guest {n}") for n in range(4)],
        ),
        about(
            "a call and a voicemail",
            SEEN,
            touch(TODAY, "call", outcome="connected"),
            touch(TODAY, "call", outcome="voicemail"),
            touch(TODAY, "call"),
        ),
        about(
            "no contact of that kind",
            SEEN,
            touch(TODAY, "email_sent"),
            touch(TODAY, "email_clicked"),
            touch(TODAY, "chat"),
            touch(TODAY, "meeting_booked"),
        ),
        about("still to come", SEEN, touch("2025-07-01", "mail_in")),
        about("customer", SEEN, contract("2024-01-01"), touch(TODAY, "mail_in")),
        about(
            "fading", listed("2025-01-01", list="Fading"), person("old", seniority="c_level"), met("2025-03-31", "old")
        ),
        about(
            "fading too",
            listed("2025-01-01", list="Fading"),
            person("older", seniority="c_level"),
            met("2025-03-01", "older"),
        ),
    )


def scores(run: Run, **scope: Any) -> dict[str, float]:
    rows = detail(run, "relationship_score", **{**MIDYEAR, "lists": ("Relations",), **scope})
    return {row["account_id"]: row["numerator"] for row in rows if row["left_out"] is None}


def test_the_relationship_score_by_hand(relations: Run) -> None:
    """A seniority counts as its weight ÷ the largest: c_level 2/2, vp 1.5/2, nobody known 0.5/2."""
    found = scores(relations)
    expected = {
        # e = 3, met both ways: in 1, out 1, r = 1.25/1.5
        "one meeting": score((strength(3, 1.25 / 1.5), 1)),
        # one half-life of 45 days old: e = .5, in .5, out 0, r = .25/1
        "one mail": score((strength(0.5, 0.25 / 1.0), 1)),
        # e = 1.25, in 1, out 1
        "both ways": score((strength(1.25, 1.25 / 1.5), 0.75)),
        # e = 3/√4 each
        "four at a table": score(*[(strength(3 / sqrt(4), 1.25 / 1.5), 1)] * 4),
        # a voicemail is no call: e = 2
        "a call and a voicemail": score((strength(2, 1.25 / 1.5), 0.25)),
    }
    assert found == pytest.approx(expected, abs=1e-6)
    assert found["one meeting"] == pytest.approx(100 * (1 - exp(-3 * 0.8916666666666667 / 4)), abs=1e-6)
    assert found["one mail"] == pytest.approx(6.2054, abs=1e-3)


def test_accounts_without_such_a_touch_have_no_score(relations: Run) -> None:
    found = total(relations, "relationship_score", lists=("Relations",), **MIDYEAR)
    assert found.n == 5
    assert found.value == pytest.approx(sum(scores(relations).values()) / 5)
    assert found.extra["left_out"] == {"no_score": 2}
    assert "without any mail, call or meeting" in (found.note or "")


def test_a_relationship_fades(relations: Run) -> None:
    later = scores(relations, end="2025-08-14")  # 45 days on: half the evidence, in .5, out .5
    assert later["one meeting"] == pytest.approx(score((strength(1.5, 0.75 / 1.0), 1)), abs=1e-6)


def test_a_score_stays_below_a_hundred() -> None:
    meetings = [met(f"2025-06-{day:02} {hour:02}:00", "chief") for day in range(1, 31) for hour in range(8, 18)]
    run = gather(about("a", SEEN, person("chief", seniority="c_level"), *meetings))
    assert 99.9 < scores(run)["a"] <= 100


def test_the_trend_of_two_accounts_has_no_direction(relations: Run) -> None:
    """Slope by least squares over seven weekly scores; two meetings long ago fade: too few accounts for a word."""
    trend = total(relations, "relationship_score", lists=("Fading",), **MIDYEAR).extra["trend"]
    assert trend["n"] == 2
    assert (trend["direction"], trend["low"]) == (None, None)
    assert trend["value"] == pytest.approx((slope(91) + slope(121)) / 2, abs=1e-6)


def slope(age: int) -> float:
    weeks = range(7)
    values = []
    for week in weeks:
        fading = 2 ** (-(age - 7 * week) / 45)
        values.append(score((strength(3 * fading, (fading + 0.25) / (fading + 0.5)), 1)))
    return sum(value * (3 - week) for week, value in zip(weeks, values, strict=True)) / 28


CRITERIA = ("industry = 'Software' | 'Finance'", "employees >= 200", "country = 'FR'", "x_segment = 'north'")


@pytest.fixture(scope="module")
def profile() -> Run:
    def account(name: str, **fields: Any) -> Any:
        return about(name, listed("2025-01-01"), **fields)

    return gather(
        account("fits", industry="Software", employees=200, country="FR", x_segment="north"),
        account("half", industry="Finance", employees=199, country="FR", x_segment="south"),
        account("little known", industry="Finance"),
        account("wrong", industry="Retail", employees=10),
        account("unknown"),
        about("customer", listed("2025-01-01"), contract("2024-01-01"), industry="Software"),
        about("not aimed at", industry="Software"),
        settings={"icp": {"criteria": list(CRITERIA)}},
    )


def test_fit_is_met_by_what_can_be_judged(profile: Run) -> None:
    assert by_account(profile, "icp_fit") == {"fits": 1, "half": 0.5, "little known": 1, "wrong": 0}
    found = total(profile, "icp_fit")
    assert (found.value, found.n) == (2.5 / 4, 4)
    assert found.extra["left_out"] == {"no_criteria": 1}


def test_without_criteria_there_is_no_fit(relations: Run) -> None:
    found = total(relations, "icp_fit", lists=("Fading",))
    assert (found.value, found.n, found.extra["left_out"]) == (None, 0, {"no_criteria": 2})


@pytest.mark.parametrize("criterion", ["idustry = 'Software'", "industry"])
def test_a_criterion_nobody_can_read_is_named(criterion: str) -> None:
    run = gather(about("a", listed("2025-01-01")), settings={"icp": {"criteria": [criterion]}})
    with pytest.raises(AssayError, match=r"idustry|industry"):
        ask(run, "icp_fit")


TOPICS = ("cdp", "dmp", "crm", "abm", "erp", "bi", "etl", "ml")


def signal(account: str | None, week: str, topic: str, points: float = 60, **more: Any) -> dict[str, Any]:
    return {"provider": "p", "week": week, "topic": topic, "score": points, "account_id": account, **more}


NOW, BEFORE = "2025-06-23", "2025-06-16"


@pytest.fixture(scope="module")
def intent() -> Run:
    """Eight own topics are tracked: two of them are a quarter."""
    names = (
        "two topics",
        "one topic",
        "too low",
        "anew",
        "since",
        "best provider",
        "wrong cluster",
        "not tracked",
        "quiet",
    )
    return gather(
        *[about(name, listed("2025-01-01", tier="2" if name == "since" else "1")) for name in names],
        about("customer", listed("2025-01-01"), contract("2024-01-01")),
        about("outside"),
        **{
            SIGNALS: [
                *[signal("outside", "2025-04-07", topic, 1) for topic in TOPICS],
                *[signal(name, NOW, topic) for name in ("two topics", "anew", "since", "customer") for topic in TOPICS[:2]],
                signal("one topic", NOW, "cdp", 100),
                signal("too low", NOW, "cdp", 59.9),
                signal("too low", NOW, "dmp", 100),
                *[signal("since", BEFORE, topic) for topic in TOPICS[2:4]],
                signal("anew", BEFORE, "crm", 99),
                signal("anew", "2025-06-09", "crm", 99),
                signal("best provider", NOW, "erp", 10),
                signal("best provider", NOW, "erp", 60, provider="q"),
                signal("best provider", NOW, "bi", 60, provider="q"),
                *[signal("wrong cluster", NOW, topic, cluster="competitor") for topic in ("cdp", "dmp")],
                signal("not tracked", "2025-03-10", "old"),
                signal("quiet", NOW, "cdp", 0),
            ]
        },
    )  # fmt: skip


SURGING = {"two topics", "anew", "since", "best provider"}


def test_a_surge_is_a_high_score_on_a_quarter_of_the_tracked_topics(intent: Run) -> None:
    assert set(by_account(intent, "intent_surge", **MIDYEAR)) == SURGING
    found = total(intent, "intent_surge.share", **MIDYEAR)
    assert (found.numerator, found.denominator) == (4, 9)
    assert groups(ask(intent, "intent_surge", by=["tier"], **MIDYEAR)) == {"1": 3, "2": 1}


def test_a_new_surge_was_none_the_week_before(intent: Run) -> None:
    assert set(by_account(intent, "intent_surge.new", **MIDYEAR)) == SURGING - {"since"}
    # Nobody has signals in the week before 9 June, and two topics were not reached then: nobody surges at all.
    assert by_account(intent, "intent_surge.new", end="2025-06-15") == {}
    # On 16 June one account surged, and the week before it did not.
    assert set(by_account(intent, "intent_surge.new", end="2025-06-22")) == {"since"}


def test_the_newest_week_is_the_latest_with_any_signal(intent: Run) -> None:
    found = ask(intent, "intent_surge", grain="week", start="2025-06-16", end="2025-07-13")
    assert series(found) == [1, 4, 4, 4]


def test_topics_are_tracked_for_ninety_days(intent: Run) -> None:
    """7 April is the first of the 90 days that end on 5 July; a day later cdp, dmp, crm, abm, erp and bi are left."""
    assert "one topic" not in by_account(intent, "intent_surge", end="2025-07-05")
    assert by_account(intent, "intent_surge", end="2025-09-20").keys() >= SURGING  # six topics: still two wanted
    assert by_account(intent, "intent_surge", end="2025-09-21") == {}  # none tracked any more


@pytest.mark.parametrize(
    ("seed", "scope"), [(1, {}), (1, {"arm": "rest"}), (4, {"by": "tier"}), (4, {"roll_up": True})], ids=str
)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    assert [found for key in KEYS for found in differences(seed, key, **scope)] == []
