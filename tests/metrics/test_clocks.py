"""Rule 4: flow, stock and cohort; the local day; what the as-of day can know; series."""

from __future__ import annotations

from datetime import date

import pytest

from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from metrics.cases import about, ask, by_account, deal, gather, groups, listed, lost, series, total, touch, won


@pytest.fixture(scope="module")
def midnights():
    """Paris is UTC+1 in winter and UTC+2 in summer; 30 March 2025 has 23 hours, 26 October 25."""
    stamps = {
        "2025-03-29T22:59:59Z": "2025-03-29",
        "2025-03-29T23:00:00Z": "2025-03-30",
        "2025-03-30 02:30": "2025-03-30",  # does not exist
        "2025-03-30T21:59:59Z": "2025-03-30",
        "2025-03-30T22:00:00Z": "2025-03-31",
        "2025-06-30T21:59:59Z": "2025-06-30",
        "2025-06-30T22:00:00Z": "2025-07-01",
        "2025-07-01": "2025-07-01",  # a bare date is that local day
        "2025-10-25T22:00:00Z": "2025-10-26",
        "2025-10-26 02:30": "2025-10-26",  # happens twice
        "2025-10-26T22:59:59Z": "2025-10-26",
        "2025-10-26T23:00:00Z": "2025-10-27",
        "2025-12-31T22:59:59+00:00": "2025-12-31",
        "2025-12-31T18:00:00-05:00": "2026-01-01",
        "2026-01-01 00:00": "2026-01-01",
    }
    run = gather(about("a", listed("2025-01-01"), *(touch(stamp) for stamp in stamps)))
    return run, stamps


def test_an_event_stands_on_its_local_day(midnights):
    run, stamps = midnights
    days = {}
    for row in ask(run, "chats", grain="day", start="2025-01-01", end="2026-01-31").rows:
        days[row.period.isoformat()] = row.figure.value
    counts = {day: list(stamps.values()).count(day) for day in stamps.values()}
    assert {day: n for day, n in days.items() if n} == counts
    assert len(days) == 365 + 31


@pytest.mark.parametrize(
    ("start", "end", "chats"),
    [
        ("2025-03-30", "2025-03-30", 3),
        ("2025-10-26", "2025-10-26", 3),
        ("2025-07-01", "2025-07-01", 2),
        ("2025-01-01", "2025-12-31", 13),
        ("2026-01-01", "2026-01-01", 2),
    ],
)
def test_both_borders_of_a_window_are_inclusive(midnights, start, end, chats):
    assert total(midnights[0], "chats", start=start, end=end).value == chats


@pytest.fixture(scope="module")
def plain():
    """On the list from February to the end of May; chats, and a deal talked about in May, qualified in July, won in August."""
    return gather(
        about(
            "a",
            listed("2025-02-01", "2025-06-01"),
            *(touch(day) for day in ("2025-01-31", "2025-02-01", "2025-05-31", "2025-06-01")),
            won("2025-05-10", "2025-08-20", ("Talk", "2025-05-10"), ("Offer", "2025-07-15"), ("Won", "2025-08-20")),
        ),
        about("b", listed("2025-04-01"), touch("2025-04-10"), touch("2025-12-24")),
    )


def test_a_flow_judges_the_scope_on_the_events_own_day(plain):
    assert by_account(plain, "chats") == {"a": 2, "b": 2}


def test_a_flow_never_looks_past_the_as_of_day(plain):
    found = ask(plain, "chats", end="2025-12-31", as_of="2025-05-30")
    assert (found.total.value, found.end, found.as_of) == (2, date(2025, 5, 30), date(2025, 5, 30))


def test_deals_are_seen_with_the_eyes_of_the_as_of_day(plain):
    """In the window of May the deal was created; whether that was legitimate came out in July."""
    may = {"start": "2025-05-01", "end": "2025-05-31"}
    assert total(plain, "opportunities_created", **may, as_of="2025-07-14").value == 0
    assert total(plain, "opportunities_created", **may, as_of="2025-07-15").value == 1
    assert total(plain, "accounts_won", as_of="2025-08-19").value == 0
    assert total(plain, "accounts_won", as_of="2025-08-20").value == 1


