"""What a kept run tells of itself."""

from __future__ import annotations

from typing import Any

from assay.errors import AssayError
from assay.store.runs import run_path
from assay.web.visit import Visit


def run_told(visit: Visit, number: int) -> dict[str, Any]:
    """Number, day and size of a run; `problem` where its file cannot be read."""
    workspace = visit.workspace
    path = run_path(workspace, number)
    said: dict[str, Any] = {"run": number, "current": number == visit.newest_run}
    said |= {"built_at": None, "today": None, "last_day": None, "problem": None}
    said["megabytes"] = round(path.stat().st_size / 1e6, 1) if path.exists() else None
    try:
        with visit.site.runs.pinned(number) as run:
            built = run.built_at.replace(microsecond=0).isoformat() + "Z"
            return said | {"built_at": built, "today": run.today, "last_day": run.last_day}
    except AssayError as error:
        return said | {"problem": error.message}
