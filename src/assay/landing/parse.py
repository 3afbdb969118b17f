"""Text into values, as DuckDB macros and expressions. What does not parse is NULL, for the checks to find."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import duckdb

from assay.contract.currency_signs import SIGNS, mark_pattern
from assay.contract.loose_ids import MACROS as LOOSE_IDS
from assay.contract.tables import Column
from assay.engine.literals import literal
from assay.landing.current import sql_type
from assay.landing.month_names import month_names
from assay.sources.truth import truth_sql

SALESFORCE = r"(00[135-9QTUGkv]|701|500|800|01t|012)[0-9A-Za-z]*[A-Za-z][0-9A-Za-z]*"
NUMBERS = ("decimal", "number", "integer")
TIMES = ("date", "timestamp")
CURRENCIES = ("currency", "from_currency", "to_currency")
_SPACES = r" \x{00A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}\t"
_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९０１２３４５６７８９٫٬．，"
"""Digits of Arabic, Persian, Devanagari and full width, and the signs between them; in Latin letters they are:"""
_LATIN = "0123456789" * 4 + ".,.,"
_FILLERS = r"null|\(null\)|\\n|nil|none|n/a|n\.a\.|-{1,3}|–|—|\(blank\)|\(empty\)|\(none\)"
_ZERO_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_OUTSIDE = " \t\r\n\u00a0\u2007\u2009\u200a\u202f\u3000" + _ZERO_WIDTH
_OFFSETS = {
    "Z": "Z",
    "UTC": "Z",
    "GMT": "Z",
    "WET": "Z",
    "WEST": "+01:00",
    "CET": "+01:00",
    "CEST": "+02:00",
    "MEZ": "+01:00",
    "MESZ": "+02:00",
    "EET": "+02:00",
    "EEST": "+03:00",
    "MSK": "+03:00",
    "JST": "+09:00",
    "EST": "-05:00",
    "EDT": "-04:00",
    "CDT": "-05:00",
    "MST": "-07:00",
    "MDT": "-06:00",
    "PST": "-08:00",
    "PDT": "-07:00",
    "AEST": "+10:00",
    "AEDT": "+11:00",
    "NZST": "+12:00",
    "NZDT": "+13:00",
    "SGT": "+08:00",
}
"""Zones by the letters that mean one of them: CST is Chicago's and China's, IST India's, Ireland's and Israel's."""
_AREA = r"[A-Z][A-Za-z]+/[A-Za-z_]+(?:/[A-Za-z_]+)?"
_ZONE = rf"z|{'|'.join(sorted(_OFFSETS, key=len, reverse=True))}|(?:UTC|GMT)?[+-]\d{{1,2}}(?::?\d\d)?|{_AREA}"
STRICT_ISO = r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?"
YEAR_FIRST = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
YEAR_LAST = r"\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})"
_NAMED_MONTH = r"(\d{1,2})(?:st|nd|rd|th|er|º|ª)?[ .-]*(?:de |of |d[’''])?(\p{L}+)[ .,-]*(?:de |del )?(\d{4}|\d{2})"
_MONTH_FIRST = r"(\p{L}+)[ .-]*(\d{1,2})(?:st|nd|rd|th)?[ ,.-]+(\d{4}|\d{2})"
INDIAN = r"[+-]?\d{1,2}(,\d{2})+,\d{3}(\.\d+)?"
"""Groups of lakh and crore: 1,23,45,678.90."""
CLOCK_DURATION = r"\d{1,4}:[0-5]\d:[0-5]\d(\.\d+)?"
DURATION = (
    r"(?i)(?:PT)?(?:(\d+)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ore|godz|ч|час|時間|小时|小時|시간)\.?\s*)?"
    r"(?:(\d+)\s*(?:m|mins?|minutes?|minuten?|minutos?|minut[iy]|мин|分钟|分鐘|分|분)\.?\s*)?"
    r"(?:(\d+(?:\.\d+)?)\s*(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|second[io]|с|сек|秒|초)\.?)?"
)
SERIAL = r"[2-7]\d{4}(?:[.,]\d+)?"
"""Days since 1899-12-30 as spreadsheets count them, of 1970 and later."""
_SCALES = {"k": 3, "tsd": 3, "thousand": 3, "m": 6, "mn": 6, "mm": 6, "mio": 6, "million": 6, "b": 9, "bn": 9} | {
    "mrd": 9,
    "billion": 9,
}
"""Words behind an amount, `$141.56K`, with the zeros they stand for."""
_CLOCK = rf"(\d{{1,2}}):(\d\d)(:\d\d(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*({_ZONE})?"
_WEEKDAY = r"(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+|\s*\([\p{L} ]+\)$"
_NAMED_ZONE = r"(Z|[+-]\d\d:?\d\d)\[[A-Za-z_/+-]+\]$"
"""The name of a zone behind its offset, as Java writes it: 2026-02-03T10:00+01:00[Europe/Berlin]."""
_COMPACT = r"^((?:19|20)\d{6})[T ]?(\d\d)(\d\d)(\d\d)(Z?)$"
"""20260203T100000Z, the basic form of ISO 8601."""
_IDEOGRAPHIC = r"^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_WEEK = r"(?i)(\d{4})[ /-]?(?:W|KW|CW|WK)[ /-]?(\d{1,2})"
_WEEK_FIRST = r"(?i)(?:W|KW|CW|WK|week)[ /-]?(\d{1,2})[ ,/-]+(\d{4})"
"""Weeks by their number in ISO 8601: 2026-W48, KW 48/2026."""
_DAY_AND_CLOCK = r"^(.*?)(?:(?:\s*,\s*|\s+|T)(\d{1,2}:\d\d.*))?$"


