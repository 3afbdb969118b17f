"""Setting up in the browser, on an empty workspace: settings, files, lists, targets and rules; who may, and what is refused."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assay.alerts.episodes import Alert
from assay.alerts.watch import Watched
from assay.cli.main import app
from assay.errors import DataError
from assay.landing.current import current_sql
from assay.landing.incoming import find_upload, new_upload, unpack, uploads
from assay.landing.load import load
from assay.landing.manifest import batches, landed_files
from assay.landing.quarantine import quarantined
from assay.refresh import RefreshReport
from assay.store.audit import entries
from assay.store.settings_file import written_settings
from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from assay.web.pages import bring_load, bring_undo, setup
from assay.web.users import Users
from web.conftest import ADDRESS, PASSWORD, sign_in, token_of

AGAIN = re.compile(r'<noscript><meta http-equiv="refresh" content="2; url=([^"]+)">')
COMPANIES = b'"Record ID","Company name","Company Domain Name"\n1,Alpha,alpha.com\n2,Beta,beta.com\n'
LOG = b"wer,wann,was\nx@alpha.com,2026-03-01,web_visit\ny@beta.com,2026-03-02,Webinar\n"
COMPANY = {
    "name": "Acme",
    "currency": "usd",
    "timezone": "Europe/Paris",
    "language": "en",
    "week_starts_on": "monday",
    "fiscal_year_starts_in": "4",
    "own_domains": "acme.com, ACME.fr",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Workspaces that a run was asked for; building one is tested where refresh is."""
    asked: list[Path] = []

    def note_it(workspace: Workspace, _: Any) -> dict[str, Any]:
        asked.append(workspace.path)
        return {"run": None, "changed": False, "remarks": []}

    for module in (bring_load, bring_undo):
        monkeypatch.setattr(module, "built", note_it)
    return asked


@pytest.fixture
def site(workspace: Workspace) -> Iterator[TestClient]:
    with TestClient(create_app(workspace), base_url=ADDRESS) as client:
        yield client


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def settled(site: TestClient, page: Any) -> Any:
    """The page once nothing is under way any more; it asks again by itself."""
    for _ in range(240):
        if (again := AGAIN.search(page.text)) is None:
            return page
        # Without an address a browser that stands at `#part` only goes to that part again.
        assert unescape(again[1]) == page.url.raw_path.decode()
        time.sleep(0.25)
        page = site.get(str(page.url))
    raise AssertionError("it does not end")


def send(site: TestClient, *sent: tuple[str, bytes]) -> Any:
    token = token_of(site.get("/bring").text)
    return settled(site, site.post("/bring/files", data={"csrf": token}, files=[("files", one) for one in sent]))


def choices(page: str) -> dict[str, str]:
    """What the form of a page says as it stands: the chosen option of every choice."""
    said = {}
    for name, inner in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        options = re.findall(r"<option([^>]*)>([^<]*)", inner)
        attributes, text = next((one for one in options if "selected" in one[0]), options[0])
        value = re.search(r'value="([^"]*)"', attributes)
        said[unescape(name)] = unescape(value[1] if value else text)
    return said


def test_an_empty_workspace_leads_to_its_steps(site: TestClient) -> None:
    first = site.get("/")
    assert first.status_code == 422
    assert re.findall(r'<a href="([^"]+)">[^<]+</a>\s*<span class="tag">next', first.text) == ["/setup/company"]


def test_the_company_is_written_to_the_file_and_a_stale_page_is_refused(site: TestClient, workspace: Workspace) -> None:
    page = site.get("/setup/company").text
    said = {"csrf": token_of(page), "mark": hidden(page, "mark"), **COMPANY}
    assert site.post("/setup/company", data=said).url.path == "/setup"
    settings = Workspace.find(workspace.path).settings
    assert (settings.name, settings.currency, settings.own_domains) == ("Acme", "USD", ("acme.com", "acme.fr"))
    text = written_settings(workspace).text
    assert "# ISO 4217" in text
    again = site.post("/setup/company", data={**said, "name": "Other"})
    assert again.status_code == 400
    assert "was changed after this page was opened" in again.text
    assert 'value="Other"' in again.text, "what was typed is not lost"
    assert written_settings(workspace).text == text
    wrong = site.post("/setup/company", data={**said, "mark": written_settings(workspace).mark, "currency": "euros"})
    assert wrong.status_code == 400
    assert written_settings(workspace).text == text


