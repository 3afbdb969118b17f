"""Rules 9, 10 and 14: what stands in an answer, and that totals are never sums of groups."""

from __future__ import annotations

import json

import pytest

from metrics.cases import about, ask, deal, gather, groups, listed, lost, total, touch, won

SINCE_JANUARY = listed("2025-01-01")


@pytest.fixture(scope="module")
def company():
    """Three of four closed deals won, for 1000, 3000 and 8000 after 10, 20 and 60 days."""
    return gather(
        about("a", listed("2025-01-01", tier="1"), won("2025-02-01", "2025-02-11"), touch("2025-02-01"), industry="Software"),
        about("b", listed("2025-01-01", tier="2"), won("2025-02-01", "2025-02-21", amount=3000), listed("2025-01-01", list="B")),
        about("c", SINCE_JANUARY, won("2025-02-01", "2025-04-02", amount=8000), industry="Software"),
        about("d", SINCE_JANUARY, lost("2025-02-01", "2025-05-01")),
        about("e", SINCE_JANUARY, deal("2025-02-01"), touch("2025-02-01")),
    )  # fmt: skip


def test_a_count_has_no_denominator(company):
    found = total(company, "accounts_won")
    assert (found.value, found.numerator, found.denominator, found.n) == (3, 3, None, 3)
    assert (found.low, found.high) == (None, None)


def test_a_mean_has_its_sum_and_its_cases(company):
    found = total(company, "deal_velocity")
    assert (found.value, found.numerator, found.denominator, found.n) == (30, 90, 3, 3)
    assert found.extra["median"] == 20
    assert (found.low, found.high, found.extra["no_interval"]) == (None, None, "few_accounts")


def test_a_share_carries_its_wilson_interval(company):
    """3 of 4: (3/4 + z²/8 ± z √(3/64 + z²/64)) / (1 + z²/4) with z = 1.96."""
    found = total(company, "win_rate")
    assert (found.value, found.numerator, found.denominator, found.n) == (0.75, 3, 4, 4)
    assert (found.low, found.high) == (pytest.approx(0.3006, abs=1e-4), pytest.approx(0.9544, abs=1e-4))
    assert found.extra["small_n"] is True


def test_intervals_are_those_of_accounts_and_the_same_every_time():
    """Twelve accounts won 1 to 12 thousand, the last of them twice: twelve cases, not thirteen."""
    accounts = [about(f"a{n}", SINCE_JANUARY, won("2025-02-01", "2025-03-01", amount=1000 * n)) for n in range(1, 12)]
    twice = [won("2025-02-01", "2025-03-01", amount=12_000) for _ in range(2)]
    run = gather(*accounts, about("a12", SINCE_JANUARY, *twice))
    first, again = (total(run, "average_deal_size") for _ in range(2))
    assert first == again
    assert first.low < 90_000 / 13 < first.high
    revenue = total(run, "new_revenue")
    assert revenue.low < 90_000 < revenue.high
    assert total(run, "win_rate").low == pytest.approx(0.7457, abs=1e-4)  # Wilson of 13² ÷ (11 + 2²) = 11.27 of as many


def test_nothing_to_divide_by_is_no_value_and_says_why(company):
    for key in ("win_rate", "deal_velocity", "average_deal_size.median", "deal_cycle", "win_rate.amount"):
        found = total(company, key, start="2025-11-01")
        assert found.value is None, key
        assert found.note.startswith("No case"), key
        assert (found.low, found.high, found.n) == (None, None, 0), key
    assert total(company, "accounts_won", start="2025-11-01").value == 0


def test_an_answer_without_lists_says_so():
    run = gather(about("a", won("2025-02-01", "2025-03-01")))
    found = total(run, "win_rate")
    assert found.value is None
    assert "choose all accounts" in found.note
    assert total(run, "win_rate", arm="all").value == 1


def test_a_null_group_is_a_group(company):
    assert groups(ask(company, "accounts_won", by=["industry"])) == {"Software": 2, None: 1}
    assert groups(ask(company, "target_accounts", by=["tier", "industry"])) == {
        ("1", "Software"): 1, ("2", None): 1, (None, "Software"): 1, (None, None): 2,
    }  # fmt: skip


def test_totals_are_recomputed(company):
    """b is on two lists."""
    found = ask(company, "target_accounts", by=["list"])
    assert (groups(found), found.total.value) == ({"Target": 5, "B": 1}, 5)
    rates = ask(company, "win_rate", by=["tier"])
    assert (groups(rates), rates.total.value) == ({"1": 1, "2": 1, None: 0.5}, 0.75)
    medians = ask(company, "deal_velocity.median", by=["tier"])
    assert (groups(medians), medians.total.value) == ({"1": 10, "2": 20, None: 60}, 20)


def test_default_breakdown_of_a_kpi(company):
    found = ask(company, "target_accounts_by_tier")
    assert groups(found) == {"1": 1, "2": 1, None: 3}
    assert found.total.value == total(company, "target_accounts").value == 5


def test_groups_by_arm():
    run = gather(about("a", SINCE_JANUARY), about("b", listed("2025-01-01", arm="control")), about("c"))
    assert groups(ask(run, "target_accounts", by=["arm"])) == {"abm": 1}
    found = ask(run, "target_accounts", by=["arm"], arm="all")
    assert (groups(found), found.total.value) == ({"abm": 1, "control": 1, "rest": 1}, 3)


