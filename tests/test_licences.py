"""What Assay needs at run time may be used by anybody: MIT, BSD, Apache and their like; no GPL."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import assay

PROJECT = Path(assay.__file__).parent.parent.parent / "pyproject.toml"
FREE = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|Unlicense|Zlib|0BSD|HPND|CC0)", re.I
)
COPYLEFT = re.compile(r"\b(A?GPL|General Public License)", re.I)
LESSER = re.compile(r"\b(LGPL|Lesser General Public License)", re.I)
SAID_ELSEWHERE: dict[str, str] = {}
"""Packages whose metadata do not tell, with the licence that their own text names."""


def licence_of(name: str) -> str:
    told = distribution(name).metadata
    classified = [line for line in told.get_all("Classifier") or () if line.startswith("License ::")]
    said = [told.get("License-Expression") or "", *classified]
    if not any(said):
        said.append((told.get("License") or "")[:200])
    return " · ".join(part for part in said if part) or SAID_ELSEWHERE.get(name, "")


def needed() -> list[str]:
    """Every package that an installation brings, without extras of tests."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    pending = [Requirement(line) for line in project["dependencies"]]
    seen: dict[str, None] = {}
    while pending:
        requirement = pending.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        if name in seen:
            continue
        try:
            wanted = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        seen[name] = None
        for line in wanted:
            inner = Requirement(line)
            extras = {"extra": next(iter(requirement.extras), "")}
            if not inner.marker or inner.marker.evaluate(extras):
                pending.append(inner)
    return sorted(seen)


@pytest.mark.skipif(not PROJECT.exists(), reason="needs the checkout")
def test_licences_at_run_time() -> None:
    told = {name: licence_of(name) for name in needed()}
    assert len(told) > 20
    copyleft = {name: text for name, text in told.items() if COPYLEFT.search(text) and not FREE.search(text)}
    copyleft = {name: text for name, text in copyleft.items() if not LESSER.search(text)}
    assert not copyleft
    unknown = {name: text for name, text in told.items() if not FREE.search(text) and not LESSER.search(text)}
    assert not unknown, "say under SAID_ELSEWHERE what their own text names"


def test_a_package_under_the_gpl_would_be_seen() -> None:
    assert COPYLEFT.search("GNU General Public License v3 (GPLv3)")
    assert not FREE.search("GNU General Public License v3 (GPLv3)")
