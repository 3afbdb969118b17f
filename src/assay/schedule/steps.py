"""What a job does, step by step. Each may be done again: what was done is found done."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from assay.alerts import watch
from assay.connectors.pull import pull
from assay.delivery.deliver import deliver
from assay.errors import BusyError, DataError
from assay.plural import many
from assay.refresh import refresh
from assay.settings.schedule import Schedule, Step
from assay.store.lock import writing
from assay.store.runs import current
from assay.store.workspace import Workspace

Found = TypeVar("Found")
PATIENCE = 600.0
"""Seconds that a job waits for somebody else who writes to the workspace."""
PAUSE = 2.0


@dataclass(frozen=True)
class Outcome:
    """Rows that landed, alerts that opened, messages that were sent; what is to be told, and what went wrong."""

    rows: int | None = None
    told: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


Tell = Callable[[str], None]
Do = Callable[[Workspace, Schedule, datetime, Tell], Outcome]


def pull_sources(workspace: Workspace, schedule: Schedule, now: datetime, tell: Tell) -> Outcome:
    """A source that cannot be read stops no other, and no later step."""
    del now
    if not workspace.settings.sources:
        return Outcome(0, ("no source is declared",))

    def read() -> Outcome:
        report = pull(workspace, schedule.sources, progress=lambda what, *_: tell(what))
        if any(one.busy for one in report.sources):
            raise BusyError("A source is being pulled, or the workspace written to, by another process.")
        problems = tuple(f"{one.source}: {one.error}" for one in report.failed)
        told = tuple(
            f"{one.source}: {many(one.counts['rows_in'], 'row')} in, {one.counts['loaded']:,} landed, "
            f"{one.counts['quarantined']:,} quarantined, {one.retired:,} gone at the source"
            for one in report.sources
            if one.error is None
        )
        return Outcome(sum(one.counts["loaded"] for one in report.sources), told, problems)

    return patiently(read)


def refresh_run(workspace: Workspace, schedule: Schedule, now: datetime, tell: Tell) -> Outcome:
    del now
    by_itself = "alerts" in schedule.steps

    def build() -> Outcome:
        report = refresh(workspace, progress=lambda step: tell(f"{step.part} {step.table}"), alerts=not by_itself)
        said = f"run {report.number} built" if report.changed else f"nothing has changed since run {report.number}"
        return Outcome(None, (said, *report.lines()))

    return patiently(build)


def tell_alerts(workspace: Workspace, schedule: Schedule, now: datetime, tell: Tell) -> Outcome:
    """Judge the rules by the current run, and tell the targets of [alerts]."""
    del schedule, now
    number = current(workspace)
    if number is None:
        raise DataError("Nothing has been built yet.", hint="`assay refresh` builds the first run.")
    tell("alerts")

    def judge() -> watch.Watched:
        with writing(workspace, "alerts"):
            return watch.evaluate(workspace, number)

    watched = patiently(judge)
    told = tuple(f"opened: {line}" for line in watched.lines()[: len(watched.new)])
    return Outcome(len(watched.new), told, (*watched.remarks, *watch.send(workspace)))


def make_deliveries(workspace: Workspace, schedule: Schedule, now: datetime, tell: Tell) -> Outcome:
    """Each recipient that could not be reached is a problem of its own."""
    if not workspace.settings.deliver:
        return Outcome(0, ("no delivery is declared",))
    told = patiently(lambda: deliver(workspace, now, schedule.deliver, said=tell))
    counts = Counter(one.result for one in told)
    problems = tuple(
        f"{one.delivery}, {one.what} to {one.recipient}: {one.problem}"
        for one in told
        if one.problem and one.result != "sent"
    )
    return Outcome(counts["sent"], tuple(f"{result}: {number}" for result, number in counts.items()), problems)


def patiently(action: Callable[[], Found], patience: float = PATIENCE, pause: float = PAUSE) -> Found:
    """Do it as soon as nobody else writes; raises BusyError where that takes too long."""
    until = time.monotonic() + patience
    while True:
        try:
            return action()
        except BusyError:
            if time.monotonic() > until:
                raise
        time.sleep(pause)


DO: Mapping[Step, Do] = {
    "pull": pull_sources,
    "refresh": refresh_run,
    "alerts": tell_alerts,
    "deliver": make_deliveries,
}