def test_extra_columns_are_dimensions():
    run = gather(about("a", SINCE_JANUARY, x_segment="north"), about("b", SINCE_JANUARY))
    assert groups(ask(run, "target_accounts", by=["x_segment"])) == {"north": 1, None: 1}


def test_small_numbers_are_marked():
    run = gather(*(about(f"a{n}", SINCE_JANUARY, won("2025-02-01", "2025-03-01")) for n in range(10)))
    assert "small_n" not in total(run, "win_rate").extra
    assert total(run, "win_rate", start="2025-04-01").extra["small_n"] is True


def test_the_answer_as_the_contract_prints_it(company):
    found = ask(company, "win_rate", by=["tier"]).to_json()
    assert list(found) == [
        "kpi", "id", "name", "unit", "definition", "definition_version", "from", "to", "as_of", "scope", "run",
        "provisional", "currency", "rows", "total",
    ]  # fmt: skip
    assert found["rows"][0]["by"] == {"tier": "1"}
    names = ["value", "numerator", "denominator", "n", "low", "high", "unmatched", "note", "extra"]
    assert list(found["total"]) == names
    assert list(found["rows"][0]) == ["by", "period", *names]
    assert (found["id"], found["scope"], found["from"], found["as_of"]) == (
        "W03",
        {"arm": "abm"},
        "2025-01-01",
        "2025-12-31",
    )
    json.dumps(found)


def test_rows_behind_the_figure(company):
    found = ask(company, "win_rate", by=["tier"], rows=True)
    assert [(row["account_id"], row["by"], row["numerator"], row["denominator"]) for row in sorted(found.detail, key=lambda r: r["account_id"])] == [
        ("a", {"tier": "1"}, 1, 1),
        ("b", {"tier": "2"}, 1, 1),
        ("c", {"tier": None}, 1, 1),
        ("d", {"tier": None}, 0, 1),
    ]  # fmt: skip
    assert {row["opportunity_id"] for row in found.detail} == {"a 1", "b 1", "c 1", "d 1"}
    shown = found.to_json()
    assert len(shown["rows"]) == 4
    assert len(shown["groups"]) == 3
    json.dumps(shown)
    assert list(found.frame()["opportunity_id"]) == [row["opportunity_id"] for row in found.detail]


def test_a_frame_has_a_line_a_group(company):
    frame = ask(company, "win_rate", by=["tier"]).frame()
    assert list(frame.columns[:4]) == ["tier", "period", "value", "numerator"]
    assert list(frame["value"]) == [1, 1, 0.5]


def test_figures_tell_their_names_in_four_languages(company):
    from assay.metrics.answers import answer
    from assay.metrics.scope import Scope

    names = {
        language: answer(company, "win_rate", Scope(), language=language).name for language in ("en", "fr", "es", "ru")
    }
    assert len(set(names.values())) == 4


class TestNotMeasured:
    """Rule 9: where a table that the figure needs holds nothing, there is no value, in total, groups and series."""

    def test_without_the_table_there_is_no_value_and_with_it_there_is_zero(self):
        bare = gather(about("a", listed("2025-01-01")))
        for key in ("website_visits", "engaged_accounts", "unengaged_share", "opportunities_created", "programme_cost"):
            found = total(bare, key)
            assert (found.value, found.n) == (None, 0), key
            assert found.note.startswith("Not measured: nothing has been loaded of "), key
        assert total(bare, "website_visits").extra["not_measured"] == ["touches"]
        assert total(bare, "target_accounts").value == 1
        quiet = gather(about("a", listed("2025-01-01"), touch("2024-01-01", "chat")), about("b"))
        assert (total(quiet, "website_visits").value, total(quiet, "website_visits").note) == (0, None)
        assert total(quiet, "engaged_accounts").value == 0

    def test_cost_that_was_never_loaded_is_not_free(self):
        run = gather(about("a", listed("2025-01-01"), won("2025-02-01", "2025-03-01")))
        found = total(run, "cost_per_won_account")
        assert (found.value, found.extra) == (None, {"not_measured": ["costs"]})

    def test_in_every_group_and_period(self):
        bare = gather(about("a", listed("2025-01-01")))
        assert {row.figure.value for row in ask(bare, "chats", grain="quarter").rows} == {None}
        assert all("Not measured" in row.figure.note for row in ask(bare, "engaged_accounts", by=["tier"]).rows)

    def test_customers_are_known_by_contracts_or_by_deals(self):
        bought = gather(
            about("a", listed("2025-01-01"), won("2025-02-01", "2025-03-01"), touch("2025-02-01", "mail_in"))
        )
        assert total(bought, "customer_relationship").value is not None
        assert total(gather(about("a", listed("2025-01-01"), touch("2025-02-01"))), "customer_relationship").extra[
            "not_measured"
        ] == ["contracts or opportunities"]

    def test_without_a_list_the_company_as_a_whole_is_measured(self):
        run = gather(about("a", touch("2025-02-01", "chat")))
        alone = total(run, "chats")
        assert alone.value is None
        assert "list_memberships" in alone.note
        assert "choose all accounts" in alone.note
        assert total(run, "chats", arm="all").value == 1
