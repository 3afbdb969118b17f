"""Staged rows become batches: compared with what has landed, written beside it, made visible in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assay.contract.tables import TABLES
from assay.engine.literals import copied, literal
from assay.landing import manifest, quarantine
from assay.landing.conflicts import conflicts_of, contested_sql, written_of
from assay.landing.current import landed_types
from assay.landing.gone import Missed, find_gone
from assay.landing.newest import Settled, not_skipped, settle, staged_files
from assay.landing.problems import problems_of
from assay.landing.report import Conflict, Gone, Problem, QuarantinedRow, TableReport
from assay.landing.resolved import resolve
from assay.landing.take import Staged, attributes_among
from assay.landing.work import Work
from assay.store.durable import move_durably


@dataclass(frozen=True)
class Outcome:
    """What came of a staged file; of bad rows and conflicts the first."""

    report: TableReport
    quarantine: tuple[QuarantinedRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def land(work: Work, staged: Sequence[Staged], *, check: bool) -> tuple[list[Outcome], list[Gone]]:
    """What came of each staged file, in their order, and what is gone from earlier ones. With `check` nothing is kept."""
    tables = dict.fromkeys(one.mapped.table.name for one in staged)
    outcomes: dict[int, Outcome] = {}
    batches: list[manifest.Batch] = []
    replaced: list[manifest.Superseded] = []
    mended: list[manifest.Resolved] = []
    files: list[manifest.LandedFile] = []
    confirmed: list[manifest.Confirmed] = []
    gone: list[Gone] = []
    ended = 0
    for place, table in enumerate(tables):
        work.progress("comparing", place, len(tables))
        own = [one for one in staged if one.mapped.table.name == table]
        with work.watching(f"comparing {table}"):
            paths, words = [one.path for one in own], partial(written_of, work, own)
            settled = settle(work.connection, work.workspace, TABLES[table], paths, attributes_among(own), words)
            missing = find_gone(work, TABLES[table], own)
        gone += [part.told for part in missing]
        if not check and (rows := resolve(work, table, own)):
            mended.append(_keep_resolved(work, table, rows))
        for one in own:
            outcomes[one.batch] = _outcome(work, one, settled, _retired(missing, one))
            if not check:
                # Rows that are all good move to where they stay: what is wrong is read out of them before.
                files.append(_keep_problems(work, one, outcomes[one.batch].report))
                batches += _keep_rows(work, one, outcomes[one.batch].report)
        for origin in () if check else sorted({part.origin for part in missing if part.told.ended}):
            ended += 1
            batches.append(_keep_ended(work, table, origin, work.first_batch + len(staged) + ended - 1))
        if not check and (rows := settled.gone + sum(part.told.rows for part in missing if part.told.on)):
            replaced.append(_keep_replaced(work, table, rows))
        if not check:
            confirmed += _keep_confirmed(work, table)
    work.progress("landing", 0, 1)
    if not check and files:
        marks = [(work.load, work.landed_at.isoformat(), mark) for mark in work.marks]
        manifest.record(work.workspace, batches, replaced, mended, files, confirmed, marks=marks)
    work.progress("landing", 1, 1)
    return [outcomes[one.batch] for one in staged], gone


def _retired(missing: Sequence[Missed], one: Staged) -> int:
    return sum(part.told.rows for part in missing if part.told.on and part.told.file == one.source.name)


def repeated(file: manifest.LandedFile) -> TableReport:
    """The report of a file that has landed before: what it loaded then is there already."""
    then = file.report
    unchanged = then.loaded + then.unchanged
    return replace(then, loaded=0, unchanged=unchanged, retired=0)


def _outcome(work: Work, one: Staged, settled: Settled, retired: int) -> Outcome:
    duplicate = settled.skipped.get((one.batch, "duplicate"), 0)
    unchanged = settled.skipped.get((one.batch, "unchanged"), 0)
    conflict = settled.skipped.get((one.batch, "conflict"), 0)
    quarantined = one.bad + one.malformed
    report = TableReport(
        file=one.source.name,
        table=one.mapped.table.name,
        rows_in=one.rows + one.malformed,
        loaded=one.rows - one.bad - duplicate - unchanged - conflict,
        unchanged=unchanged,
        duplicate=duplicate,
        quarantined=quarantined,
        skipped=one.skipped,
        conflict=conflict,
        retired=retired,
        cells=one.cells,
    )
    conflicts = tuple(conflicts_of(work, one)) if conflict else ()
    if not (quarantined or one.cells):
        return Outcome(report, conflicts=conflicts)
    bad = work.connection, quarantine.problems_sql(one), report.file, report.table
    told = quarantine.sample(*bad, limit=work.most_told or quarantine.SAMPLE)
    return Outcome(report, tuple(told), tuple(problems_of(*bad)), conflicts)


def _keep_rows(work: Work, one: Staged, report: TableReport) -> list[manifest.Batch]:
    """The file's rows that land, as a batch; none when there are none."""
    if not report.loaded:
        return []
    finished = one.path
    if report.loaded != one.rows or one.cells:
        finished = one.path.with_suffix(".landing")
        rows = f"SELECT * EXCLUDE (_problems, _cells, file_row_number) FROM {staged_files([one.path])} AS staged"
        where = f"_problems IS NULL AND {not_skipped(one.batch)}"
        work.connection.execute(copied(f"{rows} WHERE {where}", finished))
    path = _place(work, f"landing/{report.table}/{work.load:06d}-{one.batch:06d}.parquet", finished)
    return [
        manifest.Batch(
            batch=one.batch,
            load=work.load,
            table=report.table,
            path=path,
            rows=report.loaded,
            columns=(*landed_types(report.table), *one.mapped.attributes),
            source=work.batch_source,
            file=report.file,
            digest=work.digest(one.source),
            landed_at=work.landed_at.isoformat(),
            origin=one.origin,
        )
    ]


