"""Rule 5 and the engagement presets, at their thresholds.

Weights of seniority: c_level 2, vp 1.5, manager 1, unknown 0.5. A chat is worth 5 minutes, a download 5, a meeting 30, a
page view 1, unless seconds say otherwise. The last 90 days of 31 December 2025 begin on 3 October.
"""

from __future__ import annotations

import pytest

from assay.facts.values import slot_of
from metrics.cases import about, ask, by_account, gather, listed, person, series, total, touch, won

SINCE_JANUARY = listed("2025-01-01")


def engaged(run, preset):
    return {name for name, yes in by_account(run, "engaged_share", engaged=preset).items() if yes}


@pytest.fixture(scope="module")
def looking_back():
    return gather(
        about("first day of the look-back", SINCE_JANUARY, touch("2025-10-03")),
        about("a day before it", SINCE_JANUARY, touch("2025-10-02")),
        about("before entry", listed("2025-12-01"), touch("2025-11-01")),
        about(
            "only sent to",
            SINCE_JANUARY,
            *(
                touch("2025-12-01", kind)
                for kind in ("ad_impression", "email_sent", "email_opened", "mail_out", "meeting_booked", "call")
            ),
        ),
        about("call connected", SINCE_JANUARY, touch("2025-12-01", "call", outcome="connected")),
        about("reply", SINCE_JANUARY, touch("2025-12-01", "mail_in")),
        about("visit", SINCE_JANUARY, touch("2025-12-01", "page_view")),
        about("click", SINCE_JANUARY, touch("2025-12-01", "email_clicked")),
        about("registered", SINCE_JANUARY, touch("2025-12-01", "event_registered")),
        about("after the as-of day", SINCE_JANUARY, touch("2026-01-01")),
        about("silent", SINCE_JANUARY),
        about("not on the list", touch("2025-12-01")),
    )


def test_any_interaction(looking_back):
    assert engaged(looking_back, None) == {
        "first day of the look-back",
        "before entry",
        "call connected",
        "reply",
        "visit",
        "click",
        "registered",
    }


def test_visit_or_response(looking_back):
    assert engaged(looking_back, "visit_or_response") == {"visit", "click"}


def test_shares_of_engagement_have_one_denominator(looking_back):
    """7 of 11 targets are engaged."""
    assert total(looking_back, "engaged_accounts").value == 7
    assert total(looking_back, "engaged_share").value == 7 / 11
    assert total(looking_back, "unengaged_share").value == pytest.approx(4 / 11)


def test_the_series_of_a_stock_looks_back_from_each_periods_end(looking_back):
    """On 30 September nobody is; on 31 December 7 of 11; the chats of 2 and 3 October are both seen on 31 October."""
    found = series(ask(looking_back, "engaged_accounts", start="2025-09-01", grain="month"))
    assert found == [0, 2, 2, 7]  # 'before entry' is no target before December; on 30 November the others are to come


@pytest.fixture(scope="module")
def minutes():
    december = "2025-12-01"
    return gather(
        # 4 × 5 × 0.5 = 10 exactly
        about("four chats", SINCE_JANUARY, *(touch(december) for _ in range(4))),
        about("three chats and a view", SINCE_JANUARY, *(touch(december) for _ in range(3)), touch(december, "page_view")),
        about("quantity", SINCE_JANUARY, touch(december, quantity=4)),
        about("c_level", SINCE_JANUARY, person("c", seniority="c_level"), touch(december, "download", person_id="c")),
        about("vp", SINCE_JANUARY, person("v", seniority="vp"), touch(december, "download", person_id="v")),
        about("twenty minutes on a page", SINCE_JANUARY, touch(december, "page_view", seconds=1200)),
        about("two hours on a page", SINCE_JANUARY, touch(december, "page_view", seconds=7200)),
        about("unanswered call", SINCE_JANUARY, touch(december, "call", seconds=3000)),
    )  # fmt: skip


def test_ten_minutes(minutes):
    found = engaged(minutes, "minutes_10")
    assert found == {"four chats", "quantity", "c_level", "twenty minutes on a page", "two hours on a page"}


