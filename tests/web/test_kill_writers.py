"""What pages write, killed before each of its durable steps: all of before or all of after, never between; two at once lose nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.errors import UsageError
from assay.store.audit import entries, note_settings, tell_owed
from assay.store.declared_rows import save_row
from assay.store.follow_ups import Line, follow_ups, write
from assay.store.pack_comments import add_comment, comments_of
from assay.store.saved_views import save_view, saved_views
from assay.store.settings_file import ChangedMeanwhile, note_unfinished, written_settings
from assay.store.workspace import Workspace, create_workspace
from assay.web import tokens
from assay.web.users import Users

# Everything is imported once; each attempt is a child that kills itself just before its n-th durable step: a file put in
# its place or on the disk, or the end of a transaction.
PROGRAM = """
import json, os, signal, sqlite3, sys
from datetime import date
from pathlib import Path
from assay.landing.corrections import Correction
from assay.landing.current import current_sql
from assay.landing.list_changes import change_list, rows_of_lists
from assay.landing.list_edits import Edit
from assay.landing.load import load
from datetime import UTC, datetime
from assay.landing.chart_notes import chart_notes, write_note
from assay.store import desk, follow_ups
from assay.store.declared_rows import remove_named, save_row
from assay.store.pack_comments import add_comment, comments_of
from assay.store.saved_views import save_view, saved_views
from assay.store.audit import entries, tell_owed
from assay.store.settings_file import change_settings, note_unfinished, set_value, written_settings
from assay.store.workspace import Workspace
from assay.web import tokens
from assay.web.invitations import accept, invite, waiting
from assay.web.users import Users
import duckdb

folder, asked, first, stride = sys.argv[1:]
workspace = Workspace(Path(folder))

def accounts():
    with duckdb.connect() as connection:
        return connection.execute(f"SELECT account_id, employees FROM ({current_sql(workspace, 'accounts')}) ORDER BY 1").fetchall()

class Killing(sqlite3.Connection):
    def execute(self, sql, *more):
        alone = self.isolation_level is None and not self.in_transaction and sql[:6] in ("INSERT", "UPDATE", "DELETE")
        if sql == "COMMIT" or alone:
            step()
        return super().execute(sql, *more)
    def __exit__(self, *ended):
        if self.in_transaction:
            step()
        return super().__exit__(*ended)

def attempt(left, action):
    global step
    def step():
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
    def counted(function):
        def run(*given, **named):
            step()
            return function(*given, **named)
        return run
    connect = sqlite3.connect
    sqlite3.connect = lambda *given, **named: connect(*given, **{"factory": Killing, **named})
    os.replace, os.rename, os.fsync = counted(os.replace), counted(os.rename), counted(os.fsync)
    exec(action)

for action, state in json.loads(asked):
    for number in range(int(first), 200, int(stride)):
        if not (child := os.fork()):
            try:
                attempt(number, action)
                os._exit(0)
            except BaseException as error:
                print(repr(error), file=sys.stderr, flush=True)
                os._exit(1)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(json.dumps([number, status, eval(state)], default=str), flush=True)
        if status != -9:
            break
