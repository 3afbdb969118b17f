"""Where a pack asks: a run as it is, or a reader who sees a part of it only. Both answer the same questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from assay.api import Reader, ask, check_names
from assay.metrics.answer import Answer
from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.store.runs import Run
from assay.store.workspace import Workspace

Found = TypeVar("Found")


class Asking(Protocol):
    """What a pack needs to know of a run. `workspace` is None for a reader who may see his own accounts only."""

    @property
    def run_number(self) -> int: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def last_day(self) -> date | None: ...
    @property
    def built_at(self) -> datetime: ...
    @property
    def workspace(self) -> Workspace | None: ...

    def kpi(
        self, key: str, scope: Scope, language: str, *, by: tuple[str, ...] = (), grain: str | None = None
    ) -> Answer:
        """Raises UsageError and DataError as `assay.api.ask` does."""
        ...

    def view(self, view: Callable[..., Found], scope: Scope, *arguments: Any) -> Found:
        """What `view(run, scope, *arguments)` answers."""
        ...

    def cursor(self) -> Any:
        """For SQL on the facts."""
        ...


@dataclass(frozen=True)
class WholeRun:
    """A run as it is, with its workspace where what changed is to be told."""

    run: Run
    workspace: Workspace | None = None

    @property
    def run_number(self) -> int:
        return self.run.number

    @property
    def settings(self) -> Settings:
        return self.run.settings

    @property
    def last_day(self) -> date | None:
        return self.run.last_day

    @property
    def built_at(self) -> datetime:
        return self.run.built_at

    def kpi(
        self, key: str, scope: Scope, language: str, *, by: tuple[str, ...] = (), grain: str | None = None
    ) -> Answer:
        return ask(self.run, key, scope, by=by, grain=grain, language=language)

    def view(self, view: Callable[..., Found], scope: Scope, *arguments: Any) -> Found:
        check_names(self.run, scope)
        return view(self.run, scope, *arguments)

    def cursor(self) -> Any:
        return self.run.cursor()


def asking_of(source: Run | Reader | Asking, workspace: Workspace | None = None) -> Asking:
    """A run, an open reader, or whoever asks already."""
    if isinstance(source, Reader):
        return WholeRun(source.run, workspace or source.workspace)
    return WholeRun(source, workspace) if isinstance(source, Run) else source
