"""Rows of one key that differ within a file: which lines, in what, and how to tell them apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assay.contract.tables import Table
from assay.engine.literals import literal, quoted
from assay.landing.newest import STAMP, staged_files
from assay.landing.quarantine import key_sql
from assay.landing.report import Conflict
from assay.landing.take import Staged
from assay.landing.work import Work

RULE = "rows of one key that differ"
SAMPLE = 20
_SHOWN = 4
"""Values of a column that are shown of one conflict."""
_DECIMAL = re.compile(r"-?\d+\.\d{8}")
_NUMBERLIKE = r"[-+(]?[\d.,\s]*\)?%?"


@dataclass(frozen=True)
class _Rows:
    """The rows of a file as it wrote them: SQL with `_line`, and its columns by the name the reader knows."""

    relation: str
    columns: Mapping[str, str]


def conflicts_of(work: Work, one: Staged) -> list[Conflict]:
    """The first conflicts of a staged file, by line, once `settle` has filled the table `skip`."""
    table = one.mapped.table
    work.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE contested AS SELECT {_key_text(table)} AS key, _line, file_row_number AS row "
        f"FROM {staged_files([one.path])} AS staged {_contested(one)}"
    )
    keys = work.connection.execute(
        f"SELECT key, list(_line ORDER BY row) FROM contested GROUP BY key ORDER BY min(_line) LIMIT {SAMPLE}"
    ).fetchall()
    rows = _as_written(work, one)
    apart = _telling_apart(work, rows)
    hint = _hint(one, apart)
    return [
        Conflict(one.source.name, table.name, key, tuple(lines), _differing(work, rows, key), apart, hint)
        for key, lines in keys
    ]


def contested_sql(one: Staged) -> str:
    """SELECT of the rows in conflict, as `quarantine.problems_sql` has the bad ones."""
    told = ", ".join(one.mapped.told(name) for name in one.mapped.table.key)
    return (
        f"SELECT _line AS line, {literal(told)} AS column_name, {_key_text(one.mapped.table)} AS value, "
        f"{literal(RULE)} AS rule, {literal(_CORRECT)} AS hint, _batch AS batch, file_row_number AS row, "
        f"{STAMP} AS stamp, {key_sql(one.mapped.table)} AS key FROM {staged_files([one.path])} AS staged {_contested(one)}"
    )


def _contested(one: Staged) -> str:
    return f"SEMI JOIN skip ON skip.batch = {one.batch} AND skip.row = staged.file_row_number AND skip.why = 'conflict'"


def _key_text(table: Table) -> str:
    return f"concat_ws(' / ', {', '.join(f'CAST({quoted(name)} AS VARCHAR)' for name in table.key)})"


def _as_written(work: Work, one: Staged) -> _Rows:
    if work.rules is not None:
        view, raw = work.raw(one.source)
        return _Rows(view, {name: name for name in raw.columns})
    names = [*one.mapped.supplied, *one.mapped.attributes]
    return _Rows(staged_files([one.path]), {one.mapped.mapping.source_of(name): name for name in names})


def _telling_apart(work: Work, rows: _Rows) -> str | None:
    """The first column with another word on every row of one key: what the key lacks, if a word can mend it."""
    if not rows.columns:
        return None
    texts = {header: f"CAST(written.{quoted(name)} AS VARCHAR)" for header, name in rows.columns.items()}
    tests = ", ".join(
        f"count(DISTINCT (key, {text})) = count(DISTINCT row) AND bool_and({text} IS NOT NULL) "
        f"AND NOT bool_and(regexp_full_match({text}, '{_NUMBERLIKE}'))"
        for text in texts.values()
    )
    found = work.connection.execute(
        f"SELECT {tests} FROM contested JOIN {rows.relation} AS written ON written._line = contested._line"
    ).fetchone()
    return next((header for header, apart in zip(texts, found or (), strict=False) if apart), None)


def _differing(work: Work, rows: _Rows, key: str) -> tuple[tuple[str, tuple[str | None, ...]], ...]:
    names = list(rows.columns)
    listed = ", ".join(f"CAST(written.{quoted(rows.columns[name])} AS VARCHAR)" for name in names)
    values = work.connection.execute(
        f"SELECT {listed} FROM contested JOIN {rows.relation} AS written ON written._line = contested._line "
        f"WHERE key = ? ORDER BY contested.row",
        [key],
    ).fetchall()
    columns = zip(names, zip(*values, strict=True), strict=True) if values else ()
    return tuple((name, tuple(map(_shown, column[:_SHOWN]))) for name, column in columns if len(set(column)) > 1)


def _shown(value: str | None) -> str | None:
    """A decimal without the zeros that its column's type adds."""
    return re.sub(r"(\.\d*?)0+$", r"\1", value).removesuffix(".") if value and _DECIMAL.fullmatch(value) else value


_CORRECT = "Correct the file: nothing says which of the rows is true, so none of them landed."


def _hint(one: Staged, apart: str | None) -> str:
    key = _widened(one, apart) if apart else None
    if key is None:
        return f"{_CORRECT} A mapping's modified_at can say which is the newest."
    return f"If each is a row of its own, {apart} belongs to the key. In a mapping (--map): {key}"


def _widened(one: Staged, apart: str | None) -> str | None:
    """A mapping's line that makes a column part of the id; None where the key is no single id."""
    name, *others = one.mapped.table.key
    if others or one.mapped.table[name].type != "text":
        return None
    return f'{name} = {{ text = "{{{one.mapped.mapping.source_of(name)}}} {{{apart}}}" }}'
