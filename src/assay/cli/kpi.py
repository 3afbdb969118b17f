"""`assay kpi` and `assay kpis`: one answer, and the catalogue of all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Asked, Place
from assay.cli.output import Lines, make_table, print_csv, print_json, show, tell
from assay.errors import UsageError, did_you_mean
from assay.metrics.scope import split

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.kpis.comparison import ComparisonKPI
    from assay.kpis.declare import KPI
    from assay.store.runs import Run
    from assay.store.workspace import Workspace

Language = Annotated[
    str | None, typer.Option("--language", metavar="en|fr|es|ru", help="Of the texts.", show_default="the workspace's")
]


def kpi(
    place: Place,
    key: Annotated[
        str, typer.Argument(metavar="KEY[.VARIANT]", help="As in `assay kpis`, or its id.", show_default=False)
    ],
    asked: Asked,
    by: Annotated[list[str] | None, typer.Option("--by", metavar="DIM[,DIM]", help="Break down by these.")] = None,
    grain: Annotated[
        str | None, typer.Option("--grain", metavar="PERIOD", help="A series by day, week, month, quarter or year.")
    ] = None,
    rows: Annotated[bool, typer.Option("--rows", help="The rows behind the figure; they add up to it.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="What it means and what it rests on.")] = False,
    sql: Annotated[bool, typer.Option("--sql", help="The SQL of the answer instead of the answer.")] = False,
    language: Language = None,
) -> None:
    """Answer one KPI for a scope."""
    from assay.api import check_language
    from assay.kpis import find, find_comparison
    from assay.store.runs import current, open_run
    from assay.store.workspace import Workspace

    comparison = find_comparison(key)
    found, workspace = comparison or find(key), Workspace.find(place.folder)
    check_language(language)
    asked.scope()
    if explain and current(workspace) is None:
        tell("Nothing has been built yet: this is the definition alone.")
        _explain(place, workspace, found, asked, language)
        return
    with closing(open_run(workspace)) as run:
        if sql:
            _sql(place, run, find(key), asked, split(by or ()), grain)
        elif explain:
            _explain(place, workspace, found, asked, language, run, by=split(by or ()), grain=grain)
        elif rows and place.format == "csv" and grain is None and comparison is None:
            _rows(place, run, find(key), asked, split(by or ()))
        else:
            _answer(place, run, found, asked, split(by or ()), grain, rows, language)


def _rows(place: Place, run: Run, kpi: KPI, asked: Asked, by: tuple[str, ...]) -> None:
    """The rows behind a figure as they are read: there may be more of them than memory holds."""
    from assay.api import check_names
    from assay.cli.answers import detail_lines
    from assay.metrics.answers import rows_behind

    check_names(run, asked.scope())
    _, read = rows_behind(run, kpi.key, asked.scope(), by or kpi.default_by)
    print_csv(*detail_lines(read(None), by or kpi.default_by), raw=place.raw)


def _answer(
    place: Place,
    run: Run,
    kpi: KPI | ComparisonKPI,
    asked: Asked,
    by: tuple[str, ...],
    grain: str | None,
    rows: bool,
    language: str | None,
) -> None:
    from assay.api import ask
    from assay.cli.answers import answer_lines, answer_tables

    answer = ask(run, kpi.key, asked.scope(), by=by, grain=grain, rows=rows, language=language)
    shown_by = by or kpi.default_by
    shown_in = language or run.settings.language
    show(
        place,
        answer.to_json(),
        answer_lines(answer, shown_by),
        lambda: answer_tables(answer, shown_by, run.settings, shown_in),
    )


def _sql(place: Place, run: Run, kpi: KPI, asked: Asked, by: tuple[str, ...], grain: str | None) -> None:
    from assay.metrics.runnable_sql import sql_of

    text = sql_of(run, kpi.key, asked.scope(), by, grain)
    if place.format == "json":
        print_json({"kpi": kpi.key, "sql": text})
    else:
        print(text)


def _explain(
    place: Place,
    workspace: Workspace,
    kpi: KPI | ComparisonKPI,
    asked: Asked,
    language: str | None,
    run: Run | None = None,
    **broken_down: Any,
) -> None:
    from assay.api import ask
    from assay.cli import explain

    settings = run.settings if run else workspace.settings
    said = explain.declaration(kpi, language or settings.language, settings, asked.engaged)
    data: dict[str, Any] = {"explain": said}
    if run:
        answer = ask(run, kpi.key, asked.scope(), language=language, **broken_down)
        said |= explain.asked(answer, run, kpi.sources)
        data = {**answer.to_json(), "explain": said}
    show(place, data, explain.explained_lines(said), lambda: explain.explained_tables(said))


def kpis(
    place: Place,
    stage: Annotated[
        int | None, typer.Option("--stage", metavar="1-6", min=1, max=6, help="Only of this stage of the funnel.")
    ] = None,
    group: Annotated[str | None, typer.Option("--group", metavar="GROUP", help="Only of this group.")] = None,
    language: Language = None,
) -> None:
    """List the catalogue: what can be asked."""
    from assay.api import check_language
    from assay.cli.explain import STAGES
    from assay.kpis import GROUPS, everything

    if group is not None and group not in GROUPS:
        raise UsageError(f"Unknown group {group!r}.", hint=did_you_mean(group, GROUPS))
    check_language(language)
    found = [
        one
        for one in everything()
        if (group is None or one.group == group) and (stage is None or stage in STAGES[one.group])
    ]
    chosen = language or _language_here(place)
    show(
        place, [_entry(one) for one in found], _catalogue_lines(found, chosen), lambda: _catalogue_tables(found, chosen)
    )


def _language_here(place: Place) -> str:
    from assay.store.workspace import Workspace

    return Workspace.find(place.folder).settings.language if (place.folder / "assay.toml").is_file() else "en"


def _entry(kpi: KPI | ComparisonKPI) -> dict[str, Any]:
    """All of a declaration, its texts in every language."""
    from dataclasses import asdict

    from assay.cli.explain import declaration
    from assay.kpis.declare import iterate_texts

    return {**declaration(kpi, "en"), **{name: asdict(text) for name, text in iterate_texts(kpi)}}


COLUMNS = ("id", "key", "name", "question", "unit", "clock", "direction", "group", "stages")


def _catalogue_lines(kpis: list[KPI | ComparisonKPI], language: str) -> Lines:
    from assay.cli.explain import declaration

    said = [declaration(one, language) for one in kpis]
    return COLUMNS, [[_listed(item[name]) for name in COLUMNS] for item in said]


def _catalogue_tables(kpis: list[KPI | ComparisonKPI], language: str) -> Iterator[RenderableType]:
    header, rows = _catalogue_lines(kpis, language)
    yield make_table(header, rows)


def _listed(value: Any) -> Any:
    return " ".join(map(str, value)) if isinstance(value, list) else value
