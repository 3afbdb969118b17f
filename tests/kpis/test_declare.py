"""A KPI declared wrongly is an error when its module is imported, and says what is wrong."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assay import kpis
from assay.errors import DefinitionError
from assay.kpis import target
from assay.kpis.declare import (
    KPI,
    AccountEvents,
    Accounts,
    Costs,
    Count,
    Deals,
    Measure,
    Ratio,
    Sessions,
    Share,
    Sum,
    Text,
    Touches,
)

WORDS = Text("a", "b", "c", "d")


def declare(measure: Measure, **more: Any) -> KPI:
    told = {"id": "Z01", "key": "tried", "group": "target", "seeds": "A", "clock": "flow", "unit": "deals"}
    texts = dict.fromkeys(("name", "question", "formula", "caveat"), WORDS)
    return KPI(**{**told, **texts, "direction": "up", "measure": measure, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("measure", "clock"),
    [
        (Count(Accounts("target")), "flow"),
        (Count(Deals("open")), "flow"),
        (Count(Deals("closed")), "stock"),
        (Count(Touches()), "stock"),
        (Count(AccountEvents("won")), "stock"),
        (Ratio(Costs(), lambda c: c.amount, over=Accounts("target")), "flow"),
    ],
)
def test_a_clock_that_the_rows_do_not_have(measure, clock):
    with pytest.raises(DefinitionError, match=f"tried: a {clock} figure cannot be made of"):
        declare(measure, clock=clock)


def test_targeted_accounts_are_a_window_of_either_clock():
    assert declare(Count(Accounts("targeted")), clock="stock").clock == "stock"
    assert declare(Count(Accounts("targeted")), clock="flow").clock == "flow"


@pytest.mark.parametrize(
    ("measure", "dimension"),
    [
        (Count(Deals("created")), "channel"),  # a deal has many touches
        (Count(Deals("created")), "role"),
        (Count(AccountEvents("won")), "stage"),  # an account has many deals
        (Count(Sessions()), "seniority"),
        (Sum(Costs(), lambda c: c.amount), "approach"),
        (Count(Touches()), "nonsense"),
    ],
)
def test_a_dimension_that_multiplies_or_loses_rows(measure, dimension):
    with pytest.raises(DefinitionError, match=f"tried: '{dimension}' would multiply or lose rows"):
        declare(measure, default_by=(dimension,))


def test_a_ratio_has_the_dimensions_of_both_sides():
    costs_per_deal = Ratio(Costs(), lambda c: c.amount, over=Deals("created"))
    assert "stage" not in costs_per_deal.dimensions
    assert {"tier", "account", "list"} <= set(costs_per_deal.dimensions)
    with pytest.raises(DefinitionError, match="'stage' would multiply"):
        declare(costs_per_deal, default_by=("stage",))


def test_two_grains_in_one_measure():
    @dataclass(frozen=True)
    class Both(Count):
        @property
        def bases(self):
            return (Deals("created"), Touches())

    with pytest.raises(DefinitionError, match=r"tried: one measure, two grains \(deal, touch\); declare a Ratio"):
        declare(Both(Deals("created")))
    assert declare(Ratio(Touches(), lambda t: t.quantity, over=Deals("created"))).key == "tried"


def test_a_column_that_cannot_be_attached():
    with pytest.raises(DefinitionError, match="'engagd' cannot be attached"):
        Accounts("target", attach=("engagd",))


WRONG = """
from assay.kpis.declare import KPI, Accounts, Count, Text
words = Text("a", "b", "c", "d")
wrong = KPI(id="Z01", key="wrong", group="target", seeds="A", clock="flow", unit="accounts", direction="up",
            measure=Count(Accounts("target")), name=words, question=words, formula=words, caveat=words)
"""


def test_the_error_comes_with_the_import(tmp_path: Path):
    path = tmp_path / "wrong.py"
    path.write_text(WRONG)
    spec = importlib.util.spec_from_file_location("wrong", path)
    assert spec
    assert spec.loader
    with pytest.raises(DefinitionError, match="wrong: a flow figure cannot be made of stock rows"):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_a_key_of_two_kpis(monkeypatch):
    monkeypatch.setattr(target, "KPIS", (*target.KPIS, target.KPIS[0]))
    with pytest.raises(DefinitionError, match="target_accounts is declared twice"):
        kpis._catalogue()


def test_a_group_that_does_not_exist(monkeypatch):
    monkeypatch.setattr(target, "KPIS", (declare(Count(Deals("created")), group="targets"),))
    with pytest.raises(DefinitionError, match="tried: 'targets' is no group"):
        kpis._catalogue()


def test_a_variant_changes_what_it_says_and_keeps_the_rest():
    kpi = declare(Count(Deals("created")))
    variant = kpi.variant("won", measure=Share(Deals("closed"), hit=lambda d: d.status == "won"))
    assert (variant.key, variant.id, variant.clock) == ("tried.won", "Z01", "flow")
    with pytest.raises(DefinitionError, match=r"tried\.open: a flow figure"):
        kpi.variant("open", measure=Count(Deals("open")))
