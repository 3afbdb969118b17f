"""Sources whose server answers without an end, or drips: told with the setting, and nothing of it is kept."""

from __future__ import annotations

import pytest

from connectors.workspaces import Pulling
from support.endless import answering

SECRETS = {"SECRET": "correct-horse-battery"}
KINDS = {
    "web": 'url = {{ env = "ADDRESS" }}\nto = "accounts"\nwhole = true',
    "hubspot": 'base_url = "{url}"\ntoken = {{ env = "SECRET" }}',
    "salesforce": 'base_url = "{url}"\nclient_id = {{ env = "SECRET" }}\nclient_secret = {{ env = "SECRET" }}',
    "caldav": 'url = "{url}"\nuser = "ada"\npassword = {{ env = "SECRET" }}',
    "matomo": 'url = "{url}"\nsite = 1\ntoken = {{ env = "SECRET" }}',
}
LIMITS = '\nlargest_answer = "1MB"\nanswer_seconds = 0.4\nquiet_seconds = 0.3\n'


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("how", "setting"),
    [
        ("endless", 'largest_answer = "1MB"'),
        ("packed", 'largest_answer = "1MB"'),
        ("dripping", "answer_seconds = 0.4"),
        ("dripping headers", "answer_seconds = 0.4"),
    ],
)
def test_it_is_broken_off_and_nothing_lands(
    pulling: Pulling, monkeypatch: pytest.MonkeyPatch, kind: str, how: str, setting: str
):
    with answering(how) as url:
        monkeypatch.setenv("ADDRESS", f"{url}/s3cret")
        monkeypatch.setenv("SECRET", SECRETS["SECRET"])
        pulling.declare(f'[[sources]]\nname = "it"\nkind = "{kind}"\n' + KINDS[kind].format(url=url) + LIMITS)
        report = pulling.pull()
    assert report.error is not None
    assert report.error.startswith("Source 'it'")
    assert setting in report.error
    assert report.hint is not None
    assert "raise the setting" in report.hint
    assert "s3cret" not in report.error + report.hint
    assert report.loads == ()
    stage = pulling.path / ".assay" / "pull" / "it" / "stage"
    assert not [one for one in stage.rglob("*") if one.is_file() and one.stat().st_size > 10_000]
    assert not list(stage.rglob("*.part"))


def test_a_server_that_stops_is_told_with_the_setting(pulling: Pulling, monkeypatch: pytest.MonkeyPatch):
    with answering("stopping") as url:
        monkeypatch.setenv("ADDRESS", url)
        pulling.declare('[[sources]]\nname = "it"\nkind = "web"\n' + KINDS["web"].format() + LIMITS)
        assert "sent nothing for longer than quiet_seconds = 0.3" in (pulling.pull().error or "")
