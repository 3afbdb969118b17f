"""A landed file whose rows are lost or must not be kept, replaced by one of as many rows that say nothing.

Lists of replaced rows name a row by its place in its file, so no file may lose a row.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from assay.engine.literals import copied, quoted
from assay.landing.current import LINEAGE, STATE, landed_types
from assay.landing.manifest import Batch, all_batches, change_file, kept_files
from assay.store.durable import move_durably
from assay.store.hashes import problem_of
from assay.store.workspace import Workspace


def hollow_damaged(workspace: Workspace, loads: Sequence[int]) -> None:
    """Before these loads are taken back: what of their files is damaged is put aside, and their rows count no more."""
    kept = kept_files(workspace)
    for batch in all_batches(workspace):
        if batch.load in loads and batch.path in kept and problem_of(workspace.data, kept[batch.path]):
            hollow(workspace, batch)


def hollow(workspace: Workspace, batch: Batch) -> None:
    """Put the batch's file aside, into `.assay/aside`, and a hollow one in its place."""
    target = workspace.data / batch.path
    workspace.spill.mkdir(parents=True, exist_ok=True)
    finished = workspace.spill / "hollow.parquet"
    types = {**landed_types(batch.table), **dict.fromkeys(batch.attributes, "VARCHAR"), **LINEAGE, **STATE}
    known = {"_batch": f"CAST({batch.batch} AS BIGINT)", "_deleted": "true"}
    columns = ", ".join(
        f"{known.get(name, f'CAST(NULL AS {type})')} AS {quoted(name)}"
        for name, type in types.items()
        if name in (*batch.columns, *LINEAGE, *STATE)
    )
    with duckdb.connect() as connection:
        connection.execute(copied(f"SELECT {columns} FROM range({batch.rows})", finished))
    if target.exists():
        aside = workspace.data / "aside" / batch.path
        aside.parent.mkdir(parents=True, exist_ok=True)
        move_durably(target, aside)
    move_durably(finished, target)
    change_file(workspace, batch.path)
