"""A request that takes too much memory is ended and says so; the others, and what the server does itself, go on."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.errors import AssayError
from assay.settings.amounts import in_bytes
from assay.store.workspace import Workspace
from assay.web.app import create_app
from assay.web.memory_allowed import Memory, TooMuch, resident
from assay.web.pages.registry import Page, Shown
from web.conftest import ADDRESS, copy_of

MIB = 2**20


class Request:
    def __init__(self) -> None:
        self.why: AssayError | None = None

    def end_at_once(self, why: AssayError) -> None:
        self.why = why


def until(true: Callable[[], object]) -> bool:
    for _ in range(400):
        if true():
            return True
        time.sleep(0.01)
    return False


class Meter:
    """What the process holds, as the test says it."""

    def __init__(self) -> None:
        self.bytes, self.looked = 100 * MIB, 0

    def __call__(self) -> int:
        self.looked += 1
        return self.bytes

    def grow(self, by: int) -> None:
        """The next look sees it, and one more has dealt with it."""
        now = self.looked
        assert until(lambda: self.looked > now)
        self.bytes += by
        now = self.looked
        assert until(lambda: self.looked > now + 2)


def test_one_that_takes_more_than_each_may_is_ended() -> None:
    meter, one = Meter(), Request()
    with Memory(200 * MIB, 900 * MIB, measure=meter).watched(one):
        meter.grow(150 * MIB)
        assert one.why is None
        meter.grow(60 * MIB)
        assert isinstance(one.why, TooMuch)
        assert "200 MiB" in one.why.message


def test_of_several_the_one_that_took_most_makes_room_for_the_others() -> None:
    meter, large, small, relieved = Meter(), Request(), Request(), []
    memory = Memory(500 * MIB, 300 * MIB, lambda: relieved.append(1), meter)
    with memory.watched(large):
        meter.grow(150 * MIB)
        with memory.watched(small):
            meter.grow(100 * MIB)
    assert isinstance(large.why, TooMuch)
    assert small.why is None
    assert relieved


def test_what_can_be_done_without_goes_before_anybody_is_ended() -> None:
    meter, one = Meter(), Request()

    def relieve() -> None:
        meter.bytes -= 100 * MIB

    with Memory(500 * MIB, 300 * MIB, relieve, meter).watched(one):
        meter.grow(220 * MIB)
    assert one.why is None


def test_a_load_under_way_ends_nobody_by_what_it_takes() -> None:
    meter, one = Meter(), Request()
    memory = Memory(500 * MIB, 300 * MIB, measure=meter)
    with memory.watched(None), memory.watched(one):
        meter.grow(600 * MIB)
    assert one.why is None


def test_nobody_is_watched_where_the_system_does_not_tell() -> None:
    with Memory(1, 1, measure=lambda: None).watched(Request()):
        time.sleep(0.01)


def test_sizes_are_read_as_the_database_reads_them() -> None:
    assert [in_bytes(words) for words in ("1MB", "1MiB", "12GB", "3GiB")] == [10**6, MIB, 12 * 10**9, 3 * 2**30]


@pytest.mark.skipif(resident() is None, reason="this system does not tell what a process holds")
def test_a_page_that_hoards_says_so_and_the_next_is_answered(workspace: Workspace, tmp_path: Path) -> None:
    kept: list[bytes] = []

    def hoard(_: Any) -> Shown:
        while True:
            kept.append(bytes(range(256)) * 4096)
            time.sleep(0.001)

    made = copy_of(workspace, tmp_path / "w")
    settings = made.path / "assay.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[web]\nmemory_each = "96MiB"\n', "utf-8")
    client = TestClient(create_app(made, pages=(Page("hoard", "/hoard", "Hoard", hoard),)), base_url=ADDRESS)
    found = client.get("/hoard")
    assert found.status_code == 503
    assert "more than 96 MiB of memory" in found.text
    assert len(kept) < 700, "MiB"
    kept.clear()
    assert "mémoire" in client.get("/hoard?lang=fr").text
    kept.clear()
    assert client.get("/api/kpis").status_code == 200


def test_what_was_held_before_and_what_a_job_leaves_is_not_the_requests() -> None:
    meter, one = Meter(), Request()
    memory = Memory(500 * MIB, 200 * MIB, measure=meter, before=100 * MIB)
    with memory.watched(None):
        meter.grow(400 * MIB)
    with memory.watched(one):
        meter.grow(150 * MIB)
        assert one.why is None
        meter.grow(60 * MIB)
        assert isinstance(one.why, TooMuch)
