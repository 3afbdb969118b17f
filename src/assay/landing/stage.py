"""A mapped file, typed and checked, as one Parquet file: good rows, and bad ones with their problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import duckdb

from assay.contract.tables import Column, Table
from assay.engine.literals import copied, literal, quoted
from assay.landing.checks import NO_FLAG, OPEN_SIGN, SEVERAL_DAYS, Check, as_cell, checks_of, is_id, text_of
from assay.landing.current import landed_types
from assay.landing.name_spaces import in_name_space
from assay.landing.parse import NUMBERS, TIMES, Formats, iso_sql, moment_sql, prepared_sql, value_sql
from assay.landing.plain import Writing
from assay.landing.settled_words import Words, settled_sql
from assay.sources.columnar import text_sql
from assay.sources.mapping.mapping import TableMapping

PROBLEM = "STRUCT(column_name VARCHAR, value VARCHAR, rule VARCHAR, hint VARCHAR)"


@dataclass(frozen=True)
class Lineage:
    """Where the rows of a batch come from."""

    source: str
    batch: int
    landed_at: datetime
    name_space: str | None = None
    """What ids of these rows begin with: they are a system's beside others."""


@dataclass(frozen=True)
class Mapped:
    """The rows a mapping makes of a file for one table: `sql` yields text `columns`.

    `typed` are the canonical columns whose values the file's format had typed, `words` what was settled for others, `plain`
    those that need no cleaning. Those in `native` are no texts in `sql` but the file's own values, of these types.
    """

    table: Table
    mapping: TableMapping
    sql: str
    columns: tuple[str, ...]
    typed: frozenset[str]
    words: Words = field(default_factory=dict)
    plain: Mapping[str, Writing] = field(default_factory=dict)
    native: Mapping[str, str] = field(default_factory=dict)

    def is_plain(self, name: str, formats: Formats) -> bool:
        """Whether no step of cleaning would change a value of the column."""
        if name in self.native:
            return True
        writing = self.plain.get(name)
        if writing == "point":
            return formats.decimal == "." or name in self.typed
        if writing in ("day", "moment", "utc"):
            return not (formats.timestamp_format or formats.epoch)
        return writing is not None

    @property
    def attributes(self) -> tuple[str, ...]:
        return tuple(name for name in self.columns if name.startswith("x_"))

    @property
    def supplied(self) -> tuple[str, ...]:
        return tuple(name for name in self.table.names if name in self.columns)

    @property
    def excused(self) -> tuple[str, ...]:
        """Required columns that may be empty, as the options say."""
        keeps = self.table.name == "opportunities" and self.mapping.options.get("undated") == "keep"
        return ("created_at",) if keeps else ()

    def told(self, column: str) -> str:
        """The file's own header of a column, with the canonical one where they differ."""
        header = self.mapping.source_of(column)
        return header if header.lower() == column else f"{header} ({column})"


def stage(
    connection: duckdb.DuckDBPyConnection, mapped: Mapped, formats: Formats, lineage: Lineage, target: Path
) -> None:
    """Writes the rows to `target`: all landed columns, `_problems` and `_cells`, lists of PROBLEM or NULL.

    A row with `_problems` does not land; one with `_cells` does, without the values that are in them.
    """
    connection.execute(copied(staged_sql(mapped, formats, lineage), target))


def staged_sql(mapped: Mapped, formats: Formats, lineage: Lineage) -> str:
    checks = [*_rejects(mapped), *_checks(mapped, formats)]
    cells = [check for check in checks if check.cell]
    listed = ", ".join(_landed(mapped, cells))
    moment = lineage.landed_at.strftime("%Y-%m-%d %H:%M:%S.%f")
    return (
        f"WITH source AS ({mapped.sql}), "
        f"trimmed AS (SELECT {', '.join(_trimmed(mapped, formats))} FROM source), "
        f"words AS (SELECT {', '.join(_words(mapped, formats))} FROM trimmed), "
        f"texts AS (SELECT {', '.join(_texts(mapped, formats))} FROM words), "
        f"prepared AS (SELECT *, {', '.join(_prepared(mapped, formats))} FROM texts), "
        f"moments AS (SELECT *, {', '.join(_moments(mapped, formats))} FROM prepared), "
        f"typed AS (SELECT {', '.join(_typed(mapped, formats, lineage.name_space))} FROM moments) "
        f"SELECT {listed}, {literal(lineage.source)} AS _source, _file, _line, "
        f"CAST({lineage.batch} AS BIGINT) AS _batch, TIMESTAMP {literal(moment)} AS _landed_at, "
        f"_modified_at, _deleted, "
        f"{_problems(mapped, [check for check in checks if not check.cell])} AS _problems, "
        f"{_problems(mapped, cells)} AS _cells FROM typed"
    )


