"""Text into values, as DuckDB macros and expressions. What does not parse is NULL, for the checks to find."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
from babel.core import get_global

from assay.contract.tables import Column
from assay.engine.literals import literal
from assay.landing.current import sql_type
from assay.sources.truth import truth_sql

NUMBERS = ("decimal", "number", "integer")
TIMES = ("date", "timestamp")
_SPACES = r" \x{00A0}\x{202F}\x{2009}\t"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONE = r"Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?"
STRICT_ISO = r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?"
YEAR_FIRST = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
YEAR_LAST = r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
_NAMED_MONTH = r"(?i)(\d{1,2})[ .-]*((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)[ .,-]*(\d{4}|\d{2})"
_MONTH_FIRST = r"(?i)((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)[ .-]*(\d{1,2})[ ,.-]+(\d{4}|\d{2})"
_SCALES = {"k": 3, "tsd": 3, "thousand": 3, "m": 6, "mn": 6, "mm": 6, "mio": 6, "million": 6, "b": 9, "bn": 9} | {
    "mrd": 9,
    "billion": 9,
}
"""Words behind an amount, `$141.56K`, with the zeros they stand for."""
_CLOCK = rf"(\d{{1,2}}):(\d\d)(:\d\d(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*({_ZONE})?"
_DAY_AND_CLOCK = r"^(.*?)(?:(?:\s*,\s*|\s+|T)(\d{1,2}:\d\d.*))?$"


@dataclass(frozen=True)
class Formats:
    """How a file writes its values. `date_order` is None where no date needs one."""

    decimal: str = "."
    date_order: str | None = None
    timestamp_format: str | None = None
    epoch: str | None = None
    null: tuple[str, ...] = ()


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the parsing macros known to a connection."""
    for macro in (*_TEXT_MACROS, *_NUMBER_MACROS, *_TIME_MACROS):
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")


def _currency_marks() -> str:
    codes = "|".join(sorted(get_global("all_currencies")))
    return rf"\p{{Sc}}|US\$|R\$|C\$|A\$|руб\.?|р\.|zł|kr\.?|Fr\.?|{codes}"


def _scaled() -> str:
    """A scale behind a digit, with what may follow it: a currency, the end of a bracket, a minus."""
    words = "|".join(sorted(_SCALES, key=len, reverse=True))
    return rf"(?i)(\d)[{_SPACES}]*({words})\.?([{_SPACES}]*(?:{_currency_marks()})?[)-]?)$"