@dataclass(frozen=True)
class Formats:
    """How a file writes its values. `date_order` is None where no date needs one; `orders` are those of single headers.

    `whole_ids` are columns whose ids were written as numbers with a fraction, `12345.0`; `doubtful` columns with the pattern
    of what may be thousands or a fraction in them, `1.200`, unless the sign was `stated`; with `sunday_weeks` weeks are
    named by days of weeks that begin on Sunday (an option says so, or that they begin on Monday, or the days do).
    """

    decimal: str = "."
    date_order: str | None = None
    orders: tuple[tuple[str, str], ...] = ()
    timestamp_format: str | None = None
    epoch: str | None = None
    null: tuple[str, ...] = ()
    whole_ids: frozenset[str] = frozenset()
    doubtful: tuple[tuple[str, str], ...] = ()
    stated: bool = False
    sunday_weeks: bool = False
    monday_weeks: bool = False

    def of(self, header: str) -> Formats:
        """As the column of a header writes them: its dates may have an order of their own."""
        return replace(self, date_order=dict(self.orders).get(header, self.date_order))


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the parsing macros known to a connection."""
    # A variable is one constant: a map of some hundred names in every expression takes long to plan.
    connection.execute(f"SET VARIABLE month_names = {_month_map()}")
    for macro in (*_TEXT_MACROS, *_NUMBER_MACROS, *_TIME_MACROS):
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")


def _scaled() -> str:
    """A scale behind a digit, with what may follow it: a currency, the end of a bracket, a minus."""
    words = "|".join(sorted(_SCALES, key=len, reverse=True))
    return rf"(?i)(\d)[{_SPACES}]*({words})\.?([{_SPACES}]*(?:{mark_pattern(behind_scale=True)})?[)-]?)$"


def _errors() -> str:
    names = "DIV/0! N/A NAME? NULL! NUM! REF! VALUE! SPILL! CALC! BLOCKED! CONNECT! FIELD! BUSY! GETTING_DATA ERROR FORMULA?"
    german = "WERT! BEZUG! ZAHL! NV NOMBRE? VALEUR! VALOR! ¡VALOR! ДЕЛ/0! ЗНАЧ! ССЫЛКА! ИМЯ? Н/Д ЧИСЛО!"
    return "#(" + "|".join(map(re.escape, f"{names} {german}".split())) + ")"


# The cheap tests come first: most texts need no trimming, and most times are ISO 8601 already.
_TEXT_MACROS = (
    "padded(t) AS t < '!' OR (t >= '\u00a0' AND t < '\u00a1') OR (t >= '\u2000' AND t < '\u2070') "
    "OR starts_with(t, '\ufeff') OR starts_with(t, '\u3000') OR "
    + " OR ".join(f"suffix(t, '{sign}')" for sign in " \t\r\n\u00a0\u202f\u2009\u200b\u200e\u3000\ufeff"),
    f"trimmed(t) AS CASE WHEN padded(t) THEN nullif(trim(t, '{_OUTSIDE}'), '') ELSE t END",
    # ="00123" is how spreadsheets are told that something is a text.
    "untold(t) AS CASE WHEN starts_with(t, '=\"') AND suffix(t, '\"') THEN nullif(replace(t[3:-2], '\"\"', '\"'), '') ELSE t END",
    "clean(t) AS untold(trimmed(t))",
    f"latin_digits(t) AS CASE WHEN strlen(t) <> length(t) THEN translate(t, '{_DIGITS}', '{_LATIN}') ELSE t END",
    rf"is_filler(t) AS strlen(t) < 9 AND regexp_full_match(lower(t), '{_FILLERS}')",
    "filled(t) AS CASE WHEN NOT is_filler(t) THEN t END",
    "filled_time(t) AS CASE WHEN NOT (is_filler(t) OR starts_with(t, '0000-00-00') OR starts_with(t, '00/00/0000')) THEN t END",
    f"spreadsheet_error(t) AS coalesce(starts_with(t, '#') AND regexp_full_match(upper(t), '{_errors()}'), false)",
    r"rounded_id(t) AS coalesce(regexp_full_match(t, '\d([.,]\d+)?[eE]\+\d{1,3}|\d{16,}\.0'), false)",
    r"whole_id(t) AS CASE WHEN suffix(t, '.0') AND regexp_full_match(t, '\d{1,15}\.0') THEN t[:-3] ELSE t END",
    f"seen_id(t) AS CASE WHEN strlen(t) <> length(t) THEN nullif(translate(t, '{_ZERO_WIDTH}', ''), '') ELSE t END",
    "upper_bit(t, place) AS CASE WHEN t[place] BETWEEN 'A' AND 'Z' THEN 1 ELSE 0 END",
    "check_letter(t, place) AS 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'[1 + upper_bit(t, place) + 2 * upper_bit(t, place + 1) "
    "+ 4 * upper_bit(t, place + 2) + 8 * upper_bit(t, place + 3) + 16 * upper_bit(t, place + 4)]",
    # The 15 characters of a Salesforce report, with the three that the API adds to tell upper from lower case.
    rf"long_id(t) AS CASE WHEN strlen(t) = 15 AND regexp_full_match(t, '{SALESFORCE}') "
    "THEN t || check_letter(t, 1) || check_letter(t, 6) || check_letter(t, 11) ELSE t END",
    "as_id(t, whole) AS long_id(CASE WHEN whole THEN whole_id(filled(seen_id(t))) ELSE filled(seen_id(t)) END)",
    *LOOSE_IDS,
    "as_word(t) AS CASE WHEN contains(t, ' ') OR contains(t, '-') "
    r"THEN regexp_replace(lower(t), '[\s-]+', '_', 'g') ELSE lower(t) END",
    "shortened(t) AS CASE WHEN strlen(t) > 300 AND length(t) > 300 THEN t[:299] || '…' ELSE t END",
    f"as_flag(t) AS {truth_sql('t')}",
)
_NUMBER_MACROS = (
    r"unsigned_minus(t) AS regexp_replace(replace(t, '−', '-'), '^([^\d()]*)\((.*)\)([^\d()]*)$', '-\1\2\3')",
    rf"bare_number(t) AS regexp_replace(unsigned_minus(t), "
    rf"'^([+-]?)[{_SPACES}]*(?:{mark_pattern()})?[{_SPACES}]*([+-]?)(.*?)"
    rf"[{_SPACES}]*(?:{mark_pattern()})?(-?)$', "
    r"'\1\2\4\3')",
    rf"point_number(t) AS CASE "
    rf"WHEN regexp_full_match(t, '[+-]?\d{{1,3}}([,{_SPACES}''’]\d{{3}})+(\.\d+)?') "
    rf"THEN regexp_replace(t, '[,{_SPACES}''’]', '', 'g') "
    rf"WHEN regexp_full_match(t, '{INDIAN}') THEN replace(t, ',', '') "
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
    r"share_text(t, sign) AS CASE WHEN suffix(t, '%') THEN CAST(TRY_CAST(number_text(trim(t[:-2]), sign) AS DOUBLE) / 100 AS VARCHAR) END",
    "seconds_of(h, m, s) AS CAST(coalesce(TRY_CAST(h AS DOUBLE), 0) * 3600 + coalesce(TRY_CAST(m AS DOUBLE), 0) * 60 "
    "+ coalesce(TRY_CAST(s AS DOUBLE), 0) AS VARCHAR)",
    "spelled_duration(p) AS CASE WHEN p.h || p.m || p.s <> '' THEN seconds_of(p.h, p.m, p.s) END",
    f"duration_text(t) AS CASE WHEN regexp_full_match(t, '{CLOCK_DURATION}') "
    "THEN seconds_of(split_part(t, ':', 1), split_part(t, ':', 2), split_part(t, ':', 3)) "
    f"WHEN regexp_full_match(t, '{DURATION}') THEN spelled_duration(regexp_extract(t, '^{DURATION}$', ['h', 'm', 's'])) END",
    # Four digits of exponent, as no file writes them: what is scaled already is told from what its unit has to scale.
    r"amount_text(t, sign) AS CASE WHEN NOT regexp_matches(t, '[A-Za-z]') OR zeros(t) IS NULL THEN number_text(t, sign) "
    "ELSE number_text(unscaled(t), sign) || 'e000' || zeros(t) END",
)


def _zone_cases() -> str:
    cases = " ".join(f"WHEN '{name}' THEN '{offset}'" for name, offset in _OFFSETS.items())
    return f"WHEN upper(z) IN ({', '.join(map(literal, _OFFSETS))}) THEN CASE upper(z) {cases} END"


def _month_map() -> str:
    names = month_names()
    return f"MAP {{{', '.join(f'{literal(name)}: {number}' for name, number in sorted(names.items()))}}}"


_TIME_MACROS = (
    "full_year(y) AS CASE WHEN length(y) = 4 THEN y WHEN y >= '70' THEN '19' || y ELSE '20' || y END",
    "month_number(name) AS getvariable('month_names')[lower(name)]",
    "iso_parts(y, m, d) AS full_year(y) || '-' || lpad(CAST(m AS VARCHAR), 2, '0') || '-' || lpad(d, 2, '0')",
    "ordered_day(p, o) AS CASE o WHEN 'dmy' THEN iso_parts(p[3], p[2], p[1]) "
    "WHEN 'mdy' THEN iso_parts(p[3], p[1], p[2]) "
    "WHEN 'ymd' THEN CASE WHEN length(p[3]) <= 2 THEN iso_parts(p[1], p[2], p[3]) END "
    "ELSE CASE WHEN TRY_CAST(p[1] AS INTEGER) = TRY_CAST(p[2] AS INTEGER) THEN iso_parts(p[3], p[2], p[1]) END END",
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
    "offset_text(o) AS o.sign || lpad(o.hours, 2, '0') || ':' || CASE WHEN o.minutes = '' THEN '00' ELSE o.minutes END",
    f"iso_zone(z) AS CASE WHEN z = '' THEN '' {_zone_cases()} WHEN contains(z, '/') THEN ' ' || z "
    r"ELSE offset_text(regexp_extract(z, '^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?$', ['sign', 'hours', 'minutes'])) END",
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
    "serial_text(days) AS CASE WHEN days BETWEEN 25569 AND 73050 THEN CASE WHEN days = trunc(days) "
    "THEN strftime(DATE '1899-12-30' + CAST(days AS INTEGER), '%Y-%m-%d') "
    "ELSE strftime(TIMESTAMP '1899-12-30' + to_seconds(CAST(round(days * 86400) AS BIGINT)), '%Y-%m-%dT%H:%M:%S') END END",
    f"spelled_text(t, o) AS iso_day(regexp_extract(t, '{_DAY_AND_CLOCK}', 1), o) "
    f"|| iso_clock(regexp_extract(t, '{_DAY_AND_CLOCK}', 2))",
    rf"plain_spelling(t) AS regexp_replace(regexp_replace(regexp_replace(t, '{_NAMED_ZONE}', '\1'), "
    rf"'{_COMPACT}', '\1 \2:\3:\4\5'), '{_IDEOGRAPHIC}', '\1-\2-\3')",
    f"iso_text(t, o) AS CASE WHEN t IS NULL OR iso_shaped(t) OR regexp_full_match(t, '{STRICT_ISO}') THEN t "
    rf"WHEN regexp_full_match(t, '{SERIAL}') THEN serial_text(TRY_CAST(replace(t, ',', '.') AS DOUBLE)) "
    f"ELSE spelled_text(plain_spelling(regexp_replace(t, '{_WEEKDAY}', '', 'g')), o) END",
    "monday_of(w) AS CASE WHEN w.y <> '' THEN strftime(try_strptime(w.y || '-' || lpad(w.w, 2, '0') || '-1', '%G-%V-%u'), '%Y-%m-%d') END",
    f"week_text(t) AS coalesce(monday_of(regexp_extract(t, '^{_WEEK}$', ['y', 'w'])), "
    f"monday_of(regexp_extract(t, '^{_WEEK_FIRST}$', ['w', 'y'])))",
    r"has_zone(t) AS strlen(t) > 16 AND (suffix(t, 'Z') OR (strlen(t) > 19 AND regexp_matches(t, '[+-]\d\d:\d\d$| [A-Z][A-Za-z]+/[A-Za-z_/]+$')))",
    "stamp(t) AS CASE WHEN has_zone(t) THEN TRY_CAST(t AS TIMESTAMPTZ) AT TIME ZONE 'UTC' "
    "ELSE TRY_CAST(t AS TIMESTAMP) END",
    "likely(s) AS CASE WHEN s >= TIMESTAMP '1900-01-01' AND s < TIMESTAMP '10000-01-01' THEN s END",
)


def is_code_sql(text: str) -> str:
    """SQL: a text is shaped as the ISO 4217 code of a currency, and no sign of three letters (`lei`)."""
    signs = ", ".join(literal(sign.upper()) for sign in SIGNS if len(sign) == 3 and sign.isascii() and sign.isalpha())
    return f"regexp_full_match({text}, '[A-Za-z]{{3}}') AND upper({text}) NOT IN ({signs})"


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
    if column.name == "week":
        return f"coalesce(week_text({text}), {iso_sql(text, formats)})"
    if column.type in TIMES:
        return iso_sql(text, formats)
    if column.type == "decimal" and scaled:
        return f"amount_text({text}, {literal(formats.decimal)})"
    if column.type in NUMBERS:
        number = f"number_text({text}, {literal(formats.decimal)})"
        if column.name == "seconds":
            return f"coalesce(duration_text({text}), {number})"
        return (
            f"coalesce(share_text({text}, {literal(formats.decimal)}), {number})"
            if column.name == "probability"
            else number
        )
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
    if column.type == "decimal":
        # Texts are read into 18 digits a hundred times as fast as into more, and few amounts have more.
        return f"coalesce(TRY_CAST({prepared} AS DECIMAL(18,8)), {value})"
    value += f" * CAST({unit} AS DOUBLE)" if unit else ""
    return f"CASE WHEN isfinite({value}) THEN {value} END" if column.type == "number" else value


def _text_value(column: Column, text: str) -> str:
    if column.name in CURRENCIES:
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
