from datetime import date

import pytest

from assay.alerts.episodes import alerts, settle
from assay.alerts.rules import Finding
from assay.settings.alerts import AlertRule
from assay.store.workspace import Workspace, create_workspace

KINDS = (
    "degrading_relationship",
    "customer_on_competitor_topic",
    "website_spike",
    "intent_surge",
    "stalled_deal",
    "engaged_without_sales_touch",
)
RULES = [
    *(AlertRule.model_validate({"kind": kind}) for kind in KINDS),
    AlertRule(kind="kpi_crosses", kpi="win_rate", below=0.2),
]


@pytest.fixture
def workspace(tmp_path) -> Workspace:
    return create_workspace(tmp_path / "w")


def found(*subjects):
    return [Finding(subject, subject.upper(), "it is so", {"score": 1.5}) for subject in subjects]


def opened(workspace, run, holding, rules=RULES):
    return [alert.subject for alert in settle(workspace, run, date(2026, 6, run), rules, holding)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.title)
def test_an_alert_is_told_once_an_episode(workspace, rule):
    assert opened(workspace, 1, {rule.title: found("x")}) == ["x"]
    assert opened(workspace, 2, {rule.title: found("x")}) == []
    assert opened(workspace, 3, {rule.title: found("x", "y")}) == ["y"]
    assert opened(workspace, 4, {rule.title: found("y")}) == []
    assert opened(workspace, 5, {rule.title: found("x", "y")}) == ["x"]
    every = [(one.subject, one.opened_run, one.ended_run, str(one.ended_on)) for one in alerts(workspace)]
    assert every == [("x", 5, None, "None"), ("y", 3, None, "None"), ("x", 1, 4, "2026-06-04")]
    assert [one.subject for one in alerts(workspace, only_open=True)] == ["x", "y"]
    assert alerts(workspace)[0].reasons == {"score": 1.5}


def test_a_rule_that_could_not_be_judged_leaves_its_episodes_as_they_are(workspace):
    assert opened(workspace, 1, {"intent_surge": found("x")}) == ["x"]
    assert opened(workspace, 2, {}) == []
    assert opened(workspace, 3, {"intent_surge": found("x")}) == []
    assert [one.ended_run for one in alerts(workspace)] == [None]


def test_a_rule_that_is_no_more_ends_its_episodes(workspace):
    assert opened(workspace, 1, {"intent_surge": found("x")}) == ["x"]
    assert opened(workspace, 2, {}, rules=RULES[:2]) == []
    assert [one.ended_run for one in alerts(workspace)] == [2]


def test_the_same_subject_under_two_rules_has_two_alerts(workspace):
    assert opened(workspace, 1, {"intent_surge": found("x"), "website_spike": found("x")}) == ["x", "x"]
