"""The log of jobs on the data page, and doing one now."""

import pytest
from starlette.testclient import TestClient

from assay.store.audit import entries
from assay.store.job_log import read_jobs
from assay.store.workspace import create_workspace
from assay.web.app import create_app
from web.conftest import token_of

SCHEDULE = '[[schedule]]\nname = "night"\ncron = "30 2 * * *"\nsteps = ["pull"]\n'


@pytest.fixture
def workspace(tmp_path):
    made = create_workspace(tmp_path / "w")
    (made.path / "assay.toml").write_text(SCHEDULE)
    made.reread()
    return made


@pytest.fixture
def client(workspace):
    with TestClient(create_app(workspace), base_url="http://127.0.0.1:8000", follow_redirects=False) as made:
        yield made


def test_run_now_is_a_change_that_needs_its_token(workspace, client):
    assert client.post("/data/jobs", data={"schedule": "night"}).status_code == 403
    assert read_jobs(workspace) == ()


def test_run_now_does_it_and_leads_back(workspace, client):
    csrf = token_of(client.get("/setup").text)
    assert client.post("/data/jobs", data={"schedule": "nigth", "csrf": csrf}).status_code == 400
    answer = client.post("/data/jobs", data={"schedule": "night", "csrf": csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, "/data#jobs")
    client.app.state.site.jobs.get("schedule").ended.wait(60)
    (job,) = read_jobs(workspace)
    assert (job.cause, job.state, job.steps[0].told) == ("by hand", "done", ("no source is declared",))
    assert {"job by hand", "job"} <= {one.action for one in entries(workspace)}
