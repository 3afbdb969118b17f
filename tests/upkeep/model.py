"""A workspace and a model of it in plain dictionaries, side by side: what is done to one is done to the other.

The model knows each load's rows and which loads stand. What a table holds is what those say of each key, the last of them.
"""

from __future__ import annotations

import copy
import random
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from assay.landing.current import current_sql
from assay.landing.list_changes import change_list
from assay.landing.list_edits import Edit
from assay.landing.manifest import taken_back
from assay.landing.undo import undo
from assay.refresh import refresh
from assay.store.runs import Run, current, open_run, published
from assay.store.workspace import create_workspace
from assay.upkeep.backup import backup, restore
from assay.upkeep.erase import erase, who_is_back
from assay.upkeep.repair import repair
from assay.upkeep.verify import verify
from support.landed import land

TODAY = date(2026, 4, 1)
TABLES = {
    "accounts": ("account_id", "name"),
    "people": ("person_id", "account_id", "email"),
    "touches": ("touch_id", "kind", "person_id", "account_id"),
    "list_memberships": ("list", "account_id", "valid_from", "valid_to", "tier"),
}
KEYS = {"list_memberships": 3}
ACCOUNTS, PEOPLE, TOUCHES = 3, 9, 12
KEPT = 5

Row = tuple[object, ...]
Rows = dict[Row, Row | None]


@dataclass(frozen=True)
class Known:
    """What has happened to a workspace; a backup is a copy of it."""

    loads: dict[int, dict[str, Rows]] = field(default_factory=dict)
    events: dict[int, list[int]] = field(default_factory=dict)
    runs: dict[int, set[Row]] = field(default_factory=dict)
    last_run: int = 0

    @property
    def gone(self) -> set[int]:
        return taken_back((event, load) for event, loads in self.events.items() for load in loads)

    @property
    def last(self) -> int:
        return max([*self.loads, *self.events], default=0)

    def rows(self, table: str) -> list[Row]:
        """What a table holds; touches of erased people have no name of their own."""
        found: Rows = {}
        for number in sorted(self.loads.keys() - self.gone):
            found |= self.loads[number].get(table, {})
        return sorted((row for row in found.values() if row), key=repr)


