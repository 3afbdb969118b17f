"""The scope in the address: read into a scope, written back, and what cannot be read."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.errors import UsageError
from assay.metrics.scope import Filter, split
from assay.web.scope_url import SCOPE_WORDS, SHOWN, Query, condition, is_true, quoted, scope_of, whole_number

WORDS = (*SCOPE_WORDS, "sort")


def query(*pairs: tuple[str, str]) -> Query:
    return Query.of(pairs, WORDS)


def test_the_words_of_the_command_line():
    scope = scope_of(
        query(
            ("list", "A,B"), ("list", '"C, D"'), ("arm", "control"), ("tier", "1"), ("owner", "u"), ("programme", "P"),
            ("where", "industry = 'Software'"), ("from", "2026-01-01"), ("to", "2026-03-31"), ("as-of", "2026-04-01"),
            ("mode", "cohort"), ("follow-days", "90"), ("engaged", "mqa"), ("roll-up", "1"), ("currency", "usd"),
        )
    )  # fmt: skip
    assert scope.lists == ("A", "B", "C, D")
    assert (scope.arm, scope.tiers, scope.owners, scope.programmes) == ("control", ("1",), ("u",), ("P",))
    assert scope.where == (Filter("industry", "=", "Software"),)
    assert [str(day) for day in (scope.start, scope.end, scope.as_of)] == ["2026-01-01", "2026-03-31", "2026-04-01"]
    assert (scope.mode, scope.follow_days, scope.engaged, scope.roll_up, scope.currency) == (
        "cohort",
        90,
        "mqa",
        True,
        "USD",
    )


def test_every_option_of_the_command_line_is_a_word():
    from typing import get_type_hints

    from assay.cli.options import Asked

    hints = get_type_hints(Asked, include_extras=True).values()
    options = {one.default for hint in hints for one in getattr(hint, "__metadata__", ())}
    assert {option.removeprefix("--") for option in options} == set(SCOPE_WORDS)


def test_empty_words_of_a_form_are_none():
    assert scope_of(query(("list", ""), ("from", ""), ("arm", ""), ("mode", ""))) == scope_of(Query())


def test_underscores_are_dashes():
    assert query(("as_of", "2026-01-01")).get("as-of") == "2026-01-01"


def test_a_misspelt_word_is_no_word():
    with pytest.raises(UsageError, match="Unknown word 'teir'") as error:
        query(("teir", "1"))
    assert error.value.hint == "Did you mean 'tier'?"


@pytest.mark.parametrize(
    "pairs",
    [
        [("arm", "nix")], [("from", "31.12.2025")], [("follow-days", "-1")], [("follow-days", "x")], [("roll-up", "maybe")],
        [("mode", "movie")], [("where", "industry")], [("currency", "EURO")], [("from", "2026-02-01"), ("to", "2026-01-01")],
        [("arm", "all"), ("tier", "1")], [("follow-days", "9" * 30)],
    ],
)  # fmt: skip
def test_what_cannot_be_read(pairs):
    with pytest.raises(UsageError):
        scope_of(query(*pairs))


def test_words_are_replaced_and_the_others_kept():
    kept = query(("tier", "1"), ("tier", "2"), ("arm", "abm"))
    assert str(kept.replace({"tier": None, "sort": "-a"})) == "arm=abm&sort=-a"
    assert str(kept.replace({"tier": ["3", "4"], "arm": True})) == "tier=3&tier=4&arm=1"
    assert str(kept.replace({"where": "a = 'b & c'"})).endswith("where=a%20%3D%20%27b%20%26%20c%27")


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).map(str.strip).filter(bool)


@given(st.lists(NAMES, min_size=1, max_size=4, unique=True))
def test_any_name_survives_an_address(names):
    words = Query(tuple(("list", quoted(name)) for name in names))
    from urllib.parse import parse_qsl

    read = Query.of(parse_qsl(str(words), keep_blank_values=True), WORDS)
    assert split(read.all("list")) == tuple(names)


@given(NAMES)
def test_any_value_survives_a_condition(value):
    (found,) = scope_of(Query((("where", condition("industry", value)),))).where
    assert found == Filter("industry", "=", value)
    (nothing,) = scope_of(Query((("where", condition("industry", None)),))).where
    assert nothing.value is None


@given(st.text(string.printable))
def test_flags_and_numbers_never_fail_otherwise(text):
    for read in (lambda: is_true("x", text), lambda: whole_number("x", text, 1)):
        try:
            read()
        except UsageError:
            continue


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"from": "2025-10-01", "to": "2026-09-30", "shown": "2025-10-01..2026-09-30"}, {}),
        ({"from": "2025-10-01", "to": "2026-06-30", "shown": "2025-10-01..2026-09-30"}, {"from": "2025-10-01", "to": "2026-06-30"}),
        ({"from": "2026-01-01", "to": "2026-09-30", "shown": "..2026-09-30"}, {"from": "2026-01-01"}),
        ({"from": "2026-01-01", "to": "2026-03-31", "shown": "..2026-09-30"}, {"from": "2026-01-01", "to": "2026-03-31"}),
        ({"from": "2025-10-01", "to": "2026-09-30"}, {"from": "2025-10-01", "to": "2026-09-30"}),
    ],
)  # fmt: skip
def test_days_that_a_form_only_showed_are_not_asked_for(sent: dict[str, str], kept: dict[str, str]) -> None:
    """Trap: who chooses a tier would pin the window to today's days, and impact would no longer look since launch."""
    found = Query.of(tuple(sent.items()), (*WORDS, SHOWN)).settled()
    assert dict(found.pairs) == kept
