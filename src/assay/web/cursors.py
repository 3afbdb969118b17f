"""Cursors of long answers: opaque text that names the run and the place in it."""

from __future__ import annotations

from base64 import b64decode, urlsafe_b64encode
from binascii import Error

from assay.errors import UsageError


def cursor_at(run: int, place: int) -> str:
    """
    >>> place_of(cursor_at(418, 200)), run_of(cursor_at(418, 200))
    (200, 418)
    """
    return urlsafe_b64encode(f"{run}:{place}".encode()).decode().rstrip("=")


def run_of(cursor: str) -> int:
    return _parts(cursor)[0]


def place_of(cursor: str | None) -> int:
    """The first row of the page; 0 without a cursor."""
    return _parts(cursor)[1] if cursor else 0


def _parts(cursor: str) -> tuple[int, int]:
    """Raises UsageError for what no answer has given out."""
    try:
        run, _, place = (
            b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True).decode("ascii").partition(":")
        )
        found = (int(run), int(place))
    except (ValueError, Error):
        found = (-1, -1)
    if min(found) < 0 or max(found) > 10**12:
        raise UsageError(f"{cursor[:80]!r} is no cursor.", hint="Take the `next` of an answer as it is.")
    return found
