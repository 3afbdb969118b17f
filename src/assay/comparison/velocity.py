"""How fast deals are won (P04): both arms from the same day of a deal's life, open deals censored, lost ones competing.

Averaging what has closed flatters whoever started late: a deal opened two months ago can only be in that average if it
was won in two months. Here every deal created since entry counts for as long as it has been followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from gettext import NullTranslations
from math import inf
from typing import Any

import numpy as np

from assay.comparison.arms import Arms
from assay.comparison.compare import compare
from assay.comparison.cycles import CycleDifference, Cycles, Speed, cycle_difference
from assay.comparison.gather import gather
from assay.comparison.result import Comparison
from assay.errors import UsageError, did_you_mean
from assay.kpis import find
from assay.languages import translator
from assay.metrics.answers import Asker, asked_of
from assay.metrics.conditions import check_conditions
from assay.metrics.scope import Against, Scope
from assay.stats.survival import WON, common_horizon
from assay.views.question import Record

JUDGED = ("difference", "low", "high", "p_value", "design", "rung", "verdict", "claim")
"""What `compare` says of the same figure: one figure has one answer."""
KPIS = ("deal_velocity", "deal_cycle")


@dataclass(frozen=True)
class Velocity:
    """Both arms of a scope as they are (`found`), and what may be said of the figure: its `comparison`, in its words."""

    heading: Record
    kpi: str
    id: str
    name: str
    against: Against
    comparison: Comparison
    found: CycleDifference
    sentence: str
    naive_sentence: str | None
    cautions: tuple[str, ...]
    left_out: int

    def to_json(self) -> Record:
        return {
            **self.heading,
            "kpi": self.kpi,
            "id": self.id,
            "name": self.name,
            "unit": "days",
            "comparison": self.against,
            **self.found.to_json(),
            **{name: getattr(self.comparison, name) for name in JUDGED},
            "sentence": self.sentence,
            "naive_sentence": self.naive_sentence,
            "warnings": list(self.cautions),
            "left_out": self.left_out,
            "abm": self.found.a.to_json(),
            "against": self.found.b.to_json(),
        }


def velocity(
    run: Any,
    scope: Scope | None = None,
    *,
    against: Against | None = None,
    kpi: str = "deal_velocity",
    horizon: float | None = None,
    language: str | None = None,
) -> Velocity:
    """Deals of both arms created since entry: how many days until they are won, and by how much the arms differ.

    The window, the arms and the verdict are those of `compare`; the arms are shown as they are beside it. Raises UsageError for another KPI than
    deal_velocity and deal_cycle, DataError where an arm is empty.
    """
    declared = find(kpi)
    if declared.key not in KPIS:
        raise UsageError(f"{declared.key} is no duration of deals.", hint=did_you_mean(kpi, KPIS) or "deal_velocity")
    if horizon is not None and horizon < 1:
        raise UsageError(f"--horizon is {horizon:g}; it must be 1 day or more.")
    scope = scope or Scope()
    judged = compare(run, declared.key, scope, against=against, language=language)
    arms = gather(run, scope, judged.comparison)  # type: ignore[arg-type]
    a, b, left_out = cycles_of(arms, declared.key, scope)
    difference = cycle_difference(a, b, horizon=horizon, support=True)
    chosen = language or run.settings.language
    words = translator(chosen)
    return Velocity(
        {**arms.asked.heading(), "scope": scope.to_json()},
        declared.key,
        declared.id,
        declared.name[chosen],
        arms.against,
        judged,
        difference,
        judged.sentence,
        _naive_sentence(words, difference),
        tuple(_cautions(words, difference, a, b)),
        left_out,
    )


def cycles_of(arms: Arms, kpi: str = "deal_velocity", scope: Scope | None = None) -> tuple[Cycles, Cycles, int]:
    """The cases of W06 (deals created since entry) or W05 (accounts since they first engaged) of both arms.

    Besides how many were left out for a negative duration. Raises UsageError for a condition of the scope that these
    cases cannot meet.
    """
    asked, declared = arms.asked, find(kpi)
    asking = asked_of(asked.run, asked.cursor, replace(asked.scope, where=(scope or asked.scope).where))
    check_conditions(declared, asking.values.scope, asking.values.attributes)
    cases = replace(declared, measure=declared.censored or declared.measure, censored=None)
    rows = Asker(asked.run, asked.cursor, cases, asking, asked.timing).detail(())
    kept = [row for row in rows if row["left_out"] is None]
    treated = {account.account_id for account in arms.treated}
    controls = {account.account_id for account in arms.controls}
    return _cycles(kept, treated), _cycles(kept, controls), len(rows) - len(kept)


def _cycles(rows: Sequence[Record], accounts: set[str]) -> Cycles:
    mine = sorted((row for row in rows if row["account_id"] in accounts), key=_order)
    return Cycles(
        np.array([row["numerator"] for row in mine], dtype=np.float64),
        np.array([row["denominator"] for row in mine], dtype=np.int64),
        np.array([row["account_id"] for row in mine], dtype=object),
    )


def _order(row: Record) -> tuple[str, float]:
    return row["account_id"], row["numerator"]


def _naive_sentence(words: NullTranslations, difference: CycleDifference) -> str | None:
    t = words.gettext
    if difference.a.naive is None or difference.b.naive is None:
        return None
    known = {"abm": round(difference.a.naive), "against": round(difference.b.naive)}
    said = t("The average of what has closed says %(abm)d against %(against)d days.") % known
    why = {
        "young": t(
            "It misleads: in one group more is still open, and what was opened recently is in that average"
            " only if it was won fast."
        ),
        "disagrees": t(
            "It differs because it leaves out what is still open, and does not stop at the day that both groups reach."
        ),
    }
    return " ".join([said, *(why[warning] for warning in difference.warnings)])


def _cautions(words: NullTranslations, difference: CycleDifference, a: Cycles, b: Cycles) -> Sequence[str]:
    t = words.gettext
    told = [
        t("The groups are shown as they are; what differed before launch is weighed in the difference and its verdict.")
    ]
    reached = common_horizon(a.days, a.event, b.days, b.event)
    if difference.horizon is not None and (reached is None or difference.horizon > reached):
        known = {"horizon": round(difference.horizon), "reached": round(reached or 0)}
        told.append(t("Not both groups were followed for %(horizon)d days: they reach %(reached)d.") % known)
    late = sum(int(((one.event == WON) & (one.days > (difference.horizon or inf))).sum()) for one in (a, b))
    if late and difference.horizon is not None:
        known = {"won": late, "horizon": round(difference.horizon), "longest": round(reached or difference.horizon)}
        told.append(
            t(
                "Deals won later than %(horizon)d days after they were opened (%(won)d) are not in these means: a shorter cycle "
                "shows only in part. The longest horizon that both groups reach is %(longest)d days."
            )
            % known
        )
    return told


__all__ = [
    "CycleDifference",
    "Cycles",
    "Speed",
    "Velocity",
    "cycle_difference",
    "cycles_of",
    "velocity",
]
