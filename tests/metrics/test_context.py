"""What a context says of itself is what SQL is kept by: two that differ must never say the same."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from assay.metrics.context import Context
from assay.metrics.scope import Scope
from assay.settings import Settings

PLAIN = Context(Scope(), Settings(), Settings().model_dump_json())
OTHERS: dict[str, Any] = {
    "scope": Scope(arm="control"),
    "settings_key": "{}",
    "split": ("list",),
    "customers": True,
    "extra": (("accounts", ("x_segment",)),),
    "narrowed": True,
    "own_days": True,
}


def test_every_field_that_tells_contexts_apart_is_named_here() -> None:
    assert set(OTHERS) == {one.name for one in fields(Context) if one.compare}


@pytest.mark.parametrize("name", OTHERS)
def test_a_context_says_all_that_sql_depends_on(name: str) -> None:
    assert replace(PLAIN, **{name: OTHERS[name]}).said != PLAIN.said
