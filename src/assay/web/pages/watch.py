"""Targets and alert rules, changed in the pages and kept in assay.toml; a rule is tried on the current run before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from assay.alerts.trial import Trial, trial
from assay.errors import AssayError, UsageError
from assay.kpis import CATALOGUE
from assay.settings.alerts import AlertRule
from assay.store.settings_file import (
    amend_row,
    as_row,
    change_settings,
    remove_row,
    remove_value,
    rows_of,
    set_value,
    written_settings,
)
from assay.web.desk import Desk, at_desk, said_of
from assay.web.pages.alerts import KINDS
from assay.web.pages.setup import number_of
from assay.web.rights import STEERERS
from assay.web.time_allowed import within

ROUTER = APIRouter()
_desk = Depends(at_desk(STEERERS))
SCOPE = ("tier", "list", "owner", "programme")
"""Words of a rule's scope that the form has; others that are written in the file stay."""
WINDOWS = ("month", "quarter", "to_date")
SHOWN = 10
"""Accounts, deals or figures that a trial names."""


@ROUTER.get("/watch")
def watch(desk: Annotated[Desk, _desk], rule: int | None = None) -> Response:
    """The targets, the rules, and a form for one of them: that of the address, or a new one."""
    rules = desk.settings.alerts.rules
    if rule is not None and 0 <= rule < len(rules):
        return _page(desk, _form_of(rules[rule], rule))
    return _page(desk)


def _form_of(rule: AlertRule, place: int) -> dict[str, str]:
    said = {name: value if isinstance(value, str) else ", ".join(value) for name, value in rule.scope.items()}
    line = rule.above if rule.above is not None else rule.below
    return {
        **{word: said.get(word, "") for word in SCOPE},
        "kind": rule.kind,
        "name": rule.name,
        "days": str(rule.days),
        "kpi": rule.kpi or "",
        "side": "above" if rule.above is not None else "below",
        "line": "" if line is None else f"{line:g}",
        "window": rule.window,
        "place": str(place),
    }


def _page(
    desk: Desk,
    form: Mapping[str, str] | None = None,
    problem: Mapping[str, Any] | None = None,
    tried: Trial | None = None,
    judged: bool = False,
) -> Response:
    names = {key: kpi.name[desk.language] for key, kpi in CATALOGUE.items()}
    empty = dict.fromkeys((*SCOPE, "name", "kpi", "line", "place"), "")
    values = {
        "mark": written_settings(desk.workspace).mark,
        "targets": desk.settings.targets,
        "rules": desk.settings.alerts.rules,
        "names": dict(sorted(names.items(), key=lambda one: one[1].casefold())),
        "kinds": {kind: desk._(title) for kind, title in KINDS.items()},
        "windows": WINDOWS,
        "form": {**empty, "kind": "stalled_deal", "days": "14", "side": "below", "window": "quarter", **(form or {})},
        "problem": problem,
        "judged": judged,
        "tried": (tried.today if tried else ())[:SHOWN],
        "of": len(tried.today) if tried else 0,
        "fired": (tried.fired if tried else ())[:SHOWN],
        "fired_of": len(tried.fired) if tried else 0,
        "since": desk.fmt.day(tried.since) if tried else "",
        "nothing_to_judge_by": judged and tried is None,
    }
    return desk.page("pages/watch.html", desk._("Targets and alerts"), values, 400 if problem else 200)


@ROUTER.post("/watch/targets")
def target(
    desk: Annotated[Desk, _desk],
    kpi: Annotated[str, Form()] = "",
    value: Annotated[str, Form(max_length=40)] = "",
    mark: Annotated[str, Form()] = "",
) -> Response:
    """Sets a figure's target; without a value it goes."""
    try:
        wanted = number_of(value) if value.strip() else None
        if kpi not in CATALOGUE:
            raise UsageError(f"There is no figure {kpi!r}.", hint="Choose one of the list.")

        def edit(document: Any) -> None:
            if wanted is None:
                remove_value(document, "targets", kpi)
            else:
                set_value(document, f"targets.{kpi}", wanted)

        change_settings(desk.workspace, mark, edit, what=[f"targets.{kpi}"], actor=desk.actor)
    except AssayError as error:
        return _page(desk, problem=said_of(error))
    return desk.back("/watch")