def _keep_ended(work: Work, table: str, origin: str, batch: int) -> manifest.Batch:
    """Rows that end on the day of the load, as a batch that comes from no file."""
    finished = work.folder / f"{table}.ended"
    own = f"FROM ended WHERE _origin = {literal(origin)}"
    rows = f"SELECT * EXCLUDE (_origin) REPLACE (CAST({batch} AS BIGINT) AS _batch) {own}"
    ((number,),) = work.connection.execute(copied(rows, finished)).fetchall()
    names = [name for name, *_ in work.connection.execute("DESCRIBE ended").fetchall() if name.startswith("x_")]
    return manifest.Batch(
        batch=batch,
        load=work.load,
        table=table,
        path=_place(work, f"landing/{table}/{work.load:06d}-{batch:06d}.parquet", finished),
        rows=number,
        columns=(*landed_types(table), *names),
        source=work.source,
        file="(ended)",
        digest=f"ended by load {work.load}",
        landed_at=work.landed_at.isoformat(),
        origin=origin,
    )


def _keep_problems(work: Work, one: Staged, report: TableReport) -> manifest.LandedFile:
    path = None
    if report.quarantined or report.conflict or report.cells:
        finished = one.path.with_suffix(".problems")
        parts = [quarantine.problems_sql(one)] * bool(report.quarantined or report.cells) + [contested_sql(one)] * bool(
            report.conflict
        )
        quarantine.keep(work.connection, " UNION ALL BY NAME ".join(parts), finished)
        path = _place(work, f"quarantine/{report.table}/{work.load:06d}-{one.batch:06d}.parquet", finished)
    return manifest.LandedFile(one.identity, work.load, work.landed_at.isoformat(), report, path)


def _keep_replaced(work: Work, table: str, rows: int) -> manifest.Superseded:
    finished = work.folder / f"{table}.gone"
    work.connection.execute(copied("FROM gone", finished))
    return manifest.Superseded(
        work.load, table, _place(work, f"landing/{table}/{work.load:06d}.gone.parquet", finished), rows
    )


def _keep_confirmed(work: Work, table: str) -> list[manifest.Confirmed]:
    rows = work.connection.execute("SELECT count(*) FROM confirmed").fetchall()[0][0]
    if not rows:
        return []
    finished = work.folder / f"{table}.confirmed"
    work.connection.execute(copied("FROM confirmed", finished))
    path = _place(work, f"landing/{table}/{work.load:06d}.confirmed.parquet", finished)
    return [manifest.Confirmed(work.load, table, path, rows)]


def _keep_resolved(work: Work, table: str, rows: int) -> manifest.Resolved:
    finished = work.folder / f"{table}.resolved"
    work.connection.execute(copied("FROM resolved", finished))
    path = _place(work, f"quarantine/{table}/{work.load:06d}.resolved.parquet", finished)
    return manifest.Resolved(work.load, table, path, rows)


def _place(work: Work, path: str, finished: Path) -> str:
    """Moves a finished file to where it stays, relative to the data folder; the manifest alone makes it count."""
    target = work.workspace.data / path
    target.parent.mkdir(parents=True, exist_ok=True)
    move_durably(finished, target)
    return path
