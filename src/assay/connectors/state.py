"""How the sources of a workspace stand, without reaching for any: what they lack, and how far they have landed."""

from __future__ import annotations

from dataclasses import dataclass

from assay.connectors.kinds import connector_of
from assay.connectors.secrets import missing_secrets
from assay.errors import UsageError
from assay.landing.manifest import last_pulled
from assay.settings.sources import Source
from assay.store.workspace import Workspace


@dataclass(frozen=True)
class SourceState:
    """`lacks` are secrets, files and drivers in words; `landed_at` is when something of it landed last, in UTC."""

    source: str
    kind: str
    lacks: tuple[str, ...]
    landed_at: str | None


def states(workspace: Workspace) -> tuple[SourceState, ...]:
    landed = last_pulled(workspace)
    return tuple(
        SourceState(source.name, source.kind, (*_lacking(workspace, source),), landed.get(source.name))
        for source in workspace.settings.sources
    )


def _lacking(workspace: Workspace, source: Source) -> tuple[str, ...]:
    lacks = list(missing_secrets(source, workspace.path))
    try:
        connector_of(source, workspace.path)
    except UsageError as error:
        lacks.append(f"{error.message} {error.hint or ''}".strip())
    if source.mapping is not None and not (workspace.path / source.mapping).is_file():
        lacks.append(f"mapping: the file {source.mapping}")
    return tuple(lacks)
