"""Examples in docstrings are what the code answers."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

import assay

SOURCE = Path(assay.__file__).parent
MODULES = [
    ".".join(("assay", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
    for path in sorted(SOURCE.rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_answer_what_they_say(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted > 0
    assert found.failed == 0
