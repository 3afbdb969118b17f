"""What other settings, decisions on who is who, or a load would do to the headline figures of the current run, before anybody saves them.

A warehouse is built beside the published run, of the rows that it was built of and as of its day, and asked the same
questions: what differs is the settings' doing alone. The published run is read, never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from assay.landing.decide import Decision
from assay.landing.stage_changes import StageRow
from assay.memory.changes import answers
from assay.memory.figures import Question, ask_all, questions
from assay.memory.kept import Value
from assay.memory.origin import Origin, build_inputs, origin_from, origin_of
from assay.memory.states import Progress, State, Steps, Warehouse, state_of
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.store.runs import open_run, today_there
from assay.store.trial_copy import trial_copy
from assay.store.workspace import Workspace

WINDOW = "quarter"


@dataclass(frozen=True)
class Previewed:
    """A headline figure as it is, and as it would be."""

    question: Question
    before: Value
    after: Value

    @property
    def differs(self) -> bool:
        return (self.before.value, self.before.numerator, self.before.denominator) != (
            self.after.value,
            self.after.numerator,
            self.after.denominator,
        )

    def to_json(self) -> dict[str, Any]:
        sides = {"before": self.before, "after": self.after}
        said = {
            name: {word: getattr(side, word) for word in ("value", "numerator", "denominator", "n", "currency", "note")}
            for name, side in sides.items()
        }
        return {"kpi": self.question.kpi, "window": self.question.window, **said, "differs": self.differs}


@dataclass(frozen=True)
class Preview:
    """`run` is the run whose rows and day both sides have; `changed` names the settings that differ from its own."""

    run: int
    changed: tuple[str, ...]
    figures: tuple[Previewed, ...]

    def to_json(self) -> dict[str, Any]:
        return {"run": self.run, "changed": list(self.changed), "figures": [one.to_json() for one in self.figures]}


def preview_settings(
    workspace: Workspace,
    settings: Settings,
    *,
    stages: tuple[StageRow, ...] = (),
    keys: Sequence[str] = (),
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> Preview:
    """The headline figures of the last full quarter and to date, before and after. DataError without a run."""

    def then(now: State, origin: Origin) -> State:
        # What is asked, and in which windows, stays as it was: the definitions alone differ.
        kept = {"figures": origin.settings.figures, "fiscal_year_starts_in": origin.settings.fiscal_year_starts_in}
        return replace(now, settings=settings.model_copy(update=kept), number=None, stages=stages)

    found, origin = _previewed(workspace, then, keys, progress, steps)
    return Preview(origin.number, tuple(_changed(origin.settings, settings)), found)


def preview_decisions(
    workspace: Workspace,
    decided: Sequence[Decision],
    *,
    keys: Sequence[str] = (),
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> Preview:
    """The same of decisions on who is who: what the figures would be if these were accepted, rejected or made aliases."""
    found, origin = _previewed(
        workspace, lambda now, _origin: replace(now, number=None, decided=tuple(decided)), keys, progress, steps
    )
    return Preview(origin.number, (), found)


def preview_load(
    workspace: Workspace,
    land: Callable[[Workspace], object],
    *,
    keys: Sequence[str] = (),
    progress: Progress | None = None,
    steps: Steps | None = None,
) -> Preview:
    """The same of files that have not landed: `land` loads them into a copy of the workspace, which goes afterwards.

    Windows that are over are those of the current run; `to_date` goes up to the last day that the files bring.
    """
    with closing(open_run(workspace)) as run:
        origin = origin_of(run)
    asked = _asked(origin, keys)
    with Warehouse(workspace, progress, steps) as warehouse, trial_copy(workspace) as copy:
        land(copy)
        landed = build_inputs(copy, max(origin.today, today_there(workspace.settings)))
        then = replace(state_of(origin_from(landed, origin)), settings=workspace.settings, number=None)
        if progress:
            progress("asking the figures as they are")
        before = answers(warehouse, state_of(origin), asked, origin.last_day)
        with Warehouse(copy, progress, steps) as other, other.open(then) as run:
            last_day = run.last_day
            after = {one: value for one, (_, value) in ask_all(run, asked, last_day).items()}
    return Preview(origin.number, (), tuple(Previewed(one, before[one], after[one]) for one in asked))


def _asked(origin: Origin, keys: Sequence[str]) -> list[Question]:
    """The headline figures, or these, of the last full quarter and to date."""
    asked = questions(origin.settings, origin.last_day, keys, Scope())
    return [one for one in asked if one.window in (WINDOW, "to_date")]


def _previewed(
    workspace: Workspace,
    then: Callable[[State, Origin], State],
    keys: Sequence[str],
    progress: Progress | None,
    steps: Steps | None,
) -> tuple[tuple[Previewed, ...], Origin]:
    """The figures of the current run's state, and of what `then` makes of it."""
    with closing(open_run(workspace)) as run:
        origin = origin_of(run)
    asked = _asked(origin, keys)
    now = state_of(origin)
    with Warehouse(workspace, progress, steps) as warehouse:
        if progress:
            progress("asking the figures as they are")
        before = answers(warehouse, now, asked, origin.last_day)
        after = answers(warehouse, then(now, origin), asked, origin.last_day)
    return tuple(Previewed(one, before[one], after[one]) for one in asked), origin


def _changed(before: Settings, after: Settings) -> list[str]:
    ours, theirs = before.model_dump(mode="json"), after.model_dump(mode="json")
    return sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))


__all__ = ["Preview", "Previewed", "preview_decisions", "preview_load", "preview_settings"]
