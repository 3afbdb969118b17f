"""Looking at what was sent: what was understood, what loading would give, and what is to be settled before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from assay.contract.tables import TABLES
from assay.errors import BusyError
from assay.landing.drawn_mapping import KEEP, LEAVE, drawn
from assay.landing.incoming import Upload
from assay.landing.understood import outcome_of, parts_of, understand
from assay.sources.recognise import presets
from assay.store.runs import current
from assay.store.workspace import Workspace
from assay.web.desk import Desk, at_desk
from assay.web.jobs import Job, Tell
from assay.web.pages.bring_cells import corrected_rows, corrections_of, wrong_cells
from assay.web.pages.bring_upload import drawn_of, keep_drawn, readings_of, rows_mark, settled_of, upload_of
from assay.web.pages.bring_words import as_read, meaning_of, words_asked
from assay.web.pages.previewed import effect_of

ROUTER = APIRouter()
_desk = Depends(at_desk())
PATIENCE = 2.5
"""Seconds that a page waits for a look at files, so that small ones are shown at once."""
COUNTS = ("rows_in", "loaded", "unchanged", "duplicate", "conflict", "quarantined")
ORDERS = ("", "dmy", "mdy", "ymd")
DECIMALS = ("", ",", ".")


def look_at(desk: Desk, upload: Upload, *, afresh: bool = True) -> None:
    """Has the files looked at in the background: how each is read, and what loading them would give."""
    path = desk.workspace.path
    upload.keep(outcomes=None)

    def work(tell: Tell) -> None:
        workspace = Workspace(path)
        readings = understand(workspace, upload) if afresh else readings_of(upload)
        upload.keep(readings=[asdict(one) for one in readings])
        for one in readings:
            if one.kind == "draft" and one.file not in upload.state.get("drawn", {}):
                keep_drawn(upload, drawn(upload.place / one.file))
        outcomes = [
            outcome_of(workspace, part, settled_of(upload), check=True, progress=tell)
            for part in parts_of(upload, readings)
        ]
        upload.keep(outcomes=[one.to_json() for one in outcomes])

    desk.site.jobs.start(f"look {upload.id}", work, desk.actor)


def check_no_look(desk: Desk, upload: Upload) -> None:
    """BusyError while the files are looked at: what was chosen is given back, not passed over."""
    if (job := desk.site.jobs.get(f"look {upload.id}")) and job.is_running:
        raise BusyError("This is being done already.", hint="Load the page again: it tells how far it is.")


@ROUTER.get("/bring/{upload}")
def look(desk: Annotated[Desk, _desk], upload: str) -> Response:
    """What was understood, what loading would give, and what is to be settled before."""
    return look_page(desk, upload_of(desk, upload))


def look_page(desk: Desk, upload: Upload, problem: Mapping[str, Any] | None = None) -> Response:
    job = desk.site.jobs.get(f"look {upload.id}")
    if job:
        job.ended.wait(PATIENCE)
    state = upload.state
    if not state.get("landed") and state.get("outcomes") is None and not (job and job.is_running) and not problem:
        if job is None and upload.files:  # the server was started again meanwhile
            look_at(desk, upload, afresh="readings" not in state)
            return look_page(desk, upload)
        problem = _trouble(job)
    running = bool(job and job.is_running)
    is_loading = bool(state.get("loading")) and not state.get("landed") and desk.is_building
    readings = () if running or is_loading else readings_of(upload)
    effect = desk.site.jobs.get(f"effect {upload.id}")
    if effect and not running:
        effect.ended.wait(PATIENCE)
    told = (effect.outcome if effect else None) or {}
    values = {
        "upload": upload,
        "state": {"landed": False, "left_alone": [], "options": {}, "drawn": {}, **state},
        "running": job if running else desk.building if is_loading else None,
        "readings": readings,
        "drawn": {one.file: drawn_of(upload, one.file) for one in readings if one.kind == "draft"}
        if upload.files
        else {},
        "outcomes": state.get("outcomes") or [],
        "tables": sorted(TABLES),
        "columns": {name: table.names for name, table in TABLES.items()},
        "all_presets": presets(),
        "keep": KEEP,
        "leave": LEAVE,
        "as_read": partial(as_read, desk),
        "meaning_of": meaning_of,
        "asked": words_asked(state.get("outcomes") or ()),
        "orders": ORDERS,
        "decimals": DECIMALS,
        "total": _total(state.get("outcomes") or ()),
        "wrong": [] if running else wrong_cells(desk.workspace, upload, state.get("outcomes") or ()),
        "corrections": corrections_of(upload),
        "corrected": corrected_rows(state.get("outcomes") or ()),
        "working_out": effect if effect and effect.is_running else None,
        "effect": effect_of(desk, told.get("preview") if told.get("mark") == rows_mark(upload) else None),
        "has_run": current(desk.workspace) is not None,
        "problem": problem or _trouble(effect if effect and not told else None),
    }
    again = running or desk.is_building or values["working_out"] is not None
    return desk.page(
        "pages/bring_look.html", desk._("What was understood"), values, 400 if problem else 200, again=again
    )


def _trouble(job: Job | None) -> Mapping[str, Any] | None:
    if job is None or job.problem is None:
        return None
    return {"message": job.problem[0], "hint": job.problem[1], "difference": None}


def _total(outcomes: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The counts of all parts together."""
    totals = [one["report"]["total"] for one in outcomes if one["report"]]
    return {name: sum(total[name] for total in totals) for name in COUNTS}


@ROUTER.post("/bring/{upload}/drop")
def drop(desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Sends the files away: nothing of them has landed."""
    upload_of(desk, upload).discard()
    return desk.back("/bring")
