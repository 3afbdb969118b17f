"""Accounts, deals, lists and the diagnosis, on companies small enough to be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assay.errors import UsageError
from assay.kpis import find
from assay.metrics.answers import answer
from assay.metrics.scope import Scope, parse_filter
from assay.store.runs import Run
from assay.views.account import account
from assay.views.accounts import accounts
from assay.views.deals import deals
from assay.views.diagnosis import missing_roles, speed_on_mqa, speed_on_spikes, stalls
from assay.views.lists import compare_lists
from assay.views.question import bare_figure, question
from metrics.cases import about, by_account, deal, gather, listed, person, touch, won

YEAR = Scope(start=date(2025, 1, 1), end=date(2025, 12, 31))


@pytest.fixture(scope="module")
def run() -> Run:
    return gather(
        about(
            "a",
            listed("2025-01-01", tier="1"),
            listed("2025-01-01", list="Second"),
            person("a1", buying_role="champion", first_name="Ann", last_name="Archer"),
            person("a2", buying_role="user"),
            person("a3", buying_role="user", first_name="Otto", objected_at="2025-06-01"),
            person("a4", first_name="Bea", left_at="2025-06-01"),
            touch("2025-11-11", person_id="a1", user_id="u"),
            touch("2025-12-11", "download", person_id="a1"),
            touch("2025-12-21", "email_bounced"),
            deal("2025-03-01", ("Talk", "2025-03-01"), ("Offer", "2025-04-01"), approach="abm"),
            owner_id="u",
        ),
        about("b", listed("2025-02-01", tier="2"), touch("2025-01-05", "call"), deal("2025-03-01", approach="inbound")),
        about("c", listed("2025-02-01", list="Second"), industry="Software"),
        about("outside", deal("2025-03-01")),
        *(about(f"w{n}", won("2024-01-03", "2024-02-03", ("Offer", "2024-01-03"))) for n in range(5)),
        users=[{"user_id": "u", "name": "Uma", "team": "sales"}],
    )


def test_accounts_of_a_scope(run: Run) -> None:
    found = accounts(run, YEAR)
    assert [row.account_id for row in found.accounts] == ["a", "b", "c"]
    a, b, c = found.accounts
    assert (a.name, a.tier, a.stage, a.engaged, a.owner) == ("a", "1", "opportunity", True, "Uma")
    # The chat 5 minutes and the download 5, both at half weight; the download lies in the last 30 days.
    assert (a.minutes, a.minutes_change) == (5.0, 2.5)
    # Of decision maker, two influencers and champion, the champion is there.
    assert a.coverage == pytest.approx(1 / 3)
    assert (a.pipeline, str(a.last_touch_on)) == (1000.0, "2025-12-21")
    assert (b.engaged, b.minutes, str(b.last_touch_on)) == (False, 0.0, "2025-01-05")
    assert (c.stage, c.stage_before, c.pipeline, c.last_touch_on) == ("target", "target", 0.0, None)


def test_accounts_sorted_limited_and_filtered(run: Run) -> None:
    assert [row.account_id for row in accounts(run, YEAR, sort="last_touch_on", limit=2).accounts] == ["a", "b"]
    assert accounts(run, YEAR, limit=1).of == 3
    software = replace(YEAR, where=(parse_filter("industry = Software"),))
    assert [row.account_id for row in accounts(run, software).accounts] == ["c"]
    with pytest.raises(UsageError, match="no column 'nam'"):
        accounts(run, YEAR, sort="nam")
    with pytest.raises(UsageError, match="no dimension 'stage'"):
        accounts(run, replace(YEAR, where=(parse_filter("stage = Talk"),)))


def test_one_account(run: Run) -> None:
    found = account(run, "a", YEAR)
    assert (found.account["stage"], found.account["owner"]) == ("opportunity", "Uma")
    assert [(role.role, role.wanted, role.found, role.missing) for role in found.roles] == [
        ("decision_maker", 1, 0, 1),
        ("influencer", 2, 0, 2),
        ("champion", 1, 1, 0),
    ]
    # Neither who objected nor who left.
    assert [(p["person_id"], p["name"], p["touches"]) for p in found.people] == [
        ("a1", "Ann Archer", 2),
        ("a2", None, 0),
    ]
    assert [row["kind"] for row in found.touches] == ["email_bounced", "download", "chat"]
    assert (found.touches[2]["user"], found.touches[2]["team"], found.touches[2]["minutes"]) == ("Uma", "sales", 2.5)
    (row,) = found.deals
    assert (row["stage"], row["days_per_stage"]) == ("Offer", {"Talk": 31, "Offer": 274})
    # Five deals were won after 31 days in Offer.
    assert row["stalled"] is True
    assert [(s["score"], s["value"]) for s in found.scores] == [
        ("engagement_minutes", 5.0),
        ("engaged: any_interaction", True),
        ("mqa", False),
    ]
    assert found.scores[0]["reasons"] == ["1 × chat: 2.5 min", "1 × download: 2.5 min"]
    assert [(row["list"], row["tier"], str(row["valid_from"])) for row in found.lists] == [
        ("Second", None, "2025-01-01"),
        ("Target", "1", "2025-01-01"),
    ]
    assert [(str(move["on"]), move["to"]) for move in found.moves] == [
        ("2025-01-01", "target"),
        ("2025-04-01", "opportunity"),
    ]


def test_who_objected_appears_nowhere(run: Run) -> None:
    assert "Otto" not in str(account(run, "a", YEAR).to_json())
    assert "a3" not in str(account(run, "a", YEAR).to_json())


def test_an_account_off_the_list_is_shown_without_a_stage(run: Run) -> None:
    found = account(run, "outside", YEAR)
    assert (found.account["stage"], found.moves, len(found.deals)) == (None, (), 1)


def test_an_unknown_account_names_the_nearest(run: Run) -> None:
    with pytest.raises(UsageError) as caught:
        account(run, "outsid", YEAR)
    assert caught.value.hint == "Did you mean 'outside' (outside)?"


def test_open_deals_and_who_looks_after_them(run: Run) -> None:
    found = deals(run, YEAR)
    rows = {deal.account_id: deal for deal in found.deals}
    assert set(rows) == {"a", "b"}
    a, b = rows["a"], rows["b"]
    # The bounced mail is no touch; of the champion and the user, the champion was reached.
    assert (a.touches, a.people_touched, a.key_people, a.days_since_touch) == (2, 1, 2, 20)
    assert (a.stage, a.days_in_stage, a.usual_days, a.stalled) == ("Offer", 274, 31.0, True)
    assert (b.touches, b.days_since_touch, b.stalled) == (0, 360, None)
    assert [deal.account_id for deal in found.untouched] == ["b"]


def test_deal_coverage_is_the_share_of_open_deals_touched_of_late(run: Run) -> None:
    found = answer(run, "deal_coverage", YEAR)
    assert (found.id, found.total.numerator, found.total.denominator) == ("P03", 1.0, 2.0)
    assert by_account(run, "deal_coverage") == {"a": 1.0, "b": 0.0}


def test_lists_side_by_side_count_an_account_on_two_once(run: Run) -> None:
    found = compare_lists(run, YEAR, ["target_accounts", "O07"])
    assert found.columns == ("Second", "Target")
    targets, pipeline = found.lines
    assert {name: one.value for name, one in targets.figures.items()} == {"Second": 2.0, "Target": 2.0}
    assert (targets.total.value, found.overlap) == (3.0, 1)
    assert (pipeline.figures["Second"].value, pipeline.total.value) == (1000.0, 2000.0)


def test_approaches_stand_beside_the_time_before_the_programme(run: Run) -> None:
    found = compare_lists(run, YEAR, ["opportunities_created"], by="approach")
    (line,) = found.lines
    assert {name: one.value for name, one in line.figures.items()} == {"abm": 1.0, "inbound": 1.0}
    # The list starts on 1 January 2025: a year before it, five deals were opened.
    assert found.before == (date(2024, 1, 2), date(2024, 12, 31))
    assert line.before is not None
    assert line.before.value == 5.0


def test_approaches_of_the_catalogue_are_deals_by_approach(run: Run) -> None:
    found = answer(run, "P10", YEAR)
    assert {row.by["approach"]: row.figure.value for row in found.rows} == {"abm": 1.0, "inbound": 1.0}


def test_a_kpi_without_the_dimension_is_an_error(run: Run) -> None:
    with pytest.raises(UsageError, match="no dimension 'approach'"):
        compare_lists(run, YEAR, ["target_accounts"], by="approach")
    with pytest.raises(UsageError, match="Cannot compare by 'tire'"):
        compare_lists(run, YEAR, by="tire")


def test_a_stricter_preset_finds_fewer_engaged_accounts(run: Run) -> None:
    found = {
        preset: bare_figure(question(run, replace(YEAR, engaged=preset)), find("engaged_share")).value
        for preset in ("any_interaction", "minutes_10")
    }
    # Of three accounts one has touches of late, worth 5 minutes.
    assert found == {"any_interaction": pytest.approx(1 / 3), "minutes_10": 0.0}


def test_roles_missing_most_often(run: Run) -> None:
    found = missing_roles(question(run, YEAR))
    assert [(one.role, one.lacking, one.of) for one in found] == [
        ("decision_maker", 3, 3),
        ("influencer", 3, 3),
        ("champion", 2, 3),
    ]


def test_where_deals_stall(run: Run) -> None:
    first, second = stalls(run, YEAR)
    assert (first.stage, first.stalled, first.open) == ("Offer", 1.0, 1)
    assert (second.stage, second.stalled, second.open) == (None, None, 1)


def test_speed_of_sales_on_the_signal() -> None:
    views = [touch(f"2025-06-{day:02}", "page_view") for day in (2, 3, 4)]  # the week that ends on Sunday 8 June
    run = gather(
        about("fast", listed("2025-01-01"), *views, touch("2025-06-05", "call"), touch("2025-06-11", "call")),
        about("slow", listed("2025-01-01"), *views, touch("2025-07-08", "mail_out")),
        about("only answered by itself", listed("2025-01-01"), *views, touch("2025-06-20", "mail_in")),
        about("no signal", listed("2025-01-01"), touch("2025-06-02", "page_view")),
    )
    found = speed_on_spikes(run, YEAR)
    # 3 and 30 days; the call before the week's end is no answer to it.
    assert (found.signals, found.none, found.median_days, found.censored_median_days) == (3, 1, 16.5, 30.0)


def test_speed_from_the_mqa_day_counts_the_day_itself_as_zero() -> None:
    run = gather(
        about(
            "m",
            listed("2025-01-01"),
            person("p", seniority="manager"),
            person("q", seniority="manager"),
            touch("2025-03-01", "event_attended", person_id="p"),
            touch("2025-03-02", "event_attended", person_id="q"),
            touch("2025-03-02", "mail_out"),
        )
    )
    found = speed_on_mqa(question(run, YEAR))
    assert (found.signals, found.none, found.median_days) == (1, 0, 0.0)
