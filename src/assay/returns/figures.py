"""The comparisons of the catalogue (P04 to P09, P11) as answers: value = difference, with interval, arms and design."""

from __future__ import annotations

from typing import Any

from assay.comparison import words
from assay.comparison.compare import compare_many
from assay.comparison.result import Comparison
from assay.comparison.words import say
from assay.kpis.comparison import ComparisonKPI
from assay.metrics import periods
from assay.metrics.answer import Answer, Figure, Row
from assay.metrics.scope import Scope
from assay.returns.money import money
from assay.settings import Settings

POINTS = 100
MONEY = ("programme_roi", "revenue_impact")


def compared(
    run: Any, kpi: ComparisonKPI, scope: Scope, *, against: str | None = None, language: str | None = None
) -> Answer:
    """The answer to a comparison of the catalogue; differences of shares are in percentage points.

    Raises DataError where an arm is empty, UsageError for a scope of another arm than abm.
    """
    chosen = language or run.settings.language
    if kpi.key in MONEY:
        return _answer(run, kpi, scope, chosen, _money(run, kpi, scope, against, chosen))
    comparisons = compare_many(run, kpi.of, scope, against=against, language=chosen).comparisons  # type: ignore[arg-type]
    figure = _every(comparisons, chosen) if kpi.unit == "as_kpi" else _figure(kpi, comparisons)
    return _answer(run, kpi, scope, chosen, figure)


def _figure(kpi: ComparisonKPI, comparisons: tuple[Comparison, ...]) -> Figure:
    """The first comparison is the value, the others stand beside it."""
    first, *others = comparisons
    times = POINTS if kpi.unit == "points" else 1
    value, low, high = (_times(part, times) for part in (first.difference, first.low, first.high))
    beside = {one.kpi: _beside(one) for one in others}
    return Figure(value, None, None, first.abm.n, low, high, None, _note(first), {**_beside(first), **beside})


def _every(comparisons: tuple[Comparison, ...], language: str) -> Figure:
    """No single value: each of the headline KPIs against the comparison."""
    note = say(language, words.ANY_KPI)
    return Figure(
        None, None, None, comparisons[0].abm.accounts, note=note, extra={one.kpi: _beside(one) for one in comparisons}
    )


def _beside(one: Comparison) -> dict[str, Any]:
    names = ("kpi", "design", "rung", "verdict", "claim", "comparison", "difference", "low", "high", "p_value")
    more = ("p_adjusted", "relative", "contamination", "ess", "sentence", "abm", "against", "naive")
    said = one.to_json()
    return {name: said[name] for name in (*names, *more)} | one.extra


def _note(one: Comparison) -> str:
    return " ".join((one.sentence, *one.warnings))


def _times(value: float | None, times: float) -> float | None:
    return None if value is None else value * times


def _money(run: Any, kpi: ComparisonKPI, scope: Scope, against: str | None, language: str) -> Figure:
    """P09 and P11, which `assay.returns.money` works out."""
    money_answer = money(run, scope, against=against, language=language)
    return money_answer.roi if kpi.key == "programme_roi" else money_answer.revenue


def _answer(run: Any, kpi: ComparisonKPI, scope: Scope, language: str, total: Figure) -> Answer:
    timing = periods.resolve(scope, run.last_day)
    return Answer(
        kpi=kpi.key,
        id=kpi.id,
        name=kpi.name[language],
        unit=kpi.unit,
        definition=kpi.formula[language],
        definition_version=kpi.version,
        start=timing.start,
        end=timing.end,
        as_of=timing.as_of,
        scope=scope.to_json(),
        run=run.number,
        provisional=timing.as_of >= run.today or timing.asked_end > timing.as_of,
        currency=scope.currency or _currency(run.settings) if kpi.unit.startswith("money") else None,
        rows=(Row({}, None, total),),
        total=total,
    )


def _currency(settings: Settings) -> str:
    return settings.currency
