"""The segment a roll-out is for: its accounts that are free, and what they win without the programme."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import ibis

from assay.engine.tables import Table
from assay.errors import DataError, UsageError, did_you_mean
from assay.metrics import deals as deal_rows
from assay.metrics.answers import Run
from assay.metrics.context import Context, left_joined, plus_days
from assay.metrics.dimension_names import ACCOUNT_COLUMNS
from assay.metrics.dimensions import chosen
from assay.metrics.membership import live_memberships
from assay.metrics.money import converted
from assay.metrics.populations import customer_spells, population
from assay.metrics.scope import Filter, Scope, parse_filter
from assay.returns.approaches import company
from assay.stats.estimators import wilson
from assay.views.question import Question, Record, question

FEW_DEALS = 10
"""Below so many won deals of the segment, the company's average stands in for its own."""


@dataclass(frozen=True)
class Segment:
    """Accounts that a roll-out could take in: neither on an `abm` list nor customers when the window began.

    `won` of them won a new-business deal in the window, a share of `base_rate` with its Wilson interval; `deal_size` is
    their average, or the company's where `own_size` is false. `listed` and `customers` tell who is left out.
    """

    where: str
    accounts: int
    won: int
    base_rate: float
    base_low: float
    base_high: float
    deal_size: float | None
    deals: int
    own_size: bool
    listed: int
    customers: int


def segment_of(run: Run, scope: Scope, to: str) -> Segment:
    """The segment's accounts and what they won in the window without the programme."""
    condition, asked = _asked_where(run, scope, to)
    (counts,) = asked.rows(segment_counts)
    if not counts["accounts"]:
        raise _nobody(asked, condition, counts)
    (sizes,) = asked.rows(segment_deals)
    own = sizes["deals"] >= FEW_DEALS
    if not own:
        (sizes,) = question(run, replace(company(scope), where=(), owners=())).rows(segment_deals)
    low, high = wilson(counts["won"], counts["accounts"])
    assert low is not None
    assert high is not None
    return Segment(
        str(condition),
        counts["accounts"],
        counts["won"],
        counts["won"] / counts["accounts"],
        low,
        high,
        float(sizes["amount"]) / sizes["deals"] if sizes["deals"] else None,
        sizes["deals"],
        own,
        counts["listed"],
        counts["customers"],
    )


def _asked_where(run: Run, scope: Scope, to: str) -> tuple[Filter, Question]:
    try:
        condition = parse_filter(to)
        return condition, question(run, replace(company(scope), where=(condition,), owners=()))
    except UsageError as error:
        raise UsageError(error.message.replace("--where", "--to"), hint=error.hint) from None


def _nobody(asked: Question, condition: Filter, counts: Record) -> DataError:
    if counts["listed"] or counts["customers"]:
        return DataError(
            f"No account is left to roll out to where {condition}.",
            hint=f"{counts['listed']} are on an abm list already, {counts['customers']} were customers.",
        )
    column = ACCOUNT_COLUMNS.get(condition.dimension, condition.dimension)
    values = asked.cursor.execute(f'SELECT DISTINCT "{column}"::VARCHAR FROM accounts WHERE "{column}" IS NOT NULL')
    known = tuple(sorted(value for (value,) in values.fetchall()))
    return DataError(f"There is no account where {condition}.", hint=did_you_mean(str(condition.value), known))


def segment_accounts(context: Context) -> Table:
    """Accounts of the condition: account_id, whether `listed` in the window, whether a customer before it."""
    rows = chosen(context, population(context, "targeted")).select("account_id", "as_of", "starts_on", "ends_on")
    lists = live_memberships(context).filter(lambda t: t.arm == "abm")
    lists = lists.select("account_id", listed_from="starts_on", listed_until="ends_on")
    within = [rows.account_id == lists.account_id, lists.listed_from <= rows.ends_on, lists.listed_until > rows.starts_on]  # fmt: skip
    on_list = rows.semi_join(lists, within).select("account_id").mutate(_listed=ibis.literal(True))
    day_before = rows.mutate(day_before=plus_days(rows.starts_on, -1))
    spells = customer_spells(context).rename(since="starts_on", until="ends_on")
    bought = [
        spells.account_id == day_before.account_id,
        spells.since <= day_before.day_before,
        spells.until > day_before.day_before,
        spells.known_from <= day_before.as_of,
        spells.known_to > day_before.as_of,
    ]
    customers = day_before.semi_join(spells, bought).select("account_id").mutate(_customer=ibis.literal(True))
    marked = left_joined(left_joined(rows, on_list, "account_id"), customers, "account_id")
    return marked.mutate(listed=marked._listed.fill_null(False), customer=marked._customer.fill_null(False))


def segment_counts(context: Context) -> Table:
    """One row: accounts left, those of them that won a new-business deal in the window, listed and customers."""
    rows = segment_accounts(context)
    won = deal_rows.closed_deals(context).filter(lambda t: t.status == "won").select("account_id").distinct()
    marked = left_joined(rows, won.mutate(_won=ibis.literal(True)), "account_id")
    free = ~marked.listed & ~marked.customer

    def count(condition: Any) -> Any:
        return ibis.ifelse(condition, 1, 0).sum().fill_null(0)

    return marked.aggregate(
        accounts=count(free),
        won=count(free & marked._won.fill_null(False)),
        listed=count(marked.listed),
        customers=count(marked.customer & ~marked.listed),
    )


def segment_deals(context: Context) -> Table:
    """One row: won new-business deals in the window with an amount, of accounts not on a list, and their sum."""
    free = segment_accounts(context).filter(lambda t: ~t.listed).select("account_id")
    rows = deal_rows.closed_deals(context).filter(lambda t: t.status == "won").semi_join(free, "account_id")
    rows = converted(context, rows, "amount", "closed_on")
    rows = rows.filter(rows.amount > 0, ~rows.unconverted)
    return rows.aggregate(deals=rows.count(), amount=rows.amount.sum().fill_null(0))
