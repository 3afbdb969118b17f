"""What it all costs: media, tools, people, events, content, agency; as finance exports it, with decimal commas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from assay.demo.accounts import PLANS, Market
from assay.demo.calendar import LAST, date_words, dates, day_number, stream
from assay.demo.campaigns import Campaign, events, newsletters, programme_campaigns, standing
from assay.demo.lists import Lists

Row = dict[str, Any]
_APPROACH = {"C-BRAND-ADS": "inbound", "C-SEARCH": "inbound"}


def costs_table(market: Market, lists: Lists, seed: int) -> pd.DataFrame:
    rng = stream(seed, "costs")
    rows = [row for campaign in (*standing(), *programme_campaigns()) for row in _monthly(rng, campaign)]
    rows += [_event(campaign) for campaign in events()]
    rows += [
        _row(letter.starts, letter.budget, "EUR", "content", letter.campaign_id, "email") for letter in newsletters()
    ]
    rows += [row for plan in range(len(PLANS)) for row in _overhead(rng, plan)]
    rows += _elsewhere(rng) + _single_accounts(rng, market, lists)
    table = pd.DataFrame(rows).sort_values(["day", "campaign_id", "kind", "account_id", "amount"], kind="stable")
    table.insert(0, "cost_id", [f"F-{i + 1:05d}" for i in range(len(table))])
    table.insert(1, "incurred_on", date_words(table.pop("day").to_numpy(np.int64)))
    table["amount"] = [f"{amount:.2f}".replace(".", ",") for amount in table["amount"]]
    return table


def _row(
    day: int, amount: float, currency: str, kind: str, campaign: str | None, channel: str | None, **more: Any
) -> Row:
    row: Row = {"day": day, "amount": amount, "currency": currency, "kind": kind, "programme_id": None}
    rest: Row = {"campaign_id": campaign, "channel": channel, "account_id": None, "tier": None, "approach": None}
    return {**row, **rest, **more}


def _month_ends(first: int) -> list[int]:
    days = pd.DatetimeIndex(dates(np.arange(LAST + 1)))
    return [int(day) for day in np.flatnonzero(days.is_month_end) if day >= first]


def _monthly(rng: np.random.Generator, campaign: Campaign) -> list[Row]:
    """The budget in monthly invoices of uneven size; every fifth of a programme's from an agency."""
    ends = _month_ends(campaign.starts)
    parts = rng.dirichlet(np.full(len(ends), 12.0)) * campaign.budget
    media = "media" if campaign.channel.startswith("display") else "content"
    approach = _APPROACH.get(campaign.campaign_id, "abm")
    return [
        _row(day, amount, campaign.currency, "agency" if campaign.programme_id and i % 5 == 4 else media,
             campaign.campaign_id, campaign.channel, approach=approach)
        for i, (day, amount) in enumerate(zip(ends, parts, strict=True))
    ]  # fmt: skip


def _event(campaign: Campaign) -> Row:
    approach = "abm" if campaign.programme_id else "event"
    more = {"programme_id": campaign.programme_id, "approach": approach}
    return _row(
        campaign.starts, campaign.budget, campaign.currency, "event", campaign.campaign_id, campaign.channel, **more
    )


def _overhead(rng: np.random.Generator, place: int) -> list[Row]:
    """A programme's people and tools each month, and its kits for the first tier each quarter."""
    plan = PLANS[place]
    share = plan.abm / sum(other.abm for other in PLANS)
    own = {"programme_id": plan.programme_id, "approach": "abm"}
    rows: list[Row] = []
    for i, day in enumerate(_month_ends(day_number(plan.launches[0]))):
        rows.append(_row(day, 11_000 * share * rng.uniform(0.95, 1.05), "EUR", "people", None, None, **own))
        rows.append(_row(day, 2_900 * share, "USD", "tool", None, None, **own))
        if i % 3 == 2:
            rows.append(_row(day, 6_000 * share, "EUR", "content", None, None, tier="1", **own))
    return rows


def _elsewhere(rng: np.random.Generator) -> list[Row]:
    """What other approaches cost: the outbound team's data, the partner desk."""
    rows: list[Row] = []
    for day in _month_ends(0):
        rows.append(_row(day, 700 * rng.uniform(0.9, 1.1), "EUR", "tool", None, None, approach="outbound"))
        rows.append(_row(day, 900 * rng.uniform(0.9, 1.1), "EUR", "people", None, None, approach="partner"))
    return rows


def _single_accounts(rng: np.random.Generator, market: Market, lists: Lists) -> list[Row]:
    """Parcels and workshops for single accounts: of the programme mostly, a few for control accounts."""
    first = np.flatnonzero(lists.treated & (lists.tier == 1))
    chosen = np.repeat(first, rng.poisson(2.2, len(first)))
    rows: list[Row] = []
    for account in chosen:
        day = int(rng.integers(lists.entry[account], LAST))
        plan = PLANS[market.plan[account]]
        more = {"account_id": market.ids[account], "programme_id": plan.programme_id, "approach": "abm"}
        rows.append(_row(day, rng.uniform(150, 900), "EUR", "content", None, "direct_mail", **more))
    for account in rng.permutation(np.flatnonzero(lists.arm == "control"))[:8]:
        day = int(rng.integers(lists.entry[account], LAST))
        rows.append(_row(day, rng.uniform(150, 600), "EUR", "event", None, None, account_id=market.ids[account]))
    return rows
