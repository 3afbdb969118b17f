"""Several currencies inside one amount column are never added up as one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from babel.core import get_global

from assay.contract.currency_signs import KEPT, SIGNS, codes_of, meaning, meant_by
from assay.landing.currencies import _mark_sql, _rest_sql, know_signs
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.remedies import word_asked
from assay.store.workspace import Workspace, create_workspace

HEAD = "opportunity_id,account_id,amount,created_at\n"


def amounts(folder: Path, text: str, name: str = "opportunities.csv") -> list[tuple[Decimal, str | None]]:
    folder.mkdir(exist_ok=True)
    workspace = create_workspace(folder / "work")
    (folder / name).write_text(text, "utf-8")
    load(workspace, [folder / name])
    return current(workspace)


def current(workspace: Workspace) -> list[tuple[Decimal, str | None]]:
    query = f"SELECT amount, currency FROM ({current_sql(workspace, 'opportunities')}) ORDER BY opportunity_id"
    return duckdb.sql(query).fetchall()


def test_codes_inside_amounts_are_the_rows_currencies(tmp_path: Path) -> None:
    rows = 'o1,a,"USD 12,000.00",2026-01-01\no2,a,"EUR 8,000.00",2026-01-01\no3,a,"500,000.00 JPY",2026-01-01\n'
    assert amounts(tmp_path, HEAD + rows) == [(12_000, "USD"), (8_000, "EUR"), (500_000, "JPY")]


def test_signs_that_differ_are_currencies_and_the_own_sign_for_all_is_none(tmp_path: Path) -> None:
    mixed = "o1,a,US$12000.50,2026-01-01\no2,a,£8000.25,2026-01-01\no3,a,10.25,2026-01-01\n"
    assert amounts(tmp_path / "mixed", HEAD + mixed) == [
        (Decimal("12000.5"), "USD"),
        (Decimal("8000.25"), "GBP"),
        (Decimal("10.25"), None),
    ]
    alike = "o1,a,€12000.50,2026-01-01\no2,a,€8000.25,2026-01-01\n"
    assert [currency for _, currency in amounts(tmp_path / "alike", HEAD + alike)] == [None, None]


def test_another_sign_than_the_workspaces_own_is_a_currency_though_it_stands_alone(tmp_path: Path) -> None:
    """Dollars in a workspace of euros are no euros; costs, which want a currency, take the own sign too."""
    alike = "o1,a,US$12000.50,2026-01-01\no2,a,US$8000.25,2026-01-01\n"
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
    [
        *[("US$ 5", "EUR", "USD"), ("$5", "CAD", "CAD"), ("5 zł", "EUR", "PLN"), ("¥5", "CNY", "CNY"), ("5 abc", "EUR", None)],
        *[("5 KČ", "EUR", "CZK"), ("Rs. 5", "PKR", "PKR"), ("£5", "EUR", "GBP"), ("£5", "EGP", "EGP"), ("5", "EUR", None)],
        *[("$5", "EUR", "$"), ("5 kr.", "EUR", "kr"), ("5 руб.", "BYN", "BYN"), ("5 lei", "EUR", "lei"), ("R 5", "ZAR", "ZAR")],
        *[("RUB 5", "EUR", "RUB"), ("5 Lkw", "EUR", None), ("¤5", "EUR", "¤"), ("R 5", "EUR", "R")],
    ],
)  # fmt: skip
def test_the_currency_inside_a_text(text: str, own: str, code: str | None) -> None:
    with duckdb.connect() as connection:
        know_signs(connection, meaning(own, {}))
        query = _mark_sql(f"'{text}'", _rest_sql(f"'{text}'"))
        assert connection.execute(f"SELECT {query}").fetchall() == [(code,)]


@pytest.mark.parametrize("sign", list(SIGNS))
def test_no_sign_of_several_currencies_is_taken_for_one_that_is_not_the_workspaces_own(sign: str) -> None:
    """One table and one rule: the only currency of a sign, the workspace's own, or nothing."""
    codes = codes_of(sign)
    assert set(codes) <= set(get_global("all_currencies")) - {"CHE"}
    assert [meant_by(sign, code) for code in codes] == list(codes)
    assert meant_by(sign, "CHE") == (codes[0] if (len(codes) == 1 and sign != "R") or sign in KEPT else None)
    assert meaning("CHE", {sign.upper(): "CHW"})(f"{sign.lower()}.") == "CHW"


def test_what_is_left_of_a_code_is_no_currency(tmp_path: Path) -> None:
    """`R` may be a rand, or a cell of `EUR` that was cut: abroad it is asked."""
    text = "opportunity_id,account_id,amount,currency,created_at\no1,a,5,EUR,2026-01-01\no2,a,6,R,2026-01-01\n"
    assert amounts(tmp_path, text) == [(Decimal(5), "EUR")], "the other row waits for --set currency.r=ZAR"


