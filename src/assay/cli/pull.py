"""`assay pull`: data that come by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Place
from assay.cli.output import Lines, console_text, make_table, show
from assay.cli.progress import progress
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.connectors.report import FeedReport, PullReport, SourceReport

COUNTS = ("rows_in", "loaded", "unchanged", "duplicate", "conflict", "quarantined")


def pull(
    place: Place,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Names of [[sources]].", show_default="all")
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Read everything, not what has changed; tells what a source no longer has.")
    ] = False,
    check: Annotated[bool, typer.Option("--check", help="Show what would come and land nothing.")] = False,
) -> int:
    """Read the sources of assay.toml since the last pull and land what is new.

    Exit status 1 where a source could not be read.
    """
    from assay.connectors.pull import pull as read
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    with progress() as advance:
        report = read(workspace, names or (), check=check, full=full, progress=advance)
    show(place, report.to_json(), _lines(report), lambda: _tables(report))
    return 1 if report.failed else 0


def _lines(report: PullReport) -> Lines:
    rows = [
        (one.source, one.kind, *(one.counts[name] for name in COUNTS), one.retired, one.error or "")
        for one in report.sources
    ]
    return ("source", "kind", *COUNTS, "retired", "error"), rows


def _tables(report: PullReport) -> Iterator[RenderableType]:
    for one in report.sources:
        yield from _source(one, checked=report.checked)
    landed = sum(one.counts["loaded"] + one.retired for one in report.sources)
    if landed and not report.checked:
        yield from console_text("", "Next: `assay refresh` builds a run of it.")


def _source(one: SourceReport, *, checked: bool) -> Iterator[RenderableType]:
    from assay.cli.loaded import report_tables

    if one.error is not None:
        yield from console_text(f"{one.source}: {one.error}", *([one.hint] if one.hint else []))
        return
    yield from console_text(f"{one.source}: {_headline(one, checked=checked)}")
    if rows := [_feed(feed) for feed in one.feeds]:
        yield make_table(("feed", "rows", "read", "up to"), rows, right=("rows",))
    yield from console_text(*(f"{feed.feed}: {remark}" for feed in one.feeds for remark in feed.remarks))
    for load in one.loads:
        yield from report_tables(load)


def _headline(one: SourceReport, *, checked: bool) -> str:
    if not one.loads:
        return f"nothing new ({one.seconds:.1f} s)."
    said = [f"{one.counts['loaded']:,} {'would land' if checked else 'landed'}"]
    said += [f"{one.counts[name]:,} {name}" for name in COUNTS[2:] if one.counts[name]]
    said += [f"{one.retired:,} gone at the source"] if one.retired else []
    return f"{many(one.counts['rows_in'], 'row')} in: {', '.join(said)} ({one.seconds:.1f} s)."


def _feed(feed: FeedReport) -> tuple[object, ...]:
    read = (
        "all" if feed.whole else f"since {feed.since}" if feed.since else "new files" if feed.whole is None else "all"
    )
    taken_up = ", taken up from an interrupted pull" if feed.taken_up else ""
    return feed.feed, "" if feed.whole is None else f"{feed.rows:,}", read + taken_up, feed.upto or ""
