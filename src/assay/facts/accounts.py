"""Accounts, people and the company's own tables of users, programmes and campaigns, after merges."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.facts.plan import Plan, forever, known, with_account
from assay.identity.lookups import described
from assay.identity.relations import look_up, without


def accounts(plan: Plan) -> Table:
    """Surviving accounts with their own attributes, whatever was merged into them."""
    rows = plan.model("accounts")
    looked_up = look_up(
        rows, rows.account_id, plan.lookup("accounts"), "account_id", _survivor="survivor_id", parent_id="parent_id"
    )
    survivors = looked_up.filter(looked_up["_survivor"] == looked_up.account_id)
    return survivors.mutate(is_excluded=survivors.is_excluded.fill_null(False))


def people(plan: Plan) -> Table:
    """Surviving people with their account after merges; `counts` is false for those who objected.

    Seniority, department and role are the file's, else what the job title suggests (`suggested_people`).
    """
    survivors = _surviving_people(plan)
    placed = look_up(survivors, survivors.account_id, plan.lookup("accounts"), "account_id", parent_id="parent_id")
    return placed.mutate(
        role=ibis.coalesce(placed.buying_role, placed["_role"]),
        seniority=ibis.coalesce(placed.seniority, placed["_seniority"]),
        department=ibis.coalesce(placed.department, placed["_department"]),
        email_bounced=placed.email_bounced.fill_null(False),
        counts=~placed["_objected"],
    )


def suggested_people(plan: Plan) -> Table:
    """What of `people` is a suggestion: null where the file says it, or nobody does."""
    rows = _surviving_people(plan)
    levels = rows.select(
        "person_id",
        seniority=rows.seniority.isnull().ifelse(rows["_seniority"], None),
        department=rows.department.isnull().ifelse(rows["_department"], None),
        role=rows.buying_role.isnull().ifelse(rows["_role"], None),
        rule="_rule",
    )
    return levels.filter(levels.seniority.notnull() | levels.department.notnull() | levels.role.notnull())


def _surviving_people(plan: Plan) -> Table:
    """Rows that were not merged away, with their account, `_objected`, and what the job title says (`_seniority` …)."""
    rows = without(described(plan.inputs), "account_id")
    looked_up = look_up(
        rows,
        rows.person_id,
        plan.lookup("people"),
        "person_id",
        _survivor="survivor_id",
        account_id="account_id",
        _objected="objected",
    )
    survivors = looked_up.filter(looked_up["_survivor"] == looked_up.person_id)
    said = {f"_{name}": name for name in ("seniority", "department", "role", "rule")}
    return look_up(survivors, survivors.job_title, plan.lookup("titles"), "job_title", **said)


def users(plan: Plan) -> Table:
    return plan.model("users")


def programmes(plan: Plan) -> Table:
    return plan.model("programmes")


def campaigns(plan: Plan) -> Table:
    return known(plan.model("campaigns"), "programme_id", plan.model("programmes"), "programme_id")


def memberships(plan: Plan) -> Table:
    """List rows of known accounts as half-open intervals; those that hold on no day are left out."""
    rows = with_account(plan.model("list_memberships"), plan)
    placed = known(rows, "programme_id", plan.model("programmes"), "programme_id")
    ordered = _with_tier_order(placed)
    dated = ordered.mutate(
        arm=ordered.arm.fill_null("abm"),
        starts_on="valid_from",
        ends_on=ordered.valid_to.fill_null(forever()),
    )
    return dated.filter(dated.account_id.notnull(), dated.starts_on < dated.ends_on)


def _with_tier_order(rows: Table) -> Table:
    """Numbers by value before words by alphabet; rows without a tier come last."""
    tiers = rows.filter(rows.tier.notnull()).select("tier").distinct()
    number = tiers.tier.re_search(r"^[+-]?\d+([.]\d+)?$").ifelse(tiers.tier, None).cast("float64")
    ranked = tiers.select(
        "tier",
        tier_order=ibis.row_number().over(ibis.window(order_by=[number, tiers.tier.lower(), tiers.tier])),
    )
    count = tiers.agg(_tiers=tiers.count())
    numbered = look_up(rows, rows.tier, ranked, "tier", _order="tier_order").cross_join(count)
    return numbered.mutate(tier_order=ibis.coalesce(numbered["_order"], numbered["_tiers"]))
