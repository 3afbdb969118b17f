"""What loading would do to the figures."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import Response

from assay.errors import UsageError
from assay.memory.preview import preview_load
from assay.store.runs import current
from assay.store.workspace import Workspace
from assay.web.desk import Desk, at_desk
from assay.web.jobs import Tell
from assay.web.pages.bring_load import load_parts
from assay.web.pages.bring_upload import rows_mark, upload_of

ROUTER = APIRouter()
_desk = Depends(at_desk())


@ROUTER.post("/bring/{upload}/effect")
def ask_effect(desk: Annotated[Desk, _desk], upload: str, do: Annotated[str, Form(max_length=10)] = "") -> Response:
    """Builds figures of a copy with these files in the background (`do=stop` ends that); nothing lands by it."""
    sent, path = upload_of(desk, upload), desk.workspace.path
    if do == "stop":
        desk.site.jobs.stop(f"effect {sent.id}")
        return desk.back(f"/bring/{upload}")
    if current(desk.workspace) is None:
        raise UsageError("No figures are built yet, so nothing can be compared.", hint="Load the files first.")
    mark = rows_mark(sent)

    def work(tell: Tell) -> dict[str, Any]:
        def land(copy: Workspace) -> None:
            if wrong := next((one for one in load_parts(copy, sent, tell) if one.problem), None):
                raise UsageError(f"{', '.join(wrong.files)}: {wrong.problem}", hint=wrong.hint)

        preview = preview_load(
            Workspace(path),
            land,
            progress=lambda stage: tell(stage, 0, None),
            steps=lambda done, of: tell("", done, of),
        )
        return {"mark": mark, "preview": preview}

    desk.site.jobs.start(f"effect {sent.id}", work, desk.actor)
    return desk.back(f"/bring/{upload}#effect")
