"""What means a person within a text, and what only looks like it."""

from __future__ import annotations

import duckdb
import pytest

from assay.landing.erased import ErasedPeople, ErasedPerson, merged
from assay.landing.marks import Marks

JANE = Marks(ids=("0035f0001", "p1"), emails=("jane+x@acme.com",), words=("Jane Roe", "+44 20 7946 0000"))


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("ask jane+x@acme.com.", "ask [erased]."),
        ("JANE+X@ACME.COM jane+x@acme.com", "[erased] [erased]"),
        ("https://x.example/?m=jane%2Bx%40acme.com&y=1", "https://x.example/?m=[erased]&y=1"),
        ("q=%3Djane+x%40acme.com", "q=%3D[erased]"),
        ("mailto:jane+x@acme.com", "mailto:[erased]"),
        ("by jane  roe, today", "by [erased], today"),
        ("call +44 20 7946 0000", "call [erased]"),
        ("0035F0001", "[erased]"),
        ("maryjane+x@acme.com", None),
        ("jane+x@acme.com.au", None),
        ("mary.jane+x@acme.com", None),
        ("Jane Roebuck", None),
        ("p1 is a number of a part", None),
        ("", None),
    ],
)
def test_within_a_text_the_person_is_told_from_others(text: str, cleaned: str | None) -> None:
    assert JANE.cleaned(text) == (cleaned or text)
    with duckdb.connect() as connection:
        query = f"SELECT {JANE.in_text('said')}, {JANE.without('said')} FROM (SELECT ? AS said)"
        assert connection.execute(query, [text]).fetchall() == [(cleaned is not None, cleaned or text)]


@pytest.mark.parametrize(
    ("word", "text", "cleaned"),
    [
        ("Zoë Ångström", "Zoe\u0308 A\u030angstro\u0308m said", "[erased] said"),
        ("Zoe\u0308 Å", "ask ZOË Å", "ask [erased]"),
        ("İpek Yılmaz", "İpek Yılmaz, İPEK YILMAZ", "[erased], [erased]"),
        ("Jo Groß", "JO GROSS", "[erased]"),
        ("Jane Roe", "linkedin.com/in/jane-roe?x=1", "linkedin.com/in/[erased]?x=1"),
        ("+7 999 000 11 22", "tel:79990001122, 7-999-000-11-22; %2B7%20999%20000%2011%2022", "tel:[erased], [erased]; [erased]"),
        ("Zoë Ångström", "/funnel?owner=Zo%C3%AB+%C3%85NGSTR%C3%96M&x=1", "/funnel?owner=[erased]&x=1"),
        ("Анна Ёлкина", '{"owner": "\\u0410\\u043d\\u043d\\u0430 \\u0401\\u043b\\u043a\\u0438\\u043d\\u0430"}', '{"owner": "[erased]"}'),
        ("Анна Ёлкина", "/my?q=%d0%90%d0%bd%d0%bd%d0%b0%20%d0%81%d0%bb%d0%ba%d0%b8%d0%bd%d0%b0", "/my?q=[erased]"),
        ("+7 999 000 11 22", "order 179990001122", None),
        ("1234567", "1.234.567 pieces", None),
    ],
)  # fmt: skip
def test_however_a_name_or_number_is_written(word: str, text: str, cleaned: str | None) -> None:
    marks = Marks(words=(word,))
    assert marks.cleaned(text) == (cleaned or text)
    with duckdb.connect() as connection:
        query = f"SELECT {marks.in_text('said')}, {marks.without('said')} FROM (SELECT ? AS said)"
        assert connection.execute(query, [text]).fetchall() == [(cleaned is not None, cleaned or text)]


def test_lists_of_one_workspace_are_joined_and_one_of_another_adds_nothing() -> None:
    one, other = (ErasedPerson(n, (str(n),), None, False, "2026-01-01") for n in (1, 2))
    joined = merged(ErasedPeople("a", (one,)), ErasedPeople("a", (one, other)))
    assert joined.people == (one, other)
    assert merged(ErasedPeople("a", (one,)), ErasedPeople("b", (other,))).people == (one,)
    assert merged(ErasedPeople("a"), ErasedPeople("b", (other,))).people == (other,)
