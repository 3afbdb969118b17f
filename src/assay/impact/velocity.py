"""How fast deals are won (P04): both arms from the same day of a deal's life, open deals censored, lost ones competing.

Averaging what has closed flatters whoever started late: a deal opened two months ago can only be in that average if it
was won in two months. Here every deal created since entry counts for as long as it has been followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from gettext import NullTranslations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from assay.errors import UsageError, did_you_mean
from assay.impact.arms import Against, Arms, gather
from assay.kpis import find
from assay.languages import translator
from assay.metrics.compiler import detail
from assay.metrics.context import Context, Table
from assay.metrics.scope import Scope
from assay.stats.survival import (
    LOST,
    OPEN,
    WON,
    Curve,
    Difference,
    Estimate,
    Hazard,
    Measure,
    common_horizon,
    cox,
    cumulative_incidence,
    median_among_won,
    restricted_mean_difference,
)
from assay.views.question import Record

KPIS = ("deal_velocity", "deal_cycle")
Warn = Literal["young", "disagrees"]
Floats = NDArray[np.float64]
DISAGREES = 0.1
"""The naive difference is warned of when it is off by more than this share of the comparison's days."""


@dataclass(frozen=True)
class Cycles:
    """Deals (or accounts) of one arm: days followed, `event` 0 open, 1 won, 2 lost, and the account of each."""

    days: Floats
    event: NDArray[np.int64]
    account: NDArray[Any]

    def __len__(self) -> int:
        return len(self.days)

    def count(self, event: int) -> int:
        return int((self.event == event).sum())


@dataclass(frozen=True)
class Speed:
    """One arm. `mean` is that of deals won within the horizon, `restricted` counts the others with the horizon itself.

    `naive` averages the won deals as they are; `followed` is the median of how long its deals have been seen.
    """

    n: int
    won: int
    lost: int
    open: int
    naive: float | None
    median: float | None
    mean: Estimate
    restricted: Estimate
    followed: float | None
    curve: Curve | None

    def to_json(self) -> Record:
        curve = self.curve
        points = zip(curve.days, curve.share, curve.low, curve.high, strict=True) if curve else ()
        names = ("day", "won", "low", "high")
        return {
            **{name: getattr(self, name) for name in ("n", "won", "lost", "open", "naive", "median", "followed")},
            "mean": _estimate(self.mean),
            "restricted": _estimate(self.restricted),
            "curve": [dict(zip(names, point, strict=True)) for point in points],
        }


@dataclass(frozen=True)
class CycleDifference:
    """Arm a against arm b. `headline` compares deals won within the common horizon; `restricted` counts all of them."""

    a: Speed
    b: Speed
    headline: Difference
    restricted: Difference
    support: Hazard | None
    warnings: tuple[Warn, ...]

    @property
    def horizon(self) -> float | None:
        return self.headline.horizon

    @property
    def naive_difference(self) -> float | None:
        return None if self.a.naive is None or self.b.naive is None else self.a.naive - self.b.naive

    def to_json(self) -> Record:
        support = None if self.support is None else {"ratio": self.support.ratio, "low": self.support.low}
        if self.support and support:
            support |= {"high": self.support.high, "p_value": self.support.p_value}
        return {
            "horizon": self.horizon,
            "difference": self.headline.value,
            "low": self.headline.low,
            "high": self.headline.high,
            "p_value": self.headline.p_value,
            "note": self.headline.note,
            "restricted": _difference(self.restricted),
            "naive": {"abm": self.a.naive, "against": self.b.naive, "difference": self.naive_difference},
            "hazard_ratio": support,
        }


def _estimate(found: Estimate) -> Record:
    return {"value": found.value, "low": found.low, "high": found.high, "n": found.n, "won": found.events}


def _difference(found: Difference) -> Record:
    return {name: getattr(found, name) for name in ("value", "low", "high", "p_value")}


def cycle_difference(
    a: Cycles,
    b: Cycles,
    *,
    horizon: float | None = None,
    weights_a: Floats | None = None,
    weights_b: Floats | None = None,
    support: bool = False,
) -> CycleDifference:
    """Days of arm a − those of arm b at a horizon both reach; clustered by account, `support` adds a Cox ratio."""
    until = horizon if horizon is not None else common_horizon(a.days, a.event, b.days, b.event)

    def difference(measure: Measure) -> Difference:
        return restricted_mean_difference(
            a.days,
            a.event,
            b.days,
            b.event,
            horizon=until,
            measure=measure,
            clusters_a=a.account,
            clusters_b=b.account,
            weights_a=weights_a,
            weights_b=weights_b,
        )

    among, all_of_them = difference("among_won"), difference("until_won")
    one = _speed(a, among, among.a, all_of_them.a, weights_a)
    two = _speed(b, among, among.b, all_of_them.b, weights_b)
    return CycleDifference(
        one, two, among, all_of_them, _support(a, b) if support else None, _warned(one, two, among.value)
    )


