"""`assay retain`: what has reached the age that the settings allow goes for good (GDPR, article 5).

IP addresses go first: the account that one told is written into the touch, so that the account's figures stay.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from assay.contract.tables import AGED, TABLES
from assay.engine.duckdb import open_in_memory
from assay.engine.literals import parquet, quoted
from assay.errors import DataError
from assay.landing import manifest
from assay.landing.manifest import Batch
from assay.refresh import refresh
from assay.store.audit import note
from assay.store.hashes import Kept
from assay.store.lock import ERASE, erasing_path, writing
from assay.store.runs import current, open_run
from assay.store.workspace import Workspace
from assay.upkeep.rewriting import Rewriting, begin, decide, finish, types_of, written


@dataclass(frozen=True)
class Due:
    """So many rows (cells, files) of a table that have reached their age: `what` is the setting, `before` the day."""

    what: str
    table: str
    number: int
    before: str


@dataclass(frozen=True)
class Retained:
    """What is due, or has gone; `run` is the run that was built without it."""

    due: tuple[Due, ...]
    done: bool = False
    run: int | None = None


def look(workspace: Workspace, today: date | None = None) -> Retained:
    """What `retain` would remove."""
    day = today or datetime.now(workspace.settings.zone).date()
    due = [*(due for batch in manifest.all_batches(workspace) for due in _counted(workspace, batch, day))]
    due += _old_quarantine(workspace, day)
    due += [Due("aside_days", path.name, 1, "") for path in _aside(workspace, day)]
    return Retained(tuple(_summed(due)))


def retain(workspace: Workspace, today: date | None = None) -> Retained:
    """Remove what is due, and build a run without it. Finishes first what was interrupted. Raises `BusyError`."""
    if erasing_path(workspace).exists():
        finish(workspace)
    day = today or datetime.now(workspace.settings.zone).date()
    said = look(workspace, day)
    for path in _aside(workspace, day):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not any(one.what != "aside_days" for one in said.due):
        if said.due:
            note(workspace, "retain", files=len(said.due))
        return Retained(said.due, done=True)
    accounts = _told_by_address(workspace) if workspace.settings.retention.ip_days else None
    with writing(workspace, ERASE):
        begin(workspace)
        files = [*_rewritten(workspace, day, accounts), *_emptied(workspace, day)]
        decide(workspace, Rewriting("retain", sum(one.number for one in said.due), files, {"rows": [], **asdict(said)}))
    _, run = finish(workspace)
    return Retained(said.due, done=True, run=run)


def _told_by_address(workspace: Workspace) -> pa.Table:
    """Accounts that nothing but an IP address told, by touch, of what has landed by now."""
    try:
        refresh(workspace)
    except DataError:
        return _no_accounts()
    if current(workspace) is None:
        return _no_accounts()
    with closing(open_run(workspace)) as run:
        query = "SELECT touch_id, account_id FROM main.touches WHERE match = 'ip' AND account_id IS NOT NULL"
        return run.cursor().execute(query).to_arrow_table()


def _no_accounts() -> pa.Table:
    return pa.table({"touch_id": pa.array([], pa.string()), "account_id": pa.array([], pa.string())})


def _rules(workspace: Workspace, batch: Batch, types: dict[str, str], day: date) -> dict[str, tuple[str, date]]:
    """Conditions on the landed rows of a batch, by setting: what is due, and the day it is older than."""
    kept, rules = workspace.settings.retention, {}
    if days := kept.tables.get(batch.table):
        before = day - timedelta(days)
        rules[f"tables.{batch.table}"] = (f"CAST({quoted(AGED[batch.table])} AS DATE) < DATE '{before}'", before)
    if kept.replaced_days:
        before = day - timedelta(kept.replaced_days)
        days_of, gone = _load_days(workspace), manifest.superseded(workspace, batch.table)
        lists = [part.path for part in gone if days_of.get(part.load, date.max) < before]
        if lists:
            listed = parquet(workspace.data.resolve() / path for path in lists)
            rules["replaced_days"] = (
                f"file_row_number IN (SELECT row FROM {listed} WHERE batch = {batch.batch})",
                before,
            )
    if kept.ip_days and batch.table == "touches" and "ip" in types:
        before = day - timedelta(kept.ip_days)
        rules["ip_days"] = (f"ip IS NOT NULL AND CAST(occurred_at AS DATE) < DATE '{before}'", before)
    return rules


def _load_days(workspace: Workspace) -> dict[int, date]:
    """The day of each load, and of each event that took one back."""
    moments = {one.load: one.landed_at for one in manifest.undone(workspace)}
    moments |= {one.load: one.landed_at for one in manifest.landed_files(workspace, taken_back=True)}
    return {load: datetime.fromisoformat(moment).replace(tzinfo=UTC).date() for load, moment in moments.items()}


def _counted(workspace: Workspace, batch: Batch, day: date) -> Iterator[Due]:
    source = parquet([workspace.data.resolve() / batch.path], row_numbers=True)
    with open_in_memory() as connection:
        rules = _rules(workspace, batch, types_of(connection, source), day)
        for what, (condition, before) in rules.items():
            query = f"SELECT count(*) FROM {source} WHERE ({condition}) AND {_says_something(batch)}"
            ((number,),) = connection.execute(query).fetchall()
            if number:
                yield Due(what, batch.table, int(number), before.isoformat())


def _says_something(batch: Batch) -> str:
    """A row that has been hollowed says nothing but its batch: it is not due again."""
    return f"{quoted(TABLES[batch.table].key[0])} IS NOT NULL"


def _rewritten(workspace: Workspace, day: date, accounts: pa.Table | None) -> Iterator[Kept]:
    for batch in manifest.all_batches(workspace):
        if not list(_counted(workspace, batch, day)):
            continue
        source = parquet([workspace.data.resolve() / batch.path], row_numbers=True)
        with open_in_memory() as connection:
            if accounts is not None:
                connection.register("told", accounts)
            select = _select(workspace, connection, batch, source, day)
            yield written(workspace, connection, batch.path, select)


def _select(workspace: Workspace, connection: DuckDBPyConnection, batch: Batch, source: str, day: date) -> str:
    """The batch's rows in their order: hollow ones where whole rows are due, without addresses where these are."""
    types = types_of(connection, source)
    rules = _rules(workspace, batch, types, day)
    whole = " OR ".join(f"({condition})" for what, (condition, _) in rules.items() if what != "ip_days") or "false"
    address = rules.get("ip_days", ("false", day))[0]
    account = (
        "coalesce(account_id, (SELECT any_value(told.account_id) FROM told WHERE told.touch_id = landed.touch_id))"
    )
    listed = []
    for name in types:
        if name == "file_row_number":
            continue
        said = quoted(name)
        if address != "false" and name in ("ip", "account_id"):
            said = f"CASE WHEN _address THEN {'NULL' if name == 'ip' else account} ELSE {said} END"
        if name not in ("_batch", "_landed_at"):
            said = f"CASE WHEN _whole THEN {'true' if name == '_deleted' else 'NULL'} ELSE {said} END"
        listed.append(f"{said} AS {quoted(name)}")
    marked = f"SELECT *, coalesce({whole}, false) AS _whole, coalesce({address}, false) AS _address FROM {source}"
    return f"SELECT {', '.join(listed)} FROM ({marked}) AS landed ORDER BY file_row_number"


