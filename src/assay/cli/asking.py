"""A question of a command, put to the current run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Any

from assay.cli.options import Asked, Place

if TYPE_CHECKING:
    from assay.metrics.scope import Scope
    from assay.store.runs import Run


def on_run(
    place: Place, asked: Asked, question: Callable[[Run, Scope, str], Any], language: str | None = None
) -> tuple[Any, str]:
    """What `question(run, scope, language)` finds, and the language asked for, else the workspace's."""
    from assay.api import check_language, check_names
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace

    scope = asked.scope()
    check_language(language)
    with closing(open_run(Workspace.find(place.folder))) as run:
        check_names(run, scope)
        chosen = language or run.settings.language
        return question(run, scope, chosen), chosen