def _checks(mapped: Mapped, formats: Formats) -> Iterator[Check]:
    plain = frozenset(name for name in mapped.supplied if mapped.is_plain(name, formats))
    return checks_of(mapped.table, mapped.supplied, formats, mapped.excused, plain)


def _trimmed(mapped: Mapped, formats: Formats) -> Iterator[str]:
    """Each step stands in a SELECT of its own: a macro repeats its argument wherever it uses it."""
    for name in mapped.columns:
        written = name in ("_line", "_file") or name.startswith("_unit_") or mapped.is_plain(name, formats)
        yield quoted(name) if written else f"trimmed({quoted(name)}) AS {quoted(name)}"


def _words(mapped: Mapped, formats: Formats) -> Iterator[str]:
    for name in mapped.columns:
        yield (
            quoted(name)
            if name.startswith("_") or mapped.is_plain(name, formats)
            else f"untold({quoted(name)}) AS {quoted(name)}"
        )


def _texts(mapped: Mapped, formats: Formats) -> Iterator[str]:
    for name in mapped.columns:
        if said := mapped.words.get(name.removeprefix("_reject_")):
            yield f"{_settled(mapped, name, said)} AS {quoted(name)}"
        elif name.startswith("_"):
            yield quoted(name)
        else:
            yield f"{_text(mapped, name, formats)} AS {quoted(name)}"


def _text(mapped: Mapped, name: str, formats: Formats) -> str:
    """A cell's text, NULL where it stands for nothing."""
    text = quoted(name)
    if formats.null:
        text = f"CASE WHEN {text} NOT IN ({', '.join(map(literal, formats.null))}) THEN {text} END"
    if name not in mapped.table.names or mapped.is_plain(name, formats):
        return text
    column = mapped.table[name]
    if is_id(column):
        return f"as_id({text}, {str(name in formats.whole_ids).lower()})"
    if column.type in (*NUMBERS, *TIMES):
        text = f"latin_digits({text})"
    if column.type in TIMES:
        return f"filled_time({text})"
    return f"filled({text})" if column.type != "text" else text


def _settled(mapped: Mapped, name: str, said: Mapping[str, str]) -> str:
    """A column with the words of `--set`; what a value map rejected is rejected no more where it was settled."""
    text = quoted(name)
    if name.startswith("_reject_"):
        return f"CASE WHEN {settled_sql(text, said)} IS NULL THEN {text} END"
    rejected = f"_reject_{name}"
    before = f"{settled_sql(quoted(rejected), said)}, " if rejected in mapped.columns else ""
    return f"coalesce({before}{settled_sql(text, said)}, {text})"


def _prepared(mapped: Mapped, formats: Formats) -> Iterator[str]:
    yield "NULL AS _nothing"
    for column in _columns(mapped):
        own = formats.of(mapped.mapping.source_of(column.name))
        own = replace(own, decimal=".") if column.name in mapped.typed else own
        scaled = f"_unit_{column.name}" in mapped.columns
        plain = mapped.is_plain(column.name, formats)
        ready = quoted(column.name) if plain else prepared_sql(column, quoted(column.name), own, scaled=scaled)
        yield f"{ready} AS {quoted(f'ready {column.name}')}"
    if "_modified_at" in mapped.columns:
        own = formats.of(mapped.mapping.source_of("_modified_at"))
        yield f"{iso_sql('_modified_at', own)} AS _ready_modified_at"


def _moments(mapped: Mapped, formats: Formats) -> Iterator[str]:
    yield "NULL AS _never"
    for column in _columns(mapped):
        if column.type in TIMES:
            ready = quoted(f"ready {column.name}")
            bare = mapped.is_plain(column.name, formats) and mapped.plain[column.name] != "utc"
            moment = f"TRY_CAST({ready} AS TIMESTAMP)" if bare else moment_sql(column, ready)
            yield f"{moment} AS {quoted(f'moment {column.name}')}"


def _columns(mapped: Mapped) -> Iterator[Column]:
    return (mapped.table[name] for name in mapped.supplied)


def _typed(mapped: Mapped, formats: Formats, name_space: str | None) -> Iterator[str]:
    types = landed_types(mapped.table.name)
    yield from ("_line", "_file", *map(quoted, mapped.attributes))
    for column in mapped.table.columns:
        if column.name in mapped.supplied:
            yield from _value(mapped, column, formats, name_space)
        else:
            nothing = in_name_space(mapped.table, column, f"CAST(NULL AS {types[column.name]})", name_space)
            yield f"{nothing} AS {quoted(column.name)}, NULL AS {text_of(column.name)}"
            if column.type == "timestamp":
                yield f"CAST(NULL AS BOOLEAN) AS {quoted(f'_utc_{column.name}')}"
    yield from (quoted(name) for name in mapped.columns if name.startswith(("_reject_", "_days_", "_sign_", "_flag")))
    modified = "_modified_at" in mapped.columns
    yield ("stamp(_ready_modified_at)" if modified else "CAST(NULL AS TIMESTAMP)") + " AS _modified_at"
    yield f"{'coalesce(as_flag(_deleted), false)' if '_deleted' in mapped.columns else 'false'} AS _deleted"


