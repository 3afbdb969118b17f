"""Decimal sign and date order: decided on the whole file, or an error that names the option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pytest

from assay.contract.tables import Column, Type
from assay.errors import UsageError
from assay.landing.evidence import Clue, decide_formats, find_clues
from assay.landing.parse import Formats, create_macros


def decide(type: Type, values: Sequence[str], **options: str) -> tuple[Formats, list[Any]]:
    connection = duckdb.connect()
    create_macros(connection)
    connection.execute('CREATE TABLE file ("column" VARCHAR, _line BIGINT)')
    connection.executemany("INSERT INTO file VALUES (?, ?)", [[value, line] for line, value in enumerate(values, 2)])
    findings = find_clues(connection, "FROM file", [Clue(Column("column", type), "The Column")])
    return decide_formats("file.csv", findings, options)


@pytest.mark.parametrize(
    ("values", "sign"),
    [
        (["1,234", "12.5"], "."),
        (["1.234", "12,5"], ","),
        (["1,234.56"], "."),
        (["1.234,56"], ","),
        (["1 234,56"], ","),
        (["1 234,567"], ","),
        (["1,234,567"], "."),
        (["1.234.567"], ","),
        (["1234.567"], "."),
        (["0,234"], ","),
        (["€ 12,50"], ","),
        (["12", "7", ""], "."),
    ],
)
def test_the_sign_that_only_fits(values: list[str], sign: str) -> None:
    assert decide("decimal", values)[0].decimal == sign


def test_the_decision_says_why() -> None:
    decision = decide("decimal", ["1,234", "12.5"])[1][0]
    assert (decision.what, decision.value) == ("decimal", "point")
    assert decision.reason == "1 numbers can be read in no other way, first '12.5' (line 3, column The Column)"


@pytest.mark.parametrize("values", [["1,234"], ["1.234", "12"], ["1,234", "5,678"]])
def test_thousands_or_fraction_is_an_error(values: list[str]) -> None:
    with pytest.raises(UsageError, match="may be thousands or a fraction") as raised:
        decide("decimal", values)
    assert 'decimal = ","' in (raised.value.hint or "")
    assert "line 2" in raised.value.message


def test_both_signs_are_an_error() -> None:
    with pytest.raises(UsageError, match=r"'1\.5' \(line 2.* point, '1,5' \(line 3.* comma"):
        decide("decimal", ["1.5", "1,5"])


def test_the_option_settles_it() -> None:
    assert decide("decimal", ["1,234"], decimal=",")[0].decimal == ","
    with pytest.raises(UsageError, match="no decimal sign"):
        decide("decimal", ["1"], decimal=";")


@pytest.mark.parametrize(("values", "sign"), [(["1,234"], "."), (["1.234"], ","), (["12.0"], ".")])
def test_a_count_has_no_fraction(values: list[str], sign: str) -> None:
    assert decide("integer", values)[0].decimal == sign


def test_a_count_of_whole_thousands_with_points_is_an_error() -> None:
    with pytest.raises(UsageError, match="thousands or a fraction"):
        decide("integer", ["12.000"])


def test_a_rate_with_three_decimals_is_a_rate() -> None:
    formats, decisions = decide("number", ["1.085"])
    assert formats.decimal == "."
    assert decisions[0].reason.startswith("none is a money amount or a count")
    with pytest.raises(UsageError, match="thousands or a fraction"):
        decide("number", ["1,085"])


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["03/04/25", "25/12/24"], "dmy"),
        (["03/04/25", "12/25/24"], "mdy"),
        (["3.4.2025", "31.1.2025 10:00"], "dmy"),
        (["95/01/31", "96/12/01"], "ymd"),
        (["03.04.2025", "1.2.25 10:00"], "dmy"),
        (["03.04.2025", "1.31.2025"], "mdy"),
        (["03/03/2025", "4.4.25"], None),
        (["2024-03-04", "20240304", "3 Apr 2025", "", "x"], None),
    ],
)
def test_the_order_that_only_fits(values: list[str], order: str | None) -> None:
    assert decide("date", values)[0].date_order == order
    assert decide("timestamp", values)[0].date_order == order


def test_no_day_above_12_is_an_error_that_names_the_option() -> None:
    with pytest.raises(
        UsageError, match=r"'03/04/25' \(line 2, column The Column\).* no day of the file is above 12"
    ) as raised:
        decide("date", ["03/04/25", "2024-01-31"])
    assert 'date_order = "dmy"' in (raised.value.hint or "")


def test_both_orders_are_an_error() -> None:
    with pytest.raises(UsageError, match=r"25/12/24.* is dmy, .*12/25/24.* is mdy"):
        decide("date", ["25/12/24", "12/25/24"])


def test_the_order_given_settles_it() -> None:
    assert decide("date", ["03/04/25"], date_order="mdy")[0].date_order == "mdy"
    assert decide("date", ["03/04/25"], timestamp_format="%d/%m/%y")[0].date_order is None
    with pytest.raises(UsageError, match="'ydm' is no order"):
        decide("date", ["2024-01-31"], date_order="ydm")


@pytest.mark.parametrize(
    ("type", "values", "what"),
    [
        ("date", ["31.01.24"], "two-digit years"),
        ("date", ["2024-01-31T09:00:00Z", "2024-01-31 00:00:00"], "times in date columns"),
        ("decimal", ["12.50 USD", "7.50"], "currency marks beside amounts"),
    ],
)
def test_what_is_not_kept_is_told(type: Type, values: list[str], what: str) -> None:
    told = {decision.what: decision.reason for decision in decide(type, values)[1]}
    assert told[what].startswith("in 1 values, first ")


def test_two_digit_years_between_hyphens_are_asked_about() -> None:
    with pytest.raises(UsageError, match=r"'24-01-15'.* day-month-year or year-month-day"):
        decide("date", ["24-01-15", "24-02-20"])
    assert decide("date", ["24-01-15", "31-12-2023"])[0].date_order == "dmy"
    assert decide("date", ["24-01-15"], date_order="ymd")[0].date_order == "ymd"
