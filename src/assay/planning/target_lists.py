"""What is done to target lists by name: accounts that figures know are put on, taken off and moved; what is settled is dated."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from assay.errors import DataError, UsageError
from assay.kpis import find
from assay.landing.list_changes import change_list, land_drawn, rows_of_lists
from assay.landing.list_edits import Edit, Edited, ListRow
from assay.metrics.members import everybody
from assay.planning.holdout import BY, Draw, draw
from assay.planning.holdout_record import DrawRecord, drawn, next_id
from assay.store.runs import Run, current, open_run
from assay.store.settings_file import change_settings, set_value
from assay.store.workspace import Workspace


@dataclass(frozen=True)
class ListedAccount:
    """An account's row of a list that holds on a day or later, as it has landed, refreshed or not."""

    account_id: str
    name: str
    row: ListRow


def today_of(workspace: Workspace) -> date:
    """The day of the current run where there is one, else that of the workspace's zone."""
    if current(workspace) is None:
        return datetime.now(workspace.settings.zone).date()
    with closing(open_run(workspace)) as run:
        return max(run.today, datetime.now(workspace.settings.zone).date())


def change(
    workspace: Workspace,
    edit: Edit,
    *,
    run: Run | None = None,
    by: str | None = None,
    mark: str | None = None,
    check: bool = False,
) -> Edited:
    """An edit by the ids that figures know. Raises UsageError for an account that the run does not have.

    The rest is as with `change_list`.
    """
    if run is None:
        with closing(open_run(workspace)) as opened:
            return change(workspace, edit, run=opened, by=by, mark=mark, check=check)
    cursor = run.cursor()
    known = {one.account_id for one in everybody(cursor)}
    survivors = _survivors(cursor)
    accounts = tuple(dict.fromkeys(survivors.get(one, one) for one in edit.accounts))
    if unknown := [one for one in accounts if one not in known] if edit.kind == "added" else []:
        more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
        raise UsageError(
            f"No account has the id {', '.join(map(repr, unknown[:3]))}{more}.",
            hint="`assay accounts --arm all` lists those that figures know.",
        )
    same = Edit(**{**vars(edit), "accounts": accounts})
    return change_list(workspace, same, today=today_of(workspace), by=by, survivors=survivors, mark=mark, check=check)


def listed(workspace: Workspace, run: Run, name: str, day: date) -> tuple[ListedAccount, ...]:
    """Who is on a list on that day or later, by name; rows of accounts that the run does not know by their id."""
    cursor = run.cursor()
    survivors, names = _survivors(cursor), {one.account_id: one.name for one in everybody(cursor)}
    accounts_listed = [
        ListedAccount(account, names.get(account) or account, row)
        for row in rows_of_lists(workspace, name)
        if row.holds_from(day)
        for account in (survivors.get(row.account_id, row.account_id),)
    ]
    return tuple(sorted(accounts_listed, key=lambda one: (one.name.casefold(), one.account_id, one.row.valid_from)))


def draw_and_land(
    run: Run, workspace: Workspace, name: str, *, by: str | None = None, blocks: Sequence[str] = BY, **words: Any
) -> Draw:
    """Draw a holdout of a list, as `draw` does (`blocks` are its `by`), and land its rows. What the process is killed between is taken up by
    `land_waiting`: the rows are on the disk before the draw is on record.
    """
    _check_open(workspace, name)
    folder = workspace.data / "draws"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f"draw-{next_id(workspace)}.csv"
    path.unlink(missing_ok=True)  # of a draw that never came on record
    made = draw(run, workspace, name, by=blocks, output=path, **words)
    _land_file(workspace, path, made.record, by)
    return made


def waiting_draws(workspace: Workspace, name: str) -> tuple[DrawRecord, ...]:
    """Draws of a list that are on record and whose rows have not landed."""
    folder = workspace.data / "draws"
    return tuple(one for one in drawn(workspace, name) if (folder / f"draw-{one.id}.csv").exists())


