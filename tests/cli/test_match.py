"""One company in two systems: loaded, linked, proposed, decided and taken back, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.landing.decide import Decision, decide
from assay.memory.preview import preview_decisions
from assay.store.workspace import Workspace
from support.cli import assay, write_files

SALESFORCE = "account_id,name,domain\n001SF,Acme Corp,acme.example\n002SF,Beta Incorporated,\n"
HUBSPOT = "account_id,name,domain\n9911,ACME Corporation,acme.example\n001SF,Gamma GmbH,\n77,Gamma AG,\n"
FILES = {
    "touches.csv": "touch_id,occurred_at,kind,email,company\n"
    "t1,2026-05-01,page_view,jo@acme.example,\nt2,2026-05-02,form_submitted,,Beta Inc.\n",
    "list_memberships.csv": "list,account_id,valid_from\nL,salesforce:001SF,2026-01-01\nL,002SF,2026-01-01\n",
    "people.csv": "person_id,email,company\np1,jo@gmail.com,Beta Industries\n",
}


@pytest.fixture
def company(tmp_path: Path) -> Path:
    work = tmp_path / "work"
    assay("init", str(work))
    for system, accounts in (("salesforce", SALESFORCE), ("hubspot", HUBSPOT)):
        write_files(tmp_path / system, {"accounts.csv": accounts})
        assay("-C", str(work), "load", str(tmp_path / system), "--source", system)
    write_files(tmp_path / "rest", FILES)
    assay("-C", str(work), "load", str(tmp_path / "rest"))
    assay("-C", str(work), "refresh")
    return work


def test_two_systems_of_one_company(company: Path) -> None:
    place = ("-C", str(company), "--format", "json")
    total = assay(*place, "kpi", "engaged_share").json["total"]
    assert (total["numerator"], total["denominator"]) == (2, 2)
    links = assay(*place, "match", "--list").json
    assert [(one["account"], one["other"]) for one in links] == [("salesforce:001SF", "hubspot:9911")]

    proposed = assay(*place, "match").json
    assert {(one["account"], one["other_name"]) for one in proposed} == {
        ("hubspot:001SF", "Gamma AG"),
        ("salesforce:002SF", "Beta Industries"),
    }
    assert assay(*place, "match", "--accept", "salesforce:002SF=Beta Industries", "--check").status == 0
    assert len(assay(*place, "match").json) == 2, "a check decides nothing"

    assay(*place, "match", "--accept", "salesforce:002SF=Beta Industries", "--reject", "hubspot:001SF=hubspot:77")
    assay(*place, "refresh")
    assert assay(*place, "match").json == []
    assert assay(*place, "kpi", "contacts_per_account").json["total"]["numerator"] == 1


def test_a_pair_that_cannot_be_read_is_told(company: Path) -> None:
    said = assay("-C", str(company), "match", "--accept", "nobody=Beta")
    assert said.status == 2
    assert "nobody" in said.err


def test_a_check_tells_what_the_figures_would_be_and_they_become_so(company: Path) -> None:
    place = ("-C", str(company), "--format", "json")
    workspace = Workspace.find(company)
    alias = Decision("salesforce:002SF", "Beta Industries", "accepted", is_name=True)
    apart = Decision("hubspot:9911", "salesforce:001SF", "rejected")
    keys = ["contacts_per_account", "engaged_share"]
    told = {
        one.question.kpi: (one.before.numerator, one.after.numerator)
        for one in preview_decisions(workspace, [alias, apart], keys=keys).figures
        if one.question.window == "to_date"
    }
    # The alias gives Beta its person; without the link the visit from Acme's domain is of two accounts, and so nobody's.
    assert told == {"contacts_per_account": (0, 1), "engaged_share": (2, 1)}
    checked = assay(*place, "match", "--accept", "salesforce:002SF=Beta Industries", "--check").json
    assert checked["decisions"][0]["people_gained"] == 1
    assert {one["kpi"] for one in checked["figures"]} >= {"win_rate", "new_revenue"}
    decide(workspace, [alias, apart])
    assay(*place, "refresh")
    assert {key: assay(*place, "kpi", key).json["total"]["numerator"] for key in keys} == {
        key: told[key][1] for key in keys
    }


def test_exports_of_hubspot_and_salesforce_name_each_others_rows(tmp_path: Path) -> None:
    work = tmp_path / "work"
    assay("init", str(work))
    salesforce = {
        "Account.csv": "Id,Name,Website,BillingCountry,CreatedDate\n001D000000Iqi5zIAB,Beta Industries,beta.example,Germany,2025-01-01\n",
        "Contact.csv": "Id,AccountId,FirstName,LastName,Email,CreatedDate\n003D000000QYVZZIA4,001D000000Iqi5zIAB,Jo,Doe,jo@beta.example,2025-01-01\n",
    }
    hubspot = {
        "hubspot-crm-exports-all-companies.csv": "Record ID,Company name,Company Domain Name,Salesforce Account ID\n102,Beta,beta.invalid,001D000000Iqi5z\n",
        "hubspot-crm-exports-all-contacts.csv": "Record ID,First Name,Last Name,Email,Salesforce Contact ID,Associated Company IDs\n"
        "201,Jo,Doe,JO@beta.example,,102\n202,Ann,Lee,ann@gmail.com,,\n203,Joe,Doe,jo@gmail.com,003D000000QYVZZ,102\n",
    }
    for system, files in (("salesforce", salesforce), ("hubspot", hubspot)):
        write_files(tmp_path / system, files)
        assert assay("-C", str(work), "load", str(tmp_path / system), "--preset", system).status == 0
    said = assay("-C", str(work), "refresh")
    assert said.status == 0, said.err
    place = ("-C", str(work), "--format", "json")
    assert [one["other"] for one in assay(*place, "match", "--list").json] == ["hubspot:102"]
    joined = {one["other"]: one["why"] for one in assay(*place, "match", "--list", "--people").json}
    assert joined == {"hubspot:201": "the same e-mail", "hubspot:203": "salesforce id in its row"}
    total = assay(*place, "kpi", "contacts_per_account", "--arm", "all", "--as-of", "2026-01-31").json["total"]
    assert (total["numerator"], total["denominator"]) == (1, 1)
