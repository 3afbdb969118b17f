"""Schedules and deliveries made, edited and tried in the pages; they stand in assay.toml, where hands may change them, too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from assay.delivery.deliver import send_trial
from assay.delivery.lacking import lacking
from assay.errors import AssayError, UsageError
from assay.settings.delivery import Delivery, Recipient
from assay.settings.schedule import STEPS, Schedule
from assay.store.audit import note
from assay.store.declared_rows import delivery_of_words, remove_named, save_row, schedule_of_words
from assay.store.settings_file import written_settings
from assay.store.workspace import Workspace
from assay.web.desk import Desk, at_desk, said_of
from assay.web.jobs import Tell
from assay.web.rights import ROLE_NAMES

ROUTER = APIRouter()
_desk = Depends(at_desk())
NEXT = 5
"""Times that a schedule is tried for."""
EMPTY_RECIPIENTS = 3
TRIAL = "send a trial"
SCOPE = ("tier", "list", "owner", "programme")
_VARIABLE = re.compile(r"ASSAY_[A-Z0-9_]+")
"""Channels are told where they are by a variable of Assay's own: a page must not have others read out."""
_NEW_SCHEDULE = {"name": "", "cron": "30 6 * * mon-fri", "timezone": "", "steps": STEPS, "sources": "", "deliver": ""}
_NEW_DELIVERY: dict[str, Any] = {
    **dict.fromkeys((*SCOPE, "name", "language", "owners", "explain"), ""),
    "by": "mail",
    "what": ("digest",),
    "period": "week",
    "format": "pdf",
    "to": (),
}


@ROUTER.get("/schedules")
def schedules(desk: Annotated[Desk, _desk], schedule: str = "", deliver: str = "") -> Response:
    """All of both with their next times, and a form for one of each: that of the address, or a new one."""
    timed = next((one for one in desk.settings.schedule if one.name == schedule), None)
    sent = next((one for one in desk.settings.deliver if one.name == deliver), None)
    return _page(desk, _form_of_schedule(timed) if timed else None, _form_of_delivery(sent) if sent else None)


def _form_of_schedule(one: Schedule) -> dict[str, Any]:
    return {
        "was": one.name,
        "name": one.name,
        "cron": one.cron,
        "timezone": one.timezone or "",
        "steps": one.steps,
        "sources": ", ".join(one.sources),
        "deliver": ", ".join(one.deliver),
    }


def _form_of_delivery(one: Delivery) -> dict[str, Any]:
    scope = {word: said if isinstance(said, str) else ", ".join(said) for word, said in one.scope.items()}
    return {
        **_NEW_DELIVERY,
        "was": one.name,
        **{word: scope.get(word, "") for word in SCOPE},
        **{word: getattr(one, word) or "" for word in ("name", "by", "what", "period", "format", "language")},
        "owners": "1" if one.owners else "",
        "explain": "1" if one.explain else "",
        "to": tuple(map(_form_of_recipient, one.to)),
    }


def _form_of_recipient(one: Recipient) -> dict[str, str]:
    return {
        "place": _place_of(one),
        "name": one.name,
        "owner": one.owner or "",
        "role": one.role or "",
        "language": one.language or "",
    }


def _place_of(one: Recipient) -> str:
    """The address, or the variable or file that holds that of a channel."""
    return one.address or (one.url.env or str(one.url.file) if one.url else "")


