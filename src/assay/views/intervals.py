"""Stretches of days: overlapping ones joined to one, and what holds on each stretch between two changes."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table
from assay.metrics.context import joined

Keys = tuple[str, ...]


def merged(intervals: Table, keys: Keys) -> Table:
    """Stretches that overlap or touch joined to one: keys…, starts_on, ends_on (exclusive)."""
    rows = intervals.filter(intervals.starts_on < intervals.ends_on).select(*keys, "starts_on", "ends_on").distinct()
    order = ["starts_on", "ends_on"]
    before = ibis.rows_window(group_by=list(keys), order_by=order, preceding=(None, 1))
    reach = rows.mutate(_reach=rows.ends_on.max().over(before))
    new = reach._reach.isnull() | (reach.starts_on > reach._reach)
    marked = reach.mutate(_new=ibis.ifelse(new, 1, 0))
    so_far = ibis.rows_window(group_by=list(keys), order_by=order, preceding=None, following=0)
    numbered = marked.mutate(_island=marked._new.sum().over(so_far))
    return (
        numbered.group_by(*keys, "_island")
        .aggregate(starts_on=numbered.starts_on.min(), ends_on=numbered.ends_on.max())
        .drop("_island")
    )


def overlapping(left: Table, right: Table, keys: Keys) -> Table:
    """Where both hold: the left rows cut to the right's stretches of the same keys."""
    other = right.select(*keys, _since="starts_on", _until="ends_on")
    both = joined(
        left,
        other,
        [*[left[name] == other[name] for name in keys], left.starts_on < other._until, left.ends_on > other._since],
    )
    return both.mutate(
        starts_on=ibis.greatest(both.starts_on, both._since), ends_on=ibis.least(both.ends_on, both._until)
    ).drop("_since", "_until")


def runs(stretches: Table, keys: Keys, value: str) -> Table:
    """Disjoint stretches in a row with the same `value` joined: keys…, value, starts_on, ends_on."""
    order = ibis.window(group_by=list(keys), order_by="starts_on")
    beside = stretches.mutate(_was=stretches[value].lag().over(order), _ended=stretches.ends_on.lag().over(order))
    same = (beside._was == beside[value]) & (beside._ended == beside.starts_on)
    marked = beside.mutate(_new=ibis.ifelse(same.fill_null(False), 0, 1))
    so_far = ibis.window(group_by=list(keys), order_by="starts_on", preceding=None, following=0)
    numbered = marked.mutate(_run=marked._new.sum().over(so_far))
    return (
        numbered.group_by(*keys, "_run", value)
        .aggregate(starts_on=numbered.starts_on.min(), ends_on=numbered.ends_on.max())
        .drop("_run")
    )
