"""What one running server consists of: its workspace, its open runs, the answers it keeps, and who may sign in."""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import Environment

from assay.store.workspace import Workspace
from assay.web.jobs import Jobs
from assay.web.kept import Kept
from assay.web.memory_allowed import Memory
from assay.web.provider_sessions import SignOn
from assay.web.running import OpenRuns
from assay.web.sessions import Secrets
from assay.web.tokens import Pace
from assay.web.users import Users


@dataclass(frozen=True)
class Site:
    """`sign_in` tells whether readers must sign in; `hosts` are the names under which the server may be asked."""

    workspace: Workspace
    runs: OpenRuns
    environment: Environment
    sign_in: bool
    hosts: tuple[str, ...]
    users: Users
    secrets: Secrets
    memory: Memory
    sign_on: SignOn | None = None
    """Signing in at the company's own provider, where there is one."""
    kept: Kept = field(default_factory=Kept)
    jobs: Jobs = field(default_factory=Jobs)
    pace: Pace = field(default_factory=Pace)
