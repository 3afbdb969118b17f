"""Who is in scope on which days, since when, and at what tier (rule 2)."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from assay.contract.tables import ARMS
from assay.engine.kept import SHARED
from assay.engine.statements import dialect_of
from assay.engine.tables import Table, Value, named_table, union
from assay.facts.membership import NO_TIER, cut, spells_of, stretches
from assay.facts.schema import BEGINNING, FACTS, FOREVER
from assay.metrics.context import Context, day, joined, remembered
from assay.metrics.scope import TREATED_ARMS
from assay.metrics.shape import ArmShape


@remembered
def segments(context: Context) -> Table:
    """Disjoint stretches of days in scope: split…, account_id, starts_on, ends_on (exclusive), entered_on, tier.

    Within a stretch nothing changes; `entered_on` is the first day of the unbroken run that holds it.
    """
    parts = [_of_arm(context, kind, arm) for kind, arm in _arms(context)]
    together = parts[0] if len(parts) == 1 else union(*parts)
    excluded = context.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
    return together.anti_join(excluded, "account_id")


def _arms(context: Context) -> list[tuple[ArmShape, Value]]:
    """How the days of each arm asked for are found, and its name."""
    if "arm" in context.split and context.arm == "all":
        return [*(("listed", ibis.literal(arm)) for arm in ARMS), ("rest", ibis.literal("rest"))]  # type: ignore[list-item]
    return [(context.arm, context.value("arm"))]


def _of_arm(context: Context, kind: ArmShape, arm: Value) -> Table:
    if kind == "all":
        everyone = _everyone(context)
    elif kind == "rest":
        everyone = _rest(context)
    else:
        everyone = _listed(context, arm)
    labels = {name: _label(everyone, name, arm) for name in context.split}
    return everyone.mutate(**labels).select(
        *context.split, "account_id", "starts_on", "ends_on", "entered_on", "tier", "tier_order"
    )


def _label(rows: Table, name: str, arm: Value) -> Value:
    if name == "arm":
        return arm
    return rows[name] if name in rows.columns else ibis.literal("")


def rows_of(context: Context, arm: str | Value) -> Table:
    """List rows of an arm as the scope's lists and programmes choose them."""
    rows = live_memberships(context)
    rows = rows.filter(rows.arm == arm)
    if context.lists:
        rows = rows.filter(context.value("lists").contains(rows.list))
    if context.programmes:
        rows = rows.filter(context.value("programmes").contains(rows.programme_id))
    return rows.mutate(programme=rows.programme_id.fill_null(""))


def live_memberships(context: Context) -> Table:
    """List rows without those of excluded accounts; on a roll-up an excluded child does not stand for its parent."""
    rows = context.fact("memberships")
    excluded = context.fact("accounts").filter(lambda t: t.is_excluded).select("account_id")
    rows = rows.anti_join(excluded, "account_id")
    unit = rows.parent_id if context.roll_up else rows.account_id
    return rows.mutate(account_id=unit).drop("parent_id")


def list_history(context: Context) -> Table:
    """All list rows as they were loaded, those of excluded accounts too: what is told of one account, never counted."""
    return context.unit("memberships")


def _listed(context: Context, arm: Value) -> Table:
    partition = (*(name for name in context.split if name != "arm"), "account_id")
    if not context.lists and context.programmes <= 1 and partition == ("account_id",):
        return _kept(context, arm)
    return stretches(rows_of(context, arm), partition)


def _kept(context: Context, arm: Value) -> Table:
    """The stretches of all lists, or of one programme's, as the build works them out."""
    spells = context.fact("membership_spells")
    spells = spells.filter(spells.unit == ("parent" if context.roll_up else "account"), spells.arm == arm)
    one = spells.programme_id == context.value("programme")
    return spells.filter(one if context.programmes else spells.programme_id.isnull())


def put_on_lists(cursor: Any, rows: pa.Table) -> None:
    """From now on the cursor takes these list rows, in the columns of the fact `memberships`, for those there are."""
    cursor.register("memberships", rows)
    statement = SHARED.statement("membership_spells of memberships", _spells, dialect_of(cursor))
    cursor.register("membership_spells", statement.run(cursor, {}).to_arrow_table())


def _spells() -> Table:
    memberships, accounts = (named_table(FACTS[name], name=name) for name in ("memberships", "accounts"))
    return spells_of(memberships, accounts).select(*FACTS["membership_spells"])


def everybody(context: Context) -> Table:
    """Accounts of the company by the account that counts, excluded ones left out: account_id, created_on."""
    accounts = context.fact("accounts")
    accounts = accounts.filter(~accounts.is_excluded)
    unit = accounts.parent_id if context.roll_up else accounts.account_id
    return accounts.select(account_id=unit, created_on=accounts.created_on)


def _everyone(context: Context) -> Table:
    return (
        everybody(context)
        .select("account_id")
        .distinct()
        .mutate(
            starts_on=day(BEGINNING),
            ends_on=day(FOREVER),
            entered_on=day(BEGINNING),
            tier=ibis.null("string"),
            tier_order=ibis.literal(NO_TIER, "int64"),
        )
    )


def treated(context: Context) -> Table:
    """Days of any arm that keep an account from being `rest`: account_id, starts_on, ends_on (rows may overlap)."""
    rows = live_memberships(context)
    return rows.filter(rows.arm.isin(TREATED_ARMS)).select("account_id", "starts_on", "ends_on")


def _rest(context: Context) -> Table:
    accounts = everybody(context)
    born = accounts.mutate(created_on=accounts.created_on.fill_null(day(BEGINNING)))
    born = born.group_by("account_id").aggregate(created_on=born.created_on.min())
    chosen = rows_of(context, "abm")
    launch = chosen.aggregate(launched_on=chosen.starts_on.min())
    since = born.cross_join(launch).filter(lambda t: t.launched_on.notnull())
    since = since.select("account_id", entered_on=ibis.greatest(since.created_on, since.launched_on))
    life = since.select("account_id", starts_on=since.entered_on, ends_on=day(FOREVER))
    busy = treated(context).semi_join(since, "account_id")
    stretches = cut(union(life, busy), ("account_id",))
    free = stretches.anti_join(
        busy,
        [
            stretches.account_id == busy.account_id,
            busy.starts_on <= stretches.starts_on,
            busy.ends_on > stretches.starts_on,
        ],
    )
    rows = joined(free, since, "account_id")
    rows = rows.filter(rows.starts_on >= rows.entered_on)
    return rows.mutate(tier=ibis.null("string"), tier_order=ibis.literal(NO_TIER, "int64"))
