"""Which verdicts of running programmes were looked at, and what was said: kept in `.assay/figures.sqlite`, a line a run and figure.

Whoever looks often enough finds something. So looks are kept, by whatever surface they were taken, and count.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, astuple, dataclass
from datetime import UTC, date, datetime
from typing import Any

from assay.errors import WorkspaceError
from assay.memory.kept import opened
from assay.store.workspace import Workspace

MOST = 400
"""So many looks are kept of a figure of some lists, the first ones: years of them, week by week."""
_COLUMNS = "run, lists, against, kpi, until, design, verdict, difference, low, high, p_value, looked_at"


@dataclass(frozen=True)
class KeptLook:
    """What one figure of some lists (JSON: lists and programmes) said of the days up to `until`, when it was first looked at."""

    run: int
    lists: str
    against: str
    kpi: str
    until: date
    design: str
    verdict: str
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    looked_at: str = ""

    def to_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name not in ("lists", "kpi", "against")} | {
            "until": self.until.isoformat()
        }


def lists_key(lists: Sequence[str], programmes: Sequence[str]) -> str:
    return json.dumps([sorted(lists), sorted(programmes)], ensure_ascii=False)


def keep_looks(workspace: Workspace, looks: Iterable[KeptLook]) -> None:
    """A look that is kept stays as it is. A workspace that cannot be written keeps none."""
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    with suppress(WorkspaceError), opened(workspace) as connection:
        for one in looks:
            row = [*astuple(one)[:-1], moment]
            connection.execute(
                f"INSERT OR IGNORE INTO looks ({_COLUMNS}) SELECT {', '.join('?' * 12)} WHERE "
                "(SELECT count(*) FROM looks WHERE lists = ? AND against = ? AND kpi = ?) < ?",
                [*(str(value) if isinstance(value, date) else value for value in row), *row[1:4], MOST],
            )


def looks_of(workspace: Workspace, lists: str, against: str | None = None) -> tuple[KeptLook, ...]:
    """The looks at some lists, the first one first."""
    with opened(workspace) as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM looks WHERE lists = ?1 AND (?2 IS NULL OR against = ?2) ORDER BY until, looked_at, kpi",
            [lists, against],
        ).fetchall()
    named = (dict(zip(_COLUMNS.split(", "), row, strict=True)) for row in rows)
    return tuple(KeptLook(**{**one, "until": date.fromisoformat(one["until"])}) for one in named)
