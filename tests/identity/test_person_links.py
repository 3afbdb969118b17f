"""One person in two systems: by e-mail or by id, never within one system, never across two companies."""

from __future__ import annotations

import duckdb
import pytest

from assay.contract.systems import referenced_system
from assay.facts.plan import Plan
from assay.identity.distinct import person_aliases
from assay.identity.person_links import Contact, links_of_people, person_links


def joined(*contacts: Contact) -> set[tuple[str, str]]:
    return {(link.person_id, link.other_id) for link in links_of_people(contacts)}


def salesforce(identifier: str, **more: object) -> Contact:
    return Contact(identifier, "salesforce", **{"address": "jo@acme.com", "batch": 1, **more})  # type: ignore[arg-type]


def hubspot(identifier: str, **more: object) -> Contact:
    return Contact(f"hubspot:{identifier}", "hubspot", **{"address": "jo@acme.com", "batch": 2, **more})  # type: ignore[arg-type]


def test_one_address_in_two_systems_is_one_person() -> None:
    assert joined(salesforce("3"), hubspot("9")) == {("3", "hubspot:9")}
    third = Contact("pipedrive:1", "pipedrive", "jo@acme.com")
    assert joined(salesforce("3"), hubspot("9"), third) == {("3", "hubspot:9"), ("3", "pipedrive:1")}


def test_the_row_with_an_account_stays_and_one_that_left_does_not() -> None:
    assert joined(salesforce("3"), hubspot("9", account_id="a")) == {("hubspot:9", "3")}
    assert joined(salesforce("3", has_left=True), hubspot("9")) == {("hubspot:9", "3")}


def test_several_rows_of_one_system_share_a_mailbox() -> None:
    assert joined(salesforce("3"), salesforce("4"), hubspot("9")) == set()
    assert joined(salesforce("3"), salesforce("4")) == set()


LEAD, CONTACT = "00QD000000Iqi5z", "003D000000Iqi5z"


def test_a_lead_is_the_contact_of_its_system_with_its_address_and_name() -> None:
    lead, contact = salesforce(LEAD, name="Jo Doe"), salesforce(CONTACT, name="Joanna Doe", account_id="a")
    assert joined(lead, contact) == {(CONTACT, LEAD)}
    assert joined(lead, contact, hubspot("9")) == {(CONTACT, LEAD), (CONTACT, "hubspot:9")}
    assert joined(lead, hubspot("9")) == {(LEAD, "hubspot:9")}


def test_leads_stay_apart_where_the_mailbox_may_be_of_several() -> None:
    contact = salesforce(CONTACT, name="Jo Doe", account_id="a")
    assert joined(contact, salesforce(LEAD, name="Ann Lee"), hubspot("9", name="Jo Doe")) == set()
    assert joined(contact, salesforce(LEAD)) == set()
    assert joined(contact, salesforce("003D000000Iqi5y", name="Ann Doe"), salesforce(LEAD, name="Jo Doe")) == set()
    assert joined(salesforce(LEAD, name="Jo Doe"), salesforce("00QD000000Iqi5y", name="Jo Doe")) == set()


def test_two_companies_or_two_names_are_two_people() -> None:
    assert joined(salesforce("3", account_id="a"), hubspot("9", account_id="b")) == set()
    assert joined(salesforce("3", name="Jo Doe"), hubspot("9", name="Ann Lee")) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jo Doe", "Doe, Johanna"), ("Jo Doe", ""), ("Иван Петров", "Ivan Petrov"), ("José Díaz", "jose")],
)
def test_names_written_otherwise_are_no_obstacle(one: str, other: str) -> None:
    assert joined(salesforce("3", name=one), hubspot("9", name=other)) == {("3", "hubspot:9")}


def test_two_people_of_one_name_are_two() -> None:
    assert joined(salesforce("3", name="Jan Novak"), hubspot("9", name="Jan Novak", address="jan@beta.io")) == set()


def test_an_id_of_the_other_system_joins_whatever_the_addresses() -> None:
    other = hubspot("9", address="jo@gmail.com", references=(("salesforce", "003D000000Iqi5zIAB"),))
    assert joined(salesforce("003D000000Iqi5z"), other) == {("003D000000Iqi5z", "hubspot:9")}


@pytest.mark.parametrize(
    ("column", "system"),
    [
        ("Salesforce Account ID", "salesforce"),
        ("x_salesforcecontactid", "salesforce"),
        ("x_hs_salesforce_account_id", "salesforce"),
        ("SFDC Account ID", "salesforce"),
        ("HubSpot_Company_ID__c", "hubspot"),
        ("Organization - Salesforce ID", "salesforce"),
        ("x_pipedrive_organization_id", "pipedrive"),
        ("hs_object_id", None),
        ("Salesforce Campaign ID", None),
        ("x_hubspot_owner_id", None),
        ("id", None),
    ],
)
def test_columns_that_hold_an_id_of_another_system(column: str, system: str | None) -> None:
    assert referenced_system(column) == system


@pytest.mark.parametrize(("other", "links"), [("9", []), ("hubspot:9", [("3", "hubspot:9", "the same e-mail")])])
def test_people_are_read_where_there_are_two_systems(other: str, links: list[tuple[str, str, str]]) -> None:
    with duckdb.connect() as connection:
        for schema in ("model", "lookup"):
            connection.execute(f"CREATE SCHEMA {schema}")
        connection.execute(
            "CREATE TABLE model.people AS SELECT person_id, source AS _source, 1 AS _batch, 'Jo' AS first_name, 'Doe' AS last_name, "
            "NULL::VARCHAR AS account_id, NULL::DATE AS left_at, NULL::VARCHAR AS merged_into_id "
            f"FROM (VALUES ('3', 'salesforce'), ('{other}', 'hubspot')) AS p(person_id, source)"
        )
        connection.execute("CREATE TABLE lookup.person_references (person_id VARCHAR, system VARCHAR, written VARCHAR)")
        connection.execute("CREATE TABLE lookup.accounts (account_id VARCHAR, survivor_id VARCHAR)")
        connection.execute(
            "CREATE TABLE lookup.person_addresses AS SELECT person_id, 'jo@acme.com' AS email FROM model.people"
        )
        asked: list[str] = []

        def read(sql: str) -> list[tuple[object, ...]]:
            asked.append(sql)
            return connection.execute(sql).fetchall()

        assert person_links(read, Plan().settings).rows == links
        assert len(asked) == (4 if links else 1)
        assert bool(person_aliases(read, Plan().settings).rows) == bool(links)
