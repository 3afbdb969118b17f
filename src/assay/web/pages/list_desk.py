"""Target lists made and changed in the pages: accounts by criteria or by likeness to customers, tiers, arms, a holdout by lot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, QueryParams

from assay.contract.tables import ARMS
from assay.errors import AssayError, DataError, UsageError
from assay.kpis import CATALOGUE
from assay.landing.list_changes import list_changes, mark_of_list
from assay.landing.list_edits import Edit, Kind
from assay.landing.undo import undo
from assay.metrics.account_choice import AccountChoice, choices_of, choose_accounts, criteria_of
from assay.metrics.bands import Band
from assay.metrics.list_rows import names_on_lists
from assay.metrics.scope import Scope
from assay.planning.holdout import PRIMARY, prior_pipeline
from assay.planning.holdout_record import drawn
from assay.planning.power import power
from assay.planning.target_lists import (
    change,
    draw_and_land,
    land_waiting,
    listed,
    settle,
    today_of,
    waiting_draws,
)
from assay.stats.likeness import Trait
from assay.store.audit import acting
from assay.store.runs import Run, current
from assay.store.settings_file import written_settings
from assay.store.workspace import Workspace
from assay.web.desk import BUILDING, Desk, at_desk, said_of
from assay.web.jobs import Tell
from assay.web.pages.setup import built
from assay.web.pages.words import LIST_CHANGES
from assay.web.rights import STEERERS
from assay.web.time_allowed import within

ROUTER = APIRouter()
_desk = Depends(at_desk(STEERERS))
FIELDS = ("industry", "country", "region", "owner")
NUMBERS = ("employees", "annual_revenue")
SHOWN = 300
"""Accounts that a page names; those beyond are taken or left as a whole."""
BLOCKS = ("tier", "prior_pipeline", "industry", "country", "owner", "employees")


@contextmanager
def reading(desk: Desk) -> Iterator[Run]:
    """The newest run, for no longer than a page may take."""
    if current(desk.workspace) is None:
        raise UsageError("No figures are built yet to choose accounts from.", hint="Bring data and build them first.")
    with desk.newest_run() as opened, within(desk.settings.web.seconds, opened) as run:
        yield run


# A new list, or more accounts for one.


@ROUTER.get("/lists/new")
def new(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """The criteria, how many accounts meet them, and who these are."""
    return _choice_page(desk, request.query_params)


def _choice_page(
    desk: Desk, asked: QueryParams, said: Mapping[str, str] | None = None, problem: Mapping[str, Any] | None = None
) -> Response:
    values: dict[str, Any] = {"found": None, "choices": {}, "lists": (), "more": ""}
    first: dict[str, str] = {}
    try:
        with reading(desk) as run:
            values |= {"choices": choices_of(run), "lists": names_on_lists(run.cursor(), "list")}
            first = _begin_of_the_first_list(desk, run) if not values["lists"] else {}
            if "count" in asked:
                choice = _chosen(run, asked)
                rest = choice.candidates[SHOWN:]
                values |= {"found": choice, "more": "\n".join(one.account_id for one in rest), "of_more": len(rest)}
    except AssayError as error:
        problem = problem or said_of(error)
    today = today_of(desk.workspace).isoformat()
    usual = {"list": asked.get("list", ""), "since": today, "tier": "", "arm": "abm", "programme": "", "reason": ""}
    values |= {
        "asked": asked,
        "numbers": NUMBERS,
        "shown": SHOWN,
        "said": {**usual, **first, **(said or {})},
        "arms": [(arm, desk.fmt.label("arms", arm)) for arm in ARMS],
        "today": today,
        "in_words": partial(_in_words, desk),
        "problem": problem,
    }
    return desk.page("pages/list_new.html", desk._("New target list"), values, 400 if problem and said else 200)


def _in_words(desk: Desk, trait: Trait) -> str:
    """The value of a trait, bands of numbers in the reader's language."""
    match trait.value:
        case Band(low=None):
            return desk._("below %(n)s", n=desk.fmt.number(trait.value.below))
        case Band(below=None):
            return desk._("%(n)s and more", n=desk.fmt.number(trait.value.low))
        case Band(int(low), int(below)):
            return f"{desk.fmt.number(low)}–{desk.fmt.number(below - 1)}"
        case _:
            return str(trait.value)


