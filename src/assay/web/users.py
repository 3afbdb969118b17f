"""People who may sign in, in `.assay/app.sqlite`: names, roles and argon2 hashes of their passwords."""

from __future__ import annotations

import hmac
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from assay.errors import UsageError, WorkspaceError, did_you_mean
from assay.store.audit import owe, tell_owed
from assay.store.looks import forget
from assay.store.workspace import Workspace
from assay.web.rights import ROLES, NotLetIn, Role, Viewer

SHORTEST = 10
LONGEST_NAME = 100
_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY COLLATE NOCASE, role TEXT NOT NULL, owner TEXT, password TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sessions (
  token TEXT PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, started_at REAL NOT NULL, seen_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS failures (name TEXT NOT NULL COLLATE NOCASE, address TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX IF NOT EXISTS failures_by_time ON failures (at);
CREATE TABLE IF NOT EXISTS tokens (
  id TEXT PRIMARY KEY, hash TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, owner TEXT, lists TEXT NOT NULL,
  user TEXT COLLATE NOCASE, made_by TEXT NOT NULL, made_at REAL NOT NULL, expires_at REAL NOT NULL, revoked_at REAL, used_at REAL);
CREATE TABLE IF NOT EXISTS token_failures (address TEXT NOT NULL, at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS secrets (one INTEGER PRIMARY KEY CHECK (one = 1), value BLOB NOT NULL);
"""
_LATER = {
    "users": {"totp": "TEXT", "totp_step": "INTEGER NOT NULL DEFAULT 0", "subject": "TEXT"},
    "sessions": {"checked_at": "REAL", "proved_at": "REAL"},
}
"""Columns that came later: of users the key of their authenticator, the last step of which a code was used, and what the
sign-in provider calls them; of sessions when the provider last stood for them, and when their user last showed who he is."""
_STEP = 30
_WEAKEST = 3
"""Of 0 to 4, as zxcvbn tells: below it a password is known, or guessed in hours."""
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody signs in with this")
_NO_KEY = pyotp.random_base32()
"""What is gone through where there is no password, or no authenticator, to hold against what was given."""


@dataclass(frozen=True)
class User:
    name: str
    role: Role
    owner: str | None

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.name, self.role, self.owner)


@dataclass(frozen=True)
class Users:
    """The users of a workspace; every call opens and closes the file.

    What changes them owes the log its line in the same transaction; `actor` is who does it, else who runs this.
    """

    workspace: Workspace

    @property
    def path(self) -> Path:
        return self.workspace.data / "app.sqlite"

    def all(self) -> tuple[User, ...]:
        if not self.path.exists():
            return ()
        with self.open() as connection:
            rows = connection.execute("SELECT name, role, owner FROM users ORDER BY name").fetchall()
        return tuple(User(*row) for row in rows)

    def get(self, name: str) -> User:
        """Raises UsageError for a name that nobody has."""
        known = {user.name.casefold(): user for user in self.all()}
        if name.casefold() not in known:
            names = tuple(user.name for user in known.values())
            raise UsageError(f"There is no user {name!r}.", hint=did_you_mean(name, names) if names else None)
        return known[name.casefold()]

    def add(self, name: str, password: str, role: str, owner: str | None = None, *, actor: str | None = None) -> User:
        """Raises UsageError for a name that is taken, an unknown role, a rep without owner, or a weak password."""
        user = self.check(name, role, owner)
        check_password(name, password)
        with self.changing() as connection:
            row = (user.name, user.role, user.owner, hashed(password))
            query = "INSERT INTO users (name, role, owner, password) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
            if not connection.execute(query, row).rowcount:  # somebody else has added him since the check
                raise _taken(user.name)
            owe(connection, "user add", actor, user=user.name, role=user.role)
        return user

    def check(self, name: str, role: str, owner: str | None = None) -> User:
        """Who would be added; raises UsageError for a name that is taken, an unknown role, or a rep without owner."""
        user = _checked(name, role, owner)
        if any(known.name.casefold() == user.name.casefold() for known in self.all()):
            raise _taken(user.name)
        return user

    def set_password(self, name: str, password: str, *, own: bool = False) -> None:
        """Ends the user's sessions too; `own` says that he does it himself."""
        user = self.get(name)
        check_password(user.name, password)
        with self.changing() as connection:
            if connection.execute("SELECT subject FROM users WHERE name = ?", [user.name]).fetchone()[0]:
                raise UsageError(f"{user.name!r} signs in at the company's own provider and has no password here.")
            connection.execute("UPDATE users SET password = ? WHERE name = ?", [hashed(password), user.name])
            connection.execute("DELETE FROM sessions WHERE name = ?", [user.name])
            if own:
                owe(connection, "password changed", user.name)
            else:
                owe(connection, "user password", user=user.name)

    def has_password(self, name: str) -> bool:
        """Whether the user has a password here: not who comes by the company's own provider."""
        with self.open() as connection:
            row = connection.execute("SELECT subject FROM users WHERE name = ?", [name]).fetchone()
        return bool(row) and not row[0]

    def has_code(self, name: str) -> bool:
        """Whether a code of an authenticator is asked for when the user signs in."""
        with self.open() as connection:
            row = connection.execute("SELECT totp FROM users WHERE name = ?", [name]).fetchone()
        return bool(row and row[0])

    def set_code(self, name: str, key: str | None, *, own: bool = False, actor: str | None = None) -> None:
        """The key of the user's authenticator (RFC 6238, base32), or none; `own` says that he does it himself."""
        user = self.get(name)
        with self.changing() as connection:
            connection.execute("UPDATE users SET totp = ?, totp_step = 0 WHERE name = ?", [key, user.name])
            if own:
                owe(connection, "code turned on" if key else "code turned off", user.name)
            else:
                owe(connection, "user code on" if key else "user code off", actor, user=user.name)

    def takes_code(self, name: str, code: str) -> bool:
        """Whether a code is good now, or one step before or after; each is good once. True for who has no authenticator."""
        with self.open() as connection:
            row = connection.execute("SELECT totp FROM users WHERE name = ?", [name]).fetchone()
            if not row or not row[0]:
                return True
        step = step_of(row[0], code, time.time())
        return step is not None and self._spent(name, step)

    def change(
        self,
        name: str,
        role: str,
        owner: str | None = None,
        *,
        was: tuple[str, str | None] | None = None,
        actor: str | None = None,
    ) -> User:
        """Another role or owner, from the next request on; `was` is what whoever changes it has seen.

        Raises UsageError where that is not so any more, where the provider gives the role, and where no administrator
        would be left.
        """
        user = self.get(name)
        told = User(user.name, checked_rights(role, owner), owner)
        with self.changing() as connection:
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute("SELECT role, owner, subject FROM users WHERE name = ?", [user.name]).fetchone()
            if row is None or (was is not None and was != (row[0], row[1])):
                raise UsageError(f"{user.name!r} was changed after this page was opened.", hint="Load it again.")
            if row[2]:
                raise UsageError(f"The company's own sign-in gives {user.name!r} his role.", hint="Change it there.")
            if role != "admin":
                _check_another_admin(connection, user.name)
            connection.execute("UPDATE users SET role = ?, owner = ? WHERE name = ?", [role, owner, user.name])
            owe(connection, "user change", actor, user=user.name, role=role, owner=owner or "")
        return told

    def check_leaves_admin(self, name: str) -> None:
        """UsageError where this is the only administrator."""
        with self.open() as connection:
            _check_another_admin(connection, self.get(name).name)

    def remove(self, name: str, *, actor: str | None = None) -> None:
        """Ends the user's sessions and own tokens too."""
        user = self.get(name)
        with self.changing() as connection:
            if connection.execute("DELETE FROM users WHERE name = ?", [user.name]).rowcount:
                owe(connection, "user remove", actor, user=user.name)
            connection.execute("DELETE FROM sessions WHERE name = ?", [user.name])
            query = "UPDATE tokens SET revoked_at = ? WHERE user = ? AND revoked_at IS NULL"
            connection.execute(query, [time.time(), user.name])
        forget(self.workspace, user.name)

    def verified(self, name: str, password: str, code: str | None = None) -> User | None:
        """The user with this name and password, and this code where he has an authenticator; `code` None asks for none.

        It is the same work for a name that nobody has (any more), for somebody who signs in elsewhere, for a wrong password
        and for a wrong code: how long it takes tells nobody which of them it was.
        """
        query = "SELECT name, role, owner, password, totp, totp_step FROM users WHERE name = ?"
        with self.open() as connection:
            row: tuple[Any, ...] | None = connection.execute(query, [name]).fetchone()
        told, role, owner, kept, key, last = row or ("", "viewer", None, None, None, 0)
        right = _is_of(password, kept or _NOBODY)  # who signs in elsewhere has no password here
        step = step_of(key or _NO_KEY, code or "", time.time())
        if not (row and kept and right):
            return None
        if code is not None and key and (step is None or step <= last or not self._spent(told, step)):
            return None
        if _hasher.check_needs_rehash(kept):
            with self.open() as connection:
                query = "UPDATE users SET password = ? WHERE name = ? AND password = ?"
                connection.execute(query, [hashed(password), told, kept])
        return User(told, role, owner)

    def _spent(self, name: str, step: int) -> bool:
        """Whether the code of this step is this sign-in's: none of another one that goes on meanwhile."""
        with self.open() as connection:
            query = "UPDATE users SET totp_step = ? WHERE name = ? AND totp_step < ?"
            return connection.execute(query, [step, name, step]).rowcount == 1

    def let_in(self, user: User, subject: str) -> User:
        """Somebody whom the sign-in provider stands for, as it tells him now; he has no password here.

        Raises `NotLetIn` where another goes by his name: two people must not become one.
        """
        told = _checked(user.name, user.role, user.owner)
        with self.open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            row = connection.execute("SELECT subject FROM users WHERE name = ?", [told.name]).fetchone()
            if row and row[0] != subject:
                hint = "An administrator can remove that user; then this one takes his place."
                raise NotLetIn(f"Another user is called {told.name!r} here.", hint=hint)
            before = connection.execute("SELECT name FROM users WHERE subject = ?", [subject]).fetchone()
            if before:
                values = [told.name, told.role, told.owner, subject]
                connection.execute("UPDATE users SET name = ?, role = ?, owner = ? WHERE subject = ?", values)
                connection.execute("UPDATE sessions SET name = ? WHERE name = ?", [told.name, before[0]])
            else:
                query = "INSERT INTO users (name, role, owner, password, subject) VALUES (?, ?, ?, '', ?)"
                connection.execute(query, [told.name, told.role, told.owner, subject])
        return told

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """As `open`; what the transaction owes the log is told behind it."""
        with self.open() as connection:
            yield connection
        tell_owed(self.workspace, self.path)

    @contextmanager
    def open(self) -> Iterator[sqlite3.Connection]:
        """A transaction; raises `WorkspaceError` when the file is damaged."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh = not self.path.exists()
            with closing(sqlite3.connect(self.path, timeout=30)) as connection, connection:
                if fresh:
                    self.path.chmod(0o600)
                connection.executescript(_SCHEMA)
                _add_later_columns(connection)
                yield connection
        except sqlite3.DatabaseError as error:
            hint = (
                "`assay repair` saves what can be read of it; `assay restore BACKUP --only app.sqlite` brings it back."
            )
            raise WorkspaceError(f"{self.path} cannot be used: {error}", hint=hint) from None


def _is_of(password: str, kept: str) -> bool:
    try:
        return _hasher.verify(kept, password)
    except InvalidHashError:  # damaged
        return _is_of(password, _NOBODY) and False
    except VerificationError:
        return False


def _taken(name: str) -> UsageError:
    hint = f"`assay user password {name}` sets a new password."
    return UsageError(f"There is a user {name!r} already.", hint=hint)


def _check_another_admin(connection: sqlite3.Connection, name: str) -> None:
    query = "SELECT count(*) FROM users WHERE role = 'admin' AND name <> ?"
    if connection.execute(query, [name]).fetchone()[0] == 0:
        raise UsageError(f"{name!r} is the only administrator.", hint="Make somebody else one first.")


def step_of(key: str, code: str, now: float) -> int | None:
    """The step of 30 seconds that a code belongs to: this one, or the one before or after; None for a wrong code."""
    said = "".join(code.split())
    steps = [int(now // _STEP) + offset for offset in (0, -1, 1)]
    right = [step for step in steps if hmac.compare_digest(pyotp.TOTP(key).at(step * _STEP).encode(), said.encode())]
    return right[0] if right else None


def _add_later_columns(connection: sqlite3.Connection) -> None:
    for table, columns in _LATER.items():
        there = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        for name, kind in columns.items():
            if name not in there:
                try:
                    connection.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
                except sqlite3.OperationalError as error:
                    if "duplicate column" not in str(error):  # another one has added it since it was looked for
                        raise


def _checked(name: str, role: str, owner: str | None) -> User:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"{name!r} is no name to sign in with.", hint=f"1 to {LONGEST_NAME} printable characters.")
    return User(name, checked_rights(role, owner), owner)


def checked_rights(role: str, owner: str | None) -> Role:
    """A role, of somebody or of a token; UsageError for an unknown one, a rep without owner, or an owner of no rep."""
    if role not in ROLES:
        raise UsageError(f"Unknown role {role!r}.", hint=did_you_mean(role, ROLES))
    if role == "rep" and not owner:
        raise UsageError("A rep sees the accounts he owns: who is he?", hint="--owner names his user id in the data.")
    if role != "rep" and owner:
        raise UsageError(f"--owner belongs to a rep; {role} sees every account.")
    return role


def hashed(password: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(password)


def check_password(name: str, password: str) -> None:
    """UsageError for a password that is too short, too long or too easy to guess."""
    if len(password) < SHORTEST:
        raise UsageError("The password is too short.", hint=f"{SHORTEST} characters or more.")
    if len(password) > 1024:
        raise UsageError("The password is too long.", hint="1024 characters at most.")
    known = zxcvbn(password[:72], user_inputs=[name])["score"] < _WEAKEST
    if known or password.casefold() == name.casefold() or len(set(password)) < 4:
        raise UsageError("The password is too easy to guess.", hint="Take several words that nobody would expect.")
