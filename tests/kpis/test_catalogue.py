"""The catalogue as people see it: public keys, texts in four languages, one file a group."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay import kpis
from assay.kpis import CATALOGUE, GROUPS, find
from assay.kpis.declare import LANGUAGES, Estimate, Mean, Mix, Ratio, Share, iterate_texts

SPINE = {
    "T01": ("target_accounts", "target_accounts.targeted"),
    "T02": ("target_accounts_by_tier",),
    "T04": ("mqa_accounts", "mqa_rate"),
    "E01": ("website_visits",),
    "E02": ("high_value_visits",),
    "E03": ("chats",),
    "E09": ("campaign_responses",),
    "E10": ("engagement_minutes",),
    "E13": ("engaged_accounts",),
    "E14": ("engaged_share",),
    "E15": ("unengaged_share",),
    "O03": (
        "accounts_with_opportunity",
        "accounts_with_opportunity.open",
        "accounts_with_opportunity.pre_existing",
    ),
    "O04": ("opportunity_rate",),
    "O05": ("engaged_to_opportunity",),
    "O06": ("opportunities_created",),
    "O07": ("pipeline", "pipeline.weighted"),
    "O08": ("days_to_opportunity", "days_to_opportunity.first_contact"),
    "O10": ("meetings_planned", "meetings_planned.held", "meetings_planned.no_show"),
    "W01": ("accounts_won",),
    "W02": ("account_win_rate",),
    "W03": ("win_rate", "win_rate.amount", "win_rate.qualified"),
    "W04": ("new_revenue",),
    "W05": ("deal_cycle", "deal_cycle.median"),
    "W06": ("deal_velocity", "deal_velocity.median", "deal_velocity.censored"),
    "W07": ("touches_per_won_account", "touches_per_won_account.lost"),
    "W09": ("average_deal_size", "average_deal_size.median"),
    "P13": ("programme_cost",),
    "P14": ("quota_attainment",),
}
"""Public names: add, never rename."""


@pytest.mark.parametrize("identifier", SPINE)
def test_public_keys(identifier):
    found = tuple(kpi.key for kpi in CATALOGUE.values() if kpi.id == identifier)
    assert found == SPINE[identifier]
    assert find(identifier).key == SPINE[identifier][0]
    assert find(identifier.lower()) == find(identifier)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_text_in_every_language(key):
    for name, text in iterate_texts(CATALOGUE[key]):
        written = [text[language] for language in LANGUAGES]
        assert all(words.strip() == words and words for words in written), name
        assert name == "name" or len(set(written)) == len(LANGUAGES), (name, written)
        assert any("а" <= letter <= "я" for letter in text["ru"].lower()), (name, text["ru"])


@pytest.mark.parametrize("key", CATALOGUE)
def test_what_a_declaration_says(key):
    kpi = CATALOGUE[key]
    assert kpi.group in GROUPS
    assert kpi.direction in ("up", "down", "context")
    assert kpi.version >= 1
    assert kpi.sources
    of_owners = key == "quota_attainment"  # a quota has no account
    assert of_owners or {"account", "tier", "list", "arm"} <= set(kpi.dimensions)
    divides = isinstance(kpi.measure, Share | Mean | Ratio | Mix | Estimate)
    assert divides or kpi.unit not in ("share", "days"), "a count has another unit"


def test_names_are_not_shared():
    """On a page two figures stand under two names."""
    for language in LANGUAGES:
        names = [kpi.name[language] for kpi in CATALOGUE.values()]
        assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]


def test_one_file_a_group():
    folder = Path(kpis.__file__).parent
    for kpi in CATALOGUE.values():
        assert f'"{kpi.key.split(".")[0]}"' in (folder / f"{kpi.group}.py").read_text("utf-8"), kpi.key


def test_declarations_hold_no_rule_of_scope():
    """Scope, clocks, customers and totals live in `assay.metrics` alone: a group's file imports declarations only."""
    folder = Path(kpis.__file__).parent
    for group in GROUPS:
        lines = (folder / f"{group}.py").read_text("utf-8").splitlines()
        imported = {line.split()[1] for line in lines if line.startswith(("from ", "import "))}
        assert imported <= {"__future__", "typing", "assay.kpis.declare", "assay.kpis.rows"}, (group, imported)
