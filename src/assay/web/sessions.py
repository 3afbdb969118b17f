"""Sessions of people who signed in, tokens against forged requests, and the limit of failed attempts."""

from __future__ import annotations

import hmac
import secrets
import time
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


def start(users: Users, user: User) -> str:
    """A new session's id; what stands in the file is its hash, so that a copy of the file signs nobody in."""
    session, now = secrets.token_urlsafe(32), time.time()
    with users.open() as connection:
        connection.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", [_hashed(session), user.name, now, now])
        connection.execute("DELETE FROM sessions WHERE seen_at < ? OR started_at < ?", [now - IDLE, now - LONGEST])
    return session


def user_of(users: Users, session: str | None) -> User | None:
    """Who is signed in with a session that is still good."""
    if not session:
        return None
    now = time.time()
    with users.open() as connection:
        row = connection.execute(
            "SELECT name, role, owner, seen_at FROM sessions JOIN users USING (name) "
            "WHERE token = ? AND seen_at >= ? AND started_at >= ?",
            [_hashed(session), now - IDLE, now - LONGEST],
        ).fetchone()
        if row and now - row[3] > RENEW:
            connection.execute("UPDATE sessions SET seen_at = ? WHERE token = ?", [now, _hashed(session)])
    return User(*row[:3]) if row else None


def end(users: Users, session: str | None) -> None:
    if session:
        with users.open() as connection:
            connection.execute("DELETE FROM sessions WHERE token = ?", [_hashed(session)])


def sign_in(users: Users, name: str, password: str, address: str) -> User | None:
    """The user, None for a wrong name or password. Ask `wait` first: it tells whether another attempt is allowed."""
    user = users.verified(name, password)
    with users.open() as connection:
        if user is None:
            connection.execute("INSERT INTO failures VALUES (?, ?, ?)", [name[:200], address, time.time()])
        else:
            connection.execute("DELETE FROM failures WHERE name = ? AND address = ?", [name, address])
    return user


def wait(users: Users, name: str, address: str) -> int:
    """Seconds until another attempt is allowed; 0 when it is now. Counts by name and address, and by address alone."""
    now = time.time()
    with users.open() as connection:
        connection.execute("DELETE FROM failures WHERE at < ?", [now - WINDOW])
        rows = connection.execute("SELECT name, at FROM failures WHERE address = ? ORDER BY at", [address]).fetchall()
    of_name = [at for known, at in rows if known.casefold() == name.casefold()]
    blocked = [
        times[-limit]
        for times, limit in ((of_name, PER_NAME), ([at for _, at in rows], PER_ADDRESS))
        if len(times) >= limit
    ]
    return max((int(at + WINDOW - now) + 1 for at in blocked), default=0)


def _hashed(session: str) -> str:
    return sha256(session.encode()).hexdigest()
