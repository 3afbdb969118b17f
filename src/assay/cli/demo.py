"""`assay demo`: a sample company, made, loaded, built and shown."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import Lines, console_text, make_table, show, tell
from assay.cli.progress import Advance, progress, steps
from assay.cli.serve import run_server
from assay.cli.values import figure_text, number_text, unit_text
from assay.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.metrics.answer import Answer
    from assay.store.workspace import Workspace

SHOWN_ARMS = ("abm", "control")
MARK = "sample-company.json"


def demo(
    place: Place,
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", show_default="assay-demo")] = None,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="End after the build.")] = False,
) -> None:
    """Make a sample company in DIR: a workspace with three years of invented data, built and shown."""
    from assay.demo.calendar import LAST_DAY
    from assay.kpis.headlines import FUNNEL, HEADLINES
    from assay.landing.load import load
    from assay.refresh import refresh

    workspace = _workspace(place.folder / (folder or "assay-demo"))
    with progress() as advance:
        files = _files(workspace, advance)
        tell(f"Loading {files} …")
        load(workspace, [files], progress=advance)
        tell("Building …")
        report = refresh(workspace, today=LAST_DAY + timedelta(days=1), progress=steps(advance))
        tell(f"Run {report.number} is {'built' if report.changed else 'as it was'}. Asking …")
        answers = _ask(workspace, (*FUNNEL, *HEADLINES), advance)
    data = {"workspace": str(workspace.path), "run": report.number, "funnel": _json(answers, FUNNEL)}
    show(
        place,
        {**data, "figures": _json(answers, HEADLINES)},
        _lines(answers),
        lambda: _tables(workspace, answers),
    )
    if not no_serve:
        sys.stdout.flush()
        run_server(workspace.path)


def _workspace(folder: Path) -> Workspace:
    """The sample workspace in this folder, made if there is nothing; any other folder is left alone."""
    import assay
    from assay.demo.generate import SEED
    from assay.demo.workspace import demo_settings
    from assay.store.workspace import Workspace, create_workspace

    mark, said = folder / ".assay" / MARK, {"seed": SEED, "version": assay.__version__}
    if mark.is_file():
        if json.loads(mark.read_text("utf-8")) != said:
            raise UsageError(
                f"{folder} holds the sample company of another version.", hint="Delete it, or name another DIR."
            )
        return Workspace.find(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is no sample company, and not empty.", hint="Name a folder that is not there yet.")
    workspace = create_workspace(folder)
    (workspace.path / "assay.toml").write_text(demo_settings(), "utf-8")
    mark.write_text(json.dumps(said), "utf-8")
    return workspace


def _files(workspace: Workspace, advance: Advance) -> Path:
    """The sample company's files; what an interrupted run left half is made again."""
    from assay.demo.generate import generate

    folder = workspace.path / "files"
    if not (folder / "truth.json").is_file():
        tell(f"Inventing a company of 600 accounts in {folder} …")
        generate(folder, progress=lambda what: advance(what, 0, None))
    return folder


Answers = dict[str, dict[str, "Answer"]]
"""By KPI and arm."""


def _ask(workspace: Workspace, keys: Sequence[str], advance: Advance) -> Answers:
    from assay.api import ask, make_scope
    from assay.store.runs import open_run

    answers: Answers = {}
    with closing(open_run(workspace)) as run:
        for place, key in enumerate(keys):
            advance(f"asking {key}", place, len(keys))
            answers[key] = {arm: ask(run, key, make_scope(arm=arm)) for arm in SHOWN_ARMS}
    return answers


def _json(answers: Answers, keys: Sequence[str]) -> list[dict[str, Any]]:
    return [answers[key][arm].to_json() for key in keys for arm in SHOWN_ARMS]


def _lines(answers: Answers) -> Lines:
    header = ("kpi", "arm", "value", "numerator", "denominator", "n", "low", "high")
    rows = [
        (key, arm, *(getattr(answer.total, name) for name in header[2:]))
        for key, arms in answers.items()
        for arm, answer in arms.items()
    ]
    return header, rows


def _tables(workspace: Workspace, answers: Answers) -> Iterator[RenderableType]:
    from assay.kpis.headlines import FUNNEL, HEADLINES

    first = answers[FUNNEL[0]]["abm"]
    language = workspace.settings.language
    title = f"{workspace.settings.name}: {first.start} to {first.end}, run {first.run}"
    header = ("", *SHOWN_ARMS, "definition")
    yield make_table(header, _rows(answers, FUNNEL, language), right=SHOWN_ARMS, title=f"Funnel of {title}")
    yield make_table(header, _rows(answers, HEADLINES, language), right=SHOWN_ARMS, title="Headline figures")
    at = f"-C {workspace.path}"
    yield from console_text(
        "abm and control stand side by side; their difference is a description, not yet an effect.",
        "",
        "Look further:",
        f"  assay {at} kpi win_rate --by tier --explain",
        f"  assay {at} kpi engaged_share --grain month",
        f"  assay {at} kpi accounts_won --rows --format csv",
        f"  assay {at} doctor",
    )


def _rows(answers: Answers, keys: Sequence[str], language: str) -> list[list[str]]:
    return [
        [
            answers[key]["abm"].name,
            *(_shown(one, language) for one in answers[key].values()),
            answers[key]["abm"].definition,
        ]
        for key in keys
    ]


def _shown(answer: Answer, language: str) -> str:
    """Shares with what they are made of, all else with its unit."""
    figure, unit = answer.total, unit_text(answer.unit)
    value = figure_text(figure, answer.unit, answer.currency, language)
    if answer.unit != "share" or figure.value is None or figure.extra.get("small_n"):
        return f"{value} {unit}".strip()
    parts = (number_text(part, language) for part in (figure.numerator, figure.denominator))
    return f"{value} ({' of '.join(parts)})"
