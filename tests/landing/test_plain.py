"""A column that is called plain is one that no step of cleaning would change: what is left out must have been for nothing."""

from __future__ import annotations

from itertools import product
from random import Random

import duckdb
import pytest

from assay.contract.tables import TABLES
from assay.engine.literals import literal
from assay.landing.checks import create_checks
from assay.landing.parse import create_macros
from assay.landing.plain import Writing, easy_ids_test, find_plain, plain_test

CONNECTION = duckdb.connect()
create_macros(CONNECTION)
create_checks(CONNECTION)

# What each writing leaves out: expressions of `t` that must give `t` back, and conditions that must not hold.
SAME: dict[Writing, tuple[str, ...]] = {
    "text": ("untold(trimmed(t))", "nullif(trim(t), '')"),
    "id": ("untold(trimmed(t))", "as_id(t, false)", "as_id(t, true)"),
    "digits": ("untold(trimmed(t))", "filled(t)", "number_text(t, '.')", "number_text(t, ',')", "amount_text(t, '.')"),
    "point": ("untold(trimmed(t))", "filled(t)", "number_text(t, '.')", "amount_text(t, '.')"),
    "day": ("untold(trimmed(t))", "filled_time(t)", "iso_text(t, '')", "iso_text(t, 'dmy')"),
    "moment": ("untold(trimmed(t))", "filled_time(t)", "iso_text(t, 'mdy')"),
    "utc": ("untold(trimmed(t))", "filled_time(t)", "iso_text(t, '')"),
}
NEVER: dict[Writing, tuple[str, ...]] = {
    "text": ("spreadsheet_error(t)", "length(t) > 65536"),
    "id": ("rounded_id(t)", "length(t) > 65536"),
    "digits": ("spreadsheet_error(t)", "duration_text(t) IS NOT NULL", "share_text(t, '.') IS NOT NULL"),
    "point": ("spreadsheet_error(t)", "duration_text(t) IS NOT NULL", "share_text(t, '.') IS NOT NULL"),
    "day": ("spreadsheet_error(t)", "has_zone(t)"),
    "moment": ("spreadsheet_error(t)", "has_zone(t)"),
    "utc": ("spreadsheet_error(t)", "NOT has_zone(t)"),
}
COLUMNS = {
    "text": "email",
    "id": "account_id",
    "number": "seconds",
    "moment": "occurred_at",
}
PIECES = [
    *"09aZ.,:-+/_@# =\"'\t\n%()eE\u00a0\u200b\u3000\ufefféЖ東",
    "00Q5g000001AbCd",
    "null",
    "N/A",
    "#DIV/0!",
    "1.0",
    "e+11",
    "2024-01-15",
    "0000-00-00",
    "1999-12-31",
    "0024-01-15",
    "99-01-02",
    " 10:30",
    "T10:30:00",
    "Z",
    "2024-01-15T10:30:00",
    "+02:00",
    "12345678901234567",
]


def found(values: list[str], column: str) -> dict[str, Writing]:
    rows = ", ".join(f"({literal(value)})" for value in values)
    return find_plain(
        CONNECTION, f"SELECT t AS {column} FROM (VALUES {rows}) v(t)", TABLES["touches"], {column: column}
    )


def written() -> list[str]:
    """Some thousand texts of the pieces that cleaning looks for, the same each time, and all of two of them."""
    chosen = Random(7)
    pairs = ["".join(pair) for pair in product(PIECES, repeat=2)]
    return PIECES + pairs + ["".join(chosen.choices(PIECES, k=chosen.randint(3, 6))) for _ in range(8_000)]


@pytest.mark.parametrize("writing", SAME)
def test_what_is_plain_would_not_have_been_changed(writing: Writing) -> None:
    CONNECTION.execute("CREATE OR REPLACE TABLE written (t VARCHAR)")
    CONNECTION.execute("INSERT INTO written SELECT unnest(?)", [written()])
    plain = CONNECTION.execute(f"SELECT count(*) FROM written WHERE {plain_test('t', writing)}").fetchone() or ()
    assert plain[0] > 0
    for rule in [*(f"({expression}) IS DISTINCT FROM t" for expression in SAME[writing]), *NEVER[writing]]:
        wrong = f"SELECT t FROM written WHERE {plain_test('t', writing)} AND ({rule}) LIMIT 3"
        assert CONNECTION.execute(wrong).fetchall() == [], rule


