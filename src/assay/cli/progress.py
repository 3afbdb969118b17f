"""Progress of long work on stderr, when that is a terminal; otherwise nothing is drawn."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.refresh import Step

Advance = Callable[[str, int, int | None], None]


@contextmanager
def progress() -> Iterator[Advance]:
    """A function (what, done, of) that moves one bar; each new `what` begins at its own place."""
    if not sys.stderr.isatty():
        yield lambda _what, _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    screen = Console(file=sys.stderr, markup=False, emoji=False, highlight=False)
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)


def steps(advance: Advance) -> Callable[[Step], None]:
    """The same for the steps of a refresh."""
    return lambda step: advance(f"{step.part} {step.table}", step.done, step.of)
