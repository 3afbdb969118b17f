from __future__ import annotations

from assay.identity.proposals import Candidate, of_accounts, of_names
from assay.identity.resemblance import Names


def candidate(identifier: str, name: str, *domains: str, country: str | None = None) -> Candidate:
    return Candidate(identifier, name, frozenset(domains), country)


def test_accounts_of_one_name_or_one_domain_are_proposed_with_their_reasons() -> None:
    accounts = [
        candidate("a", "Acme GmbH", "acme.de", country="DE"),
        candidate("b", "ACME AG", country="Germany"),
        candidate("c", "Acme Services", "acme.de"),
        candidate("d", "Delta"),
    ]
    found = {(one.account_id, one.other): one.reasons for one in of_accounts(accounts)}
    assert found == {("a", "b"): ("same name", "same country"), ("a", "c"): ("same domain acme.de",)}


def test_what_was_decided_is_not_proposed_again() -> None:
    accounts = [candidate("a", "Acme"), candidate("b", "Acme Inc")]
    assert of_accounts(accounts, [frozenset(("b", "a"))]) == []


def test_a_domain_of_very_many_accounts_makes_no_pairs() -> None:
    assert of_accounts([candidate(str(n), f"Firm {n}", "host.example") for n in range(40)]) == []


def test_a_written_name_gets_the_nearest_accounts_first() -> None:
    names = Names(
        [
            ("International Business Machines", "ibm"),
            ("Business Machines Leasing", "leasing"),
            ("Carvana Co.", "carvana"),
            ("Fortinet", "fortinet"),
            ("Ромашка", "romashka"),
        ]
    )
    nearest = {
        one.other: one.account_id
        for one in reversed(list(of_names(["Intl Business Machines Corp", "ООО Ромашки"], names)))
    }
    assert nearest == {"Intl Business Machines Corp": "ibm", "ООО Ромашки": "romashka"}
    assert list(of_names(["Zyxel", "n/a"], names)) == []
