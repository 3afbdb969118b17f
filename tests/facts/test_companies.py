"""One company in two systems, and rows that know no more than a company's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assay.settings import Settings
from assay.settings.identity import Identity

FactsOf = Callable[..., Any]


def account(identifier: str, name: str, source: str, **more: Any) -> dict[str, Any]:
    return {"account_id": identifier, "name": name, "_source": source, **more}


def touch(identifier: str, **more: Any) -> dict[str, Any]:
    return {"touch_id": identifier, "occurred_at": "2026-05-01T10:00", "kind": "page_view", **more}


ACME = account("001", "Acme Corp", "salesforce", domain="acme.com", _batch=1)
OTHER_ACME = account("hubspot:99", "ACME Corporation", "hubspot", website="www.acme.com", _batch=2)


def matches(facts: Any) -> list[tuple[Any, ...]]:
    return list(facts("SELECT touch_id, match, account_id FROM touches ORDER BY touch_id"))


def survivors(facts: Any) -> list[str]:
    return [row[0] for row in facts("SELECT account_id FROM accounts ORDER BY 1")]


def test_a_domain_that_two_systems_share_makes_their_rows_one_company(facts_of: FactsOf) -> None:
    facts = facts_of(accounts=[ACME, OTHER_ACME], touches=[touch("t", email="jo@acme.com")])
    assert survivors(facts) == ["001"]
    assert matches(facts) == [("t", "email_domain", "001")]


def test_rows_of_one_system_are_never_joined_by_themselves(facts_of: FactsOf) -> None:
    twin = account("002", "Acme Services", "salesforce", domain="acme.com")
    facts = facts_of(accounts=[ACME, twin], touches=[touch("t", email="jo@acme.com")])
    assert survivors(facts) == ["001", "002"]
    assert matches(facts) == [("t", "ambiguous", None)]


def test_a_second_row_with_the_domain_in_one_system_stops_the_link(facts_of: FactsOf) -> None:
    subsidiary = account("hubspot:98", "Acme Services", "hubspot", domain="acme.com")
    assert survivors(facts_of(accounts=[ACME, OTHER_ACME, subsidiary])) == ["001", "hubspot:98", "hubspot:99"]


def test_shared_hosts_and_free_mail_join_nobody(facts_of: FactsOf) -> None:
    rows = [
        account("1", "A", "salesforce", domain="gmail.com"),
        account("hubspot:2", "B", "hubspot", domain="gmail.com"),
    ]
    assert survivors(facts_of(accounts=rows)) == ["1", "hubspot:2"]


def test_a_cross_reference_id_makes_one_company_whatever_the_domains(facts_of: FactsOf) -> None:
    other = account("hubspot:99", "Acme", "hubspot", domain="acme.io", x_salesforceaccountid="001D000000Iqi5zIAB")
    rows = [account("001D000000Iqi5z", "Acme", "salesforce", domain="acme.com"), other]
    assert survivors(facts_of(accounts=rows)) == ["001D000000Iqi5z"]


def test_links_are_a_setting(facts_of: FactsOf) -> None:
    settings = Settings(identity=Identity(link_systems=False))
    assert survivors(facts_of(accounts=[ACME, OTHER_ACME], settings=settings)) == ["001", "hubspot:99"]


def test_an_accepted_link_acts_as_a_merge_of_the_other_into_the_first(facts_of: FactsOf) -> None:
    rows = [account("a", "A", "file"), account("b", "B", "file"), account("c", "C", "file", merged_into_id="b")]
    links = [{"account_id": "a", "other_id": "b"}]
    facts = facts_of(accounts=rows, account_links=links, touches=[touch("t", account_id="c")])
    assert survivors(facts) == ["a"]
    assert matches(facts) == [("t", "account_id", "a")]


def test_a_rejected_link_keeps_two_systems_apart_and_a_proposed_one_does_nothing(facts_of: FactsOf) -> None:
    links = [{"account_id": "hubspot:99", "other_id": "001", "state": "rejected"}]
    assert survivors(facts_of(accounts=[ACME, OTHER_ACME], account_links=links)) == ["001", "hubspot:99"]
    rows = [account("a", "A", "file"), account("b", "B", "file")]
    proposed = [{"account_id": "a", "other_id": "b", "state": "proposed"}]
    assert survivors(facts_of(accounts=rows, account_links=proposed)) == ["a", "b"]


def test_links_in_a_ring_end_at_one_account(facts_of: FactsOf) -> None:
    rows = [account(name, name, "file") for name in ("a", "b", "c")]
    links = [{"account_id": one, "other_id": other} for one, other in (("a", "b"), ("b", "c"), ("c", "a"))]
    assert survivors(facts_of(accounts=rows, account_links=links)) == ["a"]


def test_a_reference_without_the_systems_name_leads_to_the_only_such_id(facts_of: FactsOf) -> None:
    rows = [
        account("001", "A", "salesforce"),
        account("hubspot:99", "B", "hubspot"),
        account("hubspot:001", "C", "hubspot"),
    ]
    touches = [touch("1", account_id="99"), touch("2", account_id="001"), touch("3", account_id="hubspot:001")]
    assert [row[2] for row in matches(facts_of(accounts=rows, touches=touches))] == ["hubspot:99", "001", "hubspot:001"]


def test_a_company_name_leads_to_its_account_after_the_domain_and_before_the_address(facts_of: FactsOf) -> None:
    rows = [account("a", "Beta Incorporated", "file"), account("b", "Gamma", "file", domain="gamma.io")]
    touches = [
        touch("1", company="BETA Inc."),
        touch("2", company="Beta Inc.", domain="gamma.io"),
        touch("3", company="Betamax"),
        touch("4", company="Gamma Ltd", ip="10.1.2.3"),
    ]
    facts = facts_of(accounts=rows, touches=touches, ip_ranges=[{"cidr": "10.0.0.0/8", "account_id": "a"}])
    assert matches(facts) == [("1", "company", "a"), ("2", "domain", "b"), ("3", "none", None), ("4", "company", "b")]


def test_one_name_of_two_accounts_is_ambiguous_and_an_alias_is_a_name(facts_of: FactsOf) -> None:
    rows = [account("a", "Beta", "file"), account("b", "Beta GmbH", "file"), account("c", "Gamma", "file")]
    touches = [touch("1", company="beta"), touch("2", company="Big Blue")]
    facts = facts_of(accounts=rows, touches=touches, account_names=[{"account_id": "c", "name": "Big Blue, Inc."}])
    assert matches(facts) == [("1", "ambiguous", None), ("2", "company", "c")]


def people_at(facts: Any) -> dict[str, Any]:
    return dict(facts("SELECT person_id, account_id FROM people ORDER BY 1"))


PEOPLE = [
    {"person_id": "by id", "account_id": "b", "email": "x@acme.com"},
    {"person_id": "by mail", "email": "jo@eu.acme.com", "company": "Beta"},
    {"person_id": "by company", "email": "jo@gmail.com", "company": "beta inc"},
    {"person_id": "unknown id", "account_id": "gone", "email": "al@acme.com"},
    {"person_id": "nobody", "email": "jo@gmail.com"},
]
PLACES = [account("a", "Acme", "file", domain="acme.com"), account("b", "Beta", "file")]


def test_people_belong_by_id_then_mail_domain_then_company(facts_of: FactsOf) -> None:
    facts = facts_of(accounts=PLACES, people=PEOPLE, touches=[touch("t", person_id="by company")])
    assert people_at(facts) == {"by id": "b", "by mail": "a", "by company": "b", "unknown id": "a", "nobody": None}
    assert matches(facts) == [("t", "person", "b")]


def test_placing_people_is_a_setting(facts_of: FactsOf) -> None:
    settings = Settings(identity=Identity(place_people=False))
    placed = people_at(facts_of(accounts=PLACES, people=PEOPLE, settings=settings))
    assert placed == {"by id": "b", "by mail": None, "by company": None, "unknown id": None, "nobody": None}


TWICE = [
    {"person_id": "3", "email": "jo@acme.com", "_source": "salesforce", "_batch": 1, "created_at": "2026-03-01"},
    {
        "person_id": "hubspot:9",
        "email": "Jo@Acme.com",
        "_source": "hubspot",
        "_batch": 2,
        "created_at": "2026-01-01",
        "account_id": "hubspot:99",
        "job_title": "CIO",
        "buying_role": "champion",
    },
]


def test_one_person_in_two_systems_is_counted_once_and_keeps_what_either_says(facts_of: FactsOf) -> None:
    salesforce, hubspot = TWICE
    salesforce = {**salesforce, "account_id": "001", "phone": "1"}
    touches = [touch("t1", email="jo@acme.com"), touch("t2", person_id="hubspot:9")]
    facts = facts_of(accounts=[ACME, OTHER_ACME], people=[salesforce, hubspot], touches=touches)
    row = "SELECT person_id, account_id, phone, job_title, role, seniority, CAST(created_on AS VARCHAR) FROM people"
    assert facts(row) == [("3", "001", "1", "CIO", "champion", "c_level", "2026-01-01")]
    assert facts("SELECT match, account_id, person_id FROM touches") == [("person", "001", "3")] * 2


def test_the_row_that_knows_the_account_stays_and_an_objection_is_the_persons(facts_of: FactsOf) -> None:
    salesforce = {**TWICE[0], "objected_at": "2026-04-01"}
    facts = facts_of(accounts=[OTHER_ACME], people=[salesforce, TWICE[1]])
    assert facts("SELECT person_id, account_id, counts FROM people") == [("hubspot:9", "hubspot:99", False)]


def test_a_lead_finds_its_company_by_what_the_other_system_knows(facts_of: FactsOf) -> None:
    people = [
        {"person_id": "3", "email": "jo@gmail.com", "_source": "salesforce", "_batch": 1},
        {"person_id": "hubspot:9", "email": "jo@gmail.com", "_source": "hubspot", "_batch": 2, "company": "Acme Inc"},
    ]
    assert people_at(facts_of(accounts=[ACME], people=people)) == {"3": "001"}


def test_joining_people_is_a_setting_and_a_mailbox_of_two_companies_joins_nobody(facts_of: FactsOf) -> None:
    settings = Settings(identity=Identity(link_people=False))
    assert len(people_at(facts_of(accounts=[ACME, OTHER_ACME], people=TWICE, settings=settings))) == 2
    apart = [account("001", "Acme", "salesforce"), account("hubspot:99", "Beta", "hubspot")]
    assert len(people_at(facts_of(accounts=apart, people=[{**TWICE[0], "account_id": "001"}, TWICE[1]]))) == 2


FAMILY = [
    account("p", "Siemens", "file"),
    account("c1", "Siemens Energy", "file", parent_account_id="p"),
    account("c2", "Siemens France", "file"),
    account("c3", "Siemens Polska", "file", parent_account_id="p"),
]


def parents(facts: Any) -> dict[str, str]:
    return dict(facts("SELECT account_id, parent_id FROM accounts"))


def test_a_decided_parent_is_one_and_what_the_row_says_comes_first(facts_of: FactsOf) -> None:
    links = [
        {"account_id": "p", "other_id": "c2", "state": "parent"},
        {"account_id": "c2", "other_id": "c1", "state": "parent"},
    ]
    found = parents(facts_of(accounts=FAMILY, account_links=links))
    assert found == {"p": "p", "c1": "p", "c2": "p", "c3": "p"}


def test_the_unlisted_family_can_be_left_out_of_a_roll_up(facts_of: FactsOf) -> None:
    settings = Settings(identity=Identity(roll_up_unlisted=False))
    rows = [{"list": "L", "account_id": name, "valid_from": "2026-01-01"} for name in ("c1", "c3")]
    found = parents(facts_of(accounts=FAMILY, list_memberships=rows, settings=settings))
    assert found == {"p": "p", "c1": "c1", "c2": "c2", "c3": "c1"}, "a listed company stands for an unlisted parent"
    rows.append({"list": "L", "account_id": "p", "valid_from": "2026-01-01"})
    found = parents(facts_of(accounts=FAMILY, list_memberships=rows, settings=settings))
    assert found == {"p": "p", "c1": "p", "c2": "c2", "c3": "p"}
