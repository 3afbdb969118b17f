"""Rule 8: money is converted at its day, the latest rate on or before it: direct, else inverse, else through the workspace's."""

from __future__ import annotations

import pytest

from metrics.cases import about, ask, by_account, cost, deal, gather, groups, listed, lost, series, total, won

SINCE_JANUARY = listed("2025-01-01")


def rate(day, source, target, value):
    return {"date": day, "from_currency": source, "to_currency": target, "rate": value}


@pytest.fixture(scope="module")
def rates():
    """The workspace counts in EUR."""

    def win(closed, **more):
        return won("2025-01-02", closed, **more)

    return gather(
        about("euro", SINCE_JANUARY, win("2025-06-01", amount=100, currency=None)),
        about("direct", SINCE_JANUARY, win("2025-06-01", amount=100, currency="USD")),  # × 0.9, not yet × 0.8
        about("latest", SINCE_JANUARY, win("2025-06-02", amount=100, currency="USD")),  # × 0.8
        about("too early", SINCE_JANUARY, win("2025-02-28", amount=100, currency="USD")),  # before the first rate
        about("inverse", SINCE_JANUARY, win("2025-06-01", amount=100, currency="GBP")),  # ÷ 0.5
        about(
            "direct first", SINCE_JANUARY, win("2025-06-01", amount=100, currency="CHF")
        ),  # × 0.7, though 1 ÷ 2 is later
        about("no rate", SINCE_JANUARY, win("2025-06-01", amount=100, currency="JPY")),
        about("nothing to convert", SINCE_JANUARY, win("2025-06-01", amount=0, currency="JPY")),
        about("no amount", SINCE_JANUARY, win("2025-06-01", amount=None, currency="JPY")),
        about("open", SINCE_JANUARY, deal("2025-01-02", amount=1000, currency="USD")),
        fx_rates=[
            rate("2025-03-01", "USD", "EUR", 0.9),
            rate("2025-06-02", "USD", "EUR", 0.8),
            rate("2025-12-31", "USD", "EUR", 0.7),
            rate("2025-03-01", "EUR", "GBP", 0.5),
            rate("2025-03-01", "CHF", "EUR", 0.7),
            rate("2025-05-01", "EUR", "CHF", 2),
        ],
    )


def test_won_deals_convert_at_their_close_day(rates):
    assert by_account(rates, "new_revenue") == {
        "euro": 100,
        "direct": 90,
        "latest": 80,
        "inverse": 200,
        "direct first": 70,
        "nothing to convert": 0,
        "no amount": 0,
    }


def test_what_has_no_rate_is_left_out_and_counted(rates):
    found = total(rates, "new_revenue")
    assert (found.value, found.n) == (540, 7)
    assert found.extra["left_out"] == {"unconverted": 2}
    assert "2 unconverted" in found.note
    assert total(rates, "accounts_won").value == 9  # as deals they count
    sizes = total(rates, "average_deal_size")
    assert (sizes.value, sizes.n, sizes.extra["left_out"]) == (108, 5, {"unconverted": 2, "no_amount": 2})


def test_open_deals_convert_at_the_as_of_day(rates):
    assert total(rates, "pipeline", end="2025-06-01").value == 990  # × 0.9; `latest` closes on the 2nd
    assert total(rates, "pipeline", end="2025-12-30").value == 800
    assert total(rates, "pipeline", end="2025-12-31").value == 700


def test_another_currency_goes_through_that_of_the_workspace(rates):
    """USD → EUR → GBP: 100 × 0.9 × 0.5; CHF → EUR → GBP: 100 × 0.7 × 0.5."""
    assert by_account(rates, "new_revenue", currency="GBP") == {
        "euro": 50,
        "direct": 45,
        "latest": 40,
        "inverse": 100,
        "direct first": 35,
        "nothing to convert": 0,
        "no amount": 0,
    }
    found = ask(rates, "new_revenue", currency="GBP")
    assert (found.currency, found.total.value) == ("GBP", 270)
    assert ask(rates, "accounts_won", currency="GBP").currency is None


def test_costs_convert_at_their_day():
    run = gather(
        about("a", SINCE_JANUARY, cost("2025-03-01", 100, currency="USD"), cost("2025-06-02", 100, currency="USD")),
        fx_rates=[rate("2025-03-01", "USD", "EUR", 0.9), rate("2025-06-02", "USD", "EUR", 0.8)],
    )
    assert total(run, "programme_cost").value == 170


def test_money_is_decimal():
    """A thousand times 0.1 is 100, not 99.9999…"""
    run = gather(about("a", SINCE_JANUARY, *(won("2025-01-02", "2025-06-01", amount="0.1") for _ in range(30))))
    assert total(run, "new_revenue").value == 3.0


def test_a_win_rate_by_amount_weighs_what_can_be_converted():
    run = gather(
        about("a", SINCE_JANUARY, won("2025-01-02", "2025-06-01", amount=300), lost("2025-01-02", "2025-06-01", amount=100)),
        about("b", SINCE_JANUARY, won("2025-01-02", "2025-06-01", amount=300, currency="JPY"), lost("2025-01-02", "2025-06-01", amount=None)),
    )  # fmt: skip
    found = total(run, "win_rate.amount")
    assert (found.value, found.numerator, found.denominator) == (0.75, 300, 400)
    assert found.extra["left_out"] == {"unconverted": 1}
    by = ask(run, "win_rate.amount", by=["account"])
    assert groups(by) == {"a": 0.75, "b": None}


def test_a_group_tells_what_it_left_out():
    """Nothing that could be converted is no zero: not in a group, not in a period."""
    run = gather(
        about("yen", SINCE_JANUARY, won("2025-01-02", "2025-06-01", currency="JPY")),
        about("euro", SINCE_JANUARY, won("2025-01-02", "2025-07-01"), won("2025-01-02", "2025-07-01", currency="JPY")),
        about("none", SINCE_JANUARY),
    )
    found = ask(run, "new_revenue", by=["account"])
    assert groups(found) == {"yen": None, "euro": 1000}
    assert [row.figure.extra["left_out"] for row in found.rows] == [{"unconverted": 1}, {"unconverted": 1}]
    assert "1 unconverted" in found.rows[0].figure.note
    months = ask(run, "new_revenue", grain="month", start="2025-05-01", end="2025-08-31")
    assert series(months) == [0, None, 1000, 0]
    assert months.total.extra["left_out"] == {"unconverted": 2}
