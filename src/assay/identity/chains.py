"""Chains of references within one table: who was merged into whom, who belongs to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Chains:
    """Where each reference ends: `ends[id]` is the last id of the chain; ids that point nowhere are absent.

    `cyclic` are the ids that point at each other in a ring: their references are ignored, so each of them is an end.
    """

    ends: Mapping[str, str]
    cyclic: frozenset[str]


def follow(references: Mapping[str, str], known: Collection[str]) -> Chains:
    """Follow each reference to its end. References to an unknown id or to oneself count as none."""
    links = {origin: target for origin, target in references.items() if target in known and target != origin}
    cyclic = _rings(links)
    for member in cyclic:
        del links[member]
    ends: dict[str, str] = {}
    for origin in links:
        _walk(origin, links, ends)
    return Chains(ends, cyclic)


def _walk(origin: str, links: Mapping[str, str], ends: dict[str, str]) -> None:
    path = []
    at = origin
    while at in links and at not in ends:
        path.append(at)
        at = links[at]
    end = ends.get(at, at)
    ends.update(dict.fromkeys(path, end))


def _rings(links: Mapping[str, str]) -> frozenset[str]:
    finished: set[str] = set()
    ring: set[str] = set()
    for origin in links:
        path: dict[str, int] = {}
        at = origin
        while at in links and at not in finished and at not in path:
            path[at] = len(path)
            at = links[at]
        if at in path:
            ring.update(list(path)[path[at] :])
        finished.update(path)
    return frozenset(ring)
