"""Changes of `assay.toml` that leave what people wrote there: comments, order, spelling. The file stays the one truth.

A change names the mark of the text it was made from. Where the file has another text by now, nothing is written and the
difference is told: an edit by hand is never overwritten. Each text that was replaced is kept in `.assay/settings`.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterator, MutableMapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import tomlkit
from filelock import FileLock, Timeout
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError

from assay.errors import BusyError, UsageError, WorkspaceError
from assay.settings import Settings, read_settings
from assay.store.audit import acting_here, entries, note
from assay.store.durable import sync, write_durably
from assay.store.workspace import Workspace

Edit = Callable[[TOMLDocument], None]
READ_AT_MOST = 32
_READ: dict[str, str] = {}
"""Texts by their marks, the last one read last, no more than READ_AT_MOST: where a hand replaces one, no version is kept
that could tell what differs."""
PATIENCE = 10.0
"""Seconds that a change waits for another one to be written."""


class ChangedMeanwhile(WorkspaceError):
    """The settings were changed after the text that a change was made from had been read.

    `difference` in the context are the lines that differ, as `diff -u` writes them.
    """


@dataclass(frozen=True)
class Written:
    """The text of the settings, and its mark: a change made from it says which text it was made from."""

    text: str
    mark: str


@dataclass(frozen=True)
class Version:
    """A text that was replaced: its number, when that was (UTC), and its mark."""

    number: int
    replaced_at: datetime
    mark: str
    path: Path


def settings_path(workspace: Workspace) -> Path:
    return workspace.path / "assay.toml"


def written_settings(workspace: Workspace) -> Written:
    """The settings as they stand in the file now. UsageError where there is no file, or it is not UTF-8."""
    path = settings_path(workspace)
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise UsageError(f"No assay.toml in {path.parent}.", hint="`assay init DIR` makes a workspace.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8.", hint="Save it as UTF-8.") from None
    mark = mark_of(text)
    _READ.pop(mark, None)  # one that is read again goes last
    _READ[mark] = text
    for forgotten in list(_READ)[:-READ_AT_MOST]:
        _READ.pop(forgotten, None)
    return Written(text, mark)


def mark_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def change_settings(
    workspace: Workspace, mark: str, edit: Edit, *, what: Sequence[str], actor: str | None = None
) -> Settings:
    """Edit the file that has this mark, and return the settings as they are then; `what` names what is changed.

    The new text is validated before the file is replaced in one step, the old one kept, and the change noted in the audit
    log. Raises `ChangedMeanwhile` where the file has another text by now, UsageError for a value that is not allowed:
    nothing is written then. An edit that changes nothing writes nothing.
    """
    with _one_at_a_time(workspace):
        before = written_settings(workspace)
        _check_same(workspace, before, mark)
        text = _edited(settings_path(workspace), before.text, edit)
        if text == before.text:
            return workspace.reread()
        return _replace(workspace, before, text, what, actor)


def try_settings(workspace: Workspace, mark: str, edit: Edit) -> Settings:
    """The settings that an edit would give; nothing is written. Raises as `change_settings` does."""
    with _one_at_a_time(workspace):
        before = written_settings(workspace)
        _check_same(workspace, before, mark)
        return _checked(workspace, _edited(settings_path(workspace), before.text, edit))


def replace_text(
    workspace: Workspace, mark: str, text: str, *, what: Sequence[str], actor: str | None = None
) -> Settings:
    """Make this the whole text of the file that has this mark; the rest is as with `change_settings`."""
    with _one_at_a_time(workspace):
        before = written_settings(workspace)
        _check_same(workspace, before, mark)
        return workspace.reread() if text == before.text else _replace(workspace, before, text, what, actor)


def bring_back(workspace: Workspace, mark: str, number: int, *, actor: str | None = None) -> Settings:
    """Make a version that was replaced the text of the settings again; the present one is kept as a version."""
    wanted = next((one for one in versions(workspace) if one.number == number), None)
    if wanted is None:
        raise UsageError(f"There is no version {number} of the settings.", hint="The page of settings lists them.")
    text = wanted.path.read_bytes().decode("utf-8")
    return replace_text(workspace, mark, text, what=[f"version {number}"], actor=actor)


def versions(workspace: Workspace) -> tuple[Version, ...]:
    """The texts that were replaced, the newest first."""
    return tuple(sorted(_versions(workspace), key=lambda one: -one.number))


# Edits: what a page changes, in the file's own words.


def set_value(document: MutableMapping[str, Any], name: str, value: Any) -> None:
    """Give a setting a value (`engagement.lookback_days`), in its section, which is added where it is not there."""
    *sections, key = name.split(".")
    place = document
    for section in sections:
        if section not in place:
            place[section] = tomlkit.table()
        place = place[section]
    if key in place and _plain(place[key]) == value:
        return
    _in_its_column(place.get(key), value)
    place[key] = value


def _in_its_column(old: Any, value: Any) -> None:
    """The comment behind a value stays in the column where it stands."""
    if trivia := getattr(old, "trivia", None):
        spaces = len(trivia.comment_ws) + len(old.as_string()) - len(tomlkit.item(value).as_string())
        trivia.comment_ws = " " * max(1, spaces) if trivia.comment else trivia.comment_ws


def remove_value(document: MutableMapping[str, Any], section: str, key: str) -> None:
    """Take a setting out of a section, so that its default holds; a section that nothing is left of goes, too."""
    if section in document and key in document[section]:
        del document[section][key]
        _without_empty(document, section)


def remove_row(document: MutableMapping[str, Any], section: str | None, name: str, place: int) -> None:
    """Take one of the tables `[[section.name]]` out; without a section of `[[name]]`."""
    within = document if section is None else document[section]
    del within[name][place]
    if not len(within[name]):
        del within[name]
        if section is not None:
            _without_empty(document, section)


def _without_empty(document: MutableMapping[str, Any], section: str) -> None:
    if not document[section].as_string().strip():
        del document[section]


def rows_of(document: MutableMapping[str, Any], section: str | None, name: str) -> Any:
    """The tables `[[section.name]]` (`[[name]]` without a section), to be changed in place; an empty list of them is added
    where there is none."""
    if section is not None and section not in document:
        document[section] = tomlkit.table(is_super_table=True)
    within = document if section is None else document[section]
    if name not in within:
        within[name] = tomlkit.aot()
    return within[name]


def as_row(values: MutableMapping[str, Any]) -> Any:
    """A table of these values, for `rows_of`; mappings within become inline tables, in lists, too."""
    made = tomlkit.table()
    for name, value in values.items():
        made[name] = _inline(value)
    return made


def _inline(value: Any) -> Any:
    if isinstance(value, dict):
        inner = tomlkit.inline_table()
        inner.update({name: _inline(one) for name, one in value.items()})
        return inner
    if isinstance(value, list | tuple):
        listed = tomlkit.array()
        for one in value:
            listed.append(_inline(one))
        return listed
    return value


def amend_row(row: MutableMapping[str, Any], values: MutableMapping[str, Any]) -> None:
    """Make a row say these values and no others: what it says already stays as it is written, and so do comments."""
    made = as_row(values)
    for name in [name for name in row if name not in made]:
        del row[name]
    for name, value in made.items():
        if name not in row or row[name] != value:
            row[name] = value


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value


# Inside.


@contextmanager
def _one_at_a_time(workspace: Workspace) -> Iterator[None]:
    workspace.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock(workspace.data / "settings.lock")
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise BusyError("Somebody else is changing the settings.", hint="Try again in a moment.") from None
    try:
        _note_unfinished(workspace)
        yield
    finally:
        lock.release()


def _check_same(workspace: Workspace, now: Written, mark: str) -> None:
    if now.mark == mark:
        return
    known = _text_of(workspace, mark)
    lines = _difference(known, now.text) if known is not None else ()
    raise ChangedMeanwhile(
        "assay.toml was changed after this page was opened, so nothing was written.",
        hint="Look at what it says now, and make your change again.",
        difference="\n".join(lines),
        field="",
    )


def _text_of(workspace: Workspace, mark: str) -> str | None:
    """The text that has this mark: one that was read here not long ago, or that a change has replaced."""
    if mark in _READ:
        return _READ[mark]
    return next((one.path.read_text("utf-8") for one in _versions(workspace) if one.mark == mark), None)


def _difference(before: str, after: str) -> list[str]:
    told = difflib.unified_diff(before.splitlines(), after.splitlines(), "then", "now", lineterm="", n=1)
    return list(told)


def _replace(workspace: Workspace, before: Written, text: str, what: Sequence[str], actor: str | None) -> Settings:
    _checked(workspace, text)
    number = _keep(workspace, before)
    said = {"actor": actor or acting_here(), "changed": list(what), "version": number, "mark": mark_of(text)}
    write_durably(_unfinished(workspace), json.dumps(said, ensure_ascii=False))
    write_durably(settings_path(workspace), text)
    _note_unfinished(workspace)
    return workspace.reread()


def note_unfinished(workspace: Workspace) -> None:
    """Give a change whose process was killed before it could say so its line in the log, under the name of who made it."""
    if _unfinished(workspace).exists():
        with suppress(PermissionError), _one_at_a_time(workspace):
            pass


def _unfinished(workspace: Workspace) -> Path:
    """What a change will say of itself in the log, while it is being written."""
    return workspace.data / "settings.unfinished.json"


def _note_unfinished(workspace: Workspace) -> None:
    path = _unfinished(workspace)
    try:
        said = json.loads(path.read_text("utf-8"))
        happened = said["mark"] == mark_of(settings_path(workspace).read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        happened = False
    if happened and not _is_last(workspace, said["version"], said["mark"]):
        note(workspace, "settings", said.pop("actor"), **said)
    path.unlink(missing_ok=True)


def _is_last(workspace: Workspace, version: int, mark: str) -> bool:
    """Whether the log's last line about settings tells of this change."""
    told = deque((one.details for one in entries(workspace) if one.action == "settings"), maxlen=1)
    return bool(told) and told[0].get("mark") == mark and told[0].get("version") == version