def _begin_of_the_first_list(desk: Desk, run: Run) -> dict[str, str]:
    """The first list begins on the last day of the data where that is over: from a later day on no figure would have a target."""
    if run.last_day is None or run.last_day >= today_of(desk.workspace):
        return {}
    return {"since": run.last_day.isoformat(), "reason": desk._("The first list; the data end on this day.")}


def criteria_asked(asked: QueryParams) -> list[str]:
    """The criteria of the form, as the command line takes them."""
    fields = {name: [one for one in asked.getlist(name) if one] for name in FIELDS}
    least = {name: asked.get(f"{name}_least", "").strip() for name in NUMBERS}
    most = {name: asked.get(f"{name}_most", "").strip() for name in NUMBERS}
    own = [line.strip() for line in asked.get("where", "").splitlines() if line.strip()]
    return [*criteria_of(fields, least, most), *own]


def _chosen(run: Run, asked: QueryParams) -> AccountChoice:
    most = asked.get("most", "").strip()
    if most and not (most.isdigit() and int(most)):
        raise UsageError(f"{most!r} is no number of accounts.", hint="Write 100, or leave it empty.")
    return choose_accounts(
        run,
        criteria_asked(asked),
        like_customers="like" in asked,
        listed_too="unlisted" not in asked,
        among=[line.strip() for line in asked.get("names", "").splitlines() if line.strip()],
        most=int(most) if most else None,
    )


