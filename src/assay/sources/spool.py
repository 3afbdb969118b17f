"""Rows kept as Parquet of text while a file is loaded: under the names of its header, without those that are no rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from assay.engine.literals import literal, parquet, quoted
from assay.sources.headers import numbered_name
from assay.sources.shape import Decision, Raw

_TOTAL_WORDS = (
    "(grand |sub|report |running )?-?totals?|overall total|"  # en
    "total (général|general|geral|generale|ogólny)|sous-total|subtotal|totale( generale| complessivo)?|"  # fr es pt it
    "totaal|eindtotaal|subtotaal|gesamt(summe|ergebnis)?|(zwischen)?summe|insgesamt|"  # nl de
    "suma( końcowa| częściowa)?|razem|łącznie|ogółem|"  # pl
    "((record )?count|sum|average|avg)( of .*)?|anzahl|nombre|recuento|количество|"  # what reports put below a group
    "итого|всего|общий итог|промежуточный итог|общая сумма|разом|усього"  # ru uk
)
_TOTAL = rf"({_TOTAL_WORDS})(\s*[:(–—-].*)?"
_BARE = r"[^\p{L}]*|[A-Z]{3}|[^\p{L}]*[A-Z]{3}|[A-Z]{3}[^\p{L}]*"
_FIRST = 3
"""Cells among which the first filled one may say that a row is a total."""


def is_total(text: str) -> bool:
    """Whether a text is a word for a sum of other rows.

    >>> is_total("Subtotal"), is_total("Sum of Amount"), is_total("Total Energies")
    (True, True, False)
    """
    return re.fullmatch(_TOTAL, text.strip(), re.IGNORECASE) is not None


def spooled(rows: Path, header: Sequence[str], name: str, line: str) -> str:
    """SQL over spooled text columns c0, c1 … under the names of the header."""
    columns = ", ".join(f"c{number} AS {quoted(column)}" for number, column in enumerate(header))
    source = parquet([rows], row_numbers=True)
    return f"SELECT {columns}, CAST({line} AS BIGINT) AS _line, {literal(name)} AS _file FROM {source}"


def finished(connection: duckdb.DuckDBPyConnection, raw: Raw, rows: Path, written: Sequence[str]) -> Raw:
    """Leaves out rows that are none and tells how many: all delimiters, the header once more, totals of the rows above.

    `written` is the header as the file has it. Columns that share a header become one where they hold the same.
    """
    source = parquet([rows])
    dropped: list[tuple[_NoRow, int]] = []
    for kind in _kinds_of_no_row(written):
        before = "".join(f" AND NOT {kind.holds}" for kind, _ in dropped)
        if not _count(connection, f"{source} WHERE {kind.likely}"):
            continue
        if number := _count(connection, f"{source} WHERE {kind.holds}{before}"):
            dropped.append((kind, number))
    if dropped:
        where = " AND ".join(f"NOT {kind.holds}" for kind, _ in dropped)
        told = [Decision(raw.name, kind.what, f"{number} passed over", kind.reason) for kind, number in dropped]
        left = raw.rows - sum(number for _, number in dropped)
        raw = replace(raw, relation=f"{raw.relation} WHERE {where}", rows=left, decisions=(*raw.decisions, *told))
    return _merged(connection, raw, source)


@dataclass(frozen=True)
class _NoRow:
    """A kind of row that is none: `holds` is SQL, never NULL; `likely` a cheap SQL without which it does not hold."""

    what: str
    reason: str
    likely: str
    holds: str


def _kinds_of_no_row(written: Sequence[str]) -> Iterator[_NoRow]:
    cells = [f"coalesce(trim(c{number}), '')" for number in range(len(written))]
    empty = " AND ".join(f"{cell} = ''" for cell in cells)
    yield _NoRow("empty rows", "nothing stands in them", f"{cells[0]} = ''", f"({empty})")
    names = [name.strip() for name in written]
    if sum(map(bool, names)) > 1:
        same = " AND ".join(f"{cell} = {literal(name)}" for cell, name in zip(cells, names, strict=True))
        yield _NoRow("header rows", "the header stands in them again", f"{cells[0]} = {literal(names[0])}", f"({same})")
    if len(cells) > 1:
        yield _totals(cells)


def _totals(cells: Sequence[str]) -> _NoRow:
    """A row whose first filled cell is a word for a total and whose other cells are such words, numbers, dashes or nothing."""
    first = f"coalesce({', '.join(f'nullif({cell}, {chr(39) * 2})' for cell in cells[:_FIRST])}, '')"
    word = f"regexp_full_match(lower({first}), {literal(_TOTAL)})"
    plain = f"({_BARE}|(?i:{_TOTAL}))"
    bare = [f"regexp_full_match({cell}, {literal(plain)})" for cell in cells]
    reason = "sums of the rows above, which would count twice"
    return _NoRow("total rows", reason, word, f"(CASE WHEN {word} THEN {' AND '.join(bare)} ELSE false END)")


def _merged(connection: duckdb.DuckDBPyConnection, raw: Raw, source: str) -> Raw:
    """Of columns that share a header and hold the same in every row one is left, under that header."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(raw.columns):
        if name := numbered_name(column):
            alike[name.lower()].append(place)
    written = raw.columns
    for places in alike.values():
        name = numbered_name(written[places[0]]) or ""
        if len(places) < 2 or name.lower() in {column.lower() for column in raw.columns}:
            continue
        differ = " OR ".join(f"c{place} IS DISTINCT FROM c{places[0]}" for place in places[1:])
        if not _count(connection, f"{source} WHERE {differ}"):
            raw = _as_one(raw, name, [written[place] for place in places])
    return raw


def _as_one(raw: Raw, name: str, columns: Sequence[str]) -> Raw:
    kept = tuple(name if column == columns[0] else column for column in raw.columns if column not in columns[1:])
    others = ", ".join(map(quoted, columns))
    decision = Decision(raw.name, f"column {name}", "one of them is left", f"its {len(columns)} columns hold the same")
    return replace(
        raw,
        relation=f"SELECT * EXCLUDE ({others}), {quoted(columns[0])} AS {quoted(name)} FROM ({raw.relation})",
        columns=kept,
        typed=raw.typed - set(columns) | ({name} if columns[0] in raw.typed else set()),
        decisions=(*(one for one in raw.decisions if one.value not in columns), decision),
    )


def _count(connection: duckdb.DuckDBPyConnection, source: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {source}").fetchone()
    return int(row[0]) if row else 0
