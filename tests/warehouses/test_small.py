"""A small company on every engine there is: facts built there, some KPIs, a series, temporary tables, what is refused."""

from __future__ import annotations

from datetime import date
from functools import partial
from unittest.mock import patch

import pyarrow as pa
import pytest

from assay.engine.interface import in_places
from assay.engine.statements import Compiled, Statement
from assay.errors import DataError
from assay.facts.on_engine import build_on_engine, copy_to_engine
from assay.facts.schema import FACTS
from assay.metrics.answers import answer
from assay.metrics.runnable_sql import sql_of
from assay.metrics.scope import Scope, parse_filter
from assay.store.engines import COPIED
from metrics.cases import SETTINGS, TODAY
from spark.companies import differences, told
from support import company as companies
from warehouses.conftest import ENGINES, asking

KPIS = ("target_accounts", "engaged_share", "content_minutes", "win_rate", "average_deal_size", "deal_cycle.median")
TABLES = {
    "accounts": [{"account_id": one, "name": one, "domain": f"{one}.com"} for one in ("a", "b", "c'\\d")],
    "people": [{"person_id": "p", "account_id": "a", "email": "p@a.com", "job_title": "Chief Buyer"}],
    "list_memberships": [
        {"account_id": "a", "list": "L", "tier": "1", "valid_from": "2025-01-01"},
        {"account_id": "b", "list": "L", "tier": "2", "valid_from": "2025-03-01", "valid_to": "2025-11-01"},
        {"account_id": "c'\\d", "list": "L", "tier": "2", "valid_from": "2025-01-01"},
    ],
    "touches": [
        {"touch_id": "t1", "occurred_at": "2025-05-01T09:00Z", "kind": "meeting", "person_id": "p"},
        {"touch_id": "t2", "occurred_at": "2025-05-02T23:30Z", "kind": "page_view", "url": "https://own-company.com/pricing", "account_id": "a", "seconds": 70.5, "visitor_id": "v"},
        {"touch_id": "t3", "occurred_at": "2025-06-02T10:00Z", "kind": "page_view", "url": "https://own-company.com/x", "visitor_id": "w"},
    ],
    "opportunities": [
        {"opportunity_id": "o1", "account_id": "a", "type": "new_business", "created_at": "2025-02-01", "closed_at": "2025-07-01", "stage": "Won", "status": "won", "amount": "1000.10", "currency": "EUR"},
        {"opportunity_id": "o2", "account_id": "b", "type": "new_business", "created_at": "2025-03-01", "closed_at": "2025-08-02", "stage": "Lost", "status": "lost", "amount": "99.99", "currency": "EUR"},
    ],
}  # fmt: skip
WINDOW = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}


REFUSED = ("snowflake-engaged_share", "snowflake-deal_cycle.median")
"""What the emulator of Snowflake refuses, and Snowflake may not: it has no length of an array that is null."""


@pytest.fixture(autouse=True)
def _emulated(request):
    if any(f"[{one}]" in request.node.name for one in REFUSED):
        request.applymarker(pytest.mark.xfail(reason="fakesnow has no ARRAY_LENGTH of a null array", strict=True))


@pytest.fixture(scope="module")
def known():
    return companies.company(TABLES, today=TODAY, **SETTINGS)


@pytest.fixture(scope="module", params=ENGINES)
def tables(request, warehouse):
    made = warehouse(request.param, "small")
    yield made
    made.remove()


@pytest.fixture(scope="module")
def run(known, tables):
    if tables.dialect in COPIED:
        copy_to_engine(known.connection, known.settings, tables)
        return asking(known, tables)
    with patch.object(companies, "build_facts", partial(build_on_engine, tables=tables)):
        return asking(companies.company(TABLES, today=TODAY, **SETTINGS), tables)


def test_facts_are_the_same(known, run):
    wrong = []
    for fact in FACTS:
        ours, theirs = (
            one.connection.execute(f"SELECT * FROM main.{fact} ORDER BY ALL").fetchall() for one in (known, run)
        )
        wrong += [] if fact == "run" else [*differences(ours, theirs, fact)]
    assert wrong == []


@pytest.mark.parametrize("key", KPIS)
def test_answers_are_the_same(known, run, key):
    assert list(differences(told(known, key, WINDOW), told(run, key, WINDOW))) == []


def test_a_value_of_a_filter_is_a_value(known, run):
    """A quote and a backslash end no text: the account called so is the one that is left."""
    scope = Scope(**WINDOW, where=(parse_filter("name = c'\\d"),))
    ours, theirs = (answer(one, "target_accounts", scope).total.value for one in (known, run))
    assert ours == theirs == 1


def test_a_series_has_the_same_periods(known, run):
    ours, theirs = (
        [(row.period, row.figure.value) for row in answer(one, "target_accounts", Scope(**WINDOW), grain="month").rows]
        for one in (known, run)
    )
    assert ours == theirs
    assert len(ours) == 12


def test_rows_are_the_same(known, run):
    ours, theirs = (answer(one, "win_rate", Scope(**WINDOW), rows=True).detail for one in (known, run))
    order = sorted(ours, key=str), sorted(theirs, key=str)
    assert list(differences(*order)) == []
    assert len(ours) == 2


def test_the_sql_of_an_answer_runs_as_printed(run, tables):
    text = sql_of(run, "target_accounts", Scope(**WINDOW))
    session = tables.session()
    found = session.fetch(in_places(text, tables)).to_pylist()
    session.close()
    assert [row["n"] for row in found] == [answer(run, "target_accounts", Scope(**WINDOW)).total.n]


def test_a_small_table_is_of_one_cursor(run):
    one, other = run.cursor(), run.cursor()
    for cursor, value in ((one, 1), (other, 2)):
        cursor.register("mine", pa.table({"value": pa.array([value], pa.int64())}))
    asked = Statement('SELECT "value" FROM "mine"', dialect=run.dialect, columns=(("value", "int64"),))
    assert asked.run(one, {}).fetchall() == [(1,)]
    assert asked.run(other, {}).fetchall() == [(2,)]
    one.register("mine", pa.table({"value": pa.array([3], pa.int64())}))
    assert asked.run(one, {}).fetchall() == [(3,)]
    one.close()
    other.close()


def test_what_fails_is_told_in_one_line_and_the_next_question_is_answered(run):
    cursor = run.cursor()
    with pytest.raises(DataError, match="failed at a question") as error:
        cursor.execute(Compiled("SELECT nothing_of_the_kind"))
    assert "\n" not in error.value.message
    assert answer(run, "target_accounts", Scope(**WINDOW)).total.value == 2


def test_facts_built_here_are_copied(known, tables, warehouse):
    made = warehouse(tables.dialect, "copied")
    copy_to_engine(known.connection, known.settings, made)
    assert list(differences(told(known, "win_rate", WINDOW), told(asking(known, made), "win_rate", WINDOW))) == []
    made.remove()
    with pytest.raises(DataError):
        answer(asking(known, made), "win_rate", Scope(**WINDOW, tiers=("1",)))
