"""Errors of the system are told apart, each with a remedy that loses nothing."""

from __future__ import annotations

import errno
import sqlite3

import duckdb
import pytest

from assay.causes import told
from assay.cli.main import main
from assay.errors import BusyError, DataError, DeviceError, RightsError, SpaceError, WorkspaceError
from assay.landing.load import load
from assay.refresh import refresh
from assay.store.workspace import create_workspace


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), SpaceError),
        (sqlite3.OperationalError("database or disk is full"), SpaceError),
        (duckdb.IOException("IO Error: Could not write file: No space left on device"), SpaceError),
        (duckdb.IOException('IO Error: Could not write file "/x/y": File too large'), SpaceError),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), RightsError),
        (OSError(errno.EROFS, "Read-only file system", "/x/y"), RightsError),
        (sqlite3.OperationalError("attempt to write a readonly database"), RightsError),
        (OSError(errno.EIO, "Input/output error"), DeviceError),
        (sqlite3.OperationalError("disk I/O error"), DeviceError),
        (duckdb.FatalException("FATAL Error: fsync failed!"), DeviceError),
        (sqlite3.OperationalError("unable to open database file"), DeviceError),
        (sqlite3.OperationalError("database is locked"), BusyError),
        (duckdb.CatalogException("Catalog Error: Table with name person_addresses does not exist!"), WorkspaceError),
    ],
)
def test_each_cause_has_a_kind_and_a_remedy(error: Exception, kind: type) -> None:
    found = told(error)
    assert type(found) is kind
    assert found.hint
    assert found.exit_status == 3


def test_a_cause_behind_another_error_is_found() -> None:
    error = ValueError("something else")
    error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
    assert type(told(error)) is SpaceError


def test_a_fault_of_assay_is_none_of_these() -> None:
    assert told(ZeroDivisionError("x")) is None
    assert told(KeyError("no space left")) is None
    wrong = DataError("wrong")
    assert told(wrong) is wrong


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_a_write_that_fails_at_any_step_loses_nothing(tmp_path, monkeypatch, capsys, number) -> None:
    """The n-th replacement of a file fails, for each n; what was there stays, and the next load works."""
    import os

    workspace = create_workspace(tmp_path / "work")
    path = tmp_path / "accounts.csv"
    path.write_text("account_id,name\n1,Acme\n")
    load(workspace, [path])
    real, counted = os.replace, [0, 0]

    def failing(*given):
        counted[0] += 1
        if counted[0] == counted[1]:
            raise OSError(number, os.strerror(number), str(given[1]))
        return real(*given)

    monkeypatch.setattr(os, "replace", failing)
    for step in range(1, 12):
        path.write_text(f"account_id,name\n1,Acme {step}\n2,Beta {step}\n")
        counted[:] = [0, step]
        if main(["-C", str(workspace.path), "load", str(path)]) == 0:
            break
        assert "Unexpected" not in capsys.readouterr().err
    assert step > 4
    counted[:] = [0, -1]
    path.write_text("account_id,name\n1,Acme\n3,Gamma\n")
    assert main(["-C", str(workspace.path), "load", str(path)]) == 0
    assert main(["-C", str(workspace.path), "verify"]) == 0


def test_figures_of_a_run_killed_before_they_were_kept_are_kept_next(tmp_path, monkeypatch) -> None:
    from assay.memory import kept

    workspace = create_workspace(tmp_path / "work")
    path = tmp_path / "opportunities.csv"
    path.write_text("opportunity_id,account_id,created_at,status,amount\no1,a1,2026-01-05,open,5\n")
    (tmp_path / "accounts.csv").write_text("account_id,name\na1,Acme\n")
    load(workspace, [path, tmp_path / "accounts.csv"])
    with monkeypatch.context() as patch:
        patch.setattr("assay.refresh._remember", lambda *_: ())
        refresh(workspace)
    assert not kept.is_run_kept(workspace, 1)
    assert not refresh(workspace).changed
    assert kept.is_run_kept(workspace, 1)
    assert kept.is_any_kept(workspace, 1)


def test_a_clock_that_has_gone_back_is_told(tmp_path, monkeypatch) -> None:
    from datetime import UTC, datetime

    workspace = create_workspace(tmp_path / "work")
    path = tmp_path / "accounts.csv"
    path.write_text("account_id,name\na1,Acme\n")
    load(workspace, [path])

    class Past(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2020, 1, 1, tzinfo=tz or UTC)

    monkeypatch.setattr("assay.refresh.datetime", Past)
    assert any("has it gone back" in remark for remark in refresh(workspace).remarks)


def test_a_target_that_drips_does_not_hold_a_refresh() -> None:
    import time

    from assay.alerts.deliver import within

    began = time.monotonic()
    with pytest.raises(TimeoutError, match=r"within 0\.2 seconds"):
        within(0.2, lambda: time.sleep(5))
    assert time.monotonic() - began < 2
    with pytest.raises(ValueError, match="told"):
        within(2, lambda: (_ for _ in ()).throw(ValueError("told")))
