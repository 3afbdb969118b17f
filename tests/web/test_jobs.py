"""Work in the background that can be thrown away is stopped where it next tells how far it is, and leaves nothing."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.store.workspace import Workspace
from assay.web.app import create_app
from assay.web.jobs import Jobs, Stopped, Tell
from assay.web.pages import bring_effect, bring_look
from support.forms import forms_in
from web.conftest import ADDRESS, copy_of, token_of
from web.pages.test_desk import send


def test_a_stopped_job_ends_at_its_next_step_and_is_forgotten() -> None:
    jobs, begun, goes_on = Jobs(), Event(), Event()
    steps: list[int] = []

    def work(tell: Tell) -> None:
        for step in range(5):
            tell("", step, 5)
            steps.append(step)
            begun.set()
            goes_on.wait()

    job = jobs.start("preview", work)
    begun.wait()
    jobs.stop("preview")
    assert jobs.get("preview") is None, "nothing of it is shown any more"
    goes_on.set()
    job.ended.wait()
    assert (steps, job.outcome, job.problem) == ([0], None, None)
    assert jobs.names() == ()
    jobs.start("preview", lambda _: 7).ended.wait()
    jobs.stop("preview")
    assert jobs.names() == (), "one that has ended is forgotten"


def test_the_effect_of_an_upload_is_stopped_by_its_button(
    workspace: Workspace, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, stopped = Event(), Event()

    def preview(_: Workspace, __: Any, *, steps: Any, **___: Any) -> None:
        try:
            for number in range(1, 10**9):
                steps(number, 10**9)
                begun.set()
        except Stopped:
            stopped.set()
            raise

    monkeypatch.setattr(bring_effect, "preview_load", preview)
    monkeypatch.setattr(bring_look, "PATIENCE", 0.05)
    with TestClient(create_app(copy_of(workspace, tmp_path / "w")), base_url=ADDRESS) as client:
        page = send(client, ("accounts.csv", b"account_id,name\nn1,New\n"))
        here, token = page.url.path, token_of(page.text)
        page = client.post(f"{here}/effect", data={"csrf": token})
        begun.wait()
        page = client.get(here)
        assert "<progress" in page.text
        (form,) = [one for one in forms_in(here, page.text) if any(two.value == "stop" for two in one.controls)]
        page = client.post(form.action, data={"csrf": token, "do": "stop"})
        assert stopped.wait(10)
        assert "being worked out" not in client.get(here).text