def test_engagement_minutes(minutes):
    """3 × 2.5 + 0.5 = 8; 5 × 1.5 = 7.5; a page is worth 30 minutes at most."""
    assert by_account(minutes, "engagement_minutes") == {
        "four chats": 10,
        "three chats and a view": 8,
        "quantity": 10,
        "c_level": 10,
        "vp": 7.5,
        "twenty minutes on a page": 10,
        "two hours on a page": 15,
        "unanswered call": 0,
    }
    found = total(minutes, "engagement_minutes")
    assert (found.value, found.n) == (70.5, 8)


def test_weights_of_tiers():
    rows = (
        about("a", listed("2025-01-01", tier="1"), touch("2025-12-01")),
        about("b", SINCE_JANUARY, touch("2025-12-01")),
    )
    run = gather(*rows, settings={"weights": {"tier": {"1": 3}}})
    assert by_account(run, "engagement_minutes") == {"a": 7.5, "b": 2.5}  # 5 × 0.5 × 3


def test_three_views_in_30_days():
    """30 days up to 31 December begin on 2 December."""

    def views(*days):
        return [touch(f"2025-{day}", "page_view") for day in days]

    run = gather(
        about("three in 30 days", SINCE_JANUARY, *views("12-02", "12-15", "12-31")),
        about("three in 31 days", SINCE_JANUARY, *views("12-01", "12-15", "12-31")),
        about("three on a day", SINCE_JANUARY, *views("12-15", "12-15", "12-15")),
        about("other kinds", SINCE_JANUARY, *views("12-15", "12-15"), touch("2025-12-15", "download")),
    )
    assert engaged(run, "three_views_30d") == {"three in 30 days", "three on a day"}


def meeting(day, name, minutes=30):
    return touch(day, "meeting_held", person_id=name, seconds=minutes * 60)


def people(account, *seniorities, **more):
    return [person(f"{account} {n}", seniority=seniority, **more) for n, seniority in enumerate(seniorities)]


@pytest.fixture(scope="module")
def qualified():
    """60 minutes, and two known people with more than 10 each, within 90 days."""
    day = "2025-06-10"
    names = ("manager", "manager")
    return gather(
        about("sixty", SINCE_JANUARY, *people("sixty", *names), meeting(day, "sixty 0"), meeting(day, "sixty 1")),
        about("59", SINCE_JANUARY, *people("59", *names), meeting(day, "59 0"), meeting(day, "59 1", 29)),
        about("one", SINCE_JANUARY, *people("one", *names), meeting(day, "one 0", 120)),
        # 50 and exactly 10: not more than 10
        about("ten", SINCE_JANUARY, *people("ten", *names), meeting(day, "ten 0", 50), meeting(day, "ten 1", 10)),
        about("nameless", SINCE_JANUARY, *people("nameless", "manager"), meeting(day, "nameless 0", 60), meeting(day, None, 60)),
        about(
            "objected",
            SINCE_JANUARY,
            *people("objected", "manager", "manager", "manager", "manager"),
            person("objector", seniority="manager", objected_at="2025-08-01"),
            meeting(day, "objected 0", 60),
            meeting(day, "objector", 60),
        ),
        # 30 on 10 June, 30 on 8 September: 91 days; on 7 September it would have been 90
        about("too slow", SINCE_JANUARY, *people("too slow", *names), meeting(day, "too slow 0"), meeting("2025-09-08", "too slow 1")),
        about("slow", SINCE_JANUARY, *people("slow", *names), meeting(day, "slow 0"), meeting("2025-09-07", "slow 1")),
        # half of it before entry
        about("before entry", listed("2025-06-11"), *people("before entry", *names), meeting(day, "before entry 0"), meeting("2025-06-20", "before entry 1")),
        # the second person is known from July on
        about(
            "known later",
            SINCE_JANUARY,
            *people("known later", "manager"),
            person("newcomer", seniority="manager", created_at="2025-07-01"),
            meeting(day, "known later 0"),
            meeting(day, "newcomer"),
        ),
    )  # fmt: skip


def test_mqa_on_the_first_day_since_entry(qualified):
    assert by_account(qualified, "mqa_accounts") == {"sixty": 1, "slow": 1, "known later": 1}
    assert by_account(qualified, "mqa_accounts", end="2025-06-30") == {"sixty": 1}
    assert by_account(qualified, "mqa_accounts", start="2025-07-01", end="2025-07-01") == {"known later": 1}
    assert by_account(qualified, "mqa_accounts", start="2025-07-02") == {"slow": 1}


