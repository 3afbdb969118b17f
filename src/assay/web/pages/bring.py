"""Bringing data: files are dropped, looked at, settled where they are not clear, loaded, and taken back where wrong."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assay.contract.tables import TABLES
from assay.contract.told import meaning
from assay.errors import AssayError, BusyError, UsageError
from assay.landing.corrections import corrections_text, merged
from assay.landing.drawn_mapping import KEEP, LEAVE, Drawn, chosen, drawn, mapping_text, write_mapping
from assay.landing.incoming import Upload, find_upload, new_upload, unpack, uploads
from assay.landing.manifest import known_loads, landed_files
from assay.landing.remedies import word_asked
from assay.landing.settled_words import allowed_words, as_word
from assay.landing.understood import Outcome, Reading, Settled, layout_mark, outcome_of, parts_of, understand
from assay.landing.undo import loads_taken_back, undo
from assay.memory.preview import preview_load
from assay.sources.recognise import presets
from assay.store.audit import note, user_name
from assay.store.runs import current
from assay.store.workspace import Workspace
from assay.web import security
from assay.web.desk import BUILDING, Desk, at_desk, said_of
from assay.web.jobs import Job, Tell
from assay.web.pages.bring_cells import corrected_rows, corrections_of, open_cells, sent_corrections, wrong_cells
from assay.web.pages.kinds import KINDS
from assay.web.pages.previewed import effect_of
from assay.web.pages.setup import built
from assay.web.rights import NotFound
from assay.web.sent_files import SentFiles

ROUTER = APIRouter()
_desk = Depends(at_desk())
PATIENCE = 2.5
"""Seconds that a page waits for a look at files, so that small ones are shown at once."""
SHOWN_LOADS = 20
COUNTS = ("rows_in", "loaded", "unchanged", "duplicate", "conflict", "quarantined")
ORDERS = ("", "dmy", "mdy", "ymd")
DECIMALS = ("", ",", ".")


@ROUTER.get("/bring")
def bring(desk: Annotated[Desk, _desk]) -> Response:
    return _bring_page(desk)


def _bring_page(desk: Desk, problem: Mapping[str, Any] | None = None) -> Response:
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


# Sending files.


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
        return await run_in_threadpool(_bring_page, desk, said_of(error))
    except BaseException:
        upload.discard()
        raise
    upload.keep(actor=desk.viewer.name, left_alone=alone)
    note(desk.workspace, "upload", desk.actor, upload=upload.id, files=len(upload.files))
    look_at(desk, upload)
    return desk.back(f"/bring/{upload.id}")


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
                _keep_drawn(upload, drawn(upload.place / one.file))
        outcomes = [
            outcome_of(workspace, part, settled_of(upload), check=True, progress=tell)
            for part in parts_of(upload, readings)
        ]
        upload.keep(outcomes=[one.to_json() for one in outcomes])

    desk.site.jobs.start(f"look {upload.id}", work, desk.actor)


def readings_of(upload: Upload) -> tuple[Reading, ...]:
    return tuple(Reading(**{**one, "presets": tuple(one["presets"])}) for one in upload.state.get("readings", ()))


def settled_of(upload: Upload) -> Settled:
    state = upload.state
    return Settled(
        tuple(state.get("words", ())), state.get("options", {}), corrections_of(upload), state.get("corrected_by")
    )


def _keep_drawn(upload: Upload, one: Drawn) -> None:
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


# Looking at what was sent.


def _upload(desk: Desk, name: str) -> Upload:
    upload = find_upload(desk.workspace, name)
    if upload is None:
        raise NotFound("There is no such upload any more.", hint="/bring takes files.")
    return upload


@ROUTER.get("/bring/{upload}")
def look(desk: Annotated[Desk, _desk], upload: str) -> Response:
    """What was understood, what loading would give, and what is to be settled before."""
    return _look_page(desk, _upload(desk, upload))


def _look_page(desk: Desk, upload: Upload, problem: Mapping[str, Any] | None = None) -> Response:
    job = desk.site.jobs.get(f"look {upload.id}")
    if job:
        job.ended.wait(PATIENCE)
    state = upload.state
    if not state.get("landed") and state.get("outcomes") is None and not (job and job.is_running) and not problem:
        if job is None and upload.files:  # the server was started again meanwhile
            look_at(desk, upload, afresh="readings" not in state)
            return _look_page(desk, upload)
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
        "as_read": partial(_as_read, desk),
        "meaning_of": _meaning_of,
        "asked": _words_asked(state.get("outcomes") or ()),
        "orders": ORDERS,
        "decimals": DECIMALS,
        "total": _total(state.get("outcomes") or ()),
        "wrong": [] if running else wrong_cells(desk.workspace, upload, state.get("outcomes") or ()),
        "corrections": corrections_of(upload),
        "corrected": corrected_rows(state.get("outcomes") or ()),
        "working_out": effect if effect and effect.is_running else None,
        "effect": effect_of(desk, told.get("preview") if told.get("mark") == _mark(upload) else None),
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


LABELS = {
    "seniority": "seniorities",
    "department": "departments",
    "buying_role": "roles",
    "role": "roles",
    "team": "teams",
    "type": "deal_types",
    "arm": "arms",
}
"""Columns whose words have labels, and the kind of these labels."""


def _as_read(desk: Desk, column: str, word: str) -> str:
    """A word that a column may hold, as people read it."""
    if column == "kind" and word in KINDS:
        return desk._(KINDS[word])
    return desk.fmt.label(LABELS.get(column, column), word)


def _meaning_of(table: str, column: str) -> str:
    """What a column of the contract holds; nothing of what is none."""
    columns = TABLES[table].columns if table in TABLES else ()
    return next((meaning(TABLES[table], one) for one in columns if one.name == column), "")


def _words_asked(outcomes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Words in the files that mean nothing to Assay: each is settled for all its rows by choosing what it means."""
    asked: dict[str, dict[str, Any]] = {}
    for one in outcomes:
        for problem in (one["report"] or {}).get("problems", ()):
            for value in filter(None, problem["values"]):
                if word := word_asked(problem["column"], problem["rule"], value):
                    column, written = word
                    new = {"value": written, "rows": 0, "column": column, "known": allowed_words(column)}
                    known = asked.setdefault(f"{column}.{as_word(written)}", new)
                    known["rows"] += problem["rows"]
    return [{"word": word, **told} for word, told in asked.items()]


