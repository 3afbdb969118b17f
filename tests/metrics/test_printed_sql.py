"""`--sql` prints what runs on the run's file by itself, and gives what the answer gives."""

from __future__ import annotations

from datetime import date

import pytest

from assay.kpis import CATALOGUE
from assay.metrics.runnable_sql import sql_of
from assay.metrics.scope import Scope
from metrics.cases import about, ask, deal, gather, listed, person, touch, won

YEAR = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31))


@pytest.fixture(scope="module")
def run():
    return gather(
        about(
            "a",
            listed("2025-01-01", tier="1"),
            person("ann", buying_role="decision_maker"),
            touch("2025-12-01", "page_view", person_id="ann"),
            deal("2025-02-01"),
            won("2025-03-01", "2025-04-01"),
        ),
        about("b", listed("2025-06-01", tier="2"), touch("2025-12-20", "meeting_held")),
    )


def test_every_printed_statement_runs_on_the_file_alone(run):
    broken = {}
    for key in CATALOGUE:
        text = sql_of(run, key, YEAR)
        try:
            run.cursor().execute(text).fetchall()
        except Exception as error:
            broken[key] = str(error)[:200]
    assert broken == {}


@pytest.mark.parametrize("key", ["engaged_accounts", "engagement_minutes", "accounts_won", "pipeline"])
def test_it_gives_what_the_answer_gives(run, key):
    """The look-back's table `recent` once was not there: E10, E13, E14 and E15 named it and did not run."""
    cursor = run.cursor().execute(sql_of(run, key, YEAR))
    names = [column[0] for column in cursor.description]
    (row,) = cursor.fetchall()
    found = ask(run, key).total
    assert float(dict(zip(names, row, strict=True))["numerator"]) == pytest.approx(found.value)
    assert found.value
