"""`assay push`: results where sales works."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Asked, Place
from assay.cli.output import console_text, make_table, show
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.outbound.push import PushReport

MOST_SHOWN = 20


def push(
    place: Place,
    target: Annotated[
        str, typer.Argument(metavar="TARGET", help="A [[sources]] of kind hubspot or salesforce.", show_default=False)
    ],
    asked: Asked,
    check: Annotated[bool, typer.Option("--check", help="Show what would be written; write nothing.")] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Put back what stood there before the last push, where it still stands.")
    ] = False,
) -> int:
    """Write stage, tier, engagement and gaps of accounts into the CRM's fields named assay_…, and only what differs.

    Exit status 1 where a record was not taken.
    """
    from assay.outbound import push as pushing
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    if undo:
        report = pushing.undo(workspace, target, check=check)
    else:
        report = pushing.push(workspace, target, asked.scope(), check=check)
    header = ("record", "account", "field", "before", "after")
    rows = [(one.record, one.account, one.field, one.before, one.after) for one in report.changes]
    show(place, report.to_json(), (header, rows), lambda: _tables(report, header, rows))
    return 1 if report.problems else 0


def _tables(
    report: PushReport, header: tuple[str, ...], rows: Sequence[tuple[object, ...]]
) -> Iterator[RenderableType]:
    if rows:
        yield make_table(header, rows[:MOST_SHOWN])
    if len(rows) > MOST_SHOWN:
        yield from console_text(f"… and {len(rows) - MOST_SHOWN:,} more (--format csv has all).")
    did = "would be written" if report.checked else "written"
    what = f"undoing push {report.undoes}: " if report.undoes else ""
    yield from console_text(
        f"{report.target}: {what}{many(report.fields, 'field')} of {many(report.written, 'record')} {did}, "
        f"{report.unchanged:,} stand as they should, {len(report.problems):,} not taken."
    )
    if report.elsewhere:
        yield from console_text(f"{many(report.elsewhere, 'account')} of the scope without a record there.")
    if report.problems:
        yield make_table(("record", "account", "why"), [(p.record, p.account, p.message) for p in report.problems])
