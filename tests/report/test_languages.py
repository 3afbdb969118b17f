"""Every text of the reports is translated, and none of the pages keeps an English one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import assay.report
import assay.web
from assay.languages import translator
from assay.report.method import FACTS, REASONS
from assay.report.restated import CAUSES

REPORT = Path(assay.report.__file__).parent
WEB = Path(assay.web.__file__).parent
SAME = {
    "Impact",
    "Section",
    "%(author)s, %(day)s: %(said)s",
    "n",
    "Format",
    "Conditions",
    "Verdict",
    "%(figure)s: %(verdict)s",
    "%(what)s: %(said)s",
    "Programmes",
    "test",
    "provisional",
}
"""Words that a language shares with English."""


def messages() -> Iterator[str]:
    for path in sorted(REPORT.glob("*.py")):
        yield from _called(ast.parse(path.read_text("utf-8")))
    for path in (WEB / "pages/reports.py", WEB / "templates/pages/reports.html"):
        yield from re.findall(r'\b_\("([^"]+)"', path.read_text("utf-8"))
    yield from (*FACTS.values(), *REASONS.values(), *CAUSES.values(), "Reports")


def _called(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in ("say", "many") and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@pytest.mark.parametrize("language", ["fr", "es", "ru"])
def test_every_text_is_translated(language: str) -> None:
    words = translator(language)
    missing = [text for text in set(messages()) - SAME if _said(words, text) == text]
    assert sorted(missing) == []


def _said(words, text: str) -> str:
    plain = words.gettext(text)
    return plain if plain != text else words.ngettext(text, text, 5)


def test_the_search_for_texts_finds_them() -> None:
    found = set(messages())
    assert len(found) > 180
    assert {"Headline figures", "%(n)s case", "merged into another", "late touches", "Preview"} <= found
