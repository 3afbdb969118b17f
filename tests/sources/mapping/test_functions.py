"""The macros that mappings use."""

from __future__ import annotations

import re

import pytest

from assay.sources.mapping.functions import _MACROS

OF_JSON = [macro for macro in _MACROS if macro.startswith("json_") and not macro.startswith("json_of(")]


@pytest.mark.parametrize("macro", OF_JSON, ids=lambda macro: macro.partition("(")[0])
def test_a_step_into_json_does_not_grow_with_the_steps_before_it(macro: str) -> None:
    """DuckDB puts a macro's argument in wherever it is named: two steps took a minute to plan when it was named eight times."""
    head, _, body = macro.partition(" AS ")
    whole = head.partition("(")[2].rstrip(")").partition(",")[0]
    assert len(re.findall(rf"\b{whole}\b", body)) == 1
