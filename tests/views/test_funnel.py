"""The funnel as a history: golden cases, the identities with the KPIs, and what makes an account move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assay.engine.compile import to_sql
from assay.metrics.answers import answer
from assay.metrics.context import Context
from assay.metrics.scope import Scope
from assay.store.runs import Run
from assay.views.funnel import funnel, moves, stays_on, worst_step_sentence
from assay.views.question import question
from assay.views.split import funnel_split
from assay.views.stages import STAGES, claims, spells
from metrics.cases import about, contract, deal, gather, listed, lost, person, touch, won
from support.agreement import both

YEAR = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31))


def stage_on(run: Run, scope: Scope | None, day: date) -> dict[str, str]:
    """The stage of each account of the scope at the end of a day, as it was known then."""
    return {account: stage for stage in STAGES for account in stays_on(run, scope, day, stage)}


@pytest.fixture(scope="module")
def run() -> Run:
    return gather(
        # Engaged from 1 February for 90 days, that is up to 1 May; again from 20 December.
        about("falls back and comes again", listed("2025-01-10"), touch("2025-02-01"), touch("2025-12-20")),
        about("won", listed("2025-01-01", tier="1"), touch("2025-02-01"), won("2025-03-01", "2025-05-01")),
        about("won and moved off", listed("2025-01-01", "2025-05-01"), won("2025-03-01", "2025-05-01")),
        about("lost", listed("2025-01-01"), touch("2025-02-01"), lost("2025-02-15", "2025-04-01")),
        about("taken off with an open deal", listed("2025-01-01", "2025-06-01"), deal("2025-02-01")),
        about("re-entry", listed("2025-01-01", "2025-03-01"), listed("2025-07-01"), deal("2025-02-01")),
        about(
            "renewed higher",
            listed("2024-01-01"),
            won("2024-02-01", "2024-03-01"),
            contract("2024-03-01", "2025-02-28", annual_value=100, renewal="renewed"),
            contract("2025-03-01", "2026-02-28", annual_value=120),
        ),
        about(
            "renewed alike",
            listed("2024-01-01"),
            contract("2024-03-01", "2025-02-28", annual_value=100, renewal="renewed"),
            contract("2025-03-01", "2026-02-28", annual_value=100),
        ),
        about(
            "expanded by a deal",
            listed("2024-01-01"),
            contract("2024-03-01"),
            won("2025-05-01", "2025-06-01", type="expansion"),
        ),
        about("churned", listed("2024-01-01"), contract("2024-03-01", "2025-06-30", renewal="churned")),
        about("customer at entry, gone since", listed("2025-01-01"), contract("2024-01-01", "2025-06-30")),
        about("never on a list", touch("2025-02-01")),
    )


def dated(run: Run, account: str, scope: Scope = YEAR, **more: Any) -> list[tuple[str, str | None, str | None]]:
    found = moves(run, scope, account, **more)
    return [(str(move.happened_on), move.left, move.entered) for move in found]


def test_an_account_falls_back_when_it_falls_silent_and_comes_again(run: Run) -> None:
    assert dated(run, "falls back and comes again") == [
        ("2025-01-10", None, "target"),
        ("2025-02-01", "target", "engaged"),
        ("2025-05-02", "engaged", "target"),
        ("2025-12-20", "target", "engaged"),
    ]


def test_one_stage_at_a_time_and_the_highest_wins(run: Run) -> None:
    assert dated(run, "won")[-2:] == [
        ("2025-03-01", "engaged", "opportunity"),
        ("2025-05-01", "opportunity", "customer"),
    ]


def test_a_winner_moved_off_the_list_on_signing_stays_a_customer(run: Run) -> None:
    assert dated(run, "won and moved off")[-1] == ("2025-05-01", "opportunity", "customer")


def test_a_lost_deal_leads_back_to_what_still_holds(run: Run) -> None:
    assert dated(run, "lost")[2:] == [
        ("2025-02-15", "engaged", "opportunity"),
        ("2025-04-01", "opportunity", "engaged"),
        ("2025-05-02", "engaged", "target"),
    ]


def test_who_is_taken_off_the_list_leaves_the_funnel(run: Run) -> None:
    assert dated(run, "taken off with an open deal")[-1] == ("2025-06-01", "opportunity", None)


def test_a_deal_of_an_earlier_entry_does_not_count_after_the_re_entry(run: Run) -> None:
    assert dated(run, "re-entry")[1:] == [
        ("2025-02-01", "target", "opportunity"),
        ("2025-03-01", "opportunity", None),
        ("2025-07-01", None, "target"),
    ]


@pytest.mark.parametrize(
    ("account", "day", "stage"),
    [
        ("renewed higher", "2025-02-28", "customer"),
        ("renewed higher", "2025-03-01", "expanded"),
        ("renewed alike", "2025-02-28", "customer"),
        ("renewed alike", "2025-03-01", "retained"),
        ("expanded by a deal", "2025-05-31", "customer"),
        ("expanded by a deal", "2025-06-01", "expanded"),
        ("churned", "2025-06-30", "customer"),
        ("churned", "2025-07-01", "target"),
        ("customer at entry, gone since", "2025-06-30", "customer"),
        ("customer at entry, gone since", "2025-07-01", None),
        ("never on a list", "2025-02-01", None),
    ],
)
def test_stage_on_a_day(run: Run, account: str, day: str, stage: str | None) -> None:
    assert stage_on(run, YEAR, date.fromisoformat(day)).get(account) == stage


def test_counts_moves_conversion_and_days(run: Run) -> None:
    found = funnel(run, YEAR)
    by = {row.stage: row for row in found.stages}
    # At the end: re-entry, lost, churned back in target; "falls back" engaged again; four customers and above.
    assert {stage: row.accounts for stage, row in by.items()} == {
        "target": 3,
        "engaged": 1,
        "opportunity": 0,
        "customer": 2,
        "retained": 1,
        "expanded": 2,
    }
    engaged = by["engaged"]
    # Entered: falls back (twice), won, lost (twice). Forward: won, lost. Back: falls back, lost.
    assert (engaged.entered, engaged.forward, engaged.back, engaged.left) == (5, 2, 2, 0)
    # Of the three accounts that entered it, "won" and "lost" went on to an opportunity.
    assert (engaged.advanced, engaged.of) == (2, 3)
    # Stays that ended: 90, 28, 14 and 31 days.
    assert (engaged.ended, engaged.median_days) == (4, 29.5)
    # Back: falls back, lost (to engaged, to target), churned.
    assert found.moved_back == 3


def test_what_stood_there_plus_what_came_less_what_went_stands_there(run: Run) -> None:
    for row in funnel(run, Scope(start=date(2025, 2, 1), end=date(2025, 6, 30))).stages:
        assert row.before + row.entered - row.forward - row.back - row.left == row.accounts, row.stage


def test_nothing_after_the_as_of_day_is_visible(run: Run) -> None:
    early = Scope(start=date(2025, 1, 1), end=date(2025, 3, 31))
    assert dated(run, "won", early)[-1] == ("2025-03-01", "engaged", "opportunity")


def test_a_cohort_tells_who_ever_got_how_far(run: Run) -> None:
    scope = Scope(
        start=date(2025, 1, 1), end=date(2025, 1, 31), as_of=date(2025, 12, 31), mode="cohort", follow_days=180
    )
    found = funnel(run, scope)
    by = {row.stage: row for row in found.cohort}
    # Six entered in January and were no customers then; all but "falls back" had an opportunity within 180 days.
    assert (by["target"].reached, by["target"].of) == (6, 6)
    assert by["engaged"].reached == 6
    assert by["opportunity"].reached == 5
    # Days from entry: won 59, won and moved off 59, lost 45, taken off 31, re-entry 31.
    assert by["opportunity"].median_days == 45
    assert (by["customer"].reached, by["customer"].median_days) == (2, 120)
    assert found.immature == 0


def test_mqa_is_a_stage_where_it_is_asked_for() -> None:
    run = gather(
        about(
            "a",
            listed("2025-01-01"),
            person("p", seniority="manager"),
            person("q", seniority="manager"),
            touch("2025-03-01", "meeting_held", person_id="p", seconds=3000),
            touch("2025-03-02", "meeting_held", person_id="q", seconds=3000),
        )
    )
    # 50 minutes each; from 2 March on both; the first falls out of the 90 days after 29 May.
    assert dated(run, "a", mqa=True) == [
        ("2025-01-01", None, "target"),
        ("2025-03-01", "target", "engaged"),
        ("2025-03-02", "engaged", "mqa"),
        ("2025-05-30", "mqa", "engaged"),
        ("2025-05-31", "engaged", "target"),
    ]
    assert [row.stage for row in funnel(run, YEAR).stages].count("mqa") == 0


def test_a_tier_chooses_accounts(run: Run) -> None:
    found = funnel(run, replace(YEAR, tiers=("1",)))
    assert {row.stage: row.accounts for row in found.stages if row.accounts} == {"customer": 1}


def members(run: Run, key: str, scope: Scope) -> set[str]:
    rows = answer(run, key, scope, rows=True).detail or ()
    return {row["account_id"] for row in rows if row["left_out"] is None and row["numerator"]}


@pytest.mark.parametrize(("seed", "more"), [(1, {}), (2, {"arm": "rest"}), (1, {"roll_up": True})])
def test_stages_agree_with_the_kpis(seed: int, more: dict[str, Any]) -> None:
    run, _ = both(seed)
    for day in (date(2025, 9, 17), date(2025, 12, 31)):
        scope = Scope(start=day, end=day, as_of=day, **more)
        stages = stage_on(run, scope, day)
        customers = {a for a, stage in stages.items() if stage in ("customer", "retained", "expanded")}
        rows = answer(run, "customer_intent_surge.share", scope, rows=True).detail or ()
        assert customers == {row["account_id"] for row in rows}
        targets = members(run, "target_accounts", scope)
        assert set(stages) - customers == targets - customers
        with_deal = members(run, "accounts_with_opportunity.open", scope) - customers
        assert with_deal == {a for a, stage in stages.items() if stage == "opportunity"}
        engaged = members(run, "engaged_accounts", scope)
        assert engaged - customers - with_deal == {a for a, stage in stages.items() if stage == "engaged"}


def test_every_preset_agrees_with_engaged_accounts() -> None:
    run, _ = both(3)
    day = date(2025, 12, 31)
    for preset in run.settings.presets():
        scope = Scope(start=day, end=day, as_of=day, engaged=preset)
        stages = stage_on(run, scope, day)
        higher = {a for a, stage in stages.items() if stage not in ("target", "engaged")}
        expected = members(run, "engaged_accounts", scope) - higher
        assert expected == {a for a, stage in stages.items() if stage == "engaged"}, preset


def test_the_relations_compile_for_spark(run: Run) -> None:
    context = Context.of(question(run, YEAR).shape)
    assert "claims" in to_sql(spells(context), "pyspark")
    assert "membership_spells" in to_sql(claims(context, True), "pyspark")


@pytest.mark.parametrize("by", ["tier", "list", "industry"])
def test_a_part_of_the_split_is_what_the_filter_shows(run: Run, by: str) -> None:
    """Trap: figures side by side that are not those of the page behind them."""
    found = funnel_split(run, YEAR, by, "en")
    assert found.parts or by == "industry"
    for one in found.parts:
        assert one.stages == funnel(run, one.part.scope).stages
    assert found.whole == funnel(run, YEAR)


def test_accounts_stand_in_a_stage_since_the_day_they_came(run: Run) -> None:
    found = stays_on(run, YEAR, date(2025, 12, 31), "engaged")
    assert found["falls back and comes again"] == date(2025, 12, 20)
    assert set(found) == {name for name, stage in stage_on(run, YEAR, date(2025, 12, 31)).items() if stage == "engaged"}


def test_the_worst_step_is_not_told_of_few(run: Run) -> None:
    stages = funnel(run, YEAR).stages
    assert worst_step_sentence(stages, 1, "en").startswith("The fewest accounts go on from “")
    assert worst_step_sentence(stages, 100, "en") == "Too few accounts moved to say where they stop"
