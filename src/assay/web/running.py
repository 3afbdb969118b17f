"""Runs that are open for reading: one connection a run, kept while anybody reads it or it may still be asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from assay.engine.duckdb import Limits
from assay.store.runs import Run, current, open_run, published
from assay.store.workspace import Workspace

MOST_IDLE = 1
"""Runs besides the one that is shown and the one read last that stay open while nobody reads them."""


class OpenRuns:
    """The open runs of a workspace by number. A run that is no longer kept is closed when its last reader is gone."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._open: dict[int, Run] = {}
        self._readers: dict[int, int] = {}
        self._lock = Lock()
        self._shown: int | None = None

    @contextmanager
    def pinned(self, number: int | None = None) -> Iterator[Run]:
        """The current run, or another one that is kept, held open until the end.

        Raises `DataError` when nothing has been built yet, `UsageError` for a number that is not kept.
        """
        run = self._take(number)
        try:
            yield run
        finally:
            self._give_back(run.number)

    def current(self) -> int | None:
        """The run that readers are shown: the current one, or the one before while that is made ready for them."""
        shown = self._shown
        return shown if shown is not None and shown in published(self.workspace) else current(self.workspace)

    def newest(self) -> int | None:
        return current(self.workspace)

    def show(self, number: int) -> None:
        """Readers see this run from now on, until the next one is shown."""
        self._shown = number

    def close(self) -> None:
        with self._lock:
            for run in self._open.values():
                run.close()
            self._open.clear()

    def close_idle(self) -> None:
        """Close those that nobody reads, but for the one that readers are shown: each has memory of its own."""
        shown = self.current()
        with self._lock:
            for number in [one for one in self._open if one != shown and not self._readers.get(one)]:
                self._open.pop(number).close()
                self._readers.pop(number, None)

    def _take(self, number: int | None) -> Run:
        wanted = number if number is not None else self.current()
        with self._lock:
            run = self._open.get(wanted) if wanted is not None else None
            if run is None:
                run = open_run(self.workspace, wanted, Limits(memory=self.workspace.settings.web.memory))
                self._open[run.number] = run
            self._readers[run.number] = self._readers.get(run.number, 0) + 1
            return run

    def _give_back(self, number: int) -> None:
        shown = self.current()
        with self._lock:
            self._readers[number] -= 1
            kept = published(self.workspace)
            idle = [known for known in self._open if not self._readers.get(known)]
            spare = [known for known in idle if known not in (shown, number)][:-MOST_IDLE]
            for old in {*spare, *(known for known in idle if known not in kept)}:
                self._open.pop(old).close()
                self._readers.pop(old, None)
