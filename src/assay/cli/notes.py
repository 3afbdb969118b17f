"""`assay notes`: what people write down about accounts and deals, as the pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Place, command
from assay.cli.output import make_table, show
from assay.errors import UsageError

if TYPE_CHECKING:
    from assay.store.follow_ups import Line
    from assay.store.runs import Run

notes = typer.Typer(
    name="notes", help="Write notes about accounts and deals.", no_args_is_help=True, rich_markup_mode=None
)
Account = Annotated[str, typer.Argument(metavar="ACCOUNT", help="Its id.", show_default=False)]


def list_notes(
    place: Place, account: Annotated[str | None, typer.Argument(metavar="[ACCOUNT]", help="Its id.")] = None
) -> None:
    """List the notes about an account and its deals, or about all, the newest first."""
    from assay.store.follow_ups import follow_ups
    from assay.store.workspace import Workspace

    notes = follow_ups(Workspace.find(place.folder), None if account is None else [account])
    lines = [line for one in notes.values() for line in one.notes]
    _show(place, sorted(lines, key=lambda line: line.at, reverse=True))


def add(
    place: Place,
    account: Account,
    text: Annotated[str, typer.Argument(metavar="[TEXT]", help="May be empty with --done and --until.")] = "",
    deal: Annotated[str | None, typer.Option("--deal", metavar="ID", help="A deal of the account it is about.")] = None,
    done: Annotated[bool, typer.Option("--done", help="The account is done with until something happens.")] = False,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Put the account off.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who writes it.", show_default="you")] = None,
) -> None:
    """Write a note about an account or one of its deals, that it is done, or until when it waits."""
    from assay.store.audit import user_name
    from assay.store.follow_ups import Line, What, write
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace

    if done and until:
        raise UsageError("--done and --until contradict each other.", hint="Say one of them.")
    workspace = Workspace.find(place.folder)
    with closing(open_run(workspace)) as run:
        _check_known(run, account, deal)
        seen_on = run.last_day or run.today
    what: What = "done" if done else "snooze" if until else "note"
    moment = datetime.now(UTC)
    line = Line(account, moment, seen_on, by or user_name(), what, text, _day(until) if until else None, deal)
    write(workspace, line, by)
    _show(place, [line])


def _check_known(run: Run, account: str, deal: str | None) -> None:
    cursor = run.cursor()
    if not cursor.execute("SELECT 1 FROM accounts WHERE account_id = ?", [account]).fetchone():
        raise UsageError(f"There is no account {account!r}.", hint="`assay accounts` lists them with their ids.")
    known = "SELECT 1 FROM deals WHERE opportunity_id = ? AND account_id = ?"
    if deal is not None and not cursor.execute(known, [deal, account]).fetchone():
        raise UsageError(f"There is no deal {deal!r} of this account.", hint="`assay deals` lists them with their ids.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--until {text!r} is no day.", hint="Write it as 2026-01-31.") from None


def _show(place: Place, lines: Sequence[Line]) -> None:
    header = ("account", "deal", "at", "by", "what", "text")
    rows = [(one.account_id, one.deal_id, one.at.isoformat(), one.actor, one.what, one.text) for one in lines]
    show(
        place, [dict(zip(header, row, strict=True)) for row in rows], (header, rows), lambda: [make_table(header, rows)]
    )


for _name, _function in (("list", list_notes), ("add", add)):
    notes.command(name=_name)(command(_function))
