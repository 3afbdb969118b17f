"""How fast deals are won (P04): both arms from the same day of a deal's life, open deals censored, lost ones competing.

Averaging what has closed flatters whoever started late: a deal opened two months ago can only be in that average if it
was won in two months. Here every deal created since entry counts for as long as it has been followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from gettext import NullTranslations
from typing import Any

import numpy as np

from assay.comparison.arms import Arms, gather
from assay.comparison.cycles import CycleDifference, Cycles, Speed, cycle_difference
from assay.errors import UsageError, did_you_mean
from assay.kpis import find
from assay.languages import translator
from assay.metrics.answers import Asker, asked_of
from assay.metrics.conditions import check_conditions
from assay.metrics.launch import since_launch
from assay.metrics.scope import Against, Scope
from assay.stats.survival import Difference, common_horizon
from assay.views.question import Record

KPIS = ("deal_velocity", "deal_cycle")


@dataclass(frozen=True)
class Velocity:
    """Both arms of a scope, what to say of them in words, and what to be careful about."""

    heading: Record
    kpi: str
    id: str
    name: str
    against: Against
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
    against: Against = "control",
    kpi: str = "deal_velocity",
    horizon: float | None = None,
    language: str | None = None,
) -> Velocity:
    """Deals of both arms created since entry: how many days until they are won, and by how much the arms differ.

    Without `--from` the window starts on the first day of the lists asked about. Raises UsageError for another KPI than
    deal_velocity and deal_cycle, DataError where an arm is empty.
    """
    declared = find(kpi)
    if declared.key not in KPIS:
        raise UsageError(f"{declared.key} is no duration of deals.", hint=did_you_mean(kpi, KPIS) or "deal_velocity")
    if horizon is not None and horizon < 1:
        raise UsageError(f"--horizon is {horizon:g}; it must be 1 day or more.")
    arms = gather(run, since_launch(run.cursor(), scope or Scope(), run.last_day), against)
    a, b, left_out = cycles_of(arms, declared.key, scope)
    found = cycle_difference(a, b, horizon=horizon, support=True)
    chosen = language or run.settings.language
    words = translator(chosen)
    return Velocity(
        {**arms.asked.heading(), "scope": (scope or Scope()).to_json()},
        declared.key,
        declared.id,
        declared.name[chosen],
        against,
        found,
        _sentence(words, found, declared.key),
        _naive_sentence(words, found),
        tuple(_cautions(words, found, a, b)),
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


def _sentence(words: NullTranslations, found: CycleDifference, kpi: str) -> str:
    t, headline = words.gettext, found.headline
    if headline.note == "too_few":
        return t("Too few deals were opened since entry to say how long they take.")
    if headline.value is None or headline.a.value is None or headline.b.value is None:
        return t("An arm has won nothing within the days both arms were followed: nothing can be said yet.")
    known = {
        "horizon": round(headline.horizon or 0),
        "abm": round(headline.a.value),
        "against": round(headline.b.value),
        "days": round(abs(headline.value)),
    }
    means = {
        "deal_velocity": t(
            "Of the deals won within %(horizon)d days, those of the programme took %(abm)d days on average, those of "
            "the comparison %(against)d."
        ),
        "deal_cycle": t(
            "Of the accounts won within %(horizon)d days of their first engagement, those of the programme took "
            "%(abm)d days on average, those of the comparison %(against)d."
        ),
    }[kpi]
    return f"{means % known} {_verdict(words, headline)}"


def _verdict(words: NullTranslations, headline: Difference) -> str:
    low, high = headline.low, headline.high
    if low is None or high is None:
        return words.gettext("That could be chance.")
    if low <= 0 <= high:
        text = words.gettext("That could be chance: anything from %(low)s to %(high)s fits.")
        return text % {"low": _pace(words, low), "high": _pace(words, high)}
    near, far = sorted((round(abs(low)), round(abs(high))))
    known = {"days": round(abs(headline.value or 0)), "low": near, "high": far}
    if high < 0:
        return (
            words.ngettext(
                "The programme is %(days)d day faster (between %(low)s and %(high)s).",
                "The programme is %(days)d days faster (between %(low)s and %(high)s).",
                known["days"],
            )
            % known
        )
    return (
        words.ngettext(
            "The programme is %(days)d day slower (between %(low)s and %(high)s).",
            "The programme is %(days)d days slower (between %(low)s and %(high)s).",
            known["days"],
        )
        % known
    )


def _pace(words: NullTranslations, difference: float) -> str:
    """A difference in days as people say it: fewer days are faster."""
    days = round(abs(difference))
    if difference <= 0:
        return words.ngettext("%(days)d day faster", "%(days)d days faster", days) % {"days": days}
    return words.ngettext("%(days)d day slower", "%(days)d days slower", days) % {"days": days}


def _naive_sentence(words: NullTranslations, found: CycleDifference) -> str | None:
    t = words.gettext
    if found.a.naive is None or found.b.naive is None:
        return None
    known = {"abm": round(found.a.naive), "against": round(found.b.naive)}
    said = t("The average of what has closed says %(abm)d against %(against)d days.") % known
    why = {
        "young": t(
            "It misleads: in one arm more is still open, and what was opened recently is in that average only if it "
            "was won fast."
        ),
        "disagrees": t(
            "It differs because it leaves out what is still open, and does not stop at the day that both arms reach."
        ),
    }
    return " ".join([said, *(why[warning] for warning in found.warnings)])


def _cautions(words: NullTranslations, found: CycleDifference, a: Cycles, b: Cycles) -> Sequence[str]:
    t = words.gettext
    told = [t("The arms are shown as they are: `assay compare deal_velocity` weighs what differed before launch.")]
    reached = common_horizon(a.days, a.event, b.days, b.event)
    if found.horizon is not None and (reached is None or found.horizon > reached):
        known = {"horizon": round(found.horizon), "reached": round(reached or 0)}
        told.append(t("Not both arms were followed for %(horizon)d days: they reach %(reached)d.") % known)
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
