"""Engagement (rule 5): whether a preset holds on a day, and the first day since entry on which it does."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, Value, union
from assay.facts.values import KIND_SLOTS, slot_column
from assay.metrics.context import Context, days_between, joined, left_joined, remembered
from assay.metrics.populations import within
from assay.metrics.shape import PresetShape


@remembered
def daily(context: Context, preset: PresetShape) -> Table:
    """What counts for a preset per account and day: account_id, day, touches, seconds (weighted)."""
    if preset.counts != "days":
        return _of_kinds(context, preset)
    table = context.unit("account_days")
    slot = context.value(f"{preset.name}.slot")
    slots = [(slot == number, table[slot_column(number)]) for number in range(1, KIND_SLOTS + 1)]
    touches = ibis.cases(*slots, else_=table.engaging)
    table = table.select("account_id", "day", touches=touches, seconds=table.weighted_seconds)
    table = table.filter((table.touches > 0) | (table.seconds > 0))
    return table if not context.roll_up else _regrouped(table)


def _of_kinds(context: Context, preset: PresetShape) -> Table:
    touches = context.unit("touches")
    kinds = context.value(f"{preset.name}.kinds")
    touches = touches.filter(touches.counts, touches.account_id.notnull(), kinds.contains(touches.kind))
    if preset.counts == "engaging":
        touches = touches.filter(touches.engages)
    return touches.group_by("account_id", day=touches.occurred_on).aggregate(
        touches=touches.count(), seconds=touches.weighted_seconds.sum()
    )


def _regrouped(table: Table) -> Table:
    return table.group_by("account_id", "day").aggregate(touches=table.touches.sum(), seconds=table.seconds.sum())


def _people(context: Context) -> Table:
    """Known people's weighted seconds per day, with the day from which they are known."""
    days = context.unit("person_days")
    people = context.fact("people").select("person_id", known_on="created_on")
    return left_joined(days, people, "person_id").select(
        "account_id", "person_id", "day", "known_on", seconds=days.weighted_seconds
    )


def enough(context: Context, preset: PresetShape, touches: Value, seconds: Value) -> Value:
    """The lower bounds that the preset has; one that it has not is null."""
    fewest, shortest = context.value(f"{preset.name}.touches"), context.value(f"{preset.name}.seconds")
    return (fewest.isnull() | (touches >= fewest)) & (shortest.isnull() | (seconds >= shortest))


def holds(context: Context, preset: PresetShape, moments: Table, keys: tuple[str, ...]) -> Table:
    """The rows of `moments` (keys…, account_id, at) on whose day `at` the preset holds, touches from `since` on if given."""
    number = context.value(f"{preset.name}.lookback_days")
    table = daily(context, preset)
    window = joined(moments, table, _between(moments, table))
    window = window.filter(within(window.at, window.day, number))
    sums = window.group_by(*keys).aggregate(touches=window.touches.sum(), seconds=window.seconds.sum())
    sums_enough = sums.filter(enough(context, preset, sums.touches, sums.seconds)).select(*keys)
    if preset.holds != "people":
        return sums_enough
    return sums_enough.semi_join(_with_people(context, preset, moments, keys), list(keys))


def holding(context: Context, preset: PresetShape, rows: Table) -> Table:
    """The same on the as-of days of the windows: account_id, as_of, of the accounts of `rows`, each pair once.

    Days are matched with days before accounts are, so that each account-day is looked at for the windows it is in alone.
    """
    number = context.value(f"{preset.name}.lookback_days")
    near = recent(context, daily(context, preset), rows, number)
    sums = near.group_by("account_id", "as_of").aggregate(touches=near.touches.sum(), seconds=near.seconds.sum())
    sums_enough = sums.filter(enough(context, preset, sums.touches, sums.seconds)).select("account_id", "as_of")
    if preset.holds != "people":
        return sums_enough
    people = recent(context, _people(context), rows, number)
    people = people.filter(people.known_on.isnull() | (people.known_on <= people.as_of))
    counted = _people_enough(context, preset, people, ("account_id", "as_of"))
    return sums_enough.semi_join(counted, ["account_id", "as_of"])


