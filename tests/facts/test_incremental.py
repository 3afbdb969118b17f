"""A build that takes over what has not changed gives the facts of a build of everything, whatever happened before."""

from __future__ import annotations

import os
import random
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from assay.engine.duckdb import Limits, open_in_memory
from assay.facts.build import build_facts
from assay.facts.incremental import build as incremental
from assay.facts.incremental import monthly, pieces, taken_over
from assay.facts.schema import FACTS
from assay.landing.current import current_sql
from assay.model.build import build_model
from assay.refresh import refresh
from assay.store import parts as store_parts
from assay.store.hashes import measure
from assay.store.parts import read_list
from assay.store.runs import open_run, published, rollback
from assay.store.workspace import Workspace, create_workspace, template
from support.landed import land

TODAY = date(2026, 4, 20)
STEPS = 4
OWN = {"name": "Seller", "timezone": "Europe/Paris", "own_domains": ["seller.example"]}
KINDS = ("page_view", "page_view", "page_view", "chat", "call", "email_clicked", "email_sent", "meeting_held")
HOSTS = ("acme.com", "eu.acme.com", "beta.org", "gmail.com", "nobody.net", "seller.example")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """A handful of touches is built as a large workspace is: by month, in several chunks, with tables outside."""
    monkeypatch.setattr(incremental, "BY_MONTH_FROM", 1)
    monkeypatch.setattr(taken_over, "LARGE", 3)
    monkeypatch.setattr(incremental, "LARGE", 3)
    monkeypatch.setattr("assay.facts.incremental.canonical.LARGE", 3)
    monkeypatch.setattr(monthly, "CHUNK", 12)
    monkeypatch.setattr(monthly, "ALONE", 6)
    monkeypatch.setattr(pieces, "SMALL_PIECES", 2)


def rows_of(connection: Any) -> dict[str, list[Any]]:
    """Every fact but the run's own; sums of seconds to the millisecond, since their order is free."""
    found = {}
    for fact in FACTS.keys() - {"run"}:
        names = [name for name, *_ in connection.execute(f"DESCRIBE main.{fact}").fetchall()]
        listed = [f"round({name}, 3)" if "seconds" in name else f'"{name}"' for name in names]
        found[fact] = [
            names,
            connection.execute(f"SELECT {', '.join(listed)} FROM main.{fact} ORDER BY ALL").fetchall(),
        ]
    found["last_day"] = connection.execute("SELECT last_day FROM main.run").fetchall()
    found["quarantine"] = connection.execute("FROM model.quarantine ORDER BY ALL").fetchall()
    found["merged"] = connection.execute("SELECT account_id, merged_into_id FROM model.accounts ORDER BY 1").fetchall()
    return found


def whole(workspace: Workspace, today: date) -> dict[str, list[Any]]:
    with closing(open_in_memory(Limits(threads=1))) as connection:
        build_model(connection, workspace.settings, lambda table: current_sql(workspace, table))
        build_facts(connection, workspace.settings, today=today, number=1, built_at=datetime(2026, 1, 1))
        return rows_of(connection)


def incremental_rows(workspace: Workspace) -> dict[str, list[Any]]:
    with closing(open_run(workspace)) as run:
        return rows_of(run.cursor())


