"""The currency written inside an amount, `USD 12,000.00`, is the row's where no column says it: never added up as another.

One sign beside all amounts that is or may be the workspace's own (`$` in every row, where that is CAD) says nothing that its owner
does not know: it is left out and told. Codes, other signs, and signs that differ from row to row, are currencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb
from babel.core import get_global

from assay.contract.currency_signs import currencies_of_signs, taken_for
from assay.engine.literals import literal, quoted
from assay.errors import UsageError
from assay.landing.evidence import Finding
from assay.landing.stage import Mapped
from assay.sources.shape import Decision


def with_currencies(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, findings: Sequence[Finding], own: str, file: str
) -> tuple[Mapped, list[Decision]]:
    """The rows with the currency that stands inside their amounts, where the column `currency` is missing or empty.

    `own` is the workspace's currency. Raises UsageError where two money columns of a row name two currencies.
    """
    marked = [one.column for one in findings if one.reading == "currency_mark" and one.column in mapped.supplied]
    columns = [name for name in dict.fromkeys(marked) if mapped.table[name].type == "decimal"]
    if not columns or "currency" not in mapped.table.names:
        return mapped, []
    marks = [currency_sql(f"clean({quoted(name)})", own) for name in columns]
    _check_agree(connection, mapped, columns, marks, file)
    mark = f"coalesce({', '.join(marks)})" if len(marks) > 1 else marks[0]
    is_code = " OR ".join(f"{_code_sql(f'clean({quoted(name)})')} IS NOT NULL" for name in columns)
    found = connection.execute(
        f"SELECT {mark} AS mark, count(*), bool_or({is_code}) FROM ({mapped.sql}) GROUP BY mark HAVING mark IS NOT NULL ORDER BY mark"
    ).fetchall()
    alone = len(found) == 1 and found[0][0] == own and not found[0][2]
    if not found or (alone and not mapped.table["currency"].required):
        return mapped, []
    listed = ", ".join(f"{currency} in {rows}" for currency, rows, _ in found)
    headers = ", ".join(mapped.mapping.source_of(name) for name in columns)
    reason = "written beside the amounts; the column currency goes before them"
    signs = {currency for currency, _, code in found if not code}
    shared = [f"{sign} is taken for {code}" for sign, code in taken_for(own).items() if code in signs]
    told = Decision(file, f"currencies in {headers}", listed, "; ".join([reason, *shared]))
    return _with_column(mapped, mark), [told]


def _with_column(mapped: Mapped, mark: str) -> Mapped:
    if "currency" in mapped.columns:
        stated = f"coalesce(nullif(clean(currency), ''), {mark})"
        return replace(mapped, sql=f"SELECT * REPLACE ({stated} AS currency) FROM ({mapped.sql})")
    return replace(
        mapped, sql=f"SELECT *, {mark} AS currency FROM ({mapped.sql})", columns=(*mapped.columns, "currency")
    )


def _check_agree(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, columns: Sequence[str], marks: Sequence[str], file: str
) -> None:
    if len(columns) < 2:
        return
    differ = " OR ".join(f"({marks[0]}) <> ({other})" for other in marks[1:])
    row = connection.execute(
        f"SELECT {', '.join(map(quoted, columns))} FROM ({mapped.sql}) WHERE {differ} LIMIT 1"
    ).fetchone()
    if row:
        raise UsageError(
            f"{file}: the amounts of one row are in two currencies: {' and '.join(map(str, row))}.",
            hint="Give each currency a file or row of its own.",
        )


def currency_sql(text: str, own: str) -> str:
    """SQL of the currency code that stands inside the text of an amount; null where there is none.

    `own` decides what a sign of several currencies means.
    """
    signs = currencies_of_signs(own)
    cases = " ".join(f"WHEN contains({text}, {literal(sign)}) THEN {literal(code)}" for sign, code in signs.items())
    return f"coalesce({_code_sql(text)}, CASE {cases} END)"


def _code_sql(text: str) -> str:
    """SQL of an ISO 4217 code before or behind the digits."""
    known = ", ".join(literal(code) for code in sorted(get_global("all_currencies")))
    before = rf"upper(regexp_extract({text}, '^[\s(+-]*([A-Za-z]{{3}})[^A-Za-z]', 1))"
    behind = rf"upper(regexp_extract({text}, '[^A-Za-z]([A-Za-z]{{3}})[\s)-]*$', 1))"
    return f"coalesce(CASE WHEN {before} IN ({known}) THEN {before} END, CASE WHEN {behind} IN ({known}) THEN {behind} END)"
