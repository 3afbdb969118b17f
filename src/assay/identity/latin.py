"""Names in Latin letters, to compare what was written in two scripts. Only proposals rest on it."""

from __future__ import annotations

import re

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґўқғңөұүһә",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "-",
            "y",
            "-",
            "e",
            "yu",
            "ya",
            "i",
            "yi",
            "ye",
            "g",
            "u",
            "k",
            "g",
            "n",
            "o",
            "u",
            "u",
            "h",
            "a",
        ],
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "th",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "s",
            "t",
            "y",
            "f",
            "ch",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_LATIN = str.maketrans({letter: way.replace("-", "") for letter, way in (_CYRILLIC | _GREEK).items()})
_UMLAUTS = re.compile("([aou])e")


def latin(base: str) -> str:
    """A base name in Latin letters, words kept: `лаборатория касперского` is `laboratoriya kasperskogo`."""
    return base if base.isascii() else base.translate(_LATIN)


def compact(base: str) -> str:
    """Without spaces, in Latin letters, umlauts as one: `вкус вилл` and `ВкусВилл`, `ромашка` and `romashka`, `mueller`
    and `muller` are one."""
    return _UMLAUTS.sub(r"\1", latin(base.replace(" ", "")))
