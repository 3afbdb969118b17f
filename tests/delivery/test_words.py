"""Every text of a message is translated."""

import ast
from pathlib import Path

import pytest

import assay.delivery
from assay.delivery.digest import WINDOWS
from assay.languages import LANGUAGES, translator

CODE = Path(assay.delivery.__file__).parent


def texts():
    yield from WINDOWS.values()
    for path in sorted(CODE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
            if isinstance(node, ast.Call) and name in ("say", "counted") and isinstance(node.args[0], ast.Constant):
                yield node.args[0].value


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_text_is_translated(language):
    words = translator(language)
    found = set(texts())
    assert len(found) > 15
    missing = [
        text
        for text in found
        if words.gettext(text) == text and words.ngettext(text, text + "s", 5) in (text, text + "s")
    ]
    assert missing == []
