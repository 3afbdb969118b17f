"""Money of a programme (P09, P11, P13): what it cost, what revenue it brought beyond the comparison, and the return.

Only a measured effect makes a return. Attributed revenue stands beside it under a name of its own, never in the sum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assay.comparison.best import best_against
from assay.comparison.compare import compare
from assay.comparison.result import Comparison
from assay.errors import AssayError, DataError
from assay.metrics.answer import Figure
from assay.metrics.answers import Run, answer
from assay.metrics.launch import launch_day
from assay.metrics.scope import Scope
from assay.planning.power import first_honest_verdict
from assay.returns.attribution import attribution
from assay.returns.money_words import kind_label, money_sentences
from assay.returns.result import Attributed, CostLine, Money
from assay.stats.survival import Z
from assay.views.question import Question, question

ENDS = ("low", "high")
EFFECT = "account_win_rate"
"""Money is ripe when wins are."""
OUTCOME = "new_revenue"
"""New-business money won, per account targeted."""
ATTRIBUTED_BY = "linear"


def money(
    run: Run,
    scope: Scope | None = None,
    against: str | None = None,
    language: str | None = None,
    *,
    comparison: Comparison | None = None,
) -> Money:
    """The programme's money: cost in scope, incremental revenue and gross profit, ROI, attributed ROI apart.

    `comparison` is that of `new_revenue` on the same scope where it has been made already. Raises UsageError for a scope
    of another arm than abm or unknown words.
    """
    scope, language = scope or Scope(), language or run.settings.language
    asked = question(run, scope)
    against = against or best_against(run, scope)
    cost = answer(run, "programme_cost", scope, language=language).total
    found, missing = (comparison, None) if comparison else _compared(run, scope, against, language)
    margin = run.settings.margin
    attributed, deals = _attributed(run, scope, cost, margin, language)
    due = waits_until(run, scope, found)
    revenue, profit = (_too_early(found, due) if due else _incremental(found, times) for times in (1.0, margin))
    made = Money(
        asked.heading(),
        asked.currency,
        against,
        margin,
        launch_day(asked.cursor, asked.scope),
        cost,
        _ledger(asked, scope, cost, language),
        revenue,
        profit,
        _roi(profit, cost) if not unconverted(cost) else Figure(None, None, None, profit.n),
        _attributed_roi(attributed, cost, deals),
        attributed,
        found,
        due,
    )
    return money_sentences(made, missing, language)


def revenue_impact(
    run: Run, scope: Scope | None = None, against: str | None = None, language: str | None = None
) -> Figure:
    """P11: incremental revenue, with interval; None with a note where the design cannot claim any."""
    return money(run, scope, against, language).revenue


def programme_roi(
    run: Run, scope: Scope | None = None, against: str | None = None, language: str | None = None
) -> Figure:
    """P09: (incremental gross profit − cost) ÷ cost, with interval; `extra` has the attributed ROI, named so."""
    return money(run, scope, against, language).roi


def _compared(run: Run, scope: Scope, against: str, language: str) -> tuple[Comparison | None, DataError | None]:
    try:
        return compare(run, OUTCOME, scope, against=against, language=language), None  # type: ignore[arg-type]
    except DataError as error:
        return None, error


def _incremental(comparison: Comparison | None, times: float) -> Figure:
    """Effect per account × treated accounts × `times`."""
    if (
        comparison is None
        or not comparison.trustworthy
        or comparison.difference is None
        or comparison.low is None
        or comparison.high is None
    ):
        return Figure(None, None, None, comparison.abm.accounts if comparison else 0)
    accounts = comparison.abm.accounts
    value, low, high = (
        _times(one, accounts * times) for one in (comparison.difference, comparison.low, comparison.high)
    )
    extra: dict[str, Any] = {
        "accounts": accounts,
        "per_account": comparison.difference * times,
        "design": comparison.design,
        "rung": comparison.rung,
    }
    sure = comparison.extra.get("sequential", {})
    extra |= {
        "verdict": comparison.verdict,
        "at_every_look": {end: _times(sure.get(end), accounts * times) for end in ENDS},
    }
    extra["few_carry_it"] = bool(comparison.extra.get("few_carry_it"))
    return Figure(value, value, None, accounts, low, high, extra=extra)


def _too_early(comparison: Comparison | None, due: date | None) -> Figure:
    """No figure before the day on which it can first be judged: deals that cost already have not had time to be won."""
    return Figure(None, None, None, comparison.abm.accounts if comparison else 0, extra={"verdict_on": due})


def waits_until(run: Run, scope: Scope, comparison: Comparison | None) -> date | None:
    """The day from which this programme's money can be judged, where the window ends before its accounts have had the time
    that winning takes here.
    """
    if comparison is None:
        return None
    how: Any = {"against": comparison.comparison, "since": comparison.drawn_since}
    try:
        said = first_honest_verdict(run, EFFECT, replace(scope, arm="abm"), **how)
    except AssayError:
        return None
    return said.on if said is not None and said.on is not None and comparison.followed_until < said.on else None


def unconverted(cost: Figure) -> int:
    """Rows of cost that have no exchange rate: what was spent is more than the figure says."""
    return int(cost.extra.get("left_out", {}).get("unconverted", 0))


def _times(value: float | None, times: float) -> float | None:
    return None if value is None else value * times


def _roi(profit: Figure, cost: Figure) -> Figure:
    """(profit − cost) ÷ cost; the interval that of the profit."""
    if profit.value is None or not cost.value:
        return Figure(None, None, cost.value, profit.n, extra=profit.extra)
    value, low, high = (return_on(one, cost.value) for one in (profit.value, profit.low, profit.high))
    sure = {end: return_on(one, cost.value) for end, one in profit.extra["at_every_look"].items()}
    extra = {**profit.extra, "at_every_look": sure, "probability": None}
    if not extra.pop("few_carry_it"):  # a deal or two tell nothing of how likely anything is
        extra["probability"] = _probability(value, low, high)
    return Figure(value, profit.value - cost.value, cost.value, profit.n, low, high, extra=extra)


def _probability(value: float | None, low: float | None, high: float | None) -> float | None:
    """That the return is above 0, judged by the comparison alone (normal, nothing known before)."""
    from scipy.special import ndtr

    if value is None or low is None or high is None or not high > low:
        return None
    return float(ndtr(value * 2 * Z / (high - low)))


def return_on(profit: float | None, cost: float) -> float | None:
    """
    >>> return_on(300.0, 200.0)
    0.5
    """
    return None if profit is None else (profit - cost) / cost


def _attributed(
    run: Run, scope: Scope, cost: Figure, margin: float, language: str
) -> tuple[tuple[Attributed, ...], int]:
    """By each model, and how many deals were won with a touch before them."""
    found = attribution(run, scope, by="team", outcome="won", language=language)
    lines = []
    for one in found.models:
        revenue = float(sum(row.credit for row in one.rows if row.value == "marketing"))
        # Without a touch before any of the deals, or an amount, nothing has been divided: that is not measured, and not nothing.
        divided = any(row.kind == "touched" for row in found.model("linear").rows)
        known = divided and found.amount and not unconverted(cost)
        roi = return_on(revenue * margin, cost.value) if cost.value and known else None
        share = revenue / float(found.amount) if divided and found.amount else None
        lines.append(Attributed(one.model, one.name, revenue, roi, share))
    touched = any(row.kind == "touched" for row in found.model("linear").rows)
    return tuple(lines), found.deals if touched else 0


def _attributed_roi(lines: tuple[Attributed, ...], cost: Figure, deals: int) -> Figure:
    """The linear model's; `extra` holds the range over all models, which is no interval."""
    chosen = next(line for line in lines if line.model == ATTRIBUTED_BY)
    known = [line.roi for line in lines if line.roi is not None]
    extra: dict[str, Any] = {"model": chosen.model, "revenue": chosen.revenue, "deals": deals}
    extra |= {"lowest": min(known, default=None), "highest": max(known, default=None)}
    return Figure(chosen.roi, chosen.revenue, cost.value, cost.n, extra=extra)


