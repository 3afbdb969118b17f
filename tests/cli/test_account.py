"""`account` shows the scores that the account's page shows."""

from __future__ import annotations

from support.cli import assay

SCORES = ["relationship", "icp", "intent_surge", "website_spike"]


def test_the_signals_of_the_page_are_told_in_each_format(workspace):
    account = assay("-C", workspace, "accounts", "--format", "json").json["accounts"][0]["account_id"]
    said = {form: assay("-C", workspace, "account", account, "--format", form) for form in ("table", "json", "csv")}
    assert [one["score"] for one in said["json"].json["signals"]] == SCORES
    assert [row["what"] for row in said["csv"].csv if row["section"] == "signals"] == SCORES
    assert all(name in said["table"].out for name in ("Signals", *SCORES))
