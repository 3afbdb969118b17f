"""Text into values: numbers, dates, moments, words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from assay.contract.tables import Column, Type
from assay.landing.parse import TIMES, Formats, create_macros, moment_sql, prepared_sql, value_sql

POINT, COMMA = Formats(decimal="."), Formats(decimal=",")


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    opened.execute("SET TimeZone = 'UTC'")
    create_macros(opened)
    return opened


def value(
    connection: duckdb.DuckDBPyConnection, type: Type, text: str, formats: Formats = POINT, unit: str | None = None
) -> Any:
    column = Column("column", type)
    ready = f"SELECT {prepared_sql(column, 'text', formats, scaled=unit is not None)} AS ready FROM (SELECT clean(?) AS text)"
    source = moment_sql(column, "ready") if type in TIMES else "ready"
    final = value_sql(column, "source", unit)
    row = connection.execute(f"SELECT {final} FROM (SELECT {source} AS source FROM ({ready}))", [text]).fetchone()
    return row and row[0]


@pytest.mark.parametrize(
    ("text", "point", "comma"),
    [
        ("1234.5", "1234.5", None),
        ("1234,5", None, "1234.5"),
        ("1,234.56", "1234.56", None),
        ("1.234,56", None, "1234.56"),
        ("1 234,56", None, "1234.56"),
        ("1\u00a0234\u202f567,8", None, "1234567.8"),
        ("1'234.50", "1234.5", None),
        ("1,234", "1234", "1.234"),
        ("1.234", "1.234", "1234"),
        ("1,234,567", "1234567", None),
        ("1.234.567", None, "1234567"),
        ("12,34", None, "12.34"),
        ("1,23,456", "123456", None),
        ("2,50,00,000.50", "25000000.5", None),
        ("1\u2009234\u2007567,8", None, "1234567.8"),
        ("1\u3000234", "1234", "1234"),
        ("1.234,50-", None, "-1234.5"),
        ("$(1,200.50)", "-1200.5", None),
        ("(1.200,50 €)", None, "-1200.5"),
        ("$1,200", "1200", "1.2"),
        ("1 200 €", "1200", "1200"),
        ("EUR 12.50", "12.5", None),
        ("12,50 руб.", None, "12.5"),
        ("-$5", "-5", "-5"),
        ("$-5", "-5", "-5"),
        ("(1,200.50)", "-1200.5", None),
        ("−7", "-7", "-7"),
        ("7-", "-7", "-7"),
        ("1e3", "1000", None),
        (".5", "0.5", None),
        ("  8 ", "8", "8"),
        ("12k", None, None),
        ("12 MIO", None, None),
        ("1_000", None, None),
        ("nan", None, None),
        ("inf", None, None),
        ("1.2.3", None, None),
        ("12345678901234567", None, None),
        ("$", None, None),
    ],
)
def test_money(connection: duckdb.DuckDBPyConnection, text: str, point: str | None, comma: str | None) -> None:
    assert value(connection, "decimal", text, POINT) == (Decimal(point) if point else None)
    assert value(connection, "decimal", text, COMMA) == (Decimal(comma) if comma else None)


def test_units_are_applied_exactly(connection: duckdb.DuckDBPyConnection) -> None:
    assert value(connection, "decimal", "1,1", COMMA, "'1000'") == Decimal("1100")
    assert value(connection, "number", "45", POINT, "'0.01'") == pytest.approx(0.45)
    assert value(connection, "integer", "1.5", POINT, "'1000'") == 1500


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("12.0", 12), ("1,234", 1234), ("12.5", None), ("x", None), ("1e2", 100)]
)
def test_whole_numbers(connection: duckdb.DuckDBPyConnection, text: str, number: int | None) -> None:
    assert value(connection, "integer", text) == number


@pytest.mark.parametrize(
    ("text", "flag"),
    [("true", True), ("TRUE", True), ("1", True), ("Yes", True), ("false", False), ("0", False), ("no", False)],
)
def test_flags(connection: duckdb.DuckDBPyConnection, text: str, flag: bool) -> None:
    assert value(connection, "boolean", text) is flag
    assert value(connection, "boolean", "maybe") is None


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        ("2024-01-31", "2024-01-31"),
        ("2024-01-31T10:30", "2024-01-31 10:30"),
        ("2024-01-31 10:30:15.25", "2024-01-31 10:30:15.250"),
        ("2024-01-31T10:00:00Z", "2024-01-31 10:00"),
        ("2024-01-31T10:00:00+02:00", "2024-01-31 08:00"),
        ("2024-01-31 10:00:00 +0200", "2024-01-31 08:00"),
        ("2024-01-31 10:00:00-05", "2024-01-31 15:00"),
        ("2024-01-31 10:00 UTC", "2024-01-31 10:00"),
        ("2024/1/5 9:05", "2024-01-05 09:05"),
        ("2024.01.05", "2024-01-05"),
        ("20240105", "2024-01-05"),
        ("5 Jan 2024", "2024-01-05"),
        ("05-Jan-24 14:00", "2024-01-05 14:00"),
        ("January 5, 2024 2:00 PM", "2024-01-05 14:00"),
        ("1/2/2024 12:00 AM", "2024-02-01"),
        ("1/2/24 12:00 pm", "2024-02-01 12:00"),
        ("1.2.69", "2069-02-01"),
        ("1.2.70", "1970-02-01"),
        ("31.12.99, 23:59:59", "1999-12-31 23:59:59"),
        ("9999-12-31", "9999-12-31"),
        ("2024-02-30", None),
        ("2024-13-01", None),
        ("31/31/2024", None),
        ("13:00 PM", None),
        ("1/2/24 13:00 PM", None),
        ("2024-01-31 25:00", None),
        ("0024-01-01", None),
        ("12024-01-01", None),
        ("2024-01-05x", None),
        ("2024-1-05x", None),
        ("1704067200000", None),
        ("yesterday", None),
    ],
)
def test_moments(connection: duckdb.DuckDBPyConnection, text: str, stamp: str | None) -> None:
    expected = dt.datetime.fromisoformat(stamp) if stamp else None
    assert value(connection, "timestamp", text, Formats(date_order="dmy")) == expected


@pytest.mark.parametrize(
    ("order", "day"),
    [("dmy", dt.date(2025, 4, 3)), ("mdy", dt.date(2025, 3, 4)), ("ymd", dt.date(2003, 4, 25)), (None, None)],
)
def test_the_date_order_decides(connection: duckdb.DuckDBPyConnection, order: str | None, day: dt.date | None) -> None:
    assert value(connection, "date", "03/04/25", Formats(date_order=order)) == day


def test_a_date_of_a_moment_is_the_day_as_written(connection: duckdb.DuckDBPyConnection) -> None:
    assert value(connection, "date", "2024-01-31T23:30:00-05:00") == dt.date(2024, 1, 31)


def test_epochs_and_formats_only_where_told(connection: duckdb.DuckDBPyConnection) -> None:
    assert value(connection, "timestamp", "1704067200500", Formats(epoch="ms")) == dt.datetime(
        2024, 1, 1, 0, 0, 0, 500000
    )
    assert value(connection, "timestamp", "1704067200", Formats(epoch="s")) == dt.datetime(2024, 1, 1)
    assert value(connection, "timestamp", "2024-01-31", Formats(epoch="ms")) == dt.datetime(2024, 1, 31)
    dotted = Formats(timestamp_format="%d.%m.%Y um %H Uhr")
    assert value(connection, "timestamp", "31.01.2024 um 14 Uhr", dotted) == dt.datetime(2024, 1, 31, 14)
    zoned = Formats(timestamp_format="%d.%m.%Y %H %z")
    assert value(connection, "timestamp", "31.01.2024 14 +0200", zoned) == dt.datetime(2024, 1, 31, 12)


@pytest.mark.parametrize("text", ["12/10/2017", "2/10/2017", "12.10.2017 08:30"])
def test_a_year_at_the_end_is_no_day(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    """With the order year, month, day, 12/10/2017 was read as 20 October 2012; it cannot be read, and is quarantined."""
    ymd = Formats(date_order="ymd")
    assert value(connection, "date", text, ymd) is None
    assert value(connection, "timestamp", text, ymd) is None
    assert value(connection, "date", "17/10/12", ymd) == dt.date(2017, 10, 12)
    assert value(connection, "date", "2017/10/12", ymd) == dt.date(2017, 10, 12)


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("$141.56K", None, None),  # without a unit nobody says what K stands for
        ("$141.56K", "'1'", "141560"),
        ("$141.56K", "'1000'", "141560"),  # said twice is scaled once
        ("141.56", "'1000'", "141560"),
        ("1.2M", "'1000'", "1200000"),
        ("€1,250.5 k", "'1'", "1250500"),
        ("2 bn USD", "'1'", "2000000000"),
        ("(3.5 Mio.)", "'1'", "-3500000"),
        ("-$5k", "'1'", "-5000"),
        ("100 kr", "'1'", "100"),
        ("100 KRW", "'1'", "100"),
        ("K", "'1'", None),
        ("12 months", "'1'", None),
    ],
)
def test_amounts_carry_a_scale_of_their_own(
    connection: duckdb.DuckDBPyConnection, text: str, unit: str | None, amount: str | None
) -> None:
    found = value(connection, "decimal", text, POINT, unit)
    assert found == (None if amount is None else Decimal(amount))


def test_a_length_is_no_million(connection: duckdb.DuckDBPyConnection) -> None:
    assert value(connection, "number", "5m") is None


@pytest.mark.parametrize(
    ("yes", "no"),
    [
        ("VRAI", "FAUX"),
        ("oui", "Non"),
        ("WAHR", "FALSCH"),
        ("Ja", "Nein"),
        ("VERDADERO", "FALSO"),
        ("Sí", "No"),
        ("ИСТИНА", "ЛОЖЬ"),
        ("Да", "Нет"),
        ("VERO", "FALSO"),
        ("VERDADEIRO", "FALSO"),
        ("Sim", "Não"),
        ("PRAWDA", "FAŁSZ"),
        ("Tak", "Nie"),
        ("WAAR", "ONWAAR"),
        ("Evet", "Hayır"),
        ("Igen", "Nem"),
        ("Ano", "Ne"),
        ("ΑΛΗΘΕΣ", "ΨΕΥΔΕΣ"),
        ("x", "0"),
        ("✓", "✗"),
        ("1", "0.0"),
    ],
)
def test_words_for_true_and_false(connection: duckdb.DuckDBPyConnection, yes: str, no: str) -> None:
    assert (value(connection, "boolean", yes), value(connection, "boolean", no)) == (True, False)


@pytest.mark.parametrize("word", ["maybe", "won", "peut-être", "2", "-"])
def test_another_word_is_neither(connection: duckdb.DuckDBPyConnection, word: str) -> None:
    assert value(connection, "boolean", word) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("46056", dt.datetime(2026, 2, 3)),
        ("46082.5", dt.datetime(2026, 3, 1, 12)),
        ("5. März 2026", dt.datetime(2026, 3, 5)),
        ("1er mars 2026", dt.datetime(2026, 3, 1)),
        ("5 de mayo de 2026", dt.datetime(2026, 5, 5)),
        ("3 марта 2026", dt.datetime(2026, 3, 3)),
        ("5 września 2026", dt.datetime(2026, 9, 5)),
        ("3 marraskuuta 2026", dt.datetime(2026, 11, 3)),
        ("5 marketing 2026", None),
        ("5 sepulka 2026", None),
        ("Mon, 05 Jan 2026 10:00:00 +0100", dt.datetime(2026, 1, 5, 9)),
        ("Mon Jan 05 2026 10:00:00 GMT+0100 (CET)", dt.datetime(2026, 1, 5, 9)),
        ("2026-01-05 10:00 Europe/Paris", dt.datetime(2026, 1, 5, 9)),
        ("2026-07-05 10:00:00 America/New_York", dt.datetime(2026, 7, 5, 14)),
        ("Jan 5, 2026 10:00 AM PST", dt.datetime(2026, 1, 5, 18)),
        ("2026-01-05 10:00 MSK", dt.datetime(2026, 1, 5, 7)),
        ("2026-01-05 10:00 UTC+3", dt.datetime(2026, 1, 5, 7)),
        ("2026-01-05 10:00 CST", None),
        ("2026-01-05 10:00 Europe/Nowhere", None),
        ("12345", None),
        ("99999", None),
    ],
)
def test_days_as_tools_and_languages_write_them(
    connection: duckdb.DuckDBPyConnection, text: str, day: dt.datetime | None
) -> None:
    assert value(connection, "timestamp", text) == day


@pytest.mark.parametrize("text", ["1e400", "-1e400", "inf", "Infinity", "NaN"])
def test_what_is_not_finite_is_no_number(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert value(connection, "number", text) is None
    assert value(connection, "decimal", text) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("00:02:05", 125), ("35m 10s", 2110), ("PT1H5M", 3900), ("1 h", 3600), ("90 sec", 90), ("42", 42), ("2:05", None)],
)
def test_lengths_of_time(connection: duckdb.DuckDBPyConnection, text: str, seconds: int | None) -> None:
    ready = prepared_sql(Column("seconds", "number"), "?", POINT)
    row = connection.execute(
        f"SELECT TRY_CAST(({ready.replace('?', 'text')}) AS DOUBLE) FROM (SELECT ? AS text)", [text]
    )
    assert row.fetchall() == [(seconds,)]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0015g00000ABCdE", "0015g00000ABCdEAAX"),
        ("0015g00000ABCdEAAX", "0015g00000ABCdEAAX"),
        ("001234567890123", "001234567890123"),
        ("a1\u200bb", "a1b"),
        ('="00123"', "00123"),
        ("\u200b00123\u2009", "00123"),
        ("NULL", None),
        ("(blank)", None),
        ("12345.0", "12345.0"),
        ("0123", "0123"),
    ],
)
def test_ids_in_two_spellings_are_one(connection: duckdb.DuckDBPyConnection, written: str, meant: str | None) -> None:
    assert connection.execute(
        "SELECT as_id(t, false) FROM (SELECT untold(t) AS t FROM (SELECT trimmed(?) AS t))", [written]
    ).fetchall() == [(meant,)]


def test_ids_that_are_all_written_with_a_fraction_are_whole(connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute("SELECT as_id('12345.0', true), as_id('1.5', true)").fetchall() == [("12345", "1.5")]


@pytest.mark.parametrize(
    ("text", "lost"),
    [("1.23457E+11", True), ("1,2E+12", True), ("1234567890123456.0", True), ("1e23", False), ("abcE+11", False)],
)
def test_ids_that_a_spreadsheet_destroyed(connection: duckdb.DuckDBPyConnection, text: str, lost: bool) -> None:
    assert connection.execute("SELECT rounded_id(?)", [text]).fetchall() == [(lost,)]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-02-03T10:00:00+01:00[Europe/Berlin]", "2026-02-03 09:00:00"),
        ("20260203T100000Z", "2026-02-03 10:00:00"),
        ("2026年2月3日 10:30", "2026-02-03 10:30:00"),
        ("03/03/2026 10:00", "2026-03-03 10:00:00"),
        ("03.03.26", "2026-03-03 00:00:00"),
    ],
)
def test_moments_that_programs_write_and_days_that_are_one_in_any_order(
    connection: duckdb.DuckDBPyConnection, text: str, moment: str
) -> None:
    assert str(value(connection, "timestamp", text)) == moment


@pytest.mark.parametrize(
    ("text", "seconds"), [("35 Min. 10 Sek.", 2110), ("1 Stunde 3 Minuten", 3780), ("2 heures", 7200)]
)
def test_lengths_of_time_in_other_languages(connection: duckdb.DuckDBPyConnection, text: str, seconds: float) -> None:
    assert connection.execute("SELECT TRY_CAST(duration_text(?) AS DOUBLE)", [text]).fetchone() == (seconds,)


@pytest.mark.parametrize(
    ("written", "monday"),
    [("2026-W48", "2026-11-23"), ("2026W01", "2025-12-29"), ("KW 48/2026", "2026-11-23"), ("W49 2026", "2026-11-30"), ("2026-W60", None)],
)  # fmt: skip
def test_weeks_by_their_number(connection: duckdb.DuckDBPyConnection, written: str, monday: str | None) -> None:
    assert connection.execute("SELECT week_text(?)", [written]).fetchone() == (monday,)


@pytest.mark.parametrize(
    ("written", "read"), [("١٢٣٤٫٥٠", "1234.50"), ("۱۲۳", "123"), ("१२३", "123"), ("１，２３４．５", "1,234.5"), ("12 zł", "12 zł"), ("5", "5")]
)  # fmt: skip
def test_digits_of_other_scripts_are_digits(connection: duckdb.DuckDBPyConnection, written: str, read: str) -> None:
    assert connection.execute("SELECT latin_digits(?)", [written]).fetchone() == (read,)
