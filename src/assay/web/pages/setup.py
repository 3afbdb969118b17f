"""First steps: from an empty folder to the first funnel, each step to be left and taken up again; and the settings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from zoneinfo import available_timezones

from babel.dates import get_month_names
from babel.numbers import list_currencies
from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response

from assay.errors import AssayError, UsageError
from assay.landing.manifest import landed_files
from assay.languages.formats import locale_of
from assay.refresh import refresh
from assay.settings import Settings
from assay.store import settings_file
from assay.store.runs import current
from assay.store.settings_file import change_settings, set_value, written_settings
from assay.store.workspace import Workspace
from assay.web.desk import BUILDING, Desk, at_desk, said_of
from assay.web.jobs import Tell
from assay.web.layout import NAMES

ROUTER = APIRouter()
_desk, _admin = Depends(at_desk()), Depends(at_desk(("admin",)))
COMPANY = ("name", "currency", "timezone", "language", "week_starts_on", "fiscal_year_starts_in", "own_domains")
"""The settings of the form, by the names they have in assay.toml."""


@dataclass(frozen=True)
class Step:
    """One of the steps to the first figure: what it says of itself, and whether it is done."""

    name: str
    title: str
    told: str
    href: str
    done: bool
    now: bool = False


def steps_of(desk: Desk) -> tuple[Step, ...]:
    """The steps in their order; the first that is not done is the one to take now."""
    workspace, _ = desk.workspace, desk._
    rows = landed_rows(workspace)
    run = current(workspace)
    lists = rows.get("list_memberships", 0)
    steps = (
        Step("company", _("Your company"), _company_told(desk), "/setup/company", _is_said(workspace)),
        Step("data", _("Bring data"), _data_told(desk, rows), "/bring", bool(rows)),
        Step("targets", _("Choose target accounts"), _lists_told(desk, lists), _lists_href(run), bool(lists)),
        Step(
            "build",
            _("Build the figures"),
            _run_told(desk, run),
            "/setup#build",
            run is not None and not _pending(workspace),
        ),
        Step("funnel", _("Look at the funnel"), _("From the first touch to the deal that is won."), "/funnel", False),
    )
    first = next((step.name for step in steps if not step.done), "")
    return tuple(Step(**{**vars(step), "now": step.name == first}) for step in steps)


def landed_rows(workspace: Workspace) -> Counter[str]:
    """Rows that have landed, by table."""
    rows: Counter[str] = Counter()
    for file in landed_files(workspace):
        rows[file.report.table] += file.report.loaded
    return +rows


def _is_said(workspace: Workspace) -> bool:
    """Whether somebody has looked at who the company is: by this form, by hand, or by `assay init` with settings."""
    settings = workspace.settings
    return (
        bool(settings.own_domains)
        or settings.name != Settings.model_fields["name"].default
        or bool(settings_file.versions(workspace))
    )


def _pending(workspace: Workspace) -> bool:
    """Whether files have landed since the current run was built."""
    from assay.inventory import take_inventory

    return bool(take_inventory(workspace).pending)


def _company_told(desk: Desk) -> str:
    settings = desk.settings
    if not _is_said(desk.workspace):
        return desk._("Name, currency, time zone and your own domains.")
    domains = ", ".join(settings.own_domains) or desk._("no domains of your own")
    return f"{settings.name} · {settings.currency} · {settings.timezone} · {domains}"


def _data_told(desk: Desk, rows: Mapping[str, int]) -> str:
    if not rows:
        return desk._("Exports of your CRM and of what people do: companies, people, deals, touches.")
    return ", ".join(f"{desk.fmt.label('tables', table)}: {desk.fmt.number(number)}" for table, number in rows.items())


def _lists_told(desk: Desk, rows: int) -> str:
    if not rows:
        return desk._("Which accounts you work on, and from which day. Names or websites are enough.")
    return desk._("Rows on lists: %(n)s", n=desk.fmt.number(rows))


def _lists_href(run: int | None) -> str:
    """Criteria are met by accounts of a run; before there is one, accounts are named."""
    return "/targets/new" if run is None else "/lists/new"


def _run_told(desk: Desk, run: int | None) -> str:
    if run is None:
        return desk._("Ties touches to accounts and makes every figure ready.")
    if _pending(desk.workspace):
        return desk._("Data have landed since run %(run)s was built.", run=run)
    return desk._("Run %(run)s is built of all that has landed.", run=run)


@ROUTER.get("/setup")
def guide(desk: Annotated[Desk, _desk]) -> Response:
    """The steps, what is being built, and what came of it."""
    return desk.page("pages/setup.html", desk._("Set up"), {"steps": steps_of(desk)}, again=desk.is_building)


@ROUTER.get("/setup/company")
def company(desk: Annotated[Desk, _desk]) -> Response:
    return _company_page(desk, {name: getattr(desk.settings, name) for name in COMPANY})


@ROUTER.post("/setup/company")
async def say_company(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Writes what differs into assay.toml."""
    form = await request.form()
    said: dict[str, Any] = {name: str(form.get(name, "")).strip() for name in COMPANY}
    said["currency"] = said["currency"].upper()
    said["own_domains"] = tuple(dict.fromkeys(said["own_domains"].lower().replace(",", " ").split()))
    try:
        said["fiscal_year_starts_in"] = int(said["fiscal_year_starts_in"])
        _check(said)
        _write(desk, str(form.get("mark", "")), said)
    except (AssayError, ValueError) as error:
        told = error if isinstance(error, AssayError) else UsageError(f"{error}")
        return _company_page(desk, said, said_of(told))
    return desk.back("/setup")