def _edited(path: Path, text: str, edit: Edit) -> str:
    try:
        document = tomlkit.parse(text)
        edit(document)
        return tomlkit.dumps(document)
    except TOMLKitError as error:
        raise UsageError(f"{path}: {error}", hint="Correct the file by hand.") from None


def _checked(workspace: Workspace, text: str) -> Settings:
    path = settings_path(workspace)
    trial = workspace.data / "settings.trial.toml"
    trial.write_bytes(text.encode())
    try:
        return read_settings(trial)
    except UsageError as error:
        raise UsageError(error.message.replace(str(trial), path.name), hint=error.hint) from None
    finally:
        trial.unlink(missing_ok=True)


def _keep(workspace: Workspace, before: Written) -> int:
    folder = workspace.data / "settings"
    folder.mkdir(mode=0o700, exist_ok=True)
    number = max((one.number for one in _versions(workspace)), default=0) + 1
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    path = folder / f"{number:06d}-{stamp}-{before.mark}.toml"
    write_durably(path, before.text)
    sync(folder)
    return number


def _versions(workspace: Workspace) -> Iterator[Version]:
    for path in (workspace.data / "settings").glob("*-*-*.toml"):
        number, stamp, mark = path.stem.split("-")
        moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        yield Version(int(number), moment, mark, path)
