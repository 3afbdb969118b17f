"""Survey answers of accounts in scope on the answer's day."""

from __future__ import annotations

from dataclasses import replace

import ibis

from assay.engine.tables import Table, Value
from assay.kpis.rows import Answers
from assay.metrics.context import Context
from assay.metrics.people import counted_rows
from assay.metrics.populations import in_scope
from assay.metrics.relations.base import rows_of
from assay.metrics.relations.customers import customers_then

ATTRIBUTE = "attribute:"


@rows_of.register
def _answers(base: Answers, context: Context) -> Table:
    context = replace(context, customers=base.population == "scope")
    answers = counted_rows(context, "survey_answers")
    wanted = (
        answers.question.startswith(base.question) if base.question[-1] == ":" else answers.question == base.question
    )
    answers = answers.filter(wanted)
    named = answers.question.startswith(ATTRIBUTE)
    attribute = ibis.ifelse(named, answers.question.substr(len(ATTRIBUTE)).nullif(""), ibis.null("string"))
    answers = answers.mutate(attribute=attribute, index=rescaled(answers), promoter=promoter(answers.score))
    if base.population == "customers":
        answers_then = customers_then(context, answers, "answered_on", "response_id")
    else:
        answers_then = in_scope(context, answers, "answered_on")
    return _per_account(context, answers_then) if base.per_account else answers_then


def _per_account(context: Context, answers: Table) -> Table:
    """One row an account with the mean of its promoter points."""
    return answers.group_by(*context.keys, "as_of").aggregate(
        entered_on=answers.entered_on.max(),
        tier=answers.tier.argmax(answers.answered_on),
        tier_order=answers.tier_order.argmax(answers.answered_on),
        promoter=answers.promoter.mean(),
    )


def promoter(score: Value) -> Value:
    """1 for a promoter, -1 for a detractor, 0 for who is neither: their mean, times 100, is the net promoter score."""
    points = ibis.ifelse(score >= 9, 1, ibis.ifelse(score <= 6, -1, 0))
    return ibis.ifelse((score >= 0) & (score <= 10), points, ibis.null("int8"))


def rescaled(answers: Table) -> Value:
    """A score on 0–100 by the ends of its scale; null where they are missing or the same."""
    width = (answers.scale_max - answers.scale_min).nullif(0)
    return (answers.score - answers.scale_min) / width * 100
