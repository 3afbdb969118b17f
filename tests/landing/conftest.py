"""A workspace to land in."""

from __future__ import annotations

from pathlib import Path

import pytest
from landing_place import Counted, Landing, counts


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path)


@pytest.fixture
def counted() -> Counted:
    return counts