def _value(mapped: Mapped, column: Column, formats: Formats, name_space: str | None) -> Iterator[str]:
    name, ready = quoted(column.name), quoted(f"ready {column.name}")
    unit = f"_unit_{column.name}"
    source = quoted(f"moment {column.name}") if column.type in TIMES else ready
    value = value_sql(column, source, quoted(unit) if unit in mapped.columns else None)
    if (mapped.table.name, column.name) == ("ip_ranges", "cidr"):
        value = f"as_network({name})"
    if (mapped.table.name, column.name) == ("intent_signals", "week"):
        value = f"CAST(date_trunc('week', {value} + {int(formats.sunday_weeks)}) AS DATE)"
    yield f"{in_name_space(mapped.table, column, value, name_space)} AS {name}"
    yield f"{name} AS {text_of(column.name)}"
    if column.type == "timestamp":
        zoned = f"has_zone({ready})"
        if mapped.is_plain(column.name, formats):
            zoned = f"CASE WHEN {ready} IS NOT NULL THEN {str(mapped.plain[column.name] == 'utc').lower()} END"
        yield f"{zoned} AS {quoted(f'_utc_{column.name}')}"


def _landed(mapped: Mapped, cells: Sequence[Check]) -> Iterator[str]:
    """The landed columns, without values that are quarantined."""
    broken: dict[str, list[str]] = {}
    for check in cells:
        broken.setdefault(check.column, []).append(f"coalesce({check.broken}, false)")
    for name in (*landed_types(mapped.table.name), *mapped.attributes):
        if name in broken:
            yield f"CASE WHEN NOT ({' OR '.join(broken[name])}) THEN {quoted(name)} END AS {quoted(name)}"
        else:
            yield quoted(name)


def _problems(mapped: Mapped, checks: Sequence[Check]) -> str:
    if not checks:
        return f"CAST(NULL AS {PROBLEM}[])"
    broken = [_unless_deleted(mapped, check) for check in checks]
    listed = ", ".join(
        f"CASE WHEN {condition} THEN {_problem(mapped, check)} END"
        for condition, check in zip(broken, checks, strict=True)
    )
    conditions = " OR ".join(f"coalesce({condition}, false)" for condition in broken)
    return f"CASE WHEN {conditions} THEN list_filter([{listed}], lambda one: one IS NOT NULL) END"


def _unless_deleted(mapped: Mapped, check: Check) -> str:
    """A deleted row needs its key alone."""
    if "_deleted" not in mapped.columns or check.column in mapped.table.key:
        return f"({check.broken})"
    return f"(NOT _deleted AND ({check.broken}))"


def _rejects(mapped: Mapped) -> Sequence[Check]:
    flags = [Check("_flag", "_flag IS NOT NULL", *NO_FLAG)] if "_flag" in mapped.columns else []
    return (
        flags
        + [
            Check(
                name.removeprefix("_reject_"),
                f"{quoted(name)} IS NOT NULL",
                "not in the mapping's value map",
                "Add the value to the map.",
            )
            for name in mapped.columns
            if name.startswith("_reject_")
        ]
        + [
            Check(f"_days_{name}", f"{quoted(f'_days_{name}')} IS NOT NULL", *SEVERAL_DAYS)
            for name in mapped.supplied
            if f"_days_{name}" in mapped.columns
        ]
        + [
            as_cell(mapped.table, Check(name, f"{quoted(f'_sign_{name}')} IS NOT NULL", *OPEN_SIGN))
            for name in mapped.supplied
            if f"_sign_{name}" in mapped.columns
        ]
    )


def _problem(mapped: Mapped, check: Check) -> str:
    rejected = f"_reject_{check.column}"
    flag, days = check.column == "_flag", check.column.startswith("_days_")
    companion = check.column if flag or days else rejected if rejected in mapped.columns else None
    value = quoted(companion) if companion else text_of(check.column)
    if not companion and check.column in mapped.native:
        value = text_sql(value, mapped.native[check.column])
    fields: Mapping[str, str] = {
        "column_name": "_flag_of" if flag else literal(mapped.told(check.column.removeprefix("_days_"))),
        "value": f"shortened(CAST({value} AS VARCHAR))",
        "rule": literal(check.rule),
        "hint": literal(check.hint),
    }
    return "{" + ", ".join(f"'{name}': {value}" for name, value in fields.items()) + "}"
