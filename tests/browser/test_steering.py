"""Steering in the browser, on a little company of its own: a list of criteria with a holdout, an alert, a definition, a wrong upload
taken back, a rep's notes on a phone. All but the last without any script, so that what forms do they do by themselves."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from assay.alerts.episodes import alerts
from assay.landing.list_changes import rows_of_lists
from assay.planning.holdout_record import drawn
from assay.refresh import refresh
from assay.store.follow_ups import follow_ups
from assay.store.workspace import Workspace, create_workspace
from assay.web.app import create_app
from assay.web.users import Users
from browser.conftest import PASSWORD, PATIENCE
from browser.reading import serving
from support.landed import land
from web.conftest import copy_of

TODAY = date.today()
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
FIRMS = 30


def day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


def company() -> dict[str, list[dict[str, Any]]]:
    """Thirty firms, two thirds of steel; ten of them look at pages, two have been won; Rita owns every third."""
    owners = ("rita", "olaf", "nina")
    firms = [
        {"account_id": f"f{n:02}", "name": f"Firm {n:02}", "owner_id": owners[n % 3], "country": "FR",
         "industry": "Food" if n % 3 == 1 else "Steel", "employees": str(50 * (n + 1))}
        for n in range(FIRMS)
    ]  # fmt: skip
    touches = [
        {
            "touch_id": f"t{n}-{ago}",
            "occurred_at": f"{day(ago)}T09:00",
            "kind": kind,
            "account_id": f"f{n:02}",
            "person_id": f"p{n}",
        }
        for n in range(10)
        for ago, kind in ((40, "form_submitted"), (20, "page_view"), (8, "page_view"))
    ]
    deals = [
        {"opportunity_id": f"d{n}", "account_id": f"f{n:02}", "name": f"Deal {n}", "owner_id": owners[n % 3], "amount": "10000",
         "currency": "EUR", "created_at": day(100), "stage": "Won" if n < 2 else "Talk", "closed_at": day(30) if n < 2 else ""}
        for n in range(6)
    ]  # fmt: skip
    return {
        "users": [{"user_id": name, "name": name.title(), "team": "sales"} for name in owners],
        "accounts": firms,
        "people": [{"person_id": f"p{n}", "account_id": f"f{n:02}", "first_name": f"Pat {n}"} for n in range(10)],
        "touches": touches,
        "stages": [
            {"stage": "Talk", "position": "1", "status": "open", "is_qualified": "true"},
            {"stage": "Won", "position": "2", "status": "won"},
        ],
        "opportunities": deals,
    }


def listed() -> dict[str, list[dict[str, Any]]]:
    rows = [{"list": "First", "account_id": f"f{n:02}", "valid_from": day(90), "arm": "abm"} for n in range(15)]
    return {**company(), "list_memberships": rows}


@pytest.fixture(scope="module")
def unlisted_company(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return built(tmp_path_factory.mktemp("steering") / "w", company())


@pytest.fixture(scope="module")
def listed_company(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return built(tmp_path_factory.mktemp("steering") / "w", listed())


def built(folder: Path, tables: dict[str, list[dict[str, Any]]]) -> Workspace:
    workspace = create_workspace(folder, name="Little Steel")
    land(workspace, tables)
    refresh(Workspace(folder))
    return Workspace(folder)


class Open(Protocol):
    def __call__(self, workspace: Workspace, *, signs_in: bool = False, **context: Any) -> Page: ...


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    with ExitStack() as stack:

        def open_page(workspace: Workspace, *, signs_in: bool = False, **context: Any) -> Page:
            site = stack.enter_context(serving(create_app(workspace, sign_in=signs_in)))
            made = browser.new_context(base_url=site.address, locale="en-GB", **context)
            stack.callback(made.close)
            made.set_default_timeout(PATIENCE)
            return made.new_page()

        yield open_page


def asked_until(page: Page, text: str) -> None:
    """The page asked again until it says so; where it asks by itself at that moment, one of the two gives way."""
    for _ in range(600):
        if page.get_by_text(text).count():
            return
        time.sleep(0.5)
        with suppress(Error):
            page.goto(page.url.partition("#")[0])
    raise AssertionError(text)


def told_of_run(page: Page, number: int) -> None:
    asked_until(page, f"Run {number} is built.")


def test_a_list_of_criteria_and_its_holdout(opened: Open, unlisted_company: Workspace, tmp_path: Path) -> None:
    """From a company without any list: the guide leads to criteria, the list is the first, and lots are drawn for a fifth of it."""
    workspace = copy_of(unlisted_company, tmp_path / "w")
    page = opened(workspace, java_script_enabled=False)
    page.goto("/setup")
    page.get_by_role("link", name="Choose target accounts").click()
    page.get_by_label("Industry").select_option("Steel")
    page.get_by_role("button", name="Count").click()
    expect(page.locator("[role=status]:visible").first).to_contain_text("accounts of 30")
    expect(page.get_by_label("On the list from")).to_have_value(
        day(8)
    )  # the last day of the data, or no figure had a target
    page.get_by_label("Name of the list").fill("Steel")
    page.get_by_role("button", name="Put them on the list").click()
    told_of_run(page, 2)
    members = {row.account_id for row in rows_of_lists(workspace, "Steel")}
    assert len(members) == 19, "the one that has been won is a customer"
    page.goto("/lists/change?list=Steel")
    page.get_by_label("Share that is held back").fill("20 %")
    page.get_by_role("button", name="What it costs and proves").click()
    proof = page.locator("#holdout ~ [role=status]")
    expect(proof).to_contain_text("left alone")
    expect(proof).to_contain_text("first honest verdict")
    page.get_by_role("button", name="Draw by lot").click()
    told_of_run(page, 3)
    (record,) = drawn(workspace, "Steel")
    assert {row.account_id for row in rows_of_lists(workspace, "Steel") if row.arm == "holdout"} == record.holdout()
    assert 2 <= len(record.holdout()) <= 5
    expect(page.locator("main")).to_contain_text(f"Draw {record.id} of")


def test_accounts_are_counted_while_criteria_are_chosen(opened: Open, listed_company: Workspace) -> None:
    """What was written of the list already stays, whatever the criteria become."""
    page = opened(listed_company)
    page.goto("/lists/new")
    page.get_by_label("Industry").select_option("Steel")
    counted = page.locator("#counted")
    expect(counted).to_contain_text("accounts of 30")
    page.get_by_label("Name of the list").fill("Mine")
    page.get_by_label("Employees from").fill("many")
    expect(page.locator("#choice-trouble")).to_contain_text("'many'")
    page.get_by_label("Employees from").fill("")
    expect(page.locator("#choice-trouble")).to_be_empty()
    expect(counted).to_contain_text("accounts of 30")
    expect(page.get_by_label("Name of the list")).to_have_value("Mine")


def test_an_alert_is_tried_made_and_fired(opened: Open, listed_company: Workspace, tmp_path: Path) -> None:
    workspace = copy_of(listed_company, tmp_path / "w")
    page = opened(workspace, java_script_enabled=False)
    page.goto("/watch")
    page.get_by_label("What to tell of").select_option("engaged_without_sales_touch")
    page.get_by_label("Days that sales has not answered").fill("5")
    page.get_by_role("button", name="Try it on the current figures").click()
    tried = page.locator("#rule [role=status]")
    expect(tried).to_contain_text("Today it would tell of 10:")
    expect(tried).to_contain_text("Firm 03")
    expect(tried).to_contain_text("it would have told of")
    assert not alerts(workspace), "a trial tells nobody"
    page.get_by_role("button", name="Save the rule").click()
    page.goto("/setup")
    page.get_by_role("button", name="Build the figures").click()
    told_of_run(page, 1)  # a rule changes no figure: it is judged by the run that is there
    assert {one.subject for one in alerts(workspace)} == {f"f{n:02}" for n in range(10)}
    page.goto("/data")
    expect(page.locator("#alerts tbody tr").first).to_contain_text("Firm")


def test_a_definition_is_previewed_saved_and_told_as_the_cause(
    opened: Open, listed_company: Workspace, tmp_path: Path
) -> None:
    workspace = copy_of(listed_company, tmp_path / "w")
    page = opened(workspace, java_script_enabled=False)
    page.goto("/definitions")
    page.locator("select[name=preset]").select_option("minutes_10")
    page.get_by_role("button", name=re.compile("See what it")).click()
    asked_until(page, "Nothing is saved yet")
    assert Workspace.find(workspace.path).settings.engagement.preset == "any_interaction"
    page.get_by_role("button", name=re.compile("^Save")).first.click()
    told_of_run(page, 2)
    page.goto("/data/changes")
    engaged = page.locator("#changes tbody tr", has_text="Engaged accounts").first
    expect(engaged).to_contain_text(re.compile("definition", re.IGNORECASE))


def test_a_wrong_upload_is_taken_back(opened: Open, listed_company: Workspace, tmp_path: Path) -> None:
    workspace = copy_of(listed_company, tmp_path / "w")
    page = opened(workspace, java_script_enabled=False)
    file = tmp_path / "opportunities.csv"
    file.write_text(
        f"opportunity_id,account_id,name,amount,currency,created_at,stage\nd3,f03,Deal 3,9999000,EUR,{day(100)},Talk\n",
        "utf-8",
    )
    page.goto("/bring")
    page.set_input_files("#files", file)
    page.get_by_role("button", name="Look at the files").click()
    page.get_by_role("button", name="Load and build the figures").click()
    told_of_run(page, 2)
    page.goto("/accounts/f03")
    expect(page.locator("main")).to_contain_text("9,999,000")
    page.goto("/bring")
    page.locator("summary", has_text="Take back").first.click()
    page.get_by_role("button", name="Take load 2 back").click()
    told_of_run(page, 3)
    page.goto("/accounts/f03")
    expect(page.locator("main")).to_contain_text("10,000")
    assert "9,999,000" not in page.locator("main").inner_text()


def test_a_rep_writes_notes_on_a_phone(opened: Open, listed_company: Workspace, tmp_path: Path) -> None:
    """About an account and about one of its deals; he sees none that is not his, and nothing is wider than the screen."""
    workspace = copy_of(listed_company, tmp_path / "w")
    Users(workspace).add("Ann", PASSWORD, "admin")
    Users(workspace).add("Rita", PASSWORD, "rep", "rita")
    page = opened(workspace, signs_in=True, **PHONE)
    page.goto("/")
    page.get_by_label("Name").fill("Rita")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("h1")).to_have_text("My accounts", timeout=PATIENCE)
    page.goto("/accounts/f03")
    form = page.locator("#follow-up form").first
    form.locator("[name=text]").fill("Calls back in May")
    form.locator("button[value=note]").click()
    expect(page.locator("#follow-up")).to_contain_text("Calls back in May")
    form = page.locator("#follow-up form").first
    form.locator("[name=deal]").select_option("d3")
    form.locator("[name=text]").fill("Wants two years")
    form.locator("button[value=note]").click()
    expect(page.locator("main")).to_contain_text("Wants two years")
    assert page.evaluate("document.documentElement.scrollWidth") <= 391
    written = follow_ups(workspace)["f03"].notes
    assert [(one.text, one.deal_id, one.actor) for one in written] == [
        ("Wants two years", "d3", "Rita"),
        ("Calls back in May", None, "Rita"),
    ]
    assert page.goto("/accounts/f04").status == 404  # type: ignore[union-attr]
