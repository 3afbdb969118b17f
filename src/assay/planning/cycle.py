"""How long things take at this company: deals until they are won, accounts until they have one, KPIs until they tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from dateutil.relativedelta import relativedelta

from assay.engine.tables import Table
from assay.kpis import find
from assay.metrics.compiler import detail
from assay.metrics.context import Context, days_between, joined
from assay.metrics.deals import created_deals
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.stats.survival import median_among_won
from assay.views.question import Question, question

if TYPE_CHECKING:
    pass

CYCLE_MONTHS = 24
"""The company's own pace is read from the deals created in so many months before the as-of day."""
FEW_DEALS = 5
USUAL_DEAL_DAYS, USUAL_LEAD_DAYS = 120, 60
"""Taken where the company has closed too few deals of its own; said so."""
FIRST_DAYS = 30
MONTH_DAYS = 30.4375


@dataclass(frozen=True)
class Cycle:
    """The company's own pace: median days of a deal until it is won, and from the account's first engaging day (in the
    months before) to a legitimate deal. `own` is false where a usual value stands in for lack of deals.
    """

    deal_days: float | None
    lead_days: float | None
    deals: int
    own: bool


def company_cycle(asked: Question) -> Cycle:
    """Over all new-business deals of the company, whoever they belong to."""
    run, as_of = asked.run, asked.timing.as_of
    last = min(as_of, run.last_day or as_of)
    whole = Scope(arm="all", start=last - relativedelta(months=CYCLE_MONTHS), end=last, roll_up=asked.scope.roll_up)
    company = question(run, whole)
    cases = [row for row in company.rows(_deals) if row["left_out"] is None]
    won = (
        median_among_won([row["numerator"] for row in cases], [row["denominator"] for row in cases]) if cases else None
    )
    leads = [row["days"] for row in company.rows(_leads)]
    wins = sum(1 for row in cases if row["denominator"] == 1)
    own = wins >= FEW_DEALS and len(leads) >= FEW_DEALS
    deal_days = won if wins >= FEW_DEALS else float(USUAL_DEAL_DAYS)
    lead_days = float(np.median(leads)) if len(leads) >= FEW_DEALS else float(USUAL_LEAD_DAYS)
    return Cycle(deal_days, lead_days, len(cases), own)


def _deals(context: Context) -> Table:
    kpi = find("deal_velocity")
    assert kpi.censored is not None
    return detail(kpi.censored, kpi.unit, replace(context, customers=True), ())


def _leads(context: Context) -> Table:
    """Days from the first engaging day of the account, in the influence look-back before creation, to qualification."""
    deals = created_deals(replace(context, customers=True)).filter(lambda t: t.legitimate)
    days = context.unit("account_days").select("account_id", "day")
    rows = joined(deals, days, [deals.account_id == days.account_id, days.day <= deals.created_on])
    rows = rows.filter(days_between(rows.created_on, rows.day) <= context.value("influence.lookback_days"))
    first = rows.group_by("opportunity_id", "qualified_on").aggregate(first_on=rows.day.min())
    return first.select("opportunity_id", days=days_between(first.qualified_on, first.first_on)).order_by("days")


def needed_days(settings: Settings, cycle: Cycle) -> Mapping[str, int]:
    """How long an account must have been followed before a KPI says something about it."""
    lead = round(cycle.lead_days or USUAL_LEAD_DAYS)
    deal = round(cycle.deal_days or USUAL_DEAL_DAYS)
    return {
        "account_penetration.per_account": FIRST_DAYS,
        "meetings_planned.held": FIRST_DAYS,
        "mqa_rate": settings.mqa.lookback_days,
        "opportunity_rate": max(lead, FIRST_DAYS),
        "account_win_rate": lead + deal,
        "win_rate": lead + deal,
        "deal_velocity": lead + deal,
    }
