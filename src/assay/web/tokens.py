"""Tokens of programs, in `.assay/app.sqlite`: what they may see and until when; of each the hash alone is kept.

A token reads `assay_ID_SECRET`. The id is public and names it in lists and in the audit log; the secret is shown once.
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
import sqlite3
import threading
import time
from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from starlette.requests import Request

from assay.errors import UsageError, did_you_mean
from assay.store.audit import owe
from assay.web.problems import SignInNeeded, TooMany
from assay.web.rights import Role, Viewer
from assay.web.users import LONGEST_NAME, Users, checked_rights

DAYS = 90
LONGEST_DAYS = 366
PER_MINUTE = 300
"""Requests of one token in any minute."""
WINDOW = 15 * 60
PER_ADDRESS = 20
"""Refused tokens of one address in the window that are still told why; tokens that are good pass all the same."""
RENEW = 60
_FORM = re.compile(r"assay_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
_NOBODY = "0" * 64
_COLUMNS = "id, hash, name, role, owner, lists, user, made_by, made_at, expires_at, revoked_at, used_at"


@dataclass(frozen=True)
class Token:
    """Times are seconds since 1970. `user` is whose own token it is: it may what he may, as long as he may sign in."""

    id: str
    name: str
    role: Role
    owner: str | None
    lists: tuple[str, ...]
    user: str | None
    made_by: str
    made_at: float
    expires_at: float
    revoked_at: float | None
    used_at: float | None

    @property
    def viewer(self) -> Viewer:
        return Viewer(f"token:{self.name}", self.role, self.owner, self.lists)

    def state(self, now: float) -> str:
        """`good`, `expired` or `revoked`."""
        if self.revoked_at is not None:
            return "revoked"
        return "good" if now < self.expires_at else "expired"

    def to_json(self) -> dict[str, Any]:
        """What lists of tokens tell; times in ISO 8601, UTC."""
        return {
            "id": self.id,
            "name": self.name,
            "role": self.role,
            "owner": self.owner,
            "lists": list(self.lists),
            "user": self.user,
            "made_by": self.made_by,
            "made_at": said_time(self.made_at),
            "expires_at": said_time(self.expires_at),
            "used_at": said_time(self.used_at),
            "state": self.state(time.time()),
        }


@dataclass(frozen=True)
class Pace:
    """How often each token asked within the last minute: in memory, of one server."""

    asked: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, token_id: str, now: float) -> None:
        """Raises `TooMany` for more than `PER_MINUTE`."""
        with self.lock:
            times = self.asked[token_id]
            while times and times[0] <= now - 60:
                times.popleft()
            if len(times) >= PER_MINUTE:
                raise TooMany(
                    f"This token has asked {PER_MINUTE} times within a minute.",
                    hint="Wait as long as Retry-After says.",
                    retry_after=int(times[0] + 60 - now) + 1,
                )
            times.append(now)


def create(
    users: Users,
    name: str,
    role: str,
    *,
    owner: str | None = None,
    lists: Sequence[str] = (),
    days: int = DAYS,
    user: str | None = None,
    made_by: str,
    actor: str | None = None,
) -> tuple[Token, str]:
    """A new token, and its text: nobody can be told it again. UsageError for words that make none.

    `made_by` stands in the list of tokens, `actor` (else who runs this) in the log.
    """
    name = _checked_name(users, name)
    made_role = checked_rights(role, owner)
    if not 1 <= days <= LONGEST_DAYS:
        raise UsageError(f"A token cannot last {days} days.", hint=f"1 to {LONGEST_DAYS}.")
    now, secret = time.time(), secrets.token_urlsafe(32)
    chosen = tuple(dict.fromkeys(lists))
    made = Token(
        secrets.token_hex(6), name, made_role, owner, chosen, user, made_by, now, now + days * 86_400, None, None
    )
    row = [made.id, _hashed(secret), name, made_role, owner, json.dumps(chosen), user, made_by, now, made.expires_at]
    with users.changing() as connection:
        connection.execute(
            "INSERT INTO tokens (id, hash, name, role, owner, lists, user, made_by, made_at, expires_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        owe(connection, "token create", actor, token=made.id, name=name, role=made_role, lists=list(chosen))
    return made, f"assay_{made.id}_{secret}"


def every_token(users: Users, user: str | None = None) -> tuple[Token, ...]:
    """Tokens, the newest first; those of one user only, where he is named."""
    if not users.path.exists():
        return ()
    with users.open() as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM tokens WHERE ? IS NULL OR user = ? COLLATE NOCASE ORDER BY made_at DESC, id",
            [user, user],
        ).fetchall()
    return tuple(_token(row) for row in rows)


def revoke(users: Users, named: str, user: str | None = None, *, actor: str | None = None) -> Token:
    """Ends a token by its id or name, at once; where a user is named only one of his own. UsageError for none."""
    known = [token for token in every_token(users, user) if token.revoked_at is None]
    chosen = [token for token in known if named in (token.id, token.name)]
    if not chosen:
        near = did_you_mean(named, [token.name for token in known]) if known else None
        raise UsageError(f"There is no token {named!r} that could be revoked.", hint=near)
    with users.changing() as connection:
        sql = "UPDATE tokens SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL"
        if connection.execute(sql, [time.time(), chosen[0].id]).rowcount:
            owe(connection, "token revoke", actor, token=chosen[0].id, name=chosen[0].name)
    return chosen[0]


# At the gate.


def bearer_of(request: Request) -> str | None:
    """The token after `Authorization: Bearer`; None without one of ours: proxies pass on bearers of their own."""
    kind, _, said = request.headers.get("authorization", "").partition(" ")
    return said.strip() if kind.casefold() == "bearer" and said.strip().startswith("assay_") else None


def admitted(users: Users, said: str, address: str, pace: Pace) -> Token:
    """The token that was said; raises `SignInNeeded` for one that is not good and `TooMany` for one that asks too often.

    A bad one counts for its address, but bars no good one: secrets of 256 bits are not guessed, and who shares an
    address with a forgotten script must not be locked out by it.
    """
    now = time.time()
    form = _FORM.fullmatch(said)
    row = _row(users, form[1]) if form else None
    same = hmac.compare_digest((row[1] if row else _NOBODY).encode(), _hashed(form[2] if form else said[:200]).encode())
    token = _token(row) if row and same else None
    if token is None or token.state(now) != "good" or not _still_his(users, token):
        raise _refused(users, token, address, now)
    pace.take(token.id, now)
    if token.used_at is None or now - token.used_at > RENEW:
        with users.open() as connection:
            connection.execute("UPDATE tokens SET used_at = ? WHERE id = ?", [now, token.id])
    return token


def _refused(users: Users, token: Token | None, address: str, now: float) -> SignInNeeded | TooMany:
    seconds = _count_refused(users, address, now)
    if seconds:
        return TooMany("Too many tokens were refused from here.", hint="Wait, or mend the token.", retry_after=seconds)
    if token is None:
        return SignInNeeded("This token is not known here.", hint="`assay token list` tells which are.")
    state = token.state(now)
    said = {
        "expired": f"This token expired at {said_time(token.expires_at)}.",
        "revoked": f"This token was revoked at {said_time(token.revoked_at)}.",
    }
    return SignInNeeded(
        said.get(state, "The user of this token may not sign in any more."),
        hint="`assay token create` makes another one.",
        token=token.id,
    )


def _count_refused(users: Users, address: str, now: float) -> int:
    """Seconds that this address is not told why any more, 0 while it is."""
    with users.open() as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM token_failures WHERE at < ?", [now - WINDOW])
        rows = connection.execute("SELECT at FROM token_failures WHERE address = ? ORDER BY at", [address]).fetchall()
        if len(rows) >= PER_ADDRESS:
            return int(rows[-PER_ADDRESS][0] + WINDOW - now) + 1
        connection.execute("INSERT INTO token_failures VALUES (?, ?)", [address, now])
    return 0


def _row(users: Users, token_id: str) -> Any:
    with users.open() as connection:
        return connection.execute(f"SELECT {_COLUMNS} FROM tokens WHERE id = ?", [token_id]).fetchone()


def _still_his(users: Users, token: Token) -> bool:
    """Whether the user of an own token is there, in the role that it was made with."""
    if token.user is None:
        return True
    mine = token.user.casefold()
    return any((user.name.casefold(), user.role, user.owner) == (mine, token.role, token.owner) for user in users.all())


def _checked_name(users: Users, name: str) -> str:
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise UsageError(f"{name!r} is no name of a token.", hint=f"1 to {LONGEST_NAME} printable characters.")
    now = time.time()
    if any(token.name == name and token.state(now) == "good" for token in every_token(users)):
        raise UsageError(f"There is a token {name!r} already.", hint="Revoke it first, or take another name.")
    return name


def _token(row: Sequence[Any] | sqlite3.Row) -> Token:
    token_id, _, name, role, owner, lists, *rest = row
    return Token(token_id, name, role, owner, tuple(json.loads(lists)), *rest)


def said_time(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
