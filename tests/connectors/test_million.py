"""A million rows of each kind: killed while they are read, then all there once; more rows, a column gone, wrong secrets."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from connectors.million import KINDS, ROWS, pulled

pytestmark = pytest.mark.services
HALF = ROWS * 3
"""Bytes, about half of what a million rows take packed."""


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_million_rows(pulling, kind, capsys):
    with tempfile.TemporaryDirectory() as place, KINDS[kind](Path(place)) as far:
        pulling.declare(far.declared)
        killed = pulled(pulling.path, far.secrets, kill_after=1 if kind == "folder" else HALF // 4)
        first = pulled(pulling.path, far.secrets)
        with capsys.disabled():
            print(f"\n{kind}: killed {killed.get('killed', False)}; {first}")
        assert first["error"] is None
        assert pulling.rows("touches", "count(*), count(DISTINCT touch_id), sum(x_amount::DECIMAL(20, 3))") == [
            (ROWS, ROWS, pytest.approx((ROWS - 1) * ROWS // 2 / 1000 + ROWS / 1000))
        ]
        far.more(ROWS)
        again = pulled(pulling.path, far.secrets)
        assert again["error"] is None
        assert again["loaded"] >= 10  # with those of the overlap, which have a value less
        assert pulling.rows("touches", "count(*), count(DISTINCT touch_id)") == [(ROWS + 10, ROWS + 10)]
        if far.wrong:
            assert far.refused in pulled(pulling.path, {**far.secrets, **far.wrong})["error"]
