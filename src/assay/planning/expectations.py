"""How long things take here, whether a programme is old enough to be judged, and what to expect of it in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from gettext import NullTranslations
from math import ceil
from typing import TYPE_CHECKING, Any

import numpy as np
from babel.numbers import format_percent
from dateutil.relativedelta import relativedelta

from assay.comparison.arms import members
from assay.errors import UsageError
from assay.kpis import find
from assay.languages import formats, translator
from assay.metrics.compiler import detail
from assay.metrics.context import Context, Table, days_between, joined
from assay.metrics.deals import created_deals
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.stats.survival import median_among_won
from assay.views.question import Question, Record, question

if TYPE_CHECKING:
    from assay.planning.power import Line, PowerAnswer, Reach

CYCLE_MONTHS = 24
"""The company's own pace is read from the deals created in so many months before the as-of day."""
FEW_DEALS = 5
USUAL_DEAL_DAYS, USUAL_LEAD_DAYS = 120, 60
"""Taken where the company has closed too few deals of its own; said so."""
FIRST_DAYS = 30
MATURE = 0.8
"""A figure is ripe when this share of the accounts has been followed long enough."""
MONTH_DAYS = 30.4375
HOPELESS = 1.0
"""A lift that would have to double the base is one that can practically not be proven."""


@dataclass(frozen=True)
class Cycle:
    """The company's own pace: median days of a deal until it is won, and from the account's first engaging day (in the
    months before) to a legitimate deal. `own` is false where a usual value stands in for lack of deals.
    """

    deal_days: float | None
    lead_days: float | None
    deals: int
    own: bool


def company_cycle(asked: Question) -> Cycle:
    """Over all new-business deals of the company, whoever they belong to."""
    run, as_of = asked.run, asked.timing.as_of
    last = min(as_of, run.last_day or as_of)
    whole = Scope(arm="all", start=last - relativedelta(months=CYCLE_MONTHS), end=last, roll_up=asked.scope.roll_up)
    company = question(run, whole)
    cases = [row for row in company.rows(_deals) if row["left_out"] is None]
    won = (
        median_among_won([row["numerator"] for row in cases], [row["denominator"] for row in cases]) if cases else None
    )
    leads = [row["days"] for row in company.rows(_leads)]
    wins = sum(1 for row in cases if row["denominator"] == 1)
    own = wins >= FEW_DEALS and len(leads) >= FEW_DEALS
    deal_days = won if wins >= FEW_DEALS else float(USUAL_DEAL_DAYS)
    lead_days = float(np.median(leads)) if len(leads) >= FEW_DEALS else float(USUAL_LEAD_DAYS)
    return Cycle(deal_days, lead_days, len(cases), own)


def _deals(context: Context) -> Table:
    kpi = find("deal_velocity")
    assert kpi.censored is not None
    return detail(kpi.censored, kpi.unit, replace(context, customers=True), ())


def _leads(context: Context) -> Table:
    """Days from the first engaging day of the account, in the influence look-back before creation, to qualification."""
    deals = created_deals(replace(context, customers=True)).filter(lambda t: t.legitimate)
    days = context.unit("account_days").select("account_id", "day")
    rows = joined(deals, days, [deals.account_id == days.account_id, days.day <= deals.created_on])
    rows = rows.filter(days_between(rows.created_on, rows.day) <= context.settings.influence.lookback_days)
    first = rows.group_by("opportunity_id", "qualified_on").aggregate(first_on=rows.day.min())
    return first.select("opportunity_id", days=days_between(first.qualified_on, first.first_on)).order_by("days")


def needed_days(settings: Settings, cycle: Cycle) -> Mapping[str, int]:
    """How long an account must have been followed before a KPI says something about it."""
    lead = round(cycle.lead_days or USUAL_LEAD_DAYS)
    deal = round(cycle.deal_days or USUAL_DEAL_DAYS)
    return {
        "account_penetration.per_account": FIRST_DAYS,
        "meetings_planned.held": FIRST_DAYS,
        "mqa_rate": settings.mqa.lookback_days,
        "opportunity_rate": max(lead, FIRST_DAYS),
        "account_win_rate": lead + deal,
        "win_rate": lead + deal,
        "deal_velocity": lead + deal,
    }


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


def shown_date(day: date, language: str) -> str:
    return formats.day(day, language)


