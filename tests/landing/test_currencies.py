"""Several currencies inside one amount column are never added up as one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from assay.landing.currencies import currency_sql
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.store.workspace import create_workspace

HEAD = "opportunity_id,account_id,amount,created_at\n"


def amounts(folder: Path, text: str, name: str = "opportunities.csv") -> list[tuple[Decimal, str | None]]:
    folder.mkdir(exist_ok=True)
    workspace = create_workspace(folder / "work")
    (folder / name).write_text(text, "utf-8")
    load(workspace, [folder / name])
    query = f"SELECT amount, currency FROM ({current_sql(workspace, 'opportunities')}) ORDER BY opportunity_id"
    return duckdb.sql(query).fetchall()


def test_codes_inside_amounts_are_the_rows_currencies(tmp_path: Path) -> None:
    rows = 'o1,a,"USD 12,000.00",2026-01-01\no2,a,"EUR 8,000.00",2026-01-01\no3,a,"500,000.00 JPY",2026-01-01\n'
    assert amounts(tmp_path, HEAD + rows) == [(12_000, "USD"), (8_000, "EUR"), (500_000, "JPY")]


def test_signs_that_differ_are_currencies_and_the_own_sign_for_all_is_none(tmp_path: Path) -> None:
    mixed = "o1,a,$12000.50,2026-01-01\no2,a,£8000.25,2026-01-01\no3,a,10.25,2026-01-01\n"
    assert amounts(tmp_path / "mixed", HEAD + mixed) == [
        (Decimal("12000.5"), "USD"),
        (Decimal("8000.25"), "GBP"),
        (Decimal("10.25"), None),
    ]
    alike = "o1,a,€12000.50,2026-01-01\no2,a,€8000.25,2026-01-01\n"
    assert [currency for _, currency in amounts(tmp_path / "alike", HEAD + alike)] == [None, None]


def test_another_sign_than_the_workspaces_own_is_a_currency_though_it_stands_alone(tmp_path: Path) -> None:
    """Dollars in a workspace of euros are no euros; costs, which want a currency, take the own sign too."""
    alike = "o1,a,$12000.50,2026-01-01\no2,a,$8000.25,2026-01-01\n"
    assert [currency for _, currency in amounts(tmp_path / "alike", HEAD + alike)] == ["USD", "USD"]
    workspace = create_workspace(tmp_path / "work")
    (tmp_path / "costs.csv").write_text("cost_id,incurred_on,amount,currency\nc1,2026-01-01,€5.50,\n", "utf-8")
    assert load(workspace, [tmp_path / "costs.csv"]).loaded == 1


def test_the_column_goes_before_the_mark(tmp_path: Path) -> None:
    text = (
        "opportunity_id,account_id,amount,currency,created_at\no1,a,USD 5.5,CHF,2026-01-01\no2,a,EUR 6.5,,2026-01-01\n"
    )
    assert [currency for _, currency in amounts(tmp_path, text)] == ["CHF", "EUR"]


@pytest.mark.parametrize(
    ("text", "own", "code"),
    [("US$ 5", "EUR", "USD"), ("$5", "CAD", "CAD"), ("$5", "EUR", "USD"), ("5 zł", "EUR", "PLN"), ("¥5", "CNY", "CNY"), ("5 abc", "EUR", None), ("5", "EUR", None)],
)  # fmt: skip
def test_the_currency_inside_a_text(text: str, own: str, code: str | None) -> None:
    query = currency_sql(f"'{text}'", own)
    assert duckdb.sql(f"SELECT {query}").fetchall() == [(code,)]


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("Rs. 1,23,456.00", 123_456, "INR"),
        ("12 500,50 zł", Decimal("12500.5"), "PLN"),
        ("1 500,25 грн", Decimal("1500.25"), "UAH"),
    ],
)
def test_every_sign_is_read_and_known(tmp_path: Path, written: str, amount: Decimal, currency: str) -> None:
    """The two lists of signs, of what is taken off an amount and of what it means, are one."""
    other = "USD 5.00" if "." in written[5:] else "USD 5,00"
    rows = f'o1,a,"{written}",2026-01-01\no2,a,"{other}",2026-01-01\n'
    assert amounts(tmp_path, HEAD + rows) == [(amount, currency), (5, "USD")]
