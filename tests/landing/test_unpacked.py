"""ZIP files on the command line: their tables are loaded as those of a folder, within the budgets."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from landing_place import Landing, counts

from assay.errors import DataError, UsageError


def packed(landing: Landing, files: dict[str, str]) -> Path:
    path = landing.folder / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_tables_of_a_zip_land_and_the_rest_is_told(landing: Landing) -> None:
    files = {
        "may/accounts.csv": "account_id,name\n1,A\n",
        "read me.pdf": "x",
        "../../users.csv": "user_id,name\nu,Jo\n",
    }
    report = landing.load(packed(landing, files))
    assert counts(report) == {"rows_in": 2, "loaded": 2}
    assert landing.rows("accounts", "_file") == [("may/accounts.csv",)]
    assert [one.file for one in report.ignored] == ["export.zip: read me.pdf"]
    assert not list(landing.workspace.path.glob(".unpacked-*"))
    assert not (landing.workspace.path.parent / "users.csv").exists()
    assert counts(landing.load(landing.folder / "export.zip")) == {"rows_in": 2, "unchanged": 2}


def test_files_of_a_zip_are_known_by_their_columns(landing: Landing) -> None:
    files = {"a.csv": "Record ID,Deal Name,Deal Stage\n1,A,x\n"}
    with pytest.raises(UsageError) as told:
        landing.load(packed(landing, files))
    assert f"assay load {landing.folder / 'export.zip'} --preset hubspot" in (told.value.hint or "")
    assert ".unpacked" not in told.value.message


def test_a_zip_that_grows_too_much_or_is_none_is_refused(landing: Landing) -> None:
    with pytest.raises(DataError, match="unpacks to more"):
        landing.load(packed(landing, {"accounts.csv": "0" * (80 << 20)}))
    (landing.folder / "export.zip").write_bytes(b"no zip")
    with pytest.raises(DataError, match="cannot be unpacked"):
        landing.load(landing.folder / "export.zip")
    assert not list(landing.workspace.path.glob(".unpacked-*"))
