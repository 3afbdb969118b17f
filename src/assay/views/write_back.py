"""What Assay knows of the accounts of a scope, as fields that a CRM can hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from assay.engine.tables import Table
from assay.errors import DataError
from assay.metrics.answers import Run
from assay.metrics.context import Context
from assay.metrics.populations import population
from assay.metrics.relationship import scores
from assay.metrics.scope import Scope
from assay.views.accounts import accounts
from assay.views.contacts import EXCHANGES
from assay.views.coverage import coverage
from assay.views.funnel import spells_of, with_spells
from assay.views.question import Question, question
from assay.views.stages import LEVEL
from assay.views.surges import surge


@dataclass(frozen=True)
class AccountFields:
    """An account on the as-of day; None is not known or not measured, and clears the field.

    `minutes` are weighted, in the look-back. `mqa_on` is the first day it was an MQA, `last_two_way_on` that of the last
    mail in, meeting, chat or connected call. `surge` is None where there are too few weeks to judge by.
    """

    account_id: str
    stage: str | None
    tier: str | None
    engaged: bool
    mqa_on: date | None
    minutes: float
    relationship: float | None
    surge: bool | None
    last_two_way_on: date | None
    missing_roles: tuple[str, ...]


def account_fields(run: Run, scope: Scope | None = None) -> tuple[AccountFields, ...]:
    """Accounts of the scope in order of their id. Raises UsageError for a scope that is none."""
    asked = with_spells(question(run, scope), True)
    mqa = dict(_pairs(asked, _mqa_days))
    relationship = dict(_pairs(asked, _relationships))
    exchanged = dict(asked.cursor.execute(_EXCHANGED, [list(EXCHANGES), asked.timing.as_of]).fetchall())
    missing = {gap.account_id: gap.missing for gap in coverage(run, scope).gaps}
    surging = _surging(run, scope)
    scored = accounts(run, scope, mqa=True).accounts
    return tuple(
        AccountFields(
            row.account_id,
            row.stage,
            row.tier,
            row.engaged,
            mqa.get(row.account_id),
            round(row.minutes, 1),
            _whole(relationship.get(row.account_id)),
            None if surging is None else row.account_id in surging,
            exchanged.get(row.account_id),
            tuple(missing.get(row.account_id, ())),
        )
        for row in sorted(scored, key=lambda row: row.account_id)
    )


def _surging(run: Run, scope: Scope | None) -> set[str] | None:
    """Accounts whose surge is an alert; None where nothing can be judged yet."""
    try:
        return {one.account_id for one in surge(run, scope).alerts}
    except DataError:
        return None


def _pairs(asked: Question, build: Any) -> Iterator[tuple[str, Any]]:
    return ((row["account_id"], row["value"]) for row in asked.rows(build, shape=asked.customers_too))


def _mqa_days(context: Context) -> Table:
    spells = spells_of(context)
    reached = spells.filter(spells.level == LEVEL["mqa"])
    return reached.group_by("account_id").aggregate(value=reached.starts_on.min())


def _relationships(context: Context) -> Table:
    scored = scores(context, population(context, "scope"))
    return scored.select("account_id", value="score")


def _whole(score: float | None) -> float | None:
    return None if score is None else round(float(score))


_EXCHANGED = """
SELECT account_id, max(occurred_on) FROM touches
WHERE account_id IS NOT NULL AND counts AND engages AND list_contains($1, kind) AND occurred_on <= $2
GROUP BY account_id
"""
