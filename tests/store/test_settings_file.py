"""Settings are changed in the file people wrote: comments and order stay, and no edit by hand is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.store import settings_file
from assay.store.audit import entries
from assay.store.settings_file import (
    ChangedMeanwhile,
    as_row,
    bring_back,
    change_settings,
    remove_row,
    remove_value,
    rows_of,
    set_value,
    versions,
    written_settings,
)
from assay.store.workspace import Workspace, create_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


def currency_to(code: str):
    return lambda document: set_value(document, "currency", code)


def lines_that_differ(before: str, after: str) -> list[str]:
    return [line for line in after.splitlines() if line not in before.splitlines()]


def test_a_value_is_changed_and_its_comment_stays_in_its_column(workspace: Workspace) -> None:
    before = written_settings(workspace)
    changed = change_settings(workspace, before.mark, currency_to("USD"), what=["currency"], actor="Ann")
    after = written_settings(workspace).text
    assert changed.currency == workspace.settings.currency == "USD"
    (line,) = lines_that_differ(before.text, after)
    assert line == next(one for one in before.text.splitlines() if one.startswith("currency")).replace("EUR", "USD")
    longer = written_settings(workspace)
    change_settings(workspace, longer.mark, lambda d: set_value(d, "own_domains", ["acme.com"]), what=["own_domains"])
    (line,) = lines_that_differ(longer.text, written_settings(workspace).text)
    assert line.index("#") == next(one for one in before.text.splitlines() if one.startswith("own_domains")).index("#")


def test_sections_are_added_and_go_when_nothing_is_left(workspace: Workspace) -> None:
    before = written_settings(workspace)

    def add(document) -> None:
        set_value(document, "targets.win_rate", 0.3)
        rows_of(document, "alerts", "rules").append(as_row({"kind": "stalled_deal", "scope": {"tier": ["1"]}}))

    settings = change_settings(workspace, before.mark, add, what=["targets"])
    assert settings.targets == {"win_rate": 0.3}
    assert settings.alerts.rules[0].scope == {"tier": ("1",)}

    def take(document) -> None:
        remove_value(document, "targets", "win_rate")
        remove_row(document, "alerts", "rules", 0)

    settings = change_settings(workspace, written_settings(workspace).mark, take, what=["targets"])
    assert settings.targets == {}
    assert settings.alerts.rules == ()
    assert written_settings(workspace).text.rstrip() == before.text.rstrip()


def test_an_edit_by_hand_in_between_is_told_and_not_overwritten(workspace: Workspace) -> None:
    before = written_settings(workspace)
    change_settings(workspace, before.mark, currency_to("USD"), what=["currency"])
    path = workspace.path / "assay.toml"
    path.write_text(path.read_text("utf-8").replace('name = "Assay"', 'name = "By hand"'), "utf-8")
    by_hand = path.read_bytes()
    with pytest.raises(ChangedMeanwhile) as told:
        change_settings(workspace, before.mark, currency_to("GBP"), what=["currency"])
    assert '+name = "By hand"' in told.value.context["difference"]
    assert path.read_bytes() == by_hand


def test_a_text_that_only_a_hand_has_replaced_is_told_too(workspace: Workspace) -> None:
    """Nothing but reading it has kept it: no change of Assay's came in between."""
    before = written_settings(workspace)
    path = workspace.path / "assay.toml"
    path.write_text(before.text.replace('name = "Assay"', 'name = "By hand"'), "utf-8")
    with pytest.raises(ChangedMeanwhile) as told:
        change_settings(workspace, before.mark, currency_to("GBP"), what=["currency"])
    assert '-name = "Assay"' in told.value.context["difference"]
    assert '+name = "By hand"' in told.value.context["difference"]


def test_no_more_texts_are_remembered_than_are_named_and_what_is_read_again_stays(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_file, "_READ", {})
    path = workspace.path / "assay.toml"
    opened = written_settings(workspace)
    texts = [f'name = "{number}"\n' for number in range(settings_file.READ_AT_MOST)]
    for text in (*texts[:-1], opened.text, texts[-1]):
        path.write_text(text, "utf-8")
        written_settings(workspace)
    assert len(settings_file._READ) == settings_file.READ_AT_MOST
    with pytest.raises(ChangedMeanwhile) as caught:
        change_settings(workspace, opened.mark, currency_to("USD"), what=["currency"])
    assert f"+{texts[-1].strip()}" in str(caught.value.context["difference"])


def test_what_is_not_allowed_is_not_written(workspace: Workspace) -> None:
    before = written_settings(workspace)
    with pytest.raises(UsageError, match="currency = 'euro'"):
        change_settings(workspace, before.mark, currency_to("euro"), what=["currency"])
    assert written_settings(workspace) == before
    assert versions(workspace) == ()


def test_every_text_is_kept_and_can_be_brought_back(workspace: Workspace) -> None:
    first = written_settings(workspace)
    change_settings(workspace, first.mark, currency_to("USD"), what=["currency"], actor="Ann")
    bring_back(workspace, written_settings(workspace).mark, 1, actor="Bob")
    assert written_settings(workspace) == first
    assert [one.number for one in versions(workspace)] == [2, 1]
    noted = [(one.actor, one.details["changed"]) for one in entries(workspace) if one.action == "settings"]
    assert noted == [("Ann", ["currency"]), ("Bob", ["version 1"])]


def test_a_change_that_changes_nothing_writes_nothing(workspace: Workspace) -> None:
    before = written_settings(workspace)
    change_settings(workspace, before.mark, currency_to("EUR"), what=["currency"])
    assert versions(workspace) == ()
