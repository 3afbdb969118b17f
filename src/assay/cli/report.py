"""`assay report`: the management pack of a scope as a page, a PDF, a deck or a workbook."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assay.cli.kpi import Language
from assay.cli.options import Asked, Place
from assay.cli.output import tell
from assay.cli.progress import Advance, progress
from assay.errors import UsageError, WorkspaceError, did_you_mean

if TYPE_CHECKING:
    from assay.report.pack import Pack

FORMATS = ("html", "pdf", "pptx", "xlsx")


@dataclass(frozen=True)
class ReportPlace(Place):
    """The options of every command, with the formats of a report instead of those of what prints."""

    format: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="|".join(FORMATS), help="What is written.", show_default="by the file's ending"
        ),
    ] = None

    def __post_init__(self) -> None:
        if self.format is not None and self.format not in FORMATS:
            hint = did_you_mean(self.format, FORMATS)
            raise UsageError(f"Unknown format {self.format!r}.", hint=hint)

    def within(self, outer: Place) -> ReportPlace:
        return ReportPlace(self.directory or outer.directory, self.format, self.debug or outer.debug)


def report(
    place: ReportPlace,
    asked: Asked,
    output: Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where it is written.")] = None,
    language: Language = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="control|holdout|rest",
            help="The accounts to compare with.",
            show_default="a drawn holdout, else the control group, else the rest",
        ),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not split by cause what has changed since the last pack.")
    ] = False,
) -> None:
    """Write a management report: headline figures, funnel, what changed, impact, expectations, money, method."""
    from assay.api import check_language, check_names
    from assay.report import management_pack
    from assay.report.comments import commented
    from assay.report.record import keep_pack
    from assay.store.audit import note
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace

    scope, (path, chosen) = asked.scope(), target(output, place.format)
    check_language(language)
    workspace = Workspace.find(place.folder)
    check_writable(path)
    with closing(open_run(workspace)) as run, progress() as advance:
        check_names(run, scope)
        pack = management_pack(
            run,
            scope,
            language,
            workspace,
            against=against,
            explain=not quick,
            progress=_told(advance),
        )
        pack = commented(pack, workspace, scope)
        advance(f"writing {path.name}", 0, None)
        write(path, rendered(pack, chosen))
    note(workspace, "report", run=pack.run)
    keep_pack(workspace, pack.run, replace(scope, mode="snapshot").to_json())
    tell(f"{path}: {pack.title}, {pack.period}, run {pack.run}")


def target(output: Path | None, kind: str | None) -> tuple[Path, str]:
    """The file and its kind. Raises UsageError where one is missing, unknown, or says otherwise than the other."""
    if output is None:
        raise UsageError("No file to write to.", hint=f"Name it: -o report.{kind or 'pdf'}")
    ending = output.suffix.lower().removeprefix(".")
    chosen = kind or ending
    if chosen not in FORMATS:
        said = f"Unknown format {chosen!r}." if chosen else f"{output} has no ending to tell the format by."
        raise UsageError(said, hint=did_you_mean(chosen, FORMATS) or f"Known: {', '.join(FORMATS)}.")
    if kind and ending in FORMATS and ending != kind:
        raise UsageError(f"--format {kind} and {output.name} contradict each other.", hint=f"-o {output.stem}.{kind}")
    return output, chosen


def check_writable(path: Path) -> None:
    """Before the work is done; raises UsageError."""
    folder = path.parent
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", hint="Name a file in it.")
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}.", hint="Make it, or name another.")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise UsageError(f"{path} cannot be written.", hint="Its rights do not allow it: name another file.")


def write(path: Path, content: bytes) -> None:
    """All of it or nothing: what stood there stays until the new file is whole."""
    trial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        trial.write_bytes(content)
        trial.replace(path)
    except OSError as error:
        trial.unlink(missing_ok=True)
        raise WorkspaceError(f"{path} cannot be written: {error.strerror}.", hint="Name another file.") from None


def rendered(pack: Pack, kind: str) -> bytes:
    """The pack in one of the formats."""
    from assay.report.formats import RENDERERS

    return RENDERERS[kind](pack)


def _told(advance: Advance) -> Callable[[str, int, int], None]:
    return lambda what, done, of: advance(f"report: {what}", done, of)
