"""Bad values are told by what is wrong with them: each kind once, the most frequent first, with a remedy that helps."""

from __future__ import annotations

from landing_place import Landing, counts

DAYS = "opportunity_id,created_at,amount\n" + "".join(f"o{n},01/{13 + n}/2026,1\n" for n in range(10))


def test_problems_are_grouped_by_rule_not_the_first_twenty_of_one(landing: Landing) -> None:
    rows = "".join(f"c{n},2026-01-05,oops,EUR\n" for n in range(30)) + "d1,,1,EUR\nd2,2026-01-05,1,taler\n"
    report = landing.land("costs", "cost_id,incurred_on,amount,currency\n" + rows)
    assert [(one.column, one.rows, one.lines) for one in report.problems] == [
        ("amount", 30, (2, 3, 4)),
        ("incurred_on", 1, (32,)),
        ("currency", 1, (33,)),
    ]
    assert {row.column for row in report.quarantine} == {"amount", "incurred_on", "currency"}


def test_days_in_another_order_are_answered_by_the_order_they_fit(landing: Landing) -> None:
    report = landing.land("opportunities", DAYS, options={"date_order": "dmy"})
    assert counts(report) == {"rows_in": 10, "quarantined": 10}
    (problem,) = report.problems
    assert "These fit mdy: --option date_order=mdy" in problem.hint
    assert counts(landing.land("opportunities", DAYS, options={"date_order": "mdy"})) == {"rows_in": 10, "loaded": 10}


def test_an_order_that_only_some_days_fit_is_told_with_their_number(landing: Landing) -> None:
    text = DAYS + "p1,soon,1\n"
    (problem,) = landing.land("opportunities", text, options={"date_order": "dmy"}).problems
    assert problem.rows == 11
    assert problem.hint.startswith("10 of them fit mdy:")


def test_days_that_fit_no_order_get_no_such_advice(landing: Landing) -> None:
    (problem,) = landing.land("opportunities", "opportunity_id,created_at\n1,soon\n2,2026-13-45\n").problems
    assert "fit" not in problem.hint
