"""A first mapping for a file of unknown layout: what its headers are called and what its values look like."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from assay.contract.header_words import spellings
from assay.contract.kinds import KINDS
from assay.contract.tables import TABLES, Column, Table
from assay.contract.told import meaning
from assay.contract.words import nearest_kinds
from assay.engine.literals import literal, quoted
from assay.errors import UsageError, did_you_mean
from assay.landing.parse import Formats, create_macros, iso_sql, moment_sql, prepared_sql, value_sql
from assay.landing.settled_words import as_word
from assay.sources.mapping.names import header_key
from assay.sources.readers import read_file

SAMPLE = 5_000
"""Rows whose values are looked at."""
_WORDS = 25
"""Different values up to which a column is taken for one of words."""
_SHOWN = 3
"""Values of each column that are shown."""
_MOST = 0.8
"""Share of the values that must look like a column's type."""
_SHAPES = {
    "email": r"[^@\s<>]+@[^@\s<>]+\.\w+",
    "url": r"https?://\S+",
    "domain": r"(?:www\.)?(?:[a-z0-9-]+\.)+[a-z]{2,}",
}
_BY_SHAPE = {"email": ("email",), "url": ("url", "website"), "domain": ("domain", "website")}


_CALLED = {
    "opportunities": ("deal", "opportunit", "affaire", "oportunidad", "verkaufschance"),
    "people": ("contact", "kontakt", "subscriber", "prospect"),
    "accounts": ("compan", "organization", "organisation", "unternehmen", "entreprise", "empresa"),
    "survey_responses": ("survey", "nps"),
    "intent_signals": ("surge", "intent"),
}
"""What files of a table are called, besides its name."""


