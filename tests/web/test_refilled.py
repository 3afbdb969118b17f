"""A refused form's page gets what was sent at the right places, whatever else stands in it."""

from __future__ import annotations

import pytest

from assay.web.refilled import refilled
from assay.web.sent_forms import SentForm

SENT = SentForm("/notes", (("text", "call back"),))


@pytest.mark.parametrize("apart", ["\n", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_signs_that_only_some_count_as_the_end_of_a_line_move_nothing(apart: str) -> None:
    page = f'<p>One{apart}two</p>\n<form action="/notes"><input name="text" value=""></form>'
    shown = f'<p>One{apart}two</p>\n<form action="/notes"><input name="text" value="call back"></form>'
    assert refilled(page, SENT).page == shown


def test_a_page_without_that_form_stays_and_says_so() -> None:
    given = refilled("<p>Nothing here</p>", SENT)
    assert given.page == "<p>Nothing here</p>"
    assert given.missing


FORM = (
    '<form action="/notes"><label for="a">First</label><input id="a" name="text" value="">'
    '<label for="b">Second</label><input id="b" name="cron" value=""></form>'
)


@pytest.mark.parametrize(
    ("told", "about", "place"),
    [
        ("cron: bad day of the week", None, "b"),
        ("It is in the past.", "cron", "b"),
        ("It was changed by somebody else.", "", None),
        ("It is wrong.", None, "a"),
    ],
)
def test_what_is_wrong_leads_to_the_field_it_is_about(told: str, about: str | None, place: str | None) -> None:
    sent = SentForm("/notes", (("text", "call back"), ("cron", "30 6 * * x")))
    field = refilled(FORM, sent, told, about).field
    assert (field and field[0]) == place
