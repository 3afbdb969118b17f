"""Where a programme may be stuck (Q13): a loose word "engaged", slow reps, two sides apart, stalled deals, missing roles."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from statistics import median
from typing import Any

import numpy as np

from assay.engine.tables import Table
from assay.kpis import CATALOGUE
from assay.kpis.rows import AccountEvents, Accounts
from assay.metrics import periods
from assay.metrics.answer import Figure
from assay.metrics.answers import Run, answer, bind
from assay.metrics.context import Context, at, days_between, joined, left_joined
from assay.metrics.deals import counted_touches
from assay.metrics.dimensions import chosen
from assay.metrics.people import active_people
from assay.metrics.populations import population
from assay.metrics.relations import rows_of
from assay.metrics.scope import Scope
from assay.stats.estimators import kaplan_meier_median
from assay.views.question import Question, Record, bare_figure, question


@dataclass(frozen=True)
class PresetLine:
    """An engaged-based KPI under each preset; `chosen` is the one the scope asks for."""

    kpi: str
    name: str
    unit: str
    currency: str | None
    chosen: str
    figures: dict[str, Figure]

    def to_json(self) -> Record:
        figures = {preset: figure.to_json() for preset, figure in self.figures.items()}
        said = {"kpi": self.kpi, "name": self.name, "unit": self.unit, "currency": self.currency}
        return {**said, "chosen": self.chosen, "presets": figures}


@dataclass(frozen=True)
class Speed:
    """How fast sales acted on a signal: `signals` accounts with one in the window, `none` of them without a touch since.

    `median_days` is that of the accounts touched, `censored_median_days` counts the others as still waiting.
    """

    signal: str
    signals: int
    none: int
    share_none: float | None
    median_days: float | None
    censored_median_days: float | None


@dataclass(frozen=True)
class StallLine:
    stage: str | None
    stalled: float | None
    open: int
    note: str | None


@dataclass(frozen=True)
class MissingRole:
    """A role of the committee template; `lacking` of the `of` accounts have fewer active people than `wanted`."""

    role: str
    wanted: int
    lacking: int
    of: int
    share: float | None


@dataclass(frozen=True)
class Diagnosis:
    heading: Record
    presets: tuple[PresetLine, ...]
    speed: tuple[Speed, ...]
    alignment: Figure
    stalls: tuple[StallLine, ...]
    roles: tuple[MissingRole, ...]

    @property
    def stall_stage(self) -> str | None:
        """The stage in which the most deals stall."""
        stalled = [line for line in self.stalls if line.stalled]
        return max(stalled, key=lambda line: line.stalled or 0).stage if stalled else None

    def to_json(self) -> Record:
        return {
            **self.heading,
            "presets": [line.to_json() for line in self.presets],
            "speed": [asdict(line) for line in self.speed],
            "alignment": self.alignment.to_json(),
            "stall_stage": self.stall_stage,
            "stalls": [asdict(line) for line in self.stalls],
            "roles": [asdict(line) for line in self.roles],
        }


def diagnosis(run: Run, scope: Scope | None = None, *, language: str | None = None) -> Diagnosis:
    """The five questions of a programme that does not move. Raises UsageError in cohort mode."""
    scope = scope or Scope()
    asked = question(run, scope)
    return Diagnosis(
        heading=asked.heading(),
        presets=presets(run, scope, language),
        speed=(speed_on_mqa(asked), speed_on_spikes(run, scope)),
        alignment=answer(run, "alignment", scope).total,
        stalls=stalls(run, scope),
        roles=missing_roles(asked),
    )


def presets(run: Run, scope: Scope, language: str | None = None) -> tuple[PresetLine, ...]:
    """Every KPI that rests on what engaged means, under each preset: values with their intervals, no remarks."""
    shown = language or run.settings.language
    chosen_one = scope.engaged or run.settings.engagement.preset
    asked = {name: question(run, replace(scope, engaged=name)) for name in run.settings.presets()}
    lines = []
    for kpi in CATALOGUE.values():
        if kpi.engaged_based:
            figures = {name: bare_figure(one, kpi) for name, one in asked.items()}
            currency = asked[chosen_one].currency if kpi.unit.startswith("money") else None
            lines.append(PresetLine(kpi.key, kpi.name[shown], kpi.unit, currency, chosen_one, figures))
    return tuple(lines)


def speed_on_mqa(asked: Question) -> Speed:
    """From the first MQA day since entry, in the window, to the first sales touch from that day on."""
    return _speed("mqa", asked.rows(_after_mqa))


def speed_on_spikes(run: Run, scope: Scope) -> Speed:
    """From the last day of the first week of the window in which visits spiked."""
    asked = question(run, scope)
    bind(asked.cursor, periods.windows(asked.timing, "week", "stock", run.settings), run.settings)
    return _speed("website_spike", asked.rows(_after_spike, as_of=asked.timing.as_of))


def _after_mqa(context: Context) -> Table:
    signals = chosen(context, rows_of(AccountEvents("mqa"), context))
    return _first_act(context, signals.select("account_id", "happened_on", "as_of"))


def _after_spike(context: Context) -> Table:
    rows = chosen(context, rows_of(Accounts("target", attach=("spike",)), context))
    spiked = rows.filter(rows.spike)
    signals = spiked.group_by("account_id").aggregate(happened_on=spiked.as_of.min())
    return _first_act(context, signals.mutate(as_of=context.given("as_of", "date")))


def _first_act(context: Context, signals: Table) -> Table:
    """The first thing sales did on the account on or after the signal; what the account itself wrote is none."""
    touches = counted_touches(context)
    touches = touches.filter(touches.team == "sales", touches.kind != "mail_in").select("account_id", "occurred_on")
    later = joined(signals, touches, "account_id")
    later = later.filter(later.occurred_on >= later.happened_on, later.occurred_on <= later.as_of)
    first = later.group_by("account_id").aggregate(acted_on=later.occurred_on.min())
    rows = left_joined(signals, first, "account_id")
    waited = days_between(rows.as_of, rows.happened_on)
    return rows.select("account_id", days=days_between(rows.acted_on, rows.happened_on), waited=waited)


def _speed(signal: str, rows: list[Record]) -> Speed:
    days = [row["days"] for row in rows if row["days"] is not None]
    none = len(rows) - len(days)
    lasted = np.array([row["waited"] if row["days"] is None else row["days"] for row in rows], dtype=float)
    acted = np.array([row["days"] is not None for row in rows], dtype=float)
    censored = kaplan_meier_median(lasted, acted)["value"]
    share = none / len(rows) if rows else None
    return Speed(signal, len(rows), none, share, float(median(days)) if days else None, censored)


def stalls(run: Run, scope: Scope) -> tuple[StallLine, ...]:
    """Stalled deals per open stage (O11), the most first; a stage without a benchmark has no number."""
    found = answer(run, "stalled_deals", scope, by=("stage",), rows=True)
    counts: dict[Any, int] = {}
    unknown: set[Any] = set()
    for row in found.detail or ():
        counts[row["by"]["stage"]] = counts.get(row["by"]["stage"], 0) + 1
        if row["left_out"]:
            unknown.add(row["by"]["stage"])
    figures = {row.by["stage"]: row.figure for row in found.rows}
    lines = [_stall(stage, n, figures[stage], stage in unknown) for stage, n in counts.items()]
    return tuple(sorted(lines, key=lambda line: (-(line.stalled or 0), -line.open, line.stage or "")))


def _stall(stage: str | None, deals: int, figure: Figure, unknown: bool) -> StallLine:
    if unknown:
        return StallLine(stage, None, deals, "Too few won deals to say what is usual in this stage.")
    return StallLine(stage, figure.value, deals, figure.note)


def missing_roles(asked: Question) -> tuple[MissingRole, ...]:
    """Roles of the committee template by how many accounts in scope lack them, the most missing first."""
    template = asked.run.settings.buying_committee
    if not template:
        return ()
    rows = asked.rows(_roles, shape=asked.customers_too)
    of = next((row["accounts"] for row in rows), 0)
    enough = {row["role"]: row["enough"] for row in rows}
    missing = [_missing(role, wanted, enough.get(role, 0), of) for role, wanted in template.items()]
    return tuple(sorted(missing, key=lambda one: -one.lacking))


def _missing(role: str, wanted: int, enough: int, of: int) -> MissingRole:
    met = of if wanted <= 0 else enough
    return MissingRole(role, wanted, of - met, of, 1 - met / of if of else None)


def _roles(context: Context) -> Table:
    """Accounts of the scope, and for each role of the committee how many of them have enough active people of it."""
    rows = chosen(context, population(context, "scope")).select(*context.keys, "as_of")
    roles, wanted = context.value("committee.roles"), context.value("committee.wanted")
    people = active_people(context, rows).filter(lambda t: roles.contains(t.role))
    counted = people.group_by(*context.keys, "role").aggregate(_n=people.count())
    enough = counted.filter(counted._n >= at(wanted, roles, counted.role))
    by_role = enough.group_by("role").aggregate(enough=enough.count())
    every = rows.aggregate(accounts=rows.count())
    return every.left_join(by_role, True).select("accounts", "role", "enough")
