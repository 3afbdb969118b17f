"""Programmes and campaigns: what the ABM programmes run for their accounts, and what marketing runs for everybody."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assay.demo.accounts import PLANS
from assay.demo.calendar import LAST, date_words, day_number

ProgrammeRow = dict[str, str | None]

PROGRAMME_NAMES = {
    "P-STRATEGIC": ("Strategic plants, one to one", "DACH and France", "Discrete manufacturing", "U-40"),
    "P-PROCESS": ("Process expansion, one to few", "Europe", "Process industries", "U-42"),
    "P-GROWTH": ("Growth markets, one to many", "All", "All", "U-43"),
}


@dataclass(frozen=True)
class Campaign:
    """A campaign, its days, and what it costs a month (or once, for events), in its currency."""

    campaign_id: str
    name: str
    channel: str
    programme_id: str | None
    starts: int
    ends: int
    budget: int
    currency: str = "EUR"


def _of_programme(place: int) -> list[Campaign]:
    plan = PLANS[place]
    programme, first = plan.programme_id, day_number(plan.launches[0])
    stem, size = programme.removeprefix("P-"), plan.abm
    return [
        Campaign(f"C-{stem}-ADS", f"{plan.list}: account ads", "display", programme, first, LAST, size * 1300),
        Campaign(f"C-{stem}-NURTURE", f"{plan.list}: nurture mails", "email", programme, first, LAST, size * 250),
        Campaign(
            f"C-{stem}-SIGNATURE", f"{plan.list}: signature banner", "email_signature", programme, first, LAST, 1500
        ),
        Campaign(f"C-{stem}-POST", f"{plan.list}: field kit", "direct_mail", programme, first + 40, LAST, size * 180),
    ]


_EVENTS = (
    ("SPS-FLOOR-24", "Shop floor days 2024", "event", None, "2024-04-16", 38_000, "EUR"),
    ("WEB-OEE-24", "Webcast: OEE without spreadsheets", "virtual_event", None, "2024-06-12", 4_000, "EUR"),
    ("FAIR-CHI-24", "Factory fair Chicago 2024", "event", None, "2024-10-08", 46_000, "USD"),
    ("WEB-ENERGY-25", "Webcast: energy per piece", "virtual_event", None, "2025-02-20", 4_500, "EUR"),
    ("ROUND-STRAT-25", "Round table of plant managers", "event", "P-STRATEGIC", "2025-05-22", 24_000, "EUR"),
    ("FLOOR-25", "Shop floor days 2025", "event", None, "2025-06-17", 41_000, "EUR"),
    ("WEB-PROC-25", "Webcast: batch twins", "virtual_event", "P-PROCESS", "2025-09-25", 5_000, "EUR"),
    ("FAIR-LON-25", "Maintenance fair London", "event", None, "2025-11-04", 29_000, "GBP"),
    ("WEB-GROW-25", "Webcast: a line in ninety days", "virtual_event", "P-GROWTH", "2025-12-03", 5_500, "EUR"),
    ("ROUND-STRAT-26", "Round table of plant managers 2026", "event", "P-STRATEGIC", "2026-03-19", 26_000, "EUR"),
    ("VISIT-PROC-26", "Visit to a reference dairy", "event", "P-PROCESS", "2026-04-23", 17_000, "EUR"),
    ("FLOOR-26", "Shop floor days 2026", "event", None, "2026-06-16", 43_000, "EUR"),
    ("WEB-GROW-26", "Webcast: from pilot to plant", "virtual_event", "P-GROWTH", "2026-09-10", 6_000, "EUR"),
)


def events() -> list[Campaign]:
    return [
        Campaign(f"C-{key}", name, channel, programme, day_number(day), day_number(day), budget, currency)
        for key, name, channel, programme, day, budget, currency in _EVENTS
    ]


def newsletters() -> list[Campaign]:
    """One mailing to all subscribers every six weeks."""
    days = range(20, LAST - 5, 42)
    return [
        Campaign(f"C-NEWS-{i + 1:02d}", f"Plant letter {i + 1}", "email", None, d, d, 900) for i, d in enumerate(days)
    ]


def standing() -> list[Campaign]:
    """What runs all the time for everybody."""
    return [
        Campaign("C-BRAND-ADS", "Brand ads", "display", None, 0, LAST, 90_000),
        Campaign("C-SEARCH", "Search ads", "display", None, 0, LAST, 60_000, "USD"),
    ]


def programme_campaigns() -> list[Campaign]:
    return [campaign for place in range(len(PLANS)) for campaign in _of_programme(place)]


def all_campaigns() -> list[Campaign]:
    return [*standing(), *programme_campaigns(), *events(), *newsletters()]


def campaigns_table() -> pd.DataFrame:
    rows = [
        {
            "campaign_id": campaign.campaign_id,
            "name": campaign.name,
            "channel": campaign.channel,
            "programme_id": campaign.programme_id,
            "starts_on": _word(campaign.starts),
            "ends_on": _word(campaign.ends) if campaign.ends < LAST else None,
            "budget": campaign.budget,
            "currency": campaign.currency,
        }
        for campaign in all_campaigns()
    ]
    return pd.DataFrame(rows)


def programmes_table() -> pd.DataFrame:
    rows: list[ProgrammeRow] = []
    for plan in PLANS:
        name, region, vertical, owner = PROGRAMME_NAMES[plan.programme_id]
        row: ProgrammeRow = {"programme_id": plan.programme_id, "name": name, "starts_on": plan.launches[0]}
        rows.append({**row, "ends_on": None, "region": region, "vertical": vertical, "owner_id": owner})
    return pd.DataFrame(rows)


def _word(day: int) -> str:
    return str(date_words(np.array([day]))[0])
