"""Attribution beside what was measured: credits of the money won, scaled to the revenue that a comparison found.

What attribution divides would mostly have come anyway. Where the best design of a scope has a verdict, its lift says how
much would not; scaled to that, the credits add up to it. That a single channel brought its part is measured by nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assay.comparison.best import best_against
from assay.comparison.compare import compare
from assay.comparison.words import RANGE, say
from assay.errors import AssayError, UsageError
from assay.languages import translator
from assay.languages.formats import day, money
from assay.languages.labels import label
from assay.metrics.answers import Run
from assay.metrics.scope import Scope
from assay.returns.attribution import AttributionAnswer
from assay.returns.money import OUTCOME, waits_until


@dataclass(frozen=True)
class Calibrated:
    """Revenue beyond the comparison with its interval, and the factor from a credit to its part of it; None: nothing is measured."""

    revenue: float | None
    low: float | None
    high: float | None
    factor: float | None
    design: str | None
    sentence: str

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


def calibrated(run: Run, scope: Scope, attribution: AttributionAnswer, language: str) -> Calibrated:
    """The lift that credits of won deals are scaled to. Raises UsageError for credits of deals that were only opened."""
    if attribution.outcome != "won":
        raise UsageError(
            "--calibrated scales money that was won.", hint="Ask for it: assay attribute --outcome won --calibrated."
        )
    t = translator(language).gettext
    none = t("Nothing is scaled to a measured lift, because none is shown: %(why)s")
    try:
        against = best_against(run, scope)
        lift = compare(run, OUTCOME, scope, against=against, language=language)
    except AssayError as error:
        return _nothing(none % {"why": error.message})
    due = waits_until(run, scope, lift)
    if due is not None:
        why = t("the first honest verdict on money can be given on %(day)s.") % {"day": day(due, language)}
        return _nothing(none % {"why": why})
    total = float(attribution.amount)
    if lift.verdict != "higher" or lift.difference is None or lift.low is None or lift.high is None or total <= 0:
        return _nothing(none % {"why": lift.sentence})
    revenue, low, high = (one * lift.abm.accounts for one in (lift.difference, lift.low, lift.high))
    ends = {"low": money(low, attribution.currency, language), "high": money(high, attribution.currency, language)}
    values = {
        "revenue": money(revenue, attribution.currency, language),
        "range": say(language, RANGE, **ends),
        "design": label("designs", lift.design, language),
    }
    text = t("Measured: %(revenue)s beyond the comparison accounts (95%% interval: %(range)s; %(design)s). Credits scaled to that add up to it; which channel brought it is not measured.")  # fmt: skip
    return Calibrated(revenue, low, high, revenue / total, lift.design, text % values)


def _nothing(sentence: str) -> Calibrated:
    return Calibrated(None, None, None, None, None, sentence)
