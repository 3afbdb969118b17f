"""What is worked out per account for coverage and reach: roles of the buying committee, outbound touches."""

from __future__ import annotations

from dataclasses import replace

import ibis

from assay.engine.tables import Table
from assay.kpis.rows.accounts import SENT
from assay.metrics.campaigns import CAMPAIGN, flagged, named
from assay.metrics.context import Context, at, left_joined
from assay.metrics.deals import counted_touches
from assay.metrics.people import active_people, attach_to_people
from assay.metrics.populations import in_scope


def with_role_coverage(context: Context, rows: Table) -> Table:
    """Adds `role_coverage`, the share of the committee's roles with enough active people, and `covered`.

    Both are null where the committee template is empty. Thresholds are compared in whole roles, so that 0.6 of five is 3.
    """
    beside = left_joined(rows, _roles_met(context, rows), list(context.keys))
    size = context.value("committee.size").nullif(0)
    roles = beside._roles.fill_null(0) + context.value("committee.needless")
    covered = ibis.ifelse(size.isnull(), ibis.null("boolean"), roles >= context.value("committee.needed"))
    return beside.mutate(role_coverage=roles / size, covered=covered).drop("_roles")


def _roles_met(context: Context, rows: Table) -> Table:
    """Roles that want people and have enough of them; those that want none are met everywhere."""
    people = active_people(context, rows.select(*context.keys, "as_of"))
    counted = people.group_by(*context.keys, "role").aggregate(_people=people.count())
    wanted = at(context.value("committee.wanted"), context.value("committee.roles"), counted.role)
    enough = counted.filter(
        context.value("committee.roles").contains(counted.role), wanted > 0, counted._people >= wanted
    )
    return enough.group_by(*context.keys).aggregate(_roles=enough.count())


def with_reach(context: Context, rows: Table) -> Table:
    """Adds `reached`: something was sent or shown to the account in the window, on a day on which it was in scope."""
    touches = counted_touches(context)
    touches = named(touches.filter(touches.kind.isin(SENT)))
    touches = touches.select("account_id", *((CAMPAIGN,) if context.campaigns else ()), "occurred_on").distinct()
    sent = in_scope(replace(context, customers=True), touches, "occurred_on")
    return flagged(context, rows, sent, list(context.keys), "reached")


def with_key_people(context: Context, rows: Table) -> Table:
    """Adds `key_people`, how many active people have a role in the buying decision."""
    return _counted(context, rows, _key_people(context, rows), "key_people")


def with_engaged_key_people(context: Context, rows: Table) -> Table:
    """Adds `engaged_key_people`, those of them with an engaging touch in the look-back."""
    people = attach_to_people(context, _key_people(context, rows), ("engaged",))
    return _counted(context, rows, people.filter(people.engaged), "engaged_key_people")


def _key_people(context: Context, rows: Table) -> Table:
    people = active_people(context, rows.select(*context.keys, "as_of"))
    return people.filter(people.role.notnull())


def _counted(context: Context, rows: Table, people: Table, name: str) -> Table:
    counts = people.group_by(*context.keys).aggregate(_number=people.count())
    beside = left_joined(rows, counts, list(context.keys))
    return beside.mutate(**{name: beside._number.fill_null(0)}).drop("_number")