@dataclass(frozen=True)
class Seen:
    """A column of the file: the share of values of each shape or type, whether all differ, and its words if they are few."""

    header: str
    filled: int
    unique: bool
    shares: Mapping[str, float]
    words: tuple[str, ...]
    example: str | None
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A drafted mapping: `text` is the file, `taken` pairs of canonical column and header, `lacks` required columns.

    `seen` are the file's columns in their order; `words` are those of taken columns that mean nothing to Assay, with the
    nearest word that does, empty where none is near.
    """

    table: str
    text: str
    taken: tuple[tuple[str, str], ...]
    lacks: tuple[str, ...]
    unused: tuple[str, ...] = field(default=())
    seen: tuple[Seen, ...] = field(default=())
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def names_of_tables(table: str | None = None) -> frozenset[str]:
    """Keys of the columns of a table, or of all: they show a header below lines that are none of its table."""
    tables = [TABLES[table]] if table else TABLES.values()
    return frozenset(header_key(name) for one in tables for name in one.names)


def draft_mapping(path: Path, options: Mapping[str, str] | None = None, table: str | None = None) -> Draft:
    """Reads a file and drafts how it becomes one table, `table` or the one its columns fit best.

    UsageError for an unknown table, and what reading the file raises.
    """
    if table is not None and table not in TABLES:
        raise UsageError(f"Unknown table {table!r}.", hint=did_you_mean(table, tuple(TABLES)))
    with TemporaryDirectory() as scratch, duckdb.connect() as connection:
        create_macros(connection)
        raw = read_file(
            connection, path, path.name, dict(options or {}), Path(scratch) / "draft", expected=names_of_tables(table)
        )
        seen = _look(connection, raw.relation, raw.columns)
    candidates = [TABLES[table]] if table else list(TABLES.values())
    matched = {one.name: _match(one, seen) for one in candidates}
    best = max(candidates, key=lambda one: _fit(one, matched[one.name], path))
    columns = matched[best.name]
    if best.name == "people" and "person_id" not in columns and "email" in columns:
        columns["person_id"] = columns["email"]  # lists of newsletters know people by their addresses alone
    return _written(best, path, seen, columns)


def _look(connection: duckdb.DuckDBPyConnection, relation: str, headers: Sequence[str]) -> list[Seen]:
    """What the columns hold. All are looked at together: planning what reads dates costs a second, however few they are."""
    connection.execute("CREATE OR REPLACE TEMP TABLE looked (place INTEGER, v VARCHAR)")
    for place, header in enumerate(headers):
        text = f"SELECT {place}, clean({quoted(header)}) AS v FROM ({relation})"
        connection.execute(f"INSERT INTO looked SELECT * FROM ({text}) WHERE v IS NOT NULL LIMIT {SAMPLE}")
    orders = {order: iso_sql("v", Formats(date_order=order)) for order in ("dmy", "mdy")}
    written = ", ".join(f"{iso} AS {order}" for order, iso in orders.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE looked_at AS SELECT place, v, {written} FROM looked")
    tests = _tests(orders)
    sums = ", ".join(f"count(*) FILTER ({test})" for test in tests.values())
    query = f"SELECT place, count(*), count(DISTINCT v), min(v), {sums} FROM looked_at GROUP BY place"
    told = {place: rest for place, *rest in connection.execute(query).fetchall()}
    nothing = [0, 0, None, *[0] * len(tests)]
    return [
        _seen(connection, place, header, told.get(place, nothing), tuple(tests)) for place, header in enumerate(headers)
    ]


def _tests(orders: Iterable[str]) -> dict[str, str]:
    """Shapes and types by name, each with the condition on a value `v` that has it."""
    tests = {shape: f"regexp_full_match(lower(v), {literal(pattern)})" for shape, pattern in _SHAPES.items()}
    day = " OR ".join(f"{moment_sql(Column('x', 'timestamp'), order)} IS NOT NULL" for order in orders)
    number = " OR ".join(
        f"{prepared_sql(Column('x', 'number'), 'v', Formats(decimal=sign))} IS NOT NULL" for sign in ".,"
    )
    flag = f"{value_sql(Column('x', 'boolean'), 'v')} IS NOT NULL"
    return tests | {"timestamp": f"({day})", "number": f"({number})", "boolean": flag}


def _seen(
    connection: duckdb.DuckDBPyConnection, place: int, header: str, told: Sequence[Any], shapes: Sequence[str]
) -> Seen:
    filled, different, example, *hits = told
    words = (
        f"SELECT v, count(*) AS n FROM looked WHERE place = {place} GROUP BY 1 ORDER BY n DESC, v LIMIT {_WORDS + 1}"
    )
    values = [row[0] for row in connection.execute(words).fetchall()]
    shares = {shape: hit / filled if filled else 0.0 for shape, hit in zip(shapes, hits, strict=True)}
    few = tuple(values) if len(values) <= _WORDS else ()
    return Seen(header, filled, different == filled > 0, shares, few, example, tuple(values[:_SHOWN]))


def _match(table: Table, seen: Sequence[Seen]) -> dict[str, Seen]:
    """Canonical column → the file's: by its header where the values allow it, then by what the values look like."""
    taken: dict[str, Seen] = {}
    for rank in range(60):
        for column in table.columns:
            keys = list(spellings(table, column))
            if column.name in taken or rank >= len(keys):
                continue
            free = [one for one in seen if one not in taken.values() and _allows(column, one)]
            if same := [one for one in free if header_key(one.header) == keys[rank]]:
                taken[column.name] = same[0]
    for shape, columns in _BY_SHAPE.items():
        for name in columns:
            free = [one for one in seen if one not in taken.values() and one.shares[shape] >= _MOST]
            if name in table.names and name not in taken and free:
                taken[name] = free[0]
    if "kind" in table.names and "kind" not in taken and (kinds := _of_kinds(table, seen, taken)):
        taken["kind"] = kinds
    return taken


def _of_kinds(table: Table, seen: Sequence[Seen], taken: Mapping[str, Seen]) -> Seen | None:
    """A column most of whose few words are near to kinds of a touch."""
    if table.name != "touches":
        return None
    free = [one for one in seen if one not in taken.values() and one.words]
    near = {one.header: sum(bool(nearest_kinds(word)) for word in one.words) / len(one.words) for one in free}
    best = max(free, key=lambda one: near[one.header], default=None)
    return best if best and near[best.header] > 0.5 else None


def _allows(column: Column, one: Seen) -> bool:
    """Whether the values can be of the column's type; an empty column can be anything."""
    if not one.filled:
        return True
    needed = {"date": "timestamp", "timestamp": "timestamp", "boolean": "boolean"}.get(column.type)
    if column.type in ("decimal", "number", "integer"):
        needed = "number"
    return needed is None or one.shares[needed] >= _MOST


def _fit(table: Table, matched: Mapping[str, Seen], path: Path) -> tuple[float, int, int]:
    """How well a table fits: the share of its required columns, whether the file is called so, how many columns it takes."""
    required = sum(name in matched for name in table.required) / len(table.required)
    stem = header_key(path.stem)
    called = any(word in stem for word in (table.name.replace("_", ""), *_CALLED.get(table.name, ())))
    return (required + 0.5 * called, len(matched), -len(table.required))


