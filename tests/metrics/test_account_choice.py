"""Accounts for a target list: what customers have in common is told in words, and points are those of a band as of a word."""

from __future__ import annotations

import json
from contextlib import closing

from assay.metrics.account_choice import choose_accounts
from assay.metrics.bands import Band
from assay.store.runs import open_run
from support.sample import sample_workspace


def test_traits_are_bands_and_words_and_json_words_them() -> None:
    with closing(open_run(sample_workspace())) as run:
        choice = choose_accounts(run, like_customers=True)
    assert {isinstance(one.value, Band) for one in choice.traits if one.field in ("size", "revenue")} == {True}
    assert {isinstance(one.value, Band) for one in choice.traits if one.field in ("industry", "country")} == {False}
    told = json.loads(json.dumps(choice.to_json()))["traits"]
    sizes = {one["value"] for one in told if one["field"] == "size"}
    assert (
        sizes & {"below 10", "10 to 49", "50 to 199", "200 to 999", "1,000 to 4,999", "5,000 and more"}
        == sizes
        != set()
    )
    best = max(choice.candidates, key=lambda one: one.score or 0)
    assert best.score, "bands and words that are known add points"
