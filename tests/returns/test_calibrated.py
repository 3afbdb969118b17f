"""Attributed money scaled to what was measured: only where a verdict says that there is something."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from assay.errors import UsageError
from assay.metrics.scope import Scope
from assay.returns import calibrated as module
from assay.returns.calibrated import calibrated

LIFT = SimpleNamespace(
    difference=50.0, low=10.0, high=90.0, verdict="higher", design="matched", sentence="Nothing is known yet.",
    abm=SimpleNamespace(accounts=20), as_of=date(2026, 1, 1),
)  # fmt: skip
WON = SimpleNamespace(outcome="won", amount=Decimal(4000), currency="EUR")


@pytest.fixture
def measured(monkeypatch):
    """Sets what the comparison of new revenue says, and from when money can be judged."""

    def said(due: date | None = None, **changes):
        lift = SimpleNamespace(**{**vars(LIFT), **changes})
        monkeypatch.setattr(module, "best_against", lambda *_: "control")
        monkeypatch.setattr(module, "compare", lambda *_, **__: lift)
        monkeypatch.setattr(module, "waits_until", lambda *_: due)
        return calibrated(None, Scope(), WON, "en")

    return said


def test_credits_scaled_to_the_lift_add_up_to_it(measured):
    found = measured()
    assert (found.revenue, found.low, found.high, found.factor) == (1000.0, 200.0, 1800.0, 0.25)
    assert "which channel brought it is not measured" in found.sentence


@pytest.mark.parametrize("verdict", ["cannot_tell_yet", "not_an_effect", "no_difference_seen", "lower"])
def test_nothing_is_scaled_where_nothing_is_shown(measured, verdict):
    found = measured(verdict=verdict)
    assert found.factor is None
    assert "Nothing is known yet." in found.sentence


def test_nothing_is_scaled_before_money_can_be_judged(measured):
    found = measured(due=date(2026, 6, 1))
    assert found.factor is None
    assert "2026" in found.sentence


def test_only_money_that_was_won_is_scaled():
    opened = SimpleNamespace(**{**vars(WON), "outcome": "opportunities"})
    with pytest.raises(UsageError, match="--calibrated"):
        calibrated(None, Scope(), opened, "en")