@ROUTER.post("/lists/new")
async def make(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Puts the chosen accounts on the list, which is made where it is new."""
    return await run_in_threadpool(_make, desk, request.query_params, await request.form())


def _make(desk: Desk, asked: QueryParams, form: FormData) -> Response:
    said = {name: str(form.get(name, "")).strip() for name in ("list", "since", "tier", "arm", "programme", "reason")}
    accounts = [str(one) for one in form.getlist("account")]
    accounts += str(form.get("rest", "")).split("\n") if "all" in form else []
    try:
        edit = Edit(
            "added",
            said["list"],
            _day(said["since"]),
            tuple(dict.fromkeys(one for one in accounts if one)),
            said["arm"] or None,
            said["tier"],
            said["programme"] or None,
            said["reason"],
        )
        _changed(desk, edit)
    except AssayError as error:
        return _choice_page(desk, asked, said, said_of(error))
    return desk.back(_href(said["list"]))


def _changed(desk: Desk, edit: Edit, mark: str | None = None, *, check: bool = False) -> Any:
    with reading(desk) as run:
        made = change(desk.workspace, edit, run=run, by=desk.actor, mark=mark, check=check)
    if not check and made.changed:
        build_soon(desk)
    return made


def build_soon(desk: Desk, first: Callable[[Workspace], Any] | None = None) -> None:
    """Builds a run in the background, after what is to be done `first`; what is being built now is built again later by hand."""
    path = desk.workspace.path

    def work(tell: Tell) -> dict[str, Any]:
        workspace = Workspace(path)
        if first:
            first(workspace)
        try:
            return built(workspace, tell)
        except AssayError as error:  # nothing is left to build of
            return {"run": None, "changed": False, "remarks": [error.message]}

    if first or not desk.is_building:
        desk.site.jobs.start(BUILDING, work, desk.actor)


def _href(name: str) -> str:
    return f"/lists/change?list={quote(name)}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no day.", hint="Write it as 2026-01-31.") from None


# Changing a list.


@ROUTER.get("/lists/change")
def look(desk: Annotated[Desk, _desk], list: str = "", find: str = "", share: str = "") -> Response:
    """Who is on a list, what is settled about it, what a holdout would prove, and what was changed."""
    return _list_page(desk, list, find=find, share=share)


def _list_page(
    desk: Desk,
    name: str,
    *,
    find: str = "",
    share: str = "",
    said: Mapping[str, str] | None = None,
    chosen: frozenset[str] = frozenset(),
    problem: Mapping[str, Any] | None = None,
    tried: Any = None,
) -> Response:
    values: dict[str, Any] = {"members": (), "rows": 0, "of": 0, "names": (), "proof": None, "cost": ""}
    try:
        with reading(desk) as run:
            today = today_of(desk.workspace)
            members = listed(desk.workspace, run, name, today) if name else ()
            held = [one for one in members if find.casefold() in f"{one.name} {one.account_id}".casefold()]
            values |= {
                "members": held[:SHOWN],
                "rows": len(held),
                "of": len({one.account_id for one in held}),
                "names": _names(desk, run),
                "today": today.isoformat(),
            }
            if share and name not in names_on_lists(run.cursor(), "list"):
                raise UsageError(
                    f"List {name!r} is in no figures yet.", hint="Wait until they are built, then load the page again."
                )
            if share:
                part = _share(share)
                values |= {
                    "proof": power(run, Scope(lists=(name,)), share_controls=part, language=desk.language),
                    "cost": _cost(desk, run, name, part),
                }
    except AssayError as error:
        problem = problem or said_of(error)
    settled = desk.settings.programmes.get(name)
    draws = drawn(desk.workspace, name) if name else ()
    values |= {
        "name": name,
        "find": find,
        "share": share or desk.fmt.percent(0.2),
        "shown": SHOWN,
        "blocks": BLOCKS,
        "said": {"day": values.get("today", ""), "tier": "", "arm": "", "reason": "", **(said or {})},
        "chosen": chosen,
        "arms": [(arm, desk.fmt.label("arms", arm)) for arm in ARMS],
        "mark": mark_of_list(desk.workspace, name) if name else "",
        "settings_mark": written_settings(desk.workspace).mark,
        "settled": settled,
        "draws": [(one, datetime.fromisoformat(one.drawn_at)) for one in draws],
        "waiting": waiting_draws(desk.workspace, name) if name else (),
        "changes": [(one, datetime.fromisoformat(one.at)) for one in list_changes(desk.workspace, name)[:30]]
        if name
        else (),
        "figures": sorted(((key, kpi.name[desk.language]) for key, kpi in CATALOGUE.items()), key=lambda one: one[1]),
        "primary": (settled.primary if settled else None) or (draws[-1].primary if draws else None) or PRIMARY,
        "kinds": {kind: desk._(name) for kind, name in LIST_CHANGES.items()},
        "tried": tried,
        "today": values.get("today") or today_of(desk.workspace).isoformat(),
        "problem": problem,
    }
    return desk.page("pages/list_change.html", name or desk._("Change a list"), values, 400 if problem else 200)


def _cost(desk: Desk, run: Run, name: str, share: float) -> str:
    """What is at stake with the accounts that are left alone; nothing where the list opened no deals with an amount."""
    with suppress(DataError):
        if amount := prior_pipeline(run, name):
            return desk._(
                "The accounts of this list opened deals worth %(amount)s in the year before. About %(part)s of that is with accounts that go without the programme until the verdict.",
                amount=desk.fmt.money(amount, run.settings.currency),
                part=desk.fmt.money(amount * share, run.settings.currency),
            )
    return ""


def _names(desk: Desk, run: Run) -> tuple[str, ...]:
    """Lists of the run, and those made since."""
    made = (one.list for one in list_changes(desk.workspace) if not one.taken_back)
    return tuple(sorted({*names_on_lists(run.cursor(), "list"), *made}))


def _share(text: str) -> float:
    try:
        number = float(text.replace("%", "").replace(",", ".")) / (100 if "%" in text else 1)
    except ValueError:
        raise UsageError(f"{text!r} is no share.", hint="Write 0.2 or 20 %.") from None
    if not 0 < number < 1:
        raise UsageError(f"{text!r} is no share between 0 and 1.", hint="Write 0.2 or 20 %.")
    return number


@ROUTER.post("/lists/change")
async def edit(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Takes accounts off, or gives them another tier or group; `do=try-…` tells what would change."""
    return await run_in_threadpool(_edit, desk, await request.form())


def _edit(desk: Desk, form: FormData) -> Response:
    words = ("list", "day", "tier", "arm", "reason", "do", "mark", "find")
    said = {name: str(form.get(name, "")).strip() for name in words}
    chosen = tuple(dict.fromkeys(str(one) for one in form.getlist("account")))
    kind: Kind = "removed" if said["do"].endswith("remove") else "moved"
    no_tier = "no_tier" in form
    tier = "" if no_tier else said["tier"] or None
    more = {"arm": said["arm"] or None, "tier": tier} if kind == "moved" else {}
    try:
        wanted = Edit(kind, said["list"], _day(said["day"]), chosen, reason=said["reason"], **more)
        made = _changed(desk, wanted, said["mark"], check=said["do"].startswith("try"))
    except AssayError as error:
        return _list_page(
            desk, said["list"], find=said["find"], said=said, chosen=frozenset(chosen), problem=said_of(error)
        )
    if said["do"].startswith("try"):
        return _list_page(desk, said["list"], find=said["find"], said=said, chosen=frozenset(chosen), tried=made)
    return desk.back(_href(said["list"]))


@ROUTER.post("/lists/settle")
def settled(
    desk: Annotated[Desk, _desk],
    list: Annotated[str, Form(max_length=400)] = "",
    primary: Annotated[str, Form(max_length=100)] = "",
    verdict_on: Annotated[str, Form(max_length=10)] = "",
    frozen: Annotated[str, Form(max_length=10)] = "",
    mark: Annotated[str, Form()] = "",
) -> Response:
    """Writes the primary figure with its day, the day of the verdict, and that the list is frozen, to assay.toml."""
    try:
        settle(
            desk.workspace,
            mark,
            list,
            primary=primary or None,
            verdict_on=_day(verdict_on) if verdict_on else None,
            frozen=bool(frozen),
            by=desk.actor,
        )
    except AssayError as error:
        return _list_page(desk, list, problem=said_of(error))
    return desk.back(_href(list))


@ROUTER.post("/lists/draw")
async def draw_holdout(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Draws a holdout by lot, puts it on record and lands its rows."""
    return await run_in_threadpool(_draw, desk, await request.form())


def _draw(desk: Desk, form: FormData) -> Response:
    name = str(form.get("list", ""))
    words = {word: str(form.get(word, "")).strip() for word in ("share", "seed", "day", "primary")}
    try:
        if words["seed"] and not words["seed"].isdigit():
            raise UsageError(f"{words['seed']!r} is no seed.", hint="A whole number, or nothing: one is drawn.")
        with reading(desk) as run, acting(desk.actor):
            draw_and_land(
                run,
                desk.workspace,
                name,
                by=desk.actor,
                share=_share(words["share"]),
                blocks=[str(one) for one in form.getlist("by")],
                seed=int(words["seed"]) if words["seed"] else None,
                start=_day(words["day"]),
                again="again" in form,
                language=desk.language,
                primary=words["primary"] or PRIMARY,
            )
        build_soon(desk)
    except AssayError as error:
        return _list_page(desk, name, share=words["share"], problem=said_of(error))
    return desk.back(f"{_href(name)}#holdout")


@ROUTER.post("/lists/draw/land")
def land(desk: Annotated[Desk, _desk], list: Annotated[str, Form(max_length=400)] = "") -> Response:
    """Lands the rows of a draw that is on record: the server went away between the two."""
    try:
        land_waiting(desk.workspace, list, by=desk.actor)
        build_soon(desk)
    except AssayError as error:
        return _list_page(desk, list, problem=said_of(error))
    return desk.back(_href(list))


@ROUTER.post("/lists/undo")
def take_back(
    desk: Annotated[Desk, _desk], load: Annotated[int, Form()], list: Annotated[str, Form(max_length=400)] = ""
) -> Response:
    """Takes a change of a list back; loads of anything else are none of this page's."""
    try:
        if load not in {one.load for one in list_changes(desk.workspace) if not one.taken_back}:
            raise UsageError(f"Load {load} holds no change of a list that stands.", hint="Load the page again.")
        if (said := desk.settings.programmes.get(list)) and said.frozen_on:
            raise UsageError(f"List {list!r} is frozen since {said.frozen_on}.", hint="Thaw it first.")
        with acting(desk.actor):
            undo(desk.workspace, [load])
        build_soon(desk)
    except AssayError as error:
        return _list_page(desk, list, problem=said_of(error))
    return desk.back(_href(list))
