"""What a scope can be compared with, the best evidence first, for every surface alike: a lot before a control group, that before all others."""

from __future__ import annotations

from typing import Any

from assay.comparison.gather import gather
from assay.comparison.ground import Ground, Options
from assay.comparison.lots import lots_of
from assay.errors import AssayError
from assay.metrics.list_rows import list_rows
from assay.metrics.scope import Against, Scope

COVERS = 2 / 3
"""A lot stands for a scope when so many of its treated accounts are on lists that were drawn."""


def best_against(run: Any, scope: Scope) -> Against:
    """The arm that the accounts of a scope are best compared with."""
    return evidence(run, scope)[0]


def evidence(run: Any, scope: Scope) -> tuple[Against, ...]:
    """The arms that a scope can be compared with, the best first.

    A holdout that was drawn (on record, or vouched for) where it covers most of the treated accounts, and stands the tests of
    a lot; then the control group; then a holdout that is no lot; last all other accounts.
    """
    found = list_rows(run.cursor(), arm=("abm", "control", "holdout"), list=scope.lists, programme_id=scope.programmes)
    rows = [(row["list"], row["account_id"], row["arm"], row["programme_id"]) for row in found]
    held: dict[str, list[str]] = {}
    for name, account, arm, _ in rows:
        if arm == "holdout":
            held.setdefault(name, []).append(account)
    lots = lots_of(run, held, {name: programme for name, _, arm, programme in rows if arm == "holdout"})
    treated = {(name, account) for name, account, arm, _ in rows if arm == "abm"}
    covered = sum(name in lots for name, _ in treated)
    drawn = bool(lots) and covered >= COVERS * len(treated)
    arms = {arm for _, _, arm, _ in rows}
    if drawn and "control" in arms:
        drawn = believed(run, scope)
    order: tuple[Against, ...] = ("holdout", "control") if drawn else ("control", "holdout")
    return (*(arm for arm in order if arm in arms), "rest")


def believed(run: Any, scope: Scope) -> bool:
    """Whether the holdout of a scope stands the tests of a lot: one that does not must not hide a sound control group."""
    try:
        arms = gather(run, scope, "holdout")
        lot = Ground(run, scope, Options(against="holdout"), arms).lot
    except AssayError:
        return False
    return lot is not None and lot.doubt is None
