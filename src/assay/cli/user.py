"""`assay user`: people who may sign in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from assay.cli.options import Place, command
from assay.cli.output import make_table, show, tell
from assay.errors import UsageError

VARIABLE = "ASSAY_PASSWORD"
Name = Annotated[str, typer.Argument(metavar="NAME", help="To sign in with.", show_default=False)]

user = typer.Typer(name="user", help="Manage the people who may sign in.", no_args_is_help=True, rich_markup_mode=None)


def add(
    place: Place,
    name: Name,
    role: Annotated[
        str,
        typer.Option(
            "--role", metavar="admin|analyst|manager|viewer|rep", help="A rep sees only the accounts he owns."
        ),
    ],
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="ID", help="Of a rep: his user id in the data.")
    ] = None,
) -> None:
    """Add somebody. The password is asked for, or taken from stdin or the variable ASSAY_PASSWORD, never from the command."""
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    users = Users(Workspace.find(place.folder))
    users.check(name, role, owner)
    added = users.add(name, _password(), role, owner)
    tell(f"{added.name} may sign in as {added.role}.")


def list_users(place: Place) -> None:
    """List who may sign in."""
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    users = Users(Workspace.find(place.folder)).all()
    header = ("name", "role", "owner")
    rows = [(one.name, one.role, one.owner) for one in users]
    data = [dict(zip(header, row, strict=True)) for row in rows]
    show(place, data, (header, rows), lambda: [make_table(header, rows)])


def remove(place: Place, name: Name) -> None:
    """Take somebody's access away, at once."""
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    users = Users(Workspace.find(place.folder))
    users.remove(name)
    tell(f"{name} may not sign in any more.")


def invite(
    place: Place,
    name: Name,
    role: Annotated[str, typer.Option("--role", metavar="admin|analyst|manager|viewer|rep", help="As with add.")],
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="ID", help="Of a rep: his user id in the data.")
    ] = None,
) -> None:
    """Print a link, good once and for seven days, by which somebody new sets his own password."""
    _print_link(place, lambda users: invitations().invite(users, name, role, owner, "assay user"))


def reset(place: Place, name: Name) -> None:
    """Print a link, good once and for seven days, by which a user sets a new password; the old one is good until then."""
    _print_link(place, lambda users: invitations().reset(users, name, "assay user"))


def withdraw(place: Place, name: Name) -> None:
    """End a link of invite or reset that nobody has used yet."""
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    ended = invitations().withdraw(Users(Workspace.find(place.folder)), name)
    tell(f"The link for {ended.user.name} is good no more.")


def change(
    place: Place,
    name: Name,
    role: Annotated[str, typer.Option("--role", metavar="admin|analyst|manager|viewer|rep", help="As with add.")],
    owner: Annotated[
        str | None, typer.Option("--owner", metavar="ID", help="Of a rep: his user id in the data.")
    ] = None,
) -> None:
    """Give a user another role or owner, from the next request on."""
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    users = Users(Workspace.find(place.folder))
    user = users.change(name, role, owner)
    tell(f"{user.name} is {user.role} now.")


def invitations() -> Any:
    from assay.web import invitations as links

    return links


def _print_link(place: Place, make: Callable[[Any], str]) -> None:
    from assay.cli.serve import HOST, PORT, address
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    users = Users(Workspace.find(place.folder))
    key = make(users)
    public = users.workspace.settings.web.public_url
    print(f"{(public or address(HOST, PORT)).rstrip('/')}/join?key={key}")
    if not public:
        tell(
            "The link is for this computer, where `assay serve` runs. For others begin it with the address that they reach "
            "the server by: [web] public_url in assay.toml says it for all links."
        )


def password(place: Place, name: Name) -> None:
    """Set a new password; the sessions of the old one end."""
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    users = Users(Workspace.find(place.folder))
    users.get(name)
    users.set_password(name, _password())
    tell(f"{name} has a new password.")


def code(
    place: Place,
    name: Name,
    off: Annotated[bool, typer.Option("--off", help="Ask for none any more: the authenticator is lost.")] = False,
) -> None:
    """Tell whether a code of an authenticator is asked for at sign-in, or stop asking. People turn it on themselves, at /me."""
    from assay.store.workspace import Workspace
    from assay.web.users import Users

    users = Users(Workspace.find(place.folder))
    users.get(name)
    if off:
        users.set_code(name, None)
    asked = "is asked for a code" if users.has_code(name) else "signs in with the password alone"
    tell(f"{name} {asked}.")


def _password() -> str:
    """From the variable, a line of stdin, or asked for twice at a terminal."""
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    from getpass import getpass

    first = getpass("Password: ")
    if getpass("Again: ") != first:
        raise UsageError("The two passwords differ.")
    return first


for _name, _function in (
    ("add", add),
    ("list", list_users),
    ("remove", remove),
    ("password", password),
    ("code", code),
    ("invite", invite),
    ("reset", reset),
    ("withdraw", withdraw),
    ("change", change),
):
    user.command(_name)(command(_function))
