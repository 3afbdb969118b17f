"""Engaging touches rolled up by account and day, and by person and day."""

from __future__ import annotations

import ibis.expr.types as ir

from assay.facts.plan import Plan, flag, preset_column
from assay.settings import Preset


def account_days(plan: Plan) -> ir.Table:
    """Days on which an account engaged: how often, how long, and how often by each preset's kinds."""
    engaging = _engaging(plan)
    presets = plan.settings.presets().items()
    return engaging.group_by("account_id", "parent_id", day="occurred_on").agg(
        engaging=engaging.count(),
        weighted_seconds=engaging.weighted_seconds.sum(),
        **{preset_column(name): flag(_of_kinds(engaging, preset)).sum() for name, preset in presets},
    )


def person_days(plan: Plan) -> ir.Table:
    """The same per known person; people who objected are in no such row, since their touches name nobody."""
    engaging = _engaging(plan)
    known = engaging.filter(engaging.person_id.notnull())
    return known.group_by("account_id", "parent_id", "person_id", day="occurred_on").agg(
        engaging=known.count(), weighted_seconds=known.weighted_seconds.sum()
    )


def _engaging(plan: Plan) -> ir.Table:
    touches = plan.fact("touches")
    return touches.filter(touches.counts, touches.engages, touches.account_id.notnull())


def _of_kinds(touches: ir.Table, preset: Preset) -> ir.BooleanValue:
    return touches.kind.isin(preset.kinds) if preset.kinds else touches.touch_id.notnull()