def _check(said: Mapping[str, Any]) -> None:
    if not said["name"]:
        raise UsageError("The company has no name.", hint="It stands on top of pages and reports.")
    for domain in said["own_domains"]:
        if "." not in domain or "/" in domain or "@" in domain:
            raise UsageError(f"{domain!r} is no domain.", hint="Write it as in acme.com, without https:// or www.")


def _write(desk: Desk, mark: str, said: Mapping[str, Any]) -> None:
    changed = [name for name in COMPANY if getattr(desk.settings, name) != said[name]]

    def edit(document: Any) -> None:
        for name in COMPANY:
            if name in changed or name == "name":
                value = said[name]
                set_value(document, name, list(value) if isinstance(value, tuple) else value)

    change_settings(desk.workspace, mark, edit, what=changed, actor=desk.actor)


def _company_page(desk: Desk, said: Mapping[str, Any], problem: Mapping[str, Any] | None = None) -> Response:
    values = {
        "said": said,
        "mark": written_settings(desk.workspace).mark,
        "problem": problem,
        "currencies": sorted(list_currencies()),
        "zones": sorted(available_timezones()),
        "languages_of": NAMES,
        "months": get_month_names("wide", context="stand-alone", locale=locale_of(desk.language)),
        "has_run": current(desk.workspace) is not None,
    }
    return desk.page("pages/setup_company.html", desk._("Your company"), values, 400 if problem else 200)


@ROUTER.post("/setup/build")
def build(desk: Annotated[Desk, _desk]) -> Response:
    start_building(desk)
    return desk.back("/setup")


def start_building(desk: Desk) -> None:
    """Builds a run in the background, as `assay refresh` does."""
    path = desk.workspace.path
    desk.site.jobs.start(BUILDING, lambda tell: built(Workspace(path), tell), desk.actor)


def built(workspace: Workspace, tell: Tell) -> dict[str, Any]:
    """A refresh, whose steps are told. New alerts are counted: the first page tells them in the reader's language."""
    report = refresh(workspace, progress=lambda step: tell(step.part, step.done, step.of))
    return {
        "run": report.number,
        "changed": report.changed,
        "alerts": len(report.watched.new),
        "remarks": [*report.remarks, *report.watched.remarks, *report.untold],
    }


# Numbers, and the settings as they are written.


def number_of(text: str) -> float:
    """A number as people write it: 0.35, 0,35, 35 %, 5 000 000."""
    plain = "".join(text.replace("%", "").replace("\u202f", "").split()).replace(",", ".")
    try:
        number = float(plain)
    except ValueError:
        raise UsageError(f"{text!r} is no number.", hint="Write 0.35, or 35 %, or 5000000.") from None
    if number in (float("inf"), float("-inf")) or number != number:
        raise UsageError(f"{text!r} is no number.", hint="Write 0.35, or 35 %, or 5000000.")
    number = number / 100 if "%" in text else number
    return int(number) if number == int(number) and abs(number) < 2**53 else number


@ROUTER.get("/settings")
def settings(desk: Annotated[Desk, _admin]) -> Response:
    """The text of assay.toml and the texts that it replaced."""
    return _settings_page(desk)


@ROUTER.post("/settings")
def write_settings(
    desk: Annotated[Desk, _admin], text: Annotated[str, Form()] = "", mark: Annotated[str, Form()] = ""
) -> Response:
    """The whole text as somebody edited it."""
    text = text.replace("\r\n", "\n")
    try:
        settings_file.replace_text(desk.workspace, mark, text, what=["assay.toml"], actor=desk.actor)
    except AssayError as error:
        return _settings_page(desk, text, said_of(error))
    return desk.back("/settings")


@ROUTER.post("/settings/versions")
def version(
    desk: Annotated[Desk, _admin], number: Annotated[int, Form()], mark: Annotated[str, Form()] = ""
) -> Response:
    """Brings a version back."""
    try:
        settings_file.bring_back(desk.workspace, mark, number, actor=desk.actor)
    except AssayError as error:
        return _settings_page(desk, None, said_of(error))
    return desk.back("/settings")


@ROUTER.get("/settings/assay.toml")
def text(desk: Annotated[Desk, _admin]) -> Response:
    """The file, to be saved."""
    headers = {"Content-Disposition": 'attachment; filename="assay.toml"', "Cache-Control": "no-store"}
    return Response(written_settings(desk.workspace).text, media_type="application/toml", headers=headers)


def _settings_page(desk: Desk, text: str | None = None, problem: Mapping[str, Any] | None = None) -> Response:
    written = written_settings(desk.workspace)
    values = {
        "text": written.text if text is None else text,
        "mark": written.mark,
        "versions": settings_file.versions(desk.workspace)[:20],
        "problem": problem,
    }
    return desk.page("pages/settings.html", desk._("Settings"), values, 400 if problem else 200)
