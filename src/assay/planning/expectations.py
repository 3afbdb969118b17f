"""How long things take here, whether a programme is old enough to be judged, and what to expect of it in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from gettext import NullTranslations
from math import ceil
from typing import TYPE_CHECKING, Any

from assay.errors import UsageError
from assay.kpis import find
from assay.languages import translator
from assay.metrics.members import members
from assay.metrics.scope import Scope
from assay.views.question import Record, question

if TYPE_CHECKING:
    pass
from assay.planning.cycle import MONTH_DAYS, Cycle, company_cycle, needed_days
from assay.planning.words import shown_date

MATURE = 0.8
"""A figure is ripe when this share of the accounts has been followed long enough."""


@dataclass(frozen=True)
class Ripeness:
    """How far a programme is for one KPI: `followed` of the `accounts` were followed for the days it needs.

    `ripe_on` is the day on which four fifths of them are; `months_to_go` until then, 0 where it has passed.
    """

    kpi: str
    id: str
    name: str
    needed_days: int
    accounts: int
    followed: int
    share: float
    ripe_on: date
    months_to_go: float
    sentence: str

    @property
    def is_ripe(self) -> bool:
        return self.months_to_go == 0

    def to_json(self) -> Record:
        return {**vars(self), "is_ripe": self.is_ripe}


@dataclass(frozen=True)
class Maturity:
    heading: Record
    cycle: Cycle
    rows: tuple[Ripeness, ...]

    def of(self, kpi: str) -> Ripeness | None:
        """The row of a KPI or of the KPI it is a variant of; null where none is kept."""
        key = find(kpi).key
        return next((row for row in self.rows if row.kpi in (key, key.partition(".")[0])), None)

    def to_json(self) -> Record:
        return {**self.heading, "cycle": vars(self.cycle), "rows": [row.to_json() for row in self.rows]}


def maturity(run: Any, scope: Scope | None = None, *, language: str | None = None) -> Maturity:
    """Which share of a running programme's accounts has been followed long enough, KPI by KPI, at the company's own pace.

    Raises UsageError for arm `all`, which has no entry, DataError where there is no day to look from.
    """
    scope = replace(scope or Scope(), mode="snapshot")
    if scope.arm == "all":
        raise UsageError("Arm 'all' has no entry: nothing tells how long its accounts are followed.")
    asked = question(run, scope)
    entered = sorted(row["entered_on"] for row in asked.rows(members))
    cycle = company_cycle(question(run, scope))
    words = translator(language or run.settings.language)
    chosen = language or run.settings.language
    needed = needed_days(run.settings, cycle)
    rows = tuple(_ripeness(words, chosen, key, days, entered, asked.timing.as_of) for key, days in needed.items())
    return Maturity(asked.heading(), cycle, rows if entered else ())


def _ripeness(
    words: NullTranslations, language: str, key: str, days: int, entered: Sequence[date], as_of: date
) -> Ripeness:
    kpi = find(key)
    if not entered:
        return Ripeness(kpi.key, kpi.id, kpi.name[language], days, 0, 0, 0.0, as_of, 0.0, "")
    followed = sum(1 for day in entered if (as_of - day).days >= days)
    place = ceil(MATURE * len(entered)) - 1
    ripe_on = entered[place] + timedelta(days=days)
    to_go = max(0.0, round((ripe_on - as_of).days / MONTH_DAYS, 1)) if ripe_on > as_of else 0.0
    # A wait of some days must not read as none.
    to_go = max(to_go, 0.1) if ripe_on > as_of else 0.0
    known = {"followed": followed, "accounts": len(entered), "days": days, "date": shown_date(ripe_on, language)}
    said = words.gettext(
        "%(followed)d of %(accounts)d accounts have been followed for the %(days)d days it takes here."
    )
    if to_go:
        said += " " + words.gettext("An honest verdict can be given from %(date)s on.")
    return Ripeness(
        kpi.key,
        kpi.id,
        kpi.name[language],
        days,
        len(entered),
        followed,
        followed / len(entered),
        ripe_on,
        to_go,
        said % known,
    )
