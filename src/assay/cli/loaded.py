"""What a load did, as tables and as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assay.cli.output import Lines, console_text, make_table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.landing.report import Conflict, LoadReport

COUNTS = ("rows_in", "loaded", "unchanged", "duplicate", "conflict", "quarantined", "skipped")
DECISIONS = 40
"""Decisions that a table shows; JSON has all of them."""
LINES = 6
"""Line numbers that are shown of one conflict."""


def report_lines(report: LoadReport) -> Lines:
    """A line per file and table."""
    rows = [(one.file, one.table, *(getattr(one, name) for name in COUNTS)) for one in report.tables]
    return ("file", "table", *COUNTS), rows


def report_tables(report: LoadReport) -> Iterator[RenderableType]:
    """Counts, what was decided and why, what is wrong with which row, and what was left alone."""
    _, rows = report_lines(report)
    total = ["Total", "", *(sum(getattr(one, name) for one in report.tables) for name in COUNTS)]
    lines = [*rows, total] if len(report.tables) > 1 else list(rows)
    yield make_table(("file", "table", "in", *COUNTS[1:]), lines, right=("in", *COUNTS[1:]))
    yield from _decided(report)
    yield from _conflicts(report)
    yield from _quarantined(report)
    yield from console_text(*_gone(report), *_remarks(report))


def _decided(report: LoadReport) -> Iterator[RenderableType]:
    if report.decisions:
        rows = [(one.file, one.what, one.value, one.reason) for one in report.decisions[:DECISIONS]]
        yield make_table(("file", "what", "decided", "why"), rows, title="Decided")
    if len(report.decisions) > DECISIONS:
        yield from console_text(f"… and {len(report.decisions) - DECISIONS} more: --format json tells all of them.")


def _quarantined(report: LoadReport) -> Iterator[RenderableType]:
    if report.quarantine:
        rows = [(f"{one.file}:{one.line}", one.column, one.value, one.rule, one.hint) for one in report.quarantine]
        yield make_table(("where", "column", "value", "rule", "remedy"), rows, title="Quarantined (a sample)")


def _conflicts(report: LoadReport) -> Iterator[RenderableType]:
    rows = [(_lines(one), one.key, _differences(one), one.hint) for one in report.conflicts]
    if rows:
        title = "In conflict: rows of one key that differ, none of which landed (a sample)"
        yield make_table(("where", "key", "they differ in", "remedy"), rows, title=title)


def _lines(one: Conflict) -> str:
    return f"{one.file}:{', '.join(map(str, one.lines[:LINES]))}" + (" …" if len(one.lines) > LINES else "")


def _differences(one: Conflict) -> str:
    return "; ".join(f"{column}: {' | '.join(value or '—' for value in values)}" for column, values in one.differs)


def _gone(report: LoadReport) -> Iterator[str]:
    for one in report.gone:
        rows = f"{one.rows:,} row{'s' * (one.rows != 1)} of earlier files"
        more = f" and {one.rows - len(one.keys)} more" if one.rows > len(one.keys) else ""
        said = f"{one.file}: {rows} {'is' if one.rows == 1 else 'are'} not in this one ({', '.join(one.keys)}{more})"
        if one.kept_for:
            yield f"{said}. Nothing is retired: {one.kept_for}."
        elif one.on:
            ended = f", {one.ended:,} of them by ending that day" if one.ended else ""
            yield f"{said}: {'would be ' if report.checked else ''}retired on {one.on}{ended}."
        else:
            yield f"{said} and stay{'s' * (one.rows == 1)}. Is it the whole table? Then say so: --complete (see first: --check)."


def _remarks(report: LoadReport) -> Iterator[str]:
    for one in report.missing:
        yield f"{one.file} has no {', '.join(one.columns)}."
    for value in report.unmapped:
        yield f"{value.file}: {value.column} = {value.value!r} is in no value map ({value.rows} rows)."
    for item in report.ignored:
        yield f"Left alone: {item.file} ({item.reason})."
    if report.checked:
        yield "Checked only: nothing was loaded."
    elif report.loaded:
        yield "Next: `assay refresh`."
    elif report.quarantined + report.conflict == report.rows_in and report.rows_in:
        yield "No row could be loaded: correct the rows above, or say how the file is written (--option, --map)."
