"""Whatever was corrected: the causes add up to the difference, and each end is what the run itself answers."""

from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest

from assay.memory.changes import compare_runs
from assay.memory.figures import Question
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.store.runs import open_run

NAMES = [f"a{number}" for number in range(8)]
KEYS = ("target_accounts", "engaged_share", "new_revenue", "win_rate")
SCOPES = (Scope(), Scope(start=date(2026, 1, 1), end=date(2026, 3, 31)))


def some_tables(random, share):
    """Rows under ids that come again, so that a second drawing replaces some of the first and adds others."""

    def day(low=0, high=150):
        return str(date(2025, 11, 1) + timedelta(days=random.randrange(low, high)))

    def drawn(number):
        return [index for index in range(number) if random.random() < share]

    def deal(number):
        status = random.choice(["won", "lost", "open"])
        start = random.randrange(100)
        closed = {"closed_at": day(start, start + 60)} if status != "open" else {}
        return {
            "opportunity_id": f"o{number}",
            "account_id": random.choice(NAMES),
            "amount": str(random.randrange(1, 99999) / 100),
            "currency": random.choice(["EUR", "USD"]),
            "created_at": day(start, start + 1),
            "status": status,
            **closed,
        }

    def account(number):
        merged = {"merged_into_id": "a0"} if number and random.random() < 0.2 else {}
        return {"account_id": NAMES[number], "name": NAMES[number], "is_excluded": random.random() < 0.1, **merged}

    tables = {
        "accounts": [account(number) for number in drawn(8)],
        "list_memberships": [
            {
                "list": "L",
                "account_id": NAMES[number],
                "valid_from": day(0, 90),
                "arm": random.choice(["abm", "control"]),
            }
            for number in drawn(8)
        ],
        "touches": [
            {
                "touch_id": f"t{number}",
                "occurred_at": f"{day()} 10:00",
                "kind": random.choice(["chat", "page_view", "mail_out"]),
                "account_id": random.choice(NAMES),
            }
            for number in drawn(30)
        ],
        "opportunities": [deal(number) for number in drawn(20)],
        "fx_rates": [
            {"date": "2025-10-01", "from_currency": "USD", "to_currency": "EUR", "rate": str(random.uniform(0.5, 1))}
        ],
    }
    return {name: rows for name, rows in tables.items() if rows}


@pytest.mark.parametrize("seed", [1, 2])
def test_causes_add_up(place, seed):
    random = Random(seed)
    accounts = {"accounts": [{"account_id": name, "name": name} for name in NAMES]}
    first = place.build({**some_tables(random, 0.9), **accounts})
    second = place.build(some_tables(random, 0.4), today=date(2026, 4, 9))
    questions = [Question(key, scope, "asked") for scope in SCOPES for key in KEYS]
    found = compare_runs(place.workspace, first, second, questions)
    assert len({part.cause for change in found.changed for part in change.parts}) > 2
    for change in found.changed:
        if change.difference is not None:
            assert sum(Fraction(part.difference) for part in change.parts) == Fraction(change.difference)
            assert Fraction(change.difference) == Fraction(change.after.value) - Fraction(change.before.value)
    told = {change.question: (change.before.value, change.after.value) for change in found.changed}
    values = [_values(place, number, questions) for number in (first, second)]
    assert told == {each: (a, b) for each, a, b in zip(questions, *values, strict=True) if a != b}


def _values(place, number, questions):
    with closing(open_run(place.workspace, number)) as run:
        return [answer(run, each.kpi, each.scope).total.value for each in questions]
