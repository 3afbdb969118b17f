"""Several rows of one id that are parts of one: cost by device without the device. Added up, where the options say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.engine.literals import copied, quoted
from assay.errors import UsageError
from assay.landing.current import landed_types
from assay.landing.newest import staged_files
from assay.landing.report import Notice
from assay.landing.take import Staged
from assay.landing.work import Work

OPTION = "repeated"
ADD = "add"
ADDED = {"costs": "amount", "touches": "quantity", "intent_signals": "score"}
"""What is added up of the rows of a table."""
_NUMBER = r"\d+(\.\d+)?"


def add_up(work: Work, staged: Sequence[Staged]) -> tuple[list[Staged], list[Notice]]:
    """The staged files with one row for the rows of one id, where the options say so, and how many were added to others.

    Rows are parts of one where all that the contract knows of them is the same but for what is added up. Columns of the
    file's own are added up where they are numbers, and left empty where they differ. UsageError where no table is one
    whose rows can be added up.
    """
    if work.options.get(OPTION) == ADD and not any(one.mapped.table.name in ADDED for one in staged):
        raise UsageError(
            f"{OPTION} = {ADD}: no table of these files has rows that can be added up.",
            hint=f"Those that have: {', '.join(ADDED)}.",
        )
    added: list[Staged] = []
    notices: list[Notice] = []
    for one in staged:
        said = {**one.mapped.mapping.options, **work.options}.get(OPTION)
        summed = _added(work, one) if said == ADD and one.mapped.table.name in ADDED else one
        added.append(summed)
        if rows := one.rows - summed.rows:
            text = (
                f"{rows:,} {'row was' if rows == 1 else 'rows were'} added to others of the same id ({OPTION} = {ADD})."
            )
            notices.append(Notice(one.source.name, one.mapped.table.name, "added_up", rows, text))
    return added, notices


def _added(work: Work, one: Staged) -> Staged:
    table, target = one.mapped.table, one.path.with_suffix(".added.parquet")
    key = ", ".join(map(quoted, (*table.key, *table.also)))
    what = ADDED[table.name]
    same = ", ".join(
        map(quoted, (name for name in (*landed_types(table.name), "_modified_at", "_deleted") if name != what))
    )
    parts = f"_problems IS NULL AND count(*) OVER (PARTITION BY {key}, _problems IS NULL) > 1"
    alike = f"min(row({same})) OVER whole IS NOT DISTINCT FROM max(row({same})) OVER whole"
    sums = [
        f"CASE WHEN parts THEN sum(coalesce({quoted(what)}, 1)) OVER whole ELSE {quoted(what)} END AS {quoted(what)}"
    ]
    sums += [
        f"CASE WHEN parts THEN {_of_parts(name)} ELSE {quoted(name)} END AS {quoted(name)}"
        for name in one.mapped.attributes
    ]
    whole = f"WINDOW whole AS (PARTITION BY {key}, _problems IS NULL)"
    rows = (
        f"SELECT * EXCLUDE (parts, file_row_number) REPLACE ({', '.join(sums)}) FROM ("
        f"SELECT *, {parts} AND {alike} AS parts FROM {staged_files([one.path])} {whole}) {whole} "
        f"QUALIFY NOT parts OR row_number() OVER (PARTITION BY {key}, _problems IS NULL ORDER BY file_row_number) = 1 "
        "ORDER BY file_row_number"
    )
    work.connection.execute(copied(rows, target))
    (left,) = work.connection.execute(f"SELECT count(*) FROM {staged_files([target])}").fetchall()[0]
    return replace(one, path=target, rows=left, skipped=one.skipped + one.rows - left)


def _of_parts(name: str) -> str:
    column = quoted(name)
    numbers = f"bool_and({column} IS NULL OR regexp_full_match({column}, '{_NUMBER}')) OVER whole"
    total = f"CAST(sum(TRY_CAST({column} AS DECIMAL(30, 6))) OVER whole AS VARCHAR)"
    return (
        f"CASE WHEN min({column}) OVER whole = max({column}) OVER whole AND NOT ({numbers}) THEN {column} "
        f"WHEN {numbers} THEN regexp_replace({total}, '\\.?0+$', '') END"
    )
