"""From sums and values to a figure with its interval, its note and what it left out (rule 9)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Any

import numpy as np

from assay.exact import decimal, divided
from assay.kpis.declare import KPI, Estimate, Mean, Ratio, Share, Tally
from assay.languages import translator
from assay.languages.words import Words
from assay.metrics.answer import Exact, Figure
from assay.metrics.group import Group, arrays, number
from assay.metrics.ranges import range_of
from assay.settings import Settings
from assay.stats.clustered import Range
from assay.stats.estimators import ESTIMATORS, Interval


def figure(
    kpi: KPI,
    group: Group,
    unmatched: float | None,
    settings: Settings,
    language: str | None = None,
    currency: str | None = None,
) -> Figure:
    """The figure of a group. Counts and sums of nothing are 0; anything divided by nothing is None with a note.

    `currency` is the answer's, by default the workspace's.
    """
    build: dict[str, Callable[[KPI, Group], Parts]] = {
        "mix": _mix,
        "sum": _sum,
        "mean": _mean,
        "median": _mean,
        "share": _share,
        "rate": _rate,
        "ratio": _ratio,
        "estimate": _estimate,
    }
    build["estimate"] = partial(_estimate, margin=settings.margin)
    value, numerator, denominator, n, extra = build[kpi.measure.aggregate](kpi, group)
    between = range_of(kpi, group) if value is not None else Range()
    if kpi.measure.aggregate == "sum" and not group.n and group.left_out:
        value = numerator = None
    if group.left_out:
        extra["left_out"] = dict(group.left_out)
    money = currency or settings.currency
    amounts = {
        reason: {name or money: decimal(worth) for name, worth in of.items()} for reason, of in group.lost.items()
    }
    told = {"amounts_left_out": amounts, "immature": group.immature}
    told |= {"without_amount": group.bare, "without_account": group.homeless}
    extra |= {name: what for name, what in told.items() if what}
    if n < settings.small_n and denominator is not None:
        extra["small_n"] = True
    if value is not None and between.reason is not None:
        extra["no_interval"] = between.reason
    low, high = between.ends
    note = _note(kpi, value, group, Words(language or settings.language, currency=money))
    exact = _exact(kpi, group, value, between.ends, extra)
    return Figure(value, numerator, denominator, n, low, high, unmatched, note, extra, exact)


def unmeasured(built: Figure, tables: Sequence[str], language: str) -> Figure:
    """The figure where a table that it needs holds nothing: there is no value, and the note says so."""
    text = translator(language).gettext("Not measured: nothing has been loaded of %(tables)s.")
    note = text % {"tables": ", ".join(tables)}
    return Figure(None, None, None, 0, unmatched=built.unmatched, note=note, extra={"not_measured": list(tables)})


def _exact(kpi: KPI, group: Group, value: float | None, interval: Interval, extra: Mapping[str, Any]) -> Exact:
    """What of a figure is money, as decimals: the sums of the database are exact."""
    if not kpi.unit.startswith("money"):
        return (
            Exact(numerator=decimal(group.numerator or 0), denominator=decimal(group.denominator or 0))
            if (divides_money(kpi))
            else Exact()
        )
    low, high = map(decimal, interval)
    more = {name: decimal(extra[name]) for name in ("mean", "median", "contract_value") if extra.get(name) is not None}
    beside = {name: worth for name, worth in more.items() if worth is not None}
    if kpi.measure.aggregate == "estimate":
        return Exact(decimal(value), low=low, high=high, extra=beside)
    top = decimal(group.numerator or 0)
    if kpi.measure.aggregate == "sum":
        return Exact(top, top, low=low, high=high)
    cases = [worth for worth, _ in group.values if worth is not None]
    if kpi.measure.aggregate == "median":
        return Exact(decimal(median(cases)) if cases else None, top, low=low, high=high, extra=beside)
    return Exact(divided(top, len(cases) if cases else group.denominator), top, low=low, high=high, extra=beside)


def divides_money(kpi: KPI) -> bool:
    """A share of money: weighted by amounts, or a sum of them divided by another."""
    weight, each = getattr(kpi.measure, "weight", None), getattr(kpi.measure, "each", None)
    return weight is not None or each is not None


def amounts_told(amounts: Mapping[str | None, Decimal], words: Words) -> str:
    """Amounts by currency (none: the words' own): `$1,200, CHF 300`."""
    return ", ".join(words.money(worth, name) for name, worth in sorted_by_name(amounts))


def sorted_by_name(amounts: Mapping[str | None, Decimal]) -> list[tuple[str | None, Decimal]]:
    return sorted(amounts.items(), key=lambda item: item[0] or "")


Parts = tuple[float | None, float | None, float | None, int, dict[str, Any]]


def _sum(kpi: KPI, group: Group) -> Parts:
    value = number(group.numerator) or 0.0
    n = int(value) if isinstance(kpi.measure, Tally) else group.n
    return value, value, None, n, {}


def _mean(kpi: KPI, group: Group) -> Parts:
    values, _ = arrays(group.values)
    count = len(values)
    total = number(group.numerator) if count else 0.0
    if not count:
        return None, 0.0, 0.0, 0, {}
    scale = kpi.measure.scale if isinstance(kpi.measure, Mean) else 1.0
    values = values * scale
    mean, median = scale * (total or 0.0) / count, float(np.median(values))
    if kpi.measure.aggregate == "median":
        return median, total, float(count), count, {"mean": mean}
    return mean, total, float(count), count, {"median": median}


def _share(kpi: KPI, group: Group) -> Parts:
    top, bottom = number(group.numerator) or 0.0, number(group.denominator) or 0.0
    weighted = isinstance(kpi.measure, Share) and kpi.measure.weight is not None
    return (top / bottom if bottom else None), top, bottom, group.n if weighted else int(bottom), {}


def _rate(_kpi: KPI, group: Group) -> Parts:
    top, bottom = number(group.numerator) or 0.0, number(group.denominator) or 0.0
    return (top / bottom if bottom else None), top, bottom, group.n, {}


def _mix(_kpi: KPI, group: Group) -> Parts:
    top, bottom = number(group.numerator) or 0.0, number(group.denominator) or 0.0
    return (top / bottom if bottom else None), top, bottom, group.n, {}


def _ratio(kpi: KPI, group: Group) -> Parts:
    top, bottom = number(group.numerator) or 0.0, number(group.denominator) or 0.0
    n = group.below if isinstance(kpi.measure, Ratio) and kpi.measure.each is not None else int(bottom)
    return (top / bottom if bottom else None), top, bottom, n, {}


def _estimate(kpi: KPI, group: Group, margin: float = 1.0) -> Parts:
    assert isinstance(kpi.measure, Estimate)
    if kpi.measure.estimator == "lifetime_value":
        estimate = lifetime_value(group.values)
    else:
        estimate = ESTIMATORS[kpi.measure.estimator](*arrays(group.values))
    value = estimate.pop("value")
    if kpi.measure.estimator == "lifetime_value" and value is not None:
        value *= margin
    return value, None, None, estimate["n"], {name: n for name, n in estimate.items() if name != "n"}


MOST_YEARS = 10


def lifetime_value(pairs: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """Mean annual value × expected years: 1 ÷ the share of a year's customers that were lost, at most ten years."""
    worth = [float(value) for value, _ in pairs if value is not None]
    lost = [float(gone) for value, gone in pairs if value is None and gone is not None]
    if not worth or not lost:
        return {"value": None, "n": len(worth), "contract_value": None, "years": None, "churn": None}
    churn, mean = sum(lost) / len(lost), sum(worth) / len(worth)
    years = min(MOST_YEARS, 1 / churn) if churn else float(MOST_YEARS)
    return {"value": mean * years, "n": len(worth), "contract_value": mean, "years": years, "churn": churn}


def _note(kpi: KPI, value: float | None, group: Group, words: Words) -> str | None:
    notes = []
    if value is None and kpi.measure.aggregate == "sum":
        notes.append(words.say("Nothing of it could be counted."))
    elif value is None:
        notes.append(words.say("No case to divide by: there is nothing to measure in this scope and window."))
    notes += [_left_out(reason, n, group.lost.get(reason, {}), words) for reason, n in group.left_out.items()]
    if group.bare:
        notes.append(words.say("%(n)d without an amount, counted as 0.") % {"n": group.bare})
    if group.homeless:
        notes.append(words.say("%(n)d without an account are in it.") % {"n": group.homeless})
    if group.immature:
        notes.append(words.say("%(n)d not yet followed for the whole time.") % {"n": group.immature})
    return " ".join(notes) or None


def _left_out(reason: str, n: int, amounts: Mapping[str | None, Decimal], words: Words) -> str:
    """`2 unconverted ($1,200).`: how many rows, and how much money where it is money."""
    text = _reason(reason, words) % {"n": n}
    return f"{text.removesuffix('.')} ({amounts_told(amounts, words)})." if amounts else text


def _reason(reason: str, words: Words) -> str:
    return words.say(LEFT_OUT[reason]) if reason in LEFT_OUT else f"%(n)d {reason}."


LEFT_OUT = {
    "unconverted": "%(n)d unconverted.",
    "negative": "%(n)d left out for a negative duration.",
    "no_value": "%(n)d left out without a value.",
    "no_score": "%(n)d left out without any mail, call or meeting.",
    "off_scale": "%(n)d left out with a score outside 0 to 10.",
    "pending": "%(n)d pending, in neither part of the rate.",
    "no_criteria": "%(n)d left out: no criterion of the profile can be judged.",
    "no_amount": "%(n)d left out without an amount.",
    "no_engagement": "%(n)d left out without an engaging day.",
    "no_touch": "%(n)d left out without a touch.",
    "no_account_days": "%(n)d cost rows left out: no account to bear them.",
    "no_account": "%(n)d left out without an account.",
    "closed_before_created": "%(n)d left out: closed before creation.",
    "no_quota": "%(n)d left out: their owner has no quota in these periods.",
    "no_probability": "%(n)d left out without a stage probability.",
    "no_scale": "%(n)d left out without the ends of their scale.",
    "not_0_to_10": "%(n)d left out for a score outside 0 to 10.",
    "no_committee": "%(n)d left out: no committee template is set.",
    "no_reference": "%(n)d left out: too few won deals to say what is usual in their stage.",
}
