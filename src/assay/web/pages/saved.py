"""Saved views: a name for an address, private or shared, pinned to the navigation; whoever opens one has his own rights."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from assay.errors import AssayError, UsageError
from assay.store.saved_views import (
    SavedView,
    change_view,
    remove_view,
    save_view,
    saved_view,
    saved_views,
)
from assay.web.cookies import with_cookies
from assay.web.desk import Desk, at_desk, said_of
from assay.web.pinned import address_of, opened_by
from assay.web.rights import ROLES, STEERERS, Forbidden, NotFound, Viewer

ROUTER = APIRouter()
_desk = Depends(at_desk(ROLES))


@ROUTER.get("/saved")
def listing(desk: Annotated[Desk, _desk]) -> Response:
    """All views of the reader and those that are shared."""
    return _page(desk)


def _page(desk: Desk, problem: dict[str, str | None] | None = None) -> Response:
    views = saved_views(desk.workspace, desk.viewer.name)
    values: dict[str, Any] = {
        "views": [{"view": one, "own": _may_change(desk.viewer, one)} for one in views],
        "may_share": desk.viewer.is_one_of(STEERERS),
        "problem": problem,
    }
    return desk.page("pages/saved.html", desk._("Saved views"), values, 400 if problem else 200)


def _may_change(viewer: Viewer, view: SavedView) -> bool:
    return view.owner == viewer.name or (view.shared and viewer.role == "admin")


@ROUTER.post("/saved")
def save(
    request: Request,
    desk: Annotated[Desk, _desk],
    name: Annotated[str, Form(max_length=400)] = "",
    address: Annotated[str, Form(max_length=8000)] = "",
    shared: Annotated[str, Form(max_length=1)] = "",
    pinned: Annotated[str, Form(max_length=1)] = "",
) -> Response:
    """Keeps an address under a name, and leads back to it."""
    try:
        _check_may_share(desk.viewer, shared)
        found = address_of(address, request.app.state.pages)
        save_view(desk.workspace, name, str(found), desk.viewer.name, shared=bool(shared), pinned=bool(pinned))
    except AssayError as error:
        return _page(desk, said_of(error))
    return desk.back("/saved")


def _check_may_share(viewer: Viewer, shared: str) -> None:
    if shared and not viewer.is_one_of(STEERERS):
        raise Forbidden(
            "Views for everybody are made by managers, analysts and administrators.", hint="Keep it for yourself."
        )


@ROUTER.get("/saved/{view}")
def open_view(request: Request, desk: Annotated[Desk, _desk], view: int) -> Response:
    """Leads to the address, within the reader's own rights."""
    try:
        found = saved_view(desk.workspace, view, desk.viewer.name)
    except UsageError as error:
        raise NotFound(error.message, hint=error.hint) from None
    target = opened_by(desk.viewer, address_of(found.address, request.app.state.pages))
    return with_cookies(request, RedirectResponse(target, 302))


@ROUTER.post("/saved/{view}")
def change(
    desk: Annotated[Desk, _desk],
    view: int,
    name: Annotated[str, Form(max_length=400)] = "",
    shared: Annotated[str, Form(max_length=1)] = "",
    pinned: Annotated[str, Form(max_length=1)] = "",
    do: Annotated[str, Form(max_length=10)] = "save",
) -> Response:
    """Renames, shares, pins or removes a view of the reader's own; an administrator may do so with any that is shared."""
    try:
        found = saved_view(desk.workspace, view, desk.viewer.name)
        if not _may_change(desk.viewer, found):
            raise UsageError("This view is somebody else's.", hint="Save one of your own.")
        if do == "remove":
            remove_view(desk.workspace, found, by=desk.viewer.name)
        else:
            _check_may_share(desk.viewer, shared)
            change_view(desk.workspace, found, name=name, shared=bool(shared), pinned=bool(pinned), by=desk.viewer.name)
    except AssayError as error:
        return _page(desk, said_of(error))
    return desk.back("/saved")
