from datetime import date
from decimal import Decimal

import pytest

from assay.errors import DataError, UsageError
from assay.memory.changes import compare_runs, parts, run_on
from assay.memory.figures import Question
from assay.metrics.scope import Scope
from assay.store import runs
from assay.store.workspace import Workspace

from .conftest import DEALS, FIRST, TODAY, set_figures

MARCH = Scope(start=date(2026, 3, 1), end=date(2026, 3, 31))


def asked(*keys, scope=MARCH):
    return [Question(key, scope, "asked") for key in keys]


def causes(changes):
    return {
        change.question.kpi: {part.cause: float(part.difference) for part in change.parts} for change in changes.changed
    }


def test_late_touches_rates_lists_and_reopened_deals_each_get_their_part(workspace, build):
    first = build(FIRST)
    second = build(
        {
            "touches": [{"touch_id": "t2", "occurred_at": "2026-03-05 10:00", "kind": "chat", "account_id": "b"}],
            "fx_rates": [{"date": "2026-01-01", "from_currency": "USD", "to_currency": "EUR", "rate": "0.75"}],
            "list_memberships": [{"list": "L", "account_id": "d", "valid_from": "2026-02-01"}],
            "opportunities": [
                DEALS[0] | {"amount": "1200"},
                DEALS[1] | {"status": "won", "closed_at": "2026-03-15"},
            ],
        }
    )
    found = compare_runs(
        Workspace(workspace.path), first, second, asked("target_accounts", "engaged_share", "new_revenue", "win_rate")
    )
    # New revenue: 1000 USD at 0.5 = 500. Deals first: 1200 USD at 0.5 + 500 EUR = 1100; then the rate: 900 + 500 = 1400.
    # Engaged share: 1/3; with account d on the list 1/4; with the late chat of b 2/4.
    assert causes(found) == {
        "target_accounts": {"list_changes": 1.0},
        "engaged_share": {"list_changes": pytest.approx(1 / 4 - 1 / 3), "late_touches": 0.25},
        "new_revenue": {"deals": 600.0, "rates": 300.0},
    }
    assert found.asked == 4
    assert found.reasons["late_touches"] == ("touches: 1 new or changed rows in 1 load",)
    for change in found.changed:
        assert sum(part.difference for part in change.parts) == pytest.approx(change.difference)


def test_what_happened_since_is_the_time_gone_by_and_no_restatement(workspace, build):
    first = build(FIRST)
    later = [{"touch_id": "t3", "occurred_at": "2026-04-02 10:00", "kind": "chat", "account_id": "c"}]
    second = build({"touches": later}, today=date(2026, 4, 3))
    found = compare_runs(workspace, first, second, asked("engaged_accounts", scope=Scope()))
    assert causes(found) == {"engaged_accounts": {"time": 1.0}}
    assert [str(change.before_asked.as_of) for change in found.changed] == ["2026-03-20"]
    assert compare_runs(workspace, first, second, asked("engaged_accounts")).changed == ()


def test_settings_are_the_definition(workspace, build):
    first = build(FIRST)
    set_figures(workspace, at_refresh=False, more="[engagement]\nlookback_days = 5")
    second = build()
    found = compare_runs(Workspace(workspace.path), first, second, asked("engaged_accounts"))
    assert causes(found) == {"engaged_accounts": {"definition": -1.0}}
    assert found.reasons["definition"] == ("engagement.lookback_days: 90 → 5",)


def test_a_kept_value_outlives_its_run_and_the_definition_it_was_made_with(workspace, build, monkeypatch):
    first = build(FIRST)
    before = compare_runs(workspace, first, first, asked("new_revenue"))
    assert before.changed == ()
    second = build({"opportunities": [DEALS[1] | {"status": "won", "closed_at": "2026-03-15"}]})
    monkeypatch.setattr(runs, "KEPT", 1)
    third = build({"costs": [{"cost_id": "1", "incurred_on": "2026-03-01", "amount": "7", "currency": "EUR"}]})
    assert runs.published(workspace) == (third,)
    import sqlite3

    with sqlite3.connect(workspace.data / "figures.sqlite") as connection:
        connection.execute("UPDATE figures SET value = 480 WHERE run = ? AND kpi = 'new_revenue'", [first])
    assert causes(compare_runs(workspace, first, third, asked("new_revenue"))) == {
        "new_revenue": {"definition": 20.0, "deals": 500.0}
    }
    assert causes(compare_runs(workspace, second, third, asked("new_revenue"))) == {}


def test_a_value_that_was_not_there_has_no_difference(workspace, build):
    first = build({name: rows for name, rows in FIRST.items() if name != "opportunities"})
    second = build({"opportunities": DEALS})
    found = compare_runs(workspace, first, second, asked("win_rate"))
    (change,) = found.changed
    assert (change.before.value, change.after.value, change.difference) == (None, 1.0, None)
    assert [(part.cause, part.before, part.after) for part in change.parts] == [("deals", None, 1.0)]


def test_runs_by_day(workspace, build):
    first = build(FIRST)
    second = build(today=date(2026, 4, 5))
    assert [run_on(workspace, date(2026, 4, day)) for day in (1, 4, 5, 9)] == [first, first, second, second]
    with pytest.raises(DataError, match="first was built on 2026-04-01"):
        run_on(workspace, date(2026, 3, 1))
    with pytest.raises(UsageError, match="no run 99"):
        compare_runs(workspace, first, 99)


def test_the_headline_figures_are_kept_at_the_refresh(workspace, build):
    set_figures(workspace, at_refresh=True, more="")
    text = (workspace.path / "assay.toml").read_text() + 'keys = ["target_accounts"]\n'
    (workspace.path / "assay.toml").write_text(text)
    first = build(FIRST)
    from assay.memory.kept import published

    kept = published(workspace, first)
    assert {(str(one.start), str(one.end), value.value) for one, value in kept.items()} == {
        ("2026-02-01", "2026-02-28", 3.0),
        ("2025-10-01", "2025-12-31", 0.0),
        ("2025-04-01", "2026-03-20", 3.0),
    }


def test_a_value_missing_on_the_way_waits_for_the_cause_that_brings_it_back():
    found = parts([5.0, None, 7.0, 7.5], ["accounts", "deals", "rates"])
    assert [(part.cause, part.difference) for part in found] == [("deals", Decimal(2)), ("rates", Decimal("0.5"))]


def test_parts_that_cancel_out_add_up_to_nothing():
    found = parts([1.0, 2.0, 1.0], ["deals", "rates"])
    assert sum(part.difference for part in found) == 0
    assert TODAY
