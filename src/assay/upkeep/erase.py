"""`assay erase`: a person leaves all that a workspace keeps (GDPR, article 17), and no later load brings them back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from assay.engine.duckdb import open_in_memory
from assay.engine.literals import parquet
from assay.errors import UsageError
from assay.landing import manifest
from assay.landing.cleaned import (
    Erasure,
    cleaned_sql,
    quarantine_sql,
    quarantine_touched_sql,
    touched_sql,
)
from assay.landing.current import current_sql
from assay.landing.erased import ErasedPerson, read_erased
from assay.landing.marks import Marks
from assay.store.hashes import Kept
from assay.store.lock import ERASE, erasing_path, writing
from assay.store.workspace import Workspace
from assay.upkeep.beside import look_beside
from assay.upkeep.person import Person, find_person, home_of, known_others
from assay.upkeep.rewriting import Rewriting, begin, decide, finish, types_of, written


@dataclass(frozen=True)
class Erased:
    """What goes, or has gone: `rows` by table and file, and whether touches stay as the account's.

    `run` is the run that was built without the person; `put_aside` are older copies of the workspace beside it.
    `named_beside` are files of its folder that name the person and stay, `closed_beside` those that were not looked into.
    """

    ids: tuple[str, ...]
    emails: tuple[str, ...]
    rows: tuple[tuple[str, str, int], ...]
    account: str | None
    stays: bool
    done: bool = False
    run: int | None = None
    put_aside: tuple[str, ...] = ()
    named_beside: tuple[str, ...] = ()
    closed_beside: tuple[str, ...] = ()


def look(workspace: Workspace, asked: str, *, also: Sequence[str] = (), shared: bool = False) -> Erased:
    """What `erase` would do. DataError when nobody is found, UsageError where an address means several people."""
    person = find_person(workspace, asked)
    if not shared:
        _check_one(person)
    return _told(workspace, person, also)


def erase(workspace: Workspace, asked: str, *, also: Sequence[str] = (), shared: bool = False) -> Erased:
    """Erase a person by id or address. `also` are further words that mean them and nobody else; `shared` takes in all
    who share their address. Raises as `look`, and `BusyError`.
    """
    with writing(workspace, ERASE):
        if not erasing_path(workspace).exists():
            said = look(workspace, asked, also=also, shared=shared)
            _prepare(workspace, find_person(workspace, asked), said, also)
    return _finish(workspace)


def resume(workspace: Workspace) -> Erased | None:
    """Finish an erasure that was interrupted; None where there is none."""
    return _finish(workspace) if erasing_path(workspace).exists() else None


def who_is_back(workspace: Workspace) -> tuple[str, ...]:
    """Ids of erased people whose rows are there, as after the restore of a backup that was made before."""
    listed = read_erased(workspace.data)
    hashes = {one for person in listed.people for one in person.hashes}
    if not hashes:
        return ()
    with open_in_memory() as connection:
        rows = connection.execute(f"SELECT person_id, email FROM ({current_sql(workspace, 'people')})").fetchall()
    return tuple(sorted({row[0] for row in rows if {listed.hash(value) for value in row if value} & hashes}))


def _check_one(person: Person) -> None:
    """Several people who share an address, and are called otherwise, are not one person."""
    called: dict[str, tuple[str, str]] = {}
    for row in person.rows:
        if row.table == "people" and not row.values.get("merged_into_id"):
            names = (row.values.get("first_name") or "", row.values.get("last_name") or "")
            called[row.values["person_id"]] = (names[0].strip().lower(), names[1].strip().lower())
    if len(set(called.values()) - {("", "")}) > 1:
        raise UsageError(
            f"{', '.join(sorted(called))} share an address and are called differently.",
            hint="`--shared` erases all of them; `assay person ID` tells the rows of each.",
        )


def _told(workspace: Workspace, person: Person, also: Sequence[str]) -> Erased:
    counted: dict[tuple[str, str], int] = {}
    for row in person.rows:
        where = "quarantine" if row.quarantined else row.table
        counted[where, row.file] = counted.get((where, row.file), 0) + 1
    last = next((row.values["account_id"] for row in reversed(person.rows) if _has_account(row)), None)
    account = home_of(workspace, person.ids) or last
    others = known_others(workspace, account, person.ids) if account else 0
    stays = account is not None and others >= workspace.settings.people_min_k
    rows = tuple((*place, number) for place, number in sorted(counted.items()))
    beside = look_beside(workspace, _marks(person, also))
    return Erased(
        person.ids,
        person.emails,
        rows,
        account,
        stays,
        put_aside=tuple(_put_aside(workspace)),
        named_beside=beside.named,
        closed_beside=beside.closed,
    )


def _has_account(row: Any) -> bool:
    return row.table == "people" and not row.quarantined and bool(row.values.get("account_id"))


def _put_aside(workspace: Workspace) -> Iterator[str]:
    yield from sorted(path.name for path in workspace.path.glob(".assay.before-*"))


def _marks(person: Person, also: Sequence[str]) -> Marks:
    """All that means the person: beside ids and addresses their whole names and telephone numbers."""
    words = {word for word in also if word.strip()}
    for row in (one for one in person.rows if one.table == "people" and not one.quarantined):
        first, last = (str(row.values.get(name) or "").strip() for name in ("first_name", "last_name"))
        if first and last:
            words |= {f"{first} {last}", f"{last} {first}", f"{last}, {first}"}
        phone = str(row.values.get("phone") or "")
        if sum(sign.isdigit() for sign in phone) >= 7:
            words.add(f"+{phone}" if phone.isdigit() else phone)
    return Marks(person.ids, person.emails, person.visitors, tuple(sorted(words)))


def _prepare(workspace: Workspace, person: Person, said: Erased, also: Sequence[str]) -> None:
    """Write the cleaned files beside, then the journal: before it is there, nothing has happened."""
    begin(workspace)
    listed = read_erased(workspace.data)
    erasure = Erasure(_marks(person, also), listed.salt, said.account if said.stays else None, said.stays)
    files = [*_cleaned_batches(workspace, erasure), *_cleaned_quarantine(workspace, erasure)]
    names = {*person.ids, *person.emails, *person.visitors}
    today = datetime.now(UTC).date().isoformat()
    one = ErasedPerson(
        len(listed.people) + 1,
        tuple(sorted(map(listed.hash, names))),
        said.account if said.stays else None,
        said.stays,
        today,
    )
    rows = sum(number for *_, number in said.rows)
    decide(workspace, Rewriting("erase", rows, files, asdict(said), listed.salt, one, erasure.marks))


def _cleaned_batches(workspace: Workspace, erasure: Erasure) -> Iterator[Kept]:
    for batch in manifest.all_batches(workspace):
        source = parquet([workspace.data.resolve() / batch.path])
        with open_in_memory() as connection:
            types = types_of(connection, source)
            touched = f"SELECT 1 FROM {source} WHERE {touched_sql(erasure, batch.table, types)} LIMIT 1"
            if connection.execute(touched).fetchall():
                select = cleaned_sql(erasure, batch.table, types, source, hollow=True)
                yield written(workspace, connection, batch.path, select)


def _cleaned_quarantine(workspace: Workspace, erasure: Erasure) -> Iterator[Kept]:
    for file in manifest.landed_files(workspace, taken_back=True):
        if not file.quarantine:
            continue
        source = parquet([workspace.data.resolve() / file.quarantine])
        with open_in_memory() as connection:
            types = types_of(connection, source)
            if connection.execute(quarantine_touched_sql(erasure, file.report.table, types, source)).fetchall():
                select = quarantine_sql(erasure, file.report.table, types, source)
                yield written(workspace, connection, file.quarantine, select)


def _finish(workspace: Workspace) -> Erased:
    said, run = finish(workspace)
    lists = {
        name: tuple(said.get(name, ())) for name in ("ids", "emails", "put_aside", "named_beside", "closed_beside")
    }
    rows = tuple((str(table), str(file), int(number)) for table, file, number in said["rows"])
    return Erased(account=said.get("account"), stays=bool(said.get("stays")), rows=rows, **lists, done=True, run=run)
