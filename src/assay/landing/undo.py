"""A load is taken back: its rows go, those it replaced come back, and its files can be loaded again.

Nothing is deleted and no file changes. Taking back is an event with a number of its own: a list of the load's rows that
no other load had too, and copies of the rows that they had replaced. What was built before can still be built again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from assay.contract.tables import TABLES
from assay.engine.duckdb import open_in_memory
from assay.engine.literals import copied, parquet, quoted
from assay.errors import UsageError
from assay.landing import manifest
from assay.landing.archive import begin_load, end_load
from assay.landing.current import living_sql
from assay.landing.hollow import hollow_damaged
from assay.landing.manifest import Batch, Confirmed, Restored, Superseded, Undone
from assay.landing.work import next_moment
from assay.store.audit import note
from assay.store.durable import move_durably
from assay.store.lock import writing
from assay.store.workspace import Workspace


@dataclass(frozen=True)
class TableUndone:
    """Rows of one table: `removed` of the loads, `restored` that they had replaced or retired.

    `shared` rows stay, since a later load had them too. `passed_over` rows of later loads were older than one of the
    loads and never landed: `load_again` are the numbers of those loads.
    """

    table: str
    removed: int
    restored: int
    shared: int
    passed_over: int
    load_again: tuple[int, ...] = ()


@dataclass(frozen=True)
class UndoReport:
    """`event` is the number of the taking back itself; `files` can be loaded again."""

    event: int
    loads: tuple[int, ...]
    files: tuple[str, ...]
    tables: tuple[TableUndone, ...]


def undo(workspace: Workspace, loads: Sequence[int]) -> UndoReport:
    """Take loads back, all of them or none. UsageError for a number that is no load or was taken back before."""
    chosen = tuple(sorted(set(loads)))
    with writing(workspace, "undo"):
        event = begin_load(workspace)
        _check_known(workspace, chosen)
        hollow_damaged(workspace, chosen)
        moment = next_moment(workspace)
        work = _Undoing(workspace, chosen, event, moment)
        report = work.run()
        end_load(workspace)
        note(workspace, "undo", loads=list(chosen), event=event)
    return report


def standing(events: Iterable[Undone]) -> set[int]:
    """The loads that are taken back: an event that was itself taken back no longer counts."""
    events = list(events)
    void = {one.undone for one in events}
    return {one.undone for one in events if one.load not in void}


def _check_known(workspace: Workspace, chosen: Sequence[int]) -> None:
    known = manifest.known_loads(workspace)
    gone = standing(manifest.undone(workspace))
    for load in chosen:
        if load not in known:
            listed = ", ".join(str(one) for one in sorted(known - gone)[-10:]) or "none"
            raise UsageError(f"There is no load {load}.", hint=f"`assay loads` lists them; the last ones: {listed}.")
        if load in gone:
            raise UsageError(f"Load {load} was taken back before.", hint="`assay loads` says when.")


@dataclass
class _Undoing:
    workspace: Workspace
    chosen: tuple[int, ...]
    event: int
    moment: datetime

    def run(self) -> UndoReport:
        files = {
            one.report.file for one in manifest.landed_files(self.workspace, taken_back=True) if one.load in self.chosen
        }
        _, batch = manifest.next_numbers(self.workspace)
        folder = self.workspace.spill / f"undo-{self.event}"
        folder.mkdir(parents=True, exist_ok=True)
        told: list[TableUndone] = []
        batches: list[Batch] = []
        replaced: list[Superseded] = []
        originals: list[Restored] = []
        for name in TABLES:
            with open_in_memory() as connection:
                if not self._settle(connection, name):
                    continue
                told.append(self._tell(connection, name))
                new = self._restore(connection, name, batch + len(batches), folder)
                batches += new
                if rows := told[-1].removed:
                    path = self._keep(connection, name, "gone", "leaving", folder)
                    replaced.append(Superseded(self.event, name, path, rows))
                if rows := told[-1].restored:
                    path = self._keep(connection, name, "restored", "back", folder)
                    originals.append(Restored(self.event, name, path, rows))
        events = [Undone(self.event, load, self.moment.isoformat()) for load in self.chosen]
        manifest.record(self.workspace, batches, replaced, (), (), taken_back=events, copied=originals)
        shutil.rmtree(folder, ignore_errors=True)
        return UndoReport(self.event, self.chosen, tuple(sorted(files)), tuple(told))

    def _settle(self, connection: duckdb.DuckDBPyConnection, table: str) -> bool:
        """Tables `leaving` and `back` (batch, row) and `shared`; whether the loads did anything to the table."""
        landed = manifest.batches(self.workspace, table)
        gone = manifest.superseded(self.workspace, table)
        own = [batch for batch in landed if batch.load in self.chosen]
        lists = [part for part in gone if part.load in self.chosen]
        if not own and not lists:
            return False
        connection.execute("SET TimeZone = 'UTC'")
        key = _key(table)
        connection.execute(f"CREATE VIEW living AS {living_sql(self.workspace, table)}")
        connection.execute(f"CREATE TABLE ours AS {_rows(self.workspace, own, key)}")
        others = [part for part in manifest.confirmed(self.workspace, table) if part.load not in self.chosen]
        connection.execute(f"CREATE TABLE confirmed AS {_confirmed(self.workspace, others)}")
        connection.execute(
            "CREATE TABLE mine AS SELECT ours.* FROM ours JOIN living ON living._batch = batch AND living._row = row"
        )
        shared = (
            "EXISTS (FROM confirmed AS c WHERE NOT c.older AND c.batch = mine.batch AND row BETWEEN c.first AND c.last)"
        )
        connection.execute(f"CREATE TABLE leaving AS FROM mine WHERE NOT {shared}")
        connection.execute(f"CREATE TABLE shared AS FROM mine WHERE {shared}")
        self._find_back(connection, table, landed, gone, key)
        return True

    def _find_back(
        self,
        connection: duckdb.DuckDBPyConnection,
        table: str,
        landed: Sequence[Batch],
        gone: Sequence[Superseded],
        key: str,
    ) -> None:
        """What the loads had replaced or retired, where nothing else did, and no later row of the key is there."""
        void = (standing(manifest.undone(self.workspace)) - _events_of(self.workspace, self.chosen)) | set(self.chosen)
        sources = [batch for batch in landed if batch.load not in void]
        lists = [part for part in gone if part.load in self.chosen]
        voided = [part for part in gone if part.load in void]
        copies = manifest.restored(self.workspace, table)
        rest: list[Superseded | Restored] = [part for part in gone if part.load not in void]
        rest += [part for part in copies if part.load not in void]
        connection.execute(f"CREATE TABLE own_lists AS {_list(self.workspace, lists)}")
        connection.execute(
            f"CREATE TABLE theirs AS {_list(self.workspace, voided)} EXCEPT {_list(self.workspace, rest)}"
        )
        loads = ", ".join(f"({batch.batch}, {batch.load})" for batch in sources) or "(NULL, NULL)"
        connection.execute(
            f"CREATE TABLE back AS SELECT found.batch, found.row FROM ({_rows(self.workspace, sources, key)}) AS found "
            f"JOIN theirs USING (batch, row) JOIN (VALUES {loads}) AS of(batch, load) USING (batch) "
            f"WHERE key NOT IN (SELECT {key} FROM living ANTI JOIN leaving ON batch = _batch AND row = _row) "
            f"AND (key IN (SELECT key FROM leaving) OR "
            f"(key NOT IN (SELECT key FROM ours) AND (found.batch, found.row) IN (SELECT (batch, row) FROM own_lists))) "
            f"QUALIFY load = max(load) OVER (PARTITION BY key)"
        )

    def _tell(self, connection: duckdb.DuckDBPyConnection, table: str) -> TableUndone:
        def count(relation: str) -> int:
            return int(connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0])

        older = (
            "SELECT load, leaving.batch FROM confirmed AS c JOIN leaving ON c.batch = leaving.batch "
            "AND leaving.row BETWEEN c.first AND c.last WHERE c.older"
        )
        again = sorted(row[0] for row in connection.execute(f"SELECT DISTINCT load FROM ({older})").fetchall())
        return TableUndone(table, count("leaving"), count("back"), count("shared"), count(f"({older})"), tuple(again))

    def _restore(self, connection: duckdb.DuckDBPyConnection, table: str, batch: int, folder: Path) -> list[Batch]:
        """Copies of the rows that come back, a batch for each that they are of."""
        restored: list[Batch] = []
        counted = dict(connection.execute("SELECT batch, count(*) FROM back GROUP BY batch ORDER BY batch").fetchall())
        for of in [one for one in manifest.batches(self.workspace, table) if one.batch in counted]:
            number = batch + len(restored)
            source = parquet([self.workspace.data.resolve() / of.path], row_numbers=True)
            rows = (
                f"SELECT * EXCLUDE (file_row_number) REPLACE (CAST({number} AS BIGINT) AS _batch) FROM {source} "
                f"SEMI JOIN back ON back.batch = {of.batch} AND back.row = file_row_number"
            )
            path = f"landing/{table}/{self.event:06d}-{number:06d}.parquet"
            connection.execute(copied(rows, folder / "rows.parquet"))
            _place(self.workspace, folder / "rows.parquet", path)
            restored.append(
                replace(
                    of,
                    batch=number,
                    load=self.event,
                    path=path,
                    rows=counted[of.batch],
                    landed_at=self.moment.isoformat(),
                )
            )
        return restored

    def _keep(self, connection: duckdb.DuckDBPyConnection, table: str, name: str, relation: str, folder: Path) -> str:
        path = f"landing/{table}/{self.event:06d}.{name}.parquet"
        connection.execute(copied(f"SELECT batch, row FROM {relation} ORDER BY batch, row", folder / "list.parquet"))
        _place(self.workspace, folder / "list.parquet", path)
        return path


def _events_of(workspace: Workspace, chosen: Sequence[int]) -> set[int]:
    """Loads that stand again, since the event that took them back is taken back."""
    return {one.undone for one in manifest.undone(workspace) if one.load in chosen}


def _key(table: str) -> str:
    return "{" + ", ".join(f"'{name}': {quoted(name)}" for name in TABLES[table].key) + "}"


def _rows(workspace: Workspace, landed: Sequence[Batch], key: str) -> str:
    """SELECT of batch, row and key of all rows of some batches."""
    root = workspace.data.resolve()
    if not landed:
        return "SELECT NULL::BIGINT AS batch, NULL::BIGINT AS row, NULL AS key WHERE false"
    source = parquet([root / batch.path for batch in landed], by_name=True, row_numbers=True)
    return f"SELECT _batch AS batch, file_row_number AS row, {key} AS key FROM {source}"


def _list(workspace: Workspace, gone: Sequence[Superseded | Restored]) -> str:
    root = workspace.data.resolve()
    if not gone:
        return "SELECT NULL::BIGINT AS batch, NULL::BIGINT AS row WHERE false"
    return f"SELECT batch, row FROM {parquet([root / part.path for part in gone])}"


def _confirmed(workspace: Workspace, parts: Sequence[Confirmed]) -> str:
    root = workspace.data.resolve()
    if not parts:
        empty = "NULL::BIGINT AS load, NULL::BIGINT AS batch, NULL::BIGINT AS first, NULL::BIGINT AS last"
        return f"SELECT {empty}, NULL::BOOLEAN AS older WHERE false"
    return " UNION ALL ".join(
        f"SELECT CAST({part.load} AS BIGINT) AS load, batch, first, last, older FROM {parquet([root / part.path])}"
        for part in parts
    )


def _place(workspace: Workspace, finished: Path, path: str) -> None:
    target = workspace.data / path
    target.parent.mkdir(parents=True, exist_ok=True)
    move_durably(finished, target)
