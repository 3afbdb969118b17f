"""Audiences: the platforms' own columns, and nobody in them who is held back, objected, refused or left."""

from __future__ import annotations

import csv
import hashlib
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assay.errors import DataError, UsageError
from assay.metrics.scope import Scope
from assay.outbound import audience as making
from assay.outbound.audience import FEWEST, HEADERS, MOST_ROWS, audience
from assay.refresh import refresh
from assay.store.audit import entries
from assay.store.workspace import Workspace, create_workspace
from support.cli import assay
from support.landed import land

ACCOUNTS = ("one", "two", "control", "holdout", "both", "twin", "later", "was")


def person(name: str, account: str, email: str | None, **more: Any) -> dict[str, Any]:
    return {"person_id": name, "account_id": account, "email": email, "first_name": name.title(), **more}


TABLES: dict[str, list[dict[str, Any]]] = {
    "accounts": [
        {"account_id": name, "name": f'{name.title()}, "Inc"', "domain": f"{name}.example", "industry": "Steel", "city": "Lyon", "country": "FR",
         "x_linkedin_url": f"https://www.linkedin.com/company/{name}"}
        for name in ACCOUNTS if name != "twin"
    ] + [{"account_id": "twin", "name": "Twin", "domain": "control.example"},
         {"account_id": "branch", "name": "Branch", "domain": "branch.example", "parent_account_id": "holdout"},
         {"account_id": "twig", "name": "Twig", "domain": "twig.example", "parent_account_id": "branch"}],
    "list_memberships": [
        {"list": name, "account_id": account, "valid_from": start, "valid_to": end, "arm": arm, "tier": "1"}
        for name, account, arm, start, end in (
            ("L", "one", "abm", "2026-01-01", None), ("L", "two", "abm", "2026-01-01", None),
            ("L", "control", "control", "2026-01-01", None), ("L", "holdout", "holdout", "2026-01-01", None),
            ("L", "both", "abm", "2026-01-01", None), ("M", "both", "control", "2026-01-01", None),
            ("L", "twin", "abm", "2026-01-01", None), ("L", "later", "abm", "2026-01-01", None),
            ("L", "branch", "abm", "2026-01-01", None), ("L", "twig", "abm", "2026-01-01", None),
            ("N", "later", "holdout", "2026-06-01", None), ("L", "was", "abm", "2026-02-01", None),
            ("M", "was", "control", "2026-01-01", "2026-02-01"),
        )
    ],
    "people": [
        person("ada", "one", " Ada.King@GMail.com ", job_title="CTO", country="FR"),
        person("bob", "one", "bob@one.example"), person("bob2", "two", "BOB@one.example"),
        person("objected", "one", "objected@one.example", objected_at="2026-02-01"),
        person("bounced", "one", "bounced@one.example", email_bounced="true"),
        person("left", "one", "left@one.example", left_at="2026-02-01"),
        person("refused", "one", "refused@one.example"), person("granted", "one", "granted@one.example"),
        person("silent", "one", None), person("held", "control", "held@control.example"),
    ],
    "visitors": [
        {"visitor_id": "v1", "account_id": "one", "person_id": "refused", "consent": "refused"},
        {"visitor_id": "v2", "account_id": "one", "person_id": "granted", "consent": "granted"},
    ],
    "touches": [{"touch_id": "t", "occurred_at": "2026-03-01T09:00", "kind": "form_submitted", "account_id": "one"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create_workspace(tmp_path_factory.mktemp("audience") / "w")
    land(made, TABLES)
    refresh(made, today=date(2026, 4, 1))
    return made


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that takes any list."""
    for kind in FEWEST:
        monkeypatch.setitem(making.FEWEST, kind, 1)


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.usefixtures("small")
class TestCompanies:
    def test_columns_and_nobody_held_back(self, workspace: Workspace, tmp_path: Path) -> None:
        target = tmp_path / "list.csv"
        made = audience(workspace, "linkedin-companies", target=str(target))
        header, *lines = rows(target)
        assert header == [
            "companyname",
            "companywebsite",
            "companypageurl",
            "stocksymbol",
            "industry",
            "city",
            "country",
        ]
        assert lines[0] == [
            'One, "Inc"', "one.example", "https://www.linkedin.com/company/one", "", "Steel", "Lyon", "FR",
        ]  # fmt: skip
        assert {line[1] for line in lines} == {"one.example", "two.example", "was.example"}
        assert made.left_out == {"accounts held back (control, holdout)": 5}  # another list, one website, later, below
        assert stat.S_IMODE(target.stat().st_mode) == 0o600

    @pytest.mark.parametrize("arm", ["control", "holdout"])
    def test_a_scope_of_held_back_accounts_is_empty(self, workspace: Workspace, tmp_path: Path, arm: str) -> None:
        with pytest.raises(DataError, match=r"has 0 rows.*Left out: . accounts held back"):
            audience(workspace, "linkedin-companies", Scope(arm=arm), target=str(tmp_path / "x"))
        assert not (tmp_path / "x").exists()

    def test_they_leave_only_where_it_is_asked_twice_and_it_is_logged(
        self, workspace: Workspace, tmp_path: Path
    ) -> None:
        target = str(tmp_path / "x.csv")
        for flags in ({"held_back_too": True}, {"sure": True}):
            with pytest.raises(UsageError, match="asked for twice"):
                audience(workspace, "linkedin-companies", target=target, **flags)
        made = audience(
            workspace, "linkedin-companies", Scope(arm="control"), target=target, held_back_too=True, sure=True
        )
        assert made.held_back == len(made.rows) == 2
        said = list(entries(workspace))[-1]
        assert (said.action, said.details["held_back"], said.details["rows"]) == ("audience", 2, 2)

    def test_a_bucket(self, workspace: Workspace, tmp_path: Path) -> None:
        audience(workspace, "linkedin-companies", target=f"file://{tmp_path}/bucket.csv")
        assert len(rows(tmp_path / "bucket.csv")) == 4


@pytest.mark.usefixtures("small")
class TestPeople:
    LEFT_OUT = {  # noqa: RUF012
        "accounts held back (control, holdout)": 5,
        "people who objected": 1,
        "people who refused consent": 1,
        "people who left": 1,
        "people without an address": 1,
        "addresses that bounced": 1,
        "the same twice": 1,
    }

    def test_linkedin_contacts(self, workspace: Workspace, tmp_path: Path) -> None:
        made = audience(workspace, "linkedin-contacts", target=str(tmp_path / "x.csv"))
        header, *lines = rows(tmp_path / "x.csv")
        assert tuple(header) == HEADERS["linkedin-contacts"]
        assert [line[0] for line in lines] == ["Ada.King@GMail.com", "bob@one.example", "granted@one.example"]
        assert lines[0][1:] == ["Ada", "", "CTO", 'One, "Inc"', "FR"]
        assert made.left_out == self.LEFT_OUT

    def test_google_gets_hashes_alone(self, workspace: Workspace, tmp_path: Path) -> None:
        audience(workspace, "google-customer-match", target=str(tmp_path / "x.csv"))
        header, *lines = rows(tmp_path / "x.csv")
        assert header == ["Email"]
        addresses = ("adaking@gmail.com", "bob@one.example", "granted@one.example")
        assert [line[0] for line in lines] == [hashlib.sha256(one.encode()).hexdigest() for one in addresses]
        assert "@" not in (tmp_path / "x.csv").read_text("utf-8")

    def test_only_those_who_granted_consent(self, workspace: Workspace) -> None:
        made = audience(workspace, "linkedin-contacts", consented=True)
        assert [row[0] for row in made.rows] == ["granted@one.example"]


class TestSizes:
    def test_too_few_are_refused_and_nothing_is_written(self, workspace: Workspace, tmp_path: Path) -> None:
        with pytest.raises(DataError, match="has 3 rows; linkedin-companies needs at least 300") as told:
            audience(workspace, "linkedin-companies", target=str(tmp_path / "x.csv"))
        assert "Nothing was written" in (told.value.hint or "")
        assert list(tmp_path.iterdir()) == []

    def test_too_many_are_refused(self) -> None:
        made = making.Audience("linkedin-companies", rows=[("x",)] * (MOST_ROWS + 1))
        with pytest.raises(DataError, match="300,000 rows and 20 MB at most"):
            making._check_size(made, b"")
        made = making.Audience("linkedin-companies", rows=[("x",)] * 400)
        with pytest.raises(DataError, match=r"400 rows and 20\.0 MB"):
            making._check_size(made, b"x" * (making.MOST_BYTES + 1))


def test_a_target_s_secret_is_not_told() -> None:
    assert making._without_query("s3://key:secret@bucket/x.csv?token=1") == "s3://bucket/x.csv"


@pytest.mark.usefixtures("small")
def test_the_command(workspace: Workspace, tmp_path: Path) -> None:
    said = assay("-C", workspace.path, "audience", "linkedin-companies", "-o", str(tmp_path / "x.csv"))
    assert (said.status, "3 rows of 8 accounts" in said.out) == (0, True)
    assert "Left out: 5 accounts held back" in said.out
    said = assay("-C", workspace.path, "audience", "linkedin-companies", "--include-held-back")
    assert (said.status, "asked for twice" in said.err) == (2, True)
    said = assay("-C", workspace.path, "audience", "facebook")
    assert (said.status, "Unknown kind of audience" in said.err) == (2, True)
