"""The log: silent unless asked, and what a refresh survives is told in it."""

from __future__ import annotations

import io
import logging
from contextlib import redirect_stderr
from pathlib import Path

import duckdb
import pytest

from assay import refresh as refreshing
from assay.engine.duckdb import Limits, open_for_reading
from assay.log import log, say_on_stderr, write_to
from support.cli import assay


@pytest.fixture(autouse=True)
def quiet_again():
    before, level = list(log.handlers), log.level
    yield
    log.handlers[:] = before
    log.setLevel(level)


def broken() -> tuple[str, ...]:
    raise ValueError("no figure today")


def test_what_a_refresh_survives_is_logged_with_where_it_came_from(caplog):
    with caplog.at_level(logging.ERROR, logger="assay"):
        told = refreshing._safely("The headline figures", broken)
    assert told == ("The headline figures could not be brought up to date: no figure today",)
    (record,) = caplog.records
    assert record.exc_info is not None
    assert "broken" in (caplog.text)


def test_nothing_is_said_unless_it_is_asked_for(capfd):
    refreshing._safely("The headline figures", broken)
    assert capfd.readouterr().err == ""


def test_a_file_holds_what_nobody_watches(tmp_path: Path):
    write_to(tmp_path / "log" / "serve.log")
    refreshing._safely("The headline figures", broken)
    text = (tmp_path / "log" / "serve.log").read_text("utf-8")
    assert "The headline figures could not be brought up to date" in text
    assert "ValueError: no figure today" in text


def test_verbose_says_what_is_done(tmp_path: Path):
    (tmp_path / "accounts.csv").write_text("account_id,name\n1,A\n", "utf-8")
    assert assay("init", tmp_path / "w").status == 0
    assert assay("-C", tmp_path / "w", "load", tmp_path / "accounts.csv").status == 0
    said = assay("-C", tmp_path / "w", "refresh", "--verbose")
    assert "INFO refresh of" in said.err
    assert "run 1 built" in said.err
    assert "INFO" not in assay("-C", tmp_path / "w", "refresh", "--full").err


def test_what_is_said_goes_to_what_stderr_is_now(capsys):
    """The command line called from Python, with a stream of its own that is closed afterwards."""
    with redirect_stderr(io.StringIO()) as closed:
        say_on_stderr()
        log.info("first")
    closed.close()
    log.info("second")
    assert "INFO second" in capsys.readouterr().err


def test_a_connection_that_nobody_gets_is_closed(tmp_path: Path):
    """Limits that make no sense fail after the file was opened: it can be opened for writing all the same."""
    path = tmp_path / "run.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(duckdb.Error):
        open_for_reading(path, spill=tmp_path / "spill" / "s", limits=Limits(memory="much"))
    duckdb.connect(str(path)).close()
