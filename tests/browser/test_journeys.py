"""What each of five people comes for, done in a browser."""

from __future__ import annotations

import csv
import re

from playwright.sync_api import Page, expect

from browser.conftest import PASSWORD, Open
from browser.reading import Site, settled

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def number_in(text: str) -> int:
    found = re.search(r"\d[\d,.\u202f\u00a0]*", text)
    assert found, text
    return int(re.sub(r"\D", "", found.group()))


def rows_of(page: Page, table: str) -> int:
    """How many rows the footer of a table says there are."""
    found = re.search(r"([\d,]+) rows?", page.locator(f"#{table} .footer").inner_text())
    assert found
    return number_in(found.group(1))


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


# The ABM manager: is the programme working, where is it stuck?


def test_from_the_overview_to_the_accounts_of_a_stage(opened: Open) -> None:
    page = opened("/")
    expect(page.locator(".figure")).to_have_count(6)
    assert page.locator(".figure .comparison").count() >= 5
    mark = page.locator("figure#funnel .canvas svg a >> visible=true").nth(1)
    said = mark.get_attribute("aria-label") or ""
    mark.click()
    expect(page).to_have_url(re.compile(r"/funnel\?stage=engaged#in-stage"))
    assert rows_of(page, "in-stage") == number_in(said.partition(":")[2])
    assert f"{page.locator('#in-stage tbody tr').count()} accounts" in said
    first = page.locator("#in-stage tbody th a").first
    name = first.inner_text()
    first.click()
    expect(page).to_have_url(re.compile(r"/accounts/A-\d+"))
    expect(page.locator("h1")).to_have_text(name)
    page.go_back()
    expect(page.locator("#in-stage")).to_be_visible()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Overview")


def test_filters_are_the_address_and_stay_on_links(opened: Open) -> None:
    page = opened("/funnel")
    everything = page.locator("#stages").inner_text()
    page.get_by_label("Tier", exact=True).select_option("1")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile("tier=1"))
    expect(page.locator("ul.chips")).to_contain_text("Tier")
    narrowed = page.locator("#stages").inner_text()
    assert narrowed != everything
    address = page.url
    page.get_by_role("link", name="Accounts", exact=True).click()
    expect(page).to_have_url(re.compile(r"/accounts\?.*tier=1"))
    assert opened(address).locator("#stages").inner_text() == narrowed
    page.go_back()
    expect(page.locator("#stages")).to_have_text(re.compile("."))
    assert page.locator("#stages").inner_text() == narrowed
    page.go_back()
    page.wait_for_url(re.compile(r"/funnel$"))
    expect(page.get_by_label("Tier", exact=True)).to_have_value("")
    assert page.locator("#stages").inner_text() == everything


