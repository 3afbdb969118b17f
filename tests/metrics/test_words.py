"""The words of a question: arms, filters, dimensions; mistakes name the remedy."""

from __future__ import annotations

from datetime import date

import pytest

from assay.errors import UsageError
from assay.metrics.scope import Filter, Scope, parse_filter
from metrics.cases import about, ask, by_account, gather, groups, listed, won


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("industry = 'Software'", Filter("industry", "=", "Software")),
        ("industry=Software", Filter("industry", "=", "Software")),
        ('industry != "Santé & cie"', Filter("industry", "!=", "Santé & cie")),
        ("name = 'O''Neill'", Filter("name", "=", "O'Neill")),
        ("industry <> x", Filter("industry", "!=", "x")),
        ("employees >= 500", Filter("employees", ">=", 500.0)),
        ("employees<1e3", Filter("employees", "<", 1000.0)),
        ("industry = null", Filter("industry", "=", None)),
        ("industry = 'null'", Filter("industry", "=", "null")),
        ("tier = '1'", Filter("tier", "=", "1")),
        ("x_segment > a b", Filter("x_segment", ">", "a b")),
    ],
)
def test_conditions(text, found):
    assert parse_filter(text) == found


@pytest.mark.parametrize("text", ["", "industry", "industry =", "= Software", "industry like 'S%'", "1 = 1"])
def test_what_is_no_condition(text):
    with pytest.raises(UsageError, match="Cannot read --where"):
        parse_filter(text)


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ({"arm": "contrl"}, "Unknown arm 'contrl'", "control"),
        ({"arm": "all", "lists": ("L",)}, "Arm 'all' is every account", "--list"),
        ({"arm": "all", "tiers": ("1",)}, "Arm 'all' is every account", "--tier"),
        ({"arm": "all", "mode": "cohort"}, "needs a day of entry", "--arm"),
        ({"mode": "cohorts"}, "Unknown mode 'cohorts'", "cohort"),
        ({"follow_days": 0}, "--follow-days is 0", ""),
        ({"start": date(2025, 2, 1), "end": date(2025, 1, 1)}, "lies after --to", ""),
    ],
)
def test_scopes_that_make_no_sense(words, message, hint):
    with pytest.raises(UsageError, match=message) as error:
        Scope(**words)
    assert hint in str(error.value.hint or "")


def test_a_scope_prints_what_differs_from_the_default():
    assert Scope().to_json() == {"arm": "abm"}
    asked = Scope(arm="control", lists=("A", "B"), tiers=("1",), where=(Filter("industry", "=", None),), roll_up=True)
    assert asked.to_json() == {
        "arm": "control", "list": ["A", "B"], "tier": "1", "where": ["industry = null"], "roll_up": True,
    }  # fmt: skip
    assert Scope(mode="cohort", follow_days=90, engaged="mqa").to_json() == {
        "arm": "abm", "mode": "cohort", "follow_days": 90, "engaged": "mqa",
    }  # fmt: skip


@pytest.fixture(scope="module")
def run():
    january = listed("2025-01-01")
    return gather(
        about("soft", january, industry="Software", employees=500, country="FR", x_segment="north"),
        about("bank", january, industry="Banking", employees=20),
        about("none", january, won("2025-02-01", "2025-03-01", approach="inbound")),
    )


@pytest.mark.parametrize(
    ("where", "accounts"),
    [
        ("industry = 'Software'", {"soft"}),
        ("industry != 'Software'", {"bank", "none"}),  # what is not known is not Software
        ("industry = null", {"none"}),
        ("industry != null", {"soft", "bank"}),
        ("employees >= 20", {"soft", "bank"}),
        ("employees > 20", {"soft"}),
        ("employees < 500", {"bank"}),
        ("industry < 'C'", {"bank"}),
        ("x_segment = north", {"soft"}),
        ("account = none", {"none"}),
        ("industry = 'x'' OR 1=1 --'", set()),
    ],
)
def test_where(run, where, accounts):
    assert set(by_account(run, "target_accounts", where=(parse_filter(where),))) == accounts


def test_where_on_a_dimension_of_the_rows(run):
    assert by_account(run, "win_rate", where=(parse_filter("approach = inbound"),)) == {"none": 1}
    assert by_account(run, "win_rate", where=(parse_filter("approach = outbound"),)) == {}


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"by": ["industri"]}, "target_accounts has no dimension 'industri'", "industry"),
        ({"by": ["channel"]}, "target_accounts has no dimension 'channel'", ""),
        ({"where": (Filter("stage", "=", "x"),)}, "target_accounts has no dimension 'stage'", ""),
        ({"where": (Filter("employees", "=", "many"),)}, "employees is a number", ""),
        ({"engaged": "mqas"}, "Unknown engagement preset 'mqas'", "mqa"),
        ({"grain": "monthly"}, "Unknown grain 'monthly'", "month"),
    ],
)
def test_questions_that_cannot_be_answered(run, asked, message, hint):
    with pytest.raises(UsageError, match=message) as error:
        ask(run, "target_accounts", **asked)
    assert hint in str(error.value.hint or "")


def test_unknown_kpis_and_ids(run):
    with pytest.raises(UsageError, match="There is no KPI 'win_rat'") as error:
        ask(run, "win_rat")
    assert "win_rate" in str(error.value.hint)
    assert ask(run, "W03").kpi == "win_rate"
    assert groups(ask(run, "t02")) == {None: 3}
