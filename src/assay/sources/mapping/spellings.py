"""Headers in other languages: wherever a table names a header, its other spellings are meant as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from assay.sources.mapping.expressions import REFERENCE
from assay.sources.mapping.names import header_key
from assay.sources.mapping.rules import Rule, TableRule

_HEADERS = ("columns", "by", "take", "until")
_LISTS = ("requires", "unless", "tells", "tells_not", "between")


def with_spellings(tables: tuple[TableRule, ...], spellings: Mapping[str, tuple[str, ...]]) -> tuple[TableRule, ...]:
    """The tables with every list of headers lengthened by the other spellings of its members."""
    if not spellings:
        return tables
    known = {header_key(name): spelt for name, spelt in spellings.items()}
    return tuple(_respelt(table, known) for table in tables)


def _respelt(value: Any, known: Mapping[str, tuple[str, ...]]) -> Any:
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for field in fields(value):
        part = getattr(value, field.name)
        if field.name in _LISTS and part:
            changed[field.name] = tuple(_longer(headers, known) for headers in part)
        elif field.name in _HEADERS and part and isinstance(part[0], str):
            changed[field.name] = _longer(part, known)
        elif field.name == "each" and part:
            changed[field.name] = (_longer(part[0], known), part[1])
        elif isinstance(part, tuple):
            changed[field.name] = tuple(_respelt_item(item, known) for item in part)
        elif is_dataclass(part):
            changed[field.name] = _respelt(part, known)
    if isinstance(value, Rule) and value.text:
        changed["text"] = REFERENCE.sub(lambda respelt: "{" + "|".join(_named(respelt[1], known)) + "}", value.text)
    return replace(value, **changed)


def _respelt_item(item: Any, known: Mapping[str, tuple[str, ...]]) -> Any:
    """A part of a tuple: a rule or condition, or a pair of a column's name and its rule."""
    if isinstance(item, tuple) and len(item) == 2 and isinstance(item[1], Rule):
        return item[0], _respelt(item[1], known)
    return _respelt(item, known)


def _longer(headers: tuple[str, ...], known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    spelt = (other for header in headers for other in (header, *known.get(header_key(header), ())))
    return tuple(dict.fromkeys(spelt))


def _named(names: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return _longer(tuple(name.strip() for name in names.split("|")), known)