def test_a_filter_is_taken_away_by_its_chip(opened: Open) -> None:
    page = opened("/funnel?tier=1&arm=control")
    expect(page.locator("ul.chips li")).to_have_count(2)
    page.locator("ul.chips a", has_text="tier").click()
    expect(page.locator("ul.chips li")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/funnel\?arm=control$"))


# The RevOps analyst: are the numbers right, can I reproduce them?


def test_a_figure_to_its_definition_rows_sql_and_file(opened: Open) -> None:
    page = opened("/revenue")
    page.locator(".figure h3 a", has_text="Win rate").first.click()
    expect(page.locator("#definition")).to_contain_text("Version")
    value = page.locator(".figure .value").inner_text()
    parts = page.locator(".figure .made-of").inner_text()
    answer = page.request.get("/api/kpis/win_rate").json()["total"]
    assert value == f"{answer['value']:.1%}"
    assert parts.startswith(f"{answer['numerator']:.0f} of {answer['denominator']:.0f}")
    assert rows_of(page, "rows") == page.request.get("/api/kpis/win_rate/rows").json()["of"]
    page.get_by_role("link", name="Show the SQL of this answer").click()
    expect(page.locator("#sql pre")).to_contain_text("SELECT")


def test_a_downloaded_file_holds_what_the_api_says(opened: Open) -> None:
    page = opened("/accounts?tier=1")
    with page.expect_download() as begun:
        page.locator(".saves summary").get_by_text("Save as a file").click()
        page.locator(".saves").get_by_role("link", name="CSV", exact=True).click()
    name = begun.value.suggested_filename
    assert re.fullmatch(r"accounts-accounts-run\d+\.csv", name)
    with open(begun.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    said = page.request.get("/api/accounts?tier=1&limit=1000").json()["accounts"]
    assert [row["account_id"] for row in rows] == [row["account_id"] for row in said] or {
        row["account_id"] for row in rows
    } == {row["account_id"] for row in said}
    assert len(rows) == len(said) == rows_of(page, "accounts")


def test_sorting_and_paging(opened: Open) -> None:
    page = opened("/accounts")
    heading = page.locator("#accounts thead th").filter(has_text="Minutes").first
    heading.get_by_role("link").click()
    expect(page.locator("#accounts th[aria-sort=descending]")).to_have_count(1)
    first = page.locator("#accounts tbody th").first.inner_text()
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.locator(".paging")).to_contain_text("Page 2 of 2")
    assert page.locator("#accounts tbody th").first.inner_text() != first
    expect(page.locator("#accounts th[aria-sort=descending]")).to_have_count(1)
    page.go_back()
    expect(page.locator(".paging")).to_contain_text("Page 1 of 2")
    assert page.locator("#accounts tbody th").first.inner_text() == first


def test_another_breakdown_adds_up(opened: Open) -> None:
    page = opened("/kpis/pipeline")
    page.get_by_label("By", exact=True).select_option("tier")
    page.get_by_role("button", name="Break down").click()
    page.wait_for_url(re.compile("by=tier"))
    said = page.request.get("/api/kpis/pipeline?by=tier").json()
    assert page.locator("#groups tbody tr").count() == len(said["rows"])
    assert abs(sum(row["value"] for row in said["rows"]) - said["total"]["value"]) < 0.01


# The rep, on a phone: what happened at my accounts, whom to call?


def test_a_rep_on_a_phone_sees_his_accounts_and_who_is_missing(opened: Open, guarded: Site) -> None:
    page = opened("/my", base_url=guarded.address, **PHONE)
    expect(page).to_have_url(re.compile(r"/sign-in\?next=%2Fmy"))
    sign_in(page, "Rita")
    expect(page.locator("h1")).to_have_text("My accounts")
    expect(page.locator(".reader")).to_contain_text("Rita")
    assert page.locator("nav.pages a").all_inner_texts()[:2] == ["Overview", "My accounts"]
    assert "Impact" not in page.locator("nav.pages").inner_text()
    card = page.locator(".card").filter(has=page.locator(".tag.warn")).first
    expect(card.locator("li").first).to_be_visible()
    name, missing = card.locator("h2").inner_text(), card.locator(".tag.warn").first.inner_text()
    card.locator("h2 a").click()
    expect(page.locator("h1")).to_have_text(name)
    assert missing.split("×")[0].strip(" ✕") in page.locator(".identity").inner_text()
    expect(page.locator("#people, section.panel").first).to_be_attached()


def test_a_phone_shows_which_page_it_is(opened: Open) -> None:
    page = opened("/reports", **PHONE)
    expect(page.locator("nav.pages a[aria-current=page]")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0


def test_a_rep_reaches_no_account_of_another(opened: Open, guarded: Site) -> None:
    page = opened("/my", faults=True, base_url=guarded.address)
    sign_in(page, "Rita")
    expect(page.locator("h1")).to_have_text("My accounts")
    own = {row["account_id"] for row in page.request.get("/api/accounts?arm=all&limit=1000").json()["accounts"]}
    foreign = next(one for one in (f"A-{n:04d}" for n in range(1, 600)) if one not in own)
    answer = page.goto(f"/accounts/{foreign}")
    assert answer is not None
    assert answer.status == 404
    answer = page.goto("/impact")
    assert answer is not None
    assert answer.status == 403
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    page.goto("/my")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_a_wrong_password_is_told_and_keeps_the_way(opened: Open, guarded: Site) -> None:
    page = opened("/funnel?tier=1", faults=True, base_url=guarded.address)
    page.get_by_label("Name").fill("Ann")
    page.get_by_label("Password").fill("something else")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{guarded.address}/funnel?tier=1")


def test_without_signing_in_one_chooses_a_rep(opened: Open) -> None:
    page = opened("/my")
    page.locator(".card a").first.click()
    expect(page).to_have_url(re.compile(r"/my\?owner=U-\d+$"))
    expect(page.locator(".card").first).to_be_visible()


# The CMO: defend the budget.


def test_the_impact_in_words_a_drawing_and_a_table(opened: Open) -> None:
    page = opened("/impact")
    verdict = page.locator(".judgement .verdict")
    expect(verdict).to_be_visible()
    assert len(verdict.inner_text().split()) >= 3
    expect(page.locator(".judgement .rung")).to_contain_text("1 is the strongest")
    forest = page.locator("figure#forest, figure.chart").first
    expect(forest.locator("svg:visible")).to_have_count(1)
    expect(forest.locator("table")).to_be_hidden()
    forest.locator("summary").click()
    expect(forest.locator("table")).to_be_visible()
    said = page.request.get("/impact.json").json()
    assert said["sentence"] in page.locator(".judgement").inner_text()
    settled(page)
    for part in ("checks", "velocity", "money"):
        expect(page.locator(f"section#part-{part}:not(.later)")).to_be_visible()
    page.locator(".questions a").nth(1).click()
    expect(page).to_have_url(re.compile(r"/impact\?kpi="))
    expect(verdict).to_be_visible()


def test_a_report_is_downloaded(opened: Open) -> None:
    page = opened("/reports")
    page.get_by_label("Format").select_option("html")
    page.get_by_label("Language of the report").select_option("fr")
    with page.expect_download(timeout=120_000) as begun:
        page.get_by_role("button", name="Download").click()
    assert re.fullmatch(r"assay-report-run\d+-fr\.html", begun.value.suggested_filename)
    text = begun.value.path().read_text("utf-8")
    assert '<html lang="fr"' in text
    assert "Brevonne" in text


# The board: four or five numbers, printed.


def test_the_report_is_read_and_printed(opened: Open) -> None:
    page = opened("/reports")
    page.get_by_role("button", name="Preview").click()
    expect(page).to_have_url(re.compile("/reports/preview"))
    expect(page.locator("h1").first).to_be_visible()
    back = page.get_by_role("link", name="Back to the reports")
    expect(back).to_be_visible()
    page.emulate_media(media="print")
    expect(back).to_be_hidden()
    page.emulate_media(media="screen")
    back.click()
    expect(page.locator("h1")).to_have_text("Reports")


def test_a_page_on_paper_leaves_out_what_is_not_read(opened: Open) -> None:
    page = opened("/")
    page.emulate_media(media="print")
    for part in (".top", "form.scope", ".languages"):
        expect(page.locator(part)).to_be_hidden()
    expect(page.locator(".figure")).to_have_count(6)
    assert page.locator("figure.chart svg:visible").count() == page.locator("figure.chart").count()


# Languages.


def test_another_language_keeps_the_filters_and_stays(opened: Open) -> None:
    page = opened("/funnel?tier=1")
    page.get_by_role("link", name="Русский").click()
    expect(page).to_have_url(re.compile("tier=1"))
    assert page.locator("html").get_attribute("lang") == "ru"
    page.goto("/coverage")
    assert page.locator("html").get_attribute("lang") == "ru"
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("Coverage")
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Overview")
