"""`assay init`, `assay load` and `assay refresh`: a workspace, what lands in it, and what is built of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, show
from assay.cli.progress import progress, steps
from assay.errors import UsageError
from assay.plural import many

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.landing.draft import Draft
    from assay.landing.report import LoadReport
    from assay.memory.preview import Preview
    from assay.refresh import RefreshReport
    from assay.sources.shape import Progress
    from assay.store.workspace import Workspace


def init(
    place: Place,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="Made if it is not there.", show_default="this folder, or -C")
    ] = None,
) -> None:
    """Make a new workspace: a folder with a commented assay.toml."""
    from assay.store.workspace import create_workspace

    workspace = create_workspace(place.folder / folder if folder else place.folder)
    settings = workspace.path / "assay.toml"
    show(
        place,
        {"workspace": str(workspace.path), "settings": str(settings)},
        (("workspace", "settings"), [(workspace.path, settings)]),
        lambda: console_text(
            f"{settings} holds the defaults, each with a comment: name, currency, time zone, own domains …",
            f"Next: `assay -C {_shown(workspace.path)} load FILE…` (accounts.csv, opportunities.csv, …), then `refresh`.",
        ),
    )


def load(
    place: Place,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders.", show_default=False)],
    table: Annotated[
        str | None,
        typer.Option(
            "--table", metavar="TABLE", help="Which canonical table the files are.", show_default="by their names"
        ),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="How another layout becomes canonical tables.")
    ] = None,
    preset: Annotated[
        str | None,
        typer.Option("--preset", metavar="NAME", help="A mapping that comes with Assay: salesforce, hubspot."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="NAME",
            help="The system the files are of: its ids do not mix with those of other systems.",
            show_default="the preset's",
        ),
    ] = None,
    options: Annotated[
        list[str] | None,
        typer.Option(
            "--option",
            metavar="NAME=VALUE",
            help="How the files are written: encoding, delimiter, decimal, date_order …",
        ),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="COLUMN.WORD=WORD", help="What a word of the files means: kind.web_visit=page_view."
        ),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete", help="The files are the whole of their tables: what is not in them any more is retired."
        ),
    ] = False,
    draft_mapping: Annotated[
        bool,
        typer.Option(
            "--draft-mapping", help="Write a first mapping from what the columns look like, and load nothing."
        ),
    ] = False,
    fix: Annotated[
        Path | None,
        typer.Option(
            "--fix",
            metavar="FILE",
            help="Corrected cells: a CSV of file,line,column,value; without a column the line is left out.",
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Show the effect and load nothing.")] = False,
    figures: Annotated[
        bool, typer.Option("--figures", help="With --check: what the headline figures would be. Builds them once.")
    ] = False,
) -> int:
    """Land files; the same file twice changes nothing.

    Exit status 1 where no row could be loaded.
    """
    from assay.cli import loaded
    from assay.landing.corrections import read_corrections
    from assay.landing.load import load as land
    from assay.store.workspace import Workspace

    if draft_mapping:
        return draft(place, paths, table, _options(options or ()))
    if figures and not check:
        raise UsageError("--figures belongs to --check.", hint="Without it the files are loaded; then `assay refresh`.")
    workspace, said = Workspace.find(place.folder), _options(options or ())
    corrections = read_corrections(fix) if fix else ()

    def landed(into: Workspace, *, check: bool, advance: Progress | None = None) -> LoadReport:
        return land(
            into,
            paths,
            table=table,
            mapping=mapping,
            preset=preset,
            options=said,
            words=words or (),
            complete=complete,
            source=source,
            check=check,
            progress=advance,
            corrections=corrections,
        )

    with progress() as advance:
        report = landed(workspace, check=check, advance=advance)
    effect = _effect(workspace, lambda copy: landed(copy, check=False)) if figures else None
    data = report.to_json() | ({"figures": effect.to_json()} if effect else {})
    show(place, data, loaded.report_lines(report), lambda: _load_tables(report, effect))
    return 0 if usable(report) else 1


def _effect(workspace: Workspace, land: Callable[[Workspace], object]) -> Preview:
    from assay.cli.output import tell
    from assay.memory.preview import preview_load

    return preview_load(workspace, land, progress=tell)


def _load_tables(report: LoadReport, effect: Preview | None) -> Iterator[RenderableType]:
    from assay.cli import loaded
    from assay.cli.preview import figures_told

    yield from loaded.report_tables(report)
    if report.corrections:
        yield from console_text("Corrected lines, a load of their own:")
        yield from loaded.report_tables(report.corrections)
    if effect:
        yield from figures_told(effect)


def draft(place: Place, paths: Sequence[Path], table: str | None, options: dict[str, str]) -> int:
    """Writes the draft of a mapping beside where the command runs; 1 where it lacks a required column."""
    from assay.landing.draft import draft_mapping, draft_name

    if len(paths) != 1 or not paths[0].is_file():
        raise UsageError(
            "--draft-mapping takes one file.", hint="A mapping describes one layout: draft one after another."
        )
    drafted, target = draft_mapping(paths[0], options, table), Path(draft_name(paths[0]))
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(drafted.text)
    except FileExistsError:
        raise UsageError(f"{target} exists already.", hint="Rename it: a draft overwrites nothing.") from None
    data = {"mapping": str(target), "table": drafted.table, "columns": dict(drafted.taken), "lacks": drafted.lacks}
    data["unused"] = drafted.unused
    show(place, data, (("column", "header"), drafted.taken), lambda: console_text(*_drafted(drafted, target, paths[0])))
    return 1 if drafted.lacks else 0


def _drafted(drafted: Draft, target: Path, path: Path) -> Iterator[str]:
    yield f"{target} is a first mapping of {path.name} to {drafted.table}:"
    yield from (f"  {column} from {header}" for column, header in drafted.taken)
    if drafted.unused:
        yield f"Kept as x_…: {', '.join(drafted.unused)}."
    if drafted.lacks:
        yield f"Still to be said in it, as they are required: {', '.join(drafted.lacks)}."
    yield f"Read and correct it, then: `assay load {_shown(path)} --map {_shown(target)} --check`."


def usable(report: LoadReport) -> bool:
    """Whether a row landed, or had landed before, or there was none to land; corrected ones count."""
    if report.corrections and report.corrections.loaded:
        return True
    return report.rows_in == 0 or report.quarantined + report.conflict < report.rows_in


def _options(written: Sequence[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for word in written:
        name, sign, value = word.partition("=")
        if not sign:
            raise UsageError(f"--option {word!r} has no value.", hint="Write NAME=VALUE: --option date_order=dmy.")
        said[name.strip()] = value
    return said


def refresh(
    place: Place,
    full: Annotated[bool, typer.Option("--full", help="Build everything again, even if nothing has changed.")] = False,
) -> None:
    """Build a new run of facts from what has landed."""
    from assay.refresh import refresh as build
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    with progress() as advance:
        report = build(workspace, full=full, progress=steps(advance))
    lines = [("model", name, rows) for name, rows in report.model.items()]
    lines += [("quarantined", name, rows) for name, rows in report.quarantined.items()]
    lines += [("facts", name, rows) for name, rows in report.facts.items()]
    show(place, report.to_json(), (("part", "table", "rows"), lines), lambda: console_text(*_built(report)))


def _built(report: RefreshReport) -> list[str]:
    if not report.changed:
        return [
            f"Nothing has changed: run {report.number} stays the current one (--full builds it again).",
            *report.lines(),
        ]
    said = [f"Run {report.number} is built: {many(sum(report.model.values()), 'row')} in {report.seconds:.1f} s."]
    said += [f"{table}: {many(rows, 'row')}" for table, rows in report.model.items() if rows]
    for table, rows in report.quarantined.items():
        if rows:
            said.append(
                f"Left out: {many(rows, 'row')} of {table}, which refer to no known row (`assay doctor` tells)."
            )
    said.append(f"Last day with data: {report.last_day or 'none'}. Today is {report.today}.")
    said += report.lines()
    return said


def _shown(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
