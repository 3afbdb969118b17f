"""`assay runs` and `assay lists`: what has been built, and which accounts are on which list."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Members, Place
from assay.cli.output import console_text, make_table, show
from assay.errors import AssayError
from assay.metrics.scope import split

if TYPE_CHECKING:
    from assay.store.workspace import Workspace


def runs(
    place: Place,
    use: Annotated[int | None, typer.Option("--use", metavar="N", help="Make this run the current one again.")] = None,
) -> None:
    """List the runs that are kept, or go back to one of them."""
    from assay.store.audit import note
    from assay.store.lock import writing
    from assay.store.runs import published, rollback
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    if use is not None:
        with writing(workspace, "runs --use"):
            rollback(workspace, use)
            note(workspace, "runs --use", run=use)
    told = [_of_run(workspace, number) for number in published(workspace)]
    header = ("run", "current", "built_at", "today", "last_day", "megabytes", "problem")
    rows = [[one[name] for name in header] for one in told]
    marked = [[number, "←" if is_current else "", *rest] for number, is_current, *rest in rows]
    show(place, told, (header, rows), lambda: [make_table(header, marked, right=("run", "megabytes"))])


def _of_run(workspace: Workspace, number: int) -> dict[str, Any]:
    from assay.store.runs import current, open_run, run_path

    path = run_path(workspace, number)
    said: dict[str, Any] = {"run": number, "current": number == current(workspace)}
    said |= {"built_at": None, "today": None, "last_day": None, "problem": None}
    said["megabytes"] = round(path.stat().st_size / 1e6, 1) if path.exists() else None
    try:
        with closing(open_run(workspace, number)) as run:
            built = run.built_at.replace(microsecond=0).isoformat() + "Z"
            return said | {"built_at": built, "today": run.today, "last_day": run.last_day}
    except AssayError as error:
        return said | {"problem": error.message}


def lists(place: Place, members: Members) -> None:
    """Show the target lists with their arms: accounts on them, and since when."""
    from assay.api import check_names, make_scope
    from assay.metrics.list_rows import lists_on
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace

    scope = make_scope(
        arm=members.arm or "abm",
        list=split(members.lists),
        tier=split(members.tiers),
        programme=split(members.programmes),
        as_of=members.as_of,
    )
    with closing(open_run(Workspace.find(place.folder))) as run:
        check_names(run, scope)
        as_of = scope.as_of or run.last_day or run.today
        wanted = {
            "list": scope.lists,
            "arm": (members.arm,) if members.arm and members.arm != "all" else (),
            "tier": scope.tiers,
            "programme_id": scope.programmes,
        }
        listed = lists_on(run.cursor(), as_of, wanted)
        listed = [{**row, "tiers": " ".join(row["tiers"] or ()) or None} for row in listed]
    header = ("list", "arm", "programme", "accounts", "ever", "tiers", "first_day", "last_day")
    rows = [[one[name] for name in header] for one in listed]
    note = "" if listed else "No list row is loaded or chosen. Figures with `--arm all` are those of the whole company."
    show(
        place,
        {"as_of": as_of, "run": run.number, "lists": listed, "note": note or None},
        (header, rows),
        lambda: [
            make_table(header, rows, right=("accounts", "ever")),
            *console_text(note or f"as of {as_of} · run {run.number} · excluded accounts left out"),
        ],
    )
