"""People who sign in: invited by a one-time link, given a role, tied to an owner of the CRM, helped with a lost password."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from assay.errors import AssayError
from assay.store.runs import current
from assay.web.desk import Desk, at_desk, said_of
from assay.web.invitations import invite, reset, waiting, withdraw
from assay.web.rights import ROLE_NAMES, ROLES

ROUTER = APIRouter()
_admin = Depends(at_desk(("admin",)))
Word = Annotated[str, Form(max_length=400)]


@ROUTER.get("/users")
def people(desk: Annotated[Desk, _admin]) -> Response:
    return _page(desk)


def _page(
    desk: Desk,
    said: Mapping[str, str] | None = None,
    problem: Mapping[str, Any] | None = None,
    link: tuple[str, str] | None = None,
) -> Response:
    owners = _owners(desk)
    values = {
        "users": desk.site.users.all(),
        "waiting": waiting(desk.site.users),
        "owners": owners,
        "owner_names": dict(owners),
        "roles": {role: desk._(ROLE_NAMES[role]) for role in ROLES},
        "said": {"name": "", "role": "viewer", "owner": "", **(said or {})},
        "link": link,
        "problem": problem,
        "sign_in_on": desk.site.sign_in,
    }
    return desk.page("pages/users.html", desk._("People"), values, 400 if problem else 200)


def _owners(desk: Desk) -> list[tuple[str, str]]:
    """Owners of accounts in the CRM: id and name."""
    if current(desk.workspace) is None:
        return []
    sql = (
        "SELECT DISTINCT owner_id, coalesce(u.name, owner_id) FROM accounts AS a "
        "LEFT JOIN users AS u ON u.user_id = a.owner_id WHERE owner_id IS NOT NULL ORDER BY 2"
    )
    with desk.newest_run() as run:
        return [(str(one), str(name)) for one, name in run.cursor().execute(sql).fetchall()]


@ROUTER.post("/users/invite")
def add(
    request: Request, desk: Annotated[Desk, _admin], name: Word = "", role: Word = "viewer", owner: Word = ""
) -> Response:
    """Shows a link, once, by which somebody new sets his password and comes in."""
    said = {"name": name.strip(), "role": role, "owner": owner.strip()}

    def make() -> str:
        return invite(desk.site.users, said["name"], role, said["owner"] or None, desk.actor or "", desk.actor)

    return _with_link(request, desk, said["name"], make, said)


@ROUTER.post("/users/reset")
def lost(request: Request, desk: Annotated[Desk, _admin], name: Word = "") -> Response:
    """Shows a link, once, by which a user sets a new password; the old one is good until then."""
    return _with_link(request, desk, name, lambda: reset(desk.site.users, name, desk.actor or "", desk.actor), None)


@ROUTER.post("/users/withdraw")
def take_back(desk: Annotated[Desk, _admin], name: Word = "") -> Response:
    """Ends a link that nobody has used yet."""
    try:
        withdraw(desk.site.users, name, desk.actor)
    except AssayError as error:
        return _page(desk, problem=said_of(error))
    return desk.back("/users")


def _with_link(
    request: Request, desk: Desk, name: str, make: Callable[[], str], said: Mapping[str, str] | None
) -> Response:
    try:
        key = make()
    except AssayError as error:
        return _page(desk, said, said_of(error))
    public = desk.settings.web.public_url
    base = public.rstrip("/") if public else f"{request.url.scheme}://{request.url.netloc}"
    return _page(desk, link=(name, f"{base}/join?key={key}"))


@ROUTER.post("/users/change")
def change(
    desk: Annotated[Desk, _admin],
    name: Word = "",
    role: Word = "",
    owner: Word = "",
    was_role: Word = "",
    was_owner: Word = "",
) -> Response:
    """Gives a user another role or owner, unless somebody else has meanwhile, or no administrator would be left."""
    try:
        wanted = owner.strip() if role == "rep" else ""
        before = (was_role, was_owner or None)
        desk.site.users.change(name, role, wanted or None, was=before, actor=desk.actor)
    except AssayError as error:
        return _page(desk, problem=said_of(error))
    return desk.back("/users")


@ROUTER.post("/users/remove")
def remove(desk: Annotated[Desk, _admin], name: Word = "") -> Response:
    """Takes somebody's access away, at once, unless no administrator would be left."""
    try:
        desk.site.users.check_leaves_admin(name)
        desk.site.users.remove(name, actor=desk.actor)
    except AssayError as error:
        return _page(desk, problem=said_of(error))
    return desk.back("/users")


@ROUTER.post("/users/code")
def code_off(desk: Annotated[Desk, _admin], name: Word = "") -> Response:
    """Asks a user for no code any more: the authenticator is lost."""
    try:
        desk.site.users.set_code(name, None, actor=desk.actor)
    except AssayError as error:
        return _page(desk, problem=said_of(error))
    return desk.back("/users")
