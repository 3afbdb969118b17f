"""Engaging touches rolled up by account and day, and by person and day."""

from __future__ import annotations

import ibis.expr.types as ir

from assay.engine.tables import Table
from assay.facts.plan import Plan, flag
from assay.facts.values import KIND_SLOTS, slot_column


def account_days(plan: Plan) -> Table:
    """Days on which an account engaged: how often, how long, and how often by each set of kinds that presets name."""
    engaging = _engaging(plan)
    slots = {slot_column(number): _of_slot(engaging, plan, number) for number in range(1, KIND_SLOTS + 1)}
    return engaging.group_by("account_id", "parent_id", day="occurred_on").agg(
        engaging=engaging.count(),
        weighted_seconds=engaging.weighted_seconds.sum(),
        **slots,
    )


def person_days(plan: Plan) -> Table:
    """The same per known person; people who objected are in no such row, since their touches name nobody."""
    engaging = _engaging(plan)
    known = engaging.filter(engaging.person_id.notnull())
    return known.group_by("account_id", "parent_id", "person_id", day="occurred_on").agg(
        engaging=known.count(), weighted_seconds=known.weighted_seconds.sum()
    )


def _engaging(plan: Plan) -> Table:
    touches = plan.fact("touches")
    return touches.filter(touches.counts, touches.engages, touches.account_id.notnull())


def _of_slot(touches: Table, plan: Plan, number: int) -> ir.IntegerValue:
    return flag(plan.value(f"slots.{number}").contains(touches.kind)).sum()