class Company:
    """Random events of a company: what lands, what is corrected, what is configured."""

    def __init__(self, path: Any, seed: int) -> None:
        self.random, self.path, self.today = random.Random(seed), path, TODAY
        self.settings: dict[str, Any] = {}
        self.touches: dict[str, dict[str, Any]] = {}
        self.workspace = create_workspace(path, **OWN)
        self.count = 0

    def begin(self) -> None:
        land(
            self.workspace,
            {
                "accounts": [self.account(f"a{n}") for n in range(6)],
                "people": [self.person(f"p{n}") for n in range(9)],
                "users": [{"user_id": f"u{n}", "name": "U", "team": "sales"} for n in range(3)],
                "campaigns": [{"campaign_id": "c1", "name": "C"}],
                "visitors": [self.visitor(f"v{n}") for n in range(5)],
                "ip_ranges": [{"cidr": "10.0.0.0/24", "account_id": "a1"}],
                "list_memberships": [{"list": "L", "account_id": "a1", "valid_from": "2026-01-01"}],
                "opportunities": [{"opportunity_id": "d1", "account_id": "a1", "created_at": "2026-02-01T10:00"}],
                "touches": [self.touch() for _ in range(30)],
            },
        )

    def pick(self, *choices: Any) -> Any:
        return self.random.choice(choices)

    def account(self, name: str) -> dict[str, Any]:
        others = [None, None, None, *(f"a{n}" for n in range(8) if f"a{n}" != name)]
        return {
            "account_id": name,
            "name": name.upper(),
            "domain": self.pick(None, *HOSTS),
            "parent_account_id": self.pick(None, None, *others),
            "merged_into_id": self.pick(None, None, None, None, None, *others),
            "is_excluded": self.pick(False, False, False, True),
        }

    def person(self, name: str) -> dict[str, Any]:
        return {
            "person_id": name,
            "account_id": self.pick(None, "a0", "a1", "a2", "a3", "a7"),
            "email": f"{self.pick('x', 'y', name)}@{self.pick(*HOSTS)}",
            "seniority": self.pick(None, "vp", "c_level"),
            "created_at": self.pick(None, "2026-01-10T00:00", "2026-04-18T00:00"),
            "objected_at": self.pick(None, None, None, "2026-02-01T00:00"),
            "merged_into_id": self.pick(None, None, None, "p1", "p2"),
        }

    def visitor(self, name: str) -> dict[str, Any]:
        return {
            "visitor_id": name,
            "account_id": self.pick(None, None, "a2", "a9"),
            "person_id": self.pick(None, "p0", "p1", "p12"),
            "consent": self.pick(None, "granted", "refused"),
        }

    def touch(self, name: str | None = None) -> dict[str, Any]:
        self.count += 1
        moment = datetime(2025, 12, 31, 20) + timedelta(minutes=self.random.randrange(0, 110 * 24 * 60, 30))
        if self.random.random() < 0.3:
            moment = self.pick(datetime(2026, 1, 31, 22, 30), datetime(2026, 1, 31, 23, 30), datetime(2026, 2, 1))
        given = {
            "account_id": [None, "a0", "a1", "a5", "a9"],
            "person_id": [None, None, "p0", "p3", "p8", "p12"],
            "visitor_id": [None, "v0", "v1", "v4", "v7"],
            "email": [None, None, f"{self.pick('x', 'Y', 'p3')}@{self.pick(*HOSTS)}", "no address"],
            "domain": [None, None, *HOSTS],
            "ip": [None, None, "10.0.0.7", "10.0.1.9"],
            "session_id": [None, "s1", "s2", "s3"],
            "campaign_id": [None, "c1", "c2"],
            "user_id": [None, "u1", "u5"],
            "url": [None, "https://seller.example/pricing", "/demo", "/blog"],
            "outcome": [None, "connected"],
            "seconds": [None, 60, 3000],
        }
        row = {column: self.random.choice(values) for column, values in given.items()}
        row |= {
            "touch_id": name or f"t{self.count}",
            "kind": self.pick(*KINDS),
            "occurred_at": moment.isoformat() + "Z",
        }
        self.touches[row["touch_id"]] = row
        return row

    def event(self) -> str:
        happens = self.pick(
            self.new_touches,
            self.new_touches,
            self.corrected_touches,
            self.other_accounts,
            self.other_people,
            self.other_visitors,
            self.other_places,
            self.configured,
            self.later,
            self.back,
        )
        happens()
        return str(happens.__name__)

    def new_touches(self) -> None:
        land(self.workspace, {"touches": [self.touch() for _ in range(self.random.randint(1, 9))]})

    def corrected_touches(self) -> None:
        names = self.random.sample(sorted(self.touches), 3)
        land(self.workspace, {"touches": [self.touch(name) for name in names]})

    def other_accounts(self) -> None:
        land(self.workspace, {"accounts": [self.account(f"a{self.random.randrange(10)}")]})

    def other_people(self) -> None:
        land(self.workspace, {"people": [self.person(f"p{self.random.randrange(14)}")]})

    def other_visitors(self) -> None:
        land(self.workspace, {"visitors": [self.visitor(f"v{self.random.randrange(9)}")]})

    def other_places(self) -> None:
        what = self.pick(
            {"ip_ranges": [{"cidr": "10.0.1.0/24", "account_id": self.pick("a0", "a3", "a9")}]},
            {"account_domains": [{"account_id": self.pick("a0", "a4", "a9"), "domain": self.pick(*HOSTS)}]},
            {"users": [{"user_id": self.pick("u1", "u5"), "name": "U", "team": self.pick("sales", "cs")}]},
            {"campaigns": [{"campaign_id": "c2", "name": "C2"}]},
            {"opportunities": [{"opportunity_id": "d2", "account_id": "a2", "created_at": "2026-03-01T10:00"}]},
        )
        land(self.workspace, what)

    def configured(self) -> None:
        name, values = self.pick(
            ("timezone", ["UTC", "America/New_York"]),
            ("people_min_k", [1, 2]),
            ("high_value_pages", [["/blog*"]]),
            ("small_n", [7]),
            ("weights.seniority.vp", [3]),
            ("minutes.chat.minutes", [9]),
            ("engagement.presets.own", [{"touches": 1, "kinds": [kind]} for kind in ("chat", "call")]),
        )
        self.settings[name] = self.random.choice(values)
        (self.path / "assay.toml").write_text(template({**OWN, **self.settings}), "utf-8")
        self.workspace = Workspace(self.path)

    def later(self) -> None:
        self.today += timedelta(1)

    def back(self) -> None:
        rollback(self.workspace, self.random.choice(published(self.workspace)))


