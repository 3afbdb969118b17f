"""Schedules and deliveries in the pages: made, tried, edited, taken out, as by the command line; an edit by hand is never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.delivery.deliver import Told
from assay.store.audit import entries
from assay.store.settings_file import written_settings
from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from assay.web.pages import schedules
from support.cli import assay
from web.conftest import ADDRESS, token_of

MAIL = '\n# who sends\n[mail]\nhost = "smtp.example.com"\nsender = "assay@example.com"\n'
BOARD = {
    "name": "board",
    "by": "mail",
    "what": ["pack", "alerts"],
    "period": "quarter",
    "format": "pptx",
    "tier": "1, 2",
    "place:0": "cmo@example.com",
    "place:1": "dg@example.com",
    "language:1": "fr",
    "do": "save",
}


def made(folder: Path) -> Workspace:
    workspace = create_workspace(folder)
    path = workspace.path / "assay.toml"
    path.write_text(path.read_text("utf-8") + MAIL, "utf-8")
    return Workspace(folder)


@pytest.fixture
def house(tmp_path: Path) -> Workspace:
    return made(tmp_path / "w")


@pytest.fixture
def client(house: Workspace) -> TestClient:
    return TestClient(create_app(house), base_url=ADDRESS)


def post(client: TestClient, house: Workspace, path: str, **said: Any) -> Any:
    token = token_of(client.get("/schedules").text)
    return client.post(path, data={"csrf": token, "mark": written_settings(house).mark, **said})


def test_a_schedule_is_tried_saved_changed_and_taken_out(client: TestClient, house: Workspace) -> None:
    words = {"name": "mornings", "cron": "30 6 * * mon-fri", "timezone": "Europe/Paris", "steps": ["refresh", "pull"]}
    tried = post(client, house, "/schedules", **words, do="try")
    assert tried.text.count("<li>", tried.text.index("It would run:"), tried.text.index("</ol>")) == 5
    assert "06:30 CE" in tried.text
    assert house.reread().schedule == ()
    assert post(client, house, "/schedules", **words, do="save").status_code == 200
    (one,) = house.reread().schedule
    assert (one.name, one.steps, one.timezone) == ("mornings", ("pull", "refresh"), "Europe/Paris")
    shown = client.get("/schedules?schedule=mornings").text
    assert 'value="30 6 * * mon-fri"' in shown
    path = house.path / "assay.toml"
    path.write_text(path.read_text("utf-8").replace("\ncron =", "\n# early\ncron ="), "utf-8")
    every = ["pull", "refresh", "alerts", "deliver"]
    post(client, house, "/schedules", was="mornings", name="dawn", cron="@daily", timezone="", steps=every, do="save")
    (one,) = house.reread().schedule
    assert (one.name, one.cron, one.timezone, len(one.steps)) == ("dawn", "@daily", None, 4)
    assert "# early" in written_settings(house).text, "comments stay"
    assert "# who sends" in written_settings(house).text
    post(client, house, "/schedules", was="dawn", do="remove")
    assert house.reread().schedule == ()
    assert "\n[[schedule]]" not in written_settings(house).text
    assert [one.action for one in entries(house)][-3:] == ["settings"] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x", "cron": "90 6 * * *", "steps": ["pull"]},
        {"name": "x", "cron": "@daily", "steps": []},
        {"name": "x y", "cron": "@daily", "steps": ["pull"]},
        {"name": "x", "cron": "@daily", "steps": ["pull"], "deliver": "nothing"},
        {"name": "x", "cron": "@daily", "steps": ["pull"], "timezone": "Europe/Pariss"},
        {"was": "gone", "name": "x", "cron": "@daily", "steps": ["pull"]},
    ],
)
def test_what_is_no_schedule_writes_nothing(client: TestClient, house: Workspace, wrong: dict[str, Any]) -> None:
    text = written_settings(house).text
    answer = post(client, house, "/schedules", **wrong, do="save")
    assert answer.status_code == 400
    assert f'value="{wrong["name"]}"' in answer.text, "what was typed is not lost"
    assert written_settings(house).text == text


def test_an_edit_by_hand_is_shown_and_never_overwritten(client: TestClient, house: Workspace) -> None:
    post(client, house, "/schedules", name="mornings", cron="@daily", steps=["pull"], do="save")
    stale = written_settings(house).mark
    path = house.path / "assay.toml"
    path.write_text(path.read_text("utf-8").replace("@daily", "@weekly"), "utf-8")
    answer = post(
        client,
        house,
        "/schedules",
        mark=stale,
        was="mornings",
        name="mornings",
        cron="@monthly",
        steps=["pull"],
        do="save",
    )
    assert answer.status_code == 400
    assert "was changed after this page was opened" in answer.text
    assert house.reread().schedule[0].cron == "@weekly"


def test_a_delivery_is_saved_as_by_the_command_line(client: TestClient, house: Workspace, tmp_path: Path) -> None:
    assert post(client, house, "/schedules/deliveries", **BOARD).status_code == 200
    (one,) = house.reread().deliver
    assert [(who.address, who.language) for who in one.to] == [("cmo@example.com", None), ("dg@example.com", "fr")]
    assert one.scope == {"tier": ("1", "2")}
    shown = client.get("/schedules?deliver=board").text
    assert 'value="dg@example.com"' in shown
    said = {**BOARD, "place:1": ""}
    post(client, house, "/schedules/deliveries", **said, was="board")
    post(client, house, "/schedules", name="monthly", cron="@monthly", steps=["deliver"], deliver="board", do="save")
    other = made(tmp_path / "other")
    say = ("-C", str(other.path))
    words = ("--what", "pack", "--what", "alerts", "--period", "quarter", "--report-as", "pptx")
    told = assay(
        *say, "deliveries", "set", "board", "--to", "cmo@example.com", *words, "--scope", "tier=1", "--scope", "tier=2"
    )
    assert told.status == 0, told.err
    assay(*say, "schedules", "set", "monthly", "--cron", "@monthly", "--step", "deliver", "--deliver", "board")
    assert (other.reread().deliver, other.reread().schedule) == (house.reread().deliver, house.reread().schedule)
    assert written_settings(other).text == written_settings(house).text
    assert post(client, house, "/schedules/deliveries", was="board", do="remove").status_code == 400, (
        "a schedule names it"
    )
    assert assay(*say, "schedules", "remove", "monthly").status == 0
    assert assay(*say, "deliveries", "remove", "board").status == 0
    assert other.reread().deliver == ()


def test_channels_are_named_by_a_variable_of_assays(client: TestClient, house: Workspace) -> None:
    said = {
        "name": "abm",
        "by": "slack",
        "what": ["digest"],
        "period": "week",
        "format": "pdf",
        "name:0": "abm",
        "do": "save",
    }
    refused = post(client, house, "/schedules/deliveries", **said, **{"place:0": "https://hooks.slack.com/x"})
    assert refused.status_code == 400
    assert post(client, house, "/schedules/deliveries", **said, **{"place:0": "HOME"}).status_code == 400
    post(client, house, "/schedules/deliveries", **said, **{"place:0": "ASSAY_SLACK_URL"})
    assert house.reread().deliver[0].to[0].url is not None
    path = house.path / "assay.toml"
    path.write_text(path.read_text("utf-8").replace('env = "ASSAY_SLACK_URL"', 'file = "/run/secrets/slack"'), "utf-8")
    assert 'value="/run/secrets/slack"' in client.get("/schedules?deliver=abm").text
    post(
        client,
        house,
        "/schedules/deliveries",
        **{**said, "was": "abm", "period": "day", "place:0": "/run/secrets/slack"},
    )
    (one,) = house.reread().deliver
    assert (one.period, str(one.to[0].url and one.to[0].url.file)) == ("day", "/run/secrets/slack"), "by hand, and kept"


def test_a_trial_goes_to_the_address_that_is_written(
    client: TestClient, house: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, str]] = []

    def send(_: Any, name: str, to: str, __: Any) -> Told:
        sent.append((name, to))
        return Told(name, to, "pack", "test", "sent")

    monkeypatch.setattr(schedules, "send_trial", send)
    post(client, house, "/schedules/deliveries", **BOARD)
    assert post(client, house, "/schedules/trial", name="board", to="nowhere").status_code == 400
    page = post(client, house, "/schedules/trial", name="board", to="me@example.com")
    assert sent == [("board", "me@example.com")]
    assert "A trial was sent to me@example.com." in page.text