def _ledger(asked: Question, scope: Scope, cost: Figure, language: str) -> tuple[CostLine, ...]:
    """Cost in scope by kind: the same rule on the rows of one kind at a time, so that the lines add up to it."""
    cursor = asked.cursor
    kinds = [
        kind for (kind,) in cursor.execute("SELECT DISTINCT kind FROM main.costs ORDER BY 1 NULLS LAST").fetchall()
    ]
    lines = []
    for kind in kinds:
        rows = cursor.execute("SELECT * FROM main.costs WHERE kind IS NOT DISTINCT FROM ?", [kind]).to_arrow_table()
        amount = answer(_WithCosts(asked.run, rows), "programme_cost", scope).total.value or 0.0
        if amount:
            share = amount / cost.value if cost.value else None
            lines.append(CostLine(kind, kind_label(kind, language), amount, share))
    return tuple(sorted(lines, key=lambda line: -line.amount))


@dataclass(frozen=True)
class _WithCosts:
    """A run that knows of no other cost than these rows."""

    run: Run
    rows: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.run, name)

    def cursor(self) -> Any:
        cursor = self.run.cursor()
        cursor.register("costs", self.rows)
        return cursor


__all__ = ["money", "programme_roi", "return_on", "revenue_impact", "unconverted", "waits_until"]
