"""`assay lists choose | add | remove | move | history | settle`: target lists made and changed by the code of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place, command
from assay.cli.output import console_text, make_table, show
from assay.errors import UsageError
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.landing.list_edits import Kind
    from assay.metrics.account_choice import AccountChoice
    from assay.store.workspace import Workspace

Name = Annotated[str, typer.Argument(metavar="LIST", help="The list.", show_default=False)]
Criteria = Annotated[
    list[str] | None,
    typer.Option(
        "--icp",
        metavar="CRITERION",
        help="Accounts that meet it: \"industry = 'Steel' | 'Food'\", \"employees >= 200\". Repeatable.",
    ),
]
LikeCustomers = Annotated[
    bool, typer.Option("--like-customers", help="Those most like customers first, with the points of each trait.")
]
Most = Annotated[int | None, typer.Option("--most", min=1, metavar="N", help="So many at most.")]
Accounts = Annotated[
    list[str] | None, typer.Option("--account", metavar="ID", help="An account by its id. Repeatable.")
]
Ids = Annotated[Path | None, typer.Option("--accounts", metavar="FILE", help="Account ids, one on each line.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="From this day on.", show_default="today")]
Tier = Annotated[str | None, typer.Option("--tier", metavar="TIER", help='Their tier; "" takes it away.')]
Arm = Annotated[str | None, typer.Option("--arm", metavar="ARM", help="abm, control, holdout or other.")]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; a change in the past asks for it.")]
Check = Annotated[bool, typer.Option("--check", help="Tell what would change, and change nothing.")]


def choose(place: Place, icp: Criteria = None, like_customers: LikeCustomers = False, most: Most = None) -> None:
    """Count and show the accounts that meet criteria and are no customers, for a list to be made of them."""
    from assay.store.workspace import Workspace

    choice = _chosen(Workspace.find(place.folder), icp or (), like_customers, most)
    header = ("account", "name", "industry", "country", "employees", "owner", "lists", "score")
    rows = [
        (one.account_id, one.name, one.industry, one.country, one.employees, one.owner, ", ".join(one.lists), one.score)
        for one in choice.candidates
    ]
    show(place, choice.to_json(), (header, rows), lambda: _choice_tables(choice, header, rows))


def _choice_tables(choice: AccountChoice, header: Sequence[str], rows: Sequence[Any]) -> Iterator[RenderableType]:
    shown = [(*row[:-1], "" if row[-1] is None else f"{row[-1]:+.2f}") for row in rows]
    if shown:
        yield make_table(header, shown, right=("employees", "score"))
    if choice.traits:
        traits = [
            (one.field, str(one.value), one.accounts, one.customers, f"{one.expected:.1f}", f"{one.points:+.2f}")
            for one in choice.traits
        ]
        names = ("field", "value", "accounts", "customers", "expected", "points")
        yield make_table(names, traits, right=names[2:], title="What customers have in common")
    met = [f"{one.criterion}: {many(one.accounts, 'account')}, not known of {one.unknown:,}" for one in choice.met]
    yield from console_text(*met, f"{len(rows):,} of {many(choice.of, 'account')}.")


def _chosen(workspace: Workspace, icp: Sequence[str], like_customers: bool, most: int | None) -> AccountChoice:
    from assay.metrics.account_choice import choose_accounts
    from assay.store.runs import open_run

    with closing(open_run(workspace)) as run:
        return choose_accounts(run, icp, like_customers=like_customers, most=most)


def add(
    place: Place,
    name: Name,
    account: Accounts = None,
    accounts: Ids = None,
    icp: Criteria = None,
    like_customers: LikeCustomers = False,
    most: Most = None,
    start: From = None,
    tier: Tier = None,
    arm: Arm = None,
    programme: Annotated[str | None, typer.Option("--programme", metavar="ID", help="Their programme.")] = None,
    reason: Reason = "",
    check: Check = False,
) -> None:
    """Put accounts on a list, which is made where it is new: by id, or those that meet criteria and are no customers."""
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    ids = _ids(account, accounts)
    if icp or like_customers:
        ids = (*ids, *(one.account_id for one in _chosen(workspace, icp or (), like_customers, most).candidates))
    _change(place, "added", name, ids, start, reason, check, tier=tier, arm=arm, programme_id=programme)


def remove(
    place: Place,
    name: Name,
    account: Accounts = None,
    accounts: Ids = None,
    start: From = None,
    reason: Reason = "",
    check: Check = False,
) -> None:
    """Take accounts off a list from a day on; that they were on it stays on record."""
    _change(place, "removed", name, _ids(account, accounts), start, reason, check)


def move(
    place: Place,
    name: Name,
    account: Accounts = None,
    accounts: Ids = None,
    tier: Tier = None,
    arm: Arm = None,
    start: From = None,
    reason: Reason = "",
    check: Check = False,
) -> None:
    """Give accounts of a list another tier or arm from a day on."""
    _change(place, "moved", name, _ids(account, accounts), start, reason, check, tier=tier, arm=arm)


def _ids(given: Sequence[str] | None, file: Path | None) -> tuple[str, ...]:
    lines = () if file is None else file.read_text("utf-8-sig").splitlines()
    return tuple(dict.fromkeys(one.strip() for one in (*(given or ()), *lines) if one.strip()))


def _change(
    place: Place, kind: Kind, name: str, ids: tuple[str, ...], start: str | None, reason: str, check: bool, **more: Any
) -> None:
    from assay.landing.list_edits import Edit
    from assay.planning.target_lists import change, today_of
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    today = today_of(workspace)
    edit = Edit(kind, name, _day(start) if start else today, ids, reason=reason, **more)
    made = change(workspace, edit, check=check)
    rows = [(one, kind) for one in made.changed] + [(one, "as it was") for one in made.unchanged]
    header = ("account", "change")
    told = (
        "Nothing was changed: this is a check."
        if check
        else "Landed; `assay refresh` applies it, `assay undo` takes it back."
        if made.changed
        else "Nothing to change."
    )
    said = f"{len(made.changed):,} {kind}, {len(made.unchanged):,} as they were. {told}"
    data = {"list": name, "from": edit.day, kind: list(made.changed), "unchanged": list(made.unchanged)}
    show(place, data, (header, rows), lambda: [make_table(header, rows[:50]), *console_text(said)])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--from {text!r} is no day.", hint="Write it as 2026-01-31.") from None


def history(place: Place, name: Annotated[str | None, typer.Argument(metavar="LIST")] = None) -> None:
    """List the changes of target lists made in Assay: when, by whom, why, and which load takes each back."""
    from assay.landing.list_changes import list_changes
    from assay.store.workspace import Workspace

    edits = list_changes(Workspace.find(place.folder), name)
    header = ("load", "at", "list", "change", "from", "accounts", "by", "reason", "taken back")
    rows = [
        (one.load, one.at, one.list, one.kind, one.day, one.accounts, one.by, one.reason, one.taken_back)
        for one in edits
    ]
    data = [dict(zip((word.replace(" ", "_") for word in header), row, strict=True)) for row in rows]
    show(place, data, (header, rows), lambda: [make_table(header, rows)] if rows else console_text(_unchanged(name)))


def _unchanged(name: str | None) -> str:
    which = f"List {name!r} was" if name else "No list was"
    return f"{which} {'never ' if name else ''}changed in Assay: files alone say what is on {'it' if name else 'them'}."


def settle(
    place: Place,
    name: Name,
    primary: Annotated[
        str | None,
        typer.Option("--primary", metavar="KPI", help="The one figure that the list is judged by, from today."),
    ] = None,
    verdict_on: Annotated[
        str | None, typer.Option("--verdict-on", metavar="DATE", help="The day for which the verdict is planned.")
    ] = None,
    freeze: Annotated[
        bool | None, typer.Option("--freeze/--thaw", help="Let nobody change the list in Assay from today, or again.")
    ] = None,
) -> None:
    """Write down in assay.toml what is settled about a list: its primary figure, the day of its verdict, that it is frozen."""
    from assay.cli.output import tell
    from assay.planning.target_lists import settle as write
    from assay.store.settings_file import written_settings
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    day = _day(verdict_on) if verdict_on else None
    changed = write(workspace, written_settings(workspace).mark, name, primary=primary, verdict_on=day, frozen=freeze)
    tell(f"Written to assay.toml: {', '.join(changed)}." if changed else "Nothing to change.")


COMMANDS = (
    ("choose", choose),
    ("add", add),
    ("remove", remove),
    ("move", move),
    ("history", history),
    ("settle", settle),
)


def register(lists: typer.Typer) -> None:
    """Adds these commands to `assay lists`."""
    for name, function in COMMANDS:
        lists.command(name=name)(command(function))
