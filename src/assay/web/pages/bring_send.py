"""Files that are sent to be loaded: kept, unpacked, and looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from assay.errors import UsageError
from assay.landing.incoming import new_upload, unpack
from assay.store.audit import note
from assay.web import security
from assay.web.desk import Desk, at_desk, said_of
from assay.web.pages.bring import bring_page
from assay.web.pages.bring_look import look_at
from assay.web.sent_files import SentFiles

ROUTER = APIRouter()
_desk = Depends(at_desk())


@ROUTER.post(security.UPLOADS)
async def send(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Keeps the files of a form and looks at them."""
    upload = new_upload(desk.workspace)

    def admit(fields: Mapping[str, str]) -> None:
        security.check_sent(desk.site, request, request.headers.get("x-csrf-token") or fields.get("csrf", ""))

    try:
        await SentFiles(admit, upload.new_file).read(request)
        if not upload.files:
            raise UsageError("No file was chosen.", hint="Drop files on the field, or choose them.")
        alone = await run_in_threadpool(unpack, upload)
        if not upload.files:
            raise UsageError("No file that Assay reads is in it.", hint="It reads CSV, TSV, NDJSON, Parquet and XLSX.")
    except UsageError as error:
        upload.discard()
        return await run_in_threadpool(bring_page, desk, said_of(error))
    except BaseException:
        upload.discard()
        raise
    upload.keep(actor=desk.viewer.name, left_alone=alone)
    note(desk.workspace, "upload", desk.actor, upload=upload.id, files=len(upload.files))
    look_at(desk, upload)
    return desk.back(f"/bring/{upload.id}")
