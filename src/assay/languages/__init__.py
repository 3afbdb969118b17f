"""The product's words in its four languages: English stands in the code, the others in `<language>/<part>.po` beside this file."""

from __future__ import annotations

from functools import cache, reduce
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.support import Translations

LANGUAGES = ("en", "fr", "es", "ru")
PLACE = Path(__file__).parent


@cache
def translator(language: str) -> NullTranslations:
    """`gettext`, `ngettext` and `pgettext` of a language; a text that no file translates stays English.

    Raises ValueError for a language the product does not speak.
    """
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}: one of {', '.join(LANGUAGES)}")
    parts = [_translations(path, language) for path in sorted((PLACE / language).glob("*.po"))]
    return reduce(lambda merged, part: merged.merge(part), parts) if parts else NullTranslations()


def _translations(path: Path, language: str) -> Translations:
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    with path.open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


__all__ = ["LANGUAGES", "PLACE", "translator"]