@ROUTER.post("/watch/rules")
async def rule(request: Request, desk: Annotated[Desk, _desk]) -> Response:
    """Tries a rule on the current run, or saves it: in its place, or as a new one."""
    form = {name: str(value).strip() for name, value in (await request.form()).items()}
    return await run_in_threadpool(_try_or_save, desk, form)


def _try_or_save(desk: Desk, form: Mapping[str, str]) -> Response:
    try:
        wanted = rule_of(form)
        if form.get("do") == "try":
            return _page(desk, form, tried=_tried(desk, wanted), judged=True)
        _save(desk, form, wanted)
    except AssayError as error:
        return _page(desk, form, said_of(error))
    return desk.back("/watch")


def rule_of(form: Mapping[str, str]) -> AlertRule:
    """The rule that a form says. UsageError for what is no rule."""
    scope = {word: tuple(_several(form[word])) for word in SCOPE if form.get(word)}
    said: dict[str, Any] = {"kind": form.get("kind", ""), "name": form.get("name", ""), "scope": scope}
    if said["kind"] == "engaged_without_sales_touch":
        said["days"] = form.get("days", "")
    if said["kind"] == "kpi_crosses":
        said |= {"kpi": form.get("kpi"), "window": form.get("window", "quarter")}
        said["above" if form.get("side") == "above" else "below"] = number_of(form.get("line", ""))
        if said["kpi"] not in CATALOGUE:
            raise UsageError("The rule names no figure.", hint="Choose one of the list.")
    try:
        return AlertRule.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "rule"
        raise UsageError(f"{where}: {first['msg']}.") from None


def _several(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _tried(desk: Desk, wanted: AlertRule) -> Trial | None:
    """What the rule holds for now, and would have told of in the last quarter; None where there is nothing to judge by."""
    with desk.newest_run() as opened, within(desk.settings.web.seconds, opened) as run:
        return trial(run, wanted)


def _save(desk: Desk, form: Mapping[str, str], wanted: AlertRule) -> None:
    values = written(wanted)
    place = int(form["place"]) if form.get("place", "").isdigit() else None

    def edit(document: Any) -> None:
        rows = rows_of(document, "alerts", "rules")
        if place is None:
            rows.append(as_row(values))
            return
        if place >= len(rows):
            raise UsageError("This rule is not there any more.", hint="Load the page again.")
        _amend(rows[place], values)

    change_settings(
        desk.workspace, form.get("mark", ""), edit, what=[f"alerts.rules: {wanted.title}"], actor=desk.actor
    )


def written(rule: AlertRule) -> dict[str, Any]:
    """The rule as the file says it, without what is a default."""
    said = rule.model_dump(exclude_defaults=True, mode="json")
    said["kind"] = rule.kind
    if rule.kind == "kpi_crosses":
        said["window"] = rule.window
    scope = {word: value[0] if len(value) == 1 else list(value) for word, value in rule.scope.items()}
    return {**said, **({"scope": scope} if scope else {})}


def _amend(row: Any, values: Mapping[str, Any]) -> None:
    """A rule that is there: words of its scope that the form does not have stay, and so do comments."""
    kept = {word: value for word, value in row.get("scope", {}).items() if word not in SCOPE}
    scope = {**kept, **values.get("scope", {})}
    amend_row(row, {**values, **({"scope": scope} if scope else {})})


@ROUTER.post("/watch/rules/remove")
def remove(desk: Annotated[Desk, _desk], place: Annotated[int, Form()], mark: Annotated[str, Form()] = "") -> Response:
    """Takes a rule out; its open alerts end with the next run."""
    try:
        rules = desk.settings.alerts.rules
        if not 0 <= place < len(rules):
            raise UsageError("This rule is not there any more.", hint="Load the page again.")

        def edit(document: Any) -> None:
            remove_row(document, "alerts", "rules", place)

        change_settings(
            desk.workspace, mark, edit, what=[f"alerts.rules: without {rules[place].title}"], actor=desk.actor
        )
    except AssayError as error:
        return _page(desk, problem=said_of(error))
    return desk.back("/watch")