def recent(context: Context, table: Table, rows: Table, number: Value) -> Table:
    """Rows of a table by account and day, of the accounts of `rows`, for each as-of day that they are less than `number` days before."""
    days = context.recent
    days = days.filter(days.age < number).select("day", "as_of")
    return joined(table.semi_join(rows, "account_id"), days, "day")


def _people_enough(context: Context, preset: PresetShape, people: Table, keys: tuple[str, ...]) -> Table:
    each = people.group_by(*keys, "person_id").aggregate(seconds=people.seconds.sum())
    each = each.filter(each.seconds > context.value(f"{preset.name}.seconds_per_person"))
    counted = each.group_by(*keys).aggregate(people=each.person_id.nunique())
    return counted.filter(counted.people >= context.value(f"{preset.name}.people")).select(*keys)


def _between(moments: Table, table: Table) -> list[Value]:
    since = [table.day >= moments.since] if "since" in moments.columns else []
    return [moments.account_id == table.account_id, table.day <= moments.at, *since]


def _with_people(context: Context, preset: PresetShape, moments: Table, keys: tuple[str, ...]) -> Table:
    people = _people(context)
    number = context.value(f"{preset.name}.lookback_days")
    window = joined(moments, people, _between(moments, people))
    window = window.filter(within(window.at, window.day, number))
    window = window.filter(window.known_on.isnull() | (window.known_on <= window.at))
    return _people_enough(context, preset, window, keys)


def first_days(context: Context, preset: PresetShape, entries: Table) -> Table:
    """First day on or after `entered_on` on which the preset holds on touches from then on.

    `entries`: account_id, entered_on, distinct. Gives account_id, entered_on, first_on; no row where it never holds.
    """
    if preset.holds == "touch":
        return _first_touch(daily(context, preset), entries)
    if preset.holds == "sums":
        return _first_by_running_sum(context, preset, entries)
    return _first_by_moments(context, preset, entries)


def _since(table: Table, entries: Table) -> Table:
    return joined(entries, table, [entries.account_id == table.account_id, table.day >= entries.entered_on])


def _first_touch(table: Table, entries: Table) -> Table:
    table = table.filter(table.touches > 0)
    later = _since(table, entries)
    return later.group_by("account_id", "entered_on").aggregate(first_on=later.day.min())


def _first_by_running_sum(context: Context, preset: PresetShape, entries: Table) -> Table:
    later = _since(daily(context, preset), entries)
    later = later.mutate(at=days_between(later.day, ibis.date(2000, 1, 1)))
    before = context.value(f"{preset.name}.lookback_days") - 1
    trailing = ibis.range_window(group_by=["account_id", "entered_on"], order_by="at", preceding=before, following=0)
    sums = later.mutate(total_touches=later.touches.sum().over(trailing), total=later.seconds.sum().over(trailing))
    reached = sums.filter(enough(context, preset, sums.total_touches, sums.total))
    return reached.group_by("account_id", "entered_on").aggregate(first_on=reached.day.min())


def _first_by_moments(context: Context, preset: PresetShape, entries: Table) -> Table:
    """With a condition on people the day may also be one on which a person becomes known, so each such day is looked at."""
    table = daily(context, preset)
    touched = _since(table, entries).select("account_id", "entered_on", at="day")
    people = _people(context).filter(lambda t: t.known_on.notnull()).select("account_id", day="known_on").distinct()
    known = _since(people, entries).select("account_id", "entered_on", at="day")
    moments = union(touched, known, distinct=True)
    moments = moments.mutate(since=moments.entered_on)
    held = holds(context, preset, moments, ("account_id", "entered_on", "at"))
    return held.group_by("account_id", "entered_on").aggregate(first_on=held.at.min())
