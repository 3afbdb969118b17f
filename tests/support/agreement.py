"""Whether the compiled KPIs and the second formulation agree on a company made to be nasty."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.store.runs import Run
from reference import Reference, nasty_company
from support.company import company

TODAY = date(2026, 4, 10)
WINDOW: dict[str, Any] = {"start": date(2025, 7, 1), "end": date(2025, 12, 31)}


Make = Callable[[int], tuple[dict[str, list[dict[str, Any]]], dict[str, Any]]]


@lru_cache
def both(seed: int, make: Make = nasty_company) -> tuple[Run, Reference]:
    """The same rows as a run and for the reference."""
    tables, settings = make(seed)
    return company(tables, today=TODAY, **settings), Reference(tables, settings, TODAY)


def differences(seed: int, key: str, by: str | None = None, make: Make = nasty_company, **scope: Any) -> list[str]:
    """Where total and groups differ in value, numerator, denominator or unmatched share; empty where they agree."""
    run, reference = both(seed, make)
    asked = {**WINDOW, **scope}
    found = answer(run, key, Scope(**asked), by=(by,) if by else ())
    expected = reference.value(key, by=by, **asked)
    return list(_compare(key, found, expected, by))


def _compare(key: str, found: Any, expected: Any, by: str | None) -> Iterator[str]:
    pairs: dict[Any, tuple[Any, Any]] = {"total": (found.total, expected)}
    if by:
        groups = {row.by[by]: row.figure for row in found.rows}
        pairs |= {name: (groups.get(name), expected.groups.get(name)) for name in {*groups, *expected.groups}}
    for name, (figure, wanted) in pairs.items():
        for part in ("value", "numerator", "denominator", "unmatched"):
            got, want = _number(getattr(figure, part, None)), _number(getattr(wanted, part, None))
            if not _same(got, want, missing=figure is None or wanted is None):
                yield f"{key} {name} {part}: {got}, the reference has {want}"


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _same(got: float | None, want: float | None, *, missing: bool) -> bool:
    """A group that one side does not list may be empty on the other."""
    if got is None or want is None:
        return got is want or (missing and not (got or want))
    return abs(got - want) <= 1e-9 * max(1.0, abs(want))
