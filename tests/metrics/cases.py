"""Builders of small companies for golden tests: an account is named after the case it stands for.

    run = gather(about("moved off on signing", listed("2025-01-01", "2025-06-30"), won("2025-05-01", "2025-06-30")))
    assert by_account(run, "accounts_won") == {"moved off on signing": 1}

Days are local days in Paris. One set of settings and one day of building for all, so that nothing is compiled twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from assay.kpis import find
from assay.metrics import answers, periods
from assay.metrics.answer import Answer, Figure
from assay.metrics.scope import Scope
from assay.store.runs import Run
from support.company import company

SETTINGS: dict[str, Any] = {
    "timezone": "Europe/Paris",
    "own_domains": ["own-company.com"],
    "free_mail_domains": ["mailbox.fr"],
    "high_value_pages": ["/pricing*", "/demo*", "*/buy/*"],
}
TODAY = date(2026, 4, 10)
YEAR: dict[str, Any] = {"start": "2025-01-01", "end": "2025-12-31"}
STAGES = [
    {"stage": "Talk", "position": 1, "status": "open", "probability": 0.2},
    {"stage": "Offer", "position": 2, "status": "open", "is_qualified": True, "probability": 0.5},
    {"stage": "Won", "position": 3, "status": "won"},
    {"stage": "Lost", "position": 4, "status": "lost"},
]
IDS = {
    "touches": "touch_id",
    "opportunities": "opportunity_id",
    "contracts": "contract_id",
    "costs": "cost_id",
    "people": "person_id",
}


@dataclass(frozen=True)
class Entry:
    """One row of a table; a deal carries its stage rows."""

    table: str
    row: dict[str, Any]
    history: tuple[dict[str, Any], ...] = ()


def about(account: str, *entries: Entry, **attributes: Any) -> list[Entry]:
    """An account and its rows; rows that carry an id of their own can be named by it."""
    found = [Entry("accounts", {"account_id": account, "name": account, **attributes})]
    for number, entry in enumerate(entries):
        key = IDS.get(entry.table)
        row = {**({key: f"{account} {number}"} if key else {}), "account_id": account, **entry.row}
        found.append(Entry(entry.table, row))
        stage_rows = [{"opportunity_id": row.get("opportunity_id"), **stage} for stage in entry.history]
        found += [Entry("opportunity_stages", stage) for stage in stage_rows]
    return found


def tables_of(*parts: Iterable[Entry], **more: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    tables: dict[str, list[dict[str, Any]]] = {"stages": STAGES}
    for entry in (entry for part in parts for entry in part):
        tables.setdefault(entry.table, []).append(entry.row)
    return {**tables, **{name: [*tables.get(name, []), *rows] for name, rows in more.items()}}


def gather(*parts: Iterable[Entry], settings: dict[str, Any] | None = None, **more: list[dict[str, Any]]) -> Run:
    return company(tables_of(*parts, **more), today=TODAY, **{**SETTINGS, **(settings or {})})


def listed(since: str, until: str | None = None, **more: Any) -> Entry:
    return Entry("list_memberships", {"list": "Target", "valid_from": since, "valid_to": until, **more})


def touch(day: str, kind: str = "chat", **more: Any) -> Entry:
    return Entry("touches", {"occurred_at": day, "kind": kind, **more})


def person(name: str, **more: Any) -> Entry:
    return Entry("people", {"person_id": name, **more})


def contract(since: str, until: str | None = None, **more: Any) -> Entry:
    return Entry("contracts", {"starts_on": since, "ends_on": until, **more})


def cost(day: str, amount: float, **more: Any) -> Entry:
    return Entry("costs", {"incurred_on": day, "amount": amount, "currency": "EUR", **more})


def deal(created: str, *history: tuple[Any, ...], **more: Any) -> Entry:
    """An open deal unless told otherwise; `history` as (stage, day) or (stage, day, amount)."""
    rows = [dict(zip(("stage", "entered_at", "amount"), row, strict=False)) for row in history]
    return Entry("opportunities", {"created_at": created, "amount": 1000, "status": "open", **more}, tuple(rows))


def won(created: str, closed: str | None, *history: tuple[Any, ...], **more: Any) -> Entry:
    return deal(created, *history, **{"status": "won", "closed_at": closed, **more})


def lost(created: str, closed: str | None, *history: tuple[Any, ...], **more: Any) -> Entry:
    return deal(created, *history, **{"status": "lost", "closed_at": closed, **more})


def ask(
    run: Run, key: str, *, by: Iterable[str] = (), grain: str | None = None, rows: bool = False, **scope: Any
) -> Answer:
    return answers.answer(run, key, _scope(scope), by=tuple(by), grain=grain, rows=rows)


def _scope(asked: dict[str, Any]) -> Scope:
    asked = {**YEAR, **asked}
    days = {name: _day(asked[name]) for name in ("start", "end", "as_of") if name in asked}
    return Scope(**{**asked, **days})


def _day(value: Any) -> Any:
    return date.fromisoformat(value) if isinstance(value, str) else value


def total(run: Run, key: str, **scope: Any) -> Figure:
    return ask(run, key, **scope).total


def by_account(run: Run, key: str, **scope: Any) -> dict[str, float]:
    """What each account adds to the numerator, from the rows behind the figure; rows left out are not there."""
    found: dict[str, float] = {}
    for row in detail(run, key, **scope):
        if row["left_out"] is None:
            found[row["account_id"]] = found.get(row["account_id"], 0) + (row["numerator"] or 0)
    return found


def detail(run: Run, key: str, **asked: Any) -> tuple[dict[str, Any], ...]:
    """The rows behind a figure without the figure: a quarter of the SQL to compile."""
    scope = _scope(asked)
    asker = answers.Asker(
        run, run.cursor(), find(key), answers.asked_of(run, run.cursor(), scope), periods.resolve(scope, run.last_day)
    )
    return asker.detail(())


def groups(found: Answer) -> dict[Any, Any]:
    """Value by group; a single dimension without its name."""
    values = {tuple(row.by.values()): row.figure.value for row in found.rows}
    return {labels[0] if len(labels) == 1 else labels: value for labels, value in values.items()}


def series(found: Answer) -> list[Any]:
    return [row.figure.value for row in found.rows]
