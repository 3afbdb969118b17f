"""The company's own pace, how far a programme is, and that every sentence is spoken in four languages."""

from __future__ import annotations

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import assay
from assay.errors import UsageError
from assay.languages import LANGUAGES, PLACE
from assay.metrics.scope import Scope
from assay.planning.cycle import company_cycle, needed_days
from assay.planning.expectations import maturity
from assay.planning.words import shown_share
from assay.settings import Settings
from assay.views.question import question
from support.company import company

TODAY = date(2026, 6, 30)
START = date(2026, 1, 1)
PARTS = ("comparison/velocity", "planning/expectations", "planning/words", "planning/holdout")


@pytest.fixture(scope="module")
def run():
    """Seven deals won after 40, 50, 60, 70, 80, 90, 100 days, each 20 days after the account first engaged.

    Ten accounts on a list: six since the year began, four for two months.
    """
    accounts = [{"account_id": f"a{n}", "name": f"A{n}"} for n in range(10)]
    lists = [
        {"list": "L", "account_id": f"a{n}", "valid_from": START if n < 6 else date(2026, 5, 1)} for n in range(10)
    ]
    companies = [{"account_id": f"x{n}", "name": f"X{n}"} for n in range(7)]
    deals, touches = [], []
    for place in range(7):
        opened = date(2025, 3, 1) + timedelta(days=place)
        deals.append(
            {
                "opportunity_id": f"o{place}",
                "account_id": f"x{place}",
                "created_at": opened,
                "closed_at": opened + timedelta(days=40 + 10 * place),
                "status": "won",
                "amount": 1,
            }
        )
        touches += [
            {
                "touch_id": f"t{place}-{days}",
                "account_id": f"x{place}",
                "kind": "chat",
                "occurred_at": opened - timedelta(days=days),
            }
            for days in (20, 5, 300)
        ]
    touches.append({"touch_id": "last", "account_id": "a0", "kind": "chat", "occurred_at": TODAY})
    tables = {
        "accounts": [*accounts, *companies],
        "list_memberships": lists,
        "opportunities": deals,
        "touches": touches,
    }
    return company(tables, today=TODAY)


def test_the_company_s_own_pace(run):
    """Half of the won deals took up to 70 days; a touch 300 days before a deal does not start it."""
    cycle = company_cycle(question(run))
    assert (cycle.deal_days, cycle.lead_days, cycle.deals, cycle.own) == (70, 20, 7, True)
    days = needed_days(run.settings, cycle)
    assert days["account_win_rate"] == days["deal_velocity"] == 90
    assert (days["opportunity_rate"], days["mqa_rate"], days["meetings_planned.held"]) == (30, 90, 30)


def test_without_deals_usual_cycles_stand_in():
    bare = company(
        {
            "accounts": [{"account_id": "a", "name": "A"}],
            "touches": [{"touch_id": "t", "account_id": "a", "kind": "chat", "occurred_at": TODAY}],
        }
    )
    cycle = company_cycle(question(bare))
    assert (cycle.deal_days, cycle.lead_days, cycle.own) == (120, 60, False)


def test_who_has_been_followed_long_enough(run):
    found = maturity(run)
    wins, meetings = found.of("account_win_rate"), found.of("meetings_planned.held")
    assert (wins.accounts, wins.followed, wins.share) == (10, 6, 0.6)
    assert wins.ripe_on == date(2026, 5, 1) + timedelta(days=90)
    assert wins.months_to_go == pytest.approx(1.0)
    assert not wins.is_ripe
    assert (meetings.followed, meetings.months_to_go, meetings.is_ripe) == (10, 0, True)
    assert found.of("win_rate.amount").kpi == "win_rate"
    assert found.of("pipeline") is None


def test_seen_from_an_earlier_day(run):
    early = maturity(run, Scope(as_of=date(2026, 2, 1))).of("account_win_rate")
    assert (early.accounts, early.followed) == (6, 0)
    assert early.ripe_on == START + timedelta(days=90)


def test_the_words(run):
    assert maturity(run).of("account_win_rate").sentence == (
        "6 of 10 accounts have been followed for the 90 days it takes here. "
        "An honest verdict can be given from 30 Jul 2026 on."
    )
    said = {maturity(run, language=language).of("win_rate").sentence for language in LANGUAGES}
    assert len(said) == 4


def test_everybody_has_no_entry(run):
    with pytest.raises(UsageError, match="no entry"):
        maturity(run, Scope(arm="all"))


def test_the_default_settings_of_mqa_are_read():
    cycle = type("C", (), {"deal_days": 10.0, "lead_days": 5.0})()
    assert needed_days(Settings.model_validate({"mqa": {"lookback_days": 45}}), cycle)["mqa_rate"] == 45


@pytest.mark.parametrize(("value", "shown"), [(0.0084, "0.8%"), (0.314, "31%"), (1.95, "195%"), (0.15, "15%")])
def test_small_shares_keep_a_decimal(value, shown):
    assert shown_share(value, "en") == shown


def sentences() -> list[str]:
    """Every text that these modules hand to a translator."""
    found = []
    for part in PARTS:
        source = Path(assay.__file__).parent / f"{part}.py"
        for node in ast.walk(ast.parse(source.read_text("utf-8"))):
            if isinstance(node, ast.Call) and name_of(node.func) in ("gettext", "t", "ngettext"):
                found += [argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant)]
    return found


def name_of(function: ast.expr) -> str | None:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", None)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_sentence_is_translated_and_no_other(language):
    with (PLACE / language / "expectations.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalog if message.id}
    assert len(known) > 20
    assert known == set(sentences())
