"""The record of looks of a comparison: which were taken before this one, and that this one was taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from assay.comparison.result import Comparison
from assay.errors import WorkspaceError
from assay.memory.looks import KeptLook, keep_looks, lists_key, looks_of
from assay.metrics.scope import Against, Scope
from assay.planning.holdout_record import workspace_of

CONFINED = ("tiers", "owners", "where")
"""A part of a list has no record of its own: its looks are those of the list."""


def looks_before(run: Any, scope: Scope, against: Against, until: date) -> tuple[KeptLook, ...]:
    """Looks at these lists on days before `until`, by whatever surface; none in a run that is in no workspace."""
    workspace = workspace_of(run)
    if workspace is None:
        return ()
    try:
        known = looks_of(workspace, lists_key(scope.lists, scope.programmes), against)
    except WorkspaceError:
        return ()
    return tuple(one for one in known if one.until < until)


def keep(run: Any, scope: Scope, said: Iterable[Comparison]) -> None:
    """Keep what was said of whole lists, once a run and figure."""
    workspace = workspace_of(run)
    looks = [_kept(scope, one) for one in said if one.trustworthy and one.difference is not None]
    if workspace is None or not looks or any(getattr(scope, name) for name in CONFINED):
        return
    key = f"looks kept of {lists_key(scope.lists, scope.programmes)}"
    known: set[KeptLook] = run.once(key, set)
    fresh = [one for one in looks if one not in known]
    if fresh:
        keep_looks(workspace, fresh)
        known.update(fresh)


def _kept(scope: Scope, one: Comparison) -> KeptLook:
    lists = lists_key(scope.lists, scope.programmes)
    numbers = (one.difference, one.low, one.high, one.p_value)
    return KeptLook(one.run, lists, one.comparison, one.kpi, one.end, one.design, one.verdict, *numbers)
