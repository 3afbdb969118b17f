"""Target lists changed in Assay: each change lands as rows of the source `assay`, with its day, author and reason.

So a list can be built again from what has landed, `assay undo` takes a change back, and files of a CRM may say more about
the same list at any time. The pages and `assay lists` write by `change_list` alone.
"""

from __future__ import annotations

import csv
import getpass
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from assay.engine.duckdb import open_in_memory
from assay.engine.literals import literal, parquet
from assay.errors import BusyError, DataError, UsageError
from assay.landing.archive import check_intact
from assay.landing.current import current_sql
from assay.landing.list_edits import Edit, Edited, ListRow, edited
from assay.landing.load import load
from assay.landing.manifest import Batch, batches, undone
from assay.landing.undo import loads_taken_back
from assay.plural import many
from assay.store.audit import acting, note
from assay.store.settings_file import ChangedMeanwhile
from assay.store.workspace import Workspace

SOURCE = "assay"
"""The name of the mapping, and so of the source that the rows come from."""
HEADER = (
    *("list", "account_id", "valid_from", "valid_to", "arm", "tier", "programme_id"),
    *("gone", "change", "since", "reason", "by", "at"),
)
_OWN = ("x_change", "x_changed_from", "x_changed_by", "x_changed_at")
PATIENCE = 30
"""Seconds that a change waits for another one of the same workspace."""


@dataclass(frozen=True)
class ListChange:
    """A change as it landed: `load` takes it back; `day` is the first day that it touches, `taken_back` whether it was."""

    load: int
    list: str
    kind: str
    day: date
    accounts: int
    by: str
    reason: str
    at: str
    taken_back: bool = False


def rows_of_lists(workspace: Workspace, name: str | None = None) -> tuple[ListRow, ...]:
    """Rows of a list, or of all, as they have landed by now, refreshed or not."""
    where = "" if name is None else f" WHERE list = {literal(name)}"
    columns = "list, account_id, valid_from, valid_to, arm, tier, programme_id"
    with open_in_memory() as connection:
        sql = f"SELECT {columns} FROM ({current_sql(workspace, 'list_memberships')}){where} ORDER BY ALL"
        return tuple(ListRow(*row) for row in connection.execute(sql).fetchall())


def mark_of_list(workspace: Workspace, name: str) -> str:
    """What the rows of a list are known by: another mark, other rows."""
    return _mark(rows_of_lists(workspace, name))


def _mark(rows: Sequence[ListRow]) -> str:
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def change_list(
    workspace: Workspace,
    edit: Edit,
    *,
    today: date,
    by: str | None = None,
    survivors: Mapping[str, str] | None = None,
    mark: str | None = None,
    check: bool = False,
) -> Edited:
    """Land an edit of a list; with `check`, tell what would land and land nothing.

    `mark` is that of the rows that whoever edits has seen: `ChangedMeanwhile` is raised where they are others by now.
    Raises UsageError for a list that is frozen, and for a change in the past without a reason: figures of then change.
    """
    workspace.reread()
    settled = workspace.settings.programmes.get(edit.list)
    if settled and settled.frozen_on:
        hint = "Thaw it on its page, or take frozen_on out of its section under [programmes]."
        raise UsageError(f"List {edit.list!r} is frozen since {settled.frozen_on}.", hint=hint)
    if edit.day < today and not edit.reason.strip():
        raise UsageError(
            f"{edit.day} is in the past: figures that were told already change.",
            hint="Say why: the reason is kept and told with what changed.",
            field="reason",
        )
    with _one_at_a_time(workspace):
        rows = rows_of_lists(workspace, edit.list)
        if mark is not None and mark != _mark(rows):
            raise ChangedMeanwhile(
                f"List {edit.list!r} was changed after this page was opened, so nothing was written.",
                hint="Look at what it says now, and make your change again.",
                field="",
            )
        made = edited(rows, edit, survivors)
        if not check and made.changed:
            _land(workspace, edit, made, by)
    return made


