"""What a signed-in reader may see. This is the one place where a rep is kept to the accounts he owns.

Handlers get a `Visit`, and a visit asks nothing but through here: the scope of a rep is that of his accounts, a lookup
of another account finds nothing, and what belongs to the company as a whole is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from assay.errors import AssayError
from assay.facts.schema import FACTS
from assay.metrics.scope import Scope
from assay.store.runs import Run

Role = Literal["admin", "analyst", "manager", "viewer", "rep"]
ROLES: tuple[Role, ...] = ("admin", "analyst", "manager", "viewer", "rep")
ROLE_NAMES: dict[Role, str] = {
    "admin": "administrator",
    "analyst": "analyst",
    "manager": "manager",
    "viewer": "reader",
    "rep": "sales rep",
}
"""What the roles are called on pages; commands and the settings have their keys."""
COMPANY: tuple[Role, ...] = ("admin", "analyst", "manager", "viewer")
"""Roles that see the company as a whole."""
KEEPERS: tuple[Role, ...] = ("admin", "analyst")
"""Roles that answer for the data and change it: what landed, what is wrong with it, and definitions."""
STEERERS: tuple[Role, ...] = ("admin", "analyst", "manager")
"""Roles that steer the programme: target lists, targets and alerts."""
TAKERS: tuple[Role, ...] = ("admin", "analyst", "manager", "rep")
"""Roles that may take tables away as files; a rep those of his own accounts."""


class Forbidden(AssayError):
    """The reader may not see this."""

    exit_status = 1


class NotLetIn(AssayError):
    """The sign-in provider, or its word about somebody, does not let him in."""

    exit_status = 1


class NotFound(AssayError):
    """There is nothing of that name, or nothing that this reader may see."""

    exit_status = 1


@dataclass(frozen=True)
class Viewer:
    """Who reads. `name` is empty where nobody signs in; a rep has the user id of the accounts' owner.

    A token may be kept to target account `lists`; it then sees the accounts on them, and may ask what a rep may ask.
    """

    name: str = ""
    role: Role = "admin"
    owner: str | None = None
    lists: tuple[str, ...] = ()

    @property
    def is_rep(self) -> bool:
        return self.role == "rep"

    @property
    def sees_part(self) -> bool:
        """Whether the reader is kept to some accounts: what is about the company as a whole is not for him."""
        return self.is_rep or bool(self.lists)

    @property
    def kept_to(self) -> tuple[str | None, tuple[str, ...]] | None:
        """What tells whose accounts the reader sees; None for all of them. Answers are kept apart by it."""
        return (self.owner if self.is_rep else None, self.lists) if self.sees_part else None

    @property
    def keeps_data(self) -> bool:
        return self.role in KEEPERS and not self.lists

    def is_one_of(self, roles: Sequence[str]) -> bool:
        """Whether something for these roles is for this reader."""
        return self.role in roles and (not self.lists or "rep" in roles)

    @property
    def steers(self) -> bool:
        return self.role in STEERERS


ANYBODY = Viewer()
"""The reader of a server without sign-in: whoever sits at this computer."""


def narrowed(viewer: Viewer, run: Run, scope: Scope) -> Scope:
    """The scope within the reader's rights; raises `Forbidden` where it asks for nothing but other people's accounts."""
    if viewer.lists:
        scope = _on_lists(viewer.lists, scope)
    if not viewer.is_rep:
        return scope
    asked = set(scope.owners)
    if asked and not asked & {viewer.owner, _name_of(run, viewer.owner)}:
        raise Forbidden("These are other people's accounts.", hint="Leave out `owner`: you see the accounts you own.")
    return replace(scope, owners=(viewer.owner or "",), roll_up=False)


def _on_lists(lists: tuple[str, ...], scope: Scope) -> Scope:
    """The scope kept to these lists: arms that are no list rows have nothing for this reader."""
    if scope.arm in ("rest", "all"):
        raise Forbidden(f"Arm {scope.arm!r} goes beyond the lists of this token.", hint="Name another `arm`.")
    chosen = tuple(name for name in scope.lists if name in lists) if scope.lists else lists
    if not chosen:
        raise Forbidden("These lists are not for this token.", hint="Leave out `list`: you see the lists of the token.")
    return replace(scope, lists=chosen, roll_up=False)


def _name_of(run: Run, owner: str | None) -> str | None:
    row = run.cursor().execute("SELECT name FROM users WHERE user_id = ?", [owner]).fetchone()
    return row[0] if row else None


def own_accounts(viewer: Viewer, run: Run) -> frozenset[str] | None:
    """Ids of the accounts the reader may see; None stands for all of them."""
    if not viewer.sees_part:
        return None
    rows = run.cursor().execute(f"SELECT account_id FROM accounts WHERE {_own_condition(viewer, 'main')}").fetchall()
    return frozenset(account for (account,) in rows)


def _own_condition(viewer: Viewer, schema: str) -> str:
    """What holds of the reader's own accounts, as SQL."""
    conditions = [f"owner_id = {_literal(viewer.owner or '')}"] if viewer.is_rep else []
    if viewer.lists:
        names = ", ".join(map(_literal, viewer.lists))
        conditions.append(f"account_id IN (SELECT account_id FROM {schema}.memberships WHERE list IN ({names}))")
    return " AND ".join(conditions)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def check_company(viewer: Viewer, what: str = "This page") -> None:
    """Raises `Forbidden` for who is kept to some accounts: some things are about the company as a whole."""
    if viewer.sees_part:
        raise Forbidden(f"{what} is about the company as a whole.", hint="Ask an analyst or an administrator.")


def only_own(rows: Iterable[Mapping[str, Any]], own: frozenset[str] | None) -> tuple[dict[str, Any], ...]:
    """Rows behind a figure without those of other accounts and of none."""
    if own is None:
        return tuple(dict(row) for row in rows)
    return tuple(dict(row) for row in rows if row.get("account_id", row.get("by", {}).get("account")) in own)


def narrowed_cursor(viewer: Viewer, run: Run) -> Any:
    """A cursor of one's own; who is kept to some accounts sees their facts only, under their usual names."""
    cursor = run.cursor()
    if viewer.sees_part:
        (database,) = cursor.execute("SELECT current_database()").fetchone() or ("",)
        own = _own_condition(viewer, f'"{database}".main')
        for name, columns in FACTS.items():
            condition = _own_rows(columns, f'"{database}".main', own)
            if viewer.lists and "list" in columns:
                condition = f"{condition} AND list IN ({', '.join(map(_literal, viewer.lists))})"
            if condition:
                cursor.execute(f'CREATE TEMP VIEW {name} AS SELECT * FROM "{database}".main.{name} WHERE {condition}')
    return cursor


def _own_rows(columns: Iterable[str], schema: str, condition: str) -> str | None:
    own = f"SELECT account_id FROM {schema}.accounts WHERE {condition}"
    if "account_id" in columns:
        return f"account_id IN ({own})"
    if "opportunity_id" in columns:
        return f"opportunity_id IN (SELECT opportunity_id FROM {schema}.deals WHERE account_id IN ({own}))"
    return None
