"""The facts of a large workspace: what the run before has of them is taken over, only what has changed is built.

The expressions are those of `build.STEPS`. Large tables and the months of touches, sessions, account-days and
person-days lie as Parquet files outside of the run's file, which shows them as views.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from assay.engine.duckdb import append_rows
from assay.engine.literals import attached, literal
from assay.engine.tables import Table
from assay.engine.types import duckdb_type
from assay.facts.build import (
    STEPS,
    Computed,
    Progress,
    Query,
    compute,
    describe_run,
    extras_of,
    insert_computed,
    insert_rows,
)
from assay.facts.incremental import monthly
from assay.facts.incremental.canonical import keep_close_misses, keep_model, typed_landed
from assay.facts.incremental.changed import RESOLVED_BY, dirty_months
from assay.facts.incremental.pieces import TOUCHES, Landed, find_landed, identified
from assay.facts.incremental.taken_over import LARGE, Before, Made, Piece, Work, fingerprint, keep, tidy
from assay.facts.plan import Plan
from assay.facts.statements import compiled
from assay.identity.distinct import Found, Row
from assay.identity.relations import LOOKUPS
from assay.landing.current import check_rows, rows_sql
from assay.landing.manifest import batches, superseded
from assay.store.parts import Part, sync_parts
from assay.store.workspace import Workspace, store_of

BY_MONTH_FROM = 900_000
"""With fewer touches than that, a build of everything costs less than finding out what has changed."""

FED = ("lookup.written_hosts", "lookup.written_companies", "lookup.written_addresses")
"""What is gathered from touches and never taken back: a key that no touch has any more does no harm."""


def is_large(workspace: Workspace) -> bool:
    return sum(batch.rows for batch in batches(workspace, "touches")) >= BY_MONTH_FROM


def build(
    connection: duckdb.DuckDBPyConnection,
    workspace: Workspace,
    *,
    before: Path | None,
    code: str,
    today: date,
    number: int,
    built_at: datetime,
    progress: Progress | None = None,
) -> tuple[Work, Mapping[str, int]]:
    """Write schemas `model`, `lookup`, `main` and `build` of a run. `before` is the file of the run before, if any.

    Returns the work, with the parts that the run names, on the disk, and how many rows were quarantined by table.
    """
    work = Work(
        connection,
        workspace,
        Plan(workspace.settings, today, store=store_of(workspace)),
        code,
        number,
        _attach(connection, before),
    )
    tidy(work)
    for schema in ("model", "lookup", "build"):
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    quarantined = keep_model(work)
    work.plan = replace(work.plan, extras=extras_of(connection))
    work.statements = compiled(_expressions(), work.plan)
    _create_notes(work)
    landed = find_landed(work)
    work.made["model.touches"] = Made("", "", landed.rows)
    keep_close_misses(work)
    for done, step in enumerate(STEPS, start=1):
        _run(work, step, landed)
        if progress:
            progress(step.name, done, len(STEPS))
    describe_run(connection, workspace.settings, today, number, built_at)
    _describe_build(work)
    connection.execute("DROP VIEW IF EXISTS model.touches")
    tidy(work)
    known = {part.path for parts in work.before.parts.values() for part in parts}
    sync_parts(workspace, [path for path in work.paths if path not in known])
    return work, quarantined


def _attach(connection: duckdb.DuckDBPyConnection, before: Path | None) -> Before:
    """What the run before tells of itself; nothing where it was built otherwise, or cannot be read."""
    if before is None:
        return Before()
    try:
        connection.execute(attached(before, "prev"))
        made = connection.execute("SELECT name, made_of, content, rows FROM prev.build.made").fetchall()
        parts = connection.execute("FROM prev.build.parts ORDER BY place").fetchall()
        months = connection.execute("FROM prev.build.months").fetchall()
    except duckdb.Error:
        return Before()
    found: dict[str, tuple[Part, ...]] = {}
    for _, *part in parts:
        found[part[0]] = (*found.get(part[0], ()), Part(*part))
    return Before({name: Made(*rest) for name, *rest in made}, found, dict(months))


def _expressions() -> dict[str, Callable[[Plan], Table]]:
    return {f"{step.schema}.{step.name}": _whole(step) for step in STEPS if isinstance(step, Query)}


def _whole(step: Query) -> Callable[[Plan], Table]:
    """The expression with exactly the columns of its table, and those that only the build sees."""
    if step.name == "sessions":
        return lambda plan: step.expression(plan).select(*step.columns(plan), started_at="occurred_at")
    return step.whole


def _run(work: Work, step: Query | Computed, landed: Landed) -> None:
    if isinstance(step, Computed):
        _keep_computed(work, step)
        return
    name = f"{step.schema}.{step.name}"
    if name in FED:
        _feed(work, name)
    elif name == "lookup.touch_days":
        _list_days(work)
    elif name == "main.touches":
        _build_touches(work, landed)
    elif name in _FROM_TOUCHES:
        _FROM_TOUCHES[name](work)
    else:
        _keep_query(work, step, name)


def _keep_query(work: Work, step: Query, name: str) -> None:
    if name == "main.left_out":
        _finish_notes(work)
    said = work.statements[name]
    made_of = fingerprint(name, said.sql, step.columns(work.plan), work.keys(said.reads))
    large = any(work.made[read].rows > LARGE for read in said.reads if not read.startswith("main.touch"))
    keep(work, name, said.sql, step.columns(work.plan), made_of, large=large)


def _keep_computed(work: Work, step: Computed) -> None:
    """Told by its rows, so that what is made of it is made again only where they have changed."""
    name, rest = f"lookup.{step.name}", f"lookup.{step.name} rest"
    said = (name, work.code, work.plan.settings.model_dump_json())
    others = fingerprint(*said, work.keys(read for read in step.reads if read != step.each))
    made_of = fingerprint(*said, work.keys(step.reads))
    known = work.before.made.get(name)
    same = known is not None and work.before.made[rest].made_of == others
    work.made[rest] = Made(others, others, 0)
    if known and (known.made_of == made_of or (same and step.each)):
        work.connection.execute(f"CREATE OR REPLACE TABLE {name} AS FROM prev.{name}")
        work.connection.execute(
            f"INSERT INTO build.step_notes FROM prev.build.step_notes WHERE step = {literal(step.name)}"
        )
        computed = Found([]) if known.made_of == made_of else _of_new_keys(work, step)
        insert_rows(work.connection, step.name, computed.rows)
        content = fingerprint(known.content, computed.rows) if computed.rows else known.content
        work.made[name] = Made(made_of, content, known.rows + len(computed.rows))
        return
    computed = compute(work.connection, step, work.plan.settings)
    insert_computed(work.connection, step.name, Found(computed.rows))
    for note in computed.notes:
        work.connection.execute("INSERT INTO build.step_notes VALUES (?, ?, ?, ?)", [step.name, *note])
    work.made[name] = Made(made_of, fingerprint(sorted(computed.rows, key=repr)), len(computed.rows))


def _of_new_keys(work: Work, step: Computed) -> Found:
    new = f"(FROM {step.each} EXCEPT FROM prev.{step.each})"

    def read(sql: str) -> list[Row]:
        rows: list[Row] = work.connection.execute(sql.replace(f"FROM {step.each}", f"FROM {new}")).fetchall()
        return rows

    return step.compute(read, work.plan.settings)


def _feed(work: Work, name: str) -> None:
    """Keys that touches are resolved by: those of the run before, and those in what has landed since."""
    said = work.statements[name]
    landed = batches(work.workspace, "touches")
    rest = [read for read in said.reads if read != "model.touches"]
    typed = work.made["build.landed_days"].made_of
    written = fingerprint(name, said.sql, typed)
    made_of = fingerprint(written, [batch.path for batch in landed], work.keys(rest))
    known = work.before.made.get(name)
    column = next(iter(LOOKUPS[name.removeprefix("lookup.")]))
    work.connection.execute(f"CREATE OR REPLACE TABLE {name} ({column} VARCHAR)")
    work.made[f"{name} written"] = Made(written, written, 0)
    if known and _grows(work, name, written):
        work.connection.execute(f"INSERT INTO {name} FROM prev.{name}")
        if known.made_of == made_of:
            work.made[name] = known
            return
        seen = set(work.column("SELECT DISTINCT file FROM prev.build.landed_days"))
        landed = tuple(batch for batch in landed if batch.path not in seen)
    check_rows(work.workspace, landed, superseded(work.workspace, "touches"))
    relation = rows_sql("touches", landed, superseded(work.workspace, "touches"), "~")
    work.connection.execute(f"CREATE OR REPLACE VIEW model.touches AS {typed_landed(work, TOUCHES, relation)}")
    work.connection.execute(
        f"INSERT INTO {name} SELECT DISTINCT {column} FROM ({said.sql}) ANTI JOIN {name} USING ({column})"
    )
    content, rows = work.connection.execute(f"SELECT bit_xor(hash({column})), count(*) FROM {name}").fetchall()[0]
    work.made[name] = Made(made_of, fingerprint(content, rows), rows)


def _grows(work: Work, name: str, written: str) -> bool:
    """Whether the keys of the run before are among those of now: unless a known account is known no more."""
    before = work.before.made.get(f"{name} written")
    if before is None or before.made_of != written:
        return False
    lost = "SELECT account_id FROM prev.lookup.accounts EXCEPT SELECT account_id FROM lookup.accounts LIMIT 1"
    same = work.before.made["lookup.accounts"].made_of == work.made["lookup.accounts"].made_of
    return same or not work.column(lost)


def _list_days(work: Work) -> None:
    work.connection.execute(
        "CREATE OR REPLACE TABLE lookup.touch_days AS "
        "SELECT day FROM build.landed_days GROUP BY day HAVING sum(rows) > 0 ORDER BY day"
    )
    days = work.column("FROM lookup.touch_days")
    work.made["lookup.touch_days"] = Made(fingerprint(days), fingerprint(days), len(days))


def _build_touches(work: Work, landed: Landed) -> None:
    known = [Piece(*row) for row in _known_pieces(work)]
    lookups = fingerprint(work.keys(RESOLVED_BY))
    identified(work, landed, dirty_months(work) if known else None, lookups)
    work.pieces = monthly.build_pieces(work, landed, known)
    monthly.finish_touches(work)


def _known_pieces(work: Work) -> list[tuple[str, tuple[int, ...], str]]:
    if "main.touches" not in work.before.made:
        return []
    rows = work.connection.execute("SELECT month, batches, made_of FROM prev.build.pieces ORDER BY place").fetchall()
    return [(month, tuple(json.loads(of)), made_of) for month, of, made_of in rows]


_FROM_TOUCHES: Mapping[str, Callable[[Work], None]] = {
    "main.sessions": lambda work: monthly.build_sessions(work, work.pieces),
    "main.account_days": lambda work: monthly.roll_up(work, "main.account_days", work.pieces),
    "main.person_days": lambda work: monthly.roll_up(work, "main.person_days", work.pieces),
    "lookup.touch_notes": lambda work: _note_touches(work),
}


def _note_touches(work: Work) -> None:
    monthly.note_pieces(work, work.pieces)
    monthly.finish_touches(work)  # what was rolled up saw one month after the other as the touches


def _create_notes(work: Work) -> None:
    described = ", ".join(f"{name} {duckdb_type(type)}" for name, type in LOOKUPS["notes"].items())
    work.connection.execute(f"CREATE TABLE lookup.notes ({described})")
    work.connection.execute(f"CREATE TABLE build.step_notes (step VARCHAR, {described})")


def _finish_notes(work: Work) -> None:
    work.connection.execute("INSERT INTO lookup.notes SELECT fact, reason, n FROM build.step_notes")
    said = fingerprint(work.connection.execute("FROM lookup.notes ORDER BY ALL").fetchall())
    work.made["lookup.notes"] = Made(said, said, 0)


def _describe_build(work: Work) -> None:
    """What the next build needs to know of this one."""
    parts = [part for parts in work.parts.values() for part in parts]
    pieces = [piece for pieces in work.pieces.values() for piece in pieces]
    for name, columns, rows in (
        ("made", "name, made_of, content, rows", [(name, *_columns(made)) for name, made in work.made.items()]),
        (
            "parts",
            "place, table_name, month, path, rows, made_of",
            [(n, part.table, part.month, part.path, part.rows, part.made_of) for n, part in enumerate(parts)],
        ),
        ("months", "month, identified_by", list(work.months.items())),
        (
            "pieces",
            "place, month, batches, made_of",
            [(n, piece.month, json.dumps(piece.batches), piece.made_of) for n, piece in enumerate(pieces)],
        ),
    ):
        typed_columns = ", ".join(f"{column} {_TYPES.get(column, 'VARCHAR')}" for column in columns.split(", "))
        work.connection.execute(f"CREATE TABLE build.{name} ({typed_columns})")
        append_rows(work.connection, f"build.{name}", columns.split(", "), rows)


_TYPES = {"rows": "BIGINT", "place": "BIGINT"}


def _columns(made: Made) -> tuple[str, str, int]:
    return made.made_of, made.content, made.rows
