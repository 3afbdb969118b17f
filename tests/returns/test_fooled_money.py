"""Money that could be made to look like a return, or like none: windows, currencies, lifts that are no finding."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from assay.metrics.answer import Figure
from assay.returns import money as module
from assay.returns.money import money, waits_until
from assay.returns.result import Range
from assay.returns.rollout import lift_of, rollout
from metrics.cases import cost, gather
from returns.programme import SETTINGS, YEAR, accounts, programme, south, spent


def test_a_window_that_ends_too_early_waits_whatever_the_as_of_day() -> None:
    """Six weeks after launch nothing has closed; that a year has passed since changes nothing of this window."""
    found = money(programme(), replace(YEAR, end=date(2025, 2, 12), as_of=date(2025, 12, 31)))
    assert found.roi.value is None
    assert found.verdict_on is not None
    assert found.verdict_on > date(2025, 2, 12)
    assert "cannot be told yet" in found.sentences[0]


def test_a_lot_that_switched_a_list_off_counts_from_its_draw_on(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(module, "first_honest_verdict", lambda *_, **how: asked.update(how))
    found: Any = SimpleNamespace(comparison="holdout", drawn_since=date(2025, 9, 1), followed_until=date(2025, 10, 1))
    assert waits_until(None, YEAR, found) is None  # type: ignore[arg-type]
    assert asked == {"against": "holdout", "since": date(2025, 9, 1)}


def test_cost_in_a_currency_without_a_rate_makes_no_return() -> None:
    costs = [*spent(("people", 900)), {**spent(("media", 90_000))[0], "cost_id": "usd", "currency": "USD"}]
    run = gather(
        *accounts("a", 20, 14, "abm"), *accounts("c", 20, 2, "control"), *south(), costs=costs, settings=SETTINGS
    )
    found = money(run, YEAR)
    assert (found.cost.value, found.roi.value, found.attributed_roi.value) == (900, None, None)
    assert found.revenue.value is not None
    assert any("what was spent is not known" in said for said in found.sentences)
    case = rollout(run, YEAR, to="region=South")
    assert (case.cost_per_account, case.net.value) == (None, None)


def test_deals_without_any_amount_have_no_attributed_return() -> None:
    """All that was won is worth nothing on paper: that is no return of minus one hundred per cent."""
    free = [
        replace(one, row={**one.row, "amount": 0}) if one.table == "opportunities" else one
        for part in (*accounts("a", 20, 8, "abm"), *accounts("c", 20, 2, "control"))
        for one in part
    ]
    found = money(gather(free, costs=spent(("people", 900)), settings=SETTINGS), YEAR)
    assert (found.roi.value, found.attributed_roi.value) == (None, None)
    assert "have no amount" in found.sentences[-1]


def test_a_roll_out_never_pays_by_a_lift_that_is_no_finding() -> None:
    """8 of 20 against 2 of 20 is no verdict at this look: the lift is told as no finding, and nothing would pay by it."""
    case = rollout(programme(), YEAR, to="region=South", cost_per_account=1.0)
    assert case.comparison is not None
    assert case.comparison.verdict == "cannot_tell_yet"
    assert any(said.startswith("The lift that was measured is no finding") for said in case.sentences)
    sure = replace(case, net_at_every_look=Range(10.0, 5.0, 15.0))
    assert sure.pays == "cannot_tell"
    assert replace(sure, comparison=replace(case.comparison, verdict="higher")).pays == "paid"
    assert replace(case, net_at_every_look=Range(-10.0, -15.0, -5.0)).pays == "not_paid"


def test_a_lift_at_every_look_is_as_wide_as_the_look_asks() -> None:
    compared: Any = SimpleNamespace(
        trustworthy=True, difference=0.1, low=0.02, high=0.18, against=SimpleNamespace(value=0.2),
        extra={"sequential": {"low": -0.04, "high": 0.24}},
    )  # fmt: skip
    assert lift_of(compared).low == pytest.approx(0.1)
    assert lift_of(compared, at_every_look=True).low == pytest.approx(-0.2)


def test_a_lift_on_nobody_is_no_lift() -> None:
    run = gather(*accounts("a", 20, 14, "abm"), *accounts("c", 40, 0, "control"), *south(), settings=SETTINGS)
    case = rollout(run, YEAR, to="region=South", cost_per_account=1.0)
    assert case.lift.value is None
    assert any("none of the comparison accounts won" in said for said in case.sentences)


def test_unconverted_rows_are_counted() -> None:
    assert module.unconverted(Figure(1.0, 1.0, None, 1, extra={"left_out": {"unconverted": 2}})) == 2
    assert cost("2025-01-01", 1.0).row["currency"] == "EUR"
