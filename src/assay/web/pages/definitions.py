"""Definitions, changed in the pages: engagement, minutes, pages of value, committee, qualifying stages; the effect is told before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assay.contract.kinds import KINDS
from assay.contract.tables import ROLES as BUYING_ROLES
from assay.errors import AssayError, UsageError
from assay.landing.stage_changes import StageRow, settle_stages
from assay.memory.preview import Preview, preview_settings
from assay.memory.stage_rows import known_stages, rows_to_land
from assay.settings import Settings
from assay.store.runs import current
from assay.store.settings_file import change_settings, remove_value, set_value, try_settings, written_settings
from assay.store.workspace import Workspace
from assay.web.desk import Desk, at_desk, said_of
from assay.web.jobs import Tell
from assay.web.pages.kinds import KINDS as KIND_NAMES
from assay.web.pages.list_desk import build_soon
from assay.web.pages.previewed import effect_of
from assay.web.pages.setup import number_of

ROUTER = APIRouter()
_desk = Depends(at_desk())
PATIENCE = 2.5
"""Seconds that a page waits for a preview, so that one of few rows is shown at once."""
NUMBERS = {
    "engagement.lookback_days": int,
    "mqa.minutes": float,
    "mqa.people": int,
    "mqa.minutes_per_person": float,
    "mqa.lookback_days": int,
    "coverage.threshold": float,
    "small_n": int,
}
"""Settings of the form that are numbers, by the names they have in assay.toml."""
PRESET_NUMBERS = {"touches": int, "minutes": float, "people": int, "minutes_per_person": float, "lookback_days": int}
OF_KIND = ("minutes", "cap")
MEANS = "means:"
"""Before a stage's key: the field that says what the stage means."""
STATUSES = ("open", "won", "lost")


@dataclass(frozen=True)
class Wanted:
    """What a form asks for: settings by name (None: their default), and the rows of stages that say so."""

    values: Mapping[str, Any]
    stages: tuple[StageRow, ...]


@ROUTER.get("/definitions")
def definitions(desk: Annotated[Desk, _desk]) -> Response:
    """The definitions as they are written; while a preview is worked out and after, as they were asked for."""
    job = desk.site.jobs.get(_job(desk))
    if job is None:
        return _page(desk)
    job.ended.wait(PATIENCE)
    held: dict[str, Any] = job.outcome or {}
    problem = {"message": job.problem[0], "hint": job.problem[1], "difference": None} if job.problem else None
    return _page(desk, held.get("form"), problem, held.get("preview"), running=job.is_running)


def _job(desk: Desk) -> str:
    return f"definitions {desk.viewer.name}"


