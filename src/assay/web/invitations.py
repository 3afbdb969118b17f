"""One-time links by which somebody sets a password of his own: to come in, or because the old one is lost.

What stands in `.assay/app.sqlite` is the hash of a link's key, so a copy of the file lets nobody in. A link is good once,
for a week, and a new one for the same name ends the old.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from assay.errors import UsageError, did_you_mean
from assay.store.audit import owe
from assay.web.rights import NotFound, Role
from assay.web.users import User, Users, check_password, hashed

GOOD_FOR = 7 * 24 * 3600
"""Seconds that a link can be used."""
Kind = Literal["invite", "reset"]
_ACTIONS: dict[Kind, str] = {"invite": "user invited", "reset": "password link"}
"""What the log calls the making of a link."""
_TABLE = """
CREATE TABLE IF NOT EXISTS invitations (
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL COLLATE NOCASE, role TEXT NOT NULL, owner TEXT,
  made_by TEXT NOT NULL, expires_at REAL NOT NULL, used_at REAL)
"""
_WAITING = (
    "SELECT kind, name, role, owner, made_by, expires_at FROM invitations WHERE used_at IS NULL AND expires_at > ?"
)


@dataclass(frozen=True)
class Invitation:
    """Who a link is for; `expires_at` in seconds since 1970."""

    kind: Kind
    user: User
    made_by: str
    expires_at: float


def invite(users: Users, name: str, role: str, owner: str | None, by: str, actor: str | None = None) -> str:
    """The key of a link by which somebody new comes in. Errors as with `Users.check`."""
    return _new(users, "invite", users.check(name, role, owner), by, actor)


def reset(users: Users, name: str, by: str, actor: str | None = None) -> str:
    """The key of a link by which a user sets a new password. Raises UsageError for a name that nobody has."""
    return _new(users, "reset", users.get(name), by, actor)


def _new(users: Users, kind: Kind, user: User, by: str, actor: str | None) -> str:
    key, now = secrets.token_urlsafe(32), time.time()
    with users.changing() as connection:
        connection.execute(_TABLE)
        connection.execute("DELETE FROM invitations WHERE name = ? OR expires_at < ?", [user.name, now])
        row = [_hash(key), kind, user.name, user.role, user.owner, by, now + GOOD_FOR]
        connection.execute("INSERT INTO invitations VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", row)
        owe(connection, _ACTIONS[kind], actor, user=user.name)
    return key


def withdraw(users: Users, name: str, actor: str | None = None) -> Invitation:
    """Ends a link that waits, at once; raises UsageError where none does for that name, or not any more."""
    now = time.time()
    with users.changing() as connection:
        connection.execute(_TABLE)
        connection.execute("BEGIN IMMEDIATE")
        row = connection.execute(f"{_WAITING} AND name = ?", [now, name.strip()]).fetchone()
        if row is None:
            names = tuple(one[1] for one in connection.execute(f"{_WAITING} ORDER BY name", [now]).fetchall())
            hint = did_you_mean(name, names) if names else "Perhaps it has been used, or its seven days are over."
            raise UsageError(f"No link waits for {name!r}.", hint=hint)
        told = _told(row)
        connection.execute("DELETE FROM invitations WHERE name = ? AND used_at IS NULL", [told.user.name])
        owe(connection, "link withdrawn", actor, user=told.user.name)
    return told


def waiting(users: Users) -> tuple[Invitation, ...]:
    """Links that nobody has used yet and that are still good."""
    if not users.path.exists():
        return ()
    with users.open() as connection:
        connection.execute(_TABLE)
        rows = connection.execute(f"{_WAITING} ORDER BY name", [time.time()]).fetchall()
    return tuple(_told(row) for row in rows)


def invitation_of(users: Users, key: str) -> Invitation:
    """Who a key is for. Raises `NotFound` for one that is not good, or not any more."""
    with users.open() as connection:
        return _found(connection, key)


def accept(users: Users, key: str, password: str) -> User:
    """Sets the password and ends the link, in one transaction: both, or neither.

    Raises `NotFound` for a key that is not good any more, UsageError for a weak password or a name taken meanwhile.
    """
    with users.changing() as connection:
        connection.execute(_TABLE)
        connection.execute("BEGIN IMMEDIATE")
        invitation = _found(connection, key)
        user = invitation.user
        check_password(user.name, password)
        if invitation.kind == "invite":
            _add(connection, user, hashed(password))
        else:
            _change(connection, user, hashed(password))
        connection.execute("UPDATE invitations SET used_at = ? WHERE hash = ?", [time.time(), _hash(key)])
        owe(connection, "link used", user.name)
    return user


def _add(connection: sqlite3.Connection, user: User, password: str) -> None:
    try:
        row = [user.name, user.role, user.owner, password]
        connection.execute("INSERT INTO users (name, role, owner, password) VALUES (?, ?, ?, ?)", row)
    except sqlite3.IntegrityError:
        raise UsageError(
            f"There is a user {user.name!r} by now.", hint="Ask who invited you for another name."
        ) from None


def _change(connection: sqlite3.Connection, user: User, password: str) -> None:
    query = "UPDATE users SET password = ? WHERE name = ? AND subject IS NULL"
    if connection.execute(query, [password, user.name]).rowcount != 1:
        raise NotFound("This user has no password here any more.", hint="Ask an administrator.")
    connection.execute("DELETE FROM sessions WHERE name = ?", [user.name])


def _found(connection: sqlite3.Connection, key: str) -> Invitation:
    connection.execute(_TABLE)
    row = connection.execute(f"{_WAITING} AND hash = ?", [time.time(), _hash(key)]).fetchone()
    if row is None:
        raise NotFound(
            "This link has been used, has ended, or never was.", hint="Ask an administrator for another one."
        )
    return _told(row)


def _told(row: Sequence[object]) -> Invitation:
    kind, name, role, owner, made_by, expires_at = row
    user = User(str(name), _role(role), None if owner is None else str(owner))
    return Invitation("reset" if kind == "reset" else "invite", user, str(made_by), float(str(expires_at)))


def _role(written: object) -> Role:
    role: Role = written  # type: ignore[assignment]
    return role


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


__all__ = ["Invitation", "accept", "invitation_of", "invite", "reset", "waiting", "withdraw"]
