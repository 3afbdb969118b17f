"""Month names in the languages of users, each with its number; a word that two languages use for two months is none."""

from __future__ import annotations

from functools import cache

from babel import Locale

_LOCALES = [
    "en",
    "de",
    "fr",
    "es",
    "ru",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "sk",
    "hu",
    "tr",
    "ro",
    "uk",
    "el",
    "ca",
]
_BESIDES = {"sept": 9, "okt": 10, "dez": 12, "mrz": 3, "maerz": 3, "fevr": 2, "aout": 8, "janv": 1, "juil": 7}


@cache
def month_names() -> dict[str, int]:
    """Wide and abbreviated names in lower case, without points.

    >>> month_names()["märz"], month_names()["marraskuuta"], month_names().get("marketing")
    (3, 11, None)
    """
    months: dict[str, set[int]] = {name: {number} for name, number in _BESIDES.items()}
    for code in _LOCALES:
        for form in Locale(code).months.values():
            for width in ("wide", "abbreviated"):
                for number, name in form.get(width, {}).items():
                    months.setdefault(name.lower().replace(".", ""), set()).add(number)
    return {name: min(numbers) for name, numbers in months.items() if len(numbers) == 1 and name.isalpha()}
