"""`assay runs` and `assay lists`: what has been built, and which accounts are on which list."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Members, Place
from assay.cli.output import console_text, make_table, show
from assay.errors import AssayError
from assay.metrics.scope import split

if TYPE_CHECKING:
    from assay.store.runs import Run
    from assay.store.workspace import Workspace


def runs(
    place: Place,
    use: Annotated[int | None, typer.Option("--use", metavar="N", help="Make this run the current one again.")] = None,
) -> None:
    """List the runs that are kept, or go back to one of them."""
    from assay.store.lock import writing
    from assay.store.runs import published, rollback
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    if use is not None:
        with writing(workspace, "runs --use"):
            rollback(workspace, use)
    found = [_of_run(workspace, number) for number in published(workspace)]
    header = ("run", "current", "built_at", "today", "last_day", "megabytes", "problem")
    rows = [[one[name] for name in header] for one in found]
    marked = [[number, "←" if is_current else "", *rest] for number, is_current, *rest in rows]
    show(place, found, (header, rows), lambda: [make_table(header, marked, right=("run", "megabytes"))])


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
            "arm": (members.arm,) if members.arm not in (None, "all") else (),
            "tier": scope.tiers,
            "programme_id": scope.programmes,
        }
        found = _lists(run, as_of, {name: values for name, values in wanted.items() if values})
    header = ("list", "arm", "programme", "accounts", "ever", "tiers", "first_day", "last_day")
    rows = [[one[name] for name in header] for one in found]
    note = "" if found else "No list row is loaded or chosen. Figures with `--arm all` are those of the whole company."
    show(
        place,
        {"as_of": as_of, "run": run.number, "lists": found, "note": note or None},
        (header, rows),
        lambda: [
            make_table(header, rows, right=("accounts", "ever")),
            *console_text(note or f"as of {as_of} · run {run.number} · excluded accounts left out"),
        ],
    )


def _lists(run: Run, as_of: object, wanted: dict[str, Sequence[str | None]]) -> list[dict[str, Any]]:
    conditions = "".join(f" AND m.{name} IN ({', '.join('?' * len(values))})" for name, values in wanted.items())
    query = f"""
        SELECT m.list, m.arm, m.programme_id AS programme,
               count(DISTINCT CASE WHEN m.starts_on <= $today AND $today < m.ends_on THEN m.account_id END) AS accounts,
               count(DISTINCT m.account_id) AS ever,
               string_agg(DISTINCT m.tier, ' ' ORDER BY m.tier) AS tiers,
               min(m.starts_on) AS first_day,
               CASE WHEN max(m.ends_on) < DATE '9999-12-31' THEN max(m.ends_on) - 1 END AS last_day
        FROM memberships AS m SEMI JOIN accounts AS a ON a.account_id = m.account_id AND NOT a.is_excluded
        WHERE m.starts_on <= $today{conditions}
        GROUP BY ALL ORDER BY m.list, m.arm, programme
    """
    query = query.replace("$today", f"DATE '{as_of}'")
    result = run.cursor().execute(query, [value for values in wanted.values() for value in values])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
