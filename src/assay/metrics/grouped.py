"""Rows of the database as groups: sums told apart by reason, with the values and accounts that intervals need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from assay.facts.schema import BEGINNING
from assay.metrics.group import Group, without


def of_sums(row: tuple[Any, ...], by: tuple[str, ...], dated: bool) -> Group:
    period, *labels = row[: 1 + len(by)]
    numerator, denominator, n, immature = row[1 + len(by) :]
    return Group(
        dict(zip(by, labels, strict=True)),
        period if dated else None,
        numerator,
        denominator,
        int(n),
        int(immature or 0),
    )


def with_reasons(rows: list[tuple[Any, ...]], by: tuple[str, ...], dated: bool) -> list[Group]:
    """Groups of sums told apart by why rows were left out: those counted (no reason), and how many were not."""
    by_key: dict[tuple[Any, ...], Group] = {}
    for *labels, reason, currency, numerator, denominator, n, immature, bare, homeless, below, lost in rows:
        empty = of_sums((*labels, None, None, 0, 0), by, dated)
        group = by_key.get(tuple(labels), empty)
        group = replace(group, immature=group.immature + int(immature or 0))
        if reason is None:
            group = replace(group, numerator=numerator, denominator=denominator, n=int(n))
            group = replace(group, bare=int(bare), homeless=int(homeless), below=int(below))
        else:
            group = without(group, reason, int(n), {currency: lost} if lost else {})
        by_key[tuple(labels)] = group
    return [replace(group, left_out=dict(sorted(group.left_out.items()))) for group in by_key.values()]


def with_values(groups: list[Group], rows: list[tuple[Any, ...]], by: tuple[str, ...], dated: bool) -> list[Group]:
    """`rows` end with account, numerator and denominator."""
    found = []
    for group, own in _of_groups(groups, rows, by, dated):
        values, accounts = tuple((row[-2], row[-1]) for row in own), tuple(row[-3] for row in own)
        found.append(replace(group, values=values, accounts=accounts))
    return found


def with_clusters(groups: list[Group], rows: list[tuple[Any, ...]], by: tuple[str, ...], dated: bool) -> list[Group]:
    """`rows` end with a numerator and a denominator by account, and how many accounts have them."""
    return [
        replace(group, clusters=tuple((row[-3], row[-2], row[-1]) for row in own))
        for group, own in _of_groups(groups, rows, by, dated)
    ]


def _of_groups(
    groups: list[Group], rows: list[tuple[Any, ...]], by: tuple[str, ...], dated: bool
) -> Iterator[tuple[Group, list[tuple[Any, ...]]]]:
    """Each group with its rows, which begin with period and labels."""
    collected: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in rows:
        collected.setdefault((row[0] if dated else None, *row[1 : 1 + len(by)]), []).append(row)
    for group in groups:
        yield group, collected.get((group.period, *group.by.values()), [])


def of_the_whole(groups: list[Group], across: str) -> list[Group]:
    """Each group beside the sum over all values of one dimension, the others being equal."""

    def rest(group: Group) -> tuple[Any, ...]:
        return (group.period, *(value for name, value in group.by.items() if name != across))

    wholes: dict[tuple[Any, ...], Any] = {}
    for group in groups:
        wholes[rest(group)] = wholes.get(rest(group), 0) + (group.numerator or 0)
    return [replace(group, denominator=wholes[rest(group)]) for group in groups]


def with_empty_periods(groups: list[Group], labels: list[date], by: tuple[str, ...]) -> list[Group]:
    """Every period of every group, the empty ones included."""
    known = {(group.period, *group.by.values()): group for group in groups}
    combinations = list(dict.fromkeys(tuple(group.by.values()) for group in groups)) or ([()] if not by else [])
    return [
        known.get((label, *combination), Group(dict(zip(by, combination, strict=True)), label))
        for combination in combinations
        for label in labels
    ]


def in_order(group: Group) -> tuple[Any, ...]:
    labels = tuple((value is None, _number(value), str(value)) for value in group.by.values())
    return (*labels, group.period or BEGINNING)


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return float("inf")