# The cheap tests come first: most texts need no trimming, and most times are ISO 8601 already.
_TEXT_MACROS = (
    "padded(t) AS t < '!' OR (t >= '\u00a0' AND t < '\u00a1') OR starts_with(t, '\ufeff') OR suffix(t, ' ') "
    "OR suffix(t, '\t') OR suffix(t, '\r') OR suffix(t, '\n') OR suffix(t, '\u00a0')",
    "clean(t) AS CASE WHEN padded(t) THEN nullif(trim(t, ' \t\r\n\u00a0\ufeff'), '') ELSE t END",
    "as_word(t) AS CASE WHEN contains(t, ' ') OR contains(t, '-') "
    r"THEN regexp_replace(lower(t), '[\s-]+', '_', 'g') ELSE lower(t) END",
    f"as_flag(t) AS {truth_sql('t')}",
)
_NUMBER_MACROS = (
    r"unsigned_minus(t) AS regexp_replace(replace(t, '−', '-'), '^\((.*)\)$', '-\1')",
    rf"bare_number(t) AS regexp_replace(unsigned_minus(t), "
    rf"'^([+-]?)[{_SPACES}]*(?:{_currency_marks()})?[{_SPACES}]*([+-]?)(.*?)"
    rf"[{_SPACES}]*(?:{_currency_marks()})?(-?)$', "
    r"'\1\2\4\3')",
    rf"point_number(t) AS CASE "
    rf"WHEN regexp_full_match(t, '[+-]?\d{{1,3}}([,{_SPACES}''’]\d{{3}})+(\.\d+)?') "
    rf"THEN regexp_replace(t, '[,{_SPACES}''’]', '', 'g') "
    r"WHEN regexp_full_match(t, '[+-]?(\d+\.?\d*|\.\d+)') THEN t END",
    rf"comma_number(t) AS CASE "
    rf"WHEN regexp_full_match(t, '[+-]?\d{{1,3}}([.{_SPACES}''’]\d{{3}})+(,\d+)?') "
    rf"THEN replace(regexp_replace(t, '[.{_SPACES}''’]', '', 'g'), ',', '.') "
    r"WHEN regexp_full_match(t, '[+-]?(\d+,?\d*|,\d+)') THEN replace(t, ',', '.') END",
    rf"unspaced(t) AS regexp_replace(t, '[{_SPACES}''’]', '', 'g')",
    r"plain_number(t) AS CASE WHEN regexp_full_match(t, '[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?') THEN t END",
    rf"unscaled(t) AS regexp_replace(t, '{_scaled()}', '\1\3')",
    rf"zeros(t) AS CASE lower(regexp_extract(t, '{_scaled()}', 2)) "
    + " ".join(f"WHEN '{word}' THEN {zeros}" for word, zeros in _SCALES.items())
    + " END",
    "number_text(t, sign) AS CASE WHEN t IS NULL THEN NULL "
    r"WHEN regexp_full_match(t, '[+-]?\d+') THEN t "
    "WHEN sign = '.' THEN coalesce(plain_number(t), point_number(bare_number(t))) "
    "ELSE comma_number(bare_number(t)) END",
    # Four digits of exponent, as no file writes them: what is scaled already is told from what its unit has to scale.
    r"amount_text(t, sign) AS CASE WHEN NOT regexp_matches(t, '[A-Za-z]') OR zeros(t) IS NULL THEN number_text(t, sign) "
    "ELSE number_text(unscaled(t), sign) || 'e000' || zeros(t) END",
)
_TIME_MACROS = (
    "full_year(y) AS CASE WHEN length(y) = 4 THEN y WHEN y >= '70' THEN '19' || y ELSE '20' || y END",
    f"month_number(name) AS list_position({list(_MONTHS)!r}, lower(left(name, 3)))",
    "iso_parts(y, m, d) AS full_year(y) || '-' || lpad(CAST(m AS VARCHAR), 2, '0') || '-' || lpad(d, 2, '0')",
    "ordered_day(p, o) AS CASE o WHEN 'dmy' THEN iso_parts(p[3], p[2], p[1]) "
    "WHEN 'mdy' THEN iso_parts(p[3], p[1], p[2]) "
    "WHEN 'ymd' THEN CASE WHEN length(p[3]) <= 2 THEN iso_parts(p[1], p[2], p[3]) END END",
    "named_day(p) AS iso_parts(p.y, month_number(p.m), p.d)",
    "iso_day(t, o) AS CASE "
    rf"WHEN regexp_full_match(t, '{YEAR_FIRST}') "
    "THEN iso_parts(split_part(translate(t, '/.', '--'), '-', 1), split_part(translate(t, '/.', '--'), '-', 2), "
    "split_part(translate(t, '/.', '--'), '-', 3)) "
    r"WHEN regexp_full_match(t, '(19|20)\d{6}') THEN t[1:4] || '-' || t[5:6] || '-' || t[7:8] "
    rf"WHEN regexp_full_match(t, '{YEAR_LAST}|\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}') "
    "THEN ordered_day(string_split(translate(t, '/.', '--'), '-'), o) "
    f"WHEN regexp_full_match(t, '{_NAMED_MONTH}') THEN named_day(regexp_extract(t, '{_NAMED_MONTH}', ['d', 'm', 'y'])) "
    f"WHEN regexp_full_match(t, '{_MONTH_FIRST}') THEN named_day(regexp_extract(t, '{_MONTH_FIRST}', ['m', 'd', 'y'])) "
    "END",
    "iso_zone(z) AS CASE WHEN z = '' THEN '' WHEN z IN ('Z', 'z', 'UTC', 'GMT') THEN 'Z' "
    "WHEN length(z) = 3 THEN z || ':00' WHEN length(z) = 5 THEN z[1:3] || ':' || z[4:5] ELSE z END",
    "hour_of(c) AS CASE WHEN c.half = '' THEN CAST(c.hour AS INTEGER) "
    "WHEN CAST(c.hour AS INTEGER) NOT BETWEEN 1 AND 12 THEN NULL "
    "ELSE CAST(c.hour AS INTEGER) % 12 + CASE WHEN lower(c.half)[1] = 'p' THEN 12 ELSE 0 END END",
    "clock_text(c) AS lpad(CAST(hour_of(c) AS VARCHAR), 2, '0') || ':' || c.minute "
    "|| CASE WHEN c.second = '' THEN ':00' ELSE replace(c.second, ',', '.') END "
    "|| iso_zone(c.zone)",
    "iso_clock(t) AS CASE WHEN t = '' OR t IS NULL THEN '' "
    f"WHEN regexp_full_match(t, '{_CLOCK}') "
    f"THEN 'T' || clock_text(regexp_extract(t, '^{_CLOCK}$', ['hour', 'minute', 'second', 'half', 'zone'])) END",
    "iso_shaped(t) AS t LIKE '____-__-__' OR t LIKE '____-__-__ __:__:__' OR t LIKE '____-__-__T__:__:__Z' "
    "OR t LIKE '____-__-__T__:__:__'",
    f"iso_text(t, o) AS CASE WHEN t IS NULL OR iso_shaped(t) OR regexp_full_match(t, '{STRICT_ISO}') THEN t "
    f"ELSE iso_day(regexp_extract(t, '{_DAY_AND_CLOCK}', 1), o) || iso_clock(regexp_extract(t, '{_DAY_AND_CLOCK}', 2)) "
    "END",
    r"has_zone(t) AS strlen(t) > 16 AND (suffix(t, 'Z') OR (strlen(t) > 19 AND regexp_matches(t, '[+-]\d\d:\d\d$')))",
    "stamp(t) AS CASE WHEN has_zone(t) THEN TRY_CAST(t AS TIMESTAMPTZ) AT TIME ZONE 'UTC' "
    "ELSE TRY_CAST(t AS TIMESTAMP) END",
    "likely(s) AS CASE WHEN s >= TIMESTAMP '1900-01-01' AND s < TIMESTAMP '10000-01-01' THEN s END",
)


