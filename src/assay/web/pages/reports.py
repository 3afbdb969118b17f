"""Reports: the management pack of a scope, to be looked at and taken along, in any format and language."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from assay.errors import UsageError, did_you_mean
from assay.landing.chart_notes import chart_notes
from assay.languages import LANGUAGES
from assay.metrics.answer import Answer
from assay.metrics.scope import Scope
from assay.report import Pack, management_pack
from assay.report.comments import pack_words, with_comments
from assay.report.formats import MEDIA, RENDERERS
from assay.report.html import css, to_html
from assay.settings import Settings
from assay.store.audit import note
from assay.store.pack_comments import SECTIONS, Comment, add_comment, comments_of, remove_comment
from assay.store.workspace import Workspace
from assay.web.pages.registry import Page, Shown
from assay.web.rights import ROLES, STEERERS
from assay.web.scope_url import COMMON_WORDS, SCOPE_WORDS
from assay.web.tables import Column, TableData
from assay.web.visit import Visit
from assay.web.visiting import visiting

Found = TypeVar("Found")
WORDS = ("in", "format", "against")
ROUTER = APIRouter()


def reports_page(visit: Visit) -> Shown:
    names = {
        "pdf": visit._("PDF, tagged, to print and to send"),
        "pptx": visit._("Slides with charts that can be edited"),
        "xlsx": visit._("Workbook with every number and definition"),
        "html": visit._("One web page that needs no network"),
    }
    rows = [{"format": kind.upper(), "what": name, "kind": kind} for kind, name in names.items()]
    columns = (
        Column("format", visit._("Format"), link=lambda row: visit.href("/reports/file", format=row["kind"])),
        Column("what", visit._("What it is")),
    )
    chosen = language_of(visit)
    values = {
        "formats": [{"value": kind, "title": kind.upper(), "chosen": kind == "pdf"} for kind in names],
        "chosen": chosen,
        "against": _comparisons(visit),
        "passed": visit.query.only((*SCOPE_WORDS, *COMMON_WORDS)).pairs,
        "comments": _comments(visit),
        "sections": section_names(visit),
        "comment_href": visit.href("/comments"),
    }
    links = {kind: visit.href("/reports/file", format=kind) for kind in names}
    data = {"formats": list(names), "languages": list(LANGUAGES), "links": links}
    table = TableData("reports", visit._("The report of this scope"), columns, rows, sortable=False)
    return Shown("pages/reports.html", values, (table,), data=data)


def _comparisons(visit: Visit) -> list[dict[str, Any]]:
    """The arms that a programme can be compared with; none for a rep."""
    if visit.viewer.sees_part:
        return []
    asked = visit.query.get("against")
    arms = ("control", "holdout", "rest")
    return [{"value": arm, "title": visit.fmt.label("arms", arm), "chosen": arm == asked} for arm in arms]


def language_of(visit: Visit) -> str:
    """The language of the report: asked for, else the reader's. Raises UsageError for another one."""
    asked = visit.query.get("in") or visit.language
    if asked not in LANGUAGES:
        raise UsageError(f"Unknown language {asked!r}.", hint=did_you_mean(asked, LANGUAGES))
    return asked


@dataclass(frozen=True)
class ByVisit:
    """A pack asked by one reader: within his rights, from the run of his visit, kept for the next."""

    visit: Visit

    @property
    def run_number(self) -> int:
        return self.visit.run_number

    @property
    def settings(self) -> Settings:
        return self.visit.settings

    @property
    def last_day(self) -> date | None:
        return self.visit.last_day

    @property
    def built_at(self) -> datetime:
        return self.visit.built_at

    @property
    def workspace(self) -> Workspace | None:
        return None if self.visit.viewer.sees_part else self.visit.workspace

    def kpi(
        self, key: str, scope: Scope, language: str, *, by: tuple[str, ...] = (), grain: str | None = None
    ) -> Answer:
        return replace(self.visit, language=language).kpi(key, by=by, grain=grain, scope=scope)

    def view(self, view: Callable[..., Found], scope: Scope, *arguments: Any) -> Found:
        return self.visit.ask(view, *arguments, scope=scope)

    def cursor(self) -> Any:
        return self.visit.cursor()


