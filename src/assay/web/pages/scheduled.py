"""What is done by itself: the schedules with their next time, the log of jobs, and doing one now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from assay.errors import BusyError
from assay.schedule.scheduler import keep_schedule, next_times, run_now, schedule_of
from assay.store.audit import note
from assay.store.job_log import JobDone, read_jobs
from assay.web.desk import Desk, at_desk
from assay.web.jobs import Tell
from assay.web.site import Site
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

ROUTER = APIRouter()
_desk = Depends(at_desk())
SCHEDULED = "schedule"
"""The name of the job that the scheduler does in this server."""
CAUSES = {"due": "on time", "late": "caught up", "by hand": "by hand"}
STATES = {"running": "under way", "done": "done", "failed": "failed", "interrupted": "given up"}
STEPS = {"pull": "pull", "refresh": "build", "alerts": "alerts", "deliver": "deliver"}
SHOWN = 15


def keep_scheduled(site: Site, stopped: Event) -> None:
    """Do what is due, in the turn of this server's other work; ends when `stopped` is set."""

    def in_turn(work: Callable[[], None]) -> None:
        def working(_: Tell) -> None:
            work()

        try:
            site.jobs.start(SCHEDULED, working).ended.wait()
        except BusyError:  # somebody has it done by hand
            stopped.wait(1)

    keep_schedule(site.workspace, stopped, in_turn)


@ROUTER.post("/data/jobs")
def do_now(desk: Annotated[Desk, _desk], schedule: Annotated[str, Form(max_length=200)]) -> Response:
    """Does a schedule's job at once, and leads back to the log."""
    wanted = schedule_of(desk.workspace, schedule)
    actor = desk.actor

    def work(tell: Tell) -> JobDone:
        return run_now(desk.workspace, wanted.name, actor=actor, tell=lambda what: tell(what, 0, None))

    desk.site.jobs.start(SCHEDULED, work, actor)
    note(desk.workspace, "job by hand", actor, schedule=wanted.name)
    return desk.back("/data#jobs")


def schedules_told(visit: Visit) -> list[dict[str, Any]]:
    """Each schedule with its words and its next moment, and whether a job is under way."""
    upcoming = next_times(visit.workspace, datetime.now(UTC), most=1)
    return [
        {
            "name": one.schedule.name,
            "cron": one.schedule.cron,
            "zone": one.schedule.zone(visit.workspace.settings.zone).key,
            "steps": ", ".join(visit._(STEPS[step]) for step in one.schedule.steps),
            "next": visit.fmt.moment(one.moments[0]) if one.moments else "–",
        }
        for one in upcoming
    ]


def jobs_table(visit: Visit) -> TableData:
    rows = [_row(visit, job) for job in read_jobs(visit.workspace, most=200)]
    columns = (
        Column("began", visit._("Began"), "moment"),
        Column("schedule", visit._("Schedule")),
        Column("cause", visit._("Occasion")),
        Column("state", visit._("State")),
        Column("seconds", visit._("Seconds"), "number"),
        Column("rows", visit._("Rows landed"), "number"),
        Column("steps", visit._("Steps")),
        Column("problems", visit._("What went wrong")),
    )
    return TableData("jobs", visit._("Log of jobs"), columns, rows, empty=visit._("No job yet."), most=SHOWN)


def _row(visit: Visit, job: JobDone) -> dict[str, Any]:
    return {
        "job": job.id,
        "began": job.began,
        "schedule": job.schedule,
        "cause": visit._(CAUSES[job.cause]),
        "state": visit._(STATES[job.state]),
        "seconds": job.seconds,
        "rows": job.rows,
        "steps": ", ".join(visit._(STEPS[step.step]) for step in job.steps if step.ended),
        "problems": " · ".join(job.problems),
    }
