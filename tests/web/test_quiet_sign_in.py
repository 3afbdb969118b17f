"""A failed sign-in is the same work whatever it fails by: its time tells nobody which names there are, or which word was right.

What is counted is work (hashes with their cost, codes, statements of the database), which is what takes the time.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import contextmanager
from typing import Any

import pyotp
import pytest
from argon2 import PasswordHasher, extract_parameters

from assay.store.workspace import Workspace, create_workspace
from assay.web import sessions
from assay.web.users import Users
from web.conftest import PASSWORD

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def users(tmp_path: Any) -> Users:
    create_workspace(tmp_path / "w")
    made = Users(Workspace(tmp_path / "w"))
    for name in ("Ann", "Bob", "Gone", "Cleo", "Damaged"):
        made.add(name, PASSWORD, "viewer")
    made.set_code("Cleo", KEY)
    made.remove("Gone")
    with made.open() as connection:
        connection.execute("UPDATE users SET subject = 'sub-1', password = '' WHERE name = 'Bob'")
        connection.execute("UPDATE users SET password = 'none' WHERE name = 'Damaged'")
    return made


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What has been done since it was last cleared."""
    done: Counter[str] = Counter()
    verify, at, begin = PasswordHasher.verify, pyotp.TOTP.at, Users.open

    def verified(hasher: PasswordHasher, kept: str, password: str) -> bool:
        if kept.startswith("$argon2"):
            cost = extract_parameters(kept)
            done[f"hash {cost.type} {cost.time_cost} {cost.memory_cost} {cost.parallelism}"] += 1
        return verify(hasher, kept, password)

    def code_of(totp: pyotp.TOTP, *said: Any) -> str:
        done["code"] += 1
        return at(totp, *said)

    @contextmanager
    def opened(users: Users) -> Any:
        with begin(users) as connection:
            connection.set_trace_callback(lambda said: done.update([" ".join(said.split()[:2])]))
            yield connection

    monkeypatch.setattr(PasswordHasher, "verify", verified)
    monkeypatch.setattr(pyotp.TOTP, "at", code_of)
    monkeypatch.setattr(Users, "open", opened)
    return done


def tried(users: Users, work: Counter[str], name: str, password: str, code: str = "000000") -> dict[str, int]:
    work.clear()
    assert sessions.sign_in(users, name, password, f"address of {name}", code) == (None, 0)
    return dict(work)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Ann", "a wrong passphrase 7"),
        ("Gone", PASSWORD),
        ("Bob", PASSWORD),
        ("Cleo", "a wrong passphrase 7"),
        ("Cleo", PASSWORD),
        ("Damaged", PASSWORD),
    ],
    ids=["wrong password", "removed", "of the provider", "wrong password before a code", "wrong code", "damaged"],
)
def test_it_is_the_work_of_a_name_that_nobody_has(users: Users, work: Counter[str], name: str, password: str):
    nobody = tried(users, work, "Nobody", PASSWORD)
    assert sum(times for what, times in nobody.items() if what.startswith("hash")) == 1
    assert nobody["code"] == 3
    assert tried(users, work, name, password) == nobody
    assert tried(users, work, name, password, "") == tried(users, work, "Nobody", PASSWORD, "")


def test_a_code_is_good_once(users: Users, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("time.time", lambda: 1_800_000_000.0)
    code = pyotp.TOTP(KEY).at(1_800_000_000)
    assert users.verified("Cleo", PASSWORD, code) is not None
    assert users.verified("Cleo", PASSWORD, code) is None
    assert users.verified("Cleo", PASSWORD) is not None


def test_a_hash_of_other_cost_is_made_anew_when_its_user_signs_in(users: Users):
    """Else his sign-in would take another time than that of a name nobody has, for good."""
    with users.open() as connection:
        cheap = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)
        connection.execute("UPDATE users SET password = ? WHERE name = 'Ann'", [cheap])
    assert users.verified("Ann", "a wrong passphrase 7") is None
    assert kept(users) == cheap
    assert users.verified("Ann", PASSWORD) is not None
    assert extract_parameters(kept(users)) == extract_parameters(PasswordHasher().hash("any"))
    assert users.verified("Ann", PASSWORD) is not None


def kept(users: Users) -> str:
    with sqlite3.connect(users.path) as connection:
        said: str = connection.execute("SELECT password FROM users WHERE name = 'Ann'").fetchone()[0]
    return said
