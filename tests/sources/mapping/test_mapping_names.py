from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.sources.mapping.names import attribute_name, file_matches, find_headers, header_key
from assay.sources.mapping.rules import Unit
from assay.sources.mapping.units import parse_unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("StageName", "stage_name"),
        ("StageName", "STAGE NAME"),
        ("property_dealname", "dealname"),
        ("properties_dealname", "properties__dealname"),
        ("Custom_Field__c", "custom_field_c"),
        ("contact-id", "contact_id"),
        ('"from"', "FROM"),
        ("Größe", "größe"),
    ],
)
def test_spellings_of_a_header(one: str, other: str) -> None:
    assert header_key(one) == header_key(other)


@pytest.mark.parametrize(("one", "other"), [("name", "rename"), ("id", "deal_id"), ("%", "$"), ("Название", "Имя")])
def test_other_headers(one: str, other: str) -> None:
    assert header_key(one) != header_key(other)


def test_all_spellings_that_are_there_in_the_order_asked() -> None:
    headers = ("property_name", "id", "Name", "name", "title")
    assert find_headers(("name", "title"), headers) == ("name", "property_name", "Name", "title")
    assert find_headers(("gone",), headers) == ()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Tier__c", "x_tier_c"),
        ("property_hs_all-funky", "x_hs_all_funky"),
        ("BillingCity", "x_billing_city"),
        ("x_a", "x_a"),
    ],
)
def test_attribute_names(header: str, name: str) -> None:
    assert attribute_name(header) == name


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("sales.csv", "data/SALES.csv"),
        ("sales_*.csv", "sales_2024.csv"),
        ("opportunity", "Opportunity.csv"),
        ("opportunity_history", "OpportunityHistory.parquet"),
        ("opportunity", "sf_opportunity_data.csv"),
        ("deal_stage", "hubspot_deal_stage.csv.gz"),
        ("account", "account/part-0001.parquet"),
        ("account", "account/1700000000.1234.abcdef0123.parquet"),
        ("companies__contacts", "companies__contacts.ndjson"),
        ("account*", "accounts_2024.csv"),
    ],
)
def test_a_pattern_means_a_file(pattern: str, path: str) -> None:
    assert file_matches(pattern, Path(path))


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("sales.csv", "sales.tsv"),
        ("opportunity", "OpportunityHistory.csv"),
        ("opportunity", "opportunity/Contact.csv"),
        ("deal", "ideal.csv"),
        ("company", "company_data_postgres.csv"),
    ],
)
def test_a_pattern_does_not_mean_a_file(pattern: str, path: str) -> None:
    assert not file_matches(pattern, Path(path))


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("k€", Unit("1000", "EUR")),
        ("€k", Unit("1000", "EUR")),
        ("M$", Unit("1000000", "$")),  # one of several: the load asks
        ("Mkr", Unit("1000000", "kr")),
        ("k US$", Unit("1000", "USD")),
        ("EUR m", Unit("1000000", "EUR")),
        ("CHF", Unit("1", "CHF")),
        ("bn", Unit("1000000000")),
        ("1000", Unit("1000")),
        (0.5, Unit("0.5")),
        ("1e3", Unit("1000")),
        ("%", Unit("0.01")),
        ("min", Unit("60")),
    ],
)
def test_units(written: str | float, unit: Unit) -> None:
    assert parse_unit(written) == unit


@pytest.mark.parametrize("written", ["", " ", "kk", "€k$", "NaN", "inf", "0", "-1", "dozen"])
def test_no_units(written: str) -> None:
    with pytest.raises(UsageError, match="Unknown unit"):
        parse_unit(written)
