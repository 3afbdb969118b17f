"""Facts of a nasty company against the second formulation: whose touch, what counts, and every day of every deal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from reference.company import Company
from reference.generator import TODAY, nasty_company
from reference.generator_systems import two_systems
from reference.rules import Question, Scope
from support.company import company

FIRST, DAYS = date(2025, 1, 1), 460


@pytest.fixture(
    scope="module",
    params=[(nasty_company, 11), (two_systems, 4), (two_systems, 5)],
    ids=["nasty 11", "systems 4", "systems 5"],
)
def both(request: pytest.FixtureRequest) -> tuple[Any, Company]:
    make, seed = request.param
    tables, settings = make(seed, "small")
    run = company(tables, today=date.fromisoformat(TODAY), **settings)
    return run.connection, Company(tables, settings, date.fromisoformat(TODAY))


def test_the_last_day(both: tuple[Any, Company]) -> None:
    connection, reference = both
    assert connection.execute("SELECT last_day FROM run").fetchall() == [(reference.last_day,)]


def test_every_row_is_the_same_company_or_person_and_says_the_same(both: tuple[Any, Company]) -> None:
    connection, reference = both
    accounts = dict(connection.execute("SELECT account_id, survivor_id FROM lookup.accounts").fetchall())
    assert {one: accounts[one] for one in reference._account_survivor} == reference._account_survivor
    people = dict(connection.execute("SELECT person_id, survivor_id FROM lookup.people").fetchall())
    assert {one: people[one] for one in reference._person_survivor} == reference._person_survivor
    columns = "person_id, account_id, seniority, role, created_on, left_on, NOT counts"
    found = {row[0]: row[1:] for row in connection.execute(f"SELECT {columns} FROM people").fetchall()}
    assert found == {
        one.id: (one.account, one.seniority, one.role, one.created_on, one.left_on, one.objected)
        for one in reference.people.values()
    }


def test_every_touch_belongs_to_the_same_account_for_the_same_reason(both: tuple[Any, Company]) -> None:
    connection, reference = both
    found = connection.execute("SELECT touch_id, account_id, match = 'ambiguous' FROM touches").fetchall()
    expected = {touch: (whose.account, whose.ambiguous) for touch, whose in reference.resolutions.items()}
    assert {touch: (account, ambiguous) for touch, account, ambiguous in found} == expected


def test_every_touch_is_worth_the_same(both: tuple[Any, Company]) -> None:
    connection, reference = both
    excluded = {account.id for account in reference.accounts.values() if account.excluded}
    found = connection.execute(
        """SELECT touch_id, occurred_on, channel, direction, team, person_id, engages, counts, round(content_seconds, 6),
            round(weighted_seconds, 6) FROM touches ORDER BY touch_id"""
    ).fetchall()
    assert found == [
        (
            *(touch.id, touch.day, touch.channel, touch.direction, touch.team, touch.person, touch.engages),
            not touch.suppressed and touch.account not in excluded,
            round(float(touch.minutes * 60), 6),
            round(float(touch.minutes * 60 * touch.seniority_weight), 6),
        )
        for touch in sorted(reference.touches, key=lambda touch: touch.id)
    ]


def test_every_deal_was_the_same_on_every_day(both: tuple[Any, Company]) -> None:
    connection, reference = both
    found = connection.execute(
        f"""SELECT opportunity_id, day, stage, status, closed_on, amount::DOUBLE
        FROM deal_states JOIN (SELECT DATE '{FIRST}' + i::INT AS day FROM range({DAYS}) t(i))
        ON starts_on <= day AND day < ends_on ORDER BY 1, 2"""
    ).fetchall()
    question = Question("all", (), (), (), None, FIRST, FIRST, FIRST, "any_interaction", "EUR")
    scope = Scope(reference, question)
    days = [FIRST + timedelta(n) for n in range(DAYS)]
    expected = [
        (deal.id, day, past.stage, past.status, past.closed_on, None if past.amount is None else float(past.amount))
        for deal in sorted(reference.deals, key=lambda deal: deal.id)
        for day in days
        if day >= deal.created_on
        for past in [scope.past(deal, day)]
    ]
    assert found == expected
