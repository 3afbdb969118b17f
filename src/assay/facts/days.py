"""The last day with data, and who was active on it (rules 4 and 13)."""

from __future__ import annotations

from assay.engine.tables import Table, union
from assay.facts.deals import used_deals
from assay.facts.plan import Plan


def touch_days(plan: Plan) -> Table:
    """The days that have touches."""
    return plan.model("touches").select(day="occurred_on").distinct()


def last_day(plan: Plan) -> Table:
    """One row: the latest day, not after today, of a touch, a deal's creation or close, or a stage row."""
    deals = plan.lookup("deals")
    rows = plan.model("opportunity_stages").semi_join(used_deals(plan), "opportunity_id")
    days = union(
        plan.lookup("touch_days"),
        deals.select(day="created_on"),
        deals.select(day="closed_on"),
        rows.select(day="entered_on"),
    )
    seen = days.filter(days.day <= plan.value("today"))
    return seen.agg(last_day=seen.day.max())


def active_people(plan: Plan) -> Table:
    """Per account: how many people are active on the last day with data."""
    people = plan.fact("people").cross_join(plan.lookup("last_day"))
    active = people.filter(
        people.counts,
        people.account_id.notnull(),
        people.created_on.isnull() | (people.created_on <= people.last_day),
        people.left_on.isnull() | (people.left_on > people.last_day),
    )
    return active.group_by("account_id").agg(people=active.count())
