"""Comments that people write into a management pack before it is sent, one or more a section, each with its author and day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.store import desk
from assay.store.audit import owe, user_name
from assay.store.workspace import Workspace

SECTIONS = ("headlines", "funnel", "changes", "impact", "outlook", "money", "method")
"""Pages of the pack that take comments, by key, in their order."""
HOLDS = timedelta(days=31)
"""A comment is about the figures of its day: later packs do without it."""
LONGEST = 1000


@dataclass(frozen=True)
class Comment:
    """`at` is in UTC; `scope` are the words of the pack that it stands in, as JSON."""

    id: int
    scope: str
    section: str
    text: str
    author: str
    at: datetime

    def holds(self, now: datetime) -> bool:
        return now - self.at < HOLDS


def scope_key(scope: Mapping[str, Any]) -> str:
    return json.dumps(scope, sort_keys=True, ensure_ascii=False, default=str)


def comments_of(workspace: Workspace, scope: Mapping[str, Any], now: datetime | None = None) -> tuple[Comment, ...]:
    """Those that a pack of this scope has now, by section and oldest first."""
    sql = "SELECT id, scope, section, text, author, at FROM comments WHERE scope = ? ORDER BY id"
    comments = [_comment(*row) for row in desk.rows(workspace, sql, scope_key(scope))]
    holding = (one for one in comments if one.holds(now or datetime.now(UTC)))
    return tuple(sorted(holding, key=lambda one: SECTIONS.index(one.section)))


def _comment(id: Any, scope: Any, section: Any, text: Any, author: Any, at: Any) -> Comment:
    return Comment(id, scope, section, text, author, datetime.fromisoformat(at))


def add_comment(workspace: Workspace, scope: Mapping[str, Any], section: str, text: str, by: str | None) -> Comment:
    """UsageError for a section that a pack does not have, and for a text that is empty or too long."""
    said, author = text.strip(), by or user_name()
    if section not in SECTIONS:
        raise UsageError(f"The report has no section {section!r}.", hint=did_you_mean(section, SECTIONS))
    if not said or len(said) > LONGEST:
        raise UsageError(f"A comment has 1 to {LONGEST:,} letters.", hint="Say it in a few sentences.")
    moment = datetime.now(UTC).replace(microsecond=0)
    with desk.changing(workspace) as connection:
        values = (scope_key(scope), section, said, author, moment.isoformat())
        sql = "INSERT INTO comments (scope, section, text, author, at) VALUES (?, ?, ?, ?, ?)"
        id = connection.execute(sql, values).lastrowid
        assert id is not None
        owe(connection, "comment added", by or None, comment=id, section=section)
    return Comment(id, values[0], section, said, author, moment)


def remove_comment(workspace: Workspace, id: int, by: str | None) -> None:
    """UsageError where it is not there any more."""
    with desk.changing(workspace) as connection:
        if not connection.execute("DELETE FROM comments WHERE id = ?", (id,)).rowcount:
            raise UsageError("There is no such comment any more.", hint="Load the page again.")
        owe(connection, "comment removed", by or None, comment=id)


__all__ = ["SECTIONS", "Comment", "add_comment", "comments_of", "remove_comment", "scope_key"]
