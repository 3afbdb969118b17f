"""Answers kept for the next reader."""

from __future__ import annotations

from assay.web.kept import Kept


def test_what_was_asked_before_is_not_worked_out_again() -> None:
    kept, asked = Kept(), []
    for _ in range(2):
        assert kept.get("key", lambda: asked.append(1) or "found") == "found"
    assert asked == [1]


def test_the_least_recently_used_goes_first() -> None:
    kept = Kept(most=2)
    for key in ("a", "b", "a", "c"):
        kept.get(key, lambda key=key: key)
    asked: list[str] = []
    kept.get("a", lambda: asked.append("a"))
    kept.get("b", lambda: asked.append("b"))
    assert asked == ["b"]
