"""Accounts that are asked about one by one: those a programme was aimed at, and everybody of the company."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from assay.engine.tables import Table
from assay.metrics.context import Context
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population


def members(context: Context) -> Table:
    """Accounts targeted in the window: account_id, entered_on, tier."""
    rows = chosen(context, population(context, "targeted"))
    return rows.select("account_id", "entered_on", "tier")


class OfCompany(NamedTuple):
    account_id: str
    name: str | None
    parent_id: str | None
    created_on: date | None


def everybody(cursor: Any, *, roll_up: bool = False) -> list[OfCompany]:
    """All accounts of the company but excluded ones, or their ultimate parents, in order of their id."""
    unit = "parent_id" if roll_up else "account_id"
    sql = f"SELECT {unit}, min(name), min(parent_id), min(created_on) FROM accounts WHERE NOT is_excluded GROUP BY 1 ORDER BY 1"
    return [OfCompany(*row) for row in cursor.execute(sql).fetchall()]
