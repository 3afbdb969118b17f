"""Reading a mapping's TOML: the place one is at, for messages, and its words, flags and lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from assay.errors import UsageError, did_you_mean

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """Where in a mapping file one is reading; raises with that place."""

    name: str
    lines: Mapping[str, int]
    key: str = ""

    def at(self, key: str) -> Place:
        return replace(self, key=key)

    def fail(self, message: str, hint: str | None = None) -> UsageError:
        line = self.lines.get(self.key, self.lines.get("", 0))
        return UsageError(f"{self.name}:{line}: {message}" if line else f"{self.name}: {message}", hint=hint)

    def known(self, word: Any, words: Sequence[str], what: str) -> str:
        if not isinstance(word, str):
            raise self.fail(f"unknown {what} {word!r}.", did_you_mean("", tuple(words)))
        if word not in words:
            raise self.fail(f"unknown {what} {word!r}.", did_you_mean(word, tuple(words)))
        return word


def key_lines(text: str) -> list[dict[str, int]]:
    """The lines of the keys of each `[[table]]`, in order; the table's own line under the empty key."""
    tables: list[dict[str, int]] = [{}]
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"\s*\[\[\s*table\s*\]\]", line):
            tables.append({"": number})
        elif key := re.match(r"""\s*["']?([\w.-]+)["']?\s*=|\s*\[table\.columns\.([\w-]+)""", line):
            tables[-1].setdefault(key.group(1) or key.group(2), number)
    return tables


def words(written: Any, place: Place, key: str, *, empty: bool = False) -> tuple[str, ...]:
    listed = [written] if isinstance(written, str) else written
    if not isinstance(listed, list) or not all(isinstance(word, str) and word for word in listed):
        raise place.fail(f"{key} = {written!r} is no name and no list of names.")
    if not listed and not empty:
        raise place.fail(f"{key} is empty.")
    return tuple(listed)


def entries(written: Any, place: Place, key: str) -> dict[str, Any]:
    if not isinstance(written, dict):
        raise place.fail(f"{key} = {written!r} is no table of keys and values.")
    return written


def items(written: Any, place: Place, key: str) -> list[Any]:
    if not isinstance(written, list):
        raise place.fail(f"{key} = {written!r} is no list.", f"Write {key} = [ … ].")
    return written


def values(written: Any, place: Place) -> tuple[str, ...]:
    listed = written if isinstance(written, list) else [written]
    if any(isinstance(value, list | dict) for value in listed):
        raise place.fail(f"{written!r} is no value and no list of values.")
    return tuple(text_of(value) for value in listed)


def flag(written: Any, place: Place) -> bool:
    if not isinstance(written, bool):
        raise place.fail(f"{place.key} = {written!r} is neither true nor false.")
    return written


def text_of(written: Any) -> str:
    return str(written).lower() if isinstance(written, bool) else str(written)


def optional_text(written: Any) -> str | None:
    return None if written is None else text_of(written)


def optional(parse: Callable[[Any, Place], T], written: Any, place: Place) -> T | None:
    return None if written is None else parse(written, place)