@ROUTER.post("/bring/{upload}/settle")
async def settle(request: Request, desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Takes over how files are to be read, and looks at them again."""
    form = await request.form()
    return await run_in_threadpool(_settle, desk, _upload(desk, upload), form)


def _settle(desk: Desk, upload: Upload, form: FormData) -> Response:
    def said(name: str) -> str:
        return str(form.get(name, ""))

    _check_no_look(desk, upload)
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
        return _look_page(desk, upload, said_of(error))
    upload.keep(readings=[asdict(one) for one in readings])
    look_at(desk, upload, afresh=False)
    return desk.back(f"/bring/{upload.id}")


def _check_no_look(desk: Desk, upload: Upload) -> None:
    """BusyError while the files are looked at: what was chosen is given back, not passed over."""
    if (job := desk.site.jobs.get(f"look {upload.id}")) and job.is_running:
        raise BusyError("This is being done already.", hint="Load the page again: it tells how far it is.")


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
        _keep_drawn(upload, drawn(path, table if table in TABLES else None, settled_of(upload).options))
        return one
    first = drawn_of(upload, one.file)
    columns = {side.header: said(f"col:{one.file}:{place}") for place, side in enumerate(first.sides)}
    words = {
        side.header: {word: said(f"w:{one.file}:{place}:{number}") for number, word in enumerate(side.words)}
        for place, side in enumerate(first.sides)
    }
    values = {name: said(f"v:{one.file}:{name}") for name in TABLES[table].required}
    result = chosen(path, table, {"columns": columns, "words": words, "values": values}, settled_of(upload).options)
    _keep_drawn(upload, result)
    if result.twice:
        raise UsageError(f"{one.file}: two columns were given to {result.twice[0]}.", hint="Keep one of them as x_….")
    if said("confirm") != "1" or result.lacks:
        return one
    return replace(one, kind="mapping", name=str(write_mapping(result, upload.folder)))


# Cells in quarantine, mended in place.


@ROUTER.post("/bring/{upload}/fix")
async def fix(request: Request, desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Takes over corrected cells and lines that are left out, or takes one back, and looks again."""
    form = await request.form()
    return await run_in_threadpool(_fix, desk, _upload(desk, upload), form)


def _fix(desk: Desk, upload: Upload, form: FormData) -> Response:
    _check_no_look(desk, upload)
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
    found = [one for one in corrections_of(_upload(desk, upload)) if file in ("", one.file)]
    headers = {"Content-Disposition": 'attachment; filename="corrections.csv"', "Cache-Control": "no-store"}
    return Response(corrections_text(found), media_type="text/csv", headers=headers)


# What loading would do to the figures.


@ROUTER.post("/bring/{upload}/effect")
def ask_effect(desk: Annotated[Desk, _desk], upload: str, do: Annotated[str, Form(max_length=10)] = "") -> Response:
    """Builds figures of a copy with these files in the background (`do=stop` ends that); nothing lands by it."""
    sent, path = _upload(desk, upload), desk.workspace.path
    if do == "stop":
        desk.site.jobs.stop(f"effect {sent.id}")
        return desk.back(f"/bring/{upload}")
    if current(desk.workspace) is None:
        raise UsageError("No figures are built yet, so nothing can be compared.", hint="Load the files first.")
    mark = _mark(sent)

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


def _mark(upload: Upload) -> str:
    """What the effect depends on: another mark, other rows."""
    state = upload.state
    said = [state.get(name) for name in ("readings", "words", "options", "corrections", "drawn")]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@ROUTER.get("/bring/{upload}/mapping.toml")
def mapping(desk: Annotated[Desk, _desk], upload: str, file: str) -> Response:
    """The mapping of a file, as the command line takes it."""
    sent = _upload(desk, upload)
    if file not in sent.state.get("drawn", {}) or not (sent.place / file).exists():
        raise NotFound("There is no mapping of that file.")
    headers = {"Content-Disposition": 'attachment; filename="mapping.toml"', "Cache-Control": "no-store"}
    return Response(mapping_text(drawn_of(sent, file)), media_type="application/toml", headers=headers)


@ROUTER.post("/bring/{upload}/drop")
def drop(desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Sends the files away: nothing of them has landed."""
    _upload(desk, upload).discard()
    return desk.back("/bring")


# Loading, and taking back.


@ROUTER.post("/bring/{upload}/load")
def load(desk: Annotated[Desk, _desk], upload: str) -> Response:
    """Loads what was looked at, and builds a run of it in the background."""
    sent, path = _upload(desk, upload), desk.workspace.path
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