class Beside:
    """The workspace and the model; every action checks that they hold the same."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random, self.folder = random.Random(seed), folder
        self.workspace = create_workspace(folder / "work", **{"figures.at_refresh": False})
        self.known = Known()
        self.erased: dict[str, tuple[object, bool]] = {}
        self.saved: Known | None = None
        self.readers: list[tuple[Run, set[Row]]] = []
        self.log: list[str] = []

    def play(self, turns: int) -> None:
        actions = {
            self.load: 6, self.take_back: 4, self.edit_list: 3, self.refresh: 2, self.read: 2, self.verify: 1,
            self.back_up: 1, self.restore: 0.7, self.erase: 0.7, self.lose_manifest: 0.5,
        }  # fmt: skip
        try:
            for _ in range(turns):
                (action,) = self.random.choices(list(actions), list(actions.values()))
                action()
                self.check()
            self.verify()
        finally:
            for run, _ in self.readers:
                run.close()

    def check(self) -> None:
        for table in TABLES:
            assert self.landed(table) == self.known.rows(table), f"{table} after {self.log}"
        assert set(published(self.workspace)) == set(self.known.runs), self.log
        for run, rows in self.readers:
            assert accounts_of(run) == rows, self.log

    def landed(self, table: str) -> list[Row]:
        columns = ", ".join(TABLES[table])
        with duckdb.connect() as connection:
            rows = connection.execute(f"SELECT {columns} FROM ({current_sql(self.workspace, table)})").fetchall()
        if table == "touches":
            rows = [("erased", *row[1:]) if row[0].startswith("erased:") else row for row in rows]
        return sorted(rows, key=repr)

    def load(self) -> None:
        """Some rows of some tables: new, as they were, or otherwise; who was erased comes with the files of others."""
        said = {table: self.some(table) for table in self.random.sample(list(TABLES), self.random.choice((1, 1, 2)))}
        files = {
            table: [
                dict(zip(TABLES[table], row, strict=True))
                | ({"occurred_at": "2026-03-01"} if table == "touches" else {})
                for row in rows
            ]
            for table, rows in said.items()
        }
        for rows in files.values():
            rows[0]["x_turn"] = str(len(self.log))  # no file is like another one
        land(self.workspace, files)
        self.log.append(f"load {said}")
        number = self.known.last + 1
        self.known.loads[number] = {table: self.without_erased(table, rows) for table, rows in said.items()}

    def some(self, table: str) -> list[Row]:
        return list(
            {self.key(table, row): row for row in (self.row(table) for _ in range(self.random.randint(1, 6)))}.values()
        )

    def row(self, table: str) -> Row:
        choose = self.random.randrange
        account = f"a{choose(ACCOUNTS)}"
        match table:
            case "accounts":
                return account, self.random.choice("ABC")
            case "people":
                person = f"person-{choose(PEOPLE)}"
                return person, account, f"{person}@example.com"
            case "touches":
                touch = choose(TOUCHES)
                return f"t{touch}", self.random.choice(("call", "chat")), f"person-{touch % PEOPLE}", None
        return "L", account, date(2026, 1, 1 + choose(3)), None, self.random.choice("12")

    @staticmethod
    def key(table: str, row: Row) -> Row:
        return row[: KEYS.get(table, 1)]

    def without_erased(self, table: str, rows: list[Row]) -> Rows:
        found: Rows = {}
        for row in rows:
            person = {"people": row[0], "touches": row[2] if len(row) > 2 else None}.get(table)
            if (kept := self.cleaned(table, row) if person in self.erased else row) is not None:
                found[self.key(table, row)] = kept
        return found

    def cleaned(self, table: str, row: Row) -> Row | None:
        home, stays = self.erased[str(row[0] if table == "people" else row[2])]
        return ("erased", row[1], None, row[3] or home) if table == "touches" and stays else None

    def take_back(self) -> None:
        """Loads and takings back, one or two."""
        those = sorted((self.known.loads.keys() | self.known.events.keys()) - self.known.gone)
        if those:
            chosen = sorted(self.random.sample(those, min(len(those), self.random.choice((1, 1, 2)))))
            report = undo(self.workspace, chosen)
            self.log.append(f"take back {chosen}")
            assert report.event == self.known.last + 1
            self.known.events[report.event] = chosen

    def edit_list(self) -> None:
        account, tier = f"a{self.random.randrange(ACCOUNTS)}", self.random.choice("123")
        kind = self.random.choice(("added", "removed", "moved"))
        rows = [row for row in self.known.rows("list_memberships") if row[1] == account]
        holding = [row for row in rows if row[3] is None or row[3] > TODAY]  # type: ignore[operator]
        said: Rows = {}
        if kind == "added" and not holding:
            said[("L", account, TODAY)] = ("L", account, TODAY, None, tier)
        for row in holding if kind != "added" else ():
            if kind == "moved" and row[4] == tier:
                continue
            after = (*row[:2], TODAY, row[3], tier if kind == "moved" else row[4])
            if row[2] < TODAY:  # type: ignore[operator]
                said[row[:3]] = (*row[:3], TODAY, row[4])
            said[after[:3]] = after if kind == "moved" else None
            if kind == "removed" and row[2] < TODAY:  # type: ignore[operator]
                del said[after[:3]]
        edit = Edit(kind, "L", TODAY, (account,), tier=tier if kind != "removed" else None)  # type: ignore[arg-type]
        made = change_list(self.workspace, edit, today=TODAY, by="ann")
        self.log.append(f"{kind} {account} {tier}")
        assert bool(made.changed) == bool(said), self.log
        if said:
            self.known.loads[self.known.last + 1] = {"list_memberships": said}

    def refresh(self) -> None:
        if not self.known.rows("accounts"):
            return
        report = refresh(self.workspace, today=TODAY)
        self.log.append(f"refresh {report.number} {report.changed}")
        self.built(report.number if report.changed else None)

    def built(self, number: int | None) -> None:
        now = set(self.known.rows("accounts"))
        runs = dict(self.known.runs)
        if number is not None:
            runs[number] = now
            runs = {one: runs[one] for one in sorted(runs)[-KEPT:]}
        self.known = replace(self.known, runs=runs, last_run=max(self.known.last_run, number or 0))
        with closing(open_run(self.workspace)) as run:
            assert accounts_of(run) == now, self.log

    def read(self) -> None:
        """A reader keeps a run open, whatever becomes of it."""
        if self.known.runs:
            number = self.random.choice(sorted(self.known.runs))
            self.readers.append((open_run(self.workspace, number), self.known.runs[number]))
            while len(self.readers) > 2:
                self.readers.pop(0)[0].close()

    def verify(self) -> None:
        assert verify(self.workspace).problems == (), self.log

    def back_up(self) -> None:
        backup(self.workspace, self.folder / "copy")
        self.saved = copy.deepcopy(self.known)
        self.log.append("backup")

    def restore(self) -> None:
        if self.saved is None:
            return
        restore(self.folder / "copy", self.workspace.path, replace=True)
        self.known = copy.deepcopy(self.saved)
        self.log.append("restore")
        self.check()
        back = {str(row[0]) for row in self.known.rows("people")} & self.erased.keys()
        assert set(who_is_back(self.workspace)) == back, self.log
        for person in sorted(back):
            self.erase_one(person)

    def lose_manifest(self) -> None:
        if self.known.loads:
            self.workspace.manifest.write_bytes(b"")
            assert repair(self.workspace)
            self.log.append("manifest lost, repaired")

    def erase(self) -> None:
        there = [str(row[0]) for row in self.known.rows("people") if row[0] not in self.erased]
        if there:
            self.erase_one(self.random.choice(there))

    def erase_one(self, person: str) -> None:
        (home,) = (row[1] for row in self.known.rows("people") if row[0] == person)
        others = {row[0] for row in self.known.rows("people") if row[1] == home and row[0] != person}
        stays = len(others) >= self.workspace.settings.people_min_k
        done = erase(self.workspace, person)
        self.log.append(f"erase {person}, run {done.run}")
        assert (done.account, done.stays) == (home, stays), self.log
        self.erased[person] = (home, stays)
        for tables in self.known.loads.values():
            for table, place in (("people", 0), ("touches", 2)):
                for key, row in list(tables.get(table, {}).items()):
                    if row and row[place] == person:
                        tables[table].pop(key)
                        tables[table] |= self.without_erased(table, [row])
        if self.known.runs:
            assert current(self.workspace) == done.run, self.log
            self.known = replace(self.known, runs={})
            if done.run is not None:
                self.built(done.run)


def accounts_of(run: Run) -> set[Row]:
    return set(run.cursor().execute("SELECT account_id, name FROM model.accounts").fetchall())
