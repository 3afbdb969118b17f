"""`assay user`, and the users behind it."""

from __future__ import annotations

import io
import sys

import pytest

from assay.errors import UsageError, WorkspaceError
from assay.store.workspace import Workspace, create_workspace
from assay.web.rights import Viewer
from assay.web.users import Users
from support.cli import assay
from web.conftest import PASSWORD


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ASSAY_PASSWORD", PASSWORD)
    create_workspace(tmp_path / "w")
    return tmp_path / "w"


def users(folder) -> Users:
    return Users(Workspace(folder))


def test_add_list_and_remove(folder):
    assert assay("-C", folder, "user", "add", "Ann", "--role", "admin").status == 0
    assert assay("user", "-C", folder, "add", "Rita", "--role", "rep", "--owner", "u1").status in (0, 2)
    assay("-C", folder, "user", "add", "Rita", "--role", "rep", "--owner", "u1")
    said = assay("-C", folder, "user", "list", "--format", "json").json
    assert said == [
        {"name": "Ann", "role": "admin", "owner": None},
        {"name": "Rita", "role": "rep", "owner": "u1"},
    ]
    assert assay("-C", folder, "user", "remove", "ann").status == 0
    assert [user.name for user in users(folder).all()] == ["Rita"]


def test_the_password_never_stands_in_the_command(folder):
    said = assay("user", "add", "--help")
    assert "--password" not in said.out
    assert assay("-C", folder, "user", "add", "Ann", "--role", "admin", "--password", "x" * 12).status == 2


def test_the_password_may_come_from_a_pipe(folder, monkeypatch):
    monkeypatch.delenv("ASSAY_PASSWORD")
    monkeypatch.setattr(sys, "stdin", io.StringIO("another long secret\n"))
    assert assay("-C", folder, "user", "add", "Ann", "--role", "admin").status == 0
    assert users(folder).verified("Ann", "another long secret") is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("Bob", "--role", "boss"), "Unknown role 'boss'"),
        (("Bob", "--role", "rep"), "who is he?"),
        (("Bob", "--role", "viewer", "--owner", "u1"), "--owner belongs to a rep"),
        (("", "--role", "viewer"), "is no name"),
        (("a\x07b", "--role", "viewer"), "is no name"),
        (("Bob",), "--role"),
    ],
)
def test_what_cannot_be_added(folder, words, said):
    answer = assay("-C", folder, "user", "add", *words)
    assert answer.status == 2
    assert said in answer.err
    assert users(folder).all() == ()


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "A" * 2000, "annannannann"[:0]])
def test_weak_passwords(folder, password):
    with pytest.raises(UsageError, match="password"):
        users(folder).add("Ann", password, "admin")


def test_names_are_taken_whatever_their_case(folder):
    users(folder).add("Ann", PASSWORD, "admin")
    with pytest.raises(UsageError, match="already"):
        users(folder).add("ANN", PASSWORD, "viewer")


def test_only_name_and_password_together_are_somebody(folder):
    users(folder).add("Rita", PASSWORD, "rep", "u1")
    found = users(folder).verified("rita", PASSWORD)
    assert found is not None
    assert found.viewer == Viewer("Rita", "rep", "u1")
    assert users(folder).verified("Rita", PASSWORD + "!") is None
    assert users(folder).verified("Ritta", PASSWORD) is None
    assert users(folder).verified("' OR 1=1 --", PASSWORD) is None


def test_a_new_password(folder, monkeypatch):
    users(folder).add("Ann", PASSWORD, "admin")
    monkeypatch.setenv("ASSAY_PASSWORD", "a quite different one")
    assert assay("-C", folder, "user", "password", "Ann").status == 0
    assert users(folder).verified("Ann", PASSWORD) is None
    assert users(folder).verified("Ann", "a quite different one") is not None
    said = assay("-C", folder, "user", "password", "Anne")
    assert (said.status, "Did you mean 'Ann'?" in said.err) == (2, True)


def test_a_damaged_file_says_so(folder):
    users(folder).path.write_bytes(b"no database" * 100)
    with pytest.raises(WorkspaceError, match="cannot be used"):
        users(folder).all()
