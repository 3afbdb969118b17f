"""Contracts of customers that come up for renewal, one by one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from assay.engine.tables import Table
from assay.kpis.rows import Contracts
from assay.metrics.answers import Run
from assay.metrics.context import Context, left_joined
from assay.metrics.dimensions import chosen
from assay.metrics.relations import rows_of
from assay.metrics.scope import Scope
from assay.views.question import Record, question

HORIZON_DAYS = 180


@dataclass(frozen=True)
class Due:
    """A contract in force that ends soon; `annual_value` in the answer's currency, None without a value or a rate."""

    contract_id: str
    account_id: str
    account: str | None
    owner: str | None
    ends_on: date
    days: int
    annual_value: float | None
    renewal: str | None


@dataclass(frozen=True)
class DueAnswer:
    heading: Record
    currency: str
    days: int
    contracts: tuple[Due, ...]

    def to_json(self) -> Record:
        said = {"currency": self.currency, "days": self.days}
        return {**self.heading, **said, "contracts": [asdict(one) for one in self.contracts]}


def contracts_due(run: Run, scope: Scope | None = None, days: int = HORIZON_DAYS) -> DueAnswer:
    """Contracts of accounts ever targeted that end within so many days from the as-of day, the next first."""
    asked = question(run, scope)
    due = []
    for row in asked.rows(_in_force):
        left = (row["last_on"] - asked.timing.as_of).days if row["last_on"] else None
        if left is not None and left <= days:
            value = None if row["left_out"] or row["annual_value"] is None else float(row["annual_value"])
            names = {name: row[name] for name in ("contract_id", "account_id", "account", "owner", "renewal")}
            due.append(Due(**names, ends_on=row["last_on"], days=left, annual_value=value))
    due.sort(key=lambda one: (one.ends_on, one.contract_id))
    return DueAnswer(asked.heading(), asked.currency, days, tuple(due))


def _in_force(context: Context) -> Table:
    rows = chosen(context, rows_of(Contracts("in_force", money=True), context))
    accounts = context.fact("accounts").select("account_id", "owner_id", account="name")
    users = context.fact("users").select("user_id", owner="name")
    rows = left_joined(rows, accounts, "account_id")
    rows = left_joined(rows, users, [rows.owner_id == users.user_id])
    names = ("contract_id", "account_id", "account", "owner", "last_on", "annual_value", "renewal", "left_out")
    return rows.select(*names)


__all__ = ["HORIZON_DAYS", "Due", "DueAnswer", "contracts_due"]