def _written(table: Table, path: Path, seen: Sequence[Seen], matched: Mapping[str, Seen]) -> Draft:
    lacks = tuple(name for name in table.required if name not in matched)
    unused = tuple(one.header for one in seen if one not in matched.values())
    taken = tuple((name, matched[name].header) for name in table.names if name in matched)
    lines = [
        f"# A first draft, from the headers and values of {path.name}: check every line.",
        f"# See its effect with: assay load {shlex.quote(path.name)} --map {draft_name(path)} --check",
        "",
        "[[table]]",
        f'to = "{table.name}"',
        f"from = {json.dumps(path.name, ensure_ascii=False)}",
        'rest = "attributes"  # the columns that no line names are kept as x_…; "ignore" leaves them out',
        "",
        "[table.columns]",
        *(line for name in table.names for line in _lines(table, table[name], matched.get(name), seen, matched)),
    ]
    if unused:
        lines += ["", f"# Not used: {', '.join(unused)}"]
    words = {name: unknown for name, one in matched.items() if (unknown := unknown_words(table, table[name], one))}
    return Draft(table.name, "\n".join(lines) + "\n", taken, lacks, unused, tuple(seen), words)


def _lines(
    table: Table, column: Column, one: Seen | None, seen: Sequence[Seen], matched: Mapping[str, Seen]
) -> Iterator[str]:
    if one is None:
        if column.required:
            yield f"# {column.name} = …  # required: {meaning(table, column)}{_advice(table, column, seen, matched)}"
        return
    header = json.dumps(one.header, ensure_ascii=False)
    pairs = unknown_words(table, column, one)
    if not pairs:
        yield f"{column.name} = {header}{_example(one)}"
        return
    settled = ", ".join(
        f"{json.dumps(word, ensure_ascii=False)} = {json.dumps(near)}" for word, near in pairs.items() if near
    )
    yield f"{column.name} = {{ from = {header}, map = {{ {settled} }} }}" if settled else f"{column.name} = {header}"
    open_ = [word for word, near in pairs.items() if not near]
    if open_:
        known = ", ".join(known_words(table, column))
        yield f"# to settle in that map: {', '.join(map(repr, open_))} (known: {known})"


def unknown_words(table: Table, column: Column, one: Seen) -> dict[str, str]:
    """Words of a column of few words that are none of those it may have, each with the nearest of them, or nothing."""
    known = known_words(table, column)
    unknown = [word for word in one.words if known and as_word(word) not in known]
    return {word: _nearest(column, known, word) or "" for word in unknown}


def known_words(table: Table, column: Column) -> tuple[str, ...]:
    """The words that a column may have; none where it may have any."""
    return tuple(KINDS) if (table.name, column.name) == ("touches", "kind") else column.choices


def _nearest(column: Column, known: Sequence[str], word: str) -> str | None:
    if column.name == "kind" and len(known) == len(KINDS):
        return next(iter(nearest_kinds(word)), None)
    names = re.findall(r"'(\w+)'", did_you_mean(as_word(word), tuple(known)) or "")
    return names[0] if names else None


def _example(one: Seen) -> str:
    return f"  # as in {one.example!r}".replace("\n", " ") if one.example else "  # empty in this file"


def _advice(table: Table, column: Column, seen: Sequence[Seen], matched: Mapping[str, Seen]) -> str:
    """How a required column that no header names could be had."""
    unique = [one.header for one in seen if one.unique and one not in matched.values()]
    if column.name == table.key[0] and unique:
        return f" Every value differs in: {', '.join(unique[:3])}."
    if column.name == table.key[0] and matched:
        several = " ".join(f"{{{one.header}}}" for one in list(matched.values())[:3])
        return f' Columns put together may do: {{ text = "{several}" }}.'
    if column.name in ("kind", "currency", "provider", "list", "question"):
        return ' The same for all rows: { value = "…" }.'
    return ""


def draft_name(path: Path) -> str:
    """What the draft for a file is called.

    >>> draft_name(Path("web log 2026.csv"))
    'web_log_2026.mapping.toml'
    """
    stem = re.sub(r"[^\w-]+", "_", path.name.split(".")[0])
    return f"{stem}.mapping.toml"
