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
from assay.engine.literals import copied, parquet
from assay.errors import UsageError
from assay.landing import manifest
from assay.landing.archive import begin_load, end_load
from assay.landing.current import living_sql
from assay.landing.history import show_history
from assay.landing.hollow import hollow_damaged
from assay.landing.manifest import Batch, Superseded, Undone
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
        event = begin_load(workspace, "undo")
        _check_known(workspace, chosen)
        hollow_damaged(workspace, chosen)
        moment = next_moment(workspace)
        work = _Undoing(workspace, chosen, event, moment)
        report = work.run()
        note(workspace, "undo", loads=list(chosen), event=event)
        end_load(workspace)
    return report


def loads_taken_back(workspace: Workspace) -> set[int]:
    """The numbers of the loads and events that are taken back."""
    return manifest.taken_back((one.load, one.undone) for one in manifest.undone(workspace))


def _check_known(workspace: Workspace, chosen: Sequence[int]) -> None:
    known = manifest.known_loads(workspace)
    gone = loads_taken_back(workspace)
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
        events = [Undone(self.event, load, self.moment.isoformat()) for load in self.chosen]
        manifest.record(self.workspace, batches, replaced, (), (), taken_back=events)
        shutil.rmtree(folder, ignore_errors=True)
        return UndoReport(self.event, self.chosen, tuple(sorted(files)), tuple(told))

    def _settle(self, connection: duckdb.DuckDBPyConnection, table: str) -> bool:
        """Tables `leaving` and `back` (batch, row) and `shared`; whether the loads did anything to the table.

        Of each key that a load speaks of which is taken back, or stands again, the rows have to be those of the load
        that speaks of it last among those that stand: in which order loads were taken back does not matter.
        """
        if not manifest.batches(self.workspace, table):
            return False
        connection.execute("SET TimeZone = 'UTC'")
        show_history(connection, self.workspace, table)
        events = [(one.load, one.undone) for one in manifest.undone(self.workspace)]
        before = manifest.taken_back(events)
        after = manifest.taken_back([*events, *((self.event, load) for load in self.chosen)])
        connection.execute(f"CREATE VIEW living AS {living_sql(self.workspace, table)}")
        connection.execute(
            f"CREATE TABLE asked AS SELECT DISTINCT key FROM said WHERE load IN {_among(before ^ after)}"
        )
        connection.execute(
            "CREATE TABLE wanted AS FROM (SELECT *, dense_rank() OVER (PARTITION BY key ORDER BY stamp DESC, load DESC) "
            f"AS place FROM said SEMI JOIN asked USING (key) WHERE load NOT IN {_among(after)}) "
            "WHERE place = 1 AND batch IS NOT NULL"
        )
        connection.execute(
            "CREATE TABLE there AS SELECT held.* FROM held SEMI JOIN asked USING (key) "
            "SEMI JOIN living ON living._batch = batch AND living._row = row"
        )
        connection.execute("CREATE TABLE leaving AS FROM there ANTI JOIN wanted USING (key, same)")
        connection.execute(
            "CREATE TABLE back AS SELECT batch, row FROM wanted ANTI JOIN there USING (key, same) "
            "QUALIFY row_number() OVER (PARTITION BY key, same ORDER BY batch, row) = 1"
        )
        connection.execute(
            f"CREATE TABLE shared AS FROM there ANTI JOIN leaving USING (batch, row) WHERE load IN {_among(after)}"
        )
        return bool(connection.execute("FROM asked LIMIT 1").fetchall())

    def _tell(self, connection: duckdb.DuckDBPyConnection, table: str) -> TableUndone:
        def count(relation: str) -> int:
            return int(connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0])

        older = (
            "SELECT c.load, leaving.batch FROM confirmed AS c JOIN leaving ON c.batch = leaving.batch "
            f"AND leaving.row BETWEEN c.first AND c.last WHERE c.older AND c.load NOT IN {_among(self.chosen)}"
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


def _among(loads: Iterable[int]) -> str:
    """A list of numbers in SQL; one that no load has where there are none."""
    return f"({', '.join(map(str, sorted(loads))) or '-1'})"


def _place(workspace: Workspace, finished: Path, path: str) -> None:
    target = workspace.data / path
    target.parent.mkdir(parents=True, exist_ok=True)
    move_durably(finished, target)