def test_mqa_rate_is_a_state(qualified):
    found = total(qualified, "mqa_rate", start="2025-07-02")
    assert (found.numerator, found.denominator) == (3, 10)
    assert total(qualified, "mqa_rate", end="2025-06-30").numerator == 1


def test_mqa_as_a_preset_looks_back_over_entry(qualified):
    found = {n for n, yes in by_account(qualified, "engaged_share", engaged="mqa", end="2025-06-30").items() if yes}
    assert found == {"sixty", "before entry"}
    # 90 days after 10 June end on 7 September
    assert "sixty" in by_account(qualified, "engaged_accounts", engaged="mqa", end="2025-09-07")
    assert "sixty" not in by_account(qualified, "engaged_accounts", engaged="mqa", end="2025-09-08")


def test_chosen_up_front_means_mqa_on_entry():
    run = gather(
        about("a", SINCE_JANUARY), about("b", listed("2025-05-05")), about("c", touch("2025-05-05")),
        settings={"mqa": {"selected": True}},
    )  # fmt: skip
    assert by_account(run, "mqa_accounts") == {"a": 1, "b": 1}
    assert by_account(run, "mqa_accounts", start="2025-02-01") == {"b": 1}
    assert total(run, "mqa_rate").value == 1


@pytest.fixture(scope="module")
def first_days():
    """Listed from 1 June, won on 31 July: the cycle runs from the first engaging day since entry."""
    june = listed("2025-06-01")
    win = won("2025-07-01", "2025-07-31")

    def views(*days):
        return [touch(f"2025-{day}", "page_view") for day in days]

    return gather(
        about("touched before and after", june, win, touch("2025-05-20"), touch("2025-06-11")),
        about("touched before only", june, win, touch("2025-05-20")),
        about("touched after the close", june, win, touch("2025-08-10")),
        # 30 days up to 1 July begin on 2 June: two views; up to 5 July there are three
        about("views", june, win, *views("05-31", "06-01", "06-20", "07-01", "07-05")),
        # 2.5 minutes each: 10 are reached with the fourth
        about("chats", june, win, *(touch(f"2025-06-{day}") for day in ("01", "05", "09", "13"))),
    )


def test_first_engaging_day_since_entry(first_days):
    """61 days in June and July: 31 July − 11 June = 50, − 1 June = 60."""
    assert by_account(first_days, "deal_cycle") == {"touched before and after": 50, "views": 60, "chats": 60}
    found = total(first_days, "deal_cycle")
    assert found.value == pytest.approx(170 / 3)
    assert found.extra["left_out"] == {"no_engagement": 1, "negative": 1}
    assert total(first_days, "deal_cycle.median").value == 60


def test_first_engaging_day_by_preset(first_days):
    # 31 July − 5 July = 26; − 13 June = 48
    assert by_account(first_days, "deal_cycle", engaged="three_views_30d") == {"views": 26}
    assert by_account(first_days, "deal_cycle", engaged="minutes_10") == {"chats": 48}


def test_more_sets_of_kinds_than_account_days_count():
    """What no slot counts is worked out from the touches, and counts the same ones: an unanswered call engages nobody."""
    kinds = ("download", "chat", "form_submitted", "mail_in", "meeting_held", "email_clicked", "event_attended", "call")
    presets = {f"own_{kind}": {"kinds": [kind], "touches": 1} for kind in kinds}
    run = gather(
        about("called", SINCE_JANUARY, touch("2025-12-22", "call", outcome="connected")),
        about("rung", SINCE_JANUARY, touch("2025-12-22", "call", outcome="no_answer")),
        about("wrote", SINCE_JANUARY, touch("2025-12-22", "chat")),
        settings={"engagement": {"presets": presets}},
    )
    assert slot_of(run.settings, run.settings.presets()["own_call"]) is None
    assert engaged(run, "own_call") == {"called"}
    assert engaged(run, "own_chat") == {"wrote"}


def test_own_presets():
    preset = {"two_downloads": {"kinds": ["download"], "touches": 2, "lookback_days": 10}}
    run = gather(
        about("two", SINCE_JANUARY, touch("2025-12-22", "download"), touch("2025-12-31", "download")),
        about("too far apart", SINCE_JANUARY, touch("2025-12-21", "download"), touch("2025-12-31", "download")),
        settings={"engagement": {"presets": preset}},
    )
    assert engaged(run, "two_downloads") == {"two"}