@contextmanager
def _one_at_a_time(workspace: Workspace) -> Iterator[None]:
    """Between reading the rows and landing new ones, nobody else changes a list."""
    try:
        with FileLock(workspace.data / "lists.lock", timeout=PATIENCE):
            yield
    except Timeout:
        raise BusyError("Somebody else is changing a list.", hint="Try again in a moment.") from None


def land_drawn(
    workspace: Workspace, name: str, rows: Sequence[ListRow], day: date, *, by: str | None = None, reason: str = ""
) -> Edited:
    """Land the rows of a draw as they are; those that stand there already land no second time."""
    with _one_at_a_time(workspace):
        there = set(rows_of_lists(workspace, name))
        keys = {row.key for row in rows if row not in there}
        changed = tuple(dict.fromkeys(row.account_id for row in rows if row.key in keys))
        unchanged = tuple(dict.fromkeys(row.account_id for row in rows if row.account_id not in changed))
        made = Edited(tuple(row for row in rows if row.key in keys), (), changed, unchanged)
        if changed:
            _land(workspace, Edit("drawn", name, day, changed, reason=reason), made, by)
    return made


def _land(workspace: Workspace, edit: Edit, made: Edited, by: str | None) -> None:
    author = by or getpass.getuser()
    with acting(by), TemporaryDirectory() as folder:
        path = Path(folder) / f"list {_as_file(edit.list)}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([HEADER, *_lines(edit, made, author)])
        mapping = Path(folder) / SOURCE
        mapping.write_text(files("assay.landing").joinpath("list_changes.toml").read_text("utf-8"), "utf-8")
        report = load(workspace, [path], mapping=mapping, options={"delimiter": ",", "encoding": "utf-8"})
    if report.quarantine:
        bad = report.quarantine[0]
        raise DataError(
            f"{many(report.quarantined, 'value was', 'values were')} refused: {bad.column} {bad.value!r}: {bad.rule}.",
            hint=bad.hint,
        )
    note(workspace, f"list {edit.kind}", by, list=edit.list, accounts=len(made.changed), since=f"{edit.day}")


def _as_file(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in name)[:80]


def _lines(edit: Edit, made: Edited, author: str) -> Iterator[tuple[object, ...]]:
    told = (edit.kind, edit.day, edit.reason.strip(), author, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
    for row in made.rows:
        yield (*row.key, row.valid_to, row.arm, row.tier, row.programme_id, "", *told)
    for key in made.gone:
        yield (*key, "", "", "", "", "true", *told)


def list_changes(workspace: Workspace, name: str | None = None) -> tuple[ListChange, ...]:
    """The changes of a list made in Assay, or of all lists, the newest first, those taken back too."""
    own = [one for one in batches(workspace, "list_memberships") if set(_OWN) <= set(one.columns)]
    gone = loads_taken_back(workspace)
    changes = [one for one in told_changes(workspace, own) if name in (None, one.list)]
    return tuple(
        ListChange(**{**vars(one), "taken_back": one.load in gone})
        for one in sorted(changes, key=lambda one: -one.load)
    )


def told_changes(workspace: Workspace, landed: Sequence[Batch]) -> Iterator[ListChange]:
    """The changes that these batches hold; files that are not of Assay's own making hold none, nor do the copies of rows
    that come back where a load is taken back.
    """
    events = {one.load for one in undone(workspace)}
    for batch in landed:
        if not set(_OWN) <= set(batch.columns) or batch.load in events:
            continue
        check_intact(workspace, [batch.path])
        reason = "any_value(x_reason)" if "x_reason" in batch.columns else "NULL"
        sql = (
            "SELECT list, x_change, any_value(x_changed_from)::DATE, count(DISTINCT account_id), any_value(x_changed_by), "
            f"coalesce({reason}, ''), any_value(x_changed_at) "
            f"FROM {parquet([f'{workspace.data.resolve()}/{batch.path}'])} GROUP BY list, x_change"
        )
        with open_in_memory() as connection:
            for row in connection.execute(sql).fetchall():
                yield ListChange(batch.load, *row)


__all__ = [
    "SOURCE",
    "ListChange",
    "change_list",
    "land_drawn",
    "list_changes",
    "mark_of_list",
    "rows_of_lists",
    "told_changes",
]
