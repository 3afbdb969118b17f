"""Every form of the pages filled in and sent by the keyboard alone, without any script, and what is wrong with one read first.

The forms are found by reading the pages, so a new one is tried without being told of. What is sent is caught before it reaches
the server: nothing changes by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, TimeoutError, expect
from starlette.testclient import TestClient

from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from browser.conftest import PATIENCE
from browser.reading import Site, serving
from support.forms import DRAFT, PASSWORD, WRONG, Form, forms_in, furnish, pages_with_forms
from support.landed import land
from web.conftest import ADDRESS, TABLES, build, sign_in
from web.pages.test_desk import send

STOP = """() => {
  const one = document.activeElement, main = document.querySelector('main'), form = one.form;
  if (!main.contains(one) || one === main) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const posts = !!form && form.method === 'post';
  const again = one.dataset.reached === 'yes';
  one.dataset.reached = 'yes';
  return {
    again, posts,
    kind: one.tagName === 'INPUT' ? one.type : one.tagName.toLowerCase(),
    name: one.name || '', text: one.outerHTML.slice(0, 160), empty: !one.value,
    place: posts ? [...form.elements].indexOf(one) : -1, form: posts ? [...document.forms].indexOf(form) : -1,
    closed: one.tagName === 'SUMMARY' && !one.parentElement.open,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 || style.boxShadow !== 'none',
    seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
  }
}"""
UNREACHED = """() => [...document.querySelectorAll('main form[method=post]')].flatMap(form => [...form.elements])
  .filter(one => one.type !== 'hidden' && one.tagName !== 'FIELDSET' && !one.disabled && !one.dataset.reached)
  .map(one => one.outerHTML.slice(0, 160))"""
TYPED = {"number": "7", "date": "30112026", "email": "ada@example.com", "password": "a long passphrase 7"}
WRITABLE = ("text", "textarea", "search", *TYPED)
MOST = 700
SCRIPTED = ("/watch?rule=0", "/definitions", "/bring")
"""Pages that are gone through with their scripts, too, which do nothing to forms."""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create_workspace(tmp_path_factory.mktemp("forms") / "w", name="Little Steel")
    land(Workspace(made.path), TABLES)
    build(Workspace(made.path))
    furnish(made)
    return Workspace(made.path)


@pytest.fixture(scope="module")
def pages(workspace: Workspace) -> list[str]:
    """Addresses of all pages on which a form is that posts."""
    with TestClient(create_app(workspace, sign_in=True), base_url=ADDRESS) as client:
        sign_in(client, "Ann", PASSWORD)
        sent = [send(client, one).url.path for one in (("log.csv", DRAFT), ("accounts.csv", WRONG))]
        asked = [*pages_with_forms(client.app), *sent]
        return [path for path in asked if any(form.method == "post" for form in _forms(client, path))]


def _forms(client: TestClient, path: str) -> list[Form]:
    """Those of the page itself: signing out stands on each."""
    return [one for one in forms_in(path, client.get(path).text) if one.path not in ("/sign-out", "/saved")]


@pytest.fixture(scope="module")
def site(workspace: Workspace) -> Iterator[Site]:
    with serving(create_app(workspace, sign_in=True)) as found:
        yield found


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def page(request: Any, browser: Browser, site: Site) -> Iterator[Page]:
    context = browser.new_context(base_url=site.address, locale="en-GB", java_script_enabled=request.param)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    for words in ("Ann", PASSWORD):
        _tab_to(page, "input", words)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    yield page
    context.close()


def _tab_to(page: Page, kind: str, words: str) -> None:
    while page.evaluate("document.activeElement.tagName.toLowerCase()") != kind:
        page.keyboard.press("Tab")
    page.keyboard.type(words)
    page.keyboard.press("Tab")


class Walk:
    """A page gone through from its top to its end, each field filled in and each button pressed as it is come to."""

    def __init__(self, page: Page, path: str, file: Path) -> None:
        self.page, self.path, self.file = page, path, file
        self.faults: list[str] = []
        self.posted: list[str] = []
        self.last: dict[int, int] = {}
        self.buttons = 0

    def go(self) -> None:
        self.page.route("**/*", self._catch)
        self.page.on("filechooser", lambda chooser: chooser.set_files(self.file))
        self.page.goto(self.path)
        self.page.evaluate("document.querySelector('main').focus()")
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(STOP)
            if stop is None:
                break
            if not stop["again"]:
                self._meet(stop)
        else:
            self.faults.append(f"no end after {MOST} stops: a trap")
        self.faults += [f"not reached: {one}" for one in self.page.evaluate(UNREACHED)]
        self.page.unroute("**/*")

    def _catch(self, route: Route, request: Request) -> None:
        if request.method != "POST":
            route.continue_()
            return
        route.fulfill(status=204)

    def _meet(self, stop: dict[str, Any]) -> None:
        if stop["closed"]:
            self.page.keyboard.press("Enter")
        if not stop["posts"]:
            return
        if not stop["outlined"]:
            self.faults.append(f"no focus to be seen: {stop['text']}")
        if not stop["seen"]:
            self.faults.append(f"outside of what is seen: {stop['text']}")
        if stop["place"] < self.last.get(stop["form"], -1):
            self.faults.append(f"out of order: {stop['text']}")
        self.last[stop["form"]] = stop["place"]
        self._use(stop)

    def _use(self, stop: dict[str, Any]) -> None:
        keyboard, kind = self.page.keyboard, stop["kind"]
        if kind in WRITABLE and stop["empty"]:
            keyboard.type(TYPED.get(kind, "7"))
            if self.page.evaluate("document.activeElement.value") == "":
                self.faults.append(f"takes no letters: {stop['text']}")
        elif kind in ("checkbox", "radio"):
            before = self.page.evaluate("document.activeElement.checked")
            keyboard.press("Space")
            if self.page.evaluate("document.activeElement.checked") == before and kind == "checkbox":
                self.faults.append(f"not turned by Space: {stop['text']}")
        elif kind.startswith("select"):
            keyboard.press("ArrowDown")
        elif kind == "file":
            keyboard.press("Enter")
            if not self._has_file():
                keyboard.press("Space")
            if not self._has_file():
                self.faults.append(f"opens no choice of files: {stop['text']}")
                self.page.set_input_files("input[type=file]", self.file)
        elif kind in ("submit", "button"):
            self._press(stop)

    def _has_file(self) -> bool:
        """Whether the browser has asked for a file, and was given one."""
        for _ in range(50):
            if self.page.evaluate("document.activeElement.files.length"):
                return True
            self.page.wait_for_timeout(100)
        return False

    def _press(self, stop: dict[str, Any]) -> None:
        self.buttons += 1
        try:
            with self.page.expect_request(lambda asked: asked.method == "POST", timeout=PATIENCE / 8) as sent:
                self.page.keyboard.press("Enter" if self.buttons % 2 else "Space")
        except TimeoutError:
            self.faults.append(f"sends nothing: {stop['text']}")
            return
        self.posted.append(urlsplit(sent.value.url).path)


def test_every_form_is_filled_in_and_sent_with_the_keys_alone(page: Page, pages: list[str], tmp_path: Path) -> None:
    file = tmp_path / "accounts.csv"
    file.write_bytes(WRONG)
    faults: dict[str, list[str]] = {}
    posted: set[str] = set()
    scripts = page.evaluate("'htmx' in window")
    for path in SCRIPTED if scripts else pages:
        walk = Walk(page, path, file)
        walk.go()
        posted |= set(walk.posted)
        if walk.faults:
            faults[path] = walk.faults
    assert faults == {}
    assert {"/watch/rules", "/definitions"} <= posted
    assert scripts or {"/lists/draw", "/schedules/deliveries", "/follow-up", "/bring/files"} <= posted


def test_what_is_wrong_is_come_to_first_and_leads_to_its_field(page: Page) -> None:
    page.goto("/watch?rule=0")
    target = page.locator("#target-1")
    target.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("lots")
    page.keyboard.press("Enter")
    expect(page.locator("#problem")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(target).to_be_focused()
    expect(target).to_have_value("lots")
    page.goto("/watch?rule=0")
    line = page.locator("#line")
    line.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("deep")
    page.keyboard.press("Enter")
    expect(page.locator("#rule")).to_contain_text("deep")
    expect(page.locator("#rule")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(line).to_be_focused()
    expect(line).to_have_value("deep")
