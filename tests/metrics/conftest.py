"""Compiling makes very many objects that live on: collecting garbage every few hundred of them costs a third of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def rare_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(500_000, 20, 20)
    yield
    gc.set_threshold(*before)
