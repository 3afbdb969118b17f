"""`assay token`: what programs and assistants read with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Place, command
from assay.cli.output import make_table, show, tell

if TYPE_CHECKING:
    from assay.store.workspace import Workspace

token = typer.Typer(
    name="token", help="Manage the tokens that programs read with.", no_args_is_help=True, rich_markup_mode=None
)


def create(
    place: Place,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is for.", show_default=False)],
    role: Annotated[
        str, typer.Option("--role", metavar="admin|analyst|manager|viewer|rep", help="What it may see, as of a user.")
    ] = "viewer",
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="ID", help="Of a rep: his user id in the data.")
    ] = None,
    lists: Annotated[
        list[str] | None,
        typer.Option(
            "--list", metavar="NAME", help="Only the accounts of this list, and nothing of the whole company."
        ),
    ] = None,
    days: Annotated[int, typer.Option("--days", metavar="N", help="How long it is good, at most 366.")] = 90,
) -> None:
    """Make a token. It is printed once, on stdout, and cannot be shown again; send it as `Authorization: Bearer`."""
    from assay.metrics.scope import split
    from assay.store.workspace import Workspace
    from assay.web import tokens
    from assay.web.users import Users

    workspace = Workspace.find(place.folder)
    chosen = split(lists or [])
    _check_lists(workspace, chosen)
    made, said = tokens.create(
        Users(workspace), name, role, owner=owner, lists=chosen, days=days, made_by="the command line"
    )
    header = ("token", "id", "expires_at")
    row = (said, made.id, tokens.said_time(made.expires_at))
    if place.format in (None, "table"):
        print(said)  # a terminal that is narrow must not fold it
    else:
        show(place, dict(zip(header, row, strict=True)), (header, [row]), lambda: ())
    tell(f"Good until {row[2]}. It is shown this once: keep it where your program's secrets are.")


def list_tokens(place: Place) -> None:
    """List tokens with their rights, when they end and when each was last used."""
    from assay.store.workspace import Workspace
    from assay.web import tokens
    from assay.web.users import Users

    data = [one.to_json() for one in tokens.every_token(Users(Workspace.find(place.folder)))]
    header = ("id", "name", "role", "owner", "lists", "user", "made_at", "expires_at", "used_at", "state")
    rows = [tuple(", ".join(one[name]) if name == "lists" else one[name] for name in header) for one in data]
    show(place, data, (header, rows), lambda: [make_table(header, rows)])


def revoke(
    place: Place, name: Annotated[str, typer.Argument(metavar="NAME|ID", help="Of the token.", show_default=False)]
) -> None:
    """End a token, at once."""
    from assay.store.workspace import Workspace
    from assay.web import tokens
    from assay.web.users import Users

    workspace = Workspace.find(place.folder)
    ended = tokens.revoke(Users(workspace), name)
    tell(f"Token {ended.name} ({ended.id}) is good no more.")


def _check_lists(workspace: Workspace, lists: tuple[str, ...]) -> None:
    """Raises UsageError for a list that the current run does not know, where there is a run."""
    from assay.api import check_names
    from assay.metrics.scope import Scope
    from assay.store.runs import open_run, published

    if lists and published(workspace):
        run = open_run(workspace)
        try:
            check_names(run, Scope(lists=lists))
        finally:
            run.close()


for _name, _function in (("create", create), ("list", list_tokens), ("revoke", revoke)):
    token.command(_name)(command(_function))
