"""Settling how files are read: a preset, a table, or a mapping that is drawn column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assay.contract.tables import TABLES
from assay.errors import AssayError, UsageError
from assay.landing.drawn_mapping import chosen, drawn, mapping_text, write_mapping
from assay.landing.incoming import Upload
from assay.landing.understood import Reading
from assay.sources.recognise import presets
from assay.web.desk import Desk, at_desk, said_of
from assay.web.pages.bring_look import check_no_look, look_at, look_page
from assay.web.pages.bring_upload import drawn_of, keep_drawn, readings_of, settled_of, upload_of
from assay.web.rights import NotFound

ROUTER = APIRouter()
_desk = Depends(at_desk())


@ROUTER.post("/bring/{upload}/settle")
async def settle(request: Request, desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Takes over how files are to be read, and looks at them again."""
    form = await request.form()
    return await run_in_threadpool(_settle, desk, upload_of(desk, upload), form)


def _settle(desk: Desk, upload: Upload, form: FormData) -> Response:
    def said(name: str) -> str:
        return str(form.get(name, ""))

    check_no_look(desk, upload)
    readings = [_chosen_reading(one, said(f"as:{one.file}")) for one in readings_of(upload)]
    words = [
        f"{name.removeprefix('word:')}={value}" for name, value in form.items() if name.startswith("word:") and value
    ]
    options = {name: said(name) for name in ("date_order", "decimal", "undated") if said(name)}
    before = settled_of(upload)
    upload.keep(words=[*(one for one in before.words if one not in words), *words], options=options)
    try:
        readings = [_settled_reading(upload, one, said) for one in readings]
    except AssayError as error:
        return look_page(desk, upload, said_of(error))
    upload.keep(readings=[asdict(one) for one in readings])
    look_at(desk, upload, afresh=False)
    return desk.back(f"/bring/{upload.id}")


def _chosen_reading(one: Reading, way: str) -> Reading:
    """`preset:hubspot`, `table:accounts`, `draft`, `left`, as the page's choice says it."""
    kind, _, name = way.partition(":")
    if kind in ("preset", "table") and name in (*TABLES, *(preset.name for preset in presets())):
        return replace(one, kind=kind, name=name, problem="")  # type: ignore[arg-type]
    if kind in ("draft", "left"):
        return replace(one, kind=kind, name="")  # type: ignore[arg-type]
    return one


def _settled_reading(upload: Upload, one: Reading, said: Callable[[str], str]) -> Reading:
    """Of a draft: the choices are kept; where nothing is lacking and it was confirmed, it is a mapping from now on."""
    if one.kind != "draft":
        return one
    path = upload.place / one.file
    table = said(f"table:{one.file}")
    before = upload.state.get("drawn", {}).get(one.file)
    if table not in TABLES or before is None or table != before["table"]:
        keep_drawn(upload, drawn(path, table if table in TABLES else None, settled_of(upload).options))
        return one
    first = drawn_of(upload, one.file)
    columns = {side.header: said(f"col:{one.file}:{place}") for place, side in enumerate(first.sides)}
    words = {
        side.header: {word: said(f"w:{one.file}:{place}:{number}") for number, word in enumerate(side.words)}
        for place, side in enumerate(first.sides)
    }
    values = {name: said(f"v:{one.file}:{name}") for name in TABLES[table].required}
    result = chosen(path, table, {"columns": columns, "words": words, "values": values}, settled_of(upload).options)
    keep_drawn(upload, result)
    if result.twice:
        raise UsageError(f"{one.file}: two columns were given to {result.twice[0]}.", hint="Keep one of them as x_….")
    if said("confirm") != "1" or result.lacks:
        return one
    return replace(one, kind="mapping", name=str(write_mapping(result, upload.folder)))


@ROUTER.get("/bring/{upload}/mapping.toml")
def mapping(desk: Annotated[Desk, _desk], upload: str, file: str) -> Response:
    """The mapping of a file, as the command line takes it."""
    sent = upload_of(desk, upload)
    if file not in sent.state.get("drawn", {}) or not (sent.place / file).exists():
        raise NotFound("There is no mapping of that file.")
    headers = {"Content-Disposition": 'attachment; filename="mapping.toml"', "Cache-Control": "no-store"}
    return Response(mapping_text(drawn_of(sent, file)), media_type="application/toml", headers=headers)
