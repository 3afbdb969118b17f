"""From a declaration to SQL: rows with numerator and denominator, and their aggregation; the rows are the same relation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import ibis

from assay.engine.tables import Table, Value, union
from assay.facts.schema import MONEY
from assay.kpis.declare import KPI, Count, Estimate, Mean, Measure, Mix, Rate, Ratio, Share, Sum
from assay.kpis.rows import AccountEvents, Base, CustomerDeals, Deals, Sessions, Touches
from assay.kpis.rows.accounts import SENT
from assay.metrics.context import Context, count_if, joined, remembered, remembering
from assay.metrics.dimensions import chosen, with_dimensions
from assay.metrics.figure_parts import ORDER, SUMS, TOGETHER
from assay.metrics.relations import rows_of
from assay.metrics.relations.touches import touches_of
from assay.metrics.shape import Shape
from assay.metrics.suggested import SUGGESTED
from assay.metrics.suggested_people import suggested

IDENTITY = (
    "account_id",
    "opportunity_id",
    "touch_id",
    "session_key",
    "person_id",
    "visitor_id",
    "contract_id",
    "response_id",
    "cost_id",
    "campaign_id",
    "topic",
    "attribute",
    "wave",
    "field",
    "happened_on",
    "occurred_on",
    "started_on",
    "created_on",
    "closed_on",
    "incurred_on",
    "answered_on",
    "entered_on",
    "tier",
    "stage",
    "status",
    "reopened",
    "recent_touches",
    "days_since_touch",
    "people_touched",
    "key_people",
    "kind",
    "immature",
)
"""Columns shown with each row, where the rows have them."""


LOST = ("lost", "lost_in")


def detail(measure: Measure, unit: str, context: Context, by: tuple[str, ...]) -> Table:
    """Rows behind a figure: period, by_…, identity columns, numerator, denominator, left_out (the reason, or null).

    Where amounts are left out, `lost` tells how much, in the currency `lost_in` (null: the answer's).
    """
    number = MONEY if unit.startswith("money") else "float64"
    if isinstance(measure, Ratio):
        return _both_sides(measure, number, context, by)
    rows = _of_accounts(_scoped(measure.of, context, by, measure), measure, unit)
    return _shown(_valued(measure, _once(rows, by, measure.once_per), unit), by, number)


def _scoped(base: Base, context: Context, by: tuple[str, ...], measure: Measure) -> Table:
    rows = rows_of(base, context)
    if "left_out" not in rows.columns:
        rows = rows.mutate(left_out=ibis.null("string"))
    if measure.where is not None and base is measure.of:
        rows = rows.filter(measure.where(rows))
    return with_dimensions(context, chosen(context, rows), by)


def _of_accounts(rows: Table, measure: Measure, unit: str) -> Table:
    """Deals without an account are in figures of deals and money alone (rule 6); elsewhere left out, and counted."""
    if not isinstance(measure.of, Deals | CustomerDeals) or unit in ("deals", "money"):
        return rows
    alone = rows.account_id.isnull()
    if "lost" in rows.columns:
        rows = rows.mutate(lost=ibis.coalesce(rows.lost, ibis.ifelse(alone, rows.amount, ibis.null(MONEY))))
    return rows.mutate(left_out=ibis.coalesce(rows.left_out, ibis.ifelse(alone, "no_account", ibis.null("string"))))


def _once(rows: Table, by: tuple[str, ...], columns: tuple[str, ...]) -> Table:
    """One row of those that agree in these columns, per period and group: which one is settled by what identifies it."""
    if not columns:
        return rows
    keys = ["period", *(f"by_{name}" for name in by), *columns]
    order = [name for name in IDENTITY if name in rows.columns]
    rows = rows.mutate(turn=ibis.row_number().over(ibis.window(group_by=keys, order_by=order)))
    return rows.filter(rows.turn == 0).drop("turn")


def _valued(measure: Measure, rows: Table, unit: str) -> Table:
    nothing = ibis.null("float64")
    if isinstance(measure, Count):
        return rows.mutate(numerator=ibis.literal(1), denominator=nothing)
    if isinstance(measure, Sum | Ratio):
        return rows.mutate(numerator=measure.value(rows), denominator=nothing)
    if isinstance(measure, Mix):
        return rows.mutate(numerator=measure.value(rows), denominator=measure.value(rows))
    if isinstance(measure, Rate):
        return rows.mutate(numerator=measure.value(rows), denominator=measure.per(rows))
    if isinstance(measure, Mean):
        return _averaged(measure, rows, unit)
    if isinstance(measure, Share):
        weight = ibis.literal(1) if measure.weight is None else measure.weight(rows)
        hit = measure.hit(rows).fill_null(False)
        return rows.mutate(numerator=ibis.ifelse(hit, weight, weight * 0), denominator=weight)
    if isinstance(measure, Estimate):
        rows = rows.mutate(numerator=measure.value(rows), denominator=measure.event(rows))
        if unit != "days":
            return rows
        unless = ibis.ifelse(rows.numerator.isnull(), "no_value", ibis.null("string"))
        reason = ibis.ifelse(rows.numerator < 0, "negative", unless)
        return rows.mutate(left_out=ibis.coalesce(rows.left_out, reason))
    raise NotImplementedError(type(measure).__name__)


def _averaged(measure: Mean, rows: Table, unit: str) -> Table:
    rows = rows.mutate(numerator=measure.value(rows))
    reason = ibis.ifelse(rows.numerator.isnull(), measure.unless, ibis.null("string"))
    if unit == "days":
        reason = ibis.ifelse(rows.numerator < 0, "negative", reason)
    rows = rows.mutate(left_out=ibis.coalesce(rows.left_out, reason))
    counted = rows.left_out.isnull()
    return rows.mutate(
        numerator=ibis.ifelse(counted, rows.numerator, ibis.null(rows.numerator.type())),
        denominator=ibis.ifelse(counted, 1, 0),
    )


def _shown(rows: Table, by: tuple[str, ...], number: str) -> Table:
    present = [name for name in IDENTITY if name in rows.columns]
    return rows.select(
        "period",
        *(f"by_{name}" for name in by),
        *present,
        "left_out",
        *(name for name in LOST if name in rows.columns),
        numerator=ibis.ifelse(rows.left_out.isnull(), rows.numerator.cast(number), ibis.null(number)),
        denominator=ibis.ifelse(rows.left_out.isnull(), rows.denominator.cast(number), ibis.null(number)),
    )


def _both_sides(measure: Ratio, number: str, context: Context, by: tuple[str, ...]) -> Table:
    """Numerator rows above, denominator rows below: never joined, so groups with one side only survive."""
    top = _shown(_valued(measure, _scoped(measure.of, context, by, measure), ""), by, number)
    bottom = _scoped(measure.over, context, by, measure)
    each = ibis.literal(1) if measure.each is None else measure.each(bottom)
    bottom = _shown(bottom.mutate(numerator=ibis.null(number), denominator=each), by, number)
    columns = list(dict.fromkeys([*top.columns, *bottom.columns]))
    return union(_padded(top, bottom, columns), _padded(bottom, top, columns))


def _padded(table: Table, other: Table, columns: list[str]) -> Table:
    missing = {name: ibis.null(other[name].type()) for name in columns if name not in table.columns}
    return table.mutate(**missing).select(*columns)


def grouped(rows: Table, by: tuple[str, ...]) -> Table:
    """Sums per period and group: numerator, denominator, n (rows counted), immature."""
    rows = _of_groups(rows, by)
    counted = rows.left_out.isnull()
    if "immature" not in rows.columns:
        rows = rows.mutate(immature=ibis.literal(False))
    return rows.group_by("period", *(f"by_{name}" for name in by)).aggregate(
        numerator=rows.numerator.sum(),
        denominator=rows.denominator.sum(),
        n=ibis.ifelse(counted, 1, 0).sum(),
        immature=ibis.ifelse(rows.immature.fill_null(False), 1, 0).sum(),
    )


def tallied(rows: Table, by: tuple[str, ...]) -> Table:
    """The sums per period, group and reason why rows were left out (null: counted), and what is said beside them.

    `lost` is money that was left out, by currency; `bare` are rows counted without an amount, `homeless` those counted
    without an account.
    """
    rows = _of_groups(rows, by)
    if "immature" not in rows.columns:
        rows = rows.mutate(immature=ibis.literal(False))
    if "lost" not in rows.columns:
        rows = rows.mutate(lost=ibis.null(MONEY), lost_in=ibis.null("string"))
    counted, amount = rows.left_out.isnull(), rows.numerator.notnull()
    bare = counted & ~amount & rows.denominator.isnull()
    alone = rows.account_id.isnull() if "account_id" in rows.columns else ibis.literal(False)
    homeless = counted & alone & (amount | rows.denominator.isnull())
    return rows.group_by("period", *(f"by_{name}" for name in by), "left_out", "lost_in").aggregate(
        numerator=rows.numerator.sum(),
        denominator=rows.denominator.sum(),
        n=rows.count(),
        immature=count_if(rows.immature.fill_null(False)),
        bare=count_if(bare),
        homeless=count_if(homeless),
        below=count_if(counted & rows.denominator.notnull()),
        lost=rows.lost.sum(),
    )


def values(rows: Table, by: tuple[str, ...]) -> Table:
    """Counted values by period and group with their accounts, in a fixed order, for what needs each of them."""
    counted = _with_account(rows.filter(rows.left_out.isnull()))
    columns = ["period", *(f"by_{name}" for name in by), "account_id", "numerator", "denominator"]
    return counted.select(*columns).order_by(*ORDER)


def by_account(rows: Table, by: tuple[str, ...]) -> Table:
    """How many accounts have the same sums of what was counted, per period and group, in a fixed order."""
    labels = ["period", *(f"by_{name}" for name in by)]
    counted = _with_account(rows.filter(rows.left_out.isnull()))
    sums = counted.group_by(*labels, "account_id").aggregate(
        numerator=counted.numerator.sum(), denominator=counted.denominator.sum()
    )
    found = sums.group_by(*labels, "numerator", "denominator").aggregate(accounts=sums.count())
    return found.order_by("numerator", "denominator")


def _with_account(rows: Table) -> Table:
    return rows if "account_id" in rows.columns else rows.mutate(account_id=ibis.null("string"))


def _of_groups(rows: Table, by: tuple[str, ...]) -> Table:
    """What belongs to nobody was left out of the total, and has no group."""
    if by and "account_id" in rows.columns:
        return rows.filter(rows.account_id.notnull() | rows.left_out.isnull())
    return rows


def expression(kpi: KPI, part: str, shape: Shape, by: tuple[str, ...]) -> Table:
    """One part of an answer: `rows`, `grouped`, `tallied`, `values`, `by_account`, `unmatched`, `suggested:role`, the
    values of `censored` or `trend`, or several of them, `tallied+values`."""
    with remembering():
        return _expression(kpi, part, Context.of(shape), by)


def _expression(kpi: KPI, part: str, context: Context, by: tuple[str, ...]) -> Table:
    if part == "unmatched":
        return unmatched(kpi, context)
    if part.startswith(SUGGESTED):
        return suggested(kpi, context, tuple(part.removeprefix(SUGGESTED).split(",")))
    measure: Any = {"censored": kpi.censored, "trend": kpi.trend}.get(part, kpi.measure)
    if TOGETHER in part:
        return together({name: _expression(kpi, name, context, by) for name in part.split(TOGETHER)}, by)
    rows = _rows(measure, kpi.unit, context, by)
    build = {"rows": lambda: rows, "grouped": lambda: grouped(rows, by), "tallied": lambda: tallied(rows, by)}
    build["by_account"] = lambda: by_account(rows, by)
    return build.get(part, lambda: values(rows, by))()


@remembered
def _rows(measure: Measure, unit: str, context: Context, by: tuple[str, ...]) -> Table:
    return detail(measure, unit, context, by)


def together(parts: dict[str, Table], by: tuple[str, ...]) -> Table:
    """Several parts of an answer in one statement, which works their rows out once: part, period, by_…, then the columns
    of each part in turn, null in the rows of the others. Rows of a part that has an order are in it."""
    labels = ["period", *(f"by_{name}" for name in by)]
    own = {name: [column for column in table.columns if column not in labels] for name, table in parts.items()}
    named = [(name, column, parts[name][column].type()) for name, columns in own.items() for column in columns]
    padded = [
        table.select(
            *labels,
            part=ibis.literal(name),
            **{f"{of}_{column}": table[column] if of == name else ibis.null(type) for of, column, type in named},
        )
        for name, table in parts.items()
    ]
    columns = ["part", *labels, *(f"{of}_{column}" for of, column, _ in named)]
    order = [f"{name}_{column}" for name in parts for column in ORDER if column in own[name] and name not in SUMS]
    return union(*padded).select(*columns).order_by("part", *order)


def unmatched(kpi: KPI, context: Context) -> Table:
    """Touches of the KPI's kinds in the window, and those of them without an account, per period (rule 12)."""
    touches = kinds_of(kpi, context, context.fact("touches"))
    days = context.days
    # By day first: a day may be in many windows.
    touches = touches.semi_join(days, touches.occurred_on == days.day)
    missing: Value = touches.account_id.isnull()
    daily = touches.group_by(on="occurred_on").aggregate(
        missing=ibis.ifelse(missing, 1, 0).sum(), touches=touches.count()
    )
    dated = joined(daily, days, daily.on == days.day)
    return dated.group_by("period").aggregate(missing=dated.missing.sum(), touches=dated.touches.sum())


def kinds_of(kpi: KPI, context: Context, touches: Table) -> Table:
    """The touches a KPI reads, wherever they belong."""
    base = kpi.measure.of
    if isinstance(base, Touches):
        return touches_of(replace(base, with_asset=False, people=False), touches)
    if isinstance(base, Sessions):
        return touches.filter(touches.kind == "page_view")
    if "reached" in getattr(base, "attach", ()):
        return touches.filter(touches.kind.isin(SENT))
    if isinstance(base, AccountEvents) and "touches" in base.attach:
        return touches
    kinds = context.value("engaged.kinds")
    return touches.filter(ibis.ifelse(kinds.isnull(), touches.engages, kinds.contains(touches.kind)))
