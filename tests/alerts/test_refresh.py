"""Alerts from refresh to refresh, through the command line."""

import pytest

from support.cli import assay, write_files

from .sinks import Hook, serving

ACCOUNTS = "account_id,name\na,Alpha\nb,Beta\n"
LISTS = "list,account_id,valid_from\nL,a,2026-01-01\nL,b,2026-01-01\n"
TOUCHES = "touch_id,occurred_at,kind,account_id\n1,2026-05-01,chat,a\n2,2026-06-01,email_sent,a\n"
RULES = """
[[alerts.rules]]
kind = "engaged_without_sales_touch"
days = 14
[[alerts.rules]]
name = "Too few"
kind = "kpi_crosses"
kpi = "{key}"
below = 2
[[alerts.webhooks]]
name = "hook"
url = "{url}"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSAY_TODAY", "2026-06-02")
    assay("init", tmp_path / "w")
    files = {"accounts.csv": ACCOUNTS, "list_memberships.csv": LISTS, "touches.csv": TOUCHES}
    assay("-C", tmp_path / "w", "load", write_files(tmp_path / "files", files))
    return tmp_path / "w"


def refreshed(folder):
    said = assay("-C", folder, "refresh")
    assert said.status == 0, said.err
    return [line for line in said.out.splitlines() if "lert" in line]


def listed(folder, *words):
    said = assay("-C", folder, "alerts", *words, "--format", "json").json
    return [(one["rule"], one["subject"], one["ended_on"], len(one["deliveries"])) for one in said]


def test_from_refresh_to_refresh(folder, tmp_path):
    assert refreshed(folder) == []
    assert not (folder / ".assay" / "alerts.sqlite").exists()
    with serving(Hook()) as sink:
        (folder / "assay.toml").write_text(RULES.format(url=sink.url, key="engaged_accounts"))
        waiting, too_few = refreshed(folder)  # no new run: the rules are new
        assert "engaged_without_sales_touch · Alpha (a): waiting for 31 days, since 1 May 2026" in waiting
        assert "Too few · Engaged accounts (engaged_accounts): 1 is below 2" in too_few
        assert refreshed(folder) == []
        answered = "touch_id,occurred_at,kind,account_id\n3,2026-06-01,call,a\n4,2026-06-01,chat,b\n"
        assay("-C", folder, "load", write_files(tmp_path / "more", {"touches.csv": answered}))
        assert refreshed(folder) == []
    assert [alert["subject"] for _, body in sink.taken for alert in body["alerts"]] == ["a", "engaged_accounts"]
    assert listed(folder) == []
    assert listed(folder, "--all") == [
        ("Too few", "engaged_accounts", "2026-06-02", 1),
        ("engaged_without_sales_touch", "a", "2026-06-02", 1),
    ]
    assert "Alpha" in assay("-C", folder, "alerts", "--all").out
    assert "No alert." in assay("-C", folder, "alerts").out


def test_what_goes_wrong_is_told_and_fails_no_refresh(folder):
    with serving(Hook()) as sink:
        url = sink.url  # nobody listens there from here on
    (folder / "assay.toml").write_text(RULES.format(url=url, key="engaged_acounts"))
    alert, unknown, unsent = refreshed(folder)
    assert "Alpha" in alert
    assert "rule 'Too few' cannot be judged" in unknown
    assert "'hook'" in unsent
    (folder / ".assay" / "alerts.sqlite").write_bytes(b"no database, " * 100)
    (problem, *_) = refreshed(folder)
    assert "The alerts could not be brought up to date" in problem


def test_open_and_all_exclude_each_other(folder):
    said = assay("-C", folder, "alerts", "--open", "--all")
    assert said.status == 2
    assert "exclude each other" in said.err
