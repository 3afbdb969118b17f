"""`assay push`: only what differs, told by record, taken up after a kill, undone; our own writes are no activity."""

from __future__ import annotations

from typing import Any

import pytest

from assay.connectors.pull import pull
from assay.errors import BusyError, DataError, UsageError
from assay.landing.current import current_sql
from assay.metrics.scope import Scope
from assay.outbound import push as pushing
from assay.outbound.crm import HubspotCompanies
from assay.outbound.fields import NAMES
from assay.outbound.journal import Journal
from assay.outbound.push import push, undo
from assay.store.audit import entries
from assay.store.workspace import Workspace
from connectors.hubspot_fake import TOKEN, HubspotFake
from support.cli import assay


def ours(fake: HubspotFake, number: int) -> dict[str, str | None]:
    return {name: fake.objects["companies"][number]["properties"].get(name) for name in NAMES}


def test_a_check_tells_and_writes_nothing(workspace: Workspace, hub: HubspotFake) -> None:
    report = push(workspace, "hub", check=True)
    assert (report.accounts, report.records, report.written, report.elsewhere) == (4, 2, 2, 2)
    assert {one.field for one in report.changes if one.record == "1"} >= {"assay_stage", "assay_minutes"}
    assert hub.updates == []
    assert not (workspace.data / "pushed.sqlite").exists() or Journal(workspace, "hub").known() == {}


def test_values_are_those_of_the_views(workspace: Workspace, hub: HubspotFake) -> None:
    assert push(workspace, "hub").written == 2
    said = ours(hub, 1)
    # Two meetings of 60 minutes with two vice presidents each: 4 × 60 × 1.5 = 360; both people have 180 ≥ 10, the account ≥ 60.
    assert said["assay_minutes"] == "360"
    assert (said["assay_tier"], said["assay_engaged"], said["assay_stage"]) == ("1", "true", "mqa")
    assert said["assay_mqa_date"] == "2026-03-10"
    assert said["assay_last_two_way"] == "2026-03-12"
    assert said["assay_missing_roles"] == "decision_maker; influencer"  # one of two influencers is known
    assert 0 < int(said["assay_relationship"] or 0) <= 100
    assert (ours(hub, 2)["assay_stage"], ours(hub, 2)["assay_mqa_date"]) == ("target", None)  # nothing is not sent
    assert hub.objects["companies"][3]["properties"].get("assay_stage") is None  # a control account is not in scope
    assert set(hub.objects["companies"][1]["properties"]) - set(NAMES) == {
        "name", "domain", "hs_lastmodifieddate", "hs_object_id",
    }  # fmt: skip


def test_only_what_differs_is_sent(workspace: Workspace, hub: HubspotFake, monkeypatch: pytest.MonkeyPatch) -> None:
    push(workspace, "hub")
    again = push(workspace, "hub")
    assert (again.written, again.unchanged, len(hub.updates)) == (0, 2, 1)
    fields = pushing.account_fields
    monkeypatch.setattr(
        pushing,
        "account_fields",
        lambda run, scope: [
            one if one.account_id != "2" else type(one)(**{**vars(one), "tier": "3"}) for one in fields(run, scope)
        ],
    )
    report = push(workspace, "hub")
    assert [(one.record, one.field, one.before, one.after) for one in report.changes] == [("2", "assay_tier", "2", "3")]
    assert hub.updates[1:] == [["2"]]


def test_own_writes_are_no_activity(workspace: Workspace) -> None:
    push(workspace, "hub")
    push(workspace, "sf")
    reports = {one.source: one for one in pull(workspace).sources}
    assert [one.error for one in reports.values()] == [None, None]
    assert reports["hub"].feeds[0].rows >= 2  # they count as modified there
    import duckdb

    touches = duckdb.connect().execute(f"SELECT count(*) FROM ({current_sql(workspace, 'touches')})").fetchone()
    assert touches == (4,)
    columns = duckdb.connect().execute(f"SELECT * FROM ({current_sql(workspace, 'accounts')})").description
    assert not [name for name, *_ in columns if "assay" in name]


class TestBatchesThatFail:
    def test_a_record_that_a_rule_refuses_is_told_and_the_others_are_written(
        self, workspace: Workspace, hub: HubspotFake
    ) -> None:
        hub.invalid = {"2": "Tier must not be changed on Fridays."}
        report = push(workspace, "hub")
        assert [(one.record, one.account, one.message) for one in report.problems] == [
            ("2", "2", "Tier must not be changed on Fridays.")
        ]
        assert (report.written, ours(hub, 1)["assay_tier"]) == (1, "1")
        hub.invalid = {}
        assert push(workspace, "hub").written == 1

    def test_a_batch_that_fails_as_a_whole_is_halved(self, workspace: Workspace, hub: HubspotFake) -> None:
        hub.invalid, hub.halves = {"2": ""}, True
        report = push(workspace, "hub")
        assert (report.written, [one.record for one in report.problems]) == (1, ["2"])

    def test_a_record_that_is_gone(self, workspace: Workspace, hub: HubspotFake) -> None:
        del hub.objects["companies"][2]
        report = push(workspace, "hub")
        assert (report.written, report.problems[0].record) == (1, "2")
        assert "not there any more" in report.problems[0].message

    def test_pauses_that_are_asked_for(self, workspace: Workspace, hub: HubspotFake) -> None:
        hub.pauses = 2
        assert push(workspace, "hub").written == 2


