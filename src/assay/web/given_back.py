"""A page that refuses a form: what was written stands in its fields again, and what is wrong leads to its field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment

from assay.web.refilled import refilled
from assay.web.sent_forms import SentForm

PLACE = "<!-- given back -->"
"""Where templates tell what is wrong: behind it stands the way to the field, and what no field of the page takes."""


def given_back(
    page: str,
    sent: SentForm | None,
    told: str,
    environment: Environment,
    around: Mapping[str, Any],
    about: str | None = None,
) -> str:
    """The page with what was sent; `told` is what was wrong and `about` the field, `around` the words of every template.

    A browser goes to the part that the form's address names rather than to what has `autofocus`: what is wrong takes that
    name, so that it is seen and read out first.
    """
    if sent is None or PLACE not in page:
        return page
    filled = refilled(page, sent, told, about)
    say = around["_"]
    text = ""
    if filled.field:
        place, label = filled.field
        link = environment.from_string('<p><a href="#{{ place }}">{{ text }}</a></p>')
        text += link.render(place=place, text=say("To the field “%(field)s”", field=label))
    if filled.missing:
        text += environment.get_template("sent.html").render({**around, "sent": sent})
    made = filled.page.replace(PLACE, text, 1)
    if filled.fragment:
        made = made.replace(f' id="{filled.fragment}"', "", 1)
        made = made.replace(' id="problem"', f' id="{filled.fragment}"', 1)
    return made
