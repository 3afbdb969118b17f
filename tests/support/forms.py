"""Every form of the pages, found by reading them: on a workspace that has something on each page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from assay.landing.chart_notes import write_note
from assay.landing.decide import Decision, decide
from assay.landing.list_changes import change_list
from assay.landing.list_edits import Edit
from assay.store.pack_comments import add_comment
from assay.store.saved_views import save_view
from assay.store.settings_file import change_settings, set_value, written_settings
from assay.store.workspace import Workspace
from assay.web import tokens
from assay.web.users import Users
from web.test_security import walk

PASSWORD = "correct horse battery"
SETTINGS = """
[mail]
host = "127.0.0.1"
sender = "a@example.com"

[targets]
win_rate = 0.35

[[alerts.rules]]
kind = "kpi_crosses"
kpi = "win_rate"
below = 0.2
window = "quarter"

[[schedule]]
name = "mornings"
cron = "30 6 * * mon-fri"
steps = ["refresh"]

[[deliver]]
name = "board"
by = "mail"
what = ["digest"]
to = ["ada@example.com"]
period = "week"
"""
WAITS_FOR_A_STATE = {
    "/lists/draw/land": "a button that stands there after a draw was broken off",
    "/matching/sure": "a button that stands there where names and countries of two accounts are the same",
    "/matching/checked": "two buttons that stand there while a look at a decision is open",
    "/unsubscribe/{token}": "one button behind a signed link, without a field",
}
"""Addresses whose form is a button without anything to write, and that wait for what is made elsewhere."""


@dataclass
class Control:
    """A field or a button: `kind` is its type, or `select` or `textarea`."""

    kind: str
    name: str
    value: str
    attributes: dict[str, str | None]

    @property
    def is_written(self) -> bool:
        """Whether people type into it."""
        plain = ("text", "number", "date", "email", "search", "textarea", "password")
        return self.kind in plain and "readonly" not in self.attributes

    @property
    def is_button(self) -> bool:
        return self.kind in ("button", "submit")


@dataclass
class Form:
    """A form of a page, as it stands there."""

    page: str
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.action.partition("?")[0].partition("#")[0]

    def sent(self, **written: str) -> dict[str, list[str]]:
        """What a browser would send after `written` was typed into the fields of these kinds (`text`, `date`, …)."""
        said: dict[str, list[str]] = {}
        for one in self.controls:
            if not one.name or one.is_button or one.kind == "file":
                continue
            if one.kind in ("checkbox", "radio"):
                if "checked" in one.attributes:
                    said.setdefault(one.name, []).append(one.value or "on")
                continue
            value = written.get(one.kind, one.value) if one.is_written else one.value
            said.setdefault(one.name, []).append(value)
        button = next((one for one in self.controls if one.is_button and one.name), None)
        if button:
            said.setdefault(button.name, []).append(button.value)
        return said


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page = page
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._inside: Control | None = None
        self._option: tuple[str | None, bool] | None = None
        self._chosen = False  # an option of the select that is being read, at first its first one

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if name == "form":
            self._form = Form(self.page, said.get("action") or self.page, (said.get("method") or "get").lower())
            self.forms.append(self._form)
        elif self._form and name in ("input", "select", "textarea", "button"):
            kind = (said.get("type") or "text") if name == "input" else name
            control = Control(kind, said.get("name") or "", said.get("value") or "", said)
            self._form.controls.append(control)
            self._inside = control if name in ("textarea", "select") else None
            self._chosen = False
        elif name == "option" and self._inside:
            self._option = (said.get("value"), "selected" in said)

    def handle_endtag(self, name: str) -> None:
        if name == "form":
            self._form = None
        elif name in ("textarea", "select"):
            self._inside = None
        elif name == "option":
            self._option = None

    def handle_data(self, data: str) -> None:
        if self._inside is None:
            return
        if self._inside.kind == "textarea":
            self._inside.value += data
        elif self._option:
            value = self._option[0] if self._option[0] is not None else data.strip()
            if self._option[1] or not self._chosen:
                self._inside.value, self._chosen = value, True


def forms_in(page: str, html: str) -> list[Form]:
    reader = _Reader(page)
    reader.feed(html)
    for form in reader.forms:
        for one in form.controls:
            if one.kind == "textarea":
                one.value = one.value.removeprefix("\n")
    return reader.forms


def furnish(workspace: Workspace) -> None:
    """Something on each page of a workspace that has a list `Steel` with `own` on it: settings, views, notes, people."""
    path = workspace.path / "assay.toml"
    path.write_text(path.read_text("utf-8") + SETTINGS, "utf-8")
    workspace = Workspace(workspace.path)
    mark = written_settings(workspace).mark
    change_settings(workspace, mark, lambda one: set_value(one, "name", "Furnished"), what=["name"])
    save_view(workspace, "Tier one", "/funnel", "Ann")
    add_comment(workspace, {}, "impact", "Wait.", "Ann")
    write_note(workspace, date(2026, 2, 16), "Fair", by="Ann")
    edit = Edit("moved", "Steel", date(2026, 4, 1), ("own",), tier="3", reason="agreed")
    change_list(workspace, edit, today=date(2026, 4, 1), by="Ann")
    Users(workspace).add("Ann", PASSWORD, "admin")
    Users(workspace).add("Rita", PASSWORD, "rep", "rita")
    tokens.create(Users(workspace), "Sheet", "viewer", made_by="Ann")
    decide(workspace, [Decision("own", "own3", "accepted")], by="Ann")


DRAFT = b"wer,wann,was\nx@alpha.com,2026-03-01,web_visit\ny@beta.com,2026-03-02,Webinar\n"
WRONG = b"account_id,name,employees\nn1,New,many\nn2,Newer,20\n"


def pages_with_forms(app: Any) -> Iterator[str]:
    """Addresses of the pages that set up and steer, as the application has them, and those of `MORE`.

    Pages of figures that hold no form of their own are not worked out for it.
    """
    read_only = {page.path for page in app.state.pages}
    for route in walk(app.routes):
        path, methods = getattr(route, "path", ""), getattr(route, "methods", None) or ()
        if "GET" not in methods or path.startswith(("/api", "/static", "/sign-in/", "/reports/")):
            continue
        if path not in (*read_only, "/join") and "{" not in path and "." not in path.rpartition("/")[2]:
            yield path
    yield from MORE


MORE = (
    "/lists/change?list=Steel&share=0.5",
    "/lists/new?industry=Steel&count=1",
    "/watch?rule=0",
    "/schedules?schedule=mornings&deliver=board",
    "/matching?check=sure",
    "/kpis/win_rate?grain=month",
    "/accounts/own",
    "/reports",
    "/data",
)
"""Pages whose forms stand there for an address that says what is to be changed."""
