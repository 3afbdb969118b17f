from datetime import UTC, date, datetime

import pytest

from support.company import company


def rows(run, sql):
    return run.cursor().execute(sql).fetchall()


def test_it_is_a_run_like_any_other():
    run = company(
        {
            "accounts": [{"account_id": "a", "name": "A", "x_segment": "north"}],
            "touches": [{"touch_id": "1", "occurred_at": "2024-03-31T23:30Z", "kind": "chat", "account_id": "a"}],
        },
        today=date(2024, 4, 2),
        timezone="Europe/Paris",
        mqa={"minutes": 5},
    )
    assert (run.number, run.today, run.last_day) == (1, date(2024, 4, 2), date(2024, 4, 1))
    assert (run.settings.timezone, run.settings.mqa.minutes) == ("Europe/Paris", 5)
    assert rows(run, "SELECT account_id, x_segment FROM accounts") == [("a", "north")]
    assert rows(run, "SELECT occurred_on, account_id FROM touches") == [(date(2024, 4, 1), "a")]


@pytest.mark.parametrize(
    ("written", "landed"),
    [
        ("2024-03-01", datetime(2024, 3, 1)),
        (date(2024, 3, 1), datetime(2024, 3, 1)),
        ("2024-03-01 10:00", datetime(2024, 3, 1, 10)),
        (datetime(2024, 3, 1, 10), datetime(2024, 3, 1, 10)),
        ("2024-03-01T09:00Z", datetime(2024, 3, 1, 9)),
        (datetime(2024, 3, 1, 9, tzinfo=UTC), datetime(2024, 3, 1, 9)),
        ("2024-03-01T10:00+01:00", datetime(2024, 3, 1, 9)),
        ("", None),
        (None, None),
    ],
)
def test_stamps(written, landed):
    run = company({"accounts": [{"account_id": "a", "name": "A", "created_at": written}]})
    assert rows(run, "SELECT created_at FROM model.accounts") == [(landed,)]


def test_a_later_row_replaces_an_earlier_one_and_rows_that_may_differ_stay():
    membership = {"list": "l", "account_id": "a", "valid_from": "2024-01-01"}
    tables = {
        "accounts": [{"account_id": "a", "name": "old"}, {"account_id": "a", "name": "new"}],
        "list_memberships": [membership | {"tier": tier} for tier in ("1", "2", "2")],
    }
    run = company(tables)
    assert rows(run, "SELECT name FROM model.accounts") == [("new",)]
    assert rows(run, "SELECT tier FROM model.list_memberships ORDER BY 1") == [("1",), ("2",)]


@pytest.mark.parametrize(
    ("tables", "error", "message"),
    [
        ({"account": []}, KeyError, "accounts"),
        ({"accounts": [{"account_id": "a", "nam": "A"}]}, KeyError, "name"),
        ({"accounts": [{"account_id": "a"}]}, ValueError, r"accounts\.name = None: is required"),
        ({"people": [{"person_id": "p", "seniority": "boss"}]}, ValueError, "boss"),
        ({"people": [{"person_id": "p", "created_at": "01.02.2024"}]}, ValueError, r"people\.created_at = '01"),
        ({"people": [{"person_id": "p", "email_bounced": "perhaps"}]}, ValueError, "neither true nor false"),
    ],
)
def test_a_mistake_of_the_test_raises(tables, error, message):
    with pytest.raises(error, match=message):
        company(tables)