def test_a_stock_is_the_state_at_the_end_of_the_as_of_day(plain):
    sizes = {
        day: total(plain, "target_accounts", end=day).value
        for day in ("2025-01-31", "2025-02-01", "2025-04-01", "2025-05-31", "2025-06-01")
    }
    assert sizes == {"2025-01-31": 0, "2025-02-01": 1, "2025-04-01": 2, "2025-05-31": 2, "2025-06-01": 1}


def test_a_stock_with_an_as_of_day_after_the_window(plain):
    """TW of January to May are both; whether they have an opportunity is told as of the as-of day."""
    window = {"start": "2025-01-01", "end": "2025-05-31"}
    assert total(plain, "opportunity_rate", **window, as_of="2025-05-31").value == 0
    assert total(plain, "opportunity_rate", **window, as_of="2025-07-31").value == 0.5
    assert total(plain, "target_accounts", **window, as_of="2025-07-31").value == 1


def test_a_stock_series_samples_each_periods_end(plain):
    months = {"start": "2025-01-15", "end": "2025-06-20", "grain": "month"}
    assert series(ask(plain, "target_accounts", **months)) == [0, 1, 1, 2, 2, 1]
    # TW looks back from --from to the period's end: who has left stays
    assert series(ask(plain, "target_accounts.targeted", **months)) == [0, 1, 1, 2, 2, 2]
    assert ask(plain, "target_accounts", **months).total.value == 1


def test_a_flow_series_has_every_period_and_sums_to_the_total(plain):
    found = ask(plain, "chats", grain="month")
    assert series(found) == [0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1]
    assert [row.period for row in found.rows] == [date(2025, month, 1) for month in range(1, 13)]
    assert found.total.value == 4


def test_an_empty_period_of_a_rate_has_no_value(plain):
    found = ask(plain, "win_rate", grain="quarter")
    assert series(found) == [None, None, 1, None]
    assert found.rows[0].figure.note.startswith("No case")


def test_a_series_by_group_has_every_period_of_every_group(plain):
    found = groups_by_period = ask(plain, "chats", grain="quarter", by=["account"])
    assert [(row.by["account"], row.figure.value) for row in groups_by_period.rows] == [
        ("a", 1), ("a", 1), ("a", 0), ("a", 0), ("b", 0), ("b", 1), ("b", 0), ("b", 1),
    ]  # fmt: skip
    assert found.total.value == 4


def test_weeks_start_as_the_workspace_says():
    """7 December 2025 is a Sunday."""
    rows = about("a", listed("2025-01-01"), touch("2025-12-06"), touch("2025-12-07"), touch("2025-12-08"))
    december = {"start": "2025-12-03", "end": "2025-12-10", "grain": "week"}
    mondays = ask(gather(rows), "chats", **december)
    sundays = ask(gather(rows, settings={"week_starts_on": "sunday"}), "chats", **december)
    assert [(row.period.day, row.figure.value) for row in mondays.rows] == [(1, 2), (8, 1)]
    assert [(row.period.day, row.figure.value) for row in sundays.rows] == [(30, 1), (7, 2)]


def test_dates_by_default():
    """The latest day with data that is not after today (10 April 2026), and the eleven months before its month."""
    run = gather(about("a", listed("2025-01-01"), touch("2026-02-10"), touch("2026-05-01")))
    found = answer(run, "chats", Scope())
    assert (found.start, found.end, found.as_of) == (date(2025, 3, 1), date(2026, 2, 10), date(2026, 2, 10))
    assert found.total.value == 1


def test_a_window_that_is_not_over_is_provisional():
    run = gather(about("a", listed("2025-01-01"), touch("2026-04-10"), touch("2025-02-10")))
    assert not ask(run, "chats", end="2026-04-09").provisional
    assert ask(run, "chats", end="2026-04-10").provisional  # today is not over
    assert ask(run, "chats", end="2026-04-30").provisional
    assert ask(run, "chats", end="2026-03-31", as_of="2026-02-28").provisional  # the window is not over as of then
    early = gather(about("a", listed("2025-01-01"), touch("2025-02-10")))
    assert ask(early, "chats", end="2025-02-11").provisional  # no data so late
    assert not ask(early, "chats", end="2025-02-10").provisional


COHORT = {"mode": "cohort", "follow_days": 90, "start": "2025-01-01", "end": "2025-06-30", "as_of": "2025-07-31"}


