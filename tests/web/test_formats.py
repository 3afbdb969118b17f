"""Values in four languages. `languages.formats` serves pages, charts and reports alike."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

import assay
from assay.kpis import CATALOGUE
from assay.languages import LANGUAGES, PLACE, formats, translator
from assay.metrics.answer import Figure

SOURCE = Path(assay.__file__).parent
NARROW, NO_BREAK = "\u202f", "\u00a0"


def plain(text: str) -> str:
    return text.replace(NARROW, " ").replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("language", "number", "percent", "money", "short"),
    [
        ("en", "1,234,567.9", "28.2%", "€1,234,568", "€1.2M"),
        ("fr", "1 234 567,9", "28,2 %", "1 234 568 €", "1,2 M €"),
        ("es", "1.234.567,9", "28,2 %", "1.234.568 €", "1,2 M€"),
        ("ru", "1 234 567,9", "28,2 %", "1 234 568 €", "1,2 млн €"),
    ],
)
def test_numbers_shares_and_money(language, number, percent, money, short):
    assert plain(formats.number(1234567.89, language)) == number
    assert plain(formats.percent(0.2818, language)) == percent
    assert plain(formats.money(Decimal("1234567.89"), "EUR", language)) == money
    assert plain(formats.money(1234567.89, "EUR", language, short=True)) == short


def test_no_ordinary_blank_stands_within_a_value():
    """A value must not break over two lines."""
    for language in LANGUAGES:
        for text in (
            formats.number(1e6, language),
            formats.percent(0.5, language),
            formats.money(5e6, "EUR", language),
        ):
            assert " " not in text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", {0: "0 days", 1: "1 day", 1.5: "1.5 days", 2: "2 days", 21: "21 days"}),
        ("fr", {0: "0 jour", 1: "1 jour", 1.5: "1,5 jour", 2: "2 jours", 21: "21 jours"}),
        ("es", {0: "0 días", 1: "1 día", 1.5: "1,5 días", 2: "2 días", 21: "21 días"}),
        ("ru", {0: "0 дней", 1: "1 день", 1.5: "1,5 дня", 2: "2 дня", 5: "5 дней", 11: "11 дней", 21: "21 день"}),
    ],
)
def test_days_with_their_plural(language, expected):
    assert {value: plain(formats.days(value, language)) for value in expected} == expected


@pytest.mark.parametrize(
    ("language", "day", "quarter", "moment"),
    [
        ("en", "22 Nov 2026", "Q3 2026", "22 Nov 2026, 04:10"),
        ("fr", "22 nov. 2026", "T3 2026", "22 nov. 2026, 04:10"),
        ("es", "22 nov 2026", "T3 2026", "22 nov 2026, 04:10"),
        ("ru", "22 нояб. 2026 г.", "3-й кв. 2026", "22 нояб. 2026 г., 04:10"),
    ],
)
def test_days_and_moments(language, day, quarter, moment):
    assert plain(formats.day(date(2026, 11, 22), language)) == day
    assert plain(formats.period(date(2026, 7, 1), "quarter", language)) == quarter
    told = formats.moment(datetime(2026, 11, 22, 3, 10), language, ZoneInfo("Europe/Paris"))
    assert plain(told) == moment


@pytest.mark.parametrize(
    ("language", "quarter"),
    [("en", "Nov 2025 – Jan 2026"), ("fr", "nov. 2025 – janv. 2026"), ("es", "nov 2025 – ene 2026")],
)
def test_fiscal_periods_that_are_none_of_the_calendar_say_what_they_hold(language, quarter):
    """A quarter from November on was called Q4, which readers take for October to December; a year from April on its first."""
    assert plain(formats.period(date(2025, 11, 1), "quarter", language)) == quarter
    assert formats.period(date(2026, 4, 1), "year", language) == "2026/27"
    assert formats.period(date(2026, 4, 1), "quarter", "en") == "Q2 2026"


def test_what_does_not_exist_is_a_dash():
    for text in (
        formats.number(None, "en"), formats.percent(None, "fr"), formats.money(None, "EUR", "es"), formats.days(None, "ru"),
        formats.day(None, "en"), formats.moment(None, "en", ZoneInfo("UTC")), formats.difference_text(None, "share", None, "en"),
    ):  # fmt: skip
        assert text == formats.NOTHING


def figure(value: float | None, *parts: float | None, **more) -> Figure:
    numerator, denominator = parts or (None, None)
    return Figure(value, numerator, denominator, int(denominator or 0), **more)


def test_a_share_of_few_cases_is_k_of_n_and_has_no_interval():
    few = figure(0.6, 3, 5, low=0.2, high=0.9, extra={"small_n": True})
    assert formats.figure_text(few, "share", None, "fr") == "3/5"
    assert formats.interval_text(few, "share", None, "fr") == ""
    assert formats.figure_text(few, "days", None, "en") == "0.6\u00a0days"  # only shares


def test_intervals_in_words():
    found = figure(0.28, 31, 110, low=0.2, high=0.37)
    assert [plain(formats.interval_text(found, "share", None, language)) for language in LANGUAGES] == [
        "20% to 37%", "20 % à 37 %", "de 20 % a 37 %", "от 20 % до 37 %",
    ]  # fmt: skip


def test_differences_have_signs_and_points():
    assert formats.difference_text(0.032, "share", None, "en") == "+3.2 pp"
    assert formats.difference_text(-1234.5, "money", "EUR", "en") == "−€1,234"
    assert formats.difference_text(0, "accounts", None, "en") == "0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_unit_of_the_catalogue_has_a_form(language):
    for unit in {kpi.unit for kpi in CATALOGUE.values()}:
        text = formats.value_text(1234.5, unit, "EUR" if unit.startswith("money") else None, language)
        assert any(char.isdigit() for char in text)


@given(st.floats(-1e12, 1e12), st.sampled_from(LANGUAGES))
def test_numbers_are_rounded_once_and_come_back(value, language):
    text = plain(formats.number(value, language)).replace("−", "-")
    separators = {"en": (",", "."), "fr": (" ", ","), "es": (".", ","), "ru": (" ", ",")}[language]
    back = float(text.replace(separators[0], "").replace(separators[1], "."))
    assert back == pytest.approx(round(value, 1), abs=0.051)


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="no language 'de'"):
        formats.number(1, "de")


def test_money_has_small_change_only_where_it_is_broken():
    assert [formats.money(value, "EUR", "en") for value in (0, 5, 5.5, 999.5, 1234.5)] == [
        "€0", "€5", "€5.50", "€999.50", "€1,234",
    ]  # fmt: skip
    assert formats.money(0, "EUR", "en", short=True) == "€0"


def test_parts_of_a_share_of_money_have_their_currency():
    small = Figure(0.5, 55200, 133811.3, 4, 0.1, 0.9, extra={"small_n": True})
    assert formats.figure_text(small, "share", "EUR", "en") == "€55,200/€133,811"
    assert formats.figure_text(small, "share", None, "en") == "55,200/133,811.3"


# The product's words.

OURS = (
    "web/*.py",
    "web/templates/*.html",
    "languages/formats.py",
)


@cache
def texts() -> frozenset[str]:
    """Texts of the shell as they stand in the code: in `_("…")`, in `gettext`, and titles of pages."""
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "Page": (3,), "say": None}
    found = set(MARKED)
    for path in (path for pattern in OURS for path in SOURCE.glob(pattern)):
        method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
        with path.open("rb") as file:
            for _, message, _, _ in extract(method, file, keywords, options={"trimmed": "false", "silent": "false"}):
                found.add(message if isinstance(message, str) else message[0])
    return frozenset(found)


MARKED = ("%(n)s\u00a0day", "File", "Table", "Line", "Column", "Value", "Rule", "What to do")
"""Texts that reach the translation as a variable."""


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_text_is_translated(language):
    known = {}
    for path in (PLACE / language).glob("*.po"):
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        known |= {one.id if isinstance(one.id, str) else one.id[0]: one for one in catalog if one.id}
    missing = sorted(text for text in texts() if text not in known)
    assert not missing, f"{language} lacks: {missing}"
    empty = [
        key for key, one in known.items() if not (all(one.string) if isinstance(one.string, tuple) else one.string)
    ]
    assert not empty
    assert len(texts()) > 80


def test_names_in_translations_are_those_of_the_text():
    import re

    for language in ("fr", "es", "ru"):
        with (PLACE / language / "web.po").open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    ids = message.id if isinstance(message.id, tuple) else (message.id,)
                    strings = message.string if isinstance(message.string, tuple) else (message.string,)
                    wanted = {name for text in ids for name in re.findall(r"%\((\w+)\)s", text)}
                    for text in strings:
                        assert set(re.findall(r"%\((\w+)\)s", text)) == wanted, (language, ids)


def test_pages_speak_the_language(site):
    assert '<html lang="ru">' in site.get("/kpis", headers={"accept-language": "ru, en;q=0.5"}).text
    page = site.get("/kpis?lang=fr").text
    assert '<html lang="fr">' in page
    assert translator("fr").gettext("Lists") in page
    assert '<html lang="es">' in site.get("/kpis?lang=es").text


def test_a_chosen_language_is_remembered(workspace):
    from starlette.testclient import TestClient

    from assay.web.app import create_app
    from web.conftest import ADDRESS

    client = TestClient(create_app(workspace), base_url=ADDRESS)
    assert '<html lang="en">' in client.get("/kpis").text
    client.get("/kpis?lang=ru")
    assert '<html lang="ru">' in client.get("/kpis").text
