"""Where a rule holds in a run: accounts, deals or a KPI, each with the numbers behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from assay.alerts.sentences import sentence
from assay.engine.tables import Table
from assay.kpis import find
from assay.kpis.declare import DealStages
from assay.kpis.rows import Customers
from assay.kpis.rows.base import Base
from assay.memory.figures import closed
from assay.metrics.answer import Answer
from assay.metrics.answers import Run, answer
from assay.metrics.context import Context
from assay.metrics.relations import rows_of
from assay.metrics.scope import Scope, scope_of_words
from assay.settings.alerts import AlertRule
from assay.settings.whole import WEEKDAYS
from assay.views.question import question
from assay.views.surges import unusual_visits

Reasons = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """Something a rule holds for: `subject` is an id, `sentence` says it in words, `reasons` in numbers."""

    subject: str
    name: str
    sentence: str
    reasons: Reasons


def findings(run: Run, rule: AlertRule, day: date | None = None) -> tuple[Finding, ...] | None:
    """What the rule holds for, in the order of subjects; None where there is nothing to judge by.

    `day` is the day that it is judged as of, the last one with data where it is None.

    Raises `UsageError` for a KPI, a preset or an arm that does not exist.
    """
    findings = _BY_KIND[rule.kind](run, rule, day)
    return None if findings is None else tuple(sorted(findings, key=lambda finding: finding.subject))


def scope_of(rule: AlertRule, day: date | None = None) -> Scope:
    return replace(scope_of_words(rule.scope), as_of=day)


def _degrading(run: Run, rule: AlertRule, day: date | None) -> Iterable[Finding]:
    scope = scope_of(rule, day)
    found = answer(run, "customer_relationship.degrading", scope, rows=True)
    scores = _numbers(run, scope, Customers(relationship=True), "account_id") if _hits(found) else {}
    for account, name in _names(run, (row["account_id"] for row in _hits(found))):
        now, before = scores[account]["relationship"], scores[account]["relationship_before"]
        yield _finding(run, rule, found, account, name, score=round(now, 1), score_90_days_before=round(before, 1))


def _on_competitor_topic(run: Run, rule: AlertRule, day: date | None) -> Iterable[Finding]:
    return _surging(run, rule, answer(run, "customer_intent_surge", scope_of(rule, day), rows=True), "competitor")


def _intent_surge(run: Run, rule: AlertRule, day: date | None) -> Iterable[Finding]:
    return _surging(run, rule, answer(run, "intent_surge", scope_of(rule, day), rows=True), "own")


def _surging(run: Run, rule: AlertRule, answer: Answer, cluster: str) -> Iterable[Finding]:
    topics: dict[str, dict[str, float]] = {}
    for account, topic, score in (
        run.cursor().execute(_TOPICS, [cluster, run.settings.surge.score, answer.as_of]).fetchall()
    ):
        topics.setdefault(account, {})[topic] = score
    for account, name in _names(run, (row["account_id"] for row in _hits(answer))):
        yield _finding(run, rule, answer, account, name, topics=topics.get(account, {}))


_TOPICS = """
SELECT account_id, topic, max(score) FROM signals
WHERE cluster = $1 AND score >= $2 AND account_id IS NOT NULL
  AND week = (SELECT max(week) FROM signals WHERE week <= $3)
GROUP BY ALL ORDER BY account_id, topic
"""


def _spike(run: Run, rule: AlertRule, day: date | None) -> Iterable[Finding]:
    found = answer(run, "website_spikes", scope_of(rule, day), rows=True)
    weeks = run.settings.spike.weeks
    first = WEEKDAYS.index(run.settings.week_starts_on)
    following = found.as_of + timedelta(days=1)
    end = following - timedelta(days=(following.weekday() - first) % 7)
    last = end - timedelta(days=7)
    query = _VISITS, [last, last, last - timedelta(days=7 * weeks), end]
    visits = {account: (now, before / weeks) for account, now, before in run.cursor().execute(*query).fetchall()}
    # Chance alone brings a tenth of all accounts over the ratio of E17 every week: an alert needs more than that.
    unusual = unusual_visits(run, end)
    for account, name in _names(run, (row["account_id"] for row in _hits(found))):
        if unusual is not None and account not in unusual:
            continue
        now, usual = visits.get(account, (0, 0.0))
        yield _finding(run, rule, found, account, name, visits=now, usual=usual, week=last.isoformat(), weeks=weeks)


_VISITS = """
SELECT account_id, count(DISTINCT session_key) FILTER (WHERE started_on >= $1),
       count(DISTINCT session_key) FILTER (WHERE started_on < $2)
