"""What a load did, as tables and as lines: first what wants a hand, then the counts, then how the files were read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from assay.cli.output import Lines, console_text, make_table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.landing.report import Conflict, LoadReport, Problem, Unmapped

COUNTS = ("rows_in", "loaded", "unchanged", "duplicate", "quarantined", "skipped", "conflict", "retired", "cells")
ALWAYS = ("rows_in", "loaded")
"""Counts that are shown where they are 0, too."""
DECISIONS = 40
"""Decisions that a table shows; JSON has all of them."""
LINES = 6
"""Line numbers that are shown of one conflict."""
PROBLEMS = 30
"""Kinds of problems that a table shows; JSON has all of them."""
WORDS = 5
COLUMNS = 12
"""Columns that are shown of a file whose columns nothing takes; JSON has all of them."""
"""Words that are shown of a column whose words no map knows."""


def report_lines(report: LoadReport) -> Lines:
    """A line per file and table."""
    rows = [(one.file, one.table, *(getattr(one, name) for name in COUNTS)) for one in report.tables]
    return ("file", "table", *COUNTS), rows


def report_tables(report: LoadReport) -> Iterator[RenderableType]:
    """What is in conflict, quarantined or gone, the counts, what was decided and why, and what was left alone."""
    yield from console_text(_headline(report), *_notices(report), *_gone(report))
    yield from _conflicts(report)
    yield from _problems(report)
    yield from _counts(report)
    yield from _decided(report)
    yield from console_text(*_unmapped(report), *_remarks(report))


def _headline(report: LoadReport) -> str:
    named = {
        "unchanged": "unchanged",
        "duplicate": "duplicate",
        "conflict": "in conflict",
        "quarantined": "quarantined",
    }
    parts = [f"{report.loaded:,} {'would load' if report.checked else 'loaded'}"]
    parts += [f"{getattr(report, name):,} {said}" for name, said in named.items() if getattr(report, name)]
    if cells := sum(one.cells for one in report.tables):
        parts.append(f"{_number(cells, 'cell')} left out")
    files = len({one.file for one in report.tables})
    return f"{_number(report.rows_in, 'row')} of {_number(files, 'file')}: {', '.join(parts)}."


def _notices(report: LoadReport) -> Iterator[str]:
    for one in report.notices:
        yield f"Look at {one.file}: {one.text}"


def _number(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _counts(report: LoadReport) -> Iterator[RenderableType]:
    shown = [name for name in COUNTS if name in ALWAYS or any(getattr(one, name) for one in report.tables)]
    rows = [(one.file, one.table, *(getattr(one, name) for name in shown)) for one in report.tables]
    if len(rows) > 1:
        rows.append(("Total", "", *(sum(getattr(one, name) for one in report.tables) for name in shown)))
    numbers = ["in", *shown[1:]]
    yield make_table(("file", "table", *numbers), rows, right=numbers)


def _decided(report: LoadReport) -> Iterator[RenderableType]:
    """Decisions, those that are the same for several files once."""
    alike = sorted(report.decisions, key=lambda one: (one.what, one.value, one.reason))
    grouped = [list(group) for _, group in groupby(alike, key=lambda one: (one.what, one.value, one.reason))]
    first = {one: place for place, one in enumerate(report.decisions)}
    ordered = sorted(grouped, key=lambda group: min(first[one] for one in group))
    rows = [(_files([one.file for one in group]), group[0].what, group[0].value, group[0].reason) for group in ordered]
    if rows:
        yield make_table(("file", "what", "decided", "why"), rows[:DECISIONS], title="Decided")
    if len(rows) > DECISIONS:
        yield from console_text(f"… and {len(rows) - DECISIONS} more: --format json tells all of them.")


def _files(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    return different[0] if len(different) == 1 else f"{different[0]} and {_number(len(different) - 1, 'other')}"


def _problems(report: LoadReport) -> Iterator[RenderableType]:
    ordered = sorted(report.problems, key=lambda one: -one.rows)
    rows = [
        (f"{one.rows:,}", _where(one.file, one.lines, one.rows), one.column, _values(one), one.rule, one.hint)
        for one in ordered[:PROBLEMS]
    ]
    if rows:
        header = ("rows", "where", "column", "value", "rule", "remedy")
        yield make_table(header, rows, right=("rows",), title="Quarantined, by what is wrong")
    if len(ordered) > PROBLEMS:
        yield from console_text(f"… and {len(ordered) - PROBLEMS} more kinds: --format json tells all of them.")


def _values(one: Problem) -> str:
    return ", ".join(value for value in one.values if value is not None)


def _where(file: str, lines: Sequence[int], rows: int) -> str:
    return f"{file}:{', '.join(map(str, lines))}" + (" …" if rows > len(lines) else "")


def _conflicts(report: LoadReport) -> Iterator[RenderableType]:
    rows = [
        (_where(one.file, one.lines[:LINES], len(one.lines)), one.key, _differences(one), one.hint)
        for one in report.conflicts
    ]
    if rows:
        title = "In conflict: rows of one key that differ, none of which landed (a sample)"
        yield make_table(("where", "key", "they differ in", "remedy"), rows, title=title)


def _differences(one: Conflict) -> str:
    return "; ".join(f"{column}: {' | '.join(value or '—' for value in values)}" for column, values in one.differs)


def _gone(report: LoadReport) -> Iterator[str]:
    for one in report.gone:
        more = f" and {one.rows - len(one.keys)} more" if one.rows > len(one.keys) else ""
        rows, verb = _number(one.rows, "row"), "is" if one.rows == 1 else "are"
        said = f"{one.file}: {rows} of earlier files {verb} not in this one ({', '.join(one.keys)}{more})"
        if one.kept_for:
            yield f"{said}. Nothing is retired: {one.kept_for}."
        elif one.on:
            ended = f", {one.ended:,} of them by ending that day" if one.ended else ""
            yield f"{said}: {'would be ' if report.checked else ''}retired on {one.on}{ended}."
        else:
            stay = "It stays" if one.rows == 1 else "They stay"
            yield f"{said}. {stay}. Is the file the whole table? Then load it with --complete (--check shows it first)."


_BECAME = {
    "reject": "in no value map, so their rows are quarantined",
    "skip": "in no value map, so their rows are none of this table's, as the mapping says",
    "value": "in no value map, and taken as the mapping's `otherwise` says",
    "not_found": "not found in the joined file, and kept as written",
    "several": "found several times in the joined file, and kept as written",
}


def _unmapped(report: LoadReport) -> Iterator[str]:
    """A line for each column and each thing that became of its words."""

    def column(one: Unmapped) -> tuple[str, str, str]:
        return one.file, one.column, one.why

    for (file, name, why), group in groupby(sorted(report.unmapped, key=column), key=column):
        words = sorted(group, key=lambda one: -one.rows)
        rows = sum(one.rows for one in words)
        verb = "value is" if len(words) == 1 else "values are"
        yield f"{file}: {name}: {len(words):,} {verb} {_BECAME[why]} ({_number(rows, 'row')}): {_listed(words)}."


def _listed(words: Sequence[Unmapped]) -> str:
    shown = ", ".join(f"{one.value!r} ({one.rows:,})" for one in words[:WORDS])
    return shown + (f" and {len(words) - WORDS:,} more" if len(words) > WORDS else "")


def _remarks(report: LoadReport) -> Iterator[str]:
    for one in report.missing:
        yield f"{one.file} has no {', '.join(one.columns)}."
    yield from _unused(report)
    yield from _left_alone(report)
    if report.checked:
        yield "Checked only: nothing was loaded."
    elif report.loaded or any(one.on for one in report.gone):
        yield "Next: `assay refresh`."
    elif report.quarantined + report.conflict == report.rows_in and report.rows_in:
        yield "No row could be loaded: correct the rows above, or say how the file is written (--option, --map)."


def _unused(report: LoadReport) -> Iterator[str]:
    """Columns that nothing takes, once for each file."""
    for file, group in groupby(report.unused, key=lambda one: one.file):
        columns = list(group)
        shown = [f"{one.column} ({one.could_be}?)" if one.could_be else one.column for one in columns[:COLUMNS]]
        more = f" and {len(columns) - COLUMNS} more" if len(columns) > COLUMNS else ""
        yield f"{file}: nothing takes {', '.join(shown)}{more}. A mapping can take them."


def _left_alone(report: LoadReport) -> Iterable[str]:
    for item in report.ignored:
        yield f"Left alone: {item.file} ({item.reason})."
