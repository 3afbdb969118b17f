"""Rows of earlier files that a load no longer has: retired where its file is the whole table, else asked about.

Retired rows go like replaced ones: from this load on they are not current, and what was current before stays readable
as it was. A list membership that still runs ends on the day of the load instead: who was on a list is history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from assay.contract.tables import Table
from assay.engine.literals import literal, quoted
from assay.landing.manifest import Batch, batches
from assay.landing.newest import staged_files
from assay.landing.report import Gone
from assay.landing.take import Staged
from assay.landing.work import Work

SAMPLE = 10
_END = {"list_memberships": ("valid_from", "valid_to")}
"""Tables whose rows have a first and a last (exclusive) day: what is gone from them ends, it does not vanish."""


@dataclass(frozen=True)
class _Export:
    """Files of one load that are one export, and the batches that earlier exports of it left."""

    files: tuple[Staged, ...]
    earlier: tuple[int, ...]
    complete: bool


@dataclass(frozen=True)
class Missed:
    """What is gone from the export `origin`."""

    told: Gone
    origin: str


def find_gone(work: Work, table: Table, staged: Sequence[Staged]) -> list[Missed]:
    """What earlier files have and these have not. Needs what `settle` has made of the same staged files.

    Retired rows are added to the connection's temporary table `gone`; `ended` has those that end instead, as they
    land again.
    """
    work.connection.execute("DROP TABLE IF EXISTS ended")
    landed = batches(work.workspace, table.name)
    exports = list(_exports(work, landed, staged))
    missed = [(export, _missing(work, table, export, staged)) for export in exports]
    return [Missed(told, export.files[0].origin) for export, told in missed if told is not None]


def _exports(work: Work, landed: Sequence[Batch], staged: Sequence[Staged]) -> Iterator[_Export]:
    complete: dict[str, list[Staged]] = {}
    named: dict[str, list[Staged]] = {}
    for one in staged:
        if one.complete:
            complete.setdefault(one.origin, []).append(one)
        elif one.source.whole is None and not one.mapped.mapping.rule.derived:  # an increment lacks rows by its nature
            named.setdefault(family(one.source.name), []).append(one)
    source = work.source
    for origin, files in complete.items():
        earlier = [batch.batch for batch in landed if (batch.source, batch.origin) == (source, origin)]
        yield _Export(tuple(files), tuple(earlier), complete=True)
    for name, files in named.items():
        earlier = [batch.batch for batch in landed if batch.source == source and family(batch.file) == name]
        yield _Export(tuple(files), tuple(earlier), complete=False)


def family(file: str) -> str:
    """What two exports of one kind have in common: the name without path, days and numbers.

    >>> family("crm/deals-2026-04-30.csv") == family("deals-2026-05-31 (2).csv")
    True
    """
    return re.sub(r"[\d\W_]+", " ", PurePosixPath(file).name.lower()).strip()


def _missing(work: Work, table: Table, export: _Export, staged: Sequence[Staged]) -> Gone | None:
    if not export.earlier:
        return None
    run = work.connection.execute
    listed = ", ".join(map(str, export.earlier))
    # A row counts as there in whatever shape it came, a bad one, too: its older self is not gone.
    present = staged_files([one.path for one in (export.files if export.complete else staged)])
    same = " AND ".join(f"present.{quoted(name)} IS NOT DISTINCT FROM living.{quoted(name)}" for name in table.key)
    # Counted first: of a file that goes on where the earlier ones ended, all their rows are missing, a hundred million of them.
    missing = (
        f"FROM (FROM living WHERE _batch IN ({listed}) AND NOT _deleted{_still_runs(work, table)}) AS living "
        f"ANTI JOIN {present} AS present ON {same}"
    )
    ((rows,),) = run(f"SELECT count(*) {missing}").fetchall()
    if not rows or not (export.complete or _overlaps(work, listed, rows)):
        return None
    keys = _keys(work, table, missing)
    told = Gone(export.files[0].source.name, table.name, rows, keys, export.complete)
    if not export.complete:
        return told
    if why := _in_doubt(work, export.files):
        return replace(told, kept_for=why)
    run(f"CREATE OR REPLACE TEMP TABLE missing AS SELECT living._batch, living._row {missing}")
    run("INSERT INTO gone SELECT _batch, _row FROM missing ANTI JOIN gone ON batch = _batch AND row = _row")
    ended = _end(work, table, export.files[0].origin) if table.name in _END else 0
    return replace(told, on=work.today, ended=ended)


def _in_doubt(work: Work, files: Sequence[Staged]) -> str | None:
    """Why these files do not tell what is gone, although they were said to be the whole table."""
    if not sum(one.rows + one.malformed for one in files):
        return "no row stands in the file"
    if unreadable := _unreadable(work, files):
        return f"{unreadable} rows cannot be told by their key; with them mended, what is gone can be known"
    return None


def _still_runs(work: Work, table: Table) -> str:
    """A row that has ended by itself is not gone when an export of the present has left it out."""
    if table.name not in _END:
        return ""
    end = quoted(_END[table.name][1])
    return f" AND ({end} IS NULL OR {end} > DATE {literal(work.today.isoformat())})"


def _overlaps(work: Work, earlier: str, missing: int) -> bool:
    """Whether the file is a later state of the earlier one, not its continuation: some rows are in both."""
    query = f"SELECT count(*) FROM living WHERE _batch IN ({earlier}) AND NOT _deleted"
    ((before,),) = work.connection.execute(query).fetchall()
    return bool(before > missing)


def _keys(work: Work, table: Table, missing: str) -> tuple[str, ...]:
    key = f"concat_ws(' / ', {', '.join(f'CAST(living.{quoted(name)} AS VARCHAR)' for name in table.key)})"
    query = f"SELECT {key} {missing} ORDER BY living._batch, living._row LIMIT {SAMPLE}"
    return tuple(str(row[0]) for row in work.connection.execute(query).fetchall())


def _unreadable(work: Work, files: Sequence[Staged]) -> int:
    """Rows of the files whose key cannot be read."""
    number = 0
    for one in files:
        told = ", ".join(literal(one.mapped.told(name)) for name in one.mapped.table.key)
        of_key = f"list_has_any(list_transform(_problems, lambda one: one.column_name), [{told}])"
        query = f"SELECT count(*) FROM {staged_files([one.path])} WHERE _problems IS NOT NULL AND {of_key}"
        number += work.connection.execute(query).fetchall()[0][0] + one.malformed
    return number


def _end(work: Work, table: Table, origin: str) -> int:
    """Memberships that have begun land again with their last day; those to come only go."""
    start, end = map(quoted, _END[table.name])
    day, moment = literal(work.today.isoformat()), literal(work.landed_at.isoformat(sep=" "))
    rows = (
        f"SELECT * EXCLUDE (_row) REPLACE (DATE {day} AS {end}, TIMESTAMP {moment} AS _landed_at), "
        f"{literal(origin)} AS _origin FROM living SEMI JOIN missing USING (_batch, _row) WHERE {start} < DATE {day}"
    )
    known = work.connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'ended'").fetchall()
    work.connection.execute(f"INSERT INTO ended {rows}" if known else f"CREATE TEMP TABLE ended AS {rows}")
    query = f"SELECT count(*) FROM ended WHERE _origin = {literal(origin)}"
    return int(work.connection.execute(query).fetchall()[0][0])