def pack_of(visit: Visit) -> Pack:
    """The pack that the address asks for."""
    spoken = replace(visit, language=language_of(visit))
    against, company = spoken.query.get("against"), not spoken.viewer.sees_part
    if against and not company:
        raise UsageError("Your own accounts are not compared with others.", hint="Leave out `against`.")

    def work() -> Pack:
        return management_pack(ByVisit(spoken), spoken.scope, spoken.language, against=against, company=company)

    kept = spoken.keep("pack", work, spoken.scope, against, _besides_the_run(visit))
    return with_comments(kept, _comments(visit), visit.settings)


def _besides_the_run(visit: Visit) -> tuple[Hashable, ...]:
    """What a pack holds that may change while its run stays: targets, and notes on days."""
    if visit.viewer.sees_part:
        return ()
    return (*sorted(visit.workspace.newest().targets.items()), *chart_notes(visit.workspace))


def _comments(visit: Visit) -> tuple[Comment, ...]:
    """Never kept with the pack: what was just written stands in the next file."""
    return comments_of(visit.site.workspace, pack_words(visit.scope))


def section_names(visit: Visit) -> dict[str, str]:
    """What the pages of a pack that take comments are called."""
    names = {
        "headlines": visit._("Headline figures"),
        "funnel": visit._("Account funnel"),
        "changes": visit._("What changed"),
        "impact": visit._("Impact"),
        "outlook": visit._("Expectations"),
        "money": visit._("Money"),
        "method": visit._("Method"),
    }
    return {key: names[key] for key in SECTIONS}


_visiting = Depends(visiting((*SCOPE_WORDS, *COMMON_WORDS, *WORDS), ROLES))
_steering = Depends(visiting((*SCOPE_WORDS, *COMMON_WORDS, *WORDS), STEERERS))


@ROUTER.post("/comments")
def comment(
    visit: Annotated[Visit, _steering],
    section: Annotated[str, Form(max_length=40)] = "",
    text: Annotated[str, Form(max_length=4000)] = "",
    remove: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Writes a comment into the pack of the address's scope, or takes one out of it."""
    if remove:
        known = {str(one.id): one for one in _comments(visit)}
        if remove not in known:
            raise UsageError("There is no such comment any more.", hint="Load the page again.")
        remove_comment(visit.site.workspace, known[remove].id, visit.viewer.name or None)
    else:
        add_comment(visit.site.workspace, pack_words(visit.scope), section, text, visit.viewer.name or None)
    return RedirectResponse(visit.href("/reports") + "#comments", 303)


@ROUTER.get("/reports/file")
def file(visit: Annotated[Visit, _visiting]) -> Response:
    """The report as a file to be saved."""
    kind = visit.query.get("format") or "pdf"
    if kind not in RENDERERS:
        raise UsageError(f"Unknown format {kind!r}.", hint=did_you_mean(kind, tuple(RENDERERS)))
    pack = pack_of(visit)
    asked = (visit.scope, pack.language, visit.query.get("against"), kind, _comments(visit), _besides_the_run(visit))
    note(visit.site.workspace, "report", visit.viewer.name or None, kind=kind, run=pack.run)
    content = visit.keep("report file", lambda: RENDERERS[kind](pack), *asked)
    name = f"assay-report-run{pack.run}-{pack.language}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA[kind], headers=headers)


@ROUTER.get("/reports/preview")
def preview(visit: Annotated[Visit, _visiting]) -> Response:
    """The report as a page, with a way back."""
    pack = pack_of(visit)
    back = (visit.href("/reports"), visit._("Back to the reports"))
    return Response(to_html(pack, stylesheet="/reports/pack.css", back=back), media_type=MEDIA["html"])


@ROUTER.get("/reports/pack.css")
def style() -> Response:
    return Response(css(), media_type="text/css", headers={"Cache-Control": "max-age=3600"})


PAGES = (Page("reports", "/reports", "Reports", reports_page, words=WORDS),)
