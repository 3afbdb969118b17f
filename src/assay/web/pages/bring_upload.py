"""What is kept of files that were sent: how each is read, what was settled about them, and the mappings drawn."""

from __future__ import annotations

import hashlib
import json

from assay.landing.drawn_mapping import Drawn, chosen
from assay.landing.incoming import Upload, find_upload
from assay.landing.understood import Reading, Settled
from assay.web.desk import Desk
from assay.web.pages.bring_cells import corrections_of
from assay.web.rights import NotFound


def upload_of(desk: Desk, name: str) -> Upload:
    upload = find_upload(desk.workspace, name)
    if upload is None:
        raise NotFound("There is no such upload any more.", hint="/bring takes files.")
    return upload


def readings_of(upload: Upload) -> tuple[Reading, ...]:
    return tuple(Reading(**{**one, "presets": tuple(one["presets"])}) for one in upload.state.get("readings", ()))


def settled_of(upload: Upload) -> Settled:
    state = upload.state
    return Settled(
        tuple(state.get("words", ())), state.get("options", {}), corrections_of(upload), state.get("corrected_by")
    )


def keep_drawn(upload: Upload, one: Drawn) -> None:
    choices = {
        "table": one.table,
        "columns": {side.header: side.target for side in one.sides},
        "words": {side.header: dict(side.words) for side in one.sides},
        "values": dict(one.values),
    }
    upload.keep(drawn={**upload.state.get("drawn", {}), one.file: choices})


def drawn_of(upload: Upload, file: str) -> Drawn:
    choices = upload.state["drawn"][file]
    return chosen(upload.place / file, choices["table"], choices, settled_of(upload).options)


def rows_mark(upload: Upload) -> str:
    """What the effect depends on: another mark, other rows."""
    state = upload.state
    said = [state.get(name) for name in ("readings", "words", "options", "corrections", "drawn")]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
