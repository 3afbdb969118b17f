"""All that has landed about one person, for an answer to their question (GDPR, article 15)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from assay.contract.tables import TABLES
from assay.engine.duckdb import open_in_memory
from assay.engine.literals import literal, parquet, quoted
from assay.errors import DataError
from assay.landing.archive import check_intact
from assay.landing.current import current_sql
from assay.landing.manifest import batches, landed_files
from assay.landing.marks import Marks
from assay.store.workspace import Workspace

_IDS = ("person_id", "merged_into_id")
_ROUNDS = 20
"""Merges of merges of merges; more than that no export has."""


@dataclass(frozen=True)
class Mention:
    """A row that landed: its table, file and line, and its filled columns. `quarantined` rows count in no figure."""

    table: str
    file: str
    line: int | None
    landed_at: str
    quarantined: bool
    values: dict[str, Any]


@dataclass(frozen=True)
class Person:
    """What the data call a person: ids, addresses and visitors, and every row that names one of them."""

    ids: tuple[str, ...]
    emails: tuple[str, ...]
    visitors: tuple[str, ...]
    rows: tuple[Mention, ...]


def find_person(workspace: Workspace, asked: str) -> Person:
    """By id or e-mail address, rows of replaced versions and of the quarantine included. DataError when nobody is found."""
    with open_in_memory() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        for table in TABLES:
            _show(connection, workspace, table)
        ids, emails = _names(connection, asked.strip())
        visitors = _texts(
            connection, f"SELECT DISTINCT visitor_id FROM landed_visitors WHERE {_among('person_id', ids)}"
        )
        rows = [row for table in TABLES for row in _mentions(connection, table, ids, emails, visitors)]
        rows += _bad_rows(connection, workspace, [*emails, *(one for one in ids if len(one) >= 4)])
    if not rows:
        raise DataError(
            f"Nothing has landed about {asked!r}.", hint="Name the person's id or e-mail address as in the data."
        )
    return Person(tuple(ids), tuple(emails), tuple(visitors), tuple(rows))


def known_others(workspace: Workspace, account: str, ids: Collection[str]) -> int:
    """How many other people of an account are known by now: who is there no more hides nobody."""
    with open_in_memory() as connection:
        rows = current_sql(workspace, "people")
        query = f"SELECT DISTINCT person_id FROM ({rows}) WHERE account_id = {literal(account)}"
        return len(set(_texts(connection, query)) - set(ids))


def home_of(workspace: Workspace, ids: Sequence[str]) -> str | None:
    """The account that a person is of by now: what was landed last may have been taken back since."""
    with open_in_memory() as connection:
        query = (
            f"SELECT account_id FROM ({current_sql(workspace, 'people')}) WHERE {_among('person_id', ids)} "
            "AND account_id IS NOT NULL ORDER BY merged_into_id IS NOT NULL, _landed_at DESC, person_id LIMIT 1"
        )
        rows = connection.execute(query).fetchall()
    return str(rows[0][0]) if rows else None


def _show(connection: DuckDBPyConnection, workspace: Workspace, table: str) -> None:
    """A view of all rows that ever landed of a table, with at least its canonical columns."""
    landed = batches(workspace, table)
    check_intact(workspace, [batch.path for batch in landed])
    names = [*TABLES[table].names, "_file", "_line", "_landed_at"]
    empty = f"SELECT {', '.join(f'NULL AS {quoted(name)}' for name in names)} WHERE false"
    files = [workspace.data.resolve() / batch.path for batch in landed]
    rows = f"{empty} UNION ALL BY NAME SELECT * FROM {parquet(files, by_name=True)}" if files else empty
    connection.execute(f"CREATE TEMP VIEW {quoted(f'landed_{table}')} AS {rows}")


def _names(connection: DuckDBPyConnection, asked: str) -> tuple[list[str], list[str]]:
    """The ids and addresses that belong together, through merges and shared addresses."""
    ids, emails = [asked], [asked.lower()] if "@" in asked else []
    for _ in range(_ROUNDS):
        same = " OR ".join([*(_among(name, ids) for name in _IDS), _among("lower(trim(email))", emails)])
        people_sql = f"FROM landed_people WHERE {same}"
        more_ids = _texts(connection, " UNION ".join(f"SELECT CAST({name} AS VARCHAR) {people_sql}" for name in _IDS))
        more_emails = _texts(connection, f"SELECT DISTINCT lower(trim(email)) {people_sql}")
        wider = sorted({*ids, *more_ids}), sorted({*emails, *more_emails})
        if wider == (sorted(ids), sorted(emails)):
            break
        ids, emails = wider
    known = _texts(connection, f"SELECT CAST(person_id AS VARCHAR) FROM landed_people WHERE {_among('person_id', ids)}")
    return [one for one in ids if one in known or "@" not in one], emails


def _mentions(
    connection: DuckDBPyConnection, table: str, ids: Sequence[str], emails: Sequence[str], visitors: Sequence[str]
) -> Iterator[Mention]:
    view = quoted(f"landed_{table}")
    described = connection.execute(f"DESCRIBE {view}").fetchall()
    texts = [row[0] for row in described if row[1] == "VARCHAR" and not row[0].startswith("_")]
    names = {row[0] for row in described}
    marks = Marks(tuple(ids), tuple(emails), tuple(visitors))
    mentions = [marks.in_text(quoted(name), ids=False) for name in texts]
    conditions = [marks.names_row(table, names), *(one for one in mentions if one)]
    rows = connection.execute(f"SELECT * FROM {view} WHERE {' OR '.join(conditions)} ORDER BY _landed_at, _file, _line")
    columns = [one[0] for one in rows.description]
    for row in rows.fetchall():
        said = dict(zip(columns, row, strict=True))
        kept = {name: value for name, value in said.items() if value is not None and not name.startswith("_")}
        yield Mention(table, said["_file"] or "", said["_line"], str(said["_landed_at"]), False, kept)


def _bad_rows(connection: DuckDBPyConnection, workspace: Workspace, needles: Sequence[str]) -> Iterator[Mention]:
    """Values of the quarantine; a row's other values are not kept there."""
    for file in landed_files(workspace, taken_back=True):
        if not file.quarantine or not needles:
            continue
        check_intact(workspace, [file.quarantine])
        source = parquet([workspace.data.resolve() / file.quarantine])
        holds = " OR ".join(
            f"contains(lower(coalesce(value, '') || ' ' || coalesce(CAST(key AS VARCHAR), '')), {literal(one.lower())})"
            for one in needles
        )
        for line, column, value in connection.execute(
            f"SELECT line, column_name, value FROM {source} WHERE {holds} ORDER BY line"
        ).fetchall():
            yield Mention(file.report.table, file.report.file, line, file.landed_at, True, {column: value})


def _among(name: str, values: Sequence[str]) -> str:
    return f"CAST({name} AS VARCHAR) IN ({', '.join(map(literal, values))})" if values else "false"


def _texts(connection: DuckDBPyConnection, query: str) -> list[str]:
    return sorted(str(row[0]) for row in connection.execute(query).fetchall() if row[0])