FROM sessions WHERE started_on >= $3 AND started_on < $4 GROUP BY account_id
"""


def _stalled(run: Run, rule: AlertRule, day: date | None) -> Iterable[Finding]:
    scope = scope_of(rule, day)
    found = answer(run, "stalled_deals", scope, rows=True)
    deals = _numbers(run, scope, DealStages("current"), "opportunity_id") if _hits(found) else {}
    for deal in (deals[row["opportunity_id"]] for row in _hits(found)):
        numbers = {name: deal[name] for name in ("stage", "days", "usual", "account_id")}
        yield _finding(run, rule, found, deal["opportunity_id"], deal["name"] or deal["opportunity_id"], **numbers)


def _without_sales(run: Run, rule: AlertRule, day: date | None) -> Iterable[Finding]:
    scope = scope_of(rule, day)
    found = answer(run, "engaged_accounts", scope, rows=True)
    preset = run.settings.presets()[scope.engaged or run.settings.engagement.preset]
    waiting = {
        account: rest
        for account, *rest in run.cursor().execute(_WAITING, [found.as_of, preset.lookback_days]).fetchall()
    }
    for account, name in _names(run, (row["account_id"] for row in _hits(found))):
        touches, since, sales = waiting.get(account, (0, found.as_of, None))
        days = (found.as_of - since).days
        if touches and days >= rule.days:
            numbers = {"touches": touches, "since": since.isoformat(), "days": days}
            last = sales and sales.isoformat()
            yield _finding(run, rule, found, account, name, **numbers, last_sales_touch=last)


# Engaging touches in the look-back that nobody in sales has answered since.
_WAITING = """
WITH seen AS (
  SELECT account_id, occurred_on, engages, team FROM touches WHERE counts AND account_id IS NOT NULL AND occurred_on <= $1
), sales AS (SELECT account_id, max(occurred_on) AS last_on FROM seen WHERE team = 'sales' GROUP BY account_id)
SELECT account_id, count(*), min(occurred_on), any_value(last_on)
FROM seen LEFT JOIN sales USING (account_id)
WHERE engages AND team IS DISTINCT FROM 'sales' AND date_diff('day', occurred_on, $1) < $2
  AND (last_on IS NULL OR occurred_on > last_on)
GROUP BY account_id
"""


def _crossing(run: Run, rule: AlertRule, day: date | None) -> Iterable[Finding] | None:
    kpi = find(rule.kpi or "")
    scope = scope_of(rule, day)
    if last := day or run.last_day:
        scope = closed(rule.window, last, run.settings, scope)
    found = answer(run, kpi.key, scope)
    value = found.total.value
    if value is None:
        return None
    line, word = (rule.above, "above") if rule.above is not None else (rule.below, "below")
    crossed = value > (line or 0) if word == "above" else value < (line or 0)
    numbers = {
        "value": value,
        word: line,
        "n": found.total.n,
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
    }
    return [_finding(run, rule, found, kpi.key, kpi.name[run.settings.language], **numbers)] if crossed else []


def _finding(run: Run, rule: AlertRule, answer: Answer, subject: str, name: str, **reasons: Any) -> Finding:
    said = sentence(rule.kind, reasons, run.settings.language)
    return Finding(subject, name, said, {"as_of": answer.as_of.isoformat(), **reasons})


def _hits(answer: Answer) -> list[dict[str, Any]]:
    return [row for row in answer.detail or () if row["left_out"] is None and row["numerator"]]


def _numbers(run: Run, scope: Scope, base: Base, key: str) -> dict[str, dict[str, Any]]:
    """All columns of a KPI's rows, by account or deal."""
    return {row[key]: row for row in question(run, scope).rows(_relation, base)}


def _relation(context: Context, base: Base) -> Table:
    return rows_of(base, context)


def _names(run: Run, accounts: Iterable[str]) -> list[tuple[str, str]]:
    wanted = list(accounts)
    query = "SELECT account_id, coalesce(name, account_id) FROM accounts WHERE list_contains($1, account_id)"
    return run.cursor().execute(query, [wanted]).fetchall() if wanted else []


_BY_KIND: Mapping[str, Callable[[Run, AlertRule, date | None], Iterable[Finding] | None]] = {
    "degrading_relationship": _degrading,
    "customer_on_competitor_topic": _on_competitor_topic,
    "website_spike": _spike,
    "intent_surge": _intent_surge,
    "stalled_deal": _stalled,
    "engaged_without_sales_touch": _without_sales,
    "kpi_crosses": _crossing,
}