def _speed(cycles: Cycles, found: Difference, mean: Estimate, restricted: Estimate, weights: Floats | None) -> Speed:
    won = cycles.days[cycles.event == WON]
    return Speed(
        n=len(cycles),
        won=cycles.count(WON),
        lost=cycles.count(LOST),
        open=cycles.count(OPEN),
        naive=float(won.mean()) if len(won) else None,
        median=median_among_won(cycles.days, cycles.event, found.horizon) if len(won) else None,
        mean=mean,
        restricted=restricted,
        followed=float(np.median(cycles.days)) if len(cycles) else None,
        curve=cumulative_incidence(cycles.days, cycles.event, cycles.account, weights) if len(cycles) else None,
    )


def _support(a: Cycles, b: Cycles) -> Hazard | None:
    """Hazard of being won, a against b; null where an arm has won nothing."""
    if not (a.count(WON) and b.count(WON)):
        return None
    treated = np.concatenate([np.ones(len(a)), np.zeros(len(b))])
    _, accounts = np.unique(np.concatenate([a.account, b.account]).astype(str), return_inverse=True)
    days = np.concatenate([a.days, b.days])
    (found,) = cox(days, np.concatenate([a.event, b.event]), {"treated": treated}, clusters=accounts)
    return found


def _warned(a: Speed, b: Speed, honest: float | None) -> tuple[Warn, ...]:
    if a.naive is None or not b.naive or honest is None or abs(a.naive - b.naive - honest) <= DISAGREES * b.naive:
        return ()
    younger = abs(a.open / a.n - b.open / b.n) > DISAGREES
    return ("young",) if younger else ("disagrees",)


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
    arms = gather(run, since_launch(run, scope or Scope()), against)
    a, b, left_out = cycles_of(arms, declared.key)
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


def since_launch(run: Any, scope: Scope) -> Scope:
    """The scope from the first day of its lists on, where no first day is asked for."""
    if scope.start is not None:
        return scope
    launch = launch_day(run, scope)
    last = scope.end or scope.as_of or run.last_day
    return replace(scope, start=launch) if launch and last and launch <= last else scope


def launch_day(run: Any, scope: Scope) -> date | None:
    """The first day of an `abm` row of the scope's lists and programmes; null where there is none."""
    wanted = {"list": scope.lists, "programme_id": scope.programmes}
    conditions = "".join(f" AND {name} IN ({', '.join('?' * len(v))})" for name, v in wanted.items() if v)
    values = [value for chosen in wanted.values() for value in chosen]
    found = run.cursor().execute(f"SELECT min(starts_on) FROM memberships WHERE arm = 'abm'{conditions}", values)
    (launch,) = found.fetchone()
    day: date | None = launch
    return day


def cycles_of(arms: Arms, kpi: str = "deal_velocity") -> tuple[Cycles, Cycles, int]:
    """The cases of W06 (deals created since entry) or W05 (accounts since they first engaged) of both arms.

    Besides how many were left out for a negative duration.
    """
    rows = arms.asked.rows(_cases, find(kpi).key)
    kept = [row for row in rows if row["left_out"] is None]
    treated = {account.account_id for account in arms.treated}
    controls = {account.account_id for account in arms.controls}
    return _cycles(kept, treated), _cycles(kept, controls), len(rows) - len(kept)


def _cycles(rows: Sequence[Record], accounts: set[str]) -> Cycles:
    mine = [row for row in rows if row["account_id"] in accounts]
    return Cycles(
        np.array([row["numerator"] for row in mine], dtype=np.float64),
        np.array([row["denominator"] for row in mine], dtype=np.int64),
        np.array([row["account_id"] for row in mine], dtype=object),
    )


def _cases(context: Context, key: str) -> Table:
    kpi = find(key)
    if kpi.censored is None:
        raise UsageError(f"{key} has no censored estimate.")
    return detail(kpi.censored, kpi.unit, replace(context, customers=False), ()).order_by("account_id", "numerator")


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
        "low": "–" if headline.low is None else f"{headline.low:+.0f}",
        "high": "–" if headline.high is None else f"{headline.high:+.0f}",
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
    return f"{means} {_verdict(words, headline)}" % known


def _verdict(words: NullTranslations, headline: Difference) -> str:
    if headline.low is None or headline.high is None or headline.low <= 0 <= headline.high:
        return words.gettext("That could be chance: the difference lies between %(low)s and %(high)s days.")
    days = round(abs(headline.value or 0))
    if headline.high < 0:
        return words.ngettext(
            "The programme is %(days)d day faster (between %(low)s and %(high)s).",
            "The programme is %(days)d days faster (between %(low)s and %(high)s).",
            days,
        )
    return words.ngettext(
        "The programme is %(days)d day slower (between %(low)s and %(high)s).",
        "The programme is %(days)d days slower (between %(low)s and %(high)s).",
        days,
    )


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
