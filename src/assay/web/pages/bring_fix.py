"""Cells in quarantine, mended in place, and the corrections as the command line takes them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assay.landing.corrections import corrections_text, merged
from assay.landing.incoming import Upload
from assay.store.audit import user_name
from assay.web.desk import Desk, at_desk
from assay.web.pages.bring_cells import corrections_of, sent_corrections
from assay.web.pages.bring_look import check_no_look, look_at
from assay.web.pages.bring_upload import upload_of

ROUTER = APIRouter()
_desk = Depends(at_desk())


@ROUTER.post("/bring/{upload}/fix")
async def fix(request: Request, desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Takes over corrected cells and lines that are left out, or takes one back, and looks again."""
    form = await request.form()
    return await run_in_threadpool(_fix, desk, upload_of(desk, upload), form)


def _fix(desk: Desk, upload: Upload, form: FormData) -> Response:
    check_no_look(desk, upload)
    before = corrections_of(upload)
    if str(form.get("take_back", "")).isdigit():
        place = int(str(form["take_back"]))
        after = tuple(one for number, one in enumerate(before) if number != place)
    else:
        after = merged(before, sent_corrections(form))
    if after != before:
        who = desk.actor or user_name()
        upload.keep(corrections=[asdict(one) for one in after], corrected_by=who, landed=False)
        look_at(desk, upload, afresh=False)
    return desk.back(f"/bring/{upload.id}#cells")


@ROUTER.get("/bring/{upload}/corrections.csv")
def corrections_file(desk: Annotated[Desk, _desk], upload: str, file: str = "") -> Response:
    """The corrections of a file, or of all, as `assay load --fix` takes them: it refuses those of files that it does not load."""
    found = [one for one in corrections_of(upload_of(desk, upload)) if file in ("", one.file)]
    headers = {"Content-Disposition": 'attachment; filename="corrections.csv"', "Cache-Control": "no-store"}
    return Response(corrections_text(found), media_type="text/csv", headers=headers)
