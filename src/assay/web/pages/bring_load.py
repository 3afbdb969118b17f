"""Loading what was looked at."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from assay.errors import UsageError
from assay.landing.drawn_mapping import drawn
from assay.landing.incoming import Upload
from assay.landing.manifest import known_loads
from assay.landing.understood import Outcome, layout_mark, outcome_of, parts_of
from assay.store.workspace import Workspace
from assay.web.desk import BUILDING, Desk, at_desk
from assay.web.jobs import Tell
from assay.web.pages.bring_cells import open_cells
from assay.web.pages.bring_upload import readings_of, settled_of, upload_of
from assay.web.pages.setup import built

ROUTER = APIRouter()
_desk = Depends(at_desk())


@ROUTER.post("/bring/{upload}/load")
def load(desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Loads what was looked at, and builds a run of it in the background."""
    sent, path = upload_of(desk, upload), desk.workspace.path
    if not sent.files or not parts_of(sent, readings_of(sent)):
        raise UsageError("Nothing of it can be loaded yet.", hint="Say first how the files are read.")

    def work(tell: Tell) -> dict[str, Any]:
        workspace = Workspace(path)
        outcomes = load_parts(workspace, sent, tell)
        if wrong := next((one for one in outcomes if one.problem), None):
            sent.keep(loading=False, outcomes=[one.to_json() for one in outcomes])
            raise UsageError(f"{', '.join(wrong.files)}: {wrong.problem}", hint=wrong.hint)
        _finish(workspace, sent, outcomes)
        return built(workspace, tell)

    if not desk.is_building:
        sent.keep(loading=True)
    desk.site.jobs.start(BUILDING, work, desk.actor)
    return desk.back(f"/bring/{upload}")


def _finish(workspace: Workspace, sent: Upload, outcomes: Sequence[Outcome]) -> None:
    """What has landed goes; files whose columns nobody has settled yet stay to be settled, such with values in quarantine to
    be mended."""
    rest = [asdict(one) for one in readings_of(sent) if one.kind == "draft"]
    if not rest:
        sent.keep(loading=False, landed=True, corrections=[], outcomes=[one.to_json() for one in outcomes])
        _keep_mendable(workspace, sent)
        return
    for name in (name for one in outcomes for name in one.files):
        (sent.place / name).unlink(missing_ok=True)
    sent.keep(loading=False, outcomes=[], readings=rest)


def _keep_mendable(workspace: Workspace, sent: Upload) -> None:
    """All files of it, or none: one may be there for another to be joined with."""
    if not open_cells(workspace, {path.name for path in sent.files}):
        sent.empty()


def load_parts(workspace: Workspace, sent: Upload, tell: Tell) -> list[Outcome]:
    """Loads part by part; after one that cannot be loaded none is begun, and what has landed is told."""
    done: list[Outcome] = []
    for part in parts_of(sent, readings_of(sent)):
        before = known_loads(workspace)
        outcome = outcome_of(workspace, part, settled_of(sent), check=False, progress=tell)
        new = sorted(known_loads(workspace) - before) if not outcome.problem else []
        corrected = new.pop() if new and (outcome.report or {}).get("corrections") else None
        done.append(replace(outcome, load=new[0] if new else None, corrected_load=corrected))
        if outcome.problem:
            break
        if part.mapping:
            _keep_mapping(workspace, part.mapping, part.files[0])
    return done


def _keep_mapping(workspace: Workspace, mapping: Path, file: Path) -> None:
    """The mapping stays with the workspace, for the next file of the same columns."""
    folder = workspace.path / "mappings"
    if mapping.parent == folder or mapping.suffix != ".toml":
        return
    folder.mkdir(exist_ok=True)
    mark = layout_mark([side.header for side in drawn(file).sides])
    shutil.copyfile(mapping, folder / f"{mapping.name.split('.')[0]}-{mark}.toml")
