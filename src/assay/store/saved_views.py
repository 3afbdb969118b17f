"""Saved views: a name for an address of the pages, for oneself or for all, and in the navigation where it is pinned.

An address says what is asked, never who may see it: whoever opens a view sees what his own rights show him.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from assay.errors import UsageError
from assay.store import desk
from assay.store.audit import owe
from assay.store.workspace import Workspace

LONGEST = 80
_COLUMNS = "id, name, address, owner, shared, pinned"


@dataclass(frozen=True)
class SavedView:
    """`owner` saved it, empty where nobody signs in; `shared` views are seen by all, `pinned` ones in the navigation."""

    id: int
    name: str
    address: str
    owner: str
    shared: bool = False
    pinned: bool = False


def saved_views(workspace: Workspace, reader: str | None = None) -> tuple[SavedView, ...]:
    """By name: those that the reader saved and those that are shared; without a reader, all."""
    rows = desk.rows(workspace, f"SELECT {_COLUMNS} FROM views ORDER BY lower(name), id")
    views = (_view(*one) for one in rows)
    return tuple(one for one in views if reader is None or one.shared or one.owner == reader)


def _view(id: Any, name: Any, address: Any, owner: Any, shared: Any, pinned: Any) -> SavedView:
    return SavedView(id, name, address, owner, bool(shared), bool(pinned))


def saved_view(workspace: Workspace, id: int, reader: str | None = None) -> SavedView:
    """Raises UsageError where there is none, or none that this reader may see."""
    view = next((one for one in saved_views(workspace, reader) if one.id == id), None)
    if view is None:
        raise UsageError("There is no such saved view any more.", hint="/saved lists those that are there.")
    return view


def save_view(
    workspace: Workspace, name: str, address: str, owner: str, *, shared: bool = False, pinned: bool = False
) -> SavedView:
    """Keep an address under a name; UsageError for a name that says nothing, or that the owner has given already."""
    said = _checked(workspace, name, owner)
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    with desk.changing(workspace) as connection:
        values = (said, address, owner, int(shared), int(pinned), moment)
        sql = "INSERT INTO views (name, address, owner, shared, pinned, saved_at) VALUES (?, ?, ?, ?, ?, ?)"
        id = connection.execute(sql, values).lastrowid
        assert id is not None
        owe(connection, "view saved", owner or None, view=id, shared=shared)
    return SavedView(id, said, address, owner, shared, pinned)


def change_view(workspace: Workspace, view: SavedView, *, name: str, shared: bool, pinned: bool, by: str) -> SavedView:
    """Give a view another name, share it or not, pin it or not; UsageError where it is gone by now."""
    said = _checked(workspace, name, view.owner, but=view.id)
    with desk.changing(workspace) as connection:
        sql = "UPDATE views SET name = ?, shared = ?, pinned = ? WHERE id = ?"
        if not connection.execute(sql, (said, int(shared), int(pinned), view.id)).rowcount:
            raise UsageError("There is no such saved view any more.", hint="/saved lists those that are there.")
        owe(connection, "view changed", by or None, view=view.id, shared=shared)
    return replace(view, name=said, shared=shared, pinned=pinned)


def remove_view(workspace: Workspace, view: SavedView, *, by: str) -> None:
    with desk.changing(workspace) as connection:
        if connection.execute("DELETE FROM views WHERE id = ?", (view.id,)).rowcount:
            owe(connection, "view removed", by or None, view=view.id)


def _checked(workspace: Workspace, name: str, owner: str, but: int | None = None) -> str:
    said = " ".join(name.split())
    if not said or len(said) > LONGEST:
        raise UsageError(f"A view needs a name of 1 to {LONGEST} letters.", hint="It stands in lists and links.")
    if any(one.name.casefold() == said.casefold() for one in _others(workspace, owner, but)):
        raise UsageError(f"A view is called {said!r} already.", hint="Give this one another name, or remove that one.")
    return said


def _others(workspace: Workspace, owner: str, but: int | None) -> Iterator[SavedView]:
    return (one for one in saved_views(workspace) if one.owner == owner and one.id != but)


__all__ = ["SavedView", "change_view", "remove_view", "save_view", "saved_view", "saved_views"]
