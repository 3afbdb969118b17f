"""What accounts show: website spikes, intent surges, fit with the ideal customer profile."""

from __future__ import annotations

from datetime import date, timedelta

import ibis

from assay.errors import UsageError, did_you_mean
from assay.metrics.context import Context, Table, Value, days_between, joined, left_joined, plus_days
from assay.metrics.scope import Filter, parse_filter
from assay.settings import WEEKDAYS

TRACKED_DAYS = 90


def week_number(context: Context, on: Value) -> Value:
    """Weeks as the workspace counts them, numbered: the week that holds a day."""
    first = date(1970, 1, 5) + timedelta(days=WEEKDAYS.index(context.settings.week_starts_on))
    return (days_between(on, ibis.date(first.year, first.month, first.day)) / 7).floor().cast("int64")


def with_spike(context: Context, rows: Table) -> Table:
    """Adds `spike`: sessions of the last full week against the account's own mean of the weeks before (E17)."""
    spike = context.settings.spike
    sessions = context.unit("sessions").select("account_id", "session_key", "started_on").distinct()
    sessions = sessions.mutate(week=week_number(context, sessions.started_on))
    weekly = sessions.group_by("account_id", "week").aggregate(visits=sessions.count())
    asked = rows.select(*context.keys, "as_of")
    # The last full week is the one before the week that holds the day after the as-of day.
    asked = asked.mutate(last=week_number(context, plus_days(asked.as_of, 1)) - 1)
    near = joined(asked, weekly, "account_id")
    near = near.filter(near.week <= near.last, near.week >= near.last - spike.weeks)
    sums = near.group_by(*context.keys).aggregate(
        now=ibis.ifelse(near.week == near.last, near.visits, 0).sum(),
        before=ibis.ifelse(near.week < near.last, near.visits, 0).sum(),
    )
    enough = (sums.now >= spike.min_visits) & (sums.now * spike.weeks >= sums.before * spike.ratio)
    return _flagged(context, rows, sums.filter(enough), "spike")


def _flagged(context: Context, rows: Table, found: Table, name: str) -> Table:
    found = found.select(*context.keys).distinct().mutate(_found=ibis.literal(True))
    marked = left_joined(rows, found, list(context.keys))
    return marked.mutate(**{name: marked._found.fill_null(False)}).drop("_found")


def with_surge(context: Context, rows: Table, name: str, cluster: str = "own", weeks_before: int = 0) -> Table:
    """Adds a flag: score and share of tracked topics reached in the newest week, or that many weeks before it (T06)."""
    surge = context.settings.surge
    signals = context.unit("signals")
    days = rows.select("as_of").distinct()
    seen = signals.join(days, signals.week <= days.as_of)
    newest = seen.group_by("as_of").aggregate(newest=seen.week.max())
    own = seen.filter(seen.cluster == cluster)
    recent = own.filter(days_between(own.as_of, own.week) < TRACKED_DAYS)
    tracked = recent.group_by("as_of").aggregate(tracked=recent.topic.nunique())
    topics = recent.select("as_of", "topic").distinct()
    scored = joined(joined(own, topics, ["as_of", "topic"]), newest, "as_of")
    scored = scored.filter(
        days_between(scored.newest, scored.week) == 7 * weeks_before,
        scored.account_id.notnull(),
        scored.score >= surge.score,
    )
    hot = scored.group_by("as_of", "account_id").aggregate(hot=scored.topic.nunique())
    hot = joined(hot, tracked, "as_of")
    surging = hot.filter(hot.hot >= hot.tracked * surge.topic_share)
    asked = rows.select(*context.keys, "as_of")
    return _flagged(context, rows, joined(asked, surging, ["as_of", "account_id"]), name)


def with_icp(context: Context, rows: Table) -> Table:
    """Adds `icp`: criteria of the profile met ÷ those whose field is known, null where none is (T03)."""
    accounts = context.fact("accounts")
    met: Value = ibis.literal(0)
    known: Value = ibis.literal(0)
    for text in context.settings.icp.criteria:
        column, holds = _criterion(accounts, text)
        met = met + ibis.ifelse(column.notnull() & holds.fill_null(False), 1, 0)
        known = known + ibis.ifelse(column.notnull(), 1, 0)
    scores = accounts.select("account_id", icp=met.cast("float64") / known.nullif(0))
    return left_joined(rows, scores, "account_id")


def _criterion(accounts: Table, text: str) -> tuple[Value, Value]:
    """A criterion as `--where` writes it; alternatives are parted by `|`: `industry = 'Software' | 'Finance'`."""
    first, *others = [part.strip() for part in text.split("|")]
    condition = parse_filter(first)
    field = "owner_id" if condition.dimension == "owner" else condition.dimension
    if field not in accounts.columns:
        raise UsageError(
            f"[icp] criteria: accounts have no field {condition.dimension!r}.",
            hint=did_you_mean(condition.dimension, accounts.columns) or f"They have: {', '.join(accounts.columns)}.",
        )
    column = accounts[field]
    holds = compare(column, condition)
    for other in others:
        holds = holds | compare(column, parse_filter(f"{condition.dimension} {condition.comparison} {other}"))
    return column, holds


def compare(column: Value, condition: Filter) -> Value:
    """The condition on a column; a text value on a text column, a number on a number."""
    value = condition.value
    if isinstance(value, float) and not column.type().is_numeric():
        value = f"{value:g}"
    operators = {
        "=": column.__eq__,
        "!=": column.__ne__,
        "<": column.__lt__,
        "<=": column.__le__,
        ">": column.__gt__,
        ">=": column.__ge__,
    }
    result: Value = operators[condition.comparison](value)
    return result
