"""What accounts show: website spikes, intent surges, fit with the ideal customer profile."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, Value
from assay.metrics.context import Context, count_if, days_between, joined, left_joined, plus_days
from assay.metrics.dimensions import compared

TRACKED_DAYS = 90


def week_number(context: Context, on: Value) -> Value:
    """Weeks as the workspace counts them, numbered: the week that holds a day."""
    return (days_between(on, context.value("first_week")) / 7).floor().cast("int64")


def with_spike(context: Context, rows: Table) -> Table:
    """Adds `spike`: sessions of the last full week against the account's own mean of the weeks before (E17)."""
    weeks = context.value("spike.weeks")
    sessions = context.unit("sessions").select("account_id", "session_key", "started_on").distinct()
    sessions = sessions.mutate(week=week_number(context, sessions.started_on))
    weekly = sessions.group_by("account_id", "week").aggregate(visits=sessions.count())
    asked = rows.select(*context.keys, "as_of")
    # The last full week is the one before the week that holds the day after the as-of day.
    asked = asked.mutate(last=week_number(context, plus_days(asked.as_of, 1)) - 1)
    near = joined(asked, weekly, "account_id")
    near = near.filter(near.week <= near.last, near.week >= near.last - weeks)
    sums = near.group_by(*context.keys).aggregate(
        now=ibis.ifelse(near.week == near.last, near.visits, 0).sum(),
        before=ibis.ifelse(near.week < near.last, near.visits, 0).sum(),
    )
    enough = (sums.now >= context.value("spike.min_visits")) & (
        sums.now * weeks >= sums.before * context.value("spike.ratio")
    )
    return _flagged(context, rows, sums.filter(enough), "spike")


def _flagged(context: Context, rows: Table, found: Table, name: str) -> Table:
    found = found.select(*context.keys).distinct().mutate(_found=ibis.literal(True))
    marked = left_joined(rows, found, list(context.keys))
    return marked.mutate(**{name: marked._found.fill_null(False)}).drop("_found")


def with_surge(context: Context, rows: Table, name: str, cluster: str = "own", weeks_before: int = 0) -> Table:
    """Adds a flag: score and share of tracked topics reached in the newest week, or that many weeks before it (T06)."""
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
        scored.score >= context.value("surge.score"),
    )
    hot = scored.group_by("as_of", "account_id").aggregate(hot=scored.topic.nunique())
    hot = joined(hot, tracked, "as_of")
    surging = hot.filter(hot.hot >= hot.tracked * context.value("surge.topic_share"))
    asked = rows.select(*context.keys, "as_of")
    return _flagged(context, rows, joined(asked, surging, ["as_of", "account_id"]), name)


def with_icp(context: Context, rows: Table) -> Table:
    """Adds `icp`: criteria of the profile met ÷ those whose field is known, null where none is (T03)."""
    judged = profile(context, context.fact("accounts"))
    scores = judged.group_by("account_id").aggregate(
        icp=count_if(judged.met).cast("float64") / count_if(judged.known).nullif(0)
    )
    return left_joined(rows, scores, "account_id")


def profile(context: Context, accounts: Table) -> Table:
    """Each criterion of each account: account_id, criterion (from 0), `known` (its field is filled) and `met`."""
    every = accounts.mutate(_place=context.value("profile.places").unnest())
    field = context.value("profile.fields")[every._place]
    told = every.mutate(
        criterion=context.value("profile.criteria")[every._place],
        _known=_known(every, field),
        _met=_holds(context, every, field),
    )
    return told.group_by("account_id", "criterion").aggregate(
        known=ibis.ifelse(told._known, 1, 0).max() > 0,
        met=ibis.ifelse(told._known & told._met.fill_null(False), 1, 0).max() > 0,
    )


def _profiled(accounts: Table) -> dict[str, Value]:
    """Fields that criteria may name: all but the ids of accounts above."""
    return {name: accounts[name] for name in accounts.columns if not name.startswith("_")}


def _known(accounts: Table, field: Value) -> Value:
    known = [(field == name, column.notnull()) for name, column in _profiled(accounts).items()]
    return ibis.cases(*known, else_=ibis.literal(False))


def _holds(context: Context, accounts: Table, field: Value) -> Value:
    """Whether the alternative at `_place` holds of the field that it names."""
    comparison, text, number = (
        context.value(f"profile.{name}")[accounts._place] for name in ("comparisons", "texts", "numbers")
    )
    fields = [
        (field == name, compared(column, comparison, text, number)) for name, column in _profiled(accounts).items()
    ]
    return ibis.cases(*fields, else_=ibis.null("boolean"))
