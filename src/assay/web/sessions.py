"""Sessions of people who signed in, tokens against forged requests, and the limit of failed attempts."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from assay.web.users import User, Users

IDLE = 12 * 3600
"""Seconds after which a session ends that nobody used."""
LONGEST = 7 * 24 * 3600
"""Seconds after which any session ends."""
WINDOW = 15 * 60
"""Seconds that a failed attempt counts."""
PER_NAME = 5
PER_ADDRESS = 20
PER_ACCOUNT = 50
"""Failed attempts at one name from all addresses together."""
RENEW = 60


@dataclass(frozen=True)
class Secrets:
    """What signs the tokens against forged requests: new with every server, so that no file need hold it."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def token(self, visitor: str) -> str:
        """The token of a visitor (his session, or the cookie that stands for one)."""
        return hmac.new(self.key, visitor.encode(), sha256).hexdigest()

    def is_token(self, visitor: str, token: str) -> bool:
        return bool(visitor) and hmac.compare_digest(self.token(visitor).encode(), token.encode())


def start(users: Users, user: User, checked_at: float | None = None, proved_at: float | None = None) -> str:
    """A new session's id; what stands in the file is its hash, so that a copy of the file signs nobody in.

    `checked_at` is when the sign-in provider stood for him, where he came by one; `proved_at` when he showed there who he
    is, if it tells.
    """
    session, now = secrets.token_urlsafe(32), time.time()
    with users.open() as connection:
        query = (
            "INSERT INTO sessions (token, name, started_at, seen_at, checked_at, proved_at) VALUES (?, ?, ?, ?, ?, ?)"
        )
        row = [_hashed(session), user.name, now, now, checked_at, now if proved_at is None else proved_at]
        connection.execute(query, row)
        connection.execute("DELETE FROM sessions WHERE seen_at < ? OR started_at < ?", [now - IDLE, now - LONGEST])
    return session


def user_of(users: Users, session: str | None, *, by_provider: bool = False) -> User | None:
    """Who is signed in with a session that is still good; `by_provider` takes those that a sign-in provider began."""
    if not session:
        return None
    now = time.time()
    with users.open() as connection:
        row = connection.execute(
            "SELECT name, role, owner, seen_at FROM sessions JOIN users USING (name) "
            "WHERE token = ? AND seen_at >= ? AND started_at >= ? AND (checked_at IS NULL OR ?)",
            [_hashed(session), now - IDLE, now - LONGEST, by_provider],
        ).fetchone()
        if row and now - row[3] > RENEW:
            connection.execute("UPDATE sessions SET seen_at = ? WHERE token = ?", [now, _hashed(session)])
    return User(*row[:3]) if row else None


def checked_at(users: Users, session: str) -> float | None:
    """When the sign-in provider last stood for a session; None for one by password, or none at all."""
    with users.open() as connection:
        query = "SELECT checked_at FROM sessions WHERE token = ?"
        row = connection.execute(query, [_hashed(session)]).fetchone()
    return row[0] if row else None


def checked(users: Users, session: str) -> None:
    """The sign-in provider stands for a session now."""
    with users.open() as connection:
        connection.execute("UPDATE sessions SET checked_at = ? WHERE token = ?", [time.time(), _hashed(session)])


def is_proved(users: Users, session: str, seconds: float) -> bool:
    """Whether the user of a session has shown within so many seconds who he is; not by a clock that was ahead then."""
    now = time.time()
    with users.open() as connection:
        query = "SELECT 1 FROM sessions WHERE token = ? AND proved_at BETWEEN ? AND ?"
        return bool(connection.execute(query, [_hashed(session), now - seconds, now + 1]).fetchone())


def prove(users: Users, session: str) -> None:
    """The user of a session shows now who he is."""
    with users.open() as connection:
        connection.execute("UPDATE sessions SET proved_at = ? WHERE token = ?", [time.time(), _hashed(session)])


def alive(users: Users, wanted: Iterable[str]) -> tuple[str, ...]:
    """Those of these sessions that have not ended."""
    with users.open() as connection:
        there = {row[0] for row in connection.execute("SELECT token FROM sessions")}
    return tuple(session for session in wanted if _hashed(session) in there)


def end(users: Users, session: str | None) -> None:
    if session:
        with users.open() as connection:
            connection.execute("DELETE FROM sessions WHERE token = ?", [_hashed(session)])


def sign_in(users: Users, name: str, password: str, address: str, code: str | None = "") -> tuple[User | None, int]:
    """The user, None for a wrong name or password; and the seconds to wait where no attempt is allowed now.

    An attempt counts as failed before the password is looked at, in the same transaction that allows it: sixty at once
    are no more attempts than sixty one after the other. `code` is that of the user's authenticator; None asks for none.
    """
    attempt, seconds = _begin(users, name[:200], address)
    if seconds:
        return None, seconds
    user = users.verified(name, password, code)
    if user is not None:
        with users.open() as connection:
            connection.execute(
                "DELETE FROM failures WHERE rowid = ? OR (name = ? AND address = ?)", [attempt, name, address]
            )
    return user, 0


def _begin(users: Users, name: str, address: str) -> tuple[int, int]:
    """The number of a new attempt and 0, or the seconds until one is allowed."""
    now = time.time()
    with users.open() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM failures WHERE at < ?", [now - WINDOW])
        rows = connection.execute(
            "SELECT name, address, at FROM failures WHERE address = ? OR name = ? ORDER BY at", [address, name]
        ).fetchall()
        seconds = _blocked(rows, name, address, now)
        if seconds:
            return 0, seconds
        attempt = connection.execute("INSERT INTO failures VALUES (?, ?, ?)", [name, address, now]).lastrowid
    return attempt or 0, 0


def _blocked(rows: Sequence[tuple[str, str, float]], name: str, address: str, now: float) -> int:
    """Counts by name and address, by address alone, and by name alone: many addresses guess no faster than that."""
    of_name = [row for row in rows if row[0].casefold() == name.casefold()]
    counted = (
        ([at for _, at_address, at in of_name if at_address == address], PER_NAME),
        ([at for _, at_address, at in rows if at_address == address], PER_ADDRESS),
        ([at for _, _, at in of_name], PER_ACCOUNT),
    )
    blocked = [times[-limit] for times, limit in counted if len(times) >= limit]
    return max((int(at + WINDOW - now) + 1 for at in blocked), default=0)


def _hashed(session: str) -> str:
    return sha256(session.encode()).hexdigest()
