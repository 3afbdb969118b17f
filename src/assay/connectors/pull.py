"""`assay pull`: sources are read since the last pull, and what came lands as files would, with the cursor beside it.

The cursor stands in the manifest, in the transaction that makes the rows count: it never runs ahead of them, and a load
that is undone takes its cursor along. Killed between reading and landing, a pull takes up what it had read; killed while
it reads, it begins that feed again (or goes on where the connector can). Rows that come twice are unchanged.
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from assay import causes
from assay.connectors.connector import Connector, Cursor, Extract, Feed
from assay.connectors.kinds import connector_of
from assay.connectors.report import FeedReport, PullReport, SourceReport
from assay.connectors.secrets import known_secrets, missing_secrets, without_secrets
from assay.connectors.staging import Stage, asked_of
from assay.errors import AssayError, BusyError, DataError, UsageError, did_you_mean
from assay.landing.load import Reading, load_files
from assay.landing.manifest import Mark, last_mark
from assay.landing.name_spaces import check_name
from assay.landing.report import LoadReport
from assay.log import log
from assay.settings.sources import Source
from assay.sources.mapping.mapping import read_mapping, read_preset
from assay.sources.shape import Progress, silent
from assay.store.audit import note
from assay.store.workspace import Workspace


def pull(
    workspace: Workspace,
    names: Sequence[str] = (),
    *,
    check: bool = False,
    full: bool = False,
    progress: Progress | None = None,
) -> PullReport:
    """Reads the named sources (all without names), one after the other, and lands what is new.

    With `check` it tells what would come and keeps nothing; with `full` it reads everything, which also tells what the
    sources no longer have. One source that fails stops no other: its report has the error.

    UsageError: there are no sources, or none of that name.
    """
    return PullReport(
        tuple(
            _told(workspace, source, check=check, full=full, progress=progress or silent)
            for source in _chosen(workspace, names)
        ),
        check,
    )


def _chosen(workspace: Workspace, names: Sequence[str]) -> tuple[Source, ...]:
    known = {source.name: source for source in workspace.settings.sources}
    if not known:
        raise UsageError("No source is declared.", hint="[[sources]] in assay.toml declares them: docs/pull.md.")
    for name in names:
        if name not in known:
            raise UsageError(f"No source is called {name!r}.", hint=did_you_mean(name, tuple(known)))
    return tuple(known[name] for name in dict.fromkeys(names)) if names else tuple(known.values())


def _told(workspace: Workspace, source: Source, *, check: bool, full: bool, progress: Progress) -> SourceReport:
    """The report of one source, with what went wrong told without its secrets."""
    begun = time.monotonic()
    try:
        report = _pulled(workspace, source, check=check, full=full, progress=progress)
    except AssayError as error:
        report = _failed(workspace, source, error)
    except Exception as error:
        # Of a driver, which none of its errors foretold: the other sources are read all the same.
        log.debug("%s", without_secrets(traceback.format_exc(), known_secrets(source, workspace.path)))
        told = f"{type(error).__name__}: {error}".splitlines()[0]
        report = _failed(
            workspace,
            source,
            DataError(
                f"Source {source.name!r} stopped on an error that was not foreseen: {told}",
                hint=f"`assay --debug pull {source.name}` shows where; it may be a fault of Assay.",
            ),
        )
    if not check:
        _note(workspace, report)
    return replace(report, seconds=time.monotonic() - begun)


def _failed(workspace: Workspace, source: Source, error: AssayError) -> SourceReport:
    secrets = known_secrets(source, workspace.path)
    message = without_secrets(error.message, secrets)
    hint = without_secrets(error.hint, secrets) if error.hint else None
    return SourceReport(source.name, source.kind, error=message, hint=hint, busy=isinstance(error, BusyError))


def _note(workspace: Workspace, report: SourceReport) -> None:
    """What landed has its own line; a pull that brought nothing, or failed, is told too, without what was in it."""
    if report.error is not None:
        note(workspace, "pull failed", source=report.source)
    elif not report.loads:
        note(workspace, "pull", source=report.source, rows=0)


def _pulled(workspace: Workspace, source: Source, *, check: bool, full: bool, progress: Progress) -> SourceReport:
    if lacking := missing_secrets(source, workspace.path):
        raise UsageError(f"Source {source.name!r} lacks {'; '.join(lacking)}.", hint="Set it, then pull again.")
    reading = _reading(workspace, source)
    with _held(workspace, source, check=check) as stage:
        read = _read(workspace, source, reading, stage, full=full, progress=progress)
        loads = tuple(_land(workspace, source, reading, read, check=check, progress=progress))
        stage.clear()
    return SourceReport(source.name, source.kind, tuple(_feed_report(one) for one in read), loads)


@contextmanager
def _held(workspace: Workspace, source: Source, *, check: bool) -> Iterator[Stage]:
    """The source's stage, which nobody else has meanwhile; with `check` one that is thrown away."""
    if check:
        with TemporaryDirectory(dir=workspace.path, prefix=".pull-check-") as thrown_away:
            yield Stage(Path(thrown_away))
        return
    folder = workspace.data / "pull" / source.name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(folder / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise BusyError(
            f"Source {source.name!r} is being pulled by another process.", hint="Try again when it has finished."
        ) from None
    try:
        yield Stage(folder / "stage")
    finally:
        lock.release()


@dataclass(frozen=True)
class _Read:
    """What was read of a feed, since which cursor, and how (a cursor of another reading says nothing)."""

    feed: Feed
    reading: str
    since: Cursor | None
    extract: Extract
    taken_up: bool
    remarks: tuple[str, ...]

    @property
    def brings(self) -> bool:
        """Whether anything is to be landed: rows, a whole table (also an empty one), or files that were not opened."""
        return bool(self.extract.rows or self.extract.whole or (self.extract.whole is None and self.extract.files))


def _reading(workspace: Workspace, source: Source) -> Reading:
    rules = None
    if source.mapping is not None:
        rules = read_mapping(workspace.path / source.mapping)
    elif source.mapped_by is not None:
        rules = read_preset(source.mapped_by)
    reading = Reading(rules, source.options, source.words, check_name(source.system))
    reading.check()
    return reading


def _read(
    workspace: Workspace, source: Source, reading: Reading, stage: Stage, *, full: bool, progress: Progress
) -> list[_Read]:
    connector = connector_of(source, workspace.path)
    with _telling_errors(source, connector), connector:
        return [
            _read_feed(workspace, source, reading, stage, connector, feed, full=full, progress=progress)
            for feed in connector.feeds
        ]


def _read_feed(
    workspace: Workspace,
    source: Source,
    reading: Reading,
    stage: Stage,
    connector: Connector,
    feed: Feed,
    *,
    full: bool,
    progress: Progress,
) -> _Read:
    how, remarks = _how(source, reading, feed), []
    mark = None if full else last_mark(workspace, source.name, feed.name)
    if mark is not None and mark.reading != how:
        remarks.append("how it is read has changed in assay.toml or the mapping: all was read again.")
        mark = None
    since = json.loads(mark.cursor) if mark else None
    asked = asked_of(how, since)
    extract = stage.finished(feed, asked)
    taken_up = extract is not None
    if extract is None:
        log.info("pull %s: reading %s since %s", source.name, feed.name, since)
        extract = connector.extract(feed, since, stage.place(feed, asked), progress)
        stage.finish(feed, extract)
    return _Read(feed, how, since, extract, taken_up, (*remarks, *extract.remarks))


def _how(source: Source, reading: Reading, feed: Feed) -> str:
    """Where any of this changes, rows that were passed over before may be wanted now."""
    said = [source.kind, feed.to, feed.reading, sorted(source.options.items()), source.words, source.system]
    if feed.to is None:
        said.append(repr(reading.rules))
    return hashlib.sha256(json.dumps(said, default=str).encode()).hexdigest()[:32]


@contextmanager
def _telling_errors(source: Source, connector: Connector) -> Iterator[None]:
    """What drivers raise becomes one of Assay's errors; what is raised on purpose passes."""
    try:
        yield
    except AssayError:
        raise
    except connector.errors as error:
        if known := causes.told(error):
            raise known from None
        log.debug("pull %s: %s", source.name, type(error).__name__)
        told = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise DataError(
            f"Source {source.name!r} could not be read: {told}",
            hint="Nothing has changed; pull again when it is mended.",
        ) from None


def _land(
    workspace: Workspace, source: Source, reading: Reading, read: Sequence[_Read], *, check: bool, progress: Progress
) -> Iterator[LoadReport]:
    """Feeds that are canonical tables land apart from those that a mapping makes into such."""
    for canonical in (False, True):
        group = [one for one in read if (one.feed.to is not None) is canonical]
        files = [file for one in group for file in one.extract.files]
        if not any(one.brings for one in group):
            continue
        yield load_files(
            workspace,
            files,
            replace(reading, rules=None, complete=False) if canonical else reading,
            ignored=[item for one in group for item in one.extract.ignored],
            check=check,
            progress=progress,
            marks=[_mark(source, one) for one in group],
            increment=all(one.since is not None for one in group),
        )


def _mark(source: Source, one: _Read) -> Mark:
    cursor = json.dumps(_cursor(one), sort_keys=True)
    return Mark(source.name, one.feed.name, one.reading, cursor, one.extract.rows)


def _cursor(one: _Read) -> Cursor:
    """How far it is read now; a feed that gave nothing stays where it was."""
    said = dict(one.extract.cursor)
    return dict(one.since) if one.since and said.get("at", "") is None else said


def _feed_report(one: _Read) -> FeedReport:
    since, upto = (one.since or {}).get("at"), _cursor(one).get("at")
    rows = one.extract.rows
    return FeedReport(one.feed.name, rows, one.extract.whole, since, upto, one.taken_up, one.remarks)
