"""`assay run-schedule` and `assay jobs`: doing what [[schedule]] says, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show, tell
from assay.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.schedule.scheduler import Next
    from assay.store.job_log import JobDone
    from assay.store.workspace import Workspace

HEADER = ("job", "schedule", "why", "due", "began", "seconds", "state", "rows", "problems")


def run_schedule(
    place: Place,
    name: Annotated[
        str | None, typer.Option("--now", metavar="SCHEDULE", help="Do this one at once, then end.")
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="Do what is due now, then end: for cron and timers.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Show the next times and do nothing.")] = False,
) -> int:
    """Do what [[schedule]] in assay.toml says, until interrupted; `assay serve` does so, too.

    Exit status 1 where a job failed.
    """
    from datetime import UTC, datetime

    from assay.schedule.scheduler import next_times, run_now, tick
    from assay.store.workspace import Workspace

    if sum((name is not None, once, check)) > 1:
        raise UsageError("--now, --once and --check exclude each other.", hint="Give one of them.")
    workspace = Workspace.find(place.folder)
    if not workspace.settings.schedule:
        raise UsageError("No schedule is declared.", hint="[[schedule]] in assay.toml declares them: docs/schedule.md.")
    if check:
        _show_next(place, workspace, next_times(workspace, datetime.now(UTC)))
        return 0
    if name is None and not once:
        return _keep(workspace)
    done = (run_now(workspace, name),) if name else tick(workspace, datetime.now(UTC))
    _show_jobs(place, workspace, done, "Nothing was due.")
    return 1 if any(job.state != "done" for job in done) else 0


def jobs(
    place: Place,
    most: Annotated[int, typer.Option("--most", metavar="N", min=1, help="How many, the newest first.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """List the jobs that were done by schedule or by hand: when, how long, rows, and what went wrong."""
    from dataclasses import replace

    from assay.store.job_log import read_jobs
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    chosen = replace(place, format="json") if as_json else place
    _show_jobs(chosen, workspace, read_jobs(workspace, most=most), "No job has been done yet.")


def _keep(workspace: Workspace) -> int:
    import signal
    from threading import Event

    from assay.log import write_to
    from assay.schedule.scheduler import keep_schedule

    write_to(workspace.data / "log" / "schedule.log")
    stopped = Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    tell(f"Looking after the schedules of {workspace.path} (Ctrl+C ends it).")
    keep_schedule(workspace, stopped, _at_once)
    return 0


def _at_once(work: Callable[[], None]) -> None:
    work()


def _show_next(place: Place, workspace: Workspace, upcoming: Sequence[Next]) -> None:
    header = ("schedule", "cron", "zone", "steps", "next", "then", "and then")
    zones = [one.schedule.zone(workspace.settings.zone) for one in upcoming]
    rows = [
        (
            one.schedule.name,
            one.schedule.cron,
            zone.key,
            ", ".join(one.schedule.steps),
            *(f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M %z}" for moment in one.moments),
        )
        for one, zone in zip(upcoming, zones, strict=True)
    ]
    told = [
        {
            "schedule": one.schedule.name,
            "cron": one.schedule.cron,
            "timezone": zone.key,
            "steps": list(one.schedule.steps),
            "next": [moment.isoformat().replace("+00:00", "Z") for moment in one.moments],
        }
        for one, zone in zip(upcoming, zones, strict=True)
    ]
    show(place, told, (header, rows), lambda: [make_table(header, rows)])


def _show_jobs(place: Place, workspace: Workspace, jobs: Sequence[JobDone], none: str) -> None:
    zone = workspace.settings.zone

    def local(moment: Any) -> str:
        return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S}" if moment else ""

    rows = [
        (
            job.id,
            job.schedule,
            job.cause,
            local(job.due),
            local(job.began),
            "" if job.seconds is None else f"{job.seconds:.1f}",
            job.state,
            job.rows,
            len(job.problems),
        )
        for job in jobs
    ]

    def printed() -> Iterator[RenderableType]:
        if not rows:
            yield from console_text(none)
            return
        yield make_table(HEADER, rows, right=("job", "seconds", "rows", "problems"))
        for job in jobs:
            yield from console_text(*(f"{job.id} {job.schedule}, {problem}" for problem in job.problems))

    show(place, [job.to_json() for job in jobs], (HEADER, rows), printed)
