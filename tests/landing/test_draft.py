"""A first mapping for a file of unknown layout: by its headers, its values, and the words of its columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from landing_place import Landing, counts

from assay.contract.header_words import spellings
from assay.contract.tables import TABLES
from assay.errors import UsageError
from assay.landing.draft import Draft, draft_mapping
from assay.sources.mapping.names import header_key
from support.cli import assay

LOG = (
    "Event ID;When;What;E-mail;Page URL;Duration;Colour\n"
    "1;03.02.2026 10:00;web_visit;jo@alpha.com;https://own.com/pricing;12;red\n"
    "2;13.02.2026 11:00;Webinar;jo@alpha.com;;;blue\n"
)
DEALS = (
    '\ufeff"Record ID","Deal Name","Company ID","Deal Value","Created On","Close Date","Deal Stage"\n'
    '"9","Alpha","77","1,200.50","2026-01-02","2026-04-01","Won"\n'
)


def drafted(landing: Landing, name: str, text: str, table: str | None = None) -> tuple[Draft, Path]:
    path = landing.write(name, text)
    draft = draft_mapping(path, table=table)
    return draft, landing.write(f"{name}.toml", draft.text)


def test_a_log_of_events_becomes_touches_with_its_words_settled(landing: Landing) -> None:
    draft, mapping = drafted(landing, "log.csv", LOG)
    assert (draft.table, draft.lacks, draft.unused) == ("touches", (), ("Colour",))
    assert dict(draft.taken) == {
        "touch_id": "Event ID",
        "occurred_at": "When",
        "kind": "What",
        "email": "E-mail",
        "url": "Page URL",
        "seconds": "Duration",
    }
    assert counts(landing.load("log.csv", mapping=mapping)) == {"rows_in": 2, "loaded": 2}
    assert landing.rows("touches", "kind, x_colour") == [("event_attended", "blue"), ("page_view", "red")]


def test_a_drafted_export_of_deals_loads_as_it_is(landing: Landing) -> None:
    draft, mapping = drafted(landing, "export.csv", DEALS)
    assert draft.table == "opportunities"
    assert counts(landing.load("export.csv", mapping=mapping)) == {"rows_in": 1, "loaded": 1}
    assert landing.rows("opportunities", "opportunity_id, account_id, stage") == [("9", "77", "Won")]


def test_what_is_required_and_not_found_is_left_to_be_said(landing: Landing) -> None:
    draft, mapping = drafted(landing, "spend.csv", "Day,Campaign,Amount spent\n2026-01-05,Spring,12.50\n", "costs")
    assert draft.lacks == ("cost_id", "currency")
    assert "# currency = …  # required" in draft.text
    with pytest.raises(UsageError):
        landing.load("spend.csv", mapping=mapping)


def test_a_column_is_taken_only_where_its_values_are_of_the_type(landing: Landing) -> None:
    draft, _ = drafted(landing, "x.csv", "ID,Company name,Employees\n1,Alpha,many\n2,Beta,few\n", "accounts")
    assert dict(draft.taken) == {"account_id": "ID", "name": "Company name"}


def test_values_tell_a_column_whose_header_says_nothing(landing: Landing) -> None:
    draft, _ = drafted(landing, "x.csv", "ID,Company name,F1\n1,Alpha,alpha.com\n2,Beta,beta.co.uk\n", "accounts")
    assert dict(draft.taken)["domain"] == "F1"


def test_the_command_writes_a_file_and_overwrites_none(landing: Landing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(landing.folder)
    path = landing.write("web log.csv", LOG)
    said = assay("-C", landing.workspace.path, "load", path, "--draft-mapping")
    assert said.status == 0
    assert "web_log.mapping.toml" in said.out
    assert assay("-C", landing.workspace.path, "load", path, "--map", "web_log.mapping.toml", "--check").status == 0
    assert assay("-C", landing.workspace.path, "load", path, "--draft-mapping").status == 2


def test_every_spelling_is_a_key_of_a_header() -> None:
    for table in TABLES.values():
        for column in table.columns:
            for key in spellings(table, column):
                assert header_key(key) == key.replace("_", "")


def test_what_a_file_is_called_decides_between_tables_that_fit_alike(landing: Landing) -> None:
    """A board of deals without a creation day has all that accounts require; a list of a newsletter has addresses for ids."""
    board = "Name,Stage,Owner,Deal Value,Company,Item ID\nAlpha 1,Won,Jo,12000,Alpha,91\n"
    draft, _ = drafted(landing, "Deals_1764.csv", board)
    assert (draft.table, draft.lacks) == ("opportunities", ("created_at",))
    draft, mapping = drafted(landing, "contacts.csv", "EMAIL,VORNAME,NACHNAME\nann@alpha.com,Ann,Lee\n")
    assert (draft.table, draft.lacks) == ("people", ())
    assert counts(landing.load("contacts.csv", mapping=mapping)) == {"rows_in": 1, "loaded": 1}
