"""Parents are proposed from names and domains, and never taken by themselves."""

from __future__ import annotations

from assay.identity.families import of_families
from assay.identity.proposals import Candidate


def account(identifier: str, name: str, *domains: str) -> Candidate:
    return Candidate(identifier, name, frozenset(domains))


SIEMENS = account("s", "Siemens AG", "siemens.com")
ENERGY = account("e", "Siemens Energy AG", "siemens-energy.com")
FRANCE = account("f", "Siemens France SAS", "siemens.fr")


def pairs(*accounts: Candidate, **parents: str) -> list[tuple[str, str]]:
    return [(one.account_id, one.other) for one in of_families(accounts, parents)]


def test_a_name_that_goes_on_and_a_domain_beside_it() -> None:
    assert sorted(pairs(SIEMENS, ENERGY, FRANCE)) == [("s", "e"), ("s", "f")]


def test_the_longest_name_it_goes_on_from_is_the_nearest_parent() -> None:
    renewables = account("r", "Siemens Energy Renewables GmbH")
    assert ("e", "r") in pairs(SIEMENS, ENERGY, renewables)
    assert ("s", "r") not in pairs(SIEMENS, ENERGY, renewables)


def test_what_a_row_says_of_its_parent_is_not_asked_again() -> None:
    assert pairs(SIEMENS, ENERGY, e="s") == []


def test_what_is_decided_is_not_asked_again() -> None:
    assert of_families([SIEMENS, ENERGY], {}, [frozenset("se")]) == []


def test_short_names_common_words_and_names_of_two_accounts_are_no_parents() -> None:
    short = [account("a", "ABB"), account("b", "ABB Power Grids")]
    assert pairs(*short) == []
    banks = [account("bank", "Bank"), *(account(str(n), f"Bank {n}") for n in range(80))]
    assert pairs(*banks) == []
    assert pairs(account("1", "Acme"), account("2", "ACME Inc"), account("3", "Acme Tools")) == []
