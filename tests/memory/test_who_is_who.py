"""A link between two systems that comes or goes is a cause of its own, and so is the setting that places people."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assay.memory.changes import Changes, compare_runs
from assay.memory.figures import Question
from assay.metrics.scope import Scope
from support.cli import assay, write_files

from .conftest import lines_of

MARCH = Scope(start=date(2026, 3, 1), end=date(2026, 3, 31))


def causes(changes: Changes) -> dict[str, dict[str, float | None]]:
    return {
        change.question.kpi: {
            part.cause: None if part.difference is None else float(part.difference) for part in change.parts
        }
        for change in changes.changed
    }


@pytest.fixture
def place(tmp_path: Path) -> Path:
    work = tmp_path / "work"
    assay("init", str(work))
    load(work, "salesforce", {"accounts.csv": "account_id,name,domain\n001,Acme Corp,acme.example\n"})
    load(work, "hubspot", {"touches.csv": "touch_id,occurred_at,kind,account_id\nt,2026-03-05,form_submitted,99\n"})
    rest = {
        "list_memberships.csv": "list,account_id,valid_from\nL,001,2026-01-01\n",
        "people.csv": "person_id,email\np,jo@acme.example\n",
    }
    load(work, None, rest)
    assay("-C", str(work), "refresh")
    return work


def load(work: Path, system: str | None, files: dict[str, str]) -> None:
    folder = work.parent / f"files-{len(list(work.parent.iterdir()))}"
    write_files(folder, files)
    said = assay("-C", str(work), "load", str(folder), *(("--source", system) if system else ()))
    assert said.status == 0, said.err


def changed(work: Path, key: str) -> Any:
    from assay.store.runs import current
    from assay.store.workspace import Workspace

    workspace = Workspace.find(work)
    last = current(workspace)
    assert last is not None
    return compare_runs(workspace, last - 1, last, [Question(key, MARCH, "asked")])


def test_a_link_that_comes_with_the_rows_of_another_system_is_the_cause(place: Path) -> None:
    folder = place.parent / "second"
    write_files(folder, {"accounts.csv": "account_id,name,domain\n99,ACME,acme.example\n"})
    assay("-C", str(place), "load", str(folder), "--source", "hubspot")
    assay("-C", str(place), "refresh")
    found = changed(place, "engaged_share")
    assert causes(found) == {"engaged_share": {"identity": 1.0}}
    assert lines_of(found, "identity") == ("1 link came: salesforce:001 = hubspot:99 (domain acme.example)",)
    assert found.reasons["accounts"]

    assay("-C", str(place), "match", "--reject", "salesforce:001=hubspot:99")
    assay("-C", str(place), "refresh")
    found = changed(place, "engaged_share")
    assert causes(found) == {"engaged_share": {"identity": -1.0}}
    assert lines_of(found, "identity") == (
        "account_links: 1 new or changed rows in 1 load",
        "1 link went: salesforce:001 = hubspot:99 (domain acme.example)",
    )


def test_people_left_where_their_rows_put_them_are_explained(place: Path) -> None:
    settings = place / "assay.toml"
    settings.write_text(settings.read_text("utf-8").replace("place_people = true", "place_people = false"), "utf-8")
    assay("-C", str(place), "refresh")
    found = changed(place, "contacts_per_account")
    assert causes(found) == {"contacts_per_account": {"identity": -1.0}}
    assert lines_of(found, "identity") == ("identity.place_people: True → False",)
    assert "definition" not in found.reasons


def test_a_person_of_two_systems_that_is_counted_once_is_explained(place: Path) -> None:
    write_files(place.parent / "second", {"people.csv": "person_id,email\n7,jo@acme.example\n"})
    assay("-C", str(place), "load", str(place.parent / "second"), "--source", "hubspot")
    assay("-C", str(place), "refresh")
    found = changed(place, "contacts_per_account")
    assert causes(found) == {}
    assert "1 link of people came: p = hubspot:7 (the same e-mail)" in lines_of(found, "identity")

    settings = place / "assay.toml"
    settings.write_text(settings.read_text("utf-8").replace("link_people = true", "link_people = false"), "utf-8")
    assay("-C", str(place), "refresh")
    found = changed(place, "contacts_per_account")
    assert causes(found) == {"contacts_per_account": {"identity": 1.0}}
    assert lines_of(found, "identity") == (
        "1 link of people went: p = hubspot:7 (the same e-mail)",
        "identity.link_people: True → False",
    )
