"""How much memory one request, and all of them together, may take: what takes more is broken off.

The database keeps to `[web] memory` and goes on the disk beyond it; rows in Python know no such bound. So the memory of the
process is looked at while requests are worked on. What it grows by is put down to those that work just then, in equal
parts: one that takes much soon stands out. Jobs of the server (a load, a refresh) take part in that and are never ended.
"""

from __future__ import annotations

import ctypes
import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from typing import Protocol

from assay.errors import AssayError

LOOK = 0.05
"""Seconds between two looks at the memory."""
REST = 2.0
"""Seconds for what was broken off to give back its memory, before another one is."""
SMALL = 32 * 2**20
"""Bytes: to end what has taken less helps nobody."""


class TooMuch(AssayError):
    """The answer took more memory than a request may take."""


class Ends(Protocol):
    def end_at_once(self, why: AssayError) -> None: ...


def resident() -> int | None:
    """Bytes of this process in memory; None where the system does not tell (elsewhere than on Linux)."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


@dataclass(eq=False)
class _Work:
    """One request or job at work, and the bytes put down to it."""

    ends: Ends | None
    taken: float = 0.0


@dataclass
class Memory:
    """What is at work in this process. `each` and `in_all` are bytes; `relieve` gives back what can be done without.

    `before` are the bytes that the process held before it served, and what jobs leave: neither is the requests'.
    """

    each: int
    in_all: int
    relieve: Callable[[], None] = lambda: None
    measure: Callable[[], int | None] = resident
    before: float = 0.0
    _works: list[_Work] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _watcher: Thread | None = None
    _rests_until: float = 0.0

    @contextmanager
    def watched(self, ends: Ends | None) -> Iterator[None]:
        """What is done within is watched; a job, which nothing ends, has no `ends`."""
        work = _Work(ends)
        with self._lock:
            self._works.append(work)
            if self._watcher is None:
                self._watcher = Thread(target=self._watch, daemon=True, name="memory")
                self._watcher.start()
        try:
            yield
        finally:
            with self._lock:
                self._works.remove(work)
                if ends is None:
                    self.before += work.taken

    def _watch(self) -> None:
        """Until nobody is at work any more."""
        before = self.measure()
        while before is not None:
            time.sleep(LOOK)
            now = self.measure()
            with self._lock:
                if now is None or not self._works:
                    self._watcher = None
                    return
                works = tuple(self._works)
            for work in works:
                work.taken = max(0.0, work.taken + (now - before) / len(works))
            before = self._kept_within(works, now)

    def _kept_within(self, works: tuple[_Work, ...], now: int) -> int:
        """Ends what takes too much; returns the bytes in use then."""
        requests = [work for work in works if work.ends is not None]
        greedy = [work for work in requests if work.taken > self.each]
        most = self.before + self.in_all
        over = now > most and len(requests) == len(works)  # what a job takes is its own
        if not greedy and over and time.monotonic() >= self._rests_until:
            self._rests_until = time.monotonic() + REST
            now = self._relieved()
            if now > most:
                greedy = [work for work in requests if work.taken > SMALL]
                greedy = sorted(greedy, key=lambda work: work.taken)[-1:]
        for work in greedy:
            assert work.ends is not None
            work.ends.end_at_once(too_much(self.each if work.taken > self.each else self.in_all))
        return now

    def _relieved(self) -> int:
        self.relieve()
        gc.collect()
        _trim()
        return self.measure() or 0


def too_much(most: int) -> TooMuch:
    hint = (
        "Ask for a shorter window, fewer dimensions or fewer rows; `[web] memory_each` and `memory_in_all` in assay.toml are "
        "what a page, and all pages together, may take."
    )
    return TooMuch(f"This took more than {most // 2**20:,} MiB of memory and was broken off.", hint=hint)


def _trim() -> None:
    """Give freed memory back to the system, where the C library can (glibc)."""
    try:
        ctypes.CDLL(None).malloc_trim(0)
    except (OSError, AttributeError):
        return