def check(path: Any, seed: int, steps: int) -> None:
    company = Company(path, seed)
    company.begin()
    told = ["begin"]
    for _ in range(steps):
        refresh(company.workspace, today=company.today)
        found, wanted = incremental_rows(company.workspace), whole(company.workspace, company.today)
        for fact, rows in wanted.items():
            assert found[fact] == rows, (seed, told, fact)
        told.append(company.event())


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 6))])
def test_whatever_happened_the_facts_are_those_of_a_build_of_everything(tmp_path, seed):
    check(tmp_path, seed, STEPS)


def test_what_is_built_anew_after_a_rollback_leaves_the_files_of_the_runs_before(tmp_path):
    """The same rows are in a new file of their own: the one an earlier run names would else no longer be as it noted."""
    company = Company(tmp_path, 1)
    company.begin()
    refresh(company.workspace, today=TODAY)
    company.new_touches()
    refresh(company.workspace, today=TODAY)
    rollback(company.workspace, 1)
    earlier = read_list(company.workspace, 2)
    refresh(company.workspace, today=TODAY)
    assert [measure(company.workspace.data, one.path) for one in earlier] == list(earlier)
    parts_of = [{one.path for one in read_list(company.workspace, number)} for number in (1, 2, 3)]
    written_twice = {path.split("-")[0] for path in parts_of[1] - parts_of[0]} & {
        path.split("-")[0] for path in parts_of[2] - parts_of[0]
    }
    assert written_twice  # else nothing was at stake
    assert not parts_of[2] & (parts_of[1] - parts_of[0])


def flip(path: Any) -> None:
    """One bit in the middle, of a file whose size and time stay what they were."""
    state, content = path.stat(), bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


@pytest.mark.parametrize("what", ["touches/", "parts/main.sessions/", "parts/main.account_days/", "runs/"])
def test_what_is_damaged_is_not_taken_over(tmp_path, what):
    """Else every run to come would have the damage, and say of itself that it is whole."""
    company = Company(tmp_path / "w", 7)
    company.begin()
    refresh(company.workspace, today=TODAY)
    first = read_list(company.workspace, 1)
    broken = next(kept.path for kept in first if kept.path.startswith(what))
    land(company.workspace, {"touches": [company.touch()]})
    flip(company.workspace.data / broken)
    report = refresh(company.workspace, today=TODAY)
    assert f"Run 1 is damaged ({broken}: its content is not what was written): nothing of it was taken over" in str(
        report.remarks
    )
    assert {kept.path for kept in first}.isdisjoint(kept.path for kept in read_list(company.workspace, 2))
    assert incremental_rows(company.workspace) == whole(company.workspace, TODAY)
    land(company.workspace, {"touches": [company.touch()]})
    assert not [one for one in refresh(company.workspace, today=TODAY).remarks if "damaged" in one]
    shared = {kept.path for kept in read_list(company.workspace, 2)} & {
        kept.path for kept in read_list(company.workspace, 3)
    }
    assert shared, "what is whole is taken over"


def test_the_files_of_a_large_run_take_turns_until_each_has_been_read(tmp_path, monkeypatch):
    """Else a refresh of a new day would cost what all the days before weigh."""
    company = Company(tmp_path / "w", 7)
    company.begin()
    refresh(company.workspace, today=TODAY)
    written = read_list(company.workspace, 1)
    monkeypatch.setattr(store_parts, "READ_AGAIN", sum(kept.size for kept in written) // 4 + 1)
    seen: list[set[str]] = []
    monkeypatch.setattr(store_parts, "problem_of", lambda _, kept, **__: seen[-1].add(kept.path))
    monkeypatch.setattr(store_parts, "read_list", lambda *_: written)
    for number in range(1, 5):
        seen.append(set())
        assert store_parts.damage_of(company.workspace, number) is None
    everything = {kept.path for kept in written}
    assert all(one < everything for one in seen)
    assert set.union(*seen) == everything
