"""What accepting a proposal would change, told before it is done."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from assay.landing.load import load
from assay.refresh import refresh
from assay.store.runs import open_run
from assay.store.workspace import create_workspace
from assay.views.matching import proposals
from assay.views.matching_preview import preview, shared_addresses
from support.company import company


def test_touches_by_an_address_of_people_at_both_accounts_gain_one() -> None:
    accounts = [{"account_id": name, "name": name} for name in ("a", "b", "c")]
    people = [
        {"person_id": "1", "account_id": "a", "email": "Jo@x.example"},
        {"person_id": "2", "account_id": "b", "email": "jo@x.example"},
        {"person_id": "3", "account_id": "a", "email": "ann@x.example"},
        {"person_id": "4", "account_id": "c", "email": "ann@x.example"},
        {"person_id": "5", "account_id": "b", "email": "lee@x.example"},
        {"person_id": "6", "email": "lee@x.example"},
    ]
    run = company({"accounts": accounts, "people": people})
    assert shared_addresses(run.connection, frozenset("ab")) == ["jo@x.example"]
    assert shared_addresses(run.connection, frozenset("bc")) == []


def test_a_name_that_both_accounts_have_gains_one(tmp_path: Path) -> None:
    """One touch and one person name the company of both; where a domain is in doubt, the name does not decide."""
    files = {
        "accounts": "account_id,name,domain\na,Gamma Inc.,\nb,Gamma Ltd,\nc,Delta,x.example\nd,Delta Two,x.example\n",
        "touches": "touch_id,occurred_at,kind,company,domain\n1,2026-02-01,chat,Gamma,\n2,2026-02-01,chat,Gamma,x.example\n"
        "3,2026-02-01,chat,Omega,\n",
        "people": "person_id,email,company\np,jo@gmail.com,Gamma\nq,lee@gmail.com,Delta\n",
    }
    workspace = create_workspace(tmp_path / "w")
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    load(workspace, [tmp_path / f"{name}.csv" for name in files])
    refresh(workspace)
    with closing(open_run(workspace)) as run:
        (asked,) = [
            one
            for one in proposals(run, workspace=workspace)
            if {one.proposal.account_id, one.proposal.other} == {"a", "b"}
        ]
        told = preview(run, workspace, asked)
    assert (told.touches_gained, told.people_gained) == (1, 1)
