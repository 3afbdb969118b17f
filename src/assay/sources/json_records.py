"""A JSON file that is no NDJSON: a list of objects, or an answer that carries one (`{"results": [{…}, …]}`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assay.errors import DataError
from assay.sources.encoding import decoded

MOST = 256 << 20
"""Bytes of such a file: it is read as a whole."""
_DEPTH = 2
_LINES = "Write one object a line, in a file called .ndjson: jq -c '.[]' FILE.json > FILE.ndjson"


def is_whole(path: Path) -> bool:
    """Whether a file is one piece of JSON by its name: `.json`, packed or not."""
    return Path(path.stem if path.suffix.lower() == ".gz" else path).suffix.lower() == ".json"


def records(path: Path, name: str, encoding: str) -> tuple[list[tuple[str, int]], str]:
    """The objects of the file as JSON text, numbered from 1, and where they stand in it (`results`; empty for the whole).

    What is no object in the list is among them, for the checks to find. Of an object the longest list of objects in it
    is taken, at most two levels down, else the object is the one record. Objects on lines of their own are read as
    NDJSON is, numbered by their lines. DataError for what is no JSON, and for too much of it.
    """
    if path.stat().st_size > MOST:
        raise DataError(f"{name} has more than {MOST >> 20} MiB in one piece of JSON.", hint=_LINES)
    with decoded(path, encoding) as stream:
        text = stream.read()
    try:
        whole = json.loads(text)
    except RecursionError:
        raise DataError(f"{name} is nested too deeply to be read.", hint=_LINES) from None
    except ValueError as error:
        lines = [(line.strip(), number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) > 1 and lines[0][0].startswith("{") and lines[0][0].endswith("}"):
            return lines, ""
        raise DataError(f"{name} is no JSON: {error}.", hint="It wants a list of objects.") from None
    place, found = _list_of(whole)
    return [(json.dumps(one, ensure_ascii=False), number) for number, one in enumerate(found, 1)], place


def _list_of(whole: Any) -> tuple[str, list[Any]]:
    if isinstance(whole, list):
        return "", whole
    return max(_lists(whole, _DEPTH), key=lambda one: len(one[1]), default=("", [whole]))


def _lists(value: Any, depth: int, before: str = "") -> Iterator[tuple[str, list[Any]]]:
    """The lists of objects in an object and their paths, without those within their objects."""
    if not isinstance(value, dict) or not depth:
        return
    for name, member in value.items():
        if isinstance(member, list) and member and all(isinstance(one, dict) for one in member):
            yield before + name, member
        else:
            yield from _lists(member, depth - 1, f"{before}{name}.")
