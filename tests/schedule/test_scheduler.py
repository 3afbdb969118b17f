"""Jobs by an injected clock: each moment once, missed ones once together, and what a killed process leaves."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event, Thread

import pytest

from assay.errors import BusyError, DataError, UsageError
from assay.schedule import scheduler
from assay.schedule.scheduler import keep_schedule, next_times, run_now, scheduling, tick
from assay.schedule.steps import Outcome, patiently
from assay.store import job_log
from assay.store.audit import entries
from assay.store.job_log import read_jobs
from assay.store.workspace import create_workspace

DAILY = """
timezone = "Europe/Paris"
[[schedule]]
name = "night"
cron = "30 2 * * *"
"""
START = datetime(2026, 3, 27, 12, tzinfo=UTC)


class Steps(dict):
    """Steps that note when they were done."""

    def __init__(self):
        super().__init__({name: self._step(name) for name in ("pull", "refresh", "alerts", "deliver")})
        self.done = []
        self.fails = {}

    def _step(self, name):
        def do(_workspace, schedule, now, _tell):
            self.done.append((schedule.name, name, now))
            if name in self.fails:
                raise self.fails[name]
            return Outcome(3 if name == "pull" else None, (f"{name} told",))

        return do


@pytest.fixture
def workspace(tmp_path):
    made = create_workspace(tmp_path / "w")
    (made.path / "assay.toml").write_text(DAILY)
    made.reread()
    return made


@pytest.fixture
def steps():
    return Steps()


def at(workspace, steps, moment):
    return tick(workspace, moment, steps, lambda: moment)


def pulls(steps):
    return [now for _, name, now in steps.done if name == "pull"]


@pytest.mark.parametrize(
    ("start", "change"),
    [
        (START, datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (START.replace(month=10, day=23), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_over_both_changes_every_night_has_one_job(workspace, steps, start, change):
    for half_hours in range(4 * 48):
        at(workspace, steps, start + timedelta(minutes=30 * half_hours))
    days = Counter(job.due.date() for job in read_jobs(workspace))
    assert set(days.values()) == {1}
    assert len(days) == len(pulls(steps)) == 4
    assert change in pulls(steps)


def test_missed_ones_are_caught_up_once(workspace, steps):
    at(workspace, steps, START)
    (job,) = at(workspace, steps, START + timedelta(days=5))
    assert (job.cause, job.due, len(pulls(steps))) == ("late", datetime(2026, 4, 1, 0, 30, tzinfo=UTC), 1)
    assert at(workspace, steps, START + timedelta(days=5, minutes=1)) == ()


def test_a_new_schedule_and_one_that_was_changed_begin_now(workspace, steps):
    assert at(workspace, steps, START) == ()
    (workspace.path / "assay.toml").write_text(DAILY.replace("30 2", "0 3"))
    workspace.reread()
    assert at(workspace, steps, START + timedelta(days=3)) == ()
    assert len(at(workspace, steps, START + timedelta(days=4))) == 1


def test_a_clock_that_goes_back_does_nothing_twice(workspace, steps):
    at(workspace, steps, START)
    due = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)
    assert [len(at(workspace, steps, due + timedelta(minutes=minutes))) for minutes in (0, -90, -1, 0, 5)] == [
        1,
        0,
        0,
        0,
        0,
    ]


def test_two_schedulers_do_one_job(workspace, steps):
    at(workspace, steps, START)
    due, together, found = datetime(2026, 3, 28, 1, 30, tzinfo=UTC), Barrier(4), []

    def one():
        together.wait()
        found.extend(at(workspace, steps, due))

    threads = [Thread(target=one) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(found) == len(pulls(steps)) == len(read_jobs(workspace)) == 1


def test_who_claims_second_gets_nothing(workspace):
    due = START + timedelta(hours=1)
    job_log.handled_until(workspace, "night", "mark", START)
    assert job_log.claim(workspace, "night", due, "due", "a", due) is not None
    assert job_log.claim(workspace, "night", due, "due", "b", due) is None


def test_while_one_is_at_work_others_wait_and_say_so(workspace, steps):
    at(workspace, steps, START)
    with scheduling(workspace):
        assert at(workspace, steps, START + timedelta(days=1)) == ()
        with pytest.raises(BusyError, match="under way"):
            run_now(workspace, "night", steps=steps)
    assert len(at(workspace, steps, START + timedelta(days=1))) == 1


class Killed(BaseException):
    """As if the process had ended here."""


@pytest.mark.parametrize("place", range(4))
def test_a_killed_job_goes_on_where_it_was(workspace, steps, place):
    names = ("pull", "refresh", "alerts", "deliver")
    at(workspace, steps, START)
    steps.fails[names[place]] = Killed()
    with pytest.raises(Killed):
        at(workspace, steps, START + timedelta(days=1))
    steps.fails.clear()
    (job,) = at(workspace, steps, START + timedelta(days=1, hours=1))
    assert (job.state, job.attempt, [step.step for step in job.steps]) == ("done", 2, list(names))
    assert [name for _, name, _ in steps.done] == [*names[: place + 1], *names[place:]]
    assert at(workspace, steps, START + timedelta(days=1, hours=2)) == ()


def test_a_job_that_kills_every_process_is_given_up(workspace, steps):
    at(workspace, steps, START)
    steps.fails["refresh"] = Killed()
    for hour in range(3):
        with pytest.raises(Killed):
            at(workspace, steps, START + timedelta(days=1, hours=hour))
    (job,) = at(workspace, steps, START + timedelta(days=1, hours=4))
    assert (job.state, job.attempt) == ("interrupted", 3)
    assert at(workspace, steps, START + timedelta(days=1, hours=5)) == ()


def test_a_step_that_fails_ends_the_job_and_is_told(workspace, steps):
    at(workspace, steps, START)
    steps.fails["refresh"] = DataError("Nothing has landed yet.", hint="Load.")
    (job,) = at(workspace, steps, START + timedelta(days=1))
    assert (job.state, job.rows, job.problems) == ("failed", 3, ("refresh: Nothing has landed yet. Load.",))
    assert [name for _, name, _ in steps.done] == ["pull", "refresh"]
    assert len(at(workspace, steps, START + timedelta(days=2))) == 1


def test_a_step_that_had_failed_before_the_kill_still_ends_the_job(workspace, steps, monkeypatch):
    at(workspace, steps, START)
    steps.fails["refresh"] = DataError("Nothing.")
    monkeypatch.setattr(scheduler, "end", lambda *_: (_ for _ in ()).throw(Killed()))
    with pytest.raises(Killed):
        at(workspace, steps, START + timedelta(days=1))
    monkeypatch.undo()
    (job,) = at(workspace, steps, START + timedelta(days=1))
    assert (job.state, [name for _, name, _ in steps.done]) == ("failed", ["pull", "refresh"])


def test_what_has_problems_and_goes_on_has_failed(workspace, steps):
    steps["pull"] = lambda *_: Outcome(0, (), ("crm: no answer",))
    job = run_now(workspace, "night", steps=steps, clock=lambda: START)
    assert (job.state, job.cause, len(job.steps), job.problems) == ("failed", "by hand", 4, ("pull: crm: no answer",))


def test_by_hand_moves_no_moment_and_is_in_the_audit_log(workspace, steps):
    at(workspace, steps, START)
    run_now(workspace, "night", actor="ann", steps=steps, clock=lambda: START + timedelta(hours=1))
    assert len(at(workspace, steps, START + timedelta(days=1))) == 1
    said = [
        (one.actor, one.details["schedule"], one.details["state"]) for one in entries(workspace) if one.action == "job"
    ]
    assert said == [("ann", "night", "done"), ("schedule night", "night", "done")]
    with pytest.raises(UsageError, match="No schedule is called 'nigth'"):
        run_now(workspace, "nigth", steps=steps)


def test_the_log_keeps_the_last_ones(workspace, steps, monkeypatch):
    monkeypatch.setattr(job_log, "KEPT", 3)
    for hour in range(5):
        run_now(workspace, "night", steps=steps, clock=lambda hour=hour: START + timedelta(hours=hour))
    assert [job.id for job in read_jobs(workspace)] == [5, 4, 3]


def test_the_loop_reads_the_settings_anew_and_ends(workspace, monkeypatch):
    moment, stopped, done = [START], Event(), []
    monkeypatch.setattr(scheduler, "_clock", lambda: moment[0])

    class Waiting:
        def wait(self, seconds):
            assert 0 < seconds <= 30
            moment[0] += timedelta(days=1)
            if len(done) == 2:
                stopped.set()
            if moment[0] == START + timedelta(days=1):
                (workspace.path / "assay.toml").write_text("no toml")
            if moment[0] == START + timedelta(days=2):
                (workspace.path / "assay.toml").write_text(DAILY)
            return stopped.is_set()

    keep_schedule(workspace, Waiting(), done.append)
    assert len(done) == 2


def test_patience_ends():
    tries = []

    def busy():
        tries.append(1)
        raise BusyError("busy")

    with pytest.raises(BusyError):
        patiently(busy, patience=0.05, pause=0.02)
    assert len(tries) > 1


def test_the_next_times_are_told(workspace):
    (found,) = next_times(workspace, START, most=2)
    assert found.moments == (datetime(2026, 3, 28, 1, 30, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC))
