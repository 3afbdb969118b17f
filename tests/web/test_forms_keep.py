"""No form loses what was typed in it: whatever refuses it (its own page, a page that was too old, a session that has ended, a
fault, work that is under way) gives the words back. Over every form of the pages.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.errors import BusyError
from assay.store.workspace import Workspace
from assay.web import security
from assay.web.app import create_app
from assay.web.jobs import Job, Jobs
from assay.web.sent_forms import SECRET
from support.forms import DRAFT, WAITS_FOR_A_STATE, WRONG, Form, forms_in, furnish, pages_with_forms
from web.conftest import ADDRESS, PASSWORD, copy_of, sign_in, token_of
from web.pages.test_desk import settled
from web.test_security import walk

TYPED = "Zw\u00f6lf <b>&\"' 7"
WRITTEN = dict.fromkeys(("text", "number", "date", "email", "search"), TYPED) | {
    "textarea": f"\n{TYPED}\n  and more",
    "password": "some passphrase 3",
}


SIGNED_IN_AGAIN = ("/follow-up", "/settings", "/schedules/deliveries", "/lists/change")
"""Forms with which the way through the page of signing in is gone to its end: the way is the same for all."""


@pytest.fixture(scope="module")
def house(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    furnished = copy_of(workspace, tmp_path_factory.mktemp("forms") / "w")
    furnish(furnished)
    return Workspace(furnished.path)


@pytest.fixture(scope="module")
def client(house: Workspace) -> Iterator[TestClient]:
    """Ann, at a server where everybody signs in; of what is done in the background only looks at files are."""
    start = Jobs.start

    def look_only(jobs: Jobs, name: str, work: Any, actor: str | None = None) -> Job:
        return start(jobs, name, work if name.startswith("look ") else lambda _: None, actor)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Jobs, "start", look_only)
        app = create_app(house, sign_in=True)
        with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as made:
            sign_in(made, "Ann", PASSWORD)
            yield made
        for name in made.app.state.site.jobs.names():  # type: ignore[attr-defined]
            made.app.state.site.jobs.get(name).ended.wait()  # type: ignore[attr-defined]


def _sent(client: TestClient, *files: tuple[str, bytes]) -> str:
    """The page of an upload that has been looked at."""
    data = {"csrf": token_of(client.get("/bring").text)}
    page = settled(client, client.post("/bring/files", data=data, files=[("files", one) for one in files]))
    return str(page.url.path)


@pytest.fixture(scope="module")
def forms(client: TestClient) -> list[Form]:
    """Every form that posts, once for each address and set of fields."""
    link = client.post(
        "/users/invite", data={"csrf": token_of(client.get("/users").text), "name": "Nina", "role": "viewer"}
    )
    key = unescape(link.text.split("/join?key=")[1].split('"')[0].split("<")[0])
    pages = [*pages_with_forms(client.app), _sent(client, ("log.csv", DRAFT)), _sent(client, ("accounts.csv", WRONG))]
    visitor = TestClient(client.app, base_url=ADDRESS)
    found: dict[tuple[str, tuple[str, ...]], Form] = {}
    for reader, path in [(client, one) for one in pages] + [(visitor, f"/join?key={key}"), (visitor, "/sign-in")]:
        for form in forms_in(path, settled(reader, reader.get(path)).text):
            if form.method == "post":
                found.setdefault((form.path, tuple(one.name for one in form.controls)), form)
    return list(found.values())


def _pattern(form: Form, app: Any) -> str:
    """The address as its route says it."""
    for route in walk(app.routes):
        if "POST" in (getattr(route, "methods", None) or ()) and route.path_regex.match(form.path):
            return str(route.path)
    raise AssertionError(form.path)


def test_every_address_that_takes_a_form_has_one_on_a_page(client: TestClient, forms: list[Form]) -> None:
    taken = {route.path for route in walk(client.app.routes) if "POST" in (getattr(route, "methods", None) or ())}
    shown = {_pattern(form, client.app) for form in forms}
    buttons = {
        button.attributes["formaction"]
        for form in forms
        for button in form.controls
        if "formaction" in button.attributes
    }
    shown |= {_pattern(Form("", str(one), "post"), client.app) for one in buttons}
    assert taken - shown - set(WAITS_FOR_A_STATE) == set()


def _written(form: Form) -> list[tuple[str, str]]:
    """What somebody wrote into it, as far as it may be given back."""
    sent = form.sent(**WRITTEN)
    names = {one.name for one in form.controls if one.is_written and one.kind != "password" and one.name not in SECRET}
    return [(name, value) for name, values in sent.items() if name in names for value in values if value.strip()]


def _lost(form: Form, page: str) -> list[tuple[str, str]]:
    there = [(one.name, one.value.strip()) for kept in forms_in("", page) for one in kept.controls]
    return [(name, value) for name, value in _written(form) if (name, value.strip()) not in there]


def _values(carried: str) -> list[str]:
    return [value for _, value in json.loads(carried)[1]]


def _post(client: TestClient, form: Form, **changed: str) -> Any:
    data = {**form.sent(**WRITTEN), **changed}
    if any(one.kind == "file" for one in form.controls):
        return client.post(form.action, data=data, files=[("files", ("a.csv", io.BytesIO(b"a\n1\n")))])
    return client.post(form.action.partition("#")[0], data=data)


def _token(client: TestClient) -> str:
    return token_of(client.get("/me").text)


def test_a_form_of_a_page_that_was_too_old(client: TestClient, forms: list[Form]) -> None:
    for form in forms:
        page = _post(client, form, csrf="0")
        assert page.status_code == 403, form.path
        assert _lost(form, page.text) == [], form.path


def test_a_form_while_something_is_under_way_or_broken(
    client: TestClient, forms: list[Form], monkeypatch: pytest.MonkeyPatch
) -> None:
    for error in (BusyError("This is being done already.", hint="Load the page again."), RuntimeError("a fault")):

        def fail(*_: Any, error: Exception = error) -> None:
            raise error

        with monkeypatch.context() as patched:
            patched.setattr(security, "check_sent", fail)
            answers = [(form, _post(client, form, csrf="0")) for form in forms]
        for form, page in answers:
            assert page.status_code >= 500, form.path
            assert _lost(form, page.text) == [], (form.path, error)


def test_a_form_when_the_session_has_ended(client: TestClient, forms: list[Form]) -> None:
    for form in forms:
        if not _written(form) or form.path in ("/sign-in", "/join") or form.path.endswith("/files"):
            continue
        visitor = TestClient(client.app, base_url=ADDRESS, raise_server_exceptions=False)
        page = _post(visitor, form)
        assert page.status_code == 401, form.path
        carried = {one.name: one.value for one in forms_in("", page.text)[0].controls}
        assert [(name, value) for name, value in _written(form) if value not in _values(carried["sent"])] == [], (
            form.path
        )
        if form.path not in SIGNED_IN_AGAIN:
            continue
        if form.path == "/follow-up":
            wrong = visitor.post("/sign-in", data={**carried, "name": "Ann", "password": "no"})
            carried = {one.name: one.value for one in forms_in("", wrong.text)[0].controls}
        back = visitor.post("/sign-in", data={**carried, "name": "Ann", "password": PASSWORD})
        assert _lost(form, back.text) == [], form.path
        again = next(one for one in forms_in("", back.text) if one.path == form.path)
        sent = visitor.post(again.action, data={one.name: one.value for one in again.controls if one.name})
        assert sent.status_code not in (401, 403), (form.path, sent.text)


def test_a_form_that_its_own_page_refuses(client: TestClient, forms: list[Form]) -> None:
    """Nonsense in every field: what is not taken over stands there again, beside what is wrong with it."""
    refused = 0
    for form in forms:
        if not _written(form) or form.path in ("/sign-in",):
            continue
        page = _post(client, form, csrf=_token(client), **({"mark": "stale"} if "mark" in form.sent() else {}))
        if page.status_code < 400:
            continue
        refused += 1
        assert _lost(form, page.text) == [], (form.path, page.status_code)
        assert 'id="problem"' in page.text or " autofocus>" in page.text, form.path
    assert refused > 12


def test_what_another_site_sent_is_not_one_click_from_being_taken(client: TestClient, forms: list[Form]) -> None:
    form = next(one for one in forms if one.path == "/users/invite")
    data = form.sent(**WRITTEN)
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        page = client.post(form.action, data={**data, "csrf": "0"}, headers=headers)
        assert page.status_code == 403
        assert [one.action for one in forms_in("", page.text) if one.path == form.path] == []


def test_what_is_secret_is_never_given_back(client: TestClient, forms: list[Form]) -> None:
    for form in forms:
        if any(one.kind == "password" for one in form.controls):
            assert WRITTEN["password"] not in _post(client, form, csrf="0").text, form.path


def test_what_is_wrong_leads_to_its_field(client: TestClient) -> None:
    page = client.post("/watch/targets", data={"csrf": _token(client), "kpi": "win_rate", "value": "lots"})
    assert '<a href="#target-1">' in page.text, "the field that holds the value which the message quotes"
    assert 'value="lots"' in page.text
    rule = {"csrf": _token(client), "kind": "kpi_crosses", "kpi": "win_rate", "line": "deep", "side": "below"}
    page = client.post("/watch/rules", data={**rule, "do": "save", "place": ""})
    assert '<a href="#line">' in page.text
    assert page.text.count('id="rule"') == 1, "the address leads to what is wrong, not past it"
    assert 'id="rule" tabindex="-1"' in page.text
