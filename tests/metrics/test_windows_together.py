"""A figure in several windows is asked in one statement, and is what each window says by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assay.engine.statements import Statement
from assay.metrics.answers import answer, answers_in
from assay.metrics.scope import Scope
from assay.metrics.window_tables import keeps_windows_apart, tables_read
from assay.store.runs import Run
from support.company import company

TODAY = date(2026, 12, 31)
ROWS = {
    "accounts": [{"account_id": name, "name": name} for name in "ab"],
    "list_memberships": [{"list": "L", "account_id": name, "valid_from": "2025-01-01"} for name in "ab"],
    "opportunities": [
        {"opportunity_id": "won 2025", "account_id": "a", "created_at": "2025-02-01", "amount": 100}
        | {"status": "won", "closed_at": "2025-06-01"},
        {"opportunity_id": "won 2026", "account_id": "a", "created_at": "2026-02-01", "amount": 300}
        | {"status": "won", "closed_at": "2026-06-01"},
        {"opportunity_id": "lost 2026", "account_id": "b", "created_at": "2026-02-01", "amount": 50}
        | {"status": "lost", "closed_at": "2026-06-01"},
    ],
}
THIS = Scope(start=date(2026, 1, 1), end=date(2026, 12, 31), as_of=date(2026, 12, 31))
BEFORE = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31), as_of=date(2025, 12, 31))
ALIKE = replace(THIS, as_of=date(2026, 5, 1), end=date(2026, 5, 1))
"""A window that begins on the same day, seen earlier: no deal of 2026 has closed."""
MARCH, JULY = (Scope(start=date(2026, month, 1), end=date(2026, month, 28)) for month in (3, 7))
"""Deals of 350 are open in March, none in July."""


@pytest.fixture
def run() -> Run:
    return company(ROWS, today=TODAY)


def test_each_window_has_its_own_figure(run: Run) -> None:
    assert [told.total.value for told in answers_in(run, "win_rate", [THIS, BEFORE, ALIKE])] == [0.5, 1.0, None]


@pytest.mark.parametrize("key", ["win_rate", "deal_velocity", "pipeline"])
def test_together_they_say_what_each_says_alone(run: Run, key: str) -> None:
    together = answers_in(run, key, [THIS, BEFORE, ALIKE])
    alone = company(ROWS, today=TODAY)
    assert list(together) == [answer(alone, key, scope) for scope in (THIS, BEFORE, ALIKE)]


def test_one_statement_is_planned_for_all_and_none_for_what_is_known(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    real = Statement.run

    def counted(self: Statement, cursor: object, values: object) -> object:
        ran.append(self.sql)
        return real(self, cursor, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Statement, "run", counted)
    assert [told.total.value for told in answers_in(run, "pipeline", [JULY, MARCH])] == [0, 350]
    assert len(ran) == 1
    answers_in(run, "pipeline", [JULY, MARCH])
    answer(run, "pipeline", MARCH)
    assert len(ran) == 1


def test_scopes_that_differ_in_more_than_their_days_are_refused(run: Run) -> None:
    with pytest.raises(ValueError, match="days alone"):
        answers_in(run, "win_rate", [THIS, replace(BEFORE, arm="all")])


def test_only_the_tables_that_a_statement_reads_are_bound() -> None:
    assert tables_read('SELECT * FROM "windows" JOIN "days" USING (day)') == {"windows", "days"}
    assert tables_read("SELECT * FROM `recent`") == {"windows", "recent"}


def test_what_looks_from_the_last_day_of_all_windows_is_asked_window_by_window(run: Run) -> None:
    """`opportunities_created` takes a deal as it stood on that day: seen from a later window's it is another one."""
    clock = 'SELECT MIN("t0"."starts_on") AS "starts_on", MAX("t0"."as_of") AS "as_of" FROM "windows" AS "t0"'
    assert not keeps_windows_apart(clock)
    assert keeps_windows_apart('SELECT MAX("t0"."as_of") AS "as_of" FROM "deals" AS "t0"')
    together = answers_in(run, "opportunities_created", [THIS, BEFORE])
    assert [told.total.value for told in together] == [2, 1]
