"""What a pull did, source by source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assay.landing.report import LoadReport


@dataclass(frozen=True)
class FeedReport:
    """One feed: `rows` that came, since which cursor (None: all there is), and whether an interrupted pull had read it.

    `since` and `upto` are None for feeds that are read in whole each time.
    """

    feed: str
    rows: int
    whole: bool | None
    since: str | None
    upto: str | None
    taken_up: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceReport:
    """One source: what came of its feeds, and what landed of it. `error` says why it did not come, and what to do.

    `busy` says that somebody else was at it: it may be tried again in a moment.
    """

    source: str
    kind: str
    feeds: tuple[FeedReport, ...] = ()
    loads: tuple[LoadReport, ...] = ()
    seconds: float = 0
    error: str | None = None
    hint: str | None = None
    busy: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """rows_in = loaded + unchanged + duplicate + conflict + quarantined, over all tables that the rows became."""
        names = ("rows_in", "loaded", "unchanged", "duplicate", "conflict", "quarantined")
        return {name: sum(getattr(load, name) for load in self.loads) for name in names}

    @property
    def retired(self) -> int:
        """Rows that the source no longer has."""
        return sum(table.retired for load in self.loads for table in load.tables)


@dataclass(frozen=True)
class PullReport:
    """`checked` says that nothing was written."""

    sources: tuple[SourceReport, ...]
    checked: bool = False

    @property
    def failed(self) -> tuple[SourceReport, ...]:
        return tuple(one for one in self.sources if one.error is not None)

    def to_json(self) -> dict[str, Any]:
        return {
            "checked": self.checked,
            "sources": [
                {
                    "source": one.source,
                    "kind": one.kind,
                    "error": one.error,
                    "hint": one.hint,
                    "seconds": round(one.seconds, 3),
                    "feeds": [vars(feed) for feed in one.feeds],
                    "total": {**one.counts, "retired": one.retired},
                    "loads": [load.to_json() for load in one.loads],
                }
                for one in self.sources
            ],
        }
