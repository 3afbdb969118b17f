"""Costs, and what one currency was worth in another on which days."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, union
from assay.facts.plan import Plan, forever, known, with_account
from assay.identity.relations import look_up

_PAIR = ["from_currency", "to_currency"]


def costs(plan: Plan) -> Table:
    """Costs with their programme: their own, else their campaign's."""
    rows = with_account(plan.model("costs"), plan)
    planned = known(rows, "programme_id", plan.model("programmes"), "programme_id")
    renamed = planned.rename(_written_campaign="campaign_id")
    campaigns = plan.fact("campaigns")
    looked_up = look_up(
        renamed,
        renamed["_written_campaign"],
        campaigns,
        "campaign_id",
        campaign_id="campaign_id",
        _programme="programme_id",
    )
    return looked_up.mutate(
        programme_id=ibis.coalesce(looked_up.programme_id, looked_up["_programme"]),
        currency=looked_up.currency.fill_null(plan.value("currency")),
    )


def quotas(plan: Plan) -> Table:
    """What owners are to sell, by period; a period without a day is left out."""
    rows = plan.model("quotas")
    dated = rows.mutate(
        starts_on="period_start", ends_on="period_end", currency=rows.currency.fill_null(plan.settings.currency)
    )
    return dated.filter(dated.starts_on < dated.ends_on)


def usable_rates(plan: Plan) -> Table:
    """Rates above zero between two different currencies."""
    rates = plan.model("fx_rates")
    return rates.filter(rates.rate > 0, rates.from_currency != rates.to_currency)


def fx_spells(plan: Plan) -> Table:
    """Each pair's direct rates, and before the first of them the inverse ones."""
    rates = usable_rates(plan)
    direct = _until_next(rates.select(*_PAIR, "rate", starts_on="date"))
    turned = rates.select(
        from_currency="to_currency", to_currency="from_currency", rate=1.0 / rates.rate, starts_on="date"
    )
    first = direct.group_by(_PAIR).agg(_first=direct.starts_on.min())
    inverse = _until_next(turned).left_join(first, _PAIR)
    limit = ibis.coalesce(inverse["_first"], forever())
    before = inverse.filter(inverse.starts_on < limit)
    capped = before.mutate(ends_on=ibis.least(before.ends_on, ibis.coalesce(before["_first"], forever())))
    columns = [*_PAIR, "starts_on", "ends_on", "rate"]
    return union(direct.select(*columns), capped.select(*columns))


def _until_next(rates: Table) -> Table:
    following = rates.starts_on.lead().over(ibis.window(group_by=_PAIR, order_by="starts_on"))
    return rates.mutate(ends_on=ibis.coalesce(following, forever()))
