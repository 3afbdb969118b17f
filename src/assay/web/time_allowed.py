"""How long one request may ask: whatever its questions are doing then is broken off, and no further one is begun."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock, Timer
from weakref import WeakSet

from duckdb import DuckDBPyConnection, InterruptException

from assay.errors import AssayError
from assay.store.runs import Run
from assay.web.turns import Asker

AGAIN = 0.05
"""Seconds between two interruptions: one that comes between two questions stops neither."""


class TooLong(AssayError):
    """The answer took longer than a request may take."""


class Allowance:
    """The time of one request, and the cursors that it has taken."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._cursors: WeakSet[DuckDBPyConnection] = WeakSet()
        self._lock, self._spent, self._done = Lock(), Event(), Event()
        self._timer = Timer(seconds, self.break_off)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, cursor: DuckDBPyConnection) -> DuckDBPyConnection:
        """The cursor, which is interrupted when the time is over; raises `TooLong` when it is over already."""
        if self._spent.is_set():
            raise self.too_long()
        with self._lock:
            self._cursors.add(cursor)
        return cursor

    def too_long(self) -> TooLong:
        hint = (
            "Load the page again: what has been worked out is kept. Or ask for a shorter window or fewer dimensions; "
            "`[web] seconds` in assay.toml is how long a page may take."
        )
        return TooLong(f"This took longer than {self.seconds:g} s and was broken off.", hint=hint)

    def end(self) -> None:
        self._done.set()
        self._timer.cancel()

    def break_off(self) -> None:
        """Interrupts what is asked until the request has ended: its time is over, or nobody waits for it any more."""
        self._spent.set()
        while not self._done.wait(AGAIN):
            with self._lock:
                cursors = list(self._cursors)
            for cursor in cursors:
                cursor.interrupt()


@dataclass(frozen=True)
class LimitedRun(Run):
    """A run whose cursors stop when the request's time is over."""

    allowance: Allowance | None = None

    def cursor(self) -> DuckDBPyConnection:
        cursor = super().cursor()
        return self.allowance.watch(cursor) if self.allowance else cursor


@contextmanager
def within(seconds: float, run: Run, asker: Asker | None = None) -> Iterator[Run]:
    """The run for one request; raises `TooLong` for what took longer, and ends the work when the asker has gone."""
    allowance = Allowance(seconds)
    if asker is not None:
        asker.when_gone(allowance.break_off)
    try:
        yield LimitedRun(**vars(run), allowance=allowance)
    except InterruptException:
        raise allowance.too_long() from None
    finally:
        allowance.end()
