"""Taking a load back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from assay.errors import AssayError
from assay.landing.undo import undo
from assay.store.workspace import Workspace
from assay.web.desk import BUILDING, Desk, at_desk
from assay.web.jobs import Tell
from assay.web.pages.setup import built

ROUTER = APIRouter()
_desk = Depends(at_desk())


@ROUTER.post("/bring/undo")
def take_back(desk: Annotated[Desk, _desk], load: Annotated[int, Form()]) -> Response:
    """Takes a load back, as `assay undo` does, and builds a run without it."""
    path = desk.workspace.path

    def work(tell: Tell) -> dict[str, Any]:
        workspace = Workspace(path)
        undo(workspace, [load])
        try:
            return built(workspace, tell)
        except AssayError as error:  # nothing is left to build of
            return {"run": None, "changed": False, "remarks": [error.message]}

    desk.site.jobs.start(BUILDING, work, desk.actor)
    return desk.back("/bring")
