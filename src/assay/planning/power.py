"""What a list of this size can show, and when: lifts that would be seen, the first honest verdict, what moves earlier.

Told before launch, on the company's own history. Not a word about an effect: only about what a comparison could see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.kpis import find
from assay.metrics.conditions import on_accounts
from assay.metrics.list_rows import list_rows
from assay.metrics.scope import Against, Scope, check_against
from assay.planning.cycle import MONTH_DAYS, Cycle, company_cycle, needed_days
from assay.planning.forecast import at_its_look, crossing, reach_at_look, simulated, verdict_of
from assay.planning.past import FORECASTS, Forecast, Past, Subjects, past, subjects
from assay.planning.result import Line, PowerAnswer, Reach, Verdict
from assay.planning.words import sentences
from assay.stats.looks import Plan
from assay.stats.power import Design
from assay.views.question import Record

MONTHS = (1, 2, 3, 6, 9, 12)
KEYS = tuple(forecast.kpi for forecast in FORECASTS)


def power(
    run: Any,
    scope: Scope | None = None,
    *,
    keys: Sequence[str] = (),
    months: int = 3,
    share_controls: float | None = None,
    expect: float | None = None,
    against: Against = "control",
    curve: Sequence[int] = MONTHS,
    language: str | None = None,
) -> PowerAnswer:
    """What a programme on this scope's accounts can show after each number of months.

    `share_controls` holds that share of the accounts back: from launch on, and of a list that runs from today on, as a draw
    would; without it the loaded controls count.
    `expect` is the lift one expects as a share of the base (0.25: a quarter more, or a quarter fewer days).
    Raises UsageError for words out of range, DataError where nobody is on a list.
    """
    scope = scope or Scope()
    _check(scope, against, share_controls, expect, months)
    forecasts = _chosen(keys)
    found = subjects(run, scope, against)
    treated, controls = _sizes(found, share_controls)
    wanted = tuple(sorted({*curve, months}))
    cycle = company_cycle(found.asked)
    begun = found if share_controls is None else replace(found, launches_on=_drawn_on(run, scope, found))
    plan = _plan(run, scope, begun)
    history = past(found, forecasts, wanted, settle=timedelta(days=round(cycle.deal_days or 0)))
    lines = tuple(
        _line(run, language, forecast, history, cycle, Design(treated, controls), begun, wanted, months, expect, plan)
        for forecast in forecasts
    )
    against_word = "lot" if share_controls is not None else against
    verdict_on = begun.launches_on + timedelta(days=plan.days)
    heading, sizes = _heading(found, scope), (treated, controls, against_word)
    said = PowerAnswer(heading, *sizes, begun.launches_on, months, cycle, lines, (), verdict_on, plan.looks)
    return replace(said, sentences=sentences(said, language or run.settings.language))


def first_honest_verdict(
    run: Any,
    kpi: str,
    scope: Scope | None = None,
    *,
    expect: float | None = None,
    against: Against = "control",
    language: str | None = None,
    since: date | None = None,
) -> Verdict | None:
    """When this KPI can first be judged for this scope's programme; null for a KPI that is not forecast.

    Without an expected lift that is when the KPI has had its time here; what would be seen by then, `power` tells. `since`:
    nothing counts before this day, as when a running list is switched off for accounts that a lot draws.
    """
    key = find(kpi).key
    if key not in KEYS:
        return None
    scope = on_accounts(scope or Scope())
    if expect is not None:
        return power(run, scope, keys=(key,), expect=expect, against=against, language=language).lines[0].verdict
    found = subjects(run, scope, against)
    days = needed_days(run.settings, company_cycle(found.asked))[key]
    mature = max(found.launches_on, since or date.min) + timedelta(days=days)
    return Verdict(key, mature, round(days / MONTH_DAYS, 1), mature, None, None, None)


def _check(scope: Scope, against: str, share_controls: float | None, expect: float | None, months: int) -> None:
    if scope.arm not in ("abm", "all"):
        raise UsageError(f"A programme is forecast for arm abm or all, not {scope.arm}.", hint="Leave --arm out.")
    check_against(against)
    if share_controls is not None and not 0 < share_controls < 1:
        raise UsageError(
            f"--share-controls is {share_controls:g}; it is a share between 0 and 1.", hint="0.2 holds a fifth back."
        )
    if expect is not None and not 0 < expect <= 10:
        raise UsageError(
            f"--expect is {expect:g}; it is a share of the base above 0.", hint="0.25 means a quarter more than today."
        )
    if not 1 <= months <= 24:
        raise UsageError(f"--months is {months}; it is 1 to 24.")


def _chosen(keys: Sequence[str]) -> tuple[Forecast, ...]:
    """The forecasts of these KPIs, all by default; a variant stands for its KPI."""
    if not keys:
        return FORECASTS
    by_key = {forecast.kpi: forecast for forecast in FORECASTS}
    chosen = []
    for word in keys:
        key = find(word).key
        if key not in by_key:
            hint = did_you_mean(key, KEYS) or f"Forecast are: {', '.join(KEYS)}."
            raise UsageError(f"There is no forecast for {key}.", hint=hint)
        chosen.append(by_key[key])
    return tuple(dict.fromkeys(chosen))


def _sizes(subjects: Subjects, share_controls: float | None) -> tuple[int, int]:
    if share_controls is None:
        return len(subjects.treated), len(subjects.controls)
    held = round(len(subjects.treated) * share_controls)
    return len(subjects.treated) - held, held


def _drawn_on(run: Any, scope: Scope, subjects: Subjects) -> date:
    """The day from which a lot that is not drawn yet would count."""
    return max(subjects.launches_on, scope.as_of or run.today)


def _plan(run: Any, scope: Scope, subjects: Subjects) -> Plan:
    """When the verdict is due: the latest `verdict_on` that assay.toml has for these lists or their programmes."""
    rows = list_rows(subjects.asked.cursor, list=scope.lists, programme_id=scope.programmes)
    names = {row[name] for row in rows if row["arm"] == "abm" for name in ("list", "programme_id")}
    known = [one.verdict_on for name, one in run.settings.programmes.items() if name in names and one.verdict_on]
    wanted = [day for day in known if day > subjects.launches_on]
    return Plan((max(wanted) - subjects.launches_on).days, chosen=True) if wanted else Plan()


def _heading(subjects: Subjects, scope: Scope) -> Record:
    said = subjects.asked.heading()
    return {"as_of": said["as_of"], "scope": scope.to_json(), "run": said["run"]}


def _line(
    run: Any,
    language: str | None,
    forecast: Forecast,
    history: Past,
    cycle: Cycle,
    design: Design,
    subjects: Subjects,
    curve: Sequence[int],
    months: int,
    expect: float | None,
    plan: Plan,
) -> Line:
    kpi = find(forecast.kpi)
    reaches: tuple[Reach, ...] = ()
    for length in curve:
        shorter = next((reach.correlation for reach in reversed(reaches) if reach.correlation), None)
        reaches = (*reaches, reach_at_look(forecast, history, cycle, design, length, shorter or 0.0, plan))
    focus = next(reach for reach in reaches if reach.months == months)
    mature = subjects.launches_on + timedelta(days=needed_days(run.settings, cycle)[forecast.kpi])
    verdict = verdict_of(forecast, reaches, design, subjects.launches_on, mature, expect)
    verdict = at_its_look(verdict, reaches, subjects.launches_on, plan)
    played = simulated(forecast, history, design, focus)
    name = kpi.name[language or run.settings.language]
    return Line(kpi.key, kpi.id, name, kpi.unit, forecast.leading, reaches, verdict, played)


__all__ = ["KEYS", "MONTHS", "Reach", "Verdict", "crossing", "first_honest_verdict", "power"]
