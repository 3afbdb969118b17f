"""How long one request may ask, and what ends it: whatever its questions are doing then is broken off, and no further one is begun."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from threading import Event, Lock, Thread, Timer, get_ident
from weakref import WeakSet

from duckdb import DuckDBPyConnection, InterruptException

from assay.errors import AssayError
from assay.store.runs import Run
from assay.web.memory_allowed import Memory
from assay.web.turns import Asker

AGAIN = 0.05
"""Seconds between two interruptions: one that comes between two questions stops neither."""


GRACE = 1.0
"""Seconds for what is interrupted to end by itself; then what a thread does in Python is broken off, too."""


class _Stopped(BaseException):
    """Raised in the thread of a request whose time is over, wherever it is; no handler of faults catches it."""


class TooLong(AssayError):
    """The answer took longer than a request may take."""


class Allowance:
    """The time of one request, the cursors that it has taken, and the thread that works for it, while one does."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._thread: int | None = None
        self._why: AssayError | None = None
        self._cursors: WeakSet[DuckDBPyConnection] = WeakSet()
        self._lock, self._spent, self._done = Lock(), Event(), Event()
        self._timer = Timer(seconds, self.break_off)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, cursor: DuckDBPyConnection) -> DuckDBPyConnection:
        """The cursor, which is interrupted when the time is over; raises `TooLong` when it is over already."""
        if self._spent.is_set():
            raise self.ended()
        with self._lock:
            self._cursors.add(cursor)
        return cursor

    def ended(self) -> AssayError:
        """Why it was broken off."""
        return self._why or self.too_long()

    def too_long(self) -> TooLong:
        hint = (
            "Load the page again: what has been worked out is kept. Or ask for a shorter window or fewer dimensions; "
            "`[web] seconds` in assay.toml is how long a page may take."
        )
        return TooLong(f"This took longer than {self.seconds:g} s and was broken off.", hint=hint)

    @contextmanager
    def working(self) -> Iterator[None]:
        """What this thread does within is broken off, too: raises `TooLong`, or what else it was ended for. May be nested."""
        if self._thread is not None:
            yield
            return
        try:
            self._thread = get_ident()
            try:
                yield
            finally:
                self._rest()
        except _Stopped:
            self._rest()
            raise self.ended() from None

    def _rest(self) -> None:
        """What the thread does from here on is another one's."""
        with self._lock:
            self._thread = None
            _raise_in(get_ident(), None)

    def end(self) -> None:
        self._done.set()
        self._timer.cancel()

    def break_off(self) -> None:
        """Interrupts what is asked until the request has ended: its time is over, or nobody waits for it any more."""
        self._end(GRACE)

    def end_at_once(self, why: AssayError) -> None:
        """The same without waiting, for a reason that the reader is told: its work goes on in a thread of its own."""
        if not self._spent.is_set():
            self._why = why
            self._spent.set()
            Thread(target=self._end, args=(0.0,), daemon=True).start()

    def _end(self, grace: float) -> None:
        self._spent.set()
        began, last = time.monotonic(), 0.0
        while not self._done.is_set():
            with self._lock:
                cursors = list(self._cursors)
            for cursor in cursors:
                cursor.interrupt()
            now = time.monotonic()
            if now - began >= grace and now - last >= GRACE:
                last = now
                with self._lock:
                    if self._thread is not None:
                        _raise_in(self._thread, _Stopped)
            self._done.wait(AGAIN)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Raise in another thread before its next step in Python; None takes back what was not raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error) if error else None)


@dataclass(frozen=True)
class LimitedRun(Run):
    """A run whose cursors stop when the request's time is over."""

    allowance: Allowance | None = None

    def cursor(self) -> DuckDBPyConnection:
        cursor = super().cursor()
        return self.allowance.watch(cursor) if self.allowance else cursor

    def working(self) -> AbstractContextManager[None]:
        return self.allowance.working() if self.allowance else nullcontext()


@contextmanager
def within(seconds: float, run: Run, asker: Asker | None = None, memory: Memory | None = None) -> Iterator[Run]:
    """The run for one request; raises `TooLong` or `TooMuch` for what took more than it may, and ends the work when the
    asker has gone.
    """
    allowance = Allowance(seconds)
    if asker is not None:
        asker.when_gone(allowance.break_off)
    try:
        with memory.watched(allowance) if memory else nullcontext():
            yield LimitedRun(**vars(run), allowance=allowance)
    except InterruptException:
        raise allowance.ended() from None
    finally:
        allowance.end()
