import socket
from datetime import date

import pytest

from assay.alerts import watch
from assay.alerts.episodes import deliveries, settle
from assay.alerts.rules import Finding
from assay.settings.alerts import AlertRule
from assay.store.workspace import Workspace, create_workspace

from .sinks import Hook, Post, serving

RULE = AlertRule(kind="intent_surge")


@pytest.fixture
def folder(tmp_path):
    return create_workspace(tmp_path / "w").path


def configured(folder, *targets) -> Workspace:
    text = 'name = "Acme"\n[alerts]\ntimeout_seconds = 2\n' + "\n".join(targets)
    (folder / "assay.toml").write_text(text, "utf-8")
    return Workspace(folder)


def hook(url, more=""):
    return f'[[alerts.webhooks]]\nname = "hook"\nurl = "{url}"\n{more}'


def mail(port):
    return (
        f'[[alerts.mail]]\nname = "mail"\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n'
        'sender = "assay@acme.example"\nrecipients = ["sales@acme.example"]'
    )


def hold(workspace, run, *subjects):
    found = [Finding(one, f"Société {one}\r\nBcc: x@y", "it surges", {"score": 80}) for one in subjects]
    return settle(workspace, run, date(2026, 6, run), [RULE], {RULE.title: found})


def test_a_webhook_is_told_once(folder, monkeypatch):
    monkeypatch.setenv("HOOK_KEY", "Bearer s3cret")
    with serving(Hook()) as sink:
        workspace = configured(folder, hook(sink.url, 'authorization_env = "HOOK_KEY"'))
        hold(workspace, 1, "a", "b")
        assert watch.send(workspace) == ()
        assert watch.send(workspace) == ()
        hold(workspace, 2, "a", "b", "c")
        assert watch.send(workspace) == ()
    (headers, first), (_, second) = sink.taken
    assert headers["Authorization"] == "Bearer s3cret"
    assert first["workspace"] == "Acme"
    assert [(one["id"], one["subject"], one["reasons"]) for one in first["alerts"]] == [
        (1, "a", {"score": 80}),
        (2, "b", {"score": 80}),
    ]
    assert [one["subject"] for one in second["alerts"]] == ["c"]


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_was_not_taken_is_tried_again(folder, status):
    with serving(Hook()) as sink:
        workspace = configured(folder, hook(sink.url))
        hold(workspace, 1, "a")
        sink.status = status
        (remark,) = watch.send(workspace)
        assert str(status) in remark
        hold(workspace, 2)  # it ends before anybody was told: told nevertheless, with its end
        sink.status = 204
        assert watch.send(workspace) == ()
        assert watch.send(workspace) == ()
    assert [body["alerts"][0]["ended_on"] for _, body in sink.taken] == [None, "2026-06-02"]
    assert [(one.target, one.problem is None) for one in deliveries(workspace)] == [("hook", False), ("hook", True)]


def test_mail(folder):
    with serving(Post()) as sink:
        workspace = configured(folder, mail(sink.port))
        hold(workspace, 1, "a")
        assert watch.send(workspace) == ()
        assert watch.send(workspace) == ()
    (text,) = sink.taken
    head, _, body = text.partition("\n\n")
    assert "Subject: Acme: 1 alert" in head
    assert "To: sales@acme.example" in head
    assert "\nBcc" not in text
    assert "intent_surge" in body


def test_a_target_that_cannot_be_reached_does_not_keep_the_others_waiting(folder):
    with socket.socket() as nobody, serving(Hook()) as sink:
        nobody.bind(("127.0.0.1", 0))
        workspace = configured(folder, mail(nobody.getsockname()[1]), hook(sink.url))
        hold(workspace, 1, "a")
        (remark,) = watch.send(workspace)
        assert "'mail'" in remark
        assert len(sink.taken) == 1
    assert {(one.target, one.problem is None) for one in deliveries(workspace)} == {("mail", False), ("hook", True)}


def test_a_secret_that_is_not_there_is_named_and_never_its_value(folder, monkeypatch):
    monkeypatch.delenv("HOOK_URL", raising=False)
    workspace = configured(folder, '[[alerts.webhooks]]\nname = "hook"\nurl_env = "HOOK_URL"')
    hold(workspace, 1, "a")
    assert "HOOK_URL is not set" in watch.send(workspace)[0]
    monkeypatch.setenv("HOOK_URL", "ftp://user:pass@host")
    (remark,) = watch.send(workspace)
    assert "HOOK_URL" in remark
    assert "pass" not in remark


def test_nothing_is_sent_where_no_target_is_configured(folder, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("a connection"))
    workspace = configured(folder)
    hold(workspace, 1, "a")
    assert watch.send(workspace) == ()
