"""Words around the KPIs in four languages: units, groups, clocks, presets, arms, dimensions, exclusions, articles."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def labels() -> dict[str, Any]:
    """Every label by kind and name; an entry with an explanation has `name` and `text`."""
    words: dict[str, Any] = json.loads(files("assay.languages").joinpath("labels.json").read_text("utf-8"))
    return words


def label(kind: str, name: str, language: str) -> str:
    """A label's short form; the name itself where there is none (an attribute, say)."""
    entry = labels().get(kind, {}).get(name)
    if entry is None:
        return name
    text: str = entry.get("name", entry)[language]
    return text


def need(name: str, language: str) -> str:
    """What a KPI needs, a table or a column of one, as people call it."""
    return label("needs" if name in labels()["needs"] else "tables", name, language)


def explanation(kind: str, name: str, language: str) -> str:
    """The sentence that explains a label, where it has one."""
    entry = labels().get(kind, {}).get(name, {})
    text: str = entry.get("text", {}).get(language, "")
    return text