@pytest.fixture(scope="module")
def cohort():
    """Entered on 1 February, 90 days end on 1 May."""
    february = listed("2025-02-01")
    return gather(
        about("in time", february, deal("2025-02-10"), touch("2025-02-01"), touch("2025-05-02")),
        about("on the last day", february, deal("2025-05-01"), touch("2025-05-01"), touch("2025-01-31")),
        about("too late", february, deal("2025-05-02")),
        # 1 June + 89 days is 29 August: not followed for the whole time by 31 July
        about("immature", listed("2025-06-01"), touch("2025-07-31"), touch("2025-08-01")),
        about("entered before", listed("2024-12-31"), deal("2025-02-10"), touch("2025-02-01")),
        about("entered after", listed("2025-07-01"), deal("2025-07-10"), touch("2025-07-11")),
        # left after a month; a deal of April is nobody's, a win of a deal opened on the list counts
        about("left", listed("2025-02-01", "2025-03-01"), won("2025-02-27", "2025-04-30"), deal("2025-04-01")),
        about("won too late", february, won("2025-02-27", "2025-05-02")),
    )


def test_a_cohort_follows_each_account_from_its_entry(cohort):
    found = ask(cohort, "opportunity_rate", **COHORT)
    # in time, on the last day, left, won too late ÷ those, too late, immature
    assert (found.total.numerator, found.total.denominator) == (4, 6)
    assert found.total.extra["immature"] == 1
    assert "1 not yet followed for the whole time" in found.total.note
    assert found.provisional


def test_a_cohort_that_is_old_enough_is_not_marked(cohort):
    found = ask(cohort, "opportunity_rate", **{**COHORT, "as_of": "2025-08-29"})
    assert "immature" not in found.total.extra


def test_flows_of_a_cohort_count_the_days_followed(cohort):
    assert by_account(cohort, "chats", **COHORT) == {"in time": 1, "on the last day": 1, "immature": 1}
    assert by_account(cohort, "accounts_won", **COHORT) == {"left": 1}


def test_stocks_of_a_cohort_are_seen_from_the_last_day_followed(cohort):
    """On 1 May `in time` and `on the last day` have an open deal, the loser of the race too: it was won on 2 May."""
    found = by_account(cohort, "accounts_with_opportunity.open", **COHORT)
    assert found == {"in time": 1, "on the last day": 1, "won too late": 1}


def test_a_cohort_follows_an_account_once_from_its_first_entry():
    """Followed from 10 January to 9 April, over the gap: what happens in it is outside the scope."""
    days = ("2025-01-15", "2025-02-15", "2025-03-15", "2025-04-15")
    run = gather(
        about("twice", listed("2025-01-10", "2025-02-01"), listed("2025-03-01"), *(touch(day) for day in days)),
        about("left", listed("2025-01-10", "2025-02-01", tier="1"), touch("2025-01-15")),
    )
    assert by_account(run, "target_accounts", **COHORT) == {"twice": 1, "left": 1}
    assert by_account(run, "chats", **COHORT) == {"twice": 2, "left": 1}
    assert groups(ask(run, "target_accounts_by_tier", **COHORT)) == {"1": 1, None: 1}


def test_reopened_deals_restate_the_past():
    """Lost in May, open again in July, won in September: one deal, one outcome, the latest."""
    run = gather(
        about(
            "a",
            listed("2025-01-01"),
            won(
                "2025-04-01",
                "2025-09-10",
                ("Talk", "2025-04-01"),
                ("Lost", "2025-05-05"),
                ("Talk", "2025-07-01"),
                ("Won", "2025-09-10"),
            ),
            lost("2025-02-01", "2025-03-01"),
        )
    )
    assert total(run, "win_rate", as_of="2025-06-30").value == 0  # two lost
    assert total(run, "win_rate", as_of="2025-08-31").value == 0  # one lost, one open
    assert total(run, "win_rate", as_of="2025-08-31").denominator == 1
    assert total(run, "win_rate").value == 0.5
    assert series(ask(run, "win_rate", grain="quarter")) == [0, None, 1, None]  # nothing closed in May any more
    assert total(run, "deal_velocity").value == 162  # 1 April to 10 September: 30-1+31+30+31+31+10 days