def test_a_known_export_is_recognised_loaded_and_taken_back(
    site: TestClient, workspace: Workspace, built: list[Path], tmp_path: Path
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("export/../../companies.csv", COMPANIES)
        archive.writestr("readme.pdf", "no table")
    page = send(site, ("export.zip", packed.getvalue()))
    assert "readme.pdf" in page.text
    assert re.search(r'value="preset:hubspot" selected', page.text)
    assert not landed_files(workspace), "nothing lands before it was confirmed"
    token, here = token_of(page.text), page.url.path
    settled(site, site.post(f"{here}/load", data={"csrf": token}))
    landed = {(file.report.table, file.report.loaded) for file in landed_files(workspace)}
    own = create_workspace(tmp_path / "own")
    (tmp_path / "companies.csv").write_bytes(COMPANIES)
    load(own, [tmp_path / "companies.csv"], preset="hubspot")
    assert landed == {(file.report.table, file.report.loaded) for file in landed_files(own)}, "as the command line does"
    assert built == [workspace.path]
    assert not find_upload(workspace, here.split("/")[-1]).files, "what has landed is not kept twice"
    settled(site, site.post("/bring/undo", data={"csrf": token, "load": "1"}))
    assert not landed_files(workspace)
    assert len(built) == 2


WRONG = b"account_id,name,employees,is_excluded\n1,Alpha,10,no\n2,Beta,many,no\n3,Gamma,5,perhaps\n4,Delta,7,nay\n"


def fields(page: str) -> dict[str, str]:
    """The form of cells in quarantine as it stands."""
    found = re.findall(r'name="((?:file|line|column|was|cell):[0-9]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def test_cells_in_quarantine_are_mended_in_place_as_by_the_command_line(
    site: TestClient, workspace: Workspace, built: list[Path], tmp_path: Path
) -> None:
    page = send(site, ("accounts.csv", WRONG))
    said = {**fields(page.text), "csrf": token_of(page.text)}
    assert [said[f"cell:{n}"] for n in range(3)] == ["many", "perhaps", "nay"]
    here = page.url.path
    page = settled(site, site.post(f"{here}/fix", data={**said, "cell:0": "20", "cell:1": "dunno", "leave:2": "1"}))
    assert fields(page.text)["cell:0"] == "dunno", "what was mended in vain is asked again"
    assert "accounts.csv, 5: left out" in page.text
    again = {**fields(page.text), "csrf": said["csrf"], "cell:0": "yes"}
    page = settled(site, site.post(f"{here}/fix", data=again))
    assert not fields(page.text)
    assert not landed_files(workspace), "nothing has landed yet"
    kept = tmp_path / "corrections.csv"
    kept.write_text(site.get(f"{here}/corrections.csv").text, "utf-8")
    settled(site, site.post(f"{here}/load", data={"csrf": said["csrf"]}))
    other = create_workspace(tmp_path / "other")
    (tmp_path / "accounts.csv").write_bytes(WRONG)
    told = CliRunner().invoke(app, ["-C", str(other.path), "load", str(tmp_path / "accounts.csv"), "--fix", str(kept)])
    assert told.exit_code == 0, told.output
    assert (
        accounts_of(workspace)
        == accounts_of(other)
        == [("1", 10, None), ("2", 20, "employees"), ("3", 5, "is_excluded")]
    )
    assert not quarantined(workspace)
    assert [(one.action, one.actor) for one in entries(workspace)][-1][0] == "correct"
    settled(site, site.post("/bring/undo", data={"csrf": said["csrf"], "load": "2"}))
    assert len(quarantined(workspace)) == 3, "the corrections alone are taken back"
    assert len(built) == 2


def test_cells_are_mended_after_their_file_has_landed(
    site: TestClient, workspace: Workspace, built: list[Path]
) -> None:
    """At once, from where the file is kept; and of a file that came another way, once it is sent again."""
    page = send(site, ("accounts.csv", WRONG))
    token, here = token_of(page.text), page.url.path
    page = settled(site, site.post(f"{here}/load", data={"csrf": token}))
    assert [one.report.loaded for one in landed_files(workspace)] == [2], "what could be read has landed"
    assert f'href="{here}#cells"' in site.get("/bring").text
    said = fields(page.text)
    assert [said[f"cell:{n}"] for n in range(3)] == ["many", "perhaps", "nay"], "what is open of it"
    page = settled(site, site.post(f"{here}/fix", data={**said, "csrf": token, "cell:0": "20", "cell:1": "yes"}))
    assert fields(page.text)["cell:0"] == "nay", "one is left"
    settled(site, site.post(f"{here}/load", data={"csrf": token}))
    mended = [("1", 10, None), ("2", 20, "employees"), ("3", 5, "is_excluded")]
    assert accounts_of(workspace) == mended
    assert [one.value for one in quarantined(workspace)] == ["nay"]
    assert find_upload(workspace, here.split("/")[-1]).files, "kept as long as something is open"
    page = send(site, ("accounts.csv", WRONG))
    said = {**fields(page.text), "csrf": token_of(page.text), "leave:0": "1"}
    assert said["cell:0"] == "nay", "the same file sent again tells what is still open"
    page = settled(site, site.post(f"{page.url.path}/fix", data=said))
    settled(site, site.post(f"{page.url.path}/load", data={"csrf": said["csrf"]}))
    assert not quarantined(workspace)
    assert not find_upload(workspace, page.url.path.split("/")[-1]).files
    assert accounts_of(workspace) == mended
    assert len(built) == 3


def accounts_of(workspace: Workspace) -> list[tuple[Any, ...]]:
    columns = "account_id, employees, x_corrected_columns"
    with duckdb.connect() as connection:
        sql = f"SELECT {columns} FROM ({current_sql(workspace, 'accounts')}) ORDER BY 1"
        return connection.execute(sql).fetchall()


def test_an_unknown_layout_is_settled_column_by_column_and_known_the_next_time(
    site: TestClient, workspace: Workspace, built: list[Path]
) -> None:
    page = send(site, ("log.csv", LOG), ("companies.csv", COMPANIES))
    settled(site, site.post(f"{page.url.path}/load", data={"csrf": token_of(page.text)}))
    page = settled(site, site.get(page.url.path))
    assert "companies.csv" not in page.text, "what is settled has landed, what is not stays to be settled"
    assert "web_visit" in page.text
    assert "x@alpha.com" in page.text
    said = {**choices(page.text), "csrf": token_of(page.text), "confirm": "1"}
    assert said["table:log.csv"] == "touches"
    twice = site.post(f"{page.url.path}/settle", data={**said, "col:log.csv:1": "email"})
    assert twice.status_code == 400
    assert "two columns were given to email" in twice.text
    page = settled(site, site.post(f"{page.url.path}/settle", data={**said, "col:log.csv:1": "occurred_at"}))
    text = site.get(f"{page.url.path}/mapping.toml?file=log.csv").text
    assert 'occurred_at = "wann"' in text
    assert '"web_visit" = "page_view"' in text
    settled(site, site.post(f"{page.url.path}/load", data={"csrf": said["csrf"]}))
    landed = {(file.report.file, file.report.table, file.report.loaded) for file in landed_files(workspace)}
    assert landed >= {("companies.csv", "accounts", 2), ("log.csv", "touches", 2)}
    again = send(site, ("april.csv", LOG.replace(b"2026-03", b"2026-04")))
    assert choices(again.text)["as:april.csv"] == "", "the confirmed mapping"
    assert built


def test_a_list_of_names_lands_as_rows_of_the_source_assay(
    site: TestClient, workspace: Workspace, built: list[Path]
) -> None:
    said = {"list": "Key", "since": "2026-01-01", "tier": "1", "arm": "abm", "accounts": "Alpha\nbeta.com\nNobody Inc"}
    token = token_of(site.get("/targets/new").text)
    assert site.post("/targets/new", data={"csrf": token, **said}).status_code == 400, "no accounts to look up in"
    page = send(site, ("companies.csv", COMPANIES))
    settled(site, site.post(f"{page.url.path}/load", data={"csrf": token}))
    page = settled(site, site.post("/targets/new", data={"csrf": token, **said}))
    assert {"<b>2</b>", "<b>1</b>"} <= set(re.findall("<b>[0-9]+</b>", page.text)), "two are known, one is told"
    settled(site, site.post(f"{page.url.path}/load", data={"csrf": token}))
    assert [(one.source, one.rows) for one in batches(workspace, "list_memberships")] == [("assay", 2)]
    assert len(built) == 2


def test_targets_and_rules_are_written_and_taken_out(site: TestClient, workspace: Workspace) -> None:
    def ask(path: str, **said: str) -> Any:
        page = site.get("/watch").text
        return site.post(path, data={"csrf": token_of(page), "mark": hidden(page, "mark"), **said})

    assert ask("/watch/targets", kpi="win_rate", value="35 %").status_code == 200
    ask("/watch/rules", do="save", kind="stalled_deal", tier="1, 2")
    ask("/watch/rules", do="save", kind="kpi_crosses", kpi="win_rate", side="below", line="0,2", window="quarter")
    settings = Workspace.find(workspace.path).settings
    assert settings.targets == {"win_rate": 0.35}
    assert settings.alerts.rules[0].scope == {"tier": ("1", "2")}
    assert (settings.alerts.rules[1].below, settings.alerts.rules[1].window) == (0.2, "quarter")
    ask("/watch/rules", do="save", kind="stalled_deal", tier="3", place="0")
    ask("/watch/rules/remove", place="1")
    ask("/watch/targets", kpi="win_rate", value="")
    settings = Workspace.find(workspace.path).settings
    assert [rule.scope for rule in settings.alerts.rules] == [{"tier": "3"}]
    assert settings.targets == {}
    assert ask("/watch/rules", do="save", kind="kpi_crosses", kpi="win_rate", line="x").status_code == 400


def test_files_come_only_with_the_pages_token_and_nothing_of_them_stays(site: TestClient, workspace: Workspace) -> None:
    assert site.post("/bring/files", files=[("files", ("a.csv", b"x"))]).status_code == 403
    token = token_of(site.get("/bring").text)
    after = [("files", ("a.csv", b"x")), ("csrf", (None, token))]
    assert site.post("/bring/files", files=after).status_code == 403, "the token stands before the files"
    assert (
        site.post("/bring/files", files=[("csrf", (None, token))]).status_code == 400
    )  # as a browser sends an empty form
    assert not any((workspace.data / "incoming").iterdir())


def test_larger_files_than_said_are_refused(workspace: Workspace) -> None:
    path = workspace.path / "assay.toml"
    path.write_text(path.read_text("utf-8") + "\n[web]\nlargest_upload = 1\n", "utf-8")
    client = TestClient(create_app(Workspace.find(workspace.path)), base_url=ADDRESS)
    token = token_of(client.get("/bring").text)
    sent = client.post("/bring/files", data={"csrf": token}, files=[("files", ("a.csv", b"x" * 1_100_000))])
    assert sent.status_code == 413
    assert not list(uploads(workspace))


@pytest.mark.parametrize("role", ["viewer", "rep", "analyst"])
def test_who_may_set_up(workspace: Workspace, role: str) -> None:
    Users(workspace).add("Vera", PASSWORD, role, "rita" if role == "rep" else None)
    client = TestClient(create_app(workspace, sign_in=True), base_url=ADDRESS)
    sign_in(client, "Vera", PASSWORD)
    may = role == "analyst"
    for path in ("/setup", "/setup/company", "/bring", "/targets/new", "/watch"):
        assert client.get(path).status_code == (200 if may else 403), path
    assert client.get("/settings").status_code == 403, "the file names hosts and secrets: for an administrator"
    token = token_of(client.get("/sign-in").text)
    sent = client.post("/bring/files", data={"csrf": token}, files=[("files", ("companies.csv", COMPANIES))])
    assert sent.status_code == (200 if may else 403)
    assert len(list(uploads(workspace))) == int(may)
    if may:
        assert [(one.actor, one.action) for one in entries(workspace)][-1] == ("Vera", "upload")


def test_a_zip_that_unpacks_to_far_too_much_is_refused(workspace: Workspace) -> None:
    upload = new_upload(workspace)
    with zipfile.ZipFile(upload.new_file("bomb.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (70 << 20))
    with pytest.raises(DataError, match="unpacks to more than"):
        unpack(upload)


def test_setting_up_names_company_and_tables_as_people_do(site: TestClient, workspace: Workspace) -> None:
    company = site.get("/setup/company").text
    mark = hidden(company, "mark")
    site.post("/setup/company", data={**COMPANY, "csrf": token_of(company), "mark": mark})
    file = workspace.path / "list_memberships.csv"
    file.write_text("list,account_id,valid_from\nPilot,A,2026-01-01\n")
    load(workspace, [file])
    page = site.get("/setup?lang=es").text
    assert "<span> · Acme</span>" in page
    assert "listas objetivo: 1" in page
    assert "list_memberships" not in page


def test_new_alerts_are_counted_in_the_readers_words(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Alert(1, "slow", "stalled_deal", "A", "Ownwell", "since 2026-03-01", {}, 4, date(2026, 3, 1), None, None)
    watched = Watched((opened,), ("Alert rule 'x' cannot be judged: no such list",))
    report = RefreshReport(
        4, True, date(2026, 3, 1), None, 1.0, remarks=("A remark.",), watched=watched, untold=("Late.",)
    )
    monkeypatch.setattr(setup, "refresh", lambda *_, **__: report)
    told = setup.built(workspace, lambda *_: None)
    others = ["A remark.", "Alert rule 'x' cannot be judged: no such list", "Late."]
    assert told == {"run": 4, "changed": True, "alerts": 1, "remarks": others}
    assert report.to_json()["remarks"] == [others[0], "Alert: slow · Ownwell (A): since 2026-03-01", *others[1:]]
