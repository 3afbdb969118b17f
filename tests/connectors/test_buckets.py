"""Files of buckets: told by their content, fetched once, gone on with. The store is a folder that answers as one."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from assay.connectors import extras, object_store
from assay.connectors.state import states
from assay.errors import UsageError
from assay.settings import read_settings

store = pytest.importorskip("obstore.store")

DROP = """
[[sources]]
name = "drop"
kind = "s3"
bucket = "exports"
prefix = "crm"
pattern = "*.csv"
"""


@pytest.fixture
def crm(pulling, monkeypatch):
    """The folder behind the bucket's prefix."""
    bucket = pulling.folder / "bucket"
    (bucket / "crm").mkdir(parents=True)
    monkeypatch.setattr(object_store, "_opened", lambda *_: store.LocalStore(prefix=bucket))
    pulling.declare(DROP)
    return bucket / "crm"


def written(path, *rows):
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["account_id,name", *rows, ""]), "utf-8")


def test_new_files_alone_each_by_its_table(pulling, crm):
    written(crm / "accounts.csv", "a1,Alpha")
    written(crm / "accounts" / "part 1.csv", "a2,Beta")
    written(crm / "_log" / "accounts.csv", "a3,Hidden")
    (crm / "accounts.parquet").write_bytes(b"x")
    (crm / "notes.csv").write_text("x\n1\n", "utf-8")
    written(crm.parent / "elsewhere" / "accounts.csv", "a4,Elsewhere")
    report = pulling.pull()
    assert report.counts["loaded"] == 2, report.error
    assert [ignored.file for load in report.loads for ignored in load.ignored] == ["notes.csv"]
    assert pulling.pull().loads == ()
    written(crm / "accounts" / "part 2.csv", "a5,New")
    assert [table.file for load in pulling.pull().loads for table in load.tables] == ["accounts/part 2.csv"]
    assert pulling.rows("accounts", "account_id") == [("a1",), ("a2",), ("a5",)]


