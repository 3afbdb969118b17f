"""What Assay does and what went wrong on the way: standard logging under the name `assay`, silent unless it is asked.

`--verbose` says it on stderr, `--debug` with where errors came from; `serve` writes it to `.assay/log/serve.log`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

log = logging.getLogger("assay")
log.addHandler(logging.NullHandler())

MOST_BYTES = 5_000_000
FILES = 3
_LINE = "%(asctime)s %(levelname)s %(message)s"


class _OnStderr(logging.Handler):
    """Writes to what stderr is at that moment: who calls the command line from Python may exchange it and close it."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError, ValueError):  # nobody is there to read it
            print(self.format(record), file=sys.stderr, flush=True)


@contextmanager
def as_before() -> Iterator[None]:
    """What is asked to be told within is told until its end: a command that is called from Python leaves nothing behind."""
    handlers, level = list(log.handlers), log.level
    try:
        yield
    finally:
        for handler in [one for one in log.handlers if one not in handlers]:
            log.removeHandler(handler)
            handler.close()
        log.setLevel(level)


def say_on_stderr(*, debug: bool = False) -> None:
    """What happens, line by line; with `debug` the finer steps too. Said once, however often it is asked for."""
    if any(isinstance(handler, _OnStderr) for handler in log.handlers):
        return
    _begin(_OnStderr(), logging.DEBUG if debug else logging.INFO)


def write_to(path: Path) -> None:
    """The same into a file, of which three are kept, for what nobody watches. Who may not write there does without."""
    from logging.handlers import RotatingFileHandler  # loads sockets, which no single command needs

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _begin(RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=FILES - 1, encoding="utf-8"), logging.INFO)


def _begin(handler: logging.Handler, level: int) -> None:
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter(_LINE))
    log.addHandler(handler)
    log.setLevel(min(level, log.level or level))
