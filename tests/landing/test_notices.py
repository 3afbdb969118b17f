"""What an owner should look at is counted of the rows that land, not of the lines of a file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from assay.landing.load import load
from assay.store.workspace import create_workspace

DEALS = """opportunity_id,created_at,status,amount,currency
1,2026-01-01,open,100,EUR
2,2026-01-02,open,5,EUR
2,2026-01-02,open,200,EUR
3,2026-01-02,open,7,EUR
3,2026-01-02,open,7,EUR
"""


def test_a_deal_that_comes_twice_counts_once_and_one_in_conflict_not_at_all(tmp_path: Path) -> None:
    """Three deals: the first, the third once; of the second nothing says which of its amounts is true."""
    file = tmp_path / "opportunities.csv"
    file.write_text(DEALS, "utf-8")
    (notice,) = load(create_workspace(tmp_path / "w"), [file]).notices
    assert (notice.what, notice.rows, notice.amounts) == ("no_account", 2, {"EUR": Decimal(107)})