"""


def attempts(workspace: Workspace, action: str, state: str, first: int = 1, stride: int = 1) -> list[Any]:
    """(step, how the process ended, what is there then) of each attempt; the last one was not killed."""
    (found,) = attempts_of(workspace, [(action, state)], first, stride)
    return found


def attempts_of(
    workspace: Workspace, asked: Sequence[tuple[str, str]], first: int = 1, stride: int = 1
) -> list[list[Any]]:
    """Those of several actions, one after the other: a process that has imported everything is there but once."""
    command = [sys.executable, "-c", PROGRAM, str(workspace.path), json.dumps(asked), str(first), str(stride)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[list[Any]] = [[]]
    for line in map(json.loads, done.stdout.splitlines()):
        found[-1].append(line)
        if line[1] != -9:
            assert line[1] == 0, done.stderr
            found.append([])
    assert len(found) == len(asked) + 1, done.stderr
    return found[:-1]


def states(found: Sequence[Any]) -> list[Any]:
    return [state for _, _, state in found]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w", name="Before")


SETTINGS = "change_settings(workspace, written_settings(workspace).mark, lambda one: set_value(one, 'name', 'After'), what=['name'])"
ALWAYS = SETTINGS.replace("'After'", "str(os.getpid())").replace("what", "actor='Mia', what")
NOTED = "[workspace.reread().name, note_unfinished(workspace), [one.actor for one in entries(workspace)]]"


def test_a_killed_change_of_settings_is_told_once_by_whom_it_was_made_or_never_happened(workspace: Workspace) -> None:
    names = ["Before"]
    for name, _, actors in states(attempts(workspace, ALWAYS, NOTED)):
        names += [name] if name != names[-1] else []
        assert actors == ["Mia"] * (len(names) - 1)
    assert len(names) > 3, "killed behind the change, too"


def test_an_unfinished_change_that_never_happened_is_not_told(workspace: Workspace) -> None:
    (workspace.data / "settings.unfinished.json").write_text('{"actor": "Mia", "version": 1, "mark": "0"}', "utf-8")
    note_unfinished(workspace)
    assert not list(entries(workspace))
    assert not (workspace.data / "settings.unfinished.json").exists()


def test_settings_killed_leave_the_text_before_or_after(workspace: Workspace) -> None:
    found = attempts(workspace, SETTINGS, "workspace.reread().name")
    assert set(states(found)) == {"Before", "After"}
    assert states(found) == sorted(states(found), reverse=True), "once written it stays"
    assert len(found) > 5
    note_settings(workspace)  # as a refresh does: a text that no line of the log tells of gets one
    assert [one.action for one in entries(workspace)][-1] == "settings", "the log is whole"


VIEW = ("save_view(workspace, 'Tier one', '/funnel', 'Mia')", "len(saved_views(workspace))")
COMMENT = (
    "add_comment(workspace, {'tier': ['1']}, 'impact', 'Wait.', 'Mia')",
    "len(comments_of(workspace, {'tier': ['1']}))",
)


@pytest.mark.parametrize("what", [VIEW, COMMENT], ids=["view", "comment"])
def test_views_and_comments_killed_before_each_step(workspace: Workspace, what: tuple[str, str]) -> None:
    action, state = what
    # Killed behind its transaction and before the line of the log, a view is there: it is not saved a second time.
    found = attempts(workspace, f"if not {state}: {action}", f"[{state}, {LINES}]")
    assert states(found)[0] == [0, 0], "before the end of the transaction there is nothing"
    assert {tuple(one) for one in states(found)} == {(0, 0), (1, 1)}, "the log tells of what is there, once"


LINES = "(tell_owed(workspace), len(list(entries(workspace))))[1]"
"""How many lines the log has, when what is owed has been told: as a refresh, the page and `assay audit` do first."""


@pytest.mark.parametrize("what", [VIEW, COMMENT], ids=["view", "comment"])
def test_the_log_is_told_of_what_happened_by_whoever_comes_next(workspace: Workspace, what: tuple[str, str]) -> None:
    """Killed again and again behind its transaction, each of them is there, and has one line."""
    action = what[0].replace("'Tier one'", "f'View {os.getpid()}'")
    found = attempts(workspace, action, f"[{what[1]}, {LINES}]")
    assert len(found) > 4, "killed while the line was written, too"
    assert all(there == lines for there, lines in states(found))
    assert states(found)[-1][0] > 3


ROW = "{'name': 'dawn', 'cron': '@daily', 'steps': ['refresh']}"
MARK = "written_settings(workspace).mark"
RECIPIENTS = "{'name': 'board', 'by': 'mail', 'what': ['digest'], 'to': ['a@example.com'], 'period': 'week'}"
LINE = (
    "follow_ups.Line('a', datetime(2026, 1, 2, tzinfo=UTC), date(2026, 1, 1), 'Mia', 'note', 'Calls back', None, 'd1')"
)
IN_ONE_STEP = {
    "a schedule": (f"save_row(workspace, {MARK}, 'schedule', {ROW})", "len(workspace.reread().schedule)"),
    "recipients": (f"save_row(workspace, {MARK}, 'deliver', {RECIPIENTS})", "len(workspace.reread().deliver)"),
    "a note on a deal": (
        f"follow_ups.write(workspace, {LINE})",
        "sum(len(one.notes) for one in follow_ups.follow_ups(workspace).values())",
    ),
    "a user": ("Users(workspace).add('Ann', 'correct horse battery', 'admin')", "len(Users(workspace).all())"),
    "an invitation": ("invite(Users(workspace), 'Ben', 'admin', None, 'Mia')", "len(waiting(Users(workspace)))"),
    "a token": (
        "tokens.create(Users(workspace), 'Sheet', 'viewer', made_by='Mia')",
        "len(tokens.every_token(Users(workspace)))",
    ),
}
"""Action and how much of it there is then, of what is there after its transaction or the replacing of a file."""


def test_killed_before_each_step(mailing: Workspace) -> None:
    asked = [(f"if not {state}: {action}", state) for action, state in IN_ONE_STEP.values()]
    for name, found in zip(IN_ONE_STEP, attempts_of(mailing, asked), strict=True):
        assert len(found) > 1, f"{name} was killed at least once"
        assert states(found)[0] == 0, f"{name}: before its first durable step there is nothing"
        assert set(states(found)) == {0, 1}, name
        assert states(found) == sorted(states(found)), f"{name}: once written it stays"
    note_unfinished(mailing)
    tell_owed(mailing)
    told = [one.action for one in entries(mailing)]
    assert sorted(told) == sorted(
        ["settings", "settings", "follow-up note", "user add", "user invited", "token create"]
    )


@pytest.fixture
def mailing(workspace: Workspace) -> Workspace:
    path = workspace.path / "assay.toml"
    path.write_text(path.read_text("utf-8") + '\n[mail]\nhost = "127.0.0.1"\nsender = "a@example.com"\n', "utf-8")
    return Workspace(workspace.path)


def test_a_user_and_his_tokens_go_together(workspace: Workspace) -> None:
    Users(workspace).add("Ann", "correct horse battery", "admin")
    tokens.create(Users(workspace), "Sheet", "admin", user="Ann", made_by="Ann")
    state = "(len(Users(workspace).all()), sum(one.revoked_at is None for one in tokens.every_token(Users(workspace))))"
    found = attempts(workspace, "if Users(workspace).all(): Users(workspace).remove('Ann')", state)
    assert len(found) > 1
    assert {tuple(one) for one in states(found)} == {(1, 1), (0, 0)}


EACH = (pytest.param(5, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.exhaustive))


@pytest.mark.parametrize("stride", EACH)
def test_corrections_killed_before_each_step(workspace: Workspace, tmp_path: Path, stride: int) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("account_id,name,employees\n1,One,many\n2,Two,2\n", "utf-8")
    action = (
        f"load(workspace, [{str(path)!r}], corrections=[Correction('accounts.csv', 2, 'employees', '9')], by='Mia')"
    )
    found = attempts(workspace, action, "accounts()", 3, stride)
    nothing, file, both = [], [["1", None], ["2", 2]], [["1", 9], ["2", 2]]
    assert all(state in (nothing, file, both) for state in states(found))
    assert states(found)[-1] == both


@pytest.mark.parametrize("stride", EACH)
def test_changes_of_lists_killed_before_each_step(workspace: Workspace, stride: int) -> None:
    day = "date(2026, 1, 1)"
    action = f"change_list(workspace, Edit('added', 'Key', {day}, ('a', 'b'), reason='x'), today={day}, by='Mia')"
    found = attempts(workspace, action, "len(rows_of_lists(workspace, 'Key'))", 3, stride)
    assert set(states(found)) <= {0, 2}
    assert states(found)[-1] == 2


@pytest.mark.parametrize("stride", EACH)
def test_notes_on_charts_killed_before_each_step(workspace: Workspace, stride: int) -> None:
    action = "write_note(workspace, date(2026, 1, 1), 'Fair in Lyon', by='Mia')"
    found = attempts(workspace, f"if not chart_notes(workspace): {action}", "len(chart_notes(workspace))", 3, stride)
    assert len(found) > 2
    # Killed behind its record, a note has landed: the next load takes it up, and the note that was written again is a second.
    assert states(found) == sorted(states(found))
    assert states(found)[0] == 0
    assert states(found)[-1] in (1, 2)


def test_two_who_change_the_settings_at_once(mailing: Workspace) -> None:
    """Both began from the same text: one is written, the other told, and what the first wrote stays."""
    mark = written_settings(mailing).mark

    def save(name: str) -> str:
        try:
            save_row(Workspace(mailing.path), mark, "schedule", {"name": name, "cron": "@daily", "steps": ["refresh"]})
        except ChangedMeanwhile:
            return "told"
        return name

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(save, ["a", "b", "c", "d"]))
    assert ended.count("told") == 3
    (written,) = (name for name in ended if name != "told")
    assert [one.name for one in mailing.reread().schedule] == [written]


def test_two_who_add_the_same_user_at_once(workspace: Workspace) -> None:
    """The second is told what is so: nothing is damaged."""

    def add(role: str) -> str:
        try:
            return Users(workspace).add("Ann", "correct horse battery", role).role
        except UsageError as error:
            return error.message

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(add, ["admin", "analyst", "manager", "viewer"]))
    assert ended.count("There is a user 'Ann' already.") == 3
    assert [one.role for one in Users(workspace).all()] == [one for one in ended if "already" not in one]


def test_several_writers_at_once_lose_nothing(workspace: Workspace) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: save_view(workspace, f"View {n}", "/", "Mia"), range(16)))
        list(pool.map(lambda n: add_comment(workspace, {}, "impact", f"Text {n}", "Mia"), range(16)))
        list(pool.map(lambda n: write(workspace, _note(n)), range(16)))
    assert {one.name for one in saved_views(workspace)} == {f"View {n}" for n in range(16)}
    assert {one.text for one in comments_of(workspace, {})} == {f"Text {n}" for n in range(16)}
    assert {one.text for one in follow_ups(workspace)["a"].notes} == {f"Note {n}" for n in range(16)}


def _note(n: int) -> Line:
    return Line("a", datetime(2026, 1, 2, tzinfo=UTC), date(2026, 1, 1), "Mia", "note", f"Note {n}")
