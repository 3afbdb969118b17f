"""Alerts say why in every language, and each text is translated."""

from __future__ import annotations

import pytest
from babel.messages.extract import extract_from_file

from assay.alerts import sentences
from assay.alerts.sentences import sentence
from assay.languages import LANGUAGES, translator

WAITING = {"touches": 4, "since": "2026-05-01", "days": 31, "last_sales_touch": None}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "waiting for 31 days, since 1 May 2026 (engaging touches: 4); no touch by sales yet"),
        ("fr", "attend depuis 31 jours, le 1 mai 2026 (interactions d’engagement : 4); aucune interaction commerciale à ce jour"),
        ("es", "espera desde hace 31 días, el 1 may 2026 (interacciones con compromiso: 4); ventas aún no ha contactado"),
        ("ru", "ждёт 31 день, с 1 мая 2026 г. (вовлекающих касаний: 4); касаний продаж ещё не было"),
    ],
)  # fmt: skip
def test_a_waiting_account_is_told_in_each_language(language: str, said: str) -> None:
    assert (
        sentence("engaged_without_sales_touch", WAITING, language).replace("\u202f", " ").replace("\xa0", " ") == said
    )


def test_a_decimal_sign_is_the_readers() -> None:
    reasons = {"visits": 12, "usual": 3.25, "week": "2026-05-04", "weeks": 4}
    assert "3,2 par semaine" in sentence("website_spike", reasons, "fr")
    assert "3.2 a week" in sentence("website_spike", reasons, "en")


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_sentence_is_translated(language: str) -> None:
    words = translator(language)
    found = extract_from_file("python", sentences.__file__)
    assert len(found) >= 9
    for _line, message, _comments, _context in found:
        first = message[0] if isinstance(message, tuple) else message
        assert (
            words.ngettext(first, message[1], 2) != message[1]
            if isinstance(message, tuple)
            else (words.gettext(first) != first)
        ), first
