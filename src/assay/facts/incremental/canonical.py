"""The canonical tables of an incremental build: views on what has landed, and tables where references must hold."""

from __future__ import annotations

from collections.abc import Mapping

from assay.contract.tables import TABLES, Table
from assay.facts.incremental.taken_over import LARGE, Made, Work, fingerprint, keep
from assay.identity.relations import Inputs
from assay.landing.current import attributes_of, check_rows, rows_sql
from assay.landing.current import fingerprint as landed_fingerprint
from assay.landing.manifest import batches, superseded
from assay.model.build import STATUS, create_quarantine, typed_sql
from assay.model.close_misses import create_close_misses, find_close_misses
from assay.model.references import quarantined_sql, references, resolves
from assay.model.stage_tables import deals_sql, history_sql, settle_stages

_STAGED = ("stages", "opportunities", "opportunity_stages")
_LINEAGE = {
    "_source": "string",
    "_file": "string",
    "_line": "int64",
    "_batch": "int64",
    "_landed_at": "timestamp",
}


def keep_model(work: Work, tables: Mapping[str, Table] = TABLES) -> dict[str, int]:
    """Every canonical table but the touches, in schema `model`; returns how many rows of each were quarantined."""
    create_quarantine(work.connection)
    for name in tables:
        if name != "touches":  # theirs are checked when they are read: most are taken over
            check_rows(work.workspace, batches(work.workspace, name), superseded(work.workspace, name))
    plain = [table for table in tables.values() if not _is_made(table) and table.name not in ("touches", "stages")]
    for table in plain:
        _show(work, table)
    _settle(work)
    made = [table for table in tables.values() if _is_made(table)]
    for table in sorted(made, key=lambda table: table.name == "opportunities", reverse=True):
        _make(work, table)
    return {table.name: _quarantine(work, table) for table in made}


def typed_landed(work: Work, table: Table, relation: str | None = None) -> str:
    """The table as `model.build` types it, of all its current rows, or of a relation of rows as landed."""
    landed = batches(work.workspace, table.name)
    whole = relation or rows_sql(table.name, landed, superseded(work.workspace, table.name), "~")
    extra = () if table.name == "touches" else attributes_of(landed)
    return typed_sql(table, work.plan.settings, whole, extra)


def _settle(work: Work) -> None:
    """The stages, by what deals and their history make of them: few rows, made anew each time."""
    typed = {name: typed_landed(work, TABLES[name]) for name in _STAGED}
    settle_stages(
        work.connection, stages=typed["stages"], deals=typed["opportunities"], history=typed["opportunity_stages"]
    )
    made_of = _of_stages(work)
    rows = int(work.column("SELECT count(*) FROM model.stages")[0])
    work.made["model.stages"] = Made(made_of, made_of, rows)


def _of_stages(work: Work) -> str:
    """Fingerprint of all that says what a stage is."""
    names = "SELECT sha256(string_agg(meaning::VARCHAR, chr(10) ORDER BY ALL)) FROM model.stage_meanings AS meaning"
    return fingerprint(str(work.column(names)[0]), _landed(work, TABLES["stages"]))


def _is_made(table: Table) -> bool:
    return table.name == "opportunities" or bool(references(table))


def _show(work: Work, table: Table) -> None:
    name, made_of = f"model.{table.name}", _landed(work, table)
    work.connection.execute(f"CREATE OR REPLACE VIEW {name} AS {typed_landed(work, table)}")
    known = work.before.made.get(name)
    if not known or known.made_of != made_of:
        known = Made(made_of, made_of, int(work.column(f"SELECT count(*) FROM {name}")[0]))
    work.made[name] = known


def _landed(work: Work, table: Table) -> str:
    return fingerprint(landed_fingerprint(work.workspace, table.name), typed_landed(work, table, "landed"))


def _make(work: Work, table: Table) -> None:
    """A table whose rows must lead somewhere; or the deals, whose status may stand in another table."""
    parents = ["opportunity_stages", "stages"] if table.name == "opportunities" else []
    parents += [column.refers_to or "" for column in references(table)]
    made_of = fingerprint(STATUS, *(_landed(work, TABLES[name]) for name in (table.name, *parents)))
    if table.name in _STAGED:
        made_of = fingerprint(made_of, _of_stages(work))
    large = sum(batch.rows for batch in batches(work.workspace, table.name)) > LARGE
    select = f"SELECT * FROM ({_rows_of(work, table)}) AS child"
    if wanted := " AND ".join(resolves(column) for column in references(table)):
        select += f" WHERE {wanted}"
    extra = dict.fromkeys(attributes_of(batches(work.workspace, table.name)), "string")
    columns = {**Inputs().model(table.name).schema(), **extra, **_LINEAGE}
    types = {name: str(type) for name, type in columns.items()}
    keep(work, f"model.{table.name}", select, types, made_of, large=large)


def _rows_of(work: Work, table: Table) -> str:
    """The rows of the table as they are in the model, before those that lead nowhere are taken out.

    The deals come first: for the time that they are made, their history is a view of the same name as its table.
    """
    rows = typed_landed(work, table)
    if table.name == "opportunities":
        history = history_sql(typed_landed(work, TABLES["opportunity_stages"]), f"({rows})")
        work.connection.execute(f"CREATE OR REPLACE VIEW model.opportunity_stages AS {history}")
        return f"SELECT * REPLACE ({STATUS} AS status) FROM ({deals_sql(rows)}) AS deal"
    if table.name == "opportunity_stages":
        work.connection.execute("DROP VIEW IF EXISTS model.opportunity_stages")
        return history_sql(rows, "model.opportunities")
    return rows


def _quarantine(work: Work, table: Table) -> int:
    """A row is quarantined once, for its first column that leads nowhere."""
    name = f"model.{table.name}"
    known = work.before.made.get(name)
    if known and known.made_of == work.made[name].made_of:
        taken = f"SELECT * FROM prev.model.quarantine WHERE table_name = '{table.name}'"
        return int(work.column(f"INSERT INTO model.quarantine {taken}")[0])
    moved, before = 0, ""
    for column in references(table):
        rows = quarantined_sql(table, column, f"({typed_landed(work, table)})")
        where = f"WHERE {before}NOT {resolves(column)}"
        moved += int(work.column(f"INSERT INTO model.quarantine {rows} {where}")[0])
        before += f"{resolves(column)} AND "
    return moved


def keep_close_misses(work: Work) -> None:
    """What figures are told of ids that are nearly known; taken over where all that names or is named is what it was."""
    create_close_misses(work.connection)
    names = [f"model.{name}" for name in TABLES if name != "touches"]
    landed = landed_fingerprint(work.workspace, "touches")
    made_of = fingerprint(landed, *(work.made[name].made_of for name in names))
    known = work.before.made.get("model.close_misses")
    if known and known.made_of == made_of:
        work.connection.execute("INSERT INTO model.close_misses FROM prev.model.close_misses")
    else:
        rows = {name: work.made[f"model.{name}"].rows for name in TABLES}
        find_close_misses(work.connection, rows, {"touches": typed_landed(work, TABLES["touches"])})
    work.made["model.close_misses"] = Made(made_of, made_of, 0)
