"""Who looks after an open deal (P03): touches on its account of late, and the key people they reached."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.metrics.context import Context, count_if, days_between, joined, left_joined
from assay.metrics.deals import counted_touches
from assay.metrics.people import active_people
from assay.metrics.populations import within


def with_attention(context: Context, deals: Table) -> Table:
    """Adds `recent_touches`, `last_touch_on`, `days_since_touch`, `people_touched` and `key_people`.

    Touches of every team and kind but a bounced e-mail, on the deal's account, up to the as-of day; recent ones lie in
    the look-back of engagement. Key people are the active ones of the account that have a buying role.
    """
    keys = [*context.split, "period", "opportunity_id"]
    asked = deals.select(*keys, "account_id", "as_of")
    touches = counted_touches(context)
    touches = touches.filter(touches.kind != "email_bounced").select("account_id", "occurred_on", "person_id")
    near = joined(asked, touches, [asked.account_id == touches.account_id, touches.occurred_on <= asked.as_of])
    recent = within(near.as_of, near.occurred_on, context.value("engagement.lookback_days"))
    sums = near.group_by(*keys).aggregate(last_touch_on=near.occurred_on.max(), _touches=count_if(recent))
    rows = left_joined(left_joined(deals, sums, keys), _key_people(context, asked, near.filter(recent), keys), keys)
    return rows.mutate(
        recent_touches=rows._touches.fill_null(0),
        days_since_touch=days_between(rows.as_of, rows.last_touch_on),
        people_touched=rows._touched.fill_null(0),
        key_people=rows._people.fill_null(0),
    ).drop("_touches", "_touched", "_people")


def _key_people(context: Context, asked: Table, recent: Table, keys: list[str]) -> Table:
    people = active_people(context, asked)
    people = people.filter(people.role.notnull()).select(*keys, "person_id")
    met = recent.filter(recent.person_id.notnull()).select(*keys, "person_id").distinct()
    marked = left_joined(people, met.mutate(_met=ibis.literal(1)), [*keys, "person_id"])
    return marked.group_by(*keys).aggregate(_people=marked.count(), _touched=count_if(marked._met.notnull()))
