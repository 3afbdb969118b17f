"""Compares KPIs with the programme and without it: arms, what was known before, weights, estimates, verdicts in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Unpack

from assay.comparison.best import best_against
from assay.comparison.ground import Options, Words
from assay.comparison.judge import Board
from assay.comparison.looked_at import keep
from assay.comparison.result import Comparison, Comparisons
from assay.comparison.tell import told
from assay.kpis import find
from assay.metrics.scope import Against, Scope


def compare(run: Any, key: str, scope: Scope | None = None, **how: Unpack[Words]) -> Comparison:
    """A KPI of the accounts of `scope` (arm abm) against another arm, on the best rung that the data allow.

    Without `against` that is the best arm there is (`best_against`). Raises UsageError for words it does not know or covariates measured after launch, DataError where an arm is empty.
    """
    scope = scope or Scope()
    return _compared(Board(run, scope, _options(run, scope, how)), (key,))[0]


def compare_many(run: Any, keys: Sequence[str] = (), scope: Scope | None = None, **how: Unpack[Words]) -> Comparisons:
    """Several KPIs of the same arms; all but the primary one are adjusted for being several.

    Without keys those that programmes are judged by, the primary one first.
    """
    scope = scope or Scope()
    board = Board(run, scope, _options(run, scope, how))
    return Comparisons(_compared(board, tuple(keys) or board.figures()))


def judged_by(run: Any, scope: Scope, against: Against) -> tuple[str, ...]:
    """The figures that a scope's programme is judged by, the primary one first. Raises DataError where an arm is empty."""
    return Board(run, scope, Options(against=against, language=run.settings.language)).figures()


def _options(run: Any, scope: Scope, how: Words) -> Options:
    given = {name: value for name, value in how.items() if name not in ("covariates", "language", "against")}
    language = how.get("language") or run.settings.language
    against = how.get("against") or best_against(run, scope)
    return Options(against=against, **given, covariates=tuple(how.get("covariates", ())), language=language)  # type: ignore[arg-type]


def _compared(board: Board, keys: Sequence[str]) -> tuple[Comparison, ...]:
    kpis = tuple(dict.fromkeys(find(key) for key in keys))
    said = tuple(told(board.ground(kpi), board.judged(kpi, several=len(kpis) > 1)) for kpi in kpis)
    keep(board.run, board.scope, said)
    return said


__all__ = ["compare", "compare_many", "judged_by"]
