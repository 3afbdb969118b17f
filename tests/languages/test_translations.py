"""Every translation file has the same messages in each language, none empty, none with other placeholders."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from assay.languages import LANGUAGES, PLACE, translator
from assay.metrics.figures import LEFT_OUT

OTHERS = [language for language in LANGUAGES if language != "en"]
PARTS = sorted({path.stem for path in PLACE.glob("*/*.po")})
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")


def messages(language: str, part: str) -> dict[str, tuple[str, ...]]:
    with (PLACE / language / f"{part}.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    found = {}
    for message in catalog:
        if message.id:
            said = message.id[0] if isinstance(message.id, tuple) else message.id
            key = f"{message.context}: {said}" if message.context else said
            found[key] = tuple(message.string) if isinstance(message.string, tuple) else (message.string,)
    return found


@pytest.mark.parametrize("part", PARTS)
def test_the_languages_have_the_same_messages(part: str) -> None:
    first, *others = (set(messages(language, part)) for language in OTHERS)
    assert all(other == first for other in others)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_empty_or_loses_a_value(language: str, part: str) -> None:
    for key, texts in messages(language, part).items():
        for text in texts:
            assert text.strip(), key
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(key)), (key, text)


@pytest.mark.parametrize("language", OTHERS)
def test_every_reason_for_leaving_out_is_translated(language: str) -> None:
    for text in LEFT_OUT.values():
        assert translator(language).gettext(text) != text


def test_plurals_follow_the_language() -> None:
    words = translator("ru")
    one = "%(days)s day in %(stage)s; three of four won deals took at most %(usual)s"
    several = "%(days)s days in %(stage)s; three of four won deals took at most %(usual)s"
    said = [words.ngettext(one, several, n).split(" ")[1] for n in (1, 2, 5, 11, 21)]
    assert said == ["день", "дня", "дней", "дней", "день"]


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_has_one_translation_wherever_it_stands(language: str) -> None:
    told: dict[str, tuple[str, tuple[str, ...]]] = {}
    for part in PARTS:
        for key, texts in messages(language, part).items():
            first = told.setdefault(key, (part, texts))
            assert first[1] == texts, (key, first[0], part)
