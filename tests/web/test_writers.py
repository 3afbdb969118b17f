"""Whatever a page writes can be written by a command or in a file, and the results are equal: over every address that takes a form.

The addresses are the application's own. One that nobody has told here is a mistake of whoever added it: it needs a command,
or a reason why it writes nothing that a workspace is made of.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest
from starlette.testclient import TestClient

from assay.landing.current import current_sql
from assay.landing.manifest import batches, landed_files
from assay.store import desk
from assay.store.follow_ups import follow_ups
from assay.store.saved_views import saved_views
from assay.store.settings_file import written_settings
from assay.store.workspace import Workspace
from assay.web import tokens
from assay.web.app import create_app
from assay.web.pages import bring_load, bring_undo, list_desk, setup
from assay.web.users import Users
from support.cli import assay
from web.conftest import ADDRESS, PASSWORD, copy_of, sign_in, token_of
from web.pages.test_definitions import form as form_of_definitions
from web.pages.test_desk import fields, send, settled
from web.test_security import walk

WRITES_NOTHING = {
    "/sign-in": "a session, which ends",
    "/sign-out": "the end of a session",
    "/me/code": "an authenticator is turned on by who holds it, and by nobody else",
    "/unsubscribe/{token}": "the word of who gets the mails, which nobody says for him",
    "/lists/draw/land": "a draw that was broken off; `assay lists draw` lands at once, and again where it was broken off",
    "/matching/checked": "a look at decisions that /matching and `assay match` take",
    "/data/jobs": "the job of a schedule, as `assay run-schedule` does it: loads and runs, which have their own lines here",
    "/schedules/trial": "a message that is not kept",
    "/bring/{upload}/effect": "a preview, as `assay load --check --figures` shows it",
    "/bring/{upload}/settle": "how files that have not landed are read: `assay load --map`, `--set`, `--option`",
    "/bring/{upload}/drop": "files that have not landed",
    "/setup/build": "a run of what has landed, as `assay refresh` builds it: a pure function of it",
}
"""Addresses that take a form and add nothing to what a workspace is built again of, each with what it does."""


@dataclass
class Pages:
    """Somebody at the pages of a workspace of his own."""

    workspace: Workspace
    client: TestClient

    def post(self, path: str, at: str = "/setup", **said: Any) -> Any:
        marked = {"mark": written_settings(self.workspace).mark, **said}
        answer = self.client.post(path, data={"csrf": token_of(self.client.get(at).text), **marked})
        assert answer.status_code < 400, answer.text
        return answer


@dataclass
class Line:
    """Somebody at the command line of another one, which began as the same."""

    workspace: Workspace
    folder: Path

    def __call__(self, *words: str | Path) -> Any:
        said = assay("-C", self.workspace.path, *words)
        assert said.status == 0, said.err
        return said

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, "utf-8")
        return path

    def edit(self, before: str, after: str) -> None:
        """As by hand, in assay.toml."""
        path = self.workspace.path / "assay.toml"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), "utf-8")

    def append(self, text: str) -> None:
        path = self.workspace.path / "assay.toml"
        path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


# What is kept, as far as the two must agree: not the moments, and not the numbers by which a place names its rows.


def settings(workspace: Workspace) -> Any:
    return repr(Workspace.find(workspace.path).settings)  # a dump leaves out what a run does not depend on


def landed(table: str) -> Callable[[Workspace], Any]:
    def rows(workspace: Workspace) -> list[tuple[Any, ...]]:
        if not batches(workspace, table):
            return []
        with duckdb.connect() as connection:
            found = connection.execute(f"SELECT * FROM ({current_sql(workspace, table)})")
            names = [column[0] for column in found.description or ()]
            kept = [
                place
                for place, name in enumerate(names)
                if not name.startswith("_") and not name.endswith("_at") and name not in ("note_id", "x_at")
            ]
            return sorted(tuple(str(row[place]) for place in kept) for row in found.fetchall())

    return rows


def notes(workspace: Workspace) -> Any:
    return [
        (account, line.what, line.text, line.deal_id, line.until)
        for account, one in sorted(follow_ups(workspace).items())
        for line in one.notes
    ]


def views(workspace: Workspace) -> Any:
    return [(one.name, one.address, one.owner, one.shared, one.pinned) for one in saved_views(workspace)]


def comments(workspace: Workspace) -> Any:
    return desk.rows(workspace, "SELECT scope, section, text, author FROM comments ORDER BY id")


def people(workspace: Workspace) -> Any:
    users = Users(workspace)
    known = [(one.name, one.role, one.owner, users.has_code(one.name)) for one in users.all()]
    return known, [one.name for one in users.all() if users.verified(one.name, "quite another passphrase 7")]


def programs(workspace: Workspace) -> Any:
    return [
        (one.name, one.role, one.owner, one.lists, one.revoked_at is None)
        for one in tokens.every_token(Users(workspace))
    ]


def loads(workspace: Workspace) -> Any:
    return sorted((one.report.file, one.report.table, one.report.loaded) for one in landed_files(workspace))


# The writers.


@dataclass(frozen=True)
class Writer:
    """What is done at the pages, the same at the command line, and what is kept of it."""

    pages: Callable[[Pages], None]
    line: Callable[[Line], Any]
    kept: Callable[[Workspace], Any]
    signed_in: bool = False
    also: tuple[str, ...] = field(default=())
    """Other addresses that it goes through."""


FRESH = "quite another passphrase 7"
UPLOADED = b"account_id,name,employees\nn1,New,ten\nn2,Newer,20\n"


def _join(pages: Pages) -> None:
    page = pages.post("/users/invite", "/users", name="Nina", role="viewer").text
    key = page.split("/join?key=")[1].split('"')[0].split("<")[0].strip()
    visitor = TestClient(pages.client.app, base_url=ADDRESS)
    token = token_of(visitor.get(f"/join?key={key}").text)
    visitor.post("/join", data={"csrf": token, "key": key, "fresh": FRESH, "again": FRESH})


def _add_nina(line: Line) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ASSAY_PASSWORD", FRESH)
        line("user", "add", "Nina", "--role", "viewer")


def _invited(workspace: Workspace) -> Any:
    from assay.web.invitations import waiting

    return [(one.kind, one.user.name, one.user.role, one.user.owner) for one in waiting(Users(workspace))]


def _withdraw(pages: Pages) -> None:
    for name in ("Nina", "Nora"):
        pages.post("/users/invite", "/users", name=name, role="viewer")
    pages.post("/users/withdraw", "/users", name="Nina")


def _withdraw_by_line(line: Line) -> None:
    for name in ("Nina", "Nora"):
        line("user", "invite", name, "--role", "viewer")
    line("user", "withdraw", "Nina")


def _password_of_ann(line: Line) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ASSAY_PASSWORD", FRESH)
        line("user", "password", "Ann")


def _lose_code(pages: Pages) -> None:
    Users(pages.workspace).set_code("Rita", "JBSWY3DPEHPK3PXP")
    pages.post("/users/code", "/users", name="Rita")


def _lose_code_by_line(line: Line) -> None:
    Users(line.workspace).set_code("Rita", "JBSWY3DPEHPK3PXP")
    line("user", "code", "Rita", "--off")


def _revoke(pages: Pages) -> None:
    pages.post("/me/tokens", "/me", name="Sheet", role="viewer", days="9")
    (made,) = tokens.every_token(Users(pages.workspace))
    pages.post("/me/tokens/revoke", "/me", token=made.id)


def _revoke_by_line(line: Line) -> None:
    line("token", "create", "Sheet", "--days", "9")
    line("token", "revoke", "Sheet")


def _upload(pages: Pages) -> None:
    page = send(pages.client, ("accounts.csv", UPLOADED))
    said = {**fields(page.text), "csrf": token_of(page.text), "cell:0": "10"}
    page = settled(pages.client, pages.client.post(f"{page.url.path}/fix", data=said))
    settled(pages.client, pages.client.post(f"{page.url.path}/load", data={"csrf": said["csrf"]}))


def _load(line: Line) -> None:
    made = io.StringIO()
    csv.writer(made).writerows([("file", "line", "column", "value"), ("accounts.csv", 2, "employees", "10")])
    file = line.write("accounts.csv", UPLOADED.decode())
    line("load", file, "--fix", line.write("fix.csv", made.getvalue()))


def _take_back(pages: Pages) -> None:
    _upload(pages)
    newest = max(file.load for file in landed_files(pages.workspace))
    settled(pages.client, pages.post("/bring/undo", load=newest))


def _undo(line: Line) -> None:
    _load(line)
    line("undo", str(max(file.load for file in landed_files(line.workspace))))


def _name_accounts(pages: Pages) -> None:
    said = {"list": "Key", "since": "2026-05-01", "tier": "1", "arm": "abm", "accounts": "Ownwell\nnobody.example"}
    page = settled(pages.client, pages.post("/targets/new", "/targets/new", **said))
    settled(pages.client, pages.post(f"{page.url.path}/load"))


def _load_list(line: Line) -> None:
    from importlib.resources import files

    mapping = line.write("assay.toml", files("assay.web").joinpath("own_list.toml").read_text("utf-8"))
    rows = "Account,Website,List,Tier,Arm,Since\nOwnwell,,Key,1,abm,2026-05-01\n,nobody.example,Key,1,abm,2026-05-01\n"
    line("load", line.write("list Key.csv", rows), "--map", mapping)


TODAY_OF_LISTS = "2026-05-01"
REASON = ("--reason", "as agreed")
CHANGE = {"list": "Steel", "day": TODAY_OF_LISTS, "reason": "as agreed"}


def _marked(pages: Pages) -> str:
    from assay.landing.list_changes import mark_of_list

    return mark_of_list(pages.workspace, "Steel")


def _undo_change(pages: Pages) -> None:
    from assay.landing.list_changes import list_changes

    pages.post("/lists/change", **{**CHANGE, "mark": _marked(pages), "account": ["own"], "tier": "3", "do": "move"})
    pages.post("/lists/undo", list="Steel", load=list_changes(pages.workspace, "Steel")[0].load)


def _undo_change_by_line(line: Line) -> None:
    line("lists", "move", "Steel", "--account", "own", "--tier", "3", "--from", TODAY_OF_LISTS, *REASON)
    line("undo", str(max(one.load for one in batches(line.workspace, "list_memberships"))))


def _match_back(pages: Pages) -> None:
    pages.post("/matching", account="own", other="own3", state="rejected")
    pages.post("/matching/undo", load=max(one.load for one in batches(pages.workspace, "account_links")))


def _match_back_by_line(line: Line) -> None:
    line("match", "--reject", "own=own3")
    line("undo", str(max(one.load for one in batches(line.workspace, "account_links"))))


def _note_back(pages: Pages) -> None:
    from assay.landing.chart_notes import chart_notes

    pages.post("/chart-notes", day="2026-02-15", text="Fair", about="list:Steel")
    pages.post("/chart-notes", day="2026-02-16", text="No fair")
    pages.post("/chart-notes/back", note=chart_notes(pages.workspace)[-1].note_id)


def _note_back_by_line(line: Line) -> None:
    from assay.landing.chart_notes import chart_notes

    line("chart-notes", "add", "2026-02-15", "Fair", "--list", "Steel")
    line("chart-notes", "add", "2026-02-16", "No fair")
    line("chart-notes", "remove", chart_notes(line.workspace)[-1].note_id)


def _last_comment(workspace: Workspace) -> str:
    return str(desk.rows(workspace, "SELECT max(id) FROM comments")[0][0])


def _comment(pages: Pages) -> None:
    pages.post("/comments", section="impact", text="Wait a quarter.")
    pages.post("/comments", section="impact", text="Or not.")
    pages.post("/comments", remove=_last_comment(pages.workspace))


def _comment_by_line(line: Line) -> None:
    line("comments", "add", "impact", "Wait a quarter.")
    line("comments", "add", "impact", "Or not.")
    line("comments", "remove", _last_comment(line.workspace))


def _view(pages: Pages) -> None:
    pages.post("/saved", name="Tier one", address="/funnel?tier=1", shared="1")
    pages.post("/saved", name="Gone", address="/funnel")
    first, second = sorted(saved_views(pages.workspace), key=lambda one: one.id)
    pages.post(f"/saved/{first.id}", name="First tier", shared="1", pinned="1", do="save")
    pages.post(f"/saved/{second.id}", do="remove")


def _view_by_line(line: Line) -> None:
    line("saved", "save", "Tier one", "/funnel?tier=1", "--shared")
    line("saved", "save", "Gone", "/funnel")
    first, second = sorted(saved_views(line.workspace), key=lambda one: one.id)
    line("saved", "change", str(first.id), "--name", "First tier", "--pinned")
    line("saved", "remove", str(second.id))


def _define(pages: Pages) -> None:
    said = form_of_definitions(pages.client.get("/definitions").text)
    pages.client.post("/definitions", data={**said, "preset": "minutes_10", "small_n": "7", "do": "save"})


def _define_by_hand(line: Line) -> None:
    line.edit('preset = "any_interaction"', 'preset = "minutes_10"')
    line.edit("small_n = 10", "small_n = 7")


def _version_back(pages: Pages) -> None:
    pages.post("/watch/targets", kpi="win_rate", value="35 %")
    pages.post("/settings/versions", number="1")


WRITERS: dict[str, Writer] = {
    "/setup/company": Writer(
        lambda one: one.post("/setup/company", name="Acme", currency="usd", timezone="Europe/Paris", language="fr",
            week_starts_on="monday", fiscal_year_starts_in="4", own_domains="acme.com"),
        lambda one: (one.edit('name = "Little Steel"', 'name = "Acme"'), one.edit("own_domains = []", 'own_domains = ["acme.com"]'),
            one.edit("fiscal_year_starts_in = 1", "fiscal_year_starts_in = 4"),
            one.edit('currency = "EUR"', 'currency = "USD"'), one.edit('timezone = "UTC"', 'timezone = "Europe/Paris"'),
            one.edit('language = "en"', 'language = "fr"')),
        settings,
    ),
    "/settings": Writer(
        lambda one: one.post("/settings", text=written_settings(one.workspace).text + "\n[targets]\nwin_rate = 0.4\n"),
        lambda one: one.append("[targets]\nwin_rate = 0.4"),
        settings,
    ),
    "/settings/versions": Writer(_version_back, lambda _: None, settings),
    "/definitions": Writer(_define, _define_by_hand, settings),
    "/watch/targets": Writer(
        lambda one: one.post("/watch/targets", kpi="win_rate", value="35 %"),
        lambda one: one.append("[targets]\nwin_rate = 0.35"),
        settings,
    ),
    "/watch/rules": Writer(
        lambda one: one.post("/watch/rules", do="save", kind="kpi_crosses", kpi="win_rate", side="below", line="20 %",
            window="quarter", tier="1, 2"),
        lambda one: one.append('[[alerts.rules]]\nkind = "kpi_crosses"\nkpi = "win_rate"\nbelow = 0.2\nwindow = "quarter"\n'
            'scope = { tier = ["1", "2"] }'),
        settings,
    ),
    "/watch/rules/remove": Writer(
        lambda one: one.post("/watch/rules/remove", place="0"),
        lambda one: one.edit('[[alerts.rules]]\nkind = "stalled_deal"\n', ""),
        settings,
    ),
    "/schedules": Writer(
        lambda one: one.post("/schedules", name="dawn", cron="@daily", steps=["pull", "refresh"], do="save"),
        lambda one: one("schedules", "set", "dawn", "--cron", "@daily", "--step", "pull", "--step", "refresh"),
        settings,
    ),
    "/schedules/deliveries": Writer(
        lambda one: one.post("/schedules/deliveries", name="board", by="slack", what=["digest"], period="week",
            format="pdf", do="save", **{"place:0": "ASSAY_SLACK_URL", "name:0": "abm"}),
        lambda one: one("deliveries", "set", "board", "--by", "slack", "--what", "digest", "--to", "ASSAY_SLACK_URL"),
        lambda workspace: [(one.name, one.by, one.what, one.period, [who.url for who in one.to])
            for one in Workspace.find(workspace.path).settings.deliver],
    ),
    "/lists/new": Writer(
        lambda one: one.post("/lists/new", list="Key", since=TODAY_OF_LISTS, tier="1", arm="abm",
            account=["own", "own3"], reason="as agreed"),
        lambda one: one("lists", "add", "Key", "--account", "own", "--account", "own3", "--tier", "1", "--arm", "abm",
            "--from", TODAY_OF_LISTS, *REASON),
        landed("list_memberships"),
    ),
    "/lists/change": Writer(
        lambda one: one.post("/lists/change", **{**CHANGE, "mark": _marked(one), "account": ["own"], "tier": "3", "do": "move"}),
        lambda one: one("lists", "move", "Steel", "--account", "own", "--tier", "3", "--from", TODAY_OF_LISTS, *REASON),
        landed("list_memberships"),
    ),
    "/lists/settle": Writer(
        lambda one: one.post("/lists/settle", list="Steel", primary="win_rate", verdict_on="2099-04-01", frozen="1"),
        lambda one: one("lists", "settle", "Steel", "--primary", "win_rate", "--verdict-on", "2099-04-01", "--freeze"),
        settings,
    ),
    "/lists/draw": Writer(
        lambda one: one.post("/lists/draw", list="Steel", share="0.5", seed="7", day="2026-04-01", primary="win_rate", by=["tier"]),
        lambda one: one("lists", "draw", "--list", "Steel", "--share", "0.5", "--seed", "7", "--from", "2026-04-01",
            "--primary", "win_rate", "--by", "tier", "--land"),
        landed("list_memberships"),
    ),
    "/lists/undo": Writer(_undo_change, _undo_change_by_line, landed("list_memberships")),
    "/targets/new": Writer(_name_accounts, _load_list, landed("list_memberships")),
    "/bring/files": Writer(_upload, _load, landed("accounts"), also=("/bring/{upload}/fix", "/bring/{upload}/load")),
    "/bring/undo": Writer(_take_back, _undo, loads),
    "/matching": Writer(
        lambda one: one.post("/matching", account="own", other="own3", state="accepted", reason="one house"),
        lambda one: one("match", "--accept", "own=own3", "--reason", "one house"),
        landed("account_links"),
    ),
    "/matching/sure": Writer(
        lambda one: one.post("/matching/sure"), lambda one: one("match", "--accept-sure"), landed("account_links")
    ),
    "/matching/undo": Writer(_match_back, _match_back_by_line, landed("account_links")),
    "/chart-notes": Writer(_note_back, _note_back_by_line, landed("chart_notes"), also=("/chart-notes/back",)),
    "/comments": Writer(_comment, _comment_by_line, comments),
    "/saved": Writer(_view, _view_by_line, views, also=("/saved/{view}",)),
    "/follow-up": Writer(
        lambda one: one.post("/follow-up", account="own", deal="d2", what="note", text="Calls back in May"),
        lambda one: one("notes", "add", "own", "Calls back in May", "--deal", "d2"),
        notes,
    ),
    "/users/invite": Writer(
        lambda one: one.post("/users/invite", "/users", name="Nina", role="rep", owner="rita"),
        lambda one: one("user", "invite", "Nina", "--role", "rep", "--owner", "rita"),
        _invited,
        signed_in=True,
    ),
    "/users/reset": Writer(
        lambda one: one.post("/users/reset", "/users", name="Rita"),
        lambda one: one("user", "reset", "Rita"),
        _invited,
        signed_in=True,
    ),
    "/users/withdraw": Writer(_withdraw, _withdraw_by_line, _invited, signed_in=True),
    "/join": Writer(_join, _add_nina, people, signed_in=True),
    "/users/change": Writer(
        lambda one: one.post("/users/change", "/users", name="Rita", role="manager", was_role="rep", was_owner="rita"),
        lambda one: one("user", "change", "Rita", "--role", "manager"),
        people,
        signed_in=True,
    ),
    "/users/remove": Writer(
        lambda one: one.post("/users/remove", "/users", name="Rita"),
        lambda one: one("user", "remove", "Rita"),
        people,
        signed_in=True,
    ),
    "/users/code": Writer(_lose_code, _lose_code_by_line, people, signed_in=True),
    "/me/password": Writer(
        lambda one: one.post("/me/password", "/me", current=PASSWORD, fresh=FRESH, again=FRESH),
        _password_of_ann,
        people,
        signed_in=True,
    ),
    "/me/tokens": Writer(
        lambda one: one.post("/me/tokens", "/me", name="Sheet", role="viewer", days="9", lists="Steel"),
        lambda one: one("token", "create", "Sheet", "--list", "Steel", "--days", "9"),
        programs,
        signed_in=True,
    ),
    "/me/tokens/revoke": Writer(_revoke, _revoke_by_line, programs, signed_in=True),
}  # fmt: skip


def test_each_address_that_takes_a_form_has_its_command(app: Any) -> None:
    taken = {route.path for route in walk(app.routes) if "POST" in (getattr(route, "methods", None) or ())}
    told = {*WRITERS, *WRITES_NOTHING, *(path for one in WRITERS.values() for path in one.also)}
    assert taken - told == set(), "what writes from a page is written by a command or in a file, too"
    assert told - taken == set(), "there is no such address any more"


@pytest.fixture
def two(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[bool], tuple[Pages, Line]]]:
    """Two workspaces that are the same, one for the pages and one for the command line."""
    for module in (bring_load, bring_undo, list_desk, setup):
        monkeypatch.setattr(module, "built", lambda *_: {"run": None, "changed": False, "remarks": []})
    clients: list[TestClient] = []

    def make(signed_in: bool) -> tuple[Pages, Line]:
        places = [copy_of(workspace, tmp_path / name) for name in ("pages", "line")]
        for place in places if signed_in else ():
            Users(place).add("Ann", PASSWORD, "admin")
            Users(place).add("Rita", PASSWORD, "rep", "rita")
        client = TestClient(create_app(places[0], sign_in=signed_in), base_url=ADDRESS)
        clients.append(client.__enter__())
        if signed_in:
            sign_in(client, "Ann", PASSWORD)
        folder = tmp_path / "files"
        folder.mkdir()
        return Pages(places[0], client), Line(places[1], folder)

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.mark.parametrize("path", WRITERS)
def test_a_page_and_a_command_write_the_same(two: Callable[[bool], tuple[Pages, Line]], path: str) -> None:
    writer = WRITERS[path]
    pages, line = two(writer.signed_in)
    before = writer.kept(pages.workspace)
    assert before == writer.kept(line.workspace), "they begin as the same"
    writer.pages(pages)
    writer.line(line)
    assert writer.kept(pages.workspace) == writer.kept(line.workspace)
    undoes = path in (
        "/settings/versions",
        "/lists/undo",
        "/matching/undo",
        "/bring/undo",
        "/matching/sure",
        "/users/code",
    )
    assert undoes or writer.kept(line.workspace) != before, "something was written"
