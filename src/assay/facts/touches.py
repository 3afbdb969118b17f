"""Touches, resolved to account and person, with what they are worth, and the sessions made of page views."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from assay.engine.tables import Table
from assay.facts.plan import Plan, known
from assay.facts.values import WEIGHED
from assay.identity.relations import look_up
from assay.identity.resolve import resolve

# Scheme and host, or a host alone; what follows up to the query is the path.
_PATH = r"^(?:(?:[A-Za-z][A-Za-z0-9+.-]*:)?//[^/?#]*|[^/?#]*[.][A-Za-z]+(?::[0-9]+)?)?([^?#]*)"


def touches(plan: Plan) -> Table:
    """Every touch, also those that cannot be tied to an account (`match`) or do not count."""
    resolved = resolve(plan.model("touches"), plan.inputs)
    placed = known(resolved, "campaign_id", plan.model("campaigns"), "campaign_id")
    valued = _with_worth(_with_kind(_with_user(placed, plan), plan), plan)
    judged = _with_account(valued, plan)
    return judged.mutate(
        is_high_value=is_high_value(judged.url, plan.value("high_value.somewhere"), plan.value("high_value.path"))
    )


def sessions(plan: Plan) -> Table:
    """Sessions of page views, each on the local day of its first one (rule 16)."""
    touches = plan.fact("touches")
    views = touches.filter(touches.kind == "page_view", touches.counts, touches.account_id.notnull())
    alone = views.session_id.isnull()
    keyed = views.mutate(
        _alone=alone.ifelse(views.touch_id, None),
        session_key=alone.ifelse(ibis.literal("touch:") + views.touch_id, ibis.literal("session:") + views.session_id),
        _high_value_on=views.is_high_value.ifelse(views.occurred_on, None),
    )
    session = ["account_id", "session_id", "_alone"]
    ordered = keyed.mutate(
        _position=ibis.row_number().over(ibis.window(group_by=session, order_by=["occurred_at", "touch_id"])),
        high_value_on=keyed["_high_value_on"].min().over(ibis.window(group_by=session)),
    )
    first = ordered.filter(ordered["_position"] == 0)
    return first.mutate(started_on="occurred_on")


def url_path(url: ir.StringValue) -> ir.StringValue:
    """The path of a URL or of a bare path, without query and fragment; `/` where a URL has none."""
    path = url.re_extract(_PATH, 1)
    return path.startswith("/").ifelse(path, ibis.literal("/") + path)


def is_high_value(url: ir.StringValue, somewhere: ir.StringValue, path: ir.StringValue) -> ir.BooleanValue:
    """Whether the path of a URL matches an expression (see `patterns`); without one none does.

    Cutting the path out of every URL is slow, so it is done only where a pattern occurs anywhere in the URL.
    """
    occurs = url.re_search(somewhere).fill_null(False)
    return occurs.ifelse(url_path(url).re_search(path), False)


def _with_user(rows: Table, plan: Plan) -> Table:
    """Null unknown users and add the team of the known ones."""
    renamed = rows.rename(_written_user="user_id")
    users = plan.model("users")
    return look_up(renamed, renamed["_written_user"], users, "user_id", user_id="user_id", _user_team="team")


def _with_kind(rows: Table, plan: Plan) -> Table:
    """Fill direction, channel and team from the kind, and add `engages`."""
    columns = {f"_kind_{name}": name for name in ("direction", "channel", "team", "engages", "engages_if")}
    kinds = plan.lookup("kinds")
    looked_up = look_up(rows, rows.kind, kinds, "kind", **columns, _seconds="seconds", _cap="cap_seconds")
    happened = looked_up["_kind_engages_if"].isnull() | (
        looked_up.outcome.strip().lower() == looked_up["_kind_engages_if"]
    ).fill_null(False)
    return looked_up.mutate(
        direction=ibis.coalesce(
            looked_up.direction, happened.ifelse(looked_up["_kind_direction"], ibis.literal("out"))
        ),
        channel=ibis.coalesce(looked_up.channel, looked_up["_kind_channel"]),
        team=ibis.coalesce(looked_up.team, looked_up["_user_team"], looked_up["_kind_team"]),
        engages=looked_up["_kind_engages"].fill_null(False) & happened,
    )


def _with_worth(rows: Table, plan: Plan) -> Table:
    """Seconds the touch is worth, times quantity, without and with the person's weight; 0 if it does not engage."""
    measured = rows["_cap"].notnull() & rows.seconds.notnull()
    seconds = measured.ifelse(ibis.least(rows.seconds, rows["_cap"]), rows["_seconds"])
    quantity = rows.quantity.fill_null(1.0)
    worth = rows.engages.ifelse(seconds * quantity, 0.0)
    return rows.mutate(
        quantity=quantity,
        content_seconds=worth,
        weighted_seconds=worth * _weight(rows.seniority, plan),
    )


def _weight(seniority: ir.StringValue, plan: Plan) -> ir.FloatingValue:
    known = [(seniority == name, plan.value(f"seniority.{name}")) for name in WEIGHED if name != "unknown"]
    return ibis.cases(*known, else_=plan.value("seniority.unknown"))


def _with_account(rows: Table, plan: Plan) -> Table:
    """Add the account's parent, and `counts`: false for excluded accounts and, by rule 13, for people who objected.

    A touch of somebody who objected is the account's alone: it names no person.
    """
    accounts = plan.fact("accounts").select("account_id", "parent_id", "is_excluded")
    active = plan.lookup("active_people")
    peopled = look_up(accounts, accounts.account_id, active, "account_id", _active="people")
    columns = {"parent_id": "parent_id", "_excluded": "is_excluded", "_active": "_active"}
    looked_up = look_up(rows, rows.account_id, peopled, "account_id", **columns)
    objected = looked_up.objected.fill_null(False)
    few = looked_up.account_id.notnull() & (looked_up["_active"].fill_null(0) < plan.value("people_min_k"))
    return looked_up.mutate(
        counts=~looked_up["_excluded"].fill_null(False) & ~(objected & few),
        person_id=objected.ifelse(None, looked_up.person_id),
        objected=objected,
    )
