"""Which packs were given out: the next one tells what has changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assay.errors import WorkspaceError
from assay.store.durable import write_durably
from assay.store.workspace import Workspace

KEPT = 200


def keep_pack(workspace: Workspace, run: int, scope: dict[str, Any]) -> None:
    """Remembers that a pack about this scope was made of a run."""
    told = [one for one in _packs(workspace) if one != {"run": run, "scope": scope}]
    write_durably(_path(workspace), json.dumps([*told, {"run": run, "scope": scope}][-KEPT:]) + "\n")


def last_pack(workspace: Workspace, scope: dict[str, Any], *, before: int) -> int | None:
    """The newest run before this one of which a pack about the same scope was given out."""
    return max((one["run"] for one in _packs(workspace) if one["scope"] == scope and one["run"] < before), default=None)


def _packs(workspace: Workspace) -> list[dict[str, Any]]:
    path = _path(workspace)
    try:
        packs: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return [{"run": int(one["run"]), "scope": dict(one["scope"])} for one in packs]
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        hint = "Delete it: only what it says about earlier packs is lost."
        raise WorkspaceError(f"{path} is damaged.", hint=hint) from None


def _path(workspace: Workspace) -> Path:
    return workspace.data / "packs.json"
