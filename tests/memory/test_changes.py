import sqlite3
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from assay.errors import DataError, UsageError
from assay.memory.changes import compare_runs, parts, run_on
from assay.memory.figures import Question
from assay.memory.kept import published
from assay.metrics.scope import Scope
from assay.store import runs

from .conftest import DEALS, FIRST, lines_of

MARCH = Scope(start=date(2026, 3, 1), end=date(2026, 3, 31))


def asked(*keys, scope=MARCH):
    return [Question(key, scope, "asked") for key in keys]


def causes(changes):
    return {
        change.question.kpi: {part.cause: float(part.difference) for part in change.parts} for change in changes.changed
    }


def test_late_touches_rates_lists_and_deals_each_get_their_part(history):
    keys = asked("target_accounts", "engaged_share", "new_revenue", "win_rate")
    found = compare_runs(history.workspace, history.first, history.corrected, keys)
    # New revenue: 1000 USD at 0.5 = 500. Deals first: 1200 USD at 0.5 + 500 EUR = 1100; then the rate: 900 + 500 = 1400.
    # Engaged share: 1/3; with account d on the list 1/4; with the late chat of b 2/4.
    assert causes(found) == {
        "target_accounts": {"list_changes": 1.0},
        "engaged_share": {"list_changes": pytest.approx(1 / 4 - 1 / 3), "late_touches": 0.25},
        "new_revenue": {"deals": 600.0, "rates": 300.0},
    }
    assert found.asked == 4
    assert lines_of(found, "late_touches") == ("touches: 1 new or changed rows in 1 load",)
    for change in found.changed:
        assert sum(Fraction(part.difference) for part in change.parts) == Fraction(change.difference)
    assert not (history.workspace.spill / "changes").exists()
    assert list(history.workspace.spill.glob("changes-*")) == []


def test_the_other_way_round_is_the_opposite(history):
    found = compare_runs(history.workspace, history.corrected, history.first, asked("new_revenue"))
    # Deals first here too: 1000 USD at 0.75 alone is 750, 650 less; then the rate: 500.
    assert causes(found) == {"new_revenue": {"deals": -650.0, "rates": -250.0}}


def test_what_happened_since_is_the_time_gone_by_and_no_restatement(history):
    moving, fixed = asked("engaged_accounts", scope=Scope()), asked("engaged_accounts")
    found = compare_runs(history.workspace, history.corrected, history.later, [*moving, *fixed])
    assert causes(found) == {"engaged_accounts": {"time": 1.0}}
    assert [str(change.before_asked.as_of) for change in found.changed] == ["2026-03-20"]
    assert [str(change.after_asked.as_of) for change in found.changed] == ["2026-04-02"]
    assert lines_of(found, "time") == ("today: 2026-04-01 → 2026-04-03", "last day with data: 2026-03-20 → 2026-04-02")


def test_settings_are_the_definition(history):
    found = compare_runs(history.workspace, history.later, history.redefined, asked("engaged_accounts"))
    assert causes(found) == {"engaged_accounts": {"definition": -2.0}}
    assert found.to_json()["reasons"] == {"definition": ["engagement.lookback_days: 90 → 5"]}


def test_who_may_be_told_and_what_is_kept_is_no_definition(history):
    history.place.configure("[engagement]\nlookback_days = 5\n[figures]\nkeys = ['win_rate']\n")
    assert history.place.build(today=date(2026, 4, 3)) == history.redefined


def test_runs_by_day(history):
    days = [run_on(history.workspace, date(2026, 4, day)) for day in (1, 2, 3, 9)]
    assert days == [history.corrected, history.corrected, history.redefined, history.redefined]
    with pytest.raises(DataError, match="no run on 2026-03-01") as told:
        run_on(history.workspace, date(2026, 3, 1))
    assert told.value.hint == "The first was built on 2026-04-01."
    with pytest.raises(UsageError, match="no run 99"):
        compare_runs(history.workspace, history.first, 99)


def test_a_kept_value_outlives_its_run_and_the_definition_it_was_made_with(place, monkeypatch):
    first = place.build(FIRST | {"opportunities": DEALS[1:]})
    question = asked("new_revenue", "win_rate")
    assert compare_runs(place.workspace, first, first, question).changed == ()
    monkeypatch.setattr(runs, "KEPT", 1)
    second = place.build({"opportunities": DEALS})
    assert runs.published(place.workspace) == (second,)
    (_, win_rate) = compare_runs(place.workspace, first, second, question).changed
    assert (win_rate.before.value, win_rate.after.value, win_rate.difference) == (None, 1.0, None)
    assert [(part.cause, part.before, part.after) for part in win_rate.parts] == [("deals", None, 1.0)]
    with sqlite3.connect(place.workspace.data / "figures.sqlite") as connection:
        connection.execute("UPDATE figures SET value = -20, code = 'old' WHERE run = ?", [first])
    # The first run's file is gone: it is built again from what had landed, and answers 0 with today's definition.
    found = compare_runs(place.workspace, first, second, question[:1])
    assert causes(found) == {"new_revenue": {"definition": 20.0, "deals": 500.0}}


def test_a_run_whose_rows_are_gone_cannot_be_built_again(place, monkeypatch):
    first = place.build(FIRST)
    monkeypatch.setattr(runs, "KEPT", 1)
    second = place.build({"opportunities": DEALS[:1] and [DEALS[0] | {"amount": "1"}]})
    with sqlite3.connect(place.workspace.manifest) as connection:
        connection.execute("DELETE FROM superseded")
        connection.execute("UPDATE batches SET digest = 'another' WHERE batch = 1")
    with pytest.raises(DataError, match="cannot be read any more"):
        compare_runs(place.workspace, first, second, asked("new_revenue"))


def test_the_headline_figures_are_kept_at_the_refresh(place):
    place.configure('[figures]\nat_refresh = true\nkeys = ["target_accounts"]')
    kept = published(place.workspace, place.build(FIRST))
    assert {(str(one.start), str(one.end), value.value) for one, value in kept.items()} == {
        ("2026-02-01", "2026-02-28", 3.0),
        ("2025-10-01", "2025-12-31", 0.0),
        ("2025-04-01", "2026-03-20", 3.0),
    }


def test_a_value_missing_on_the_way_waits_for_the_cause_that_brings_it_back():
    found = parts([5.0, None, 7.0, 7.5], ["accounts", "deals", "rates"])
    assert [(part.cause, part.difference) for part in found] == [("deals", Decimal(2)), ("rates", Decimal("0.5"))]


def test_parts_add_up_where_floats_would_not():
    values = [0.1, 0.7, 1e-9, 1e17, 0.3]
    found = parts(values, ["accounts", "deals", "rates", "costs"])
    assert sum(Fraction(part.difference) for part in found) == Fraction(0.3) - Fraction(0.1)
    assert sum(float(part.difference) for part in found) != 0.3 - 0.1


def test_parts_that_cancel_out_add_up_to_nothing():
    assert sum(part.difference for part in parts([1.0, 2.0, 1.0], ["deals", "rates"])) == 0