@ROUTER.post("/definitions")
async def change(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Works out what the change would do (`do=preview`), saves it, or lets it go (`do=leave`)."""
    return await run_in_threadpool(_change, desk, await request.form())


def _change(desk: Desk, sent: FormData) -> Response:
    form = form_sent(sent)
    do = str(sent.get("do", ""))
    if do == "leave":
        desk.site.jobs.stop(_job(desk))
        return desk.back("/definitions")
    try:
        wanted = wanted_of(form, desk)
        if do == "preview":
            _start_preview(desk, form, wanted)
        else:
            _save(desk, form, wanted)
    except AssayError as error:
        return _page(desk, form, said_of(error))
    return desk.back("/definitions#effect" if do == "preview" else "/definitions")


def _start_preview(desk: Desk, form: dict[str, Any], wanted: Wanted) -> None:
    if current(desk.workspace) is None:
        raise UsageError("No figures are built yet, so nothing can be compared.", hint="Save it, or build them first.")
    settings = try_settings(desk.workspace, form["mark"], _edit_of(wanted))
    path = desk.workspace.path

    def work(tell: Tell) -> dict[str, Any]:
        workspace = Workspace(path)
        preview = preview_settings(
            workspace,
            settings,
            stages=wanted.stages,
            progress=lambda stage: tell(stage, 0, None),
            steps=lambda done, of: tell("", done, of),
        )
        return {"form": form, "preview": preview}

    job = desk.site.jobs.start(_job(desk), work, desk.actor)
    if job.outcome is None:
        job.outcome = {"form": form}


def _save(desk: Desk, form: Mapping[str, Any], wanted: Wanted) -> None:
    edit = _edit_of(wanted)
    try_settings(desk.workspace, form["mark"], edit)  # what cannot be saved leaves the stages as they are
    settle_stages(desk.workspace, wanted.stages, by=desk.actor)
    change_settings(desk.workspace, form["mark"], edit, what=sorted(wanted.values), actor=desk.actor)
    desk.site.jobs.forget(_job(desk))
    if current(desk.workspace) is not None:
        build_soon(desk)


def _edit_of(wanted: Wanted) -> Any:
    def edit(document: Any) -> None:
        for name, value in wanted.values.items():
            section, _, key = name.rpartition(".")
            if value is not None:
                set_value(document, name, value)
            elif "." in section:  # a table within a table: [minutes.page_view], [engagement.presets.mine]
                outer, _, inner = section.partition(".")
                if inner in document.get(outer, {}):
                    remove_value(document[outer], inner, key)
            else:
                remove_value(document, section, key)

    return edit


# The form: what it says, what it was given, and what is asked for by it.


def form_of(desk: Desk, stages: Sequence[StageRow]) -> dict[str, Any]:
    """The form as the settings and the known stages are."""
    settings = desk.settings
    plain = settings.model_dump(mode="json")
    numbers = {name: f"{_at(plain, name):g}" for name in NUMBERS}
    kinds = {
        f"{kind}.{word}": "" if (value := getattr(own, word)) is None else f"{value:g}"
        for kind, own in settings.minutes.items()
        for word in OF_KIND
    }
    return {
        **numbers,
        "mark": written_settings(desk.workspace).mark,
        "preset": settings.engagement.preset,
        "pages": "\n".join(settings.high_value_pages),
        "committee": {role: str(settings.buying_committee.get(role, 0)) for role in BUYING_ROLES},
        "kinds": kinds,
        "stages": [_said(one) for one in stages if one.is_qualified],
        "meanings": {_said(one): one.status or "" for one in stages if not one.is_described},
        "own_name": "",
        "own_kinds": [],
        **{f"own_{name}": "" for name in PRESET_NUMBERS},
    }


def _at(plain: Any, name: str) -> Any:
    for part in name.split("."):
        plain = plain[part]
    return plain


def form_sent(sent: FormData) -> dict[str, Any]:
    def said(name: str) -> str:
        return str(sent.get(name, "")).strip()

    return {
        **{name: said(name) for name in (*NUMBERS, "mark", "preset", "pages", "own_name")},
        **{f"own_{name}": said(f"own_{name}") for name in PRESET_NUMBERS},
        "own_kinds": [str(one) for one in sent.getlist("own_kinds")],
        "committee": {role: said(f"role:{role}") for role in BUYING_ROLES},
        "kinds": {f"{kind}.{word}": said(f"kind:{kind}.{word}") for kind in KINDS for word in OF_KIND},
        "stages": [str(one) for one in sent.getlist("stage")],
        "meanings": {name.removeprefix(MEANS): str(said) for name, said in sent.items() if name.startswith(MEANS)},
    }


def wanted_of(form: Mapping[str, Any], desk: Desk) -> Wanted:
    """What differs from the settings as they are. UsageError for what is no number."""
    stages = known_stages(desk.workspace)
    now = form_of(desk, stages)
    values = dict(_plain_values(form, now))
    committee = {role: int(number_of(said or "0")) for role, said in form["committee"].items()}
    if (asked := {role: number for role, number in committee.items() if number}) != dict(
        desk.settings.buying_committee
    ):
        values |= {f"buying_committee.{role}": asked.get(role) for role in {*asked, *desk.settings.buying_committee}}
    values |= {
        f"minutes.{name}": number_of(said) if said else None
        for name, said in form["kinds"].items()
        if said != now["kinds"].get(name, "")
    }
    if form["own_name"]:
        values |= dict(_own_preset(form))
    qualifying = frozenset(one.key for one in stages if _said(one) in form["stages"])
    meanings = {one.key: form["meanings"][_said(one)] for one in stages if _said(one) in form["meanings"]}
    if unknown := sorted({*meanings.values()} - {"", *STATUSES}):
        raise UsageError(f"{unknown[0]!r} is no status of a stage.", hint="open, won or lost.")
    return Wanted(values, rows_to_land(stages, qualifying, meanings))


def _plain_values(form: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, kind in NUMBERS.items():
        if form[name] != now[name]:
            number = number_of(form[name])
            if kind is int and number != int(number):
                raise UsageError(f"{name}: {form[name]!r} is no whole number.", hint="Write digits alone.")
            yield name, kind(number)
    if form["preset"] != now["preset"]:
        yield "engagement.preset", form["preset"]
    pages = [line.strip() for line in form["pages"].splitlines() if line.strip()]
    if pages != now["pages"].splitlines():
        yield "high_value_pages", pages


def _own_preset(form: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    name = form["own_name"]
    if not name.replace("_", "").isalnum() or not name.isascii():
        raise UsageError(f"{name!r} is no name of a preset.", hint="Letters, digits and _: two_downloads.")
    if form["own_kinds"]:
        yield f"engagement.presets.{name}.kinds", form["own_kinds"]
    given = {word: form[f"own_{word}"] for word in PRESET_NUMBERS if form[f"own_{word}"]}
    if not given:
        raise UsageError(f"Preset {name!r} asks for nothing.", hint="Say how many touches, minutes or people it takes.")
    for word, said in given.items():
        yield f"engagement.presets.{name}.{word}", PRESET_NUMBERS[word](number_of(said))


def _said(stage: StageRow) -> str:
    return f"{stage.pipeline or ''}\t{stage.stage}"


# The page.


def _page(
    desk: Desk,
    form: Mapping[str, Any] | None = None,
    problem: Mapping[str, Any] | None = None,
    preview: Preview | None = None,
    running: bool = False,
) -> Response:
    settings: Settings = desk.settings
    job, stages = desk.site.jobs.get(_job(desk)), known_stages(desk.workspace)
    values = {
        "form": form or form_of(desk, stages),
        "presets": [(name, desk.fmt.label("presets", name)) for name in settings.presets()],
        "roles": [(role, desk.fmt.label("roles", role)) for role in BUYING_ROLES],
        "kinds": [(kind, desk._(KIND_NAMES[name]) if name in KIND_NAMES else name) for name, kind in KINDS.items()],
        "stages": [(_said(one), one) for one in stages],
        "statuses": [("", desk._("not known")), *((one, desk._(one)) for one in STATUSES)],
        "problem": problem,
        "running": job if running else None,
        "effect": effect_of(desk, preview),
        "has_run": current(desk.workspace) is not None,
    }
    again = running or desk.is_building
    return desk.page("pages/definitions.html", desk._("Definitions"), values, 400 if problem else 200, again=again)
