"""Draws on record: a log that only grows, in which a holdout is recognised years later."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assay.errors import WorkspaceError
from assay.store.audit import note
from assay.store.durable import write_durably
from assay.store.workspace import Workspace
from assay.views.question import Record


@dataclass(frozen=True)
class DrawRecord:
    """A draw as it stands in the log, for ever: who went into which arm, from which block, by which seed.

    `primary` is the KPI by which the programme will be judged, chosen with the draw.
    """

    id: int
    list: str
    seed: int
    share: float
    by: tuple[str, ...]
    drawn_at: str
    valid_from: date
    run: int
    arms: Mapping[str, str]
    strata: Mapping[str, str]
    primary: str | None = None

    def holdout(self) -> frozenset[str]:
        return frozenset(account for account, arm in self.arms.items() if arm == "holdout")

    def to_json(self) -> Record:
        return {**asdict(self), "valid_from": self.valid_from.isoformat(), "by": list(self.by)}


def log_path(workspace: Workspace) -> Path:
    return workspace.data / "draws.ndjson"


def append(workspace: Workspace, record: DrawRecord) -> None:
    """Needs the lock for writing. The file is replaced in one step: a draw is on record, or it is not."""
    path = log_path(workspace)
    before = path.read_text("utf-8") if path.exists() else ""
    write_durably(path, before + json.dumps(record.to_json(), ensure_ascii=False) + "\n")
    note(workspace, "draw", list=record.list, draw=record.id)


def drawn(source: Workspace | Any, list: str | None = None) -> tuple[DrawRecord, ...]:
    """Draws on record, the newest last, of a workspace or of the workspace that a run belongs to; of one list, or all.

    Raises WorkspaceError for a damaged log.
    """
    workspace = source if isinstance(source, Workspace) else workspace_of(source)
    if workspace is None or not log_path(workspace).exists():
        return ()
    lines = log_path(workspace).read_text("utf-8").splitlines()
    records = tuple(_read(line, place, log_path(workspace)) for place, line in enumerate(lines, 1) if line.strip())
    return tuple(one for one in records if list is None or one.list == list)


def next_id(workspace: Workspace) -> int:
    """The number that the next draw gets."""
    return max((one.id for one in drawn(workspace)), default=0) + 1


def _read(line: str, place: int, path: Path) -> DrawRecord:
    try:
        said = json.loads(line)
        made = DrawRecord(**{**said, "by": tuple(said["by"]), "valid_from": date.fromisoformat(said["valid_from"])})
    except (ValueError, TypeError, KeyError):
        raise WorkspaceError(f"{path}, line {place} is no draw.", hint="Restore the file from a backup.") from None
    return made


def workspace_of(run: Any) -> Workspace | None:
    """The workspace a run lies in; null for a run that is in no file."""
    rows = run.cursor().execute("SELECT path FROM duckdb_databases() WHERE NOT internal").fetchall()
    paths = [Path(path) for (path,) in rows if path]
    workspaces = [path.parents[2] for path in paths if len(path.parents) > 2 and path.parents[1].name == ".assay"]
    return Workspace(workspaces[0]) if workspaces else None


def drawn_by_lot(source: Workspace | Any, list: str, arms: Mapping[str, str]) -> DrawRecord | None:
    """The newest draw of a list by which these accounts stand in their arms (`abm`, `holdout`); null where none explains them.

    All accounts of the holdout must have been drawn into it, and none of the others.
    """
    for record in reversed(drawn(source, list)):
        known = {account: arm for account, arm in arms.items() if account in record.arms}
        held = {account for account, arm in arms.items() if arm == "holdout"}
        if held and held <= record.holdout() and all(record.arms[one] == arm for one, arm in known.items()):
            return record
    return None


def strata_of(record: DrawRecord, accounts: Sequence[str]) -> tuple[str, ...]:
    """The block each account was drawn from, for tests that draw again within blocks; `?` for accounts not drawn."""
    return tuple(record.strata.get(account, "?") for account in accounts)
