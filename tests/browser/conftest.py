"""The sample company on real servers, and one Chromium that reads them.

One server is for whoever sits at the computer; the other may be reached under a name, so everybody signs in there. After each
test its pages must have said nothing on the console and asked nobody but these servers.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assay.store.workspace import Workspace
from assay.web.app import create_app
from assay.web.users import Users
from browser.reading import Reading, Site, serving
from support.sample import sample_workspace

NAME = "assay.example"
PASSWORD = "correct horse battery"
REP = "U-12"
PATIENCE = 240_000
"""Milliseconds. The first visit compiles its questions, which takes long on a machine that does other things."""
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Open(Protocol):
    """Opens a page of its own, in a browser without cookies; `faults` allows what the console says about refusals."""

    def __call__(self, address: str | None = None, *, faults: bool = False, **context: Any) -> Page: ...


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = os.environ.get("ASSAY_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    with sync_playwright() as playwright:
        if path is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("There is no Chromium here: install one, or name it in ASSAY_CHROMIUM.")
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """Nobody signs in here."""
    with serving(create_app(sample_workspace())) as found:
        yield found


@pytest.fixture(scope="package")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Ann administers, Rita is the rep who owns the accounts of `REP`."""
    folder = tmp_path_factory.mktemp("guarded") / "w"
    shutil.copytree(sample_workspace().path, folder, ignore=shutil.ignore_patterns("files"))
    workspace = Workspace(folder)
    Users(workspace).add("Ann", PASSWORD, "admin")
    Users(workspace).add("Rita", PASSWORD, "rep", REP)
    with serving(create_app(workspace, names=(NAME,))) as found:
        yield found


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Open]:
    readings: list[Reading] = []
    with ExitStack() as stack:

        def open_page(address: str | None = None, *, faults: bool = False, **context: Any) -> Page:
            base = context.pop("base_url", site.address)
            made = browser.new_context(**{"base_url": base, "locale": "en-GB", **context})
            stack.callback(made.close)
            made.set_default_timeout(PATIENCE)
            page = made.new_page()
            readings.append(Reading(page, faults))
            if address is not None:
                page.goto(address)
            return page

        yield open_page
    assert [said for reading in readings for said in reading.said] == []
    assert {host for reading in readings for host in reading.hosts} <= {"127.0.0.1"}
