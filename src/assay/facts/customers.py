"""When an account is a customer, and since when that was known (rule 3)."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, union
from assay.facts.plan import Plan, day, forever, with_account
from assay.facts.schema import BEGINNING

# A contract that starts from this many days before the close takes the place of the won deal.
DAYS_BEFORE_CLOSE = 31


def customer_spells(plan: Plan) -> Table:
    """Contracts in force, and won deals until a contract takes over, for accounts and for ultimate parents."""
    contracts, wins = _running_contracts(plan), _wins(plan)
    units = (("account", "account_id"), ("parent", "parent_id"))
    spells = [
        part
        for unit, column in units
        for part in (_by_contract(contracts, unit, column), _by_win(contracts, wins, unit, column))
    ]
    return union(*spells)


def contracts(plan: Plan) -> Table:
    """Contracts of known accounts after merges; `ends_on` is the last day in force, as the contract says."""
    rows = with_account(plan.model("contracts"), plan)
    kept = rows.filter(rows.account_id.notnull())
    return kept.mutate(currency=kept.currency.fill_null(plan.value("currency")))


def _counted_accounts(plan: Plan) -> Table:
    accounts = plan.fact("accounts")
    return accounts.filter(~accounts.is_excluded)


def _running_contracts(plan: Plan) -> Table:
    """Contracts of accounts that are not excluded, half-open."""
    rows = plan.fact("contracts").semi_join(_counted_accounts(plan), "account_id")
    dated = rows.select("account_id", "parent_id", "starts_on", last_on=rows.ends_on.fill_null(forever()))
    after = (dated.last_on < forever()).ifelse(dated.last_on + ibis.interval(days=1), forever())
    return dated.mutate(ends_on=after).filter(dated.starts_on <= dated.last_on)


def _wins(plan: Plan) -> Table:
    """States in which a deal is won, with the interval in which that was known."""
    states = plan.fact("deal_states")
    deals = plan.fact("deals").semi_join(_counted_accounts(plan), "account_id")
    won = states.filter(states.status == "won", states.closed_on.notnull())
    return won.inner_join(deals, "opportunity_id").select(
        "opportunity_id", "account_id", "parent_id", "closed_on", known_from="starts_on", known_to="ends_on"
    )


def _by_contract(contracts: Table, unit: str, column: str) -> Table:
    return contracts.select(
        unit=ibis.literal(unit),
        account_id=column,
        starts_on="starts_on",
        ends_on="ends_on",
        known_from=day(BEGINNING),
        known_to=forever(),
    )


def _by_win(contracts: Table, wins: Table, unit: str, column: str) -> Table:
    """From the close until the first contract that starts from 31 days before it; nothing if that came first."""
    starts = contracts.select(_owner=column, _start="starts_on").distinct()
    earliest = wins.closed_on - ibis.interval(days=DAYS_BEFORE_CLOSE)
    met = wins.inner_join(starts, [wins[column] == starts["_owner"], starts["_start"] >= earliest])
    first = met.group_by("opportunity_id", "known_from").agg(_first=met["_start"].min())
    columns = first.select(_deal="opportunity_id", _from="known_from", _first="_first")
    joined_wins = wins.left_join(
        columns, [wins.opportunity_id == columns["_deal"], wins.known_from == columns["_from"]]
    )
    ends = ibis.coalesce(joined_wins["_first"], forever())
    return joined_wins.filter(ends > joined_wins.closed_on).select(
        unit=ibis.literal(unit),
        account_id=column,
        starts_on="closed_on",
        ends_on=ends,
        known_from="known_from",
        known_to="known_to",
    )
