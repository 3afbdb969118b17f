"""The HTTP API under `/api/`: the same answers as JSON, described by an OpenAPI document."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from assay.errors import UsageError, did_you_mean
from assay.kpis import GROUPS, everything
from assay.metrics.parts import SPLITS
from assay.metrics.periods import resolve
from assay.metrics.scope import split
from assay.views.accounts import accounts as accounts_view
from assay.views.annotations import check_note
from assay.views.deals import deals as deals_view
from assay.views.funnel import funnel as funnel_view
from assay.views.funnel import worst_step_sentence
from assay.web import api_models as models
from assay.web.cursors import cursor_at, place_of
from assay.web.exports import ExactJSON, plain
from assay.web.language import language_of
from assay.web.pages.beside import aim
from assay.web.pages.happened import happened_between
from assay.web.pages.splits import asked_split, funnel_parts, gap_of
from assay.web.problems import MEDIA_TYPE, ProblemModel
from assay.web.rights import COMPANY, KEEPERS, ROLES
from assay.web.runs_told import run_told
from assay.web.scope_url import COMMON_WORDS, SCOPE_WORDS
from assay.web.site import Site
from assay.web.visit import Visit
from assay.web.visiting import visiting

PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": ProblemModel, "description": text, "content": {MEDIA_TYPE: {}}}
    for status, text in {
        400: "A word was wrong: which one, and what would be right.",
        401: "Nobody has signed in.",
        403: "Not for this reader.",
        404: "There is nothing of that name.",
        410: "The run is not kept any more.",
        422: "The data do not allow it, or a word has the wrong form.",
        503: "So much is being asked, or the workspace is busy or damaged.",
        504: "The answer took longer than a request may take.",
    }.items()
}
router = APIRouter(prefix="/api", responses=PROBLEMS)
Asked = tuple(word for word in (*SCOPE_WORDS, *COMMON_WORDS) if word != "by")


def _visit(*words: str, roles: Sequence[str] = ROLES) -> Any:
    return Depends(visiting((*Asked, *words), roles))


def _described(model: type[BaseModel]) -> Any:
    """The words of an address that is answered from its visit alone: for the document, and for their form."""

    def described(words: Annotated[model, Query()]) -> None:  # type: ignore[valid-type]  # noqa: ARG001
        return

    return [Depends(described)]


@router.get("/openapi.json", include_in_schema=False)
def openapi(request: Request) -> JSONResponse:
    return JSONResponse(request.app.openapi())


@router.get("/kpis", summary="The catalogue", response_model=list[models.KPIModel])
def kpis(request: Request, words: Annotated[models.CatalogueWords, Query()]) -> JSONResponse:
    site: Site = request.app.state.site
    if words.group is not None and words.group not in GROUPS:
        raise UsageError(f"Unknown group {words.group!r}.", hint=did_you_mean(words.group, GROUPS))
    language = language_of(request, site.workspace.settings.language)
    kpis_listed = [one for one in everything() if words.group in (None, one.group)]
    return _json([_declared(one, language) for one in kpis_listed])


def _declared(kpi: Any, language: str) -> dict[str, Any]:
    texts = {name: getattr(kpi, name)[language] for name in ("name", "question", "formula", "caveat")}
    said = {name: getattr(kpi, name) for name in ("id", "key", "unit", "clock", "direction", "group", "version")}
    return {**said, **texts, "dimensions": kpi.dimensions, "default_by": kpi.default_by, "tables": kpi.sources}


@router.get("/kpis/{key}", summary="The answer to a KPI", response_model=models.AnswerModel)
def kpi(
    key: str, words: Annotated[models.KPIWords, Query()], visit: Annotated[Visit, _visit("by", "grain")]
) -> JSONResponse:
    by = split(words.by)
    kpi = visit.kpi(key, by=by, grain=words.grain or None)
    said = kpi.to_json()
    aimed = aim(visit, kpi)
    gap = gap_of(visit, key, by[0]) if len(by) == 1 and by[0] in SPLITS and not words.grain else None
    beside = {"target": aimed, "largest_difference": gap}
    return _json({**said, **{name: one.to_json() for name, one in beside.items() if one}})


@router.get("/kpis/{key}/rows", summary="The rows behind a KPI's figure", response_model=models.RowsModel)
def kpi_rows(
    key: str,
    words: Annotated[models.RowsWords, Query()],
    visit: Annotated[Visit, _visit("by", "limit", "cursor")],
) -> JSONResponse:
    said = visit.kpi(key, by=split(words.by)).to_json()
    page = _page(visit, visit.rows(key, by=split(words.by)), words, "rows")
    heading = {name: said[name] for name in ("kpi", "from", "to", "as_of", "scope", "total")}
    return _json({**heading, **page})


@router.get("/accounts", summary="Accounts of a scope", response_model=models.AccountsModel)
def accounts(
    words: Annotated[models.AccountsWords, Query()],
    visit: Annotated[Visit, _visit("sort", "mqa", "limit", "cursor")],
) -> JSONResponse:
    answer = visit.ask(accounts_view, sort=words.sort or None, mqa=visit.query.flag("mqa"))
    page = _page(visit, [asdict(row) for row in answer.accounts], words, "accounts")
    return _json({**answer.heading, "currency": answer.currency, "unmeasured": list(answer.unmeasured), **page})


@router.get(
    "/accounts/{account_id:path}",
    summary="One account",
    response_model=models.AccountModel,
    dependencies=_described(models.FunnelWords),
)
def account(account_id: str, visit: Annotated[Visit, _visit("mqa")]) -> JSONResponse:
    return _json(visit.account(account_id, mqa=visit.query.flag("mqa")).to_json())


@router.get(
    "/deals",
    summary="Open deals of a scope",
    response_model=models.DealsModel,
    dependencies=_described(models.ScopeWords),
)
def deals(visit: Annotated[Visit, _visit()]) -> JSONResponse:
    return _json(visit.ask(deals_view).to_json())


@router.get(
    "/funnel",
    summary="The account funnel",
    response_model=models.FunnelModel,
    dependencies=_described(models.FunnelWords),
)
def funnel(visit: Annotated[Visit, _visit("mqa", "by")]) -> JSONResponse:
    mqa, by = visit.query.flag("mqa"), asked_split(visit)
    answer = visit.ask(funnel_view, mqa=mqa)
    if visit.scope.mode == "cohort":
        if by:
            raise UsageError("A cohort is not split.", hint="Leave out `by`, or `mode=cohort`.")
        return _json(answer.to_json())
    worst = {"worst_step": worst_step_sentence(answer.stages, visit.settings.small_n, visit.language)}
    parted = funnel_parts(visit, by, mqa=mqa).to_json(visit.language) if by else {}
    return _json({**answer.to_json(), **worst, **parted})


@router.get("/compare/{key}", summary="A KPI against a comparison", response_model=models.CompareModel)
def compare(
    key: str,
    words: Annotated[models.CompareWords, Query()],
    visit: Annotated[Visit, _visit("against", "method", roles=COMPANY)],
) -> JSONResponse:
    from assay.comparison.compare import compare as ask

    answer = visit.ask(
        _compared(ask),
        key,
        against=words.against,
        method=words.method or "matched",
        language=visit.language,
    )
    return _json(answer.to_json())


def _compared(ask: Any) -> Any:
    """The comparison with the scope first, as every view takes it."""

    def compared(run: Any, scope: Any, key: str, **options: Any) -> Any:
        return ask(run, key, scope, **options)

    compared.__qualname__ = "compared"
    return compared


@router.get(
    "/runs",
    summary="Runs that are kept",
    response_model=list[models.RunModel],
    dependencies=_described(models.RunWords),
)
def runs(visit: Annotated[Visit, _visit(roles=KEEPERS)]) -> JSONResponse:
    return _json([run_told(visit, number) for number in visit.runs])


@router.get("/changes", summary="What differs between two runs", response_model=models.ChangesModel)
def changes(
    words: Annotated[models.ChangesWords, Query()],
    visit: Annotated[Visit, _visit("from-run", "to-run", roles=KEEPERS)],
) -> JSONResponse:
    from assay.memory.changes import compare_runs

    workspace = visit.workspace
    changes_told = visit.keep(
        "changes", lambda: compare_runs(workspace, words.from_run, words.to_run), words.from_run, words.to_run
    )
    return _json(changes_told.to_json())


@router.get(
    "/alerts",
    summary="Alerts, the newest first",
    response_model=list[models.AlertModel],
    dependencies=_described(models.AlertsWords),
)
def alerts(visit: Annotated[Visit, _visit("all")]) -> JSONResponse:
    return _json([alert.to_json() for alert in visit.alerts(only_open=not visit.query.flag("all"))])


@router.get(
    "/annotations",
    summary="What happened: launches, changes of lists and definitions, and notes",
    response_model=models.AnnotationsModel,
)
def annotations(
    words: Annotated[models.AnnotationsWords, Query()], visit: Annotated[Visit, _visit("kpi")]
) -> JSONResponse:
    if words.kpi is not None:
        check_note(visit.cursor(), None, words.kpi)
    window = resolve(visit.scope, visit.last_day)
    happened = happened_between(visit, window.start, window.end, words.kpi)
    return _json({"from": window.start, "to": window.end, "annotations": [one.to_json() for one in happened]})


def _page(visit: Visit, rows: Sequence[Mapping[str, Any]], words: models.PageWords, name: str) -> dict[str, Any]:
    """One page of rows, and the cursor of the next."""
    start = place_of(words.cursor)
    end = start + words.limit
    following = cursor_at(visit.run_number, end) if end < len(rows) else None
    return {"run": visit.run_number, "of": len(rows), "next": following, name: rows[start:end]}


def _json(record: Any) -> JSONResponse:
    return ExactJSON(plain(record))


__all__ = ["router"]