def _page(
    desk: Desk,
    schedule: Mapping[str, Any] | None = None,
    delivery: Mapping[str, Any] | None = None,
    problem: Mapping[str, Any] | None = None,
    tried: list[str] | None = None,
) -> Response:
    job = desk.site.jobs.get(TRIAL)
    form = {**_NEW_DELIVERY, "was": "", **(delivery or {})}
    blank = {"place": "", "name": "", "owner": "", "role": "", "language": ""}
    values = {
        "mark": written_settings(desk.workspace).mark,
        "schedules": [(one, _times(desk, one, 1)) for one in desk.settings.schedule],
        "deliveries": desk.settings.deliver,
        "timed": {**_NEW_SCHEDULE, "was": "", **(schedule or {})},
        "sent": form,
        "recipients": [*form["to"], *[blank] * EMPTY_RECIPIENTS],
        "steps": STEPS,
        "step_names": {
            "pull": desk._("pull"),
            "refresh": desk._("build"),
            "alerts": desk._("alerts"),
            "deliver": desk._("deliver"),
        },
        "role_names": {role: desk._(name) for role, name in ROLE_NAMES.items()},
        "sources": [one.name for one in desk.settings.sources],
        "has_mail": desk.settings.mail is not None,
        "lacks": lacking(desk.workspace),
        "tried": tried,
        "trial": job,
        "problem": problem or _trouble(job),
    }
    again = bool(job and job.is_running)
    return desk.page("pages/schedules.html", desk._("Schedules and recipients"), values, 400 if problem else 200, again)


def _trouble(job: Any) -> dict[str, Any] | None:
    return {"message": job.problem[0], "hint": job.problem[1], "difference": None} if job and job.problem else None


def _times(desk: Desk, one: Schedule, most: int) -> list[str]:
    """When it is due next, in its own zone."""
    zone = one.zone(desk.settings.zone)
    moments = islice(one.times(datetime.now(UTC), desk.settings.zone), most)
    return [f"{desk.fmt.day(moment.astimezone(zone).date())} {moment.astimezone(zone):%H:%M %Z}" for moment in moments]


# Schedules.


