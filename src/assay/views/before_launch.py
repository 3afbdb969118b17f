"""What accounts were, did and bought before their launch day, as it was known on its eve."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, Value, named_table
from assay.metrics.context import Context, count_if, days_between, joined, left_joined
from assay.metrics.money import converted

PRIOR_DAYS, RECENT_DAYS = 365, 90
LEVELS = ("industry", "country", "region")


def before_launch(context: Context) -> Table:
    """One row per subject (account_id, launched_on): its master data, and what it did and bought before its launch day."""
    subjects = named_table({"account_id": "string", "launched_on": "date"}, name="subjects")
    rows = left_joined(subjects, _master(context, subjects), "account_id")
    rows = left_joined(rows, _touches(context, subjects), "account_id")
    rows = left_joined(rows, _deals(context, subjects), "account_id")
    counts = ("prior_touches", "recent_touches", "prior_deals", "won_deals", "open_deals")
    return rows.mutate(**{name: rows[name].fill_null(0) for name in counts})


def _master(context: Context, subjects: Table) -> Table:
    accounts = context.fact("accounts")
    rows = joined(accounts, subjects, "account_id")
    rows = converted(context, rows, "annual_revenue", "launched_on")
    age = days_between(rows.launched_on, rows.created_on)
    extra = dict(context.extra).get("accounts", ())
    kept = ("account_id", "employees", "annual_revenue", *LEVELS, *extra)
    return rows.mutate(account_age=ibis.ifelse(age >= 0, age, ibis.null("int64"))).select(*kept, "account_age")


def _touches(context: Context, subjects: Table) -> Table:
    days = context.unit("account_days").select("account_id", "day", "engaging")
    rows = joined(days, subjects, "account_id")
    rows = rows.mutate(ago=days_between(rows.launched_on, rows.day) - context.given("selection_days", "int64"))
    rows = rows.filter(rows.ago >= 1, rows.ago <= PRIOR_DAYS)
    return rows.group_by("account_id").aggregate(
        prior_touches=rows.engaging.sum(),
        recent_touches=ibis.ifelse(rows.ago <= RECENT_DAYS, rows.engaging, 0).sum(),
    )


def _deals(context: Context, subjects: Table) -> Table:
    """Deals by what they were at the end of the day before launch."""
    deals = joined(context.unit("deals"), subjects, "account_id")
    states = context.fact("deal_states").select(
        "opportunity_id", "status", "closed_on", from_on="starts_on", until_on="ends_on"
    )
    eve: list[Value] = [
        deals.opportunity_id == states.opportunity_id,
        states.from_on < deals.launched_on,
        states.until_on >= deals.launched_on,
    ]
    rows = joined(deals, states, eve)
    return rows.group_by("account_id").aggregate(
        prior_deals=count_if(rows.qualified_on < rows.launched_on),
        won_deals=count_if(rows.status == "won"),
        open_deals=count_if(rows.status == "open"),
    )
