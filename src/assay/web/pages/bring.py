"""Bringing data: files are sent, looked at, settled where they are not clear, loaded, and taken back where wrong.

Each of these steps is a file beside this one, `bring_….py`; here is the page they begin at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from assay.landing.incoming import uploads
from assay.landing.manifest import landed_files
from assay.landing.undo import loads_taken_back
from assay.sources.recognise import presets
from assay.store.workspace import Workspace
from assay.web.desk import Desk, at_desk

ROUTER = APIRouter()
_desk = Depends(at_desk())
SHOWN_LOADS = 20


@ROUTER.get("/bring")
def bring(desk: Annotated[Desk, _desk]) -> Response:
    return bring_page(desk)


def bring_page(desk: Desk, problem: Mapping[str, Any] | None = None) -> Response:
    kept = [one for one in uploads(desk.workspace) if one.files]
    values = {
        "waiting": [one for one in kept if not one.state.get("landed")],
        "mendable": [one for one in kept if one.state.get("landed")],
        "loads": loads_of(desk.workspace),
        "presets": presets(),
        "megabytes": desk.settings.web.largest_upload,
        "problem": problem,
    }
    return desk.page("pages/bring.html", desk._("Bring data"), values, 400 if problem else 200, again=desk.is_building)


def loads_of(workspace: Workspace) -> list[dict[str, Any]]:
    """The last loads that stand, newest first: files, rows, and when."""
    gone = loads_taken_back(workspace)
    by_load: dict[int, dict[str, Any]] = {}
    for file in landed_files(workspace, taken_back=True):
        one = by_load.setdefault(file.load, {"load": file.load, "files": {}, "rows": 0, "bad": 0, "at": file.landed_at})
        one["files"][file.report.file] = None
        one["rows"] += file.report.loaded
        one["bad"] += file.report.quarantined
    newest = sorted(by_load.values(), key=lambda one: -one["load"])[:SHOWN_LOADS]
    return [{**one, "files": list(one["files"]), "gone": one["load"] in gone} for one in newest]
