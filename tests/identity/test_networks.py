from __future__ import annotations

import pytest

from assay.identity.networks import Networks, index_networks, read_address


def networks(*ranges: tuple[str, str]) -> Networks:
    return index_networks(ranges)


def test_first_and_last_address_are_inside() -> None:
    known = networks(("10.1.0.0/24", "A"))
    assert known.candidates("10.1.0.0") == {"A"}
    assert known.candidates("10.1.0.255") == {"A"}
    assert not known.candidates("10.0.255.255")
    assert not known.candidates("10.1.1.0")


def test_ipv6_and_ipv4_are_apart() -> None:
    known = networks(("2001:db8::/32", "A"), ("0.0.0.0/0", "B"))
    assert known.candidates("2001:db8:1::5") == {"A"}
    assert not known.candidates("2001:db9::1")
    assert known.candidates("255.255.255.255") == {"B"}


def test_ranges_of_two_accounts_around_an_address_are_ambiguous() -> None:
    known = networks(("10.0.0.0/8", "A"), ("10.2.0.0/16", "B"), ("10.2.0.0/16", "A"))
    assert known.candidates("10.1.0.1") == {"A"}
    assert known.candidates("10.2.0.1") == {"A", "B"}
    assert known.candidates("10.3.0.1") == {"A"}


def test_the_longest_prefix_speaks_for_an_address() -> None:
    known = networks(("10.0.0.0/8", "A"), ("10.2.0.0/16", "B"), ("10.2.3.0/24", "C"), ("2001:db8::/32", "A"))
    assert [known.candidates(f"10.{n}") for n in ("1.0.1", "2.0.1", "2.3.255", "2.4.0")] == [{"A"}, {"B"}, {"C"}, {"B"}]
    assert known.candidates("2001:db8::1") == {"A"}


def test_adjacent_ranges_do_not_touch_each_other() -> None:
    known = networks(("10.0.0.0/25", "A"), ("10.0.0.128/25", "B"))
    assert known.candidates("10.0.0.127") == {"A"}
    assert known.candidates("10.0.0.128") == {"B"}


def test_unreadable_ranges_are_counted() -> None:
    assert networks(("10.0.0.0/99", "A"), ("office", "A"), (" 10.0.0.7/24 ", "A")).unreadable == 2


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("10.0.0.1", "10.0.0.1"),
        (" 10.0.0.1:443", "10.0.0.1"),
        ("[2001:db8::1]:80", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("unknown", None),
        ("10.0.0", None),
        ("", None),
    ],
)
def test_addresses_as_logs_write_them(text: str, address: str | None) -> None:
    found = read_address(text)
    assert (str(found) if found else None) == address


@pytest.mark.parametrize("text", ["10.0.0.7", " 10.0.0.7", "10.0.0.7:443", "::ffff:10.0.0.7", "::ffff:a00:7"])
def test_every_way_to_write_an_address_leads_to_its_account(text: str) -> None:
    assert networks(("10.0.0.0/24", "A")).candidates(text) == {"A"}


@pytest.mark.parametrize(
    "text", ["010.0.0.7", "10.0.7", "10.0.0.7.", "10.0.0.256", "0xa.0.0.7", "10.0.0.7\x00", "10.0.0.٧"]
)
def test_what_is_no_address_leads_nowhere(text: str) -> None:
    assert not networks(("10.0.0.0/8", "A")).candidates(text)
