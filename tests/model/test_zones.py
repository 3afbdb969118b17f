from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.engine.duckdb import Limits, open_in_memory
from assay.model.zones import to_local, to_utc

ZONES = ("UTC", "Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo",
         "Antarctica/Troll", "Africa/Casablanca", "Pacific/Apia")  # fmt: skip
CONNECTION = open_in_memory(Limits(threads=1))


def utc(stamp, zone):
    return CONNECTION.execute(f"SELECT {to_utc('s', zone)} FROM (SELECT ?::TIMESTAMP AS s)", [stamp]).fetchone()[0]


def local(stamp, zone):
    return CONNECTION.execute(f"SELECT {to_local('s', zone)} FROM (SELECT ?::TIMESTAMP AS s)", [stamp]).fetchone()[0]


@pytest.mark.parametrize(
    ("zone", "stamp", "moment"),
    [
        ("Europe/Paris", "2024-07-01 12:00", "2024-07-01 10:00"),
        ("Europe/Paris", "2024-10-27 01:59:59", "2024-10-26 23:59:59"),
        ("Europe/Paris", "2024-10-27 02:30", "2024-10-27 00:30"),  # repeated: the first, in summer time
        ("Europe/Paris", "2024-10-27 02:59:59.999", "2024-10-27 00:59:59.999"),
        ("Europe/Paris", "2024-10-27 03:00", "2024-10-27 02:00"),
        ("Europe/Paris", "2024-03-31 02:30", "2024-03-31 01:30"),  # skipped: 03:30 summer time
        ("Australia/Lord_Howe", "2024-04-07 01:45", "2024-04-06 14:45"),  # half an hour is repeated
        ("Antarctica/Troll", "2024-10-27 01:30", "2024-10-26 23:30"),  # two hours are repeated
        ("America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04 03:00"),  # midnight is skipped
    ],
)
def test_local_to_utc(zone, stamp, moment):
    assert utc(stamp, zone) == datetime.fromisoformat(moment)


def test_utc_to_local_around_midnight_and_the_repeated_hour():
    assert local("2024-01-31 23:30", "Europe/Paris") == datetime(2024, 2, 1, 0, 30)
    assert local("2024-10-27 00:30", "Europe/Paris") == datetime(2024, 10, 27, 2, 30)
    assert local("2024-10-27 01:30", "Europe/Paris") == datetime(2024, 10, 27, 2, 30)


STAMPS = st.datetimes(datetime(1990, 1, 1), datetime(2040, 1, 1)).map(lambda stamp: stamp.replace(microsecond=0))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(ZONES), STAMPS)
def test_as_python_has_it(zone, stamp):
    zoned = ZoneInfo(zone)
    assert utc(stamp, zone) == stamp.replace(tzinfo=zoned, fold=0).astimezone(UTC).replace(tzinfo=None)
    assert local(stamp, zone) == stamp.replace(tzinfo=UTC).astimezone(zoned).replace(tzinfo=None)


@pytest.mark.parametrize("zone", ZONES)
def test_as_python_has_it_around_every_change(zone):
    zoned, hour = ZoneInfo(zone), timedelta(minutes=30)
    stamp = datetime(2023, 1, 1)
    stamps = [stamp + n * hour for n in range(2 * 24 * 366)]
    CONNECTION.execute("CREATE OR REPLACE TABLE stamps AS SELECT unnest(?::TIMESTAMP[]) AS s", [stamps])
    found = CONNECTION.execute(f"SELECT s, {to_utc('s', zone)}, {to_local('s', zone)} FROM stamps").fetchall()
    for stamp, moment, wall in found:
        assert moment == stamp.replace(tzinfo=zoned).astimezone(UTC).replace(tzinfo=None), stamp
        assert wall == stamp.replace(tzinfo=UTC).astimezone(zoned).replace(tzinfo=None), stamp
