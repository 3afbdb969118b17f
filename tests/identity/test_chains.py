from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assay.identity.chains import follow


def test_a_chain_leads_to_its_last_id() -> None:
    found = follow({"a": "b", "b": "c"}, {"a", "b", "c"})
    assert found.ends == {"a": "c", "b": "c"}
    assert not found.cyclic


def test_an_unknown_or_own_id_is_no_reference() -> None:
    found = follow({"a": "gone", "b": "b"}, {"a", "b"})
    assert not found.ends
    assert not found.cyclic


def test_a_chain_stops_before_an_unknown_id() -> None:
    assert follow({"a": "b", "b": "gone"}, {"a", "b"}).ends == {"a": "b"}


def test_a_ring_is_ignored_and_what_leads_into_it_stops_there() -> None:
    found = follow({"a": "b", "b": "a", "c": "a"}, {"a", "b", "c"})
    assert found.ends == {"c": "a"}
    assert found.cyclic == {"a", "b"}


def test_a_very_long_chain_needs_no_recursion() -> None:
    links = {str(n): str(n + 1) for n in range(50_000)}
    assert set(follow(links, {str(n) for n in range(50_001)}).ends.values()) == {"50000"}


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")))
def test_every_end_is_an_end(links: dict[str, str]) -> None:
    found = follow(links, set("abcdefgh"))
    assert not set(found.ends.values()) & set(found.ends)
    assert not found.cyclic & set(found.ends)
