"""Paths of accounts to their deals, as relations: touches from the look-back before creation on, and paths that led nowhere."""

from __future__ import annotations

from typing import Literal

import ibis

from assay.engine.tables import Table, Value, union
from assay.metrics import deals as deal_rows
from assay.metrics.context import Context, days_between, joined, left_joined
from assay.metrics.dimensions import chosen
from assay.metrics.money import converted
from assay.metrics.populations import population

Outcome = Literal["opportunities", "won"]
OUTCOMES: tuple[Outcome, ...] = ("opportunities", "won")

TOUCH = (
    "touch_id",
    "occurred_at",
    "occurred_on",
    "kind",
    "channel",
    "team",
    "campaign_id",
    "direction",
    "weighted_seconds",
)


def outcome_deals(context: Context, outcome: Outcome) -> Table:
    """New-business deals of the scope: legitimate ones created in the window, or those won in it.

    `amount` is in the answer's currency, at the close day's rate where they are closed; `lead_on` is the account's first
    MQA day since its entry.
    """
    if outcome == "won":
        rows = deal_rows.closed_deals(context).filter(lambda t: t.status == "won")
    else:
        rows = deal_rows.created_deals(context).filter(lambda t: t.legitimate)
    rows = chosen(context, rows)
    closed = ibis.coalesce(rows.closed_on, rows.as_of)
    rows = rows.mutate(worth_on=ibis.ifelse(rows.status == "open", rows.as_of, closed))
    rows = converted(context, rows, "amount", "worth_on")
    leads = deal_rows.first_mqa(context).rename(lead_on="first_on")
    found = left_joined(rows, leads, ["account_id", "entered_on"])
    won_on = ibis.ifelse(found.status == "won", found.closed_on, ibis.null("date"))
    return found.select(
        "opportunity_id", "account_id", "name", "amount", "unconverted", "created_on", "lead_on", won_on=won_on
    )


def path_touches(context: Context, outcome: Outcome, engaging: bool) -> Table:
    """Touches on the accounts of those deals, from the look-back before creation to creation, and on to a win."""
    rows = outcome_deals(context, outcome)
    until = ibis.coalesce(rows.won_on, rows.created_on)
    rows = rows.select("opportunity_id", "account_id", "created_on", "lead_on", until_on=until)
    found = joined(rows, _touches(context, engaging), "account_id")
    found = found.filter(found.occurred_on <= found.until_on, _recent(context, found.created_on, found.occurred_on))
    return found.select(
        "opportunity_id",
        "account_id",
        *TOUCH,
        age=days_between(found.created_on, found.occurred_on),
        before_lead=(found.occurred_on <= found.lead_on).fill_null(False),
    ).order_by("opportunity_id", "occurred_at", "touch_id")


def null_touches(context: Context, outcome: Outcome, engaging: bool) -> Table:
    """Touches on paths that led to no such deal: `path`, account and touch.

    Accounts targeted in the window without any deal of the scope, over the look-back up to the window's end; for won
    deals also the deals lost in it, up to their creation.
    """
    deals = [deal_rows.created_deals, deal_rows.closed_deals, deal_rows.open_deals]
    busy = union(*(build(context).select("account_id") for build in deals), distinct=True)
    idle = chosen(context, population(context, "targeted")).anti_join(busy, "account_id")
    idle = idle.select("account_id", path=idle.account_id, until_on=idle.ends_on)
    paths = union(idle, _lost(context)) if outcome == "won" else idle
    rows = joined(paths, _touches(context, engaging), "account_id")
    rows = rows.filter(rows.occurred_on <= rows.until_on, _recent(context, rows.until_on, rows.occurred_on))
    return rows.select("path", "account_id", *TOUCH).order_by("account_id", "path", "occurred_at", "touch_id")


def _lost(context: Context) -> Table:
    lost = chosen(context, deal_rows.closed_deals(context).filter(lambda t: t.status == "lost"))
    return lost.select("account_id", path=lost.opportunity_id, until_on=lost.created_on)


def _touches(context: Context, engaging: bool) -> Table:
    """Touches that reached somebody; those of excluded accounts and of people who objected do not count."""
    touches = deal_rows.counted_touches(context).filter(lambda t: t.kind != "email_bounced")
    return (touches.filter(touches.engages) if engaging else touches).select("account_id", *TOUCH)


def _recent(context: Context, until: Value, on: Value) -> Value:
    return days_between(until, on) <= context.value("influence.lookback_days")
