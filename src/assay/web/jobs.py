"""Work that goes on while pages are read: what is under way, how far it is, and what came of it.

Jobs live as long as the server. What they write lands in one step or not at all, so a killed one leaves nothing half done.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from typing import Any

from assay import causes
from assay.errors import AssayError, BusyError
from assay.log import log
from assay.store.audit import acting
from assay.web.memory_allowed import Memory

Tell = Callable[[str, int, int | None], None]
"""`tell(stage, done, of)`: how far a job is."""
MOST = 200
"""Jobs whose outcome is remembered."""


class Stopped(Exception):
    """Raised in the work of a job that somebody has stopped, where it next tells how far it is."""


@dataclass
class Job:
    """`outcome` is there once it is done; `problem` (what was wrong, what to do) where it failed."""

    name: str
    began: datetime
    stage: str = ""
    done: int = 0
    of: int | None = None
    outcome: Any = None
    problem: tuple[str, str | None] | None = None
    ended: Event = field(default_factory=Event, repr=False)
    is_stopped: bool = False

    @property
    def is_running(self) -> bool:
        return not self.ended.is_set()

    def tell(self, stage: str, done: int, of: int | None) -> None:
        if self.is_stopped:
            raise Stopped
        self.stage, self.done, self.of = stage, done, of


class Jobs:
    """The jobs of one server by name: of one name there is one at a time, and none of them works beside another."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory
        self._jobs: dict[str, Job] = {}
        self._lock, self._turn = Lock(), Lock()

    def start(self, name: str, work: Callable[[Tell], Any], actor: str | None = None) -> Job:
        """Begin it in a thread of its own. BusyError where one of that name is under way."""
        job = Job(name, datetime.now(UTC))
        with self._lock:
            if (before := self._jobs.get(name)) and before.is_running:
                raise BusyError("This is being done already.", hint="Load the page again: it tells how far it is.")
            self._jobs.pop(name, None)
            self._jobs[name] = job
            for old in [key for key, one in self._jobs.items() if not one.is_running][: max(0, len(self._jobs) - MOST)]:
                del self._jobs[old]
        Thread(target=self._run, args=(job, work, actor), daemon=True).start()
        return job

    def get(self, name: str) -> Job | None:
        """None where there is none, or somebody has stopped it."""
        with self._lock:
            job = self._jobs.get(name)
            return None if job and job.is_stopped else job

    def names(self) -> tuple[str, ...]:
        """Those under way and those whose outcome is remembered."""
        with self._lock:
            return tuple(self._jobs)

    def stop(self, name: str) -> None:
        """Ends one whose work can be thrown away, at its next step, and forgets it; one that has ended is forgotten."""
        with self._lock:
            if job := self._jobs.get(name):
                job.is_stopped = True
        self.forget(name)

    def forget(self, name: str) -> None:
        with self._lock:
            if (job := self._jobs.get(name)) and not job.is_running:
                del self._jobs[name]

    def _run(self, job: Job, work: Callable[[Tell], Any], actor: str | None) -> None:
        # A load has a folder of its process: two in one process would share it.
        watched = self._memory.watched(None) if self._memory else nullcontext()
        with self._turn, acting(actor), watched:
            try:
                job.outcome = work(job.tell)
            except Stopped:
                with self._lock:
                    if self._jobs.get(job.name) is job:
                        del self._jobs[job.name]
            except AssayError as error:
                job.problem = (error.message, error.hint)
            except Exception as error:
                log.exception("%s failed", job.name)
                known = causes.told(error)
                fallback = (f"Unexpected {type(error).__name__}.", "The server's log says where.")
                job.problem = (known.message, known.hint) if known else fallback
            finally:
                job.ended.set()
