"""Whatever says the currency of a row: codes, signs and names in the column `currency`, and what stands beside the amounts.

The currency written inside an amount, `USD 12,000.00`, is the row's where no column says it: never added up as another. One sign
beside all amounts that is the workspace's own (`€` in every row, where that is EUR) says nothing new: it is left out and told. Codes,
other signs, and signs that differ from row to row, are currencies. A sign that may be several, none of them the workspace's own,
stays a sign: its rows are amounts are quarantined with the option that settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import duckdb
from babel.core import get_global

from assay.contract.currency_names import code_of_name
from assay.contract.currency_signs import SIGNS, Meaning, codes_of, meaning, sign_key
from assay.engine.literals import literal, quoted
from assay.errors import UsageError
from assay.landing.evidence import Finding, is_range_sql
from assay.landing.parse import is_code_sql
from assay.landing.settled_words import as_word
from assay.landing.stage import Mapped
from assay.sources.shape import Decision

_DIGITS = r"[\p{N}\s\x{00A0}\x{2000}-\x{200F}\x{202F}\x{3000}+,()%''’\x{2212}-]+"


def with_currencies(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, findings: Sequence[Finding], own: str, file: str
) -> tuple[Mapped, list[Decision]]:
    """The rows with the currencies that their texts mean, and what was decided on the way.

    `own` is the workspace's currency. Raises UsageError where two money columns of a row name two currencies.
    """
    mapped, told = _with_codes(connection, mapped, findings, own, file)
    mapped, beside = _with_marks(connection, mapped, findings, own, file)
    return mapped, [*told, *beside]


def _with_codes(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, findings: Sequence[Finding], own: str, file: str
) -> tuple[Mapped, list[Decision]]:
    """Signs and names in columns of currencies, `Kč` and `Swiss Franc`, settled as if the user had said it."""
    told: list[Decision] = []
    words = dict(mapped.words)
    for name in [one.column for one in findings if one.reading == "currency_text" and one.column in mapped.supplied]:
        meant = meaning(own, words.get(name, {}))
        query = f"SELECT lower(clean({quoted(name)})) AS text, count(*) FROM ({mapped.sql}) GROUP BY text ORDER BY text"
        read = {
            text: (code, rows)
            for text, rows in connection.execute(query).fetchall()
            if text and (code := meant(text) or code_of_name(text))
        }
        words[name] = {**{as_word(text): code for text, (code, _) in read.items()}, **words.get(name, {})}
        if read:
            listed = ", ".join(f"{text} is {code} in {rows}" for text, (code, rows) in read.items())
            told.append(Decision(file, f"currencies in {mapped.mapping.source_of(name)}", listed, _reason(read, own)))
    return replace(mapped, words=words), told


def _reason(texts: dict[str, tuple[str, int]], own: str) -> str:
    shared = [
        f"{text} is taken for {code}" for text, (code, _) in texts.items() if code == own and len(codes_of(text)) > 1
    ]
    return "; ".join(["signs and names", *(f"{one}, the workspace's currency" for one in shared)])


def _with_marks(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, findings: Sequence[Finding], own: str, file: str
) -> tuple[Mapped, list[Decision]]:
    """The currency that stands inside amounts, where the column `currency` is missing or empty."""
    marked = [one.column for one in findings if one.reading == "currency_mark" and one.column in mapped.supplied]
    columns = [name for name in dict.fromkeys(marked) if mapped.table[name].type == "decimal"]
    if not columns or "currency" not in mapped.table.names:
        return mapped, []
    settled = mapped.words.get("currency", {})
    meant = meaning(own, settled)
    know_signs(connection, meant, settled)
    marks = _marks_sql(mapped, columns)
    _check_agree(connection, marks, columns, file)
    mark = f"coalesce({', '.join(_mark(name) for name in columns)})"
    found = connection.execute(
        f"SELECT {mark} AS mark, count(*), list(DISTINCT coalesce({', '.join(_rest(name) for name in columns)})) "
        f"FROM ({marks}) GROUP BY mark HAVING mark IS NOT NULL ORDER BY mark"
    ).fetchall()
    if not found:
        return mapped, []
    written = {word for _, _, rests in found for rest in rests for word in rest.split()}
    shared = sorted(word for word in written if len(codes_of(word)) > 1 and meant(word) == own)
    alone = len(found) == 1 and found[0][0] == own and own.lower() not in written
    needless = alone and not mapped.table["currency"].required
    if needless and not shared:
        return mapped, []
    known = get_global("all_currencies")
    told = ", ".join(f"{mark}{'' if mark in known else ' (which one?)'} in {rows}" for mark, rows, _ in found)
    headers = ", ".join(mapped.mapping.source_of(name) for name in columns)
    taken = (f"{sign} is taken for {own}, the workspace's currency" for sign in shared)
    reason = "; ".join(["written beside the amounts; the column currency goes before them", *taken])
    decision = Decision(file, f"currencies in {headers}", told, reason)
    return (mapped if needless else _with_column(mapped, columns, marks)), [decision]


def _mark(column: str) -> str:
    return quoted(f"_mark_{column}")


def _rest(column: str) -> str:
    return quoted(f"_rest_{column}")


def _bare(column: str) -> str:
    return quoted(f"_bare_{column}")


def _marks_sql(mapped: Mapped, columns: Sequence[str]) -> str:
    """The rows with `_bare_`, `_rest_` and `_mark_` of each column, step by step: no text is worked out twice."""
    bare = ", ".join(f"clean({quoted(name)}) AS {_bare(name)}" for name in columns)
    rest = ", ".join(f"{_rest_sql(_bare(name))} AS {_rest(name)}" for name in columns)
    marks = {
        name: f"CASE WHEN NOT {is_range_sql(_bare(name))} THEN {_mark_sql(_bare(name), _rest(name))} END"
        for name in columns
    }
    mark = ", ".join(f"{sql} AS {_mark(name)}" for name, sql in marks.items())
    return f"SELECT *, {mark} FROM (SELECT *, {rest} FROM (SELECT *, {bare} FROM ({mapped.sql})))"


def _with_column(mapped: Mapped, columns: Sequence[str], marks: str) -> Mapped:
    """The column `currency` filled from the marks, and `_sign_<column>` where an amount has a sign that is to be asked."""
    stated = "nullif(clean(currency), '')" if "currency" in mapped.columns else "NULL"
    known = ", ".join(f"CASE WHEN {is_code_sql(_mark(name))} THEN {_mark(name)} END" for name in columns)
    currency = f"coalesce({stated}, {known}) AS currency"
    open_signs = {
        f"_sign_{name}": f"CASE WHEN {stated} IS NULL AND NOT ({is_code_sql(_mark(name))}) "
        f"THEN {_mark(name)} END AS {quoted(f'_sign_{name}')}"
        for name in columns
    }
    steps = ", ".join(part(name) for name in columns for part in (_bare, _rest, _mark))
    filled, added = (f" REPLACE ({currency})", ()) if "currency" in mapped.columns else (f", {currency}", ("currency",))
    sql = f"SELECT * EXCLUDE ({steps}){filled}, {', '.join(open_signs.values())} FROM ({marks})"
    return replace(mapped, sql=sql, columns=(*mapped.columns, *added, *open_signs))


def _check_agree(connection: duckdb.DuckDBPyConnection, marks: str, columns: Sequence[str], file: str) -> None:
    if len(columns) < 2:
        return
    differ = " OR ".join(f"{_mark(columns[0])} <> {_mark(other)}" for other in columns[1:])
    row = connection.execute(
        f"SELECT {', '.join(map(quoted, columns))} FROM ({marks}) WHERE {differ} LIMIT 1"
    ).fetchone()
    if row:
        raise UsageError(
            f"{file}: the amounts of one row are in two currencies: {' and '.join(map(str, row))}.",
            hint="Give each currency a file or row of its own.",
        )


def know_signs(connection: duckdb.DuckDBPyConnection, meant: Meaning, settled: Iterable[str] = ()) -> None:
    """Makes known to a connection what each sign means: a code, or the sign itself where it is to be asked.

    `settled` are signs that may be known to the user alone.
    """
    known = {sign_key(sign): meant(sign) or sign for sign in [*settled, *SIGNS]}
    pairs = ", ".join(f"{literal(sign)}: {literal(code)}" for sign, code in known.items())
    connection.execute(f"SET VARIABLE currency_signs = MAP {{{pairs}}}")


def _rest_sql(text: str) -> str:
    """SQL of what stands beside the digits of an amount, in lower case; null where that is nothing."""
    return rf"nullif(trim(regexp_replace(lower(replace({text}, '.', '')), '{_DIGITS}', ' ', 'g')), '')"


def _mark_sql(text: str, rest: str) -> str:
    words = (rest, f"split_part({rest}, ' ', 1)", f"split_part({rest}, ' ', -1)")
    signs = ", ".join(f"getvariable('currency_signs')[{word}]" for word in words)
    return rf"coalesce({_code_sql(text)}, {signs}, nullif(regexp_extract({text}, '\p{{Sc}}'), ''))"


def _code_sql(text: str) -> str:
    """SQL of an ISO 4217 code before or behind the digits."""
    known = ", ".join(literal(code) for code in sorted(get_global("all_currencies")))
    before = rf"upper(regexp_extract({text}, '^[\s(+-]*([A-Za-z]{{3}})[^A-Za-z]', 1))"
    behind = rf"upper(regexp_extract({text}, '[^A-Za-z]([A-Za-z]{{3}})[\s)-]*$', 1))"
    return f"coalesce(CASE WHEN {before} IN ({known}) THEN {before} END, CASE WHEN {behind} IN ({known}) THEN {behind} END)"
