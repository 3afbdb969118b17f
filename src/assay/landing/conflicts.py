"""Rows of one key that differ within a file: which lines, in what, and how to tell them apart."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assay.contract.tables import Table
from assay.engine.literals import literal, quoted
from assay.landing.added_up import ADD, ADDED
from assay.landing.added_up import OPTION as REPEATED
from assay.landing.newest import STAMP, staged_files
from assay.landing.quarantine import key_sql
from assay.landing.report import Conflict
from assay.landing.take import Staged
from assay.landing.work import Work
from assay.sources.mapping.wider_key import OPTION, WIDENED

RULE = "rows of one key that differ"
SAMPLE = 20
_ALIKE_BY_CHANCE = ("costs",)
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


def written_of(work: Work, staged: Sequence[Staged]) -> str | None:
    """SELECT of (batch, line, words) of files of costs that a mapping reads: two rows of 5.00 by device, of whose device
    the mapping takes nothing, are two, though they look alike. What loaders add (`_fivetran_synced`) is no word of theirs.
    """
    if work.rules is None or staged[0].mapped.table.name not in _ALIKE_BY_CHANCE:
        return None
    parts = []
    for one in staged:
        added_up = {**one.mapped.mapping.options, **work.options}.get(REPEATED) == ADD
        view, raw = work.raw(one.source)
        own = [quoted(name) for name in raw.columns if not name.startswith("_")]
        words = f"hash(row({', '.join(own)}))" if own and not added_up else "CAST(NULL AS UBIGINT)"
        parts.append(f"SELECT {one.batch} AS batch, _line AS line, {words} AS words FROM {view}")
    return " UNION ALL ".join(parts)


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
    """The fewest columns whose words tell the rows of each key apart: what the key lacks, if words can mend it."""
    if not rows.columns:
        return None
    texts = ", ".join(
        f"CAST(written.{quoted(name)} AS VARCHAR) AS {_place(at)}" for at, name in enumerate(rows.columns.values())
    )
    work.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE contested_texts AS SELECT key, row, {texts} "
        f"FROM contested JOIN {rows.relation} AS written ON written._line = contested._line"
    )
    words = ", ".join(
        f"bool_and({_place(at)} IS NOT NULL) AND NOT bool_and(regexp_full_match({_place(at)}, '{_NUMBERLIKE}'))"
        for at in range(len(rows.columns))
    )
    apart = work.connection.execute(f"SELECT {words} FROM contested_texts").fetchone() or ()
    able = [at for at, is_words in enumerate(apart) if is_words]
    fewest = next(([at] for at in able if _tells(work, [at])), able)
    if not able or not _tells(work, fewest):
        return None
    for at in able:
        without = [one for one in fewest if one != at]
        fewest = without if without and _tells(work, without) else fewest
    headers = list(rows.columns)
    return ", ".join(headers[at] for at in fewest)


def _tells(work: Work, places: Sequence[int]) -> bool:
    listed = ", ".join(map(_place, places))
    row = work.connection.execute(
        f"SELECT count(DISTINCT (key, {listed})) = count(DISTINCT row) FROM contested_texts"
    ).fetchone()
    return bool(row and row[0])


def _place(at: int) -> str:
    return f"text{at}"


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
    said = one.mapped.mapping.options.get(REPEATED)
    is_sum = one.mapped.table.name in ADDED and said != ADD
    sums = f" If they are parts of one, --option {REPEATED}={ADD} adds them up." if is_sum else ""
    if apart is None or one.mapped.table.name not in WIDENED:
        return f"{_CORRECT} A mapping's modified_at can say which is the newest.{sums}"
    belongs = "belong" if ", " in apart else "belongs"
    key = shlex.quote(f"{OPTION}={apart}")
    return (
        f"If each is a row of its own, {apart} {belongs} to the key: --option {key} lands them all. "
        f"In a mapping: {_widened(one, apart)}.{sums}"
    )


def _widened(one: Staged, apart: str) -> str:
    """A mapping's line that makes columns part of the id."""
    name = one.mapped.table.key[0]
    rule = dict(one.mapped.mapping.rule.columns).get(name)
    written = rule.text if rule and rule.text else f"{{{one.mapped.mapping.source_of(name)}}}"
    columns = " ".join(f"{{{column}}}" for column in apart.split(", "))
    return f'{name} = {{ text = "{written} {columns}" }}'