def _old_files(workspace: Workspace, day: date) -> Iterator[tuple[Any, date]]:
    if days := workspace.settings.retention.quarantine_days:
        before = day - timedelta(days)
        days_of = _load_days(workspace)
        for file in manifest.landed_files(workspace, taken_back=True):
            if file.quarantine and days_of[file.load] < before:
                yield file, before


def _old_quarantine(workspace: Workspace, day: date) -> Iterator[Due]:
    for file, before in _old_files(workspace, day):
        with open_in_memory() as connection:
            source = parquet([workspace.data.resolve() / file.quarantine])
            ((number,),) = connection.execute(f"SELECT count(*) FROM {source}").fetchall()
        if number:
            yield Due("quarantine_days", file.report.table, int(number), before.isoformat())


def _emptied(workspace: Workspace, day: date) -> Iterator[Kept]:
    for file, _ in _old_files(workspace, day):
        with open_in_memory() as connection:
            source = parquet([workspace.data.resolve() / file.quarantine])
            yield written(workspace, connection, file.quarantine, f"SELECT * FROM {source} WHERE false")


def _aside(workspace: Workspace, day: date) -> list[Path]:
    """What was put aside, by repair and undo in `.assay/aside`, by restore beside."""
    days = workspace.settings.retention.aside_days
    if not days:
        return []
    places = [*(workspace.data / "aside").glob("*"), *workspace.path.glob(".assay.before-*")]
    places += workspace.data.glob("*.before-*")
    limit = datetime.combine(day - timedelta(days), datetime.min.time(), UTC).timestamp()
    return [path for path in sorted(places) if path.stat().st_mtime < limit]


def _summed(due: list[Due]) -> Iterator[Due]:
    for what, table, before in sorted({(one.what, one.table, one.before) for one in due}):
        same = [one.number for one in due if (one.what, one.table) == (what, table)]
        yield Due(what, table, sum(same), before)
