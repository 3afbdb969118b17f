"""Who was erased, as salted hashes in `.assay/erased.json`: the next load does not bring them back.

A hash is kept for each id, address and visitor of a person, and the account that their touches stay with. Nobody can
read a name in it; whoever has the file can tell that a name they know is in it, so only the workspace's owner reads it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb

from assay.engine.literals import copied, literal, parquet, quoted
from assay.errors import WorkspaceError
from assay.landing.cleaned import Erasure, cleaned_sql, touched_sql
from assay.landing.marks import Marks
from assay.store.durable import write_durably

_ADDRESS = r"[a-z0-9._%+\-]+@[a-z0-9.\-]+[a-z0-9]"
_NAMING = ("person_id", "merged_into_id", "visitor_id", "email")


@dataclass(frozen=True)
class ErasedPerson:
    """Hashes of what the data called a person; `home` is the account their rows stay with, where they `stay`."""

    number: int
    hashes: tuple[str, ...]
    home: str | None
    stays: bool
    erased_on: str


@dataclass(frozen=True)
class ErasedPeople:
    salt: str
    people: tuple[ErasedPerson, ...] = ()

    def hash(self, value: str) -> str:
        return sha256((self.salt + value.strip().lower()).encode()).hexdigest()

    def hash_sql(self, column: str) -> str:
        return f"sha256({literal(self.salt)} || lower(trim({column})))"


def erased_path(data: Path) -> Path:
    return data / "erased.json"


def read_erased(data: Path) -> ErasedPeople:
    """The list in a data folder; with a salt of its own where nobody was erased yet. WorkspaceError when it is damaged."""
    try:
        said = json.loads(erased_path(data).read_text("utf-8"))
        people = tuple(ErasedPerson(**{**one, "hashes": tuple(one["hashes"])}) for one in said["people"])
        return ErasedPeople(said["salt"], people)
    except FileNotFoundError:
        return ErasedPeople(secrets.token_hex(16))
    except (ValueError, KeyError, TypeError):
        raise WorkspaceError(
            f"{erased_path(data)} is damaged: who was erased could come back, so nothing is loaded.",
            hint="`assay restore BACKUP --only erased.json` brings it back.",
        ) from None


def write_erased(data: Path, listed: ErasedPeople) -> None:
    people: list[dict[str, Any]] = [vars(one) for one in listed.people]
    write_durably(erased_path(data), json.dumps({"salt": listed.salt, "people": people}, indent=1) + "\n")
    erased_path(data).chmod(0o600)


def merged(one: ErasedPeople, other: ErasedPeople) -> ErasedPeople:
    """Both lists of one workspace; a list with another salt is of another one and adds nothing."""
    if one.salt != other.salt:
        return one if one.people or not other.people else other
    known = {person.hashes for person in one.people}
    return ErasedPeople(one.salt, (*one.people, *(person for person in other.people if person.hashes not in known)))


def withhold(
    connection: duckdb.DuckDBPyConnection, listed: ErasedPeople, table: str, staged: Path, malformed: str | None
) -> tuple[int, str | None]:
    """Clean a staged file of erased people; returns how many rows were theirs, and the cleaned malformed rows."""
    types = _types(connection, parquet([staged]))
    rows = 0
    for erasure in _there(connection, listed, types, parquet([staged]), malformed):
        source = parquet([staged])
        ((theirs,),) = connection.execute(
            f"SELECT count(*) FROM {source} WHERE {erasure.marks.names_row(table, types)}"
        ).fetchall()
        rows += int(theirs)
        if connection.execute(f"SELECT 1 FROM {source} WHERE {touched_sql(erasure, table, types)} LIMIT 1").fetchall():
            finished = staged.with_suffix(".cleaned")
            connection.execute(copied(cleaned_sql(erasure, table, types, source, hollow=False), finished))
            finished.replace(staged)
        if malformed:
            rest = erasure.marks.without("value")
            malformed = f"SELECT line, {rest} AS value, rule, hint FROM ({malformed})"
    return rows, malformed


def _there(
    connection: duckdb.DuckDBPyConnection,
    listed: ErasedPeople,
    types: Mapping[str, str],
    source: str,
    malformed: str | None,
) -> Sequence[Erasure]:
    """The erased people that rows name, each with the names that were met."""
    texts = [name for name, type in types.items() if type == "VARCHAR"]
    queries = [
        f"SELECT {quoted(name)} AS said, {literal(name)} AS place FROM {source}"
        for name in texts
        if name in _NAMING or name.startswith("x_")
    ]
    queries += [_addresses(quoted(name), source) for name in texts]
    if malformed:
        queries.append(_addresses("value", f"({malformed})"))
    hashes = [one for person in listed.people for one in person.hashes]
    erasures = connection.execute(
        f"SELECT DISTINCT place, lower(trim(said)), trim(said) FROM ({' UNION ALL '.join(queries)}) "
        f"WHERE said IS NOT NULL AND {listed.hash_sql('said')} IN ({', '.join(map(literal, hashes))})"
    ).fetchall()
    return [
        erasure for person in listed.people if (erasure := _met(listed, person, erasures)) and erasure.marks != Marks()
    ]


def _met(listed: ErasedPeople, person: ErasedPerson, names: Iterable[tuple[str, str, str]]) -> Erasure:
    own = [(place, lower, said) for place, lower, said in names if listed.hash(lower) in person.hashes]
    emails = {lower for _, lower, _ in own if "@" in lower}
    visitors = {said for place, _, said in own if place == "visitor_id"}
    ids = {said for place, lower, said in own if place != "visitor_id" and lower not in emails}
    marks = Marks(tuple(sorted(ids)), tuple(sorted(emails)), tuple(sorted(visitors)))
    return Erasure(marks, listed.salt, person.home, person.stays)


def _addresses(column: str, source: str) -> str:
    written = f"replace(lower({column}), '%40', '@')"
    return (
        f"SELECT unnest(regexp_extract_all({written}, {literal(_ADDRESS)})) AS said, 'text' AS place FROM {source} "
        f"WHERE contains({column}, '@') OR contains({column}, '%40')"
    )


def _types(connection: duckdb.DuckDBPyConnection, source: str) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