def test_a_file_replaced_under_its_name_comes_again_whatever_its_date_says(pulling, crm):
    file = crm / "accounts.csv"
    written(file, "a1,Alpha")
    before = file.stat()
    pulling.pull()
    written(crm / "other.csv", "a1,Omega")
    os.utime(crm / "other.csv", ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(crm / "other.csv", file)
    report = pulling.pull()
    assert "content changed: accounts.csv" in report.feeds[0].remarks[0]
    assert pulling.rows("accounts", "name") == [("Omega",)]


def test_a_local_file_replaced_with_size_and_date_of_the_old_one(pulling):
    inbox = pulling.folder / "inbox"
    inbox.mkdir()
    pulling.declare('[[sources]]\nname = "in"\nkind = "folder"\npath = "../inbox"\nsettle_seconds = 0\n')
    written(inbox / "accounts.csv", "a1,Alpha")
    before = (inbox / "accounts.csv").stat()
    pulling.pull()
    written(inbox / "accounts.csv", "a1,Omega")
    os.utime(inbox / "accounts.csv", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "read again" in pulling.pull().feeds[0].remarks[0]
    assert pulling.rows("accounts", "name") == [("Omega",)]


def test_a_file_that_is_gone_is_told_once_and_its_rows_stay(pulling, crm):
    written(crm / "accounts.csv", "a1,Alpha")
    written(crm / "accounts" / "2.csv", "a2,Beta")
    pulling.pull()
    (crm / "accounts.csv").unlink()
    assert pulling.pull().feeds[0].remarks == (
        "read before and no longer there; their rows stay: accounts.csv (1 file).",
    )
    written(crm / "accounts" / "3.csv", "a3,Gamma")
    pulling.pull()
    assert pulling.pull().feeds[0].remarks == ()
    assert len(pulling.rows("accounts", "account_id")) == 3


def test_what_changes_while_it_is_read_waits(pulling, crm, monkeypatch):
    written(crm / "accounts.csv", "a1,Alpha")
    listed = object_store.ObjectStore.objects

    def overtaken(self):
        found = list(listed(self))
        written(crm / "accounts.csv", "a1,Alpha", "a2,Beta")
        return iter(found)

    monkeypatch.setattr(object_store.ObjectStore, "objects", overtaken)
    assert pulling.pull().counts["loaded"] == 0
    monkeypatch.undo()
    monkeypatch.setattr(object_store, "_opened", lambda *_: store.LocalStore(prefix=crm.parent))
    assert pulling.pull().counts["loaded"] == 2


def test_killed_in_the_middle_of_a_file_it_goes_on_there(pulling, crm):
    """The second file breaks off after its first part: the first is not read again, and of the second only the rest."""
    written(crm / "accounts.csv", "a1,Alpha")
    written(crm / "accounts" / "big.csv", *(f"b{number},Company {number}" for number in range(2000)))
    killed = (
        "import os, obstore\nfrom obstore.store import LocalStore\n"
        "from assay.connectors import object_store as o, pull as p\nfrom assay.store.workspace import Workspace\n"
        f"o._opened = lambda *_: LocalStore(prefix={str(crm.parent)!r})\n"
        "def broken(chunks, file, listed):\n"
        "    file.write(bytes(next(iter(chunks)))[:5000]); file.flush(); os.kill(os.getpid(), 9)\n"
        "whole = o.ObjectStore.fetch\n"
        "def fetch(self, one, target):\n"
        "    if 'big' in one.name: o.written = broken\n"
        "    whole(self, one, target)\n"
        "o.ObjectStore.fetch = fetch\n"
        f"p.pull(Workspace.find({str(pulling.path)!r}))"
    )
    assert subprocess.run([sys.executable, "-c", killed], env={**os.environ}, check=False).returncode == -9
    assert [path.stat().st_size for path in pulling.path.rglob("*.part")] == [5000]
    report = pulling.pull()
    assert report.counts["loaded"] == 2001
    assert pulling.pull().loads == ()


@pytest.mark.usefixtures("crm")
def test_an_empty_bucket_lands_nothing(pulling):
    assert pulling.pull().loads == ()


def test_without_the_driver_it_says_what_to_install(pulling, monkeypatch):
    pulling.declare(DROP)
    monkeypatch.setattr(extras, "import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    assert "assay-abm[buckets]" in states(pulling.workspace)[0].lacks[0]
    assert "obstore" in pulling.pull().error


def test_doctor_names_the_missing_keys(pulling, monkeypatch):
    monkeypatch.delenv("S3_SECRET", raising=False)
    pulling.declare(DROP + 'access_key_id = { env = "PATH" }\nsecret_access_key = { env = "S3_SECRET" }\n')
    assert states(pulling.workspace)[0].lacks == ("secret_access_key: the environment variable S3_SECRET",)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('access_key_id = { env = "K" }\n', "belong together"),
        ('endpoint = "http://storage.example.com"\n', "endpoint"),
        ('access_key_id = "AKIA"\nsecret_access_key = "x"\n', "secrets do not stand in assay.toml"),
    ],
)
def test_settings_that_would_send_keys_away_are_refused(pulling, more, told):
    pulling.declare(DROP + more)
    with pytest.raises(UsageError, match=told):
        read_settings(pulling.path / "assay.toml")


def test_a_key_that_is_none_is_told_without_it(pulling, monkeypatch):
    key = {
        "type": "service_account",
        "client_email": "a@b.example",
        "private_key": "no-key-at-all",
        "private_key_id": "x",
    }
    monkeypatch.setenv("GCS_KEY", json.dumps(key))
    pulling.declare(
        '[[sources]]\nname = "exports"\nkind = "gcs"\nbucket = "b"\nservice_account = { env = "GCS_KEY" }\n'
    )
    error = pulling.pull().error
    assert error.startswith("Source 'exports' could not be read")
    assert "no-key-at-all" not in error
