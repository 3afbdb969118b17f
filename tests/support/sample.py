"""The sample company as a workspace that is built, once for all tests of a session that ask for it.

`ASSAY_SAMPLE` may name a workspace made by `assay demo`, which is then only read.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path

from assay.demo.calendar import LAST_DAY
from assay.demo.generate import generate
from assay.demo.workspace import demo_settings
from assay.landing.load import load
from assay.refresh import refresh
from assay.store.workspace import Workspace, create_workspace


@cache
def sample_workspace() -> Workspace:
    """Loaded and built; the folder goes when the tests end."""
    if os.environ.get("ASSAY_SAMPLE"):
        return Workspace.find(os.environ["ASSAY_SAMPLE"])
    folder = Path(tempfile.mkdtemp(prefix="assay-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    workspace = create_workspace(folder / "w")
    (workspace.path / "assay.toml").write_text(demo_settings(), "utf-8")
    generate(folder / "files")
    workspace = Workspace.find(workspace.path)
    load(workspace, [folder / "files"])
    refresh(workspace, today=LAST_DAY + timedelta(days=1))
    return workspace
