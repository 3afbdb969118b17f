"""`assay verify`, `repair`, `backup`, `restore` and `person`: keeping what a workspace holds, and telling whom it is about."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show
from assay.plural import many


def verify(place: Place) -> int:
    """Read all that is kept and compare it with what was written.

    Exit status 3 where something is damaged; each line says what to do.
    """
    from dataclasses import asdict

    from assay.store.workspace import Workspace
    from assay.upkeep.verify import verify as check

    damage = check(Workspace.find(place.folder))
    header = ("path", "problem", "remedy")
    rows = [[one.path, one.problem, one.remedy] for one in damage.problems]
    read = f"{many(damage.files, 'file')} read, {many(damage.bytes, 'byte')}"
    said = f"{read}: all as it was written." if not rows else f"{read}; {len(rows)} problems."
    show(
        place,
        asdict(damage),
        (header, rows),
        lambda: [*([make_table(header, rows)] if rows else []), *console_text(said)],
    )
    return 3 if rows else 0


def repair(place: Place) -> None:
    """Make anew what can be told from something else: the manifest, records, the pointer to the current run.

    What is replaced is put aside in .assay/aside, never deleted.
    """
    from assay.store.workspace import Workspace
    from assay.upkeep.repair import repair as mend

    done = mend(Workspace.find(place.folder))
    lines = done or ("Nothing was to be repaired.",)
    show(place, {"done": list(done)}, (("done",), [[line] for line in done]), lambda: console_text(*lines))


def backup(
    place: Place,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="New, empty, or with a backup before.", show_default=False)
    ],
) -> None:
    """Copy all that is kept into a folder, whatever goes on meanwhile; the next time only what is new."""
    from assay.store.workspace import Workspace
    from assay.upkeep.backup import backup as copy

    made = copy(Workspace.find(place.folder), folder)
    said = {"folder": str(made.folder), "files": made.files, "bytes": made.bytes, "copied": made.copied}
    text = f"{made.folder}: {many(made.files, 'file')}, {many(made.bytes, 'byte')}, {made.copied:,} of them copied now."
    show(place, said, (tuple(said), [list(said.values())]), lambda: console_text(text))


def restore(
    place: Place,
    folder: Annotated[Path, typer.Argument(metavar="BACKUP", help="A folder that backup made.", show_default=False)],
    replace: Annotated[
        bool, typer.Option("--replace", help="Over a workspace with data, which is put aside, not deleted.")
    ] = False,
    only: Annotated[
        str | None, typer.Option("--only", metavar="FILE", help="One file of .assay, such as app.sqlite.")
    ] = None,
) -> None:
    """Bring a backup back into the workspace's folder (-C)."""
    from assay.upkeep.backup import restore as bring_back

    files = bring_back(folder, place.folder, replace=replace, only=only)
    said = {"workspace": str(place.folder.absolute()), "files": files}
    text = f"{many(files, 'file')} restored into {place.folder.absolute()}. `assay verify` reads them all."
    show(place, said, (tuple(said), [list(said.values())]), lambda: console_text(text))


def person(
    place: Place,
    asked: Annotated[str, typer.Argument(metavar="PERSON", help="Id or e-mail address.", show_default=False)],
    export: Annotated[
        bool, typer.Option("--export", help="Print every row, as JSON, for the person who asks.")
    ] = False,
) -> None:
    """Tell where a person stands in all that has landed: ids, addresses and visits that belong to them."""
    from collections import Counter
    from dataclasses import asdict

    from assay.cli.output import print_json
    from assay.store.audit import note
    from assay.store.workspace import Workspace
    from assay.upkeep.person import find_person

    workspace = Workspace.find(place.folder)
    person = find_person(workspace, asked)
    note(workspace, "person --export" if export else "person", rows=len(person.rows))
    if export:
        print_json(asdict(person))
        return
    counted = Counter((one.table, one.file, one.quarantined) for one in person.rows)
    header = ("table", "file", "quarantined", "rows")
    rows = [[*what, number] for what, number in sorted(counted.items())]
    names = ", ".join((*person.ids, *person.emails))
    said = {"ids": person.ids, "emails": person.emails, "visitors": len(person.visitors), "rows": rows}
    show(
        place,
        said,
        (header, rows),
        lambda: [make_table(header, rows, right=("rows",)), *console_text(f"Known as {names}.")],
    )
