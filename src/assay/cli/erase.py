"""`assay erase` and `assay retain`: what leaves the workspace for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show
from assay.errors import UsageError
from assay.plural import many

if TYPE_CHECKING:
    from assay.upkeep.erase import Erased

MOST = 20
"""Files that are named one by one."""


def erase(
    place: Place,
    asked: Annotated[
        str | None, typer.Argument(metavar="PERSON", help="Id or e-mail address.", show_default=False)
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Show what would go; change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    also: Annotated[
        list[str] | None,
        typer.Option("--also", metavar="TEXT", help="A further word that means this person and nobody else."),
    ] = None,
    shared: Annotated[bool, typer.Option("--shared", help="With all who share the person's address.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Finish an erasure that was interrupted.")] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Erase who was erased before and is back, as after a restore.")
    ] = False,
) -> None:
    """Erase a person: rows, quarantine, runs, caches. The next load does not bring them back.

    Cannot be taken back. Backups and the files you load from are yours to clean; docs/privacy.md says how.
    """
    from assay.store.workspace import Workspace
    from assay.upkeep import erase as erasing

    workspace = Workspace.find(place.folder)
    if resume:
        _show(place, [done] if (done := erasing.resume(workspace)) else [])
        return
    names = erasing.who_is_back(workspace) if again else (asked,)
    if names == (None,):
        raise UsageError("Whom to erase is not said.", hint="`assay erase PERSON`, by id or e-mail address.")
    erased = []
    for name in names:
        said = erasing.look(workspace, str(name), also=also or (), shared=shared)
        if not check:
            _confirm(said, yes=yes)
            said = erasing.erase(workspace, str(name), also=also or (), shared=shared)
        erased.append(said)
    _show(place, erased)


def _confirm(said: Erased, *, yes: bool) -> None:
    if yes:
        return
    rows = sum(number for *_, number in said.rows)
    names = ", ".join((*said.ids, *said.emails))
    typer.confirm(
        f"Erase {names}: {many(rows, 'row')}, all runs but a new one? This cannot be taken back.", abort=True, err=True
    )


def _show(place: Place, erased: list[Erased]) -> None:
    from dataclasses import asdict

    header = ("where", "file", "rows")
    rows: list[list[Any]] = [list(row) for said in erased for row in said.rows]
    lines = [line for said in erased for line in _lines(said)] or ["There is nobody to erase."]
    show(
        place,
        [asdict(said) for said in erased],
        (header, rows),
        lambda: [*([make_table(header, rows, right=("rows",))] if rows else []), *console_text(*lines)],
    )


def _lines(said: Erased) -> list[str]:
    names = ", ".join((*said.ids, *said.emails))
    lines = [f"{'Erased' if said.done else 'Would be erased'}: {names}."]
    if said.stays:
        lines.append(f"Touches and answers stay as those of account {said.account}, and nobody's.")
    else:
        lines.append("Touches and answers go as well: too few other people of the account are known.")
    if said.run:
        lines.append(f"Run {said.run} was built without them; older runs are gone.")
    if said.put_aside:
        lines.append(f"Put aside by a restore, and not changed: {', '.join(said.put_aside)}. Delete them.")
    if said.named_beside:
        told = _some(said.named_beside)
        lines.append(
            f"Files beside the data that name the person and stay, since they are yours: {told}. Delete them, or make them anew."
        )
    if said.closed_beside:
        lines.append(f"Not looked into (PDF, pictures, otherwise packed, very large): {_some(said.closed_beside)}.")
    if said.done:
        lines.append("Backups made before and the files that were loaded still have the person.")
    return lines


def _some(paths: tuple[str, ...]) -> str:
    return ", ".join(paths[:MOST]) + (f" and {len(paths) - MOST} more" if len(paths) > MOST else "")


def retain(
    place: Place, check: Annotated[bool, typer.Option("--check", help="Show what is due; change nothing.")] = False
) -> None:
    """Remove what is older than the settings under [retention] allow. Cannot be taken back."""
    from dataclasses import asdict

    from assay.store.workspace import Workspace
    from assay.upkeep import retain as retaining

    workspace = Workspace.find(place.folder)
    removed = retaining.look(workspace) if check else retaining.retain(workspace)
    header = ("setting", "table", "rows", "before")
    rows = [[one.what, one.table, one.number, one.before] for one in removed.due]
    said = "Nothing is due." if not rows else "This would go." if check else "This has gone."
    if removed.run:
        said += f" Run {removed.run} was built without it; older runs go as new ones are built."
    show(
        place,
        asdict(removed),
        (header, rows),
        lambda: [*([make_table(header, rows, right=("rows",))] if rows else []), *console_text(said)],
    )
