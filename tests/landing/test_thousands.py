"""`1.200` among numbers with a point: a thousand and two hundred, or 1.2? Told by its own column, or by nobody."""

from __future__ import annotations

from decimal import Decimal

import pytest
from landing_place import Landing


@pytest.mark.parametrize(
    ("column", "landed"),
    [
        (["99.50", "1.200 ₽"], [Decimal("99.5"), None]),
        (["99.50", "1.234"], [Decimal("99.5"), None]),
        (["0.125", "1.200"], [Decimal("0.125"), Decimal("1.2")]),
        (["1234.567", "1.200"], [Decimal("1234.567"), Decimal("1.2")]),
        (["1,234.567", "1.200"], [Decimal("1234.567"), Decimal("1.2")]),
        (["2.71828", "1.234"], [Decimal("2.71828"), Decimal("1.234")]),
        (["99.5", "1.234"], [Decimal("99.5"), Decimal("1.234")]),
        (["99.5", "1.230"], [Decimal("99.5"), None]),
        (["99,50", "-1,200"], [Decimal("99.5"), None]),
        (["99,5", "1.200"], [Decimal("99.5"), Decimal(1200)]),
    ],
)
def test_the_column_tells_or_the_cell_is_left_out(landing: Landing, column: list[str], landed: list[Decimal]) -> None:
    rows = "".join(f"{place};2026-01-05;{text}\n" for place, text in enumerate(column))
    report = landing.land("opportunities", f"opportunity_id;created_at;amount\n{rows}")
    assert [amount for (_, amount) in landing.rows("opportunities", "opportunity_id, amount")] == landed
    assert [one.value for one in report.quarantine] == [
        text for text, amount in zip(column, landed, strict=True) if amount is None
    ]


def test_another_column_does_not_tell(landing: Landing) -> None:
    landing.land("accounts", "account_id,name,employees,annual_revenue\n1,A,12.000,9.5\n2,B,7,1.200\n")
    assert landing.rows("accounts", "account_id, employees, annual_revenue") == [
        ("1", None, Decimal("9.5")),
        ("2", 7, None),
    ]


def test_the_option_tells(landing: Landing) -> None:
    text = "opportunity_id,created_at,amount\n1,2026-01-05,99.50\n2,2026-01-05,1.200\n"
    assert not landing.land("opportunities", text, options={"decimal": "."}).quarantine
    assert landing.rows("opportunities", "sum(amount)") == [(Decimal("100.7"),)]


def test_a_quantity_is_a_count(landing: Landing) -> None:
    """Impressions of an advertising report are whole: a comma or a point in them is between thousands."""
    head = "touch_id;occurred_at;kind;quantity\n"
    landing.land("touches", f"{head}1;2026-01-05;ad_impression;1,200\n2;2026-01-05;ad_impression;300\n")
    assert landing.rows("touches", "sum(quantity)") == [(1500.0,)]
    landing.land("touches", f"{head}1;2026-01-05;ad_impression;1.250\n2;2026-01-05;ad_impression;300\n")
    assert landing.rows("touches", "sum(quantity)") == [(1550.0,)]
