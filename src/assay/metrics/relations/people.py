"""Active people at accounts of the scope, people who came, and fields of people."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.kpis.rows import DecisionMakers, NewPeople, People, PeopleChange, PersonFields
from assay.metrics import people as person_rows
from assay.metrics.context import Context, days_between, joined, left_joined, matching
from assay.metrics.membership import segments
from assay.metrics.populations import in_scope, population
from assay.metrics.relations.base import rows_of


@rows_of.register
def _people(base: People, context: Context) -> Table:
    rows = person_rows.active_people(context, population(context, base.population))
    if base.key:
        rows = rows.filter(rows.role.notnull())
    return person_rows.attach_to_people(context, rows, base.attach)


@rows_of.register
def _person_fields(base: PersonFields, context: Context) -> Table:  # noqa: ARG001
    return person_rows.person_fields(context, person_rows.active_people(context, population(context, "scope")))


@rows_of.register
def _new_people(base: NewPeople, context: Context) -> Table:
    people = person_rows.people(context)
    scoped = in_scope(context, people.filter(people.created_on.notnull()), "created_on")
    return person_rows.attach_to_people(context, scoped, base.attach)


@rows_of.register
def _people_change(base: PeopleChange, context: Context) -> Table:  # noqa: ARG001
    rows = joined(population(context, "scope", "from"), person_rows.people(context), "account_id")
    then = ibis.ifelse(person_rows.active(rows, rows.starts_on), 1, 0)
    now = ibis.ifelse(person_rows.active(rows, rows.ends_on), 1, 0)
    rows = rows.mutate(then=then, now=now)
    rows = rows.filter((rows.then == 1) | (rows.now == 1))
    return rows.mutate(change=rows.now - rows.then).drop("then", "now")


DAYS_A_MONTH = 30.4375


@rows_of.register
def _decision_makers(base: DecisionMakers, context: Context) -> Table:  # noqa: ARG001
    accounts = population(context, "target", "to")
    people = joined(accounts, person_rows.people(context), "account_id")
    people = people.filter(people.role == "decision_maker", person_rows.active(people, people.ends_on))
    days = context.fact("person_days").select("person_id", "day", "engaging")
    keys = [*context.keys, "person_id"]
    met = joined(people.select(*keys, "starts_on", "ends_on"), days, "person_id")
    met = _in_scope(context, met.filter(met.day >= met.starts_on, met.day <= met.ends_on))
    counted = met.group_by(*keys).aggregate(touches=met.engaging.sum())
    rows = left_joined(people, counted, keys)
    months = (days_between(rows.ends_on, rows.starts_on) + 1) / DAYS_A_MONTH
    return rows.mutate(touches=rows.touches.fill_null(0), months=months)


def _in_scope(context: Context, days: Table) -> Table:
    """Days of people (split…, account_id, day) on which their account was in scope; a day is in one stretch at most."""
    stretches = segments(context).select(*context.split, "account_id", from_on="starts_on", until_on="ends_on")
    same = matching(days, stretches, (*context.split, "account_id"))
    return days.semi_join(stretches, [*same, stretches.from_on <= days.day, stretches.until_on > days.day])
