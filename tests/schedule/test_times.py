"""When a schedule is due: by the clock on the wall, over both changes of it, none twice and none left out."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from assay.settings.schedule import Schedule

PARIS, NEW_YORK, LORD_HOWE = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")


def due(cron, start, end, zone=PARIS):
    """Local times, with their difference from UTC, at which it is due from one day to another."""
    schedule = Schedule(name="s", cron=cron)
    first, last = (datetime.fromisoformat(day).replace(tzinfo=zone) for day in (start, end))
    moments = takewhile(lambda moment: moment < last, schedule.times(first - timedelta(seconds=1), zone))
    return [f"{moment.astimezone(zone):%d %H:%M %z}" for moment in moments]


def test_a_time_that_spring_leaves_out_is_due_when_the_clock_has_gone_forward():
    assert due("30 2 * * *", "2026-03-28", "2026-03-31") == ["28 02:30 +0100", "29 03:00 +0200", "30 02:30 +0200"]


def test_a_time_that_comes_twice_in_autumn_is_due_once():
    assert due("30 2 * * *", "2026-10-24", "2026-10-27") == ["24 02:30 +0200", "25 02:30 +0200", "26 02:30 +0100"]


@pytest.mark.parametrize("cron", ["*/15 2 * * *", "0,15,30,45 2 * * *"])
def test_a_stroke_and_a_star_are_one_reading(cron):
    assert due(cron, "2026-03-29", "2026-03-30") == ["29 03:00 +0200"]
    assert due(cron, "2026-10-25", "2026-10-26") == [f"25 02:{minute} +0200" for minute in ("00", "15", "30", "45")]


def test_every_two_hours_is_by_the_clock_too():
    assert len(due("0 */2 * * *", "2026-10-25", "2026-10-26")) == 12
    assert [one[3:8] for one in due("0 */2 * * *", "2026-03-29", "2026-03-30")][:3] == ["00:00", "03:00", "04:00"]


def test_every_hour_goes_by_hours_that_pass():
    assert [
        len(due("0 * * * *", day, after)) for day, after in (("2026-03-29", "2026-03-30"), ("2026-10-25", "2026-10-26"))
    ] == [23, 25]


@pytest.mark.parametrize("zone", [PARIS, NEW_YORK, LORD_HOWE, ZoneInfo("America/Santiago"), UTC], ids=str)
@pytest.mark.parametrize("cron", ["0 0 * * *", "30 1 * * *", "15 2 * * *", "0 3 * * *", "59 23 * * *"])
def test_every_local_day_has_one(cron, zone):
    zone = zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC")
    days = [one[:2] for month in range(1, 13) for one in due(cron, f"2026-{month:02}-01", f"2026-{month:02}-28", zone)]
    assert days == [f"{day:02}" for _ in range(12) for day in range(1, 28)]


def test_asked_in_the_repeated_hour_it_does_not_go_back():
    """From the second 02:10 of the night the 02:30 of that night is over."""
    moment = datetime(2026, 10, 25, 2, 10, tzinfo=PARIS, fold=1)
    (first, *_) = (
        one for one, _ in zip(Schedule(name="s", cron="30 2 * * *").times(moment, PARIS), range(1), strict=False)
    )
    assert first == datetime(2026, 10, 26, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cron", "said"),
    [
        ("61 2 * * *", "bad minute"),
        ("30 6 * *", "4, not 5"),
        ("0 0 31 2 *", "bad day"),
        ("0 0 6 * * *", "6, not 5"),
        ("", "0, not 5"),
    ],
)
def test_words_that_are_no_time_are_told(cron, said):
    with pytest.raises(ValidationError, match=said):
        Schedule(name="s", cron=cron)


def test_names_and_words():
    assert due("30 6 * * mon-fri", "2026-03-27", "2026-03-31") == ["27 06:30 +0100", "30 06:30 +0200"]
    assert due("@daily", "2026-03-27", "2026-03-29") == ["27 00:00 +0100", "28 00:00 +0100"]
    assert Schedule(name="s", cron="@daily", steps=("deliver", "pull")).steps == ("pull", "deliver")
