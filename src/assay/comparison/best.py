"""The best comparison that a scope has, for every surface alike: a lot before a control group, that before all others."""

from __future__ import annotations

from typing import Any

from assay.comparison.lots import lots_of
from assay.metrics.list_rows import list_rows
from assay.metrics.scope import Against, Scope

COVERS = 2 / 3
"""A lot stands for a scope when so many of its treated accounts are on lists that were drawn."""


def best_against(run: Any, scope: Scope) -> Against:
    """The arm that the accounts of a scope are best compared with.

    A holdout that was drawn (on record, or vouched for) where it covers most of them; else the control group; else a
    holdout that nobody vouches for; else all other accounts.
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
    if lots and covered >= COVERS * len(treated):
        return "holdout"
    arms = {arm for _, _, arm, _ in rows}
    return "control" if "control" in arms else "holdout" if held else "rest"
