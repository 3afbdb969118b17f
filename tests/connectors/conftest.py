from __future__ import annotations

import pytest

from connectors.workspaces import Pulling


@pytest.fixture
def pulling(tmp_path):
    return Pulling(tmp_path)