def iso_sql(text: str, formats: Formats) -> str:
    """SQL of the ISO 8601 text of a date or timestamp written as the file does."""
    plain = f"iso_text({text}, {literal(formats.date_order or '')})"
    if formats.timestamp_format:
        return f"coalesce({_formatted(text, formats.timestamp_format)}, {plain})"
    if formats.epoch:
        return f"coalesce({_epoch(text, formats.epoch)}, {plain})"
    return plain


def _formatted(text: str, pattern: str) -> str:
    moment = f"try_strptime({text}, {literal(pattern)})"
    if "%z" in pattern.lower():
        return f"strftime({moment} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    return f"strftime({moment}, '%Y-%m-%dT%H:%M:%S.%f')"


def _epoch(text: str, unit: str) -> str:
    factor = {"ms": 1_000, "s": 1_000_000}[unit]
    micros = f"CAST(round(TRY_CAST({text} AS DECIMAL(28,6)) * {factor}) AS BIGINT)"
    moment = f"strftime(make_timestamp({micros}), '%Y-%m-%dT%H:%M:%S.%fZ')"
    return rf"CASE WHEN regexp_full_match({text}, '-?\d{{1,14}}(\.\d+)?') THEN {moment} END"


def prepared_sql(column: Column, text: str, formats: Formats, *, scaled: bool = False) -> str:
    """SQL of the text in one way of writing: ISO for times, a plain number for numbers; NULL when it is none.

    `scaled` amounts may carry a scale of their own, `$141.56K`: only where a mapping says that they are in some unit.
    """
    if column.type in TIMES:
        return iso_sql(text, formats)
    if column.type == "decimal" and scaled:
        return f"amount_text({text}, {literal(formats.decimal)})"
    if column.type in NUMBERS:
        return f"number_text({text}, {literal(formats.decimal)})"
    return text


def moment_sql(column: Column, prepared: str) -> str:
    """SQL of the TIMESTAMP of a prepared date or timestamp: of a date the day as written, whatever its zone."""
    return f"stamp({prepared})" if column.type == "timestamp" else f"TRY_CAST({prepared} AS TIMESTAMP)"


def value_sql(column: Column, prepared: str, unit: str | None = None) -> str:
    """SQL of the value of a prepared text, for times of its moment; `unit` is SQL of a decimal multiplier."""
    match column.type:
        case "timestamp":
            return f"likely({prepared})"
        case "date":
            return f"CAST(likely({prepared}) AS DATE)"
        case "boolean":
            return f"as_flag({prepared})"
        case "text":
            return _text_value(column, prepared)
    return _number_value(column, prepared, unit)


def _number_value(column: Column, prepared: str, unit: str | None) -> str:
    if column.type == "integer":
        whole = f"TRY_CAST({prepared} AS DECIMAL(38,10))" + (f" * CAST({unit} AS DOUBLE)" if unit else "")
        return f"CASE WHEN {whole} = trunc({whole}) THEN TRY_CAST({whole} AS BIGINT) END"
    if column.type == "decimal" and unit:
        exact = f"TRY_CAST({prepared} AS DECIMAL(22,8)) * CAST({unit} AS DECIMAL(16,6))"
        # A value with a scale of its own, `$1.2M`, is not scaled again.
        own = f"TRY_CAST({prepared} AS {sql_type(column)})"
        return f"CASE WHEN contains({prepared}, 'e000') THEN {own} ELSE TRY_CAST({exact} AS {sql_type(column)}) END"
    value = f"TRY_CAST({prepared} AS {sql_type(column)})"
    return f"{value} * CAST({unit} AS DOUBLE)" if unit else value


def _text_value(column: Column, text: str) -> str:
    if column.name in ("currency", "from_currency", "to_currency"):
        return f"upper({text})"
    if column.name in ("kind", "outcome", "direction", "team") or (column.choices and not column.prefixes):
        return f"as_word({text})"
    if not column.prefixes:
        return text
    prefixed = " ".join(
        f"WHEN starts_with(lower({text}), {literal(prefix)}) "
        f"THEN {literal(prefix)} || trim(substr({text}, {len(prefix) + 1}))"
        for prefix in column.prefixes
    )
    return f"CASE {prefixed} ELSE as_word({text}) END"
