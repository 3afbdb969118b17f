"""Doing what is due: one scheduler at a time, each moment once, missed ones once together, interrupted ones taken up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import takewhile
from threading import Event

from filelock import FileLock, Timeout

from assay import causes
from assay.errors import AssayError, BusyError, UsageError, did_you_mean
from assay.log import log
from assay.schedule.steps import DO, Do, Outcome, Tell
from assay.settings.schedule import Schedule, Step
from assay.store.audit import acting, note
from assay.store.job_log import (
    JobDone,
    StepDone,
    begin_again,
    claim,
    end,
    handled_until,
    left_running,
    write_step,
)
from assay.store.lock import keep_private
from assay.store.workspace import Workspace

ON_TIME = timedelta(minutes=2)
"""What is begun later than that after its moment is called late."""
MOST_ATTEMPTS = 3
"""A job that its process did not survive so often is given up: it would end the next one, too."""
LONGEST_WAIT = 30.0
"""Seconds after which the settings and the clock are looked at again."""
Steps = Mapping[Step, Do]


@dataclass(frozen=True)
class Next:
    """When a schedule is due next, and what for."""

    schedule: Schedule
    moments: tuple[datetime, ...]


def next_times(workspace: Workspace, now: datetime, most: int = 3) -> tuple[Next, ...]:
    """The next moments (UTC) of every schedule."""
    zone = workspace.settings.zone
    return tuple(
        Next(one, tuple(moment for moment, _ in zip(one.times(now, zone), range(most), strict=False)))
        for one in workspace.settings.schedule
    )


def tick(
    workspace: Workspace, now: datetime, steps: Steps = DO, clock: Callable[[], datetime] | None = None
) -> tuple[JobDone, ...]:
    """Do what is due at `now`; nothing where another scheduler is at work. Returns the jobs that were done."""
    if not (workspace.settings.schedule or (workspace.data / "jobs.sqlite").exists()):
        return ()
    clock = clock or _clock
    try:
        with scheduling(workspace):
            taken_up = [_take_up(workspace, job, steps, clock) for job in left_running(workspace)]
            done = [_perform(workspace, schedule, job, steps, clock) for schedule, job in _claimed(workspace, now)]
    except BusyError:
        return ()
    return (*(job for job in taken_up if job), *done)


def run_now(
    workspace: Workspace,
    name: str,
    *,
    actor: str | None = None,
    steps: Steps = DO,
    clock: Callable[[], datetime] | None = None,
    tell: Tell | None = None,
) -> JobDone:
    """Do a schedule's job at once, whenever it is due. BusyError where a job is under way, UsageError for no schedule."""
    clock = clock or _clock
    schedule = schedule_of(workspace, name)
    with scheduling(workspace):
        now = clock()
        for left in left_running(workspace):
            _take_up(workspace, left, steps, clock)
        job = claim(workspace, schedule.name, now, "by hand", actor or "command line", now)
        assert job is not None
        return _perform(workspace, schedule, job, steps, clock, actor, tell)


def schedule_of(workspace: Workspace, name: str) -> Schedule:
    """Raises UsageError where there is none of that name."""
    known = {one.name: one for one in workspace.settings.schedule}
    if name not in known:
        hint = did_you_mean(name, tuple(known)) if known else "[[schedule]] in assay.toml: docs/schedule.md."
        raise UsageError(f"No schedule is called {name!r}.", hint=hint)
    return known[name]