class TestKilled:
    def test_after_sending_nothing_is_sent_a_second_time(
        self, workspace: Workspace, hub: HubspotFake, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = HubspotCompanies.write

        def write_and_die(crm: HubspotCompanies, values: Any) -> Any:
            write(crm, values)
            raise KeyboardInterrupt

        with monkeypatch.context() as killing:
            killing.setattr(HubspotCompanies, "write", write_and_die)
            with pytest.raises(KeyboardInterrupt):
                push(workspace, "hub")
        assert len(hub.updates) == 1
        report = push(workspace, "hub")
        assert (report.written, report.unchanged, len(hub.updates)) == (0, 2, 1)
        assert push(workspace, "hub").unchanged == 2

    def test_before_sending_everything_is_sent(self, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as killing:
            killing.setattr(HubspotCompanies, "write", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                push(workspace, "hub")
        assert push(workspace, "hub").written == 2


class TestUndo:
    def test_what_stood_there_comes_back_and_what_changed_since_stays(
        self, workspace: Workspace, hub: HubspotFake
    ) -> None:
        hub.put("companies", 1, assay_tier="9")
        push(workspace, "hub")
        hub.put("companies", 2, assay_tier="mine")
        report = undo(workspace, "hub")
        assert ours(hub, 1)["assay_tier"] == "9"
        assert ours(hub, 1)["assay_stage"] == ""
        assert ours(hub, 2)["assay_tier"] == "mine"
        assert [one.message for one in report.problems] == ["assay_tier was changed since, to 'mine': left as it is"]
        with pytest.raises(DataError, match="Nothing was pushed"):
            undo(workspace, "hub")
        assert push(workspace, "hub").written == 2
        assert [one.action for one in entries(workspace)][-3:] == ["push", "push undone", "push"]


class TestSalesforce:
    def test_typed_values_and_errors_by_record(self, workspace: Workspace, org: Any) -> None:
        assert push(workspace, "sf").written == 1
        said = org.custom["001"]
        assert (said["assay_engaged__c"], said["assay_tier__c"], said["assay_minutes__c"]) == (False, "1", 0)
        assert said["assay_surge__c"] is False  # too few weeks to tell, and a checkbox has no third state
        assert set(said) < {f"{name}__c" for name in NAMES}  # what is not known and does not stand there is not sent
        assert push(workspace, "sf").unchanged == 1
        assert undo(workspace, "sf").written == 1
        assert org.custom["001"]["assay_tier__c"] is None
        org.invalid = {"001": "No writes on weekends."}
        report = push(workspace, "sf")
        assert (report.written, report.problems[0].message) == (0, "No writes on weekends.")

    def test_fields_that_are_not_there_are_named(self, workspace: Workspace, org: Any) -> None:
        org.has_fields = False
        with pytest.raises(DataError, match=r"assay_stage__c \(text\).*assay_engaged__c \(flag\)"):
            push(workspace, "sf")
        assert org.updates == []


class TestWhatCannotBe:
    def test_a_target_that_is_none(self, workspace: Workspace) -> None:
        with pytest.raises(UsageError, match="no HubSpot or Salesforce named 'hob'") as told:
            push(workspace, "hob")
        assert told.value.hint == "Did you mean 'hub'?"

    def test_a_token_that_may_not_write(self, workspace: Workspace, hub: HubspotFake) -> None:
        hub.forbidden = {"companies"}
        with pytest.raises(DataError, match=r"may not write \(it lacks crm.objects.companies.read\)"):
            push(workspace, "hub")

    def test_two_at_once(self, workspace: Workspace) -> None:
        with pushing._alone(workspace), pytest.raises(BusyError):
            push(workspace, "hub")

    def test_a_list_that_is_none(self, workspace: Workspace) -> None:
        assert push(workspace, "hub", Scope(lists=("L",))).written == 2


def test_the_command(workspace: Workspace, hub: HubspotFake) -> None:
    said = assay("-C", workspace.path, "push", "hub", "--check")
    assert (said.status, "would be written" in said.out, hub.updates) == (0, True, [])
    said = assay("-C", workspace.path, "push", "hub", "--format", "json").json
    assert (said["written"], said["problems"]) == (2, [])
    hub.invalid = {"1": "no"}
    said = assay("-C", workspace.path, "push", "hub", "--undo")
    assert (said.status, "not taken" in said.out) == (1, True)
    written = b"".join(path.read_bytes() for path in workspace.path.rglob("*") if path.is_file())
    assert TOKEN.encode() not in written