@ROUTER.post("/schedules")
async def schedule(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Tells the next times of a schedule (`do=try`), saves it, or takes it out (`do=remove`)."""
    return await run_in_threadpool(_schedule, desk, await request.form())


def _schedule(desk: Desk, sent: FormData) -> Response:
    form = {name: str(sent.get(name, "")).strip() for name in ("name", "was", "cron", "timezone", "sources", "deliver")}
    shown = {**form, "steps": tuple(str(one) for one in sent.getlist("steps"))}
    do, mark = str(sent.get("do", "")), str(sent.get("mark", ""))
    try:
        if do == "remove":
            remove_named(desk.workspace, mark, "schedule", form["was"], actor=desk.actor)
            return desk.back("/schedules")
        words = schedule_words(shown)
        wanted = schedule_of_words(words)
        if do == "try":
            return _page(desk, shown, tried=_times(desk, wanted, NEXT))
        save_row(desk.workspace, mark, "schedule", words, was=form["was"] or None, actor=desk.actor)
    except AssayError as error:
        return _page(desk, shown, problem=said_of(error))
    return desk.back("/schedules")


def schedule_words(form: Mapping[str, Any]) -> dict[str, Any]:
    """What a form says as the file does; all steps are what holds without any."""
    steps = [step for step in STEPS if step in form["steps"]]
    if not steps:
        raise UsageError("A schedule without a step does nothing.", hint="Choose what it does.")
    return {
        "name": form["name"],
        "cron": form["cron"],
        "timezone": form["timezone"],
        "steps": [] if len(steps) == len(STEPS) else steps,
        "sources": _several(form["sources"]),
        "deliver": _several(form["deliver"]),
    }


def _several(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,\n]", text) if part.strip()]


# Deliveries and their recipients.


@ROUTER.post("/schedules/deliveries")
async def delivery(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Saves a delivery, or takes it out (`do=remove`)."""
    return await run_in_threadpool(_delivery, desk, await request.form())


def _delivery(desk: Desk, sent: FormData) -> Response:
    names = (*SCOPE, "name", "was", "by", "period", "format", "language", "owners", "explain")
    form: dict[str, Any] = {name: str(sent.get(name, "")).strip() for name in names}
    form |= {"what": tuple(str(one) for one in sent.getlist("what")), "to": tuple(_recipients(sent))}
    mark = str(sent.get("mark", ""))
    try:
        if str(sent.get("do", "")) == "remove":
            remove_named(desk.workspace, mark, "deliver", form["was"], actor=desk.actor)
            return desk.back("/schedules")
        words = delivery_words(form, _before(desk, form["was"]))
        delivery_of_words(words)
        save_row(desk.workspace, mark, "deliver", words, was=form["was"] or None, actor=desk.actor)
    except AssayError as error:
        return _page(desk, delivery=form, problem=said_of(error))
    return desk.back("/schedules#deliveries")


def _before(desk: Desk, name: str) -> Delivery | None:
    return next((one for one in desk.settings.deliver if one.name == name), None)


def _recipients(sent: FormData) -> Iterator[dict[str, str]]:
    for number in range(200):
        if f"place:{number}" not in sent:
            return
        words = ("place", "name", "owner", "role", "language")
        said = {word: str(sent.get(f"{word}:{number}", "")).strip() for word in words}
        if said["place"]:
            yield said


def delivery_words(form: Mapping[str, Any], before: Delivery | None) -> dict[str, Any]:
    """What a form says as the file does; words of its scope that the form does not have stay."""
    if not form["what"]:
        raise UsageError("A delivery of nothing tells nobody anything.", hint="Choose what is told.")
    kept = {word: said for word, said in before.scope.items() if word not in SCOPE} if before else {}
    scope = {word: _one_or_more(_several(form[word])) for word in SCOPE if form[word]}
    return {
        "name": form["name"],
        "by": form["by"],
        "what": list(form["what"]),
        "to": [_recipient(form["by"], one, _channels(before)) for one in form["to"]],
        "owners": bool(form["owners"]) or None,
        "period": form["period"],
        "scope": {**{word: _one_or_more(said) for word, said in kept.items()}, **scope},
        "language": form["language"],
        "format": form["format"],
        "explain": bool(form["explain"]) or None,
    }


def _one_or_more(said: Any) -> Any:
    texts = [said] if isinstance(said, str) else list(said)
    return texts[0] if len(texts) == 1 else texts


def _channels(before: Delivery | None) -> dict[str, dict[str, str]]:
    """Where the addresses of channels are that the file names already, by what the form shows of them."""
    urls = [(_place_of(one), one.url) for one in before.to if one.url] if before else []
    return {place: {"env": url.env} if url.env else {"file": str(url.file)} for place, url in urls}


def _recipient(by: str, said: Mapping[str, str], known: Mapping[str, Mapping[str, str]]) -> Any:
    more = {word: said[word] for word in ("name", "owner", "role", "language") if said[word]}
    if by == "mail":
        return {"address": said["place"], **more} if more else said["place"]
    if said["place"] in known:
        return {"url": dict(known[said["place"]]), **more}
    if not _VARIABLE.fullmatch(said["place"]):
        raise UsageError(
            f"{said['place']!r} is no variable of Assay's.",
            hint="The address of a channel is a secret: put it into a variable like ASSAY_SLACK_URL, and write its name.",
        )
    return {"url": {"env": said["place"]}, **more}


@ROUTER.post("/schedules/trial")
def trial(
    desk: Annotated[Desk, _desk],
    name: Annotated[str, Form(max_length=200)] = "",
    to: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Sends one message of a delivery to an address as a trial, which counts for nothing."""
    path = desk.workspace.path

    def work(tell: Tell) -> str:
        tell("sending", 0, None)
        workspace = Workspace(path)
        told = send_trial(workspace, name, to, datetime.now(UTC))
        note(workspace, "trial sent", delivery=told.delivery, what=told.what)
        return told.recipient

    try:
        if "@" not in to:
            raise UsageError(f"{to!r} is no mail address.", hint="Write the address that the trial goes to.")
        desk.site.jobs.start(TRIAL, work, desk.actor).ended.wait(2.5)
    except AssayError as error:
        return _page(desk, problem=said_of(error))
    return desk.back("/schedules#deliveries")