@contextmanager
def scheduling(workspace: Workspace) -> Iterator[None]:
    """Be the one who does jobs; the system takes the lock back from a process that ends, however it does."""
    workspace.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    keep_private(workspace.data)
    lock = FileLock(workspace.data / "schedule.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError("A scheduled job is under way.", hint="`assay jobs` tells which.") from None
    try:
        yield
    finally:
        lock.release()


def keep_schedule(workspace: Workspace, stopped: Event, execute: Callable[[Callable[[], None]], None]) -> None:
    """Look after the schedules until stopped; `execute` does the work in its turn."""
    while True:
        try:
            workspace.reread()
            if due_now(workspace, _clock()):
                execute(lambda: _log_all(tick(workspace, _clock())))
        except AssayError as error:
            log.warning("the schedule waits: %s", error.message)
        except Exception:
            log.exception("the schedule could not be looked after")
        if stopped.wait(seconds_to_wait(workspace, _clock())):
            return


def due_now(workspace: Workspace, now: datetime) -> bool:
    """Whether `tick` would find anything to do; notes when a new schedule was seen first."""
    settings = workspace.settings
    due = [bool(_moments(workspace, one, now)) for one in settings.schedule]
    return any(due) or bool(settings.schedule and left_running(workspace))


def seconds_to_wait(workspace: Workspace, now: datetime) -> float:
    """Until something is due, at most half a minute: settings change, and so may the clock."""
    zone = workspace.settings.zone
    coming = [
        moment for one in workspace.settings.schedule for moment, _ in zip(one.times(now, zone), range(1), strict=False)
    ]
    return max(0.5, min([LONGEST_WAIT, *((moment - now).total_seconds() for moment in coming)]))


# Inside.


def _claimed(workspace: Workspace, now: datetime) -> Iterator[tuple[Schedule, JobDone]]:
    """What is due, the earliest first; of several moments that were missed the last one stands for all."""
    due = [
        (moments[-1], len(moments), one)
        for one in workspace.settings.schedule
        if (moments := _moments(workspace, one, now))
    ]
    for moment, _, schedule in sorted(due, key=lambda claimed: claimed[0]):
        late = now - moment > ON_TIME
        job = claim(workspace, schedule.name, moment, "late" if late else "due", f"schedule {schedule.name}", now)
        if job is not None:
            yield schedule, job


def _moments(workspace: Workspace, schedule: Schedule, now: datetime) -> Sequence[datetime]:
    """The moments that have come since the last one that was taken care of."""
    zone = workspace.settings.zone
    mark = f"{schedule.cron} {schedule.zone(zone)}"
    since = handled_until(workspace, schedule.name, mark, now)
    return tuple(takewhile(lambda moment: moment <= now, schedule.times(since, zone)))


def _take_up(workspace: Workspace, job: JobDone, steps: Steps, clock: Callable[[], datetime]) -> JobDone | None:
    """Go on with a job whose process was killed; its schedule may be gone by now, or it may have killed too many."""
    known = {one.name: one for one in workspace.settings.schedule}
    if job.schedule not in known or job.attempt >= MOST_ATTEMPTS:
        log.warning("job %d of schedule %s is given up after %d attempts", job.id, job.schedule, job.attempt)
        return end(workspace, job.id, "interrupted", clock())
    return _perform(workspace, known[job.schedule], begin_again(workspace, job), steps, clock)


def _perform(
    workspace: Workspace,
    schedule: Schedule,
    job: JobDone,
    steps: Steps,
    clock: Callable[[], datetime],
    actor: str | None = None,
    tell: Tell | None = None,
) -> JobDone:
    """The steps that have not ended yet. One that fails ends the job: what follows would tell of yesterday."""
    done = {one.step: one for one in job.steps if one.ended}
    failed = False
    with acting(actor or job.actor):
        for name in schedule.steps:
            step = done.get(name) or _done(workspace, schedule, job, name, steps[name], clock, tell or _silent)
            failed = failed or bool(step.problems)
            if step.stops:
                break
        ended = end(workspace, job.id, "failed" if failed else "done", clock())
        note(workspace, "job", schedule=schedule.name, job=job.id, state=ended.state, cause=job.cause)
    return ended


def _done(
    workspace: Workspace,
    schedule: Schedule,
    job: JobDone,
    name: Step,
    do: Do,
    clock: Callable[[], datetime],
    tell: Tell,
) -> StepDone:
    began, stops = clock(), False
    write_step(workspace, job.id, StepDone(name, began))
    log.info("schedule %s, job %d: %s", schedule.name, job.id, name)
    try:
        outcome = do(workspace, schedule, job.began, tell)
    except AssayError as error:
        outcome, stops = Outcome(problems=(f"{error.message} {error.hint or ''}".strip(),)), True
    except Exception as error:
        log.exception("schedule %s: %s failed", schedule.name, name)
        known = causes.told(error)
        outcome, stops = Outcome(problems=(known.message if known else f"unexpected {type(error).__name__}",)), True
    step = StepDone(name, began, clock(), outcome.rows, outcome.told, outcome.problems, stops)
    write_step(workspace, job.id, step)
    return step


def _log_all(jobs: Sequence[JobDone]) -> None:
    for job in jobs:
        log.info("job %d of schedule %s: %s", job.id, job.schedule, job.state)


def _silent(_: str) -> None:
    """For who does not want to hear."""


def _clock() -> datetime:
    return datetime.now(UTC)
