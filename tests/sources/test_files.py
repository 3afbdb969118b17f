"""Which files a command means, and which table each is."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.sources.files import find_files
from assay.sources.headers import check_same_table, usable_headers


def made(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("a\n1\n")


def test_a_folder_gives_its_tables_and_says_what_it_leaves(tmp_path: Path) -> None:
    made(tmp_path, "accounts.csv", "touches/2024/part-1.parquet", "touches/2024/part-2.parquet", "Users.CSV.gz")
    made(tmp_path, "acounts.csv", "readme.md", ".hidden.csv", "touches/_SUCCESS")
    (tmp_path / "costs.csv").write_text("")
    sources, ignored = find_files([tmp_path])
    assert [(source.name, source.table) for source in sources] == [
        ("Users.CSV.gz", "users"),
        ("accounts.csv", "accounts"),
        ("touches/2024/part-1.parquet", "touches"),
        ("touches/2024/part-2.parquet", "touches"),
    ]
    assert [(item.file, item.reason) for item in ignored] == [
        ("acounts.csv", "'acounts' is no table; Did you mean 'accounts'?"),
        ("costs.csv", "empty"),
        ("readme.md", "no format Assay reads"),
    ]


def test_the_folder_itself_may_be_named_as_the_table(tmp_path: Path) -> None:
    made(tmp_path, "touches/a.csv")
    assert find_files([tmp_path / "touches"])[0][0].table == "touches"
    assert find_files([tmp_path / "touches" / "a.csv"])[0][0].table == "touches"


def test_a_table_given_holds_for_any_name(tmp_path: Path) -> None:
    made(tmp_path, "export (3).csv")
    assert find_files([tmp_path / "export (3).csv"], "accounts")[0][0].table == "accounts"


@pytest.mark.parametrize(
    ("name", "table", "message", "hint"),
    [
        ("acount.csv", None, "'acount' is no table", "Did you mean 'accounts'?.*--table"),
        ("export.csv", None, "'export' is no table", "--table"),
        ("export.csv", "acounts", "Unknown table 'acounts'", "accounts"),
        ("notes.pdf", None, "no file Assay reads", "CSV"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, name: str, table: str | None, message: str, hint: str) -> None:
    made(tmp_path, name)
    with pytest.raises(UsageError, match=message) as raised:
        find_files([tmp_path / name], table)
    assert re.search(hint, raised.value.hint or "")


def test_a_missing_file_is_told_with_the_nearest(tmp_path: Path) -> None:
    made(tmp_path, "accounts.csv")
    with pytest.raises(UsageError, match="does not exist") as raised:
        find_files([tmp_path / "acounts.csv"])
    assert raised.value.hint == "Did you mean 'accounts.csv'?"


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    made(tmp_path, "x.csv")
    with pytest.raises(UsageError, match="Nothing to load"):
        find_files([tmp_path])


def test_headers_are_trimmed_named_and_told_twice() -> None:
    names, decisions = usable_headers([" id ", "", "_line"], "a.csv")
    assert names == ["id", "column_2", "column_3"]
    assert [decision.what for decision in decisions] == ["column 2", "column 3"]
    assert usable_headers(["id", "ID", "id (1)"], "a.csv")[0] == ["id (1)'", "ID (2)", "id (1)"]
    assert usable_headers(["Deal\n  Name", "a\u200bb"], "a.csv")[0] == ["Deal Name", "ab"]


def test_near_misses_are_told() -> None:
    decisions = check_same_table("accounts", ["account_id", "Name", "Account Owner", "industri"], "accounts.csv")
    assert [(decision.value, decision.reason) for decision in decisions] == [
        ("Account Owner is kept as x_account_owner", "no column of accounts"),
        ("industri is kept as x_industri", "no column of accounts; did you mean industry?"),
    ]


def test_two_headers_for_one_column_are_told() -> None:
    with pytest.raises(UsageError, match="'account_id' and 'Account ID' both mean the column account_id"):
        check_same_table("accounts", ["account_id", "Account ID"], "accounts.csv")


def test_files_of_one_name_are_told_apart_and_one_file_twice_is_one(tmp_path: Path) -> None:
    made(tmp_path, "a/accounts.csv", "b/accounts.csv")
    first, second = tmp_path / "a" / "accounts.csv", tmp_path / "b" / "accounts.csv"
    assert [source.name for source in find_files([first, second, first])[0]] == [str(first), str(second)]


def test_what_has_no_end_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("accounts.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("users.csv")
    for path, kind in (("accounts.csv", "a pipe"), ("users.csv", "a socket"), ("/dev/zero", "a device")):
        with pytest.raises(UsageError, match=f"{path} is {kind}, not a file") as raised:
            find_files([Path(path)], "accounts")
        assert "Write it to a file first" in (raised.value.hint or "")
    with pytest.raises(UsageError, match="not what is piped to it"):
        find_files([Path("-")])


def test_a_folder_passes_over_pipes_and_broken_links(tmp_path: Path) -> None:
    made(tmp_path, "costs.csv")
    os.mkfifo(tmp_path / "accounts.csv")
    (tmp_path / "users.csv").symlink_to(tmp_path / "gone.csv")
    sources, ignored = find_files([tmp_path])
    assert [one.name for one in sources] == ["costs.csv"]
    assert [(one.file, one.reason) for one in ignored] == [
        ("accounts.csv", "a pipe, not a file"),
        ("users.csv", "a link to nothing"),
    ]


@pytest.mark.parametrize(("name", "remedy"), [("a.rar", "It reads CSV"), ("a.numbers", "Export it as .xlsx")])
def test_formats_that_are_not_read_have_a_remedy(tmp_path: Path, name: str, remedy: str) -> None:
    made(tmp_path, name)
    with pytest.raises(UsageError) as raised:
        find_files([tmp_path / name])
    assert remedy in (raised.value.hint or "")
