"""From an empty folder to the first figures with a HubSpot export, a cell mended on the way, and a wrong upload taken back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, expect

from assay.landing.manifest import landed_files
from assay.landing.quarantine import quarantined
from assay.store.workspace import create_workspace
from assay.web.app import create_app
from browser.conftest import PATIENCE
from browser.reading import serving

COMPANIES = '"Record ID","Company name","Company Domain Name","Number of Employees"\n' + "".join(
    f"{n},Firm {n},firm{n}.com,{n * 10 if n != 3 else 'many'}\n" for n in range(1, 9)
)


def test_an_export_is_dropped_mended_loaded_and_taken_back(browser: Browser, tmp_path: Path) -> None:
    workspace = create_workspace(tmp_path / "w")
    export = tmp_path / "hubspot-companies.csv"
    export.write_text(COMPANIES, "utf-8")
    with serving(create_app(workspace)) as site:
        context = browser.new_context(base_url=site.address, locale="en-GB", viewport={"width": 390, "height": 844})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto("/bring")
        page.set_input_files("#files", export)
        page.get_by_role("button", name="Look at the files").click()
        page.get_by_label("Number of Employees (employees) in line 4 of hubspot-companies.csv").fill("30")
        page.locator("#cells").get_by_role("button", name="Take this over and look again").click()
        expect(page.locator("#cells")).to_contain_text("Mended by hand", timeout=PATIENCE)
        assert page.url.endswith("#cells"), "a page that stands at a part of itself asks again, too"
        page.get_by_role("button", name="Load and build the figures").click()
        page.get_by_text("Run 1 is built.").wait_for()
        assert [(one.report.file, one.report.loaded) for one in landed_files(workspace)] == [
            ("hubspot-companies.csv", 8),
            ("hubspot-companies.csv (corrected)", 1),
        ]
        assert not quarantined(workspace)
        page.goto("/search?q=Firm+3")
        expect(page.locator("#found")).to_contain_text("Firm 3", timeout=PATIENCE)
        for path in ("/bring", "/schedules", "/saved", "/lists/new"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
        page.goto("/bring")
        page.locator("summary", has_text="Take back").first.click()
        page.get_by_role("button", name="Take load 2 back").click()
        page.get_by_text("Run 2 is built.").wait_for()
        assert len(quarantined(workspace)) == 1, "the correction is taken back, the file stays"
        context.close()
