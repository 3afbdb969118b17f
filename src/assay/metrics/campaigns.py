"""Accounts and deals asked for each campaign by itself: whom it reached of all, which deals it touched of all.

A campaign has no accounts of its own. So its share divides by the same accounts or deals as the total, and the shares of
campaigns add up to more than the total where several reached the same ones.
"""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.metrics.context import Context, joined, left_joined

CAMPAIGN = "_campaign"


def named(touches: Table) -> Table:
    """Touches with the campaign they belong to, '' for none, so that it can be joined on."""
    return touches.mutate(**{CAMPAIGN: touches.campaign_id.fill_null("")})


def flagged(context: Context, rows: Table, hits: Table, keys: list[str], name: str) -> Table:
    """Rows with a flag: `hits` has a row of the same keys. Where campaigns are asked, each row beside each campaign.

    `hits` then carries the campaign; rows get it as `campaign_id`, null for touches of none.
    """
    if not context.campaigns:
        flags = hits.select(*keys).distinct().mutate(_hit=ibis.literal(True))
        marked = left_joined(rows, flags, keys)
        return marked.mutate(**{name: marked._hit.fill_null(False)}).drop("_hit")
    there = hits.select("period", CAMPAIGN).distinct()
    every = joined(rows, there, "period")
    flags = hits.select(*keys, CAMPAIGN).distinct().mutate(_hit=ibis.literal(True))
    marked = left_joined(every, flags, [*keys, CAMPAIGN])
    told = {name: marked._hit.fill_null(False), "campaign_id": marked[CAMPAIGN].nullif("")}
    return marked.mutate(**told).drop("_hit", CAMPAIGN)
