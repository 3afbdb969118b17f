"""The market: six hundred companies, what is known of them before the programme, the pools lists are picked from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assay.demo.calendar import LAST, Bools, Floats, Ints, Words, date_words, day_number, stream
from assay.demo.names import Company, companies
from assay.demo.words import INDUSTRIES, LOCALES

OWN_NAME = "Brevonne"
OWN_DOMAIN = "brevonne.eu"
ACCOUNTS = 600
EXCLUDED = 8
CUSTOMER_SHARE = 0.13
QUIET_SHARE = 0.14
INDUSTRY_PULL = (0.5, 0.3, 0.2, 0.1, 0.0, -0.2, -0.4, -0.5)
"""How much each industry, in the order of INDUSTRIES, draws the programme's planners, and buys anyway."""


@dataclass(frozen=True)
class Plan:
    """A list: its programme, the days its waves start, and how many accounts stand in each arm."""

    list: str
    programme_id: str
    launches: tuple[str, ...]
    abm: int
    control: int
    holdout: int
    rest: int

    @property
    def pool(self) -> int:
        return self.abm + self.control + self.holdout + self.rest


PLANS = (
    Plan("Strategic plants", "P-STRATEGIC", ("2025-01-13", "2025-04-07"), 50, 50, 0, 28),
    Plan("Process expansion", "P-PROCESS", ("2025-06-02",), 40, 40, 0, 22),
    Plan("Growth markets", "P-GROWTH", ("2025-09-01",), 110, 110, 80, 62),
)


@dataclass(frozen=True)
class Market:
    """One place per surviving account in every array; the last EXCLUDED are partners, rivals and the company itself.

    `size` and `activity` are standardised; `launch` is the day the account's pool starts; `customer` means customer
    at that launch; marketing never reaches `quiet` accounts, which block trackers and ads and take no letters; `plan` is the place in PLANS, -1 for excluded accounts.
    """

    companies: list[Company]
    ids: Words
    employees: Ints
    revenue: Ints
    currency: Words
    created: Ints
    size: Floats
    activity: Floats
    industry_pull: Floats
    customer: Bools
    excluded: Bools
    quiet: Bools
    plan: Ints
    launch: Ints

    def __len__(self) -> int:
        return len(self.ids)


def standardised(values: Floats) -> Floats:
    return np.asarray((values - values.mean()) / values.std(), dtype=np.float64)


def make_market(seed: int) -> Market:
    rng = stream(seed, "accounts")
    market = companies(rng, ACCOUNTS)
    log_employees = np.clip(rng.normal(6.3, 0.85, ACCOUNTS), 4.2, 9.4)
    employees = np.exp(log_employees).astype(np.int64)
    revenue = (employees * 210 * np.exp(rng.normal(0, 0.25, ACCOUNTS))).astype(np.int64) * 1000
    size = standardised(log_employees)
    plan, launch = _pools(rng)
    excluded = plan < 0
    return Market(
        companies=market,
        ids=np.array([f"A-{i + 1:04d}" for i in range(ACCOUNTS)], dtype=object),
        employees=employees,
        revenue=revenue,
        currency=np.array(["USD" if company.country == "US" else "EUR" for company in market], dtype=object),
        created=_created(rng, launch),
        size=size,
        activity=standardised(0.25 * size + rng.normal(0, 1, ACCOUNTS)),
        industry_pull=np.array([INDUSTRY_PULL[company.industry] for company in market]),
        customer=(rng.random(ACCOUNTS) < CUSTOMER_SHARE) & ~excluded,
        excluded=excluded,
        quiet=stream(seed, "quiet").random(ACCOUNTS) < QUIET_SHARE,
        plan=plan,
        launch=launch,
    )


def _pools(rng: np.random.Generator) -> tuple[Ints, Ints]:
    places = np.concatenate([np.full(plan.pool, i) for i, plan in enumerate(PLANS)])
    places = rng.permutation(places)
    wave = rng.random(len(places)) < 0.5
    launches = [[day_number(text) for text in (plan.launches[0], plan.launches[-1])] for plan in PLANS]
    launch = np.array([launches[place][int(late)] for place, late in zip(places, wave, strict=True)])
    tail = np.full(EXCLUDED, -1)
    return np.concatenate([places, tail]), np.concatenate([launch, np.full(EXCLUDED, LAST)])


def _created(rng: np.random.Generator, launch: Ints) -> Ints:
    early = rng.integers(-1400, 0, len(launch))
    late = rng.integers(0, np.maximum(launch - 400, 1))
    return np.where(rng.random(len(launch)) < 0.85, early, late).astype(np.int64)


def accounts_table(market: Market, owners: Words) -> pd.DataFrame:
    """`accounts` as the CRM exports it, with an own column `segment`; parents and merges are added later."""
    companies = market.companies
    return pd.DataFrame(
        {
            "account_id": market.ids,
            "name": [company.name for company in companies],
            "domain": [company.domain for company in companies],
            "website": [f"https://www.{company.domain}/" for company in companies],
            "parent_account_id": None,
            "industry": [INDUSTRIES[company.industry] for company in companies],
            "employees": market.employees,
            "annual_revenue": market.revenue,
            "currency": market.currency,
            "country": [company.country for company in companies],
            "region": [company.region for company in companies],
            "city": [company.city for company in companies],
            "owner_id": owners,
            "created_at": date_words(market.created),
            "merged_into_id": None,
            "is_excluded": np.where(market.excluded, "true", "false"),
            "segment": np.where(market.employees >= 1000, "Enterprise", "Mid-market"),
        }
    )


def languages(market: Market) -> Words:
    return np.array([LOCALES[company.locale].language for company in market.companies], dtype=object)