def land_waiting(workspace: Workspace, name: str, *, by: str | None = None) -> int:
    """Land the rows of draws that wait for it; how many draws that were."""
    _check_open(workspace, name)
    waiting = waiting_draws(workspace, name)
    for one in waiting:
        _land_file(workspace, workspace.data / "draws" / f"draw-{one.id}.csv", one, by)
    return len(waiting)


def _land_file(workspace: Workspace, path: Path, record: DrawRecord, by: str | None) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [_row(line) for line in csv.DictReader(file)]
    reason = f"draw {record.id}, seed {record.seed}, {record.share:.0%}"
    land_drawn(workspace, record.list, rows, record.valid_from, by=by, reason=reason)
    path.unlink()


def _row(line: dict[str, str]) -> ListRow:
    start, end = date.fromisoformat(line["valid_from"]), line["valid_to"]
    ends = date.fromisoformat(end) if end else None
    rest = (line[name] or None for name in ("arm", "tier", "programme_id"))
    return ListRow(line["list"], line["account_id"], start, ends, *rest)


def _check_open(workspace: Workspace, name: str) -> None:
    workspace.reread()
    settled = workspace.settings.programmes.get(name)
    if settled and settled.frozen_on:
        raise UsageError(f"List {name!r} is frozen since {settled.frozen_on}.", hint="Thaw it first.")


def _survivors(cursor: Any) -> dict[str, str]:
    """Accounts that merged ones stand for."""
    return dict(cursor.execute("SELECT account_id, survivor_id FROM lookup.account_merges").fetchall())


def settle(
    workspace: Workspace,
    mark: str,
    name: str,
    *,
    primary: str | None = None,
    verdict_on: date | None = None,
    frozen: bool | None = None,
    by: str | None = None,
) -> tuple[str, ...]:
    """Write what is settled about a list to `assay.toml`, and tell what was written; None leaves what is there.

    A primary figure is dated with the day on which it is chosen. Raises DataError for a list that has no rows, UsageError
    for a figure that is none, `ChangedMeanwhile` where the file has another text than that of `mark`.
    """
    if not rows_of_lists(workspace, name):
        raise DataError(f"There is no list {name!r}.", hint="`assay lists` shows them.")
    said = workspace.settings.programmes.get(name)
    today = datetime.now(workspace.settings.zone).date()
    values: dict[str, Any] = dict(_settled(said, primary, verdict_on, frozen, today))
    if values:

        def edit(document: Any) -> None:
            _write(document, name, values)

        what = [f"programmes.{name}.{key}" for key in values]
        change_settings(workspace, mark, edit, what=what, actor=by)
    return tuple(f"{key} = {value}" if value is not None else f"without {key}" for key, value in values.items())


def _settled(
    said: Any, primary: str | None, verdict_on: date | None, frozen: bool | None, today: date
) -> Iterator[tuple[str, Any]]:
    if primary is not None and (key := find(primary).key) != (said.primary if said else None):
        yield "primary", key
        yield "primary_since", today
    if verdict_on is not None and verdict_on != (said.verdict_on if said else None):
        if verdict_on <= today:
            raise UsageError(f"The verdict is planned for {verdict_on}, which is over.", hint="Name a day to come.")
        yield "verdict_on", verdict_on
    if frozen is not None and frozen != bool(said and said.frozen_on):
        yield "frozen_on", today if frozen else None


def _write(document: Any, name: str, values: dict[str, Any]) -> None:
    """Names of lists may hold dots: the section is not told by one."""
    import tomlkit

    if "programmes" not in document:
        document["programmes"] = tomlkit.table(is_super_table=True)
    if name not in document["programmes"]:
        document["programmes"][name] = tomlkit.table()
    for key, value in values.items():
        if value is not None:
            set_value(document["programmes"][name], key, value)
        elif key in document["programmes"][name]:
            del document["programmes"][name][key]


__all__ = ["ListedAccount", "change", "draw_and_land", "land_waiting", "listed", "settle", "today_of", "waiting_draws"]
