"""A person who asks gets every row that names them, whatever it is called there, and nobody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assay.cli.main import main
from assay.errors import DataError
from assay.landing.load import load
from assay.store.audit import audit_path
from assay.store.workspace import Workspace, create_workspace
from assay.upkeep.person import find_person

FILES = {
    "accounts": "account_id,name\na1,Acme\n",
    "people": (
        "person_id,account_id,email,first_name,merged_into_id\np1,a1,Jane@Acme.com,Jane,\n"
        "p2,a1,jane@acme.com,J.,p1\np3,a1,bob@acme.com,Bob,\n"
    ),
    "visitors": "visitor_id,person_id\nv1,p2\nv2,p3\n",
    "touches": (
        "touch_id,occurred_at,kind,visitor_id,person_id,email,outcome,x_note\n"
        "t1,2026-01-01,page_view,v1,,,,\nt2,2026-01-02,call,,p1,,,\nt3,2026-01-03,call,,,,,wrote to JANE@acme.com\n"
        "t4,2026-01-04,page_view,v2,,,,\n,2026-01-05,call,,,jane@acme.com,,\nt6,never jane@acme.com,call,,p1,,,\n"
    ),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "work")
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text)
        load(made, [tmp_path / f"{name}.csv"])
    (tmp_path / "people.csv").write_text("person_id,account_id,email,first_name\np1,a1,jane@new.com,Jane\n")
    load(made, [tmp_path / "people.csv"])
    return made


def test_rows_of_every_name_and_version_are_told(workspace: Workspace) -> None:
    found = find_person(workspace, "p1")
    assert found.ids == ("p1", "p2")
    assert found.emails == ("jane@acme.com", "jane@new.com")
    assert found.visitors == ("v1",)
    told = [
        (row.table, row.values.get("touch_id") or row.values.get("person_id"))
        for row in found.rows
        if not row.quarantined
    ]
    assert sorted(told) == [
        ("people", "p1"),
        ("people", "p1"),
        ("people", "p2"),
        ("touches", "t1"),
        ("touches", "t2"),
        ("touches", "t3"),
        ("visitors", "p2"),
    ]
    assert [row.values for row in found.rows if row.quarantined] == [{"occurred_at": "never jane@acme.com"}]
    assert find_person(workspace, "JANE@acme.com").rows == found.rows


def test_nobody_else_is_told(workspace: Workspace) -> None:
    assert "bob" not in str([row.values for row in find_person(workspace, "p1").rows]).lower()
    with pytest.raises(DataError, match="Nothing has landed about 'p9'"):
        find_person(workspace, "p9")


def test_the_export_is_json_and_noted_without_the_person(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["-C", str(workspace.path), "person", "p1", "--export"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 8
    assert main(["-C", str(workspace.path), "person", "jane@acme.com"]) == 0
    assert "touches.csv" in capsys.readouterr().out
    assert "jane" not in audit_path(workspace).read_text().lower()
