"""What a signed-in reader may see. This is the one place where a rep is kept to the accounts he owns.

Handlers get a `Visit`, and a visit asks nothing but through here: the scope of a rep is that of his accounts, a lookup
of another account finds nothing, and what belongs to the company as a whole is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from assay.errors import AssayError
from assay.facts.schema import FACTS
from assay.metrics.scope import Scope
from assay.store.runs import Run

Role = Literal["admin", "analyst", "viewer", "rep"]
ROLES: tuple[Role, ...] = ("admin", "analyst", "viewer", "rep")
COMPANY: tuple[Role, ...] = ("admin", "analyst", "viewer")
"""Roles that see the company as a whole."""
KEEPERS: tuple[Role, ...] = ("admin", "analyst")
"""Roles that answer for the data and change it: what landed, what is wrong with it, lists and definitions."""
TAKERS: tuple[Role, ...] = ("admin", "analyst", "rep")
"""Roles that may take tables away as files; a rep those of his own accounts."""


class Forbidden(AssayError):
    """The reader may not see this."""

    exit_status = 1


class NotFound(AssayError):
    """There is nothing of that name, or nothing that this reader may see."""

    exit_status = 1


@dataclass(frozen=True)
class Viewer:
    """Who reads. `name` is empty where nobody signs in; a rep has the user id of the accounts' owner."""

    name: str = ""
    role: Role = "admin"
    owner: str | None = None

    @property
    def is_rep(self) -> bool:
        return self.role == "rep"

    @property
    def keeps_data(self) -> bool:
        return self.role in KEEPERS


ANYBODY = Viewer()
"""The reader of a server without sign-in: whoever sits at this computer."""


def narrowed(viewer: Viewer, run: Run, scope: Scope) -> Scope:
    """The scope within the reader's rights; raises `Forbidden` where it asks for nothing but other people's accounts."""
    if not viewer.is_rep:
        return scope
    asked = set(scope.owners)
    if asked and not asked & {viewer.owner, _name_of(run, viewer.owner)}:
        raise Forbidden("These are other people's accounts.", hint="Leave out `owner`: you see the accounts you own.")
    return replace(scope, owners=(viewer.owner or "",), roll_up=False)


def _name_of(run: Run, owner: str | None) -> str | None:
    row = run.cursor().execute("SELECT name FROM users WHERE user_id = ?", [owner]).fetchone()
    return row[0] if row else None


def own_accounts(viewer: Viewer, run: Run) -> frozenset[str] | None:
    """Ids of the accounts the reader may see; None stands for all of them."""
    if not viewer.is_rep:
        return None
    rows = run.cursor().execute("SELECT account_id FROM accounts WHERE owner_id = ?", [viewer.owner]).fetchall()
    return frozenset(account for (account,) in rows)


def check_company(viewer: Viewer, what: str = "This page") -> None:
    """Raises `Forbidden` for a rep: some things are about the company as a whole."""
    if viewer.is_rep:
        raise Forbidden(f"{what} is about the company as a whole.", hint="Ask an analyst or an administrator.")


def only_own(rows: Iterable[Mapping[str, Any]], own: frozenset[str] | None) -> tuple[dict[str, Any], ...]:
    """Rows behind a figure without those of other accounts and of none."""
    if own is None:
        return tuple(dict(row) for row in rows)
    return tuple(dict(row) for row in rows if row.get("account_id", row.get("by", {}).get("account")) in own)


def narrowed_cursor(viewer: Viewer, run: Run) -> Any:
    """A cursor of one's own; of a rep it sees the facts of his accounts only, under their usual names."""
    cursor = run.cursor()
    if viewer.is_rep:
        (database,) = cursor.execute("SELECT current_database()").fetchone() or ("",)
        for name, columns in FACTS.items():
            condition = _own_rows(columns, f'"{database}".main', viewer.owner or "")
            if condition:
                cursor.execute(f'CREATE TEMP VIEW {name} AS SELECT * FROM "{database}".main.{name} WHERE {condition}')
    return cursor


def _own_rows(columns: Iterable[str], schema: str, owner: str) -> str | None:
    said = owner.replace("'", "''")
    own = f"SELECT account_id FROM {schema}.accounts WHERE owner_id = '{said}'"
    if "account_id" in columns:
        return f"account_id IN ({own})"
    if "opportunity_id" in columns:
        return f"opportunity_id IN (SELECT opportunity_id FROM {schema}.deals WHERE account_id IN ({own}))"
    return None