def shown_share(value: float, language: str) -> str:
    """Below a tenth with one decimal: 0.8 % and 1.4 % are not the same base."""
    rounded = round(value, 3) if abs(value) < 0.1 else round(value, 2)
    return str(format_percent(rounded, locale=language, decimal_quantization=False))


def sentences(said: PowerAnswer, language: str) -> tuple[str, ...]:
    """What a forecast means, in plain words, the most important first."""
    words = translator(language)
    if said.controls < 2 or said.treated < 2:
        return (
            words.gettext(
                "There is nobody to compare with, so nothing can be proven: hold a share of the list back before "
                "launch (`assay lists draw`)."
            ),
        )
    lagging = [line for line in said.lines if not line.leading]
    leading = [line for line in said.lines if line.leading]
    found = [
        *(_hopeless(words, language, said, line) for line in lagging),
        *_earlier(words, language, said, leading),
        *(_first(words, language, line) for line in said.lines),
    ]
    if not said.cycle.own:
        found.append(words.gettext("Too few deals have closed here: usual cycles stand in for the company’s own."))
    return tuple(sentence for sentence in found if sentence)


def _hopeless(words: NullTranslations, language: str, said: PowerAnswer, line: Line) -> str | None:
    reach = line.at(said.months)
    if reach.relative is not None and reach.relative < (HOPELESS if line.kpi != "deal_velocity" else HOPELESS / 2):
        return None
    known = {"accounts": said.treated, "kpi": line.name, "months": said.months}
    if said.months == 3:
        text = words.ngettext(
            "With %(accounts)d account a change of “%(kpi)s” can practically not be proven in a quarter.",
            "With %(accounts)d accounts a change of “%(kpi)s” can practically not be proven in a quarter.",
            said.treated,
        )
    else:
        text = words.ngettext(
            "With %(accounts)d account a change of “%(kpi)s” can practically not be proven within %(months)d months.",
            "With %(accounts)d accounts a change of “%(kpi)s” can practically not be proven within %(months)d months.",
            said.treated,
        )
    return f"{text % known} {_needed(words, language, line, reach)}".strip()


def _needed(words: NullTranslations, language: str, line: Line, reach: Reach) -> str:
    if reach.base is None or reach.detectable is None or line.unit != "share":
        return ""
    known = {"base": shown_share(reach.base, language), "needed": shown_share(reach.base + reach.detectable, language)}
    return words.gettext("It would have to rise from %(base)s to %(needed)s to be seen.") % known


def _earlier(words: NullTranslations, language: str, said: PowerAnswer, leading: Sequence[Line]) -> Iterator[str]:
    """Leading figures by how little they must move, each with the first months after which less than a doubling is seen."""
    for line in leading:
        reach = next((one for one in line.reaches if one.relative is not None and one.relative < HOPELESS), None)
        if reach is None or reach.months > max(said.months, 6):
            continue
        known = {"kpi": line.name, "lift": shown_share(reach.relative or 0, language), "months": reach.months}
        yield (
            words.ngettext(
                "“%(kpi)s” can move earlier: a rise by %(lift)s would be seen after %(months)d month.",
                "“%(kpi)s” can move earlier: a rise by %(lift)s would be seen after %(months)d months.",
                reach.months,
            )
            % known
        )


def _first(words: NullTranslations, language: str, line: Line) -> str | None:
    verdict = line.verdict
    if line.leading and verdict.expect is None:
        return None
    known: dict[str, Any] = {"kpi": line.name, "expect": shown_share(verdict.expect or 0, language)}
    if verdict.on is None:
        known |= {"months": line.reaches[-1].months, "needed": verdict.accounts_needed or 0}
        text = words.gettext("A change of “%(kpi)s” by %(expect)s would not be seen within %(months)d months.")
        if verdict.accounts_needed:
            text += " " + words.ngettext(
                "It would take %(needed)d account in the programme.",
                "It would take %(needed)d accounts in the programme.",
                verdict.accounts_needed,
            )
        return text % known
    known |= {"date": shown_date(verdict.on, language)}
    text = words.gettext("The first honest verdict on “%(kpi)s” can be given on %(date)s.")
    if verdict.detectable is not None and verdict.detectable >= HOPELESS:
        text += " " + words.gettext("Even then only more than a doubling would be seen.")
    elif verdict.detectable is not None:
        known["lift"] = shown_share(verdict.detectable, language)
        text += " " + words.gettext("By then a change by %(lift)s would be seen.")
    return text % known
