"""`assay changes`: which figures differ between two runs, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Asked, Place
from assay.cli.output import Lines, console_text, make_table, show, tell
from assay.errors import UsageError
from assay.plural import many

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType

    from assay.memory.changes import Change, Changes
    from assay.memory.origin import Origin
    from assay.store.workspace import Workspace

NAMES = {
    "accounts": "accounts, merges",
    "identity": "who is who",
    "people": "people",
    "list_changes": "list changes",
    "late_touches": "late touches",
    "deals": "deals",
    "contracts": "contracts",
    "rates": "rates",
    "costs": "costs",
    "signals": "surveys, signals",
    "definition": "definition",
    "time": "time gone by",
}


def changes(
    place: Place,
    asked: Asked,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY...]", help="KPIs; without any, the headline figures.")
    ] = None,
    from_run: Annotated[
        int | None, typer.Option("--from-run", metavar="A", help="The earlier run.", show_default="the one before B")
    ] = None,
    to_run: Annotated[
        int | None, typer.Option("--to-run", metavar="B", help="The later run.", show_default="the current one")
    ] = None,
    from_date: Annotated[
        str | None, typer.Option("--from-date", metavar="DATE", help="Instead of A: the run current at its end.")
    ] = None,
    to_date: Annotated[
        str | None, typer.Option("--to-date", metavar="DATE", help="Instead of B: the run current at its end.")
    ] = None,
    rows: Annotated[
        str | None, typer.Option("--rows", metavar="TABLE", help="The rows of a table that differ, before and after.")
    ] = None,
    account: Annotated[
        str | None,
        typer.Option(
            "--account", metavar="ID", help="The rows of one account that differ, with --rows only those of a table."
        ),
    ] = None,
    since_looked: Annotated[
        bool,
        typer.Option("--since-looked", help="Instead of A: the run that you saw here on the last day before today."),
    ] = False,
) -> None:
    """What changed between two runs, and why: the causes add up to the difference.

    Days that the scope leaves open are the last month and quarter that were over at the first run, and up to date.
    """
    from assay.memory.changes import compare_runs, find_run
    from assay.memory.figures import questions
    from assay.store.workspace import Workspace

    workspace, scope = Workspace.find(place.folder), asked.scope()
    later = _run("to", workspace, to_run, to_date) or _current(workspace)
    named = _run("from", workspace, from_run, from_date)
    earlier = named or (_seen(workspace) if since_looked else None) or _before(workspace, later)
    _look(workspace, later)
    if rows is not None or account is not None:
        _show_rows(place, workspace, find_run(workspace, earlier), find_run(workspace, later), rows, account)
        return
    wanted = questions(workspace.settings, find_run(workspace, earlier).last_day, keys or (), scope)
    changes = compare_runs(workspace, earlier, later, wanted, tell)
    show(place, changes.to_json(), _lines(changes), lambda: _tables(changes, workspace))


def _look(workspace: Workspace, run: int) -> None:
    """Keeps that this user of the computer saw a run today; who may only read keeps nothing."""
    import sqlite3
    from contextlib import suppress

    from assay.store.looks import look

    with suppress(sqlite3.OperationalError):
        look(workspace, _reader(), _today(workspace), run)


def _seen(workspace: Workspace) -> int:
    from assay.store.looks import last_look

    look = last_look(workspace, _reader(), _today(workspace))
    if look is None:
        raise UsageError(
            "You have not looked here on an earlier day.",
            hint="Name the earlier run: --from-run A, or --from-date DATE.",
        )
    return look[1]


def _reader() -> str:
    from assay.store.audit import user_name

    return f"system:{user_name()}"


def _today(workspace: Workspace) -> date:
    from datetime import datetime

    return datetime.now(workspace.settings.zone).date()


def _show_rows(
    place: Place, workspace: Workspace, start: Origin, end: Origin, table: str | None, account: str | None
) -> None:
    """Of one table, or of every table whose rows name an account."""
    from assay.contract.tables import TABLES
    from assay.errors import did_you_mean
    from assay.memory.changed_rows import changed_of_accounts, changed_rows, changed_tables

    if table is not None and table not in TABLES:
        raise UsageError(f"There is no table {table!r}.", hint=did_you_mean(table, tuple(TABLES)))
    tables = [table] if table else changed_of_accounts(changed_tables(start, end))
    several = [changed_rows(workspace, start, end, one, account) for one in tables]
    first = () if table else ("table",)
    header = (
        *first,
        "row",
        "account_id",
        "kind",
        "column",
        "before",
        "after",
        "file",
        "line",
        "batch",
        "landed_at",
        "loaded_by",
    )
    lines = [
        (
            *(() if table else (change.table,)),
            row.key,
            row.account_id,
            row.kind,
            name,
            row.before.get(name),
            row.after.get(name),
            row.file,
            row.line,
            row.batch,
            row.landed_at,
            row.loaded_by,
        )
        for change in several
        for row in change.rows
        for name in sorted({*row.before, *row.after})
    ]
    of, what = sum(change.of for change in several), table or f"account {account}"

    def shown_tables() -> Iterator[RenderableType]:
        shown = [["" if cell is None else str(cell) for cell in line] for line in lines[:SHOWN]]
        if shown:
            yield make_table(header, shown, right=("line", "batch"))
        more = f", {SHOWN} of {len(lines)} lines shown: --format csv prints all" if len(lines) > SHOWN else ""
        yield from console_text(
            f"{what}: {many(of, 'row differs', 'rows differ')} from run {start.number} to run {end.number}{more}."
        )

    said = several[0].to_json() if table else {"account": account, "tables": [change.to_json() for change in several]}
    show(place, said, (header, lines), shown_tables)


SHOWN = 100


def _run(word: str, workspace: Workspace, number: int | None, day: str | None) -> int | None:
    from assay.memory.changes import run_on

    if number is not None and day is not None:
        raise UsageError(f"--{word}-run and --{word}-date both name a run.", hint="Give one of them.")
    return run_on(workspace, _day(f"--{word}-date", day)) if day is not None else number


def _day(option: str, written: str) -> date:
    from datetime import date

    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"{option}: {written!r} is no date.", hint="Write it as 2026-09-30.") from None


def _current(workspace: Workspace) -> int:
    from contextlib import closing

    from assay.store.runs import open_run

    with closing(open_run(workspace)) as run:
        return run.number


def _before(workspace: Workspace, number: int) -> int:
    from assay.memory.kept import known_runs
    from assay.store.runs import published

    known = {*published(workspace), *(origin.number for origin in known_runs(workspace))}
    earlier = [each for each in known if each < number]
    if not earlier:
        raise UsageError(f"There is no run before {number}.", hint="Name two runs: --from-run A --to-run B.")
    return max(earlier)


def _lines(changes: Changes) -> Lines:
    """A line for each cause of each change."""
    header = ("kpi", "window", "from", "to", "before", "after", "difference", "cause", "part")
    return header, [
        (*_identity(change), change.before.value, change.after.value, _float(change.difference), part.cause, part_value)
        for change in changes.changed
        for part in change.parts
        for part_value in [_float(part.difference)]
    ]


def _identity(change: Change) -> tuple[Any, ...]:
    return change.question.kpi, change.question.window, change.before_asked.start, change.before_asked.end


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _tables(changes: Changes, workspace: Workspace) -> Iterator[RenderableType]:
    header = ("figure", "window", "before", "after", "difference", "because of", "part")
    rows = [row for change in changes.changed for row in _rows(change, workspace.settings.language)]
    if rows:
        yield make_table(header, rows, right=("before", "after", "difference", "part"))
    yield from console_text(*_remarks(changes))


def _rows(change: Change, language: str) -> Iterator[Sequence[str]]:
    from assay.cli.values import NOTHING, number_text, value_text
    from assay.kpis import find

    kpi = find(change.question.kpi)

    def shown(value: Any, currency: str | None) -> str:
        return value_text(_float(value), kpi.unit, currency, language)

    def signed(value: Any) -> str:
        if value is None:
            return NOTHING
        if kpi.unit == "share":
            return f"{float(value) * 100:+.1f} pts"
        return ("+" if value > 0 else "") + number_text(float(value), language)

    before, after = change.before, change.after
    first = (
        kpi.name[language],
        _window(change),
        shown(before.value, before.currency),
        shown(after.value, after.currency),
    )
    for number, part in enumerate(change.parts):
        lead = (*first, signed(change.difference)) if not number else ("", "", "", "", "")
        yield (*lead, NAMES[part.cause], signed(part.difference))


def _window(change: Change) -> str:
    before, after = change.before_asked, change.after_asked
    moved = f", then to {after.end}" if after.end != before.end else ""
    return f"{before.start} to {before.end}{moved}"


def _remarks(changes: Changes) -> Iterator[str]:
    start, end = changes.from_run, changes.to_run
    same = changes.asked - len(changes.changed)
    yield f"run {start.number} ({start.today}) → run {end.number} ({end.today}): {many(changes.asked, 'figure')}, {same} the same."
    for cause, differences in changes.reasons.items():
        yield f"{NAMES[cause]}: {'; '.join(one.line for one in differences)}"