def test_ids_that_are_looked_at_together_would_not_have_been_changed() -> None:
    """Also those that hold what joins them."""
    texts = ["", *written(), "00Q5g000001AbCd", "00Q5g000001AbCdEAA", "7012a", "a1\x0100Q5g000001AbCd", "12345.0\x01b2"]
    texts += [
        f"{one}\x01{other}" for one, other in product(("a1", "12", "0a-b", "5-0", "00Q5g000001AbCdEAA"), texts[:300])
    ]
    CONNECTION.execute("CREATE OR REPLACE TABLE written (t VARCHAR)")
    CONNECTION.execute("INSERT INTO written SELECT unnest(?)", [texts])
    easy = CONNECTION.execute(f"SELECT list(t) FROM written WHERE {easy_ids_test(['t'])}").fetchone() or ()
    assert "" not in easy[0]
    assert {"00Q5g000001AbCdEAA", "a1\x010"} <= set(easy[0])
    for rule in [*(f"({expression}) IS DISTINCT FROM t" for expression in SAME["id"]), *NEVER["id"]]:
        wrong = f"SELECT t FROM written WHERE {easy_ids_test(['t'])} AND ({rule}) LIMIT 3"
        assert CONNECTION.execute(wrong).fetchall() == [], rule


def test_one_odd_id_does_not_make_other_columns_odd() -> None:
    rows = "SELECT '12' AS account_id, '00Q5g000001AbCd' AS person_id, 'jo@a.example' AS email"
    columns = {name: name for name in ("account_id", "person_id", "email")}
    assert find_plain(CONNECTION, rows, TABLES["touches"], columns) == {"account_id": "id", "email": "text"}


@pytest.mark.parametrize(
    ("kind", "value", "writing"),
    [
        ("text", "jo@alpha.example", "text"),
        ("text", "Ünal Öz", "text"),
        ("id", "001A00000000000012", "id"),
        ("id", "12345", "id"),
        ("number", "12", "digits"),
        ("number", "-12.5", "point"),
        ("moment", "2024-01-15 10:30:00.25", "moment"),
        ("moment", "2024-01-15T10:30:00Z", "utc"),
    ],
)
def test_what_most_files_hold_is_plain(kind: str, value: str, writing: str) -> None:
    assert found([value], COLUMNS[kind]) == {COLUMNS[kind]: writing}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", " jo@alpha.example"),
        ("text", '="00123"'),
        ("text", "#N/A"),
        ("text", "jo\u200b"),
        ("text", "x" * 65_537),
        ("id", "00Q5g000001AbCd"),
        ("id", "12345.0"),
        ("id", "1.23457E+11"),
        ("id", "none"),
        ("number", "1,234"),
        ("number", "12 %"),
        ("moment", "0000-00-00"),
        ("moment", "2024-01-15T10:30:00+02:00"),
        ("moment", "15/01/2024"),
    ],
)
def test_one_value_that_has_to_be_cleaned_makes_its_column_one(kind: str, value: str) -> None:
    good = {"text": "plain", "id": "a1", "number": "1", "moment": "2024-01-15"}[kind]
    assert found([good], COLUMNS[kind])
    assert found([good, value, good], COLUMNS[kind]) == {}


def test_numbers_with_and_without_a_point_are_of_the_wider_writing() -> None:
    assert found(["1", "1.5"], "seconds") == {"seconds": "point"}


def test_a_column_without_a_value_is_plain() -> None:
    assert find_plain(CONNECTION, "SELECT NULL::VARCHAR AS email", TABLES["touches"], {"email": "email"}) == {
        "email": "text"
    }