def test_a_sign_of_several_currencies_is_asked_and_settled_by_one_option(tmp_path: Path) -> None:
    """Swedish, Danish, Norwegian and Icelandic money is all written `kr`: the deals land without their amounts until it is said."""
    workspace = create_workspace(tmp_path / "work")
    path = tmp_path / "opportunities.csv"
    path.write_text(
        HEAD + 'o1,a,"1 200,50 kr",2026-01-01\no2,a,"kr. 800,25",2026-01-01\no3,a,"€5,50",2026-01-01\n', "utf-8"
    )
    report = load(workspace, [path])
    assert (report.loaded, [problem.rows for problem in report.problems]) == (3, [2])
    assert "kr may be SEK, NOK, DKK, ISK. --set currency.kr=SEK settles it" in report.problems[0].hint
    assert current(workspace) == [(None, None), (None, None), (Decimal("5.5"), "EUR")]
    settled = load(workspace, [path], words=["currency.kr=NOK"])
    assert (settled.loaded, settled.problems) == (2, ())
    assert current(workspace) == [(Decimal("1200.5"), "NOK"), (Decimal("800.25"), "NOK"), (Decimal("5.5"), "EUR")]


def test_each_sign_is_asked_for_its_own_rows(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "work")
    path = tmp_path / "opportunities.csv"
    path.write_text(HEAD + "o1,a,5.50 kr,2026-01-01\no2,a,6.50 kr,2026-01-01\no3,a,$7.50,2026-01-01\n", "utf-8")
    told = {word_asked(one.column, one.rule, str(one.values[0])): one.rows for one in load(workspace, [path]).problems}
    assert told == {("currency", "kr"): 2, ("currency", "$"): 1}


def test_a_cost_of_a_sign_that_is_asked_does_not_land(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "work")
    (tmp_path / "costs.csv").write_text(
        "cost_id,incurred_on,amount,currency\nc1,2026-01-01,$5.50,\nc2,2026-01-01,$5.50,CAD\n"
    )
    report = load(workspace, [tmp_path / "costs.csv"])
    assert (report.loaded, report.problems[0].rows) == (1, 1)
    assert "--set 'currency.$=USD'" in report.problems[0].hint


def test_the_workspaces_own_currency_behind_a_shared_sign_is_told(tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "work", currency="NOK")
    path = tmp_path / "opportunities.csv"
    path.write_text(HEAD + "o1,a,1200.50 kr,2026-01-01\n", "utf-8")
    report = load(workspace, [path])
    assert current(workspace) == [(Decimal("1200.5"), None)]
    assert "kr is taken for NOK, the workspace's currency" in " ".join(one.reason for one in report.decisions)


def test_signs_and_names_in_the_column_of_currencies(tmp_path: Path) -> None:
    """`Euro` and `Schweizer Franken` (Dynamics), `€`; `kr` and words that are none stop their rows with the option that settles them."""
    workspace = create_workspace(tmp_path / "work")
    path = tmp_path / "opportunities.csv"
    texts = ("Euro", "US-Dollar", "Schweizer Franken", "€", "Kč", "usd", "kr", "lei", "Taler")
    rows = "".join(f"o{place},a,5.5,2026-01-01,{text}\n" for place, text in enumerate(texts))
    path.write_text("opportunity_id,account_id,amount,created_at,currency\n" + rows, "utf-8")
    report = load(workspace, [path])
    assert [currency for _, currency in current(workspace)] == ["EUR", "USD", "CHF", "EUR", "CZK", "USD"]
    hints = {problem.values[0]: problem.hint for problem in report.problems}
    assert "SEK, NOK, DKK, ISK. --set currency.kr=SEK" in hints["kr"]
    assert "RON, MDL. --set currency.lei=RON" in hints["lei"]
    assert "--set currency.taler=EUR" in hints["Taler"]
    load(workspace, [path], words=["currency.kr=DKK", "currency.taler=EUR", "currency.lei=MDL"])
    assert [currency for _, currency in current(workspace)][6:] == ["DKK", "MDL", "EUR"]


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("₹ 1,23,456.00", 123_456, "INR"),
        ("12 500,50 zł", Decimal("12500.5"), "PLN"),
        ("1 500,25 грн", Decimal("1500.25"), "UAH"),
    ],
)
def test_every_sign_is_read_and_known(tmp_path: Path, written: str, amount: Decimal, currency: str) -> None:
    """The two lists of signs, of what is taken off an amount and of what it means, are one."""
    other = "USD 5.00" if "." in written[5:] else "USD 5,00"
    rows = f'o1,a,"{written}",2026-01-01\no2,a,"{other}",2026-01-01\n'
    assert amounts(tmp_path, HEAD + rows) == [(amount, currency), (5, "USD")]
