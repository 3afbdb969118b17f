"""A workspace: a folder with `assay.toml`, owned by its people, and `.assay/`, owned by Assay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

from assay.engine.kept import Store
from assay.engine.literals import literal_path
from assay.errors import UsageError
from assay.settings import Settings, read_settings
from assay.store.durable import write_durably


@dataclass(frozen=True)
class Workspace:
    """The places of a workspace. Making one touches no file; `find` checks that it is there."""

    path: Path

    @classmethod
    def find(cls, path: Path | str = ".") -> Workspace:
        """The workspace in this folder; raises `UsageError` when there is no `assay.toml`."""
        folder = Path(path).absolute()
        _check_name(folder)
        if not (folder / "assay.toml").is_file():
            raise UsageError(
                f"No assay.toml in {folder}.", hint="`assay init DIR` makes a workspace, -C DIR names one."
            )
        return cls(folder)

    @cached_property
    def settings(self) -> Settings:
        return read_settings(self.path / "assay.toml")

    def newest(self) -> Settings:
        """The settings, read anew where the file has changed since; one that is not in order changes nothing."""
        path = self.path / "assay.toml"
        with suppress(OSError, UsageError):
            state = (path.stat().st_mtime_ns, path.stat().st_size)
            if state != self.__dict__.get("_read_of"):
                self.reread()
                self.__dict__["_read_of"] = state
        return self.settings

    def reread(self) -> Settings:
        """The settings as the file has them now, which everybody who shares this workspace sees from then on.

        Raises UsageError where the file is not in order; the settings known before stay.
        """
        read = read_settings(self.path / "assay.toml")
        self.__dict__["settings"] = read  # where `cached_property` keeps it
        return read

    @property
    def data(self) -> Path:
        return self.path / ".assay"

    @property
    def landing(self) -> Path:
        return self.data / "landing"

    @property
    def manifest(self) -> Path:
        return self.data / "manifest.sqlite"

    @property
    def runs(self) -> Path:
        return self.data / "runs"

    @property
    def compiled(self) -> Path:
        """Where the SQL is kept that questions were compiled to; it may be lost."""
        return self.data / "compiled.sqlite"

    @property
    def spill(self) -> Path:
        """Where queries put what does not fit into memory, a folder of its own for each process."""
        return self.data / "tmp"


def store_of(workspace: Workspace) -> Store:
    """A new store of the SQL that the workspace keeps."""
    return Store(workspace.compiled, workspace.settings.kept.statements)


def create_workspace(path: Path | str, **overrides: Any) -> Workspace:
    """Write a commented `assay.toml` with the defaults and these settings; sections as mappings or as dotted names.

    Raises `UsageError` when there is one already, or when a setting is unknown or out of range: nothing is written.
    """
    folder = Path(path).absolute()
    _check_name(folder)
    target = folder / "assay.toml"
    if target.exists():
        raise UsageError(f"{target} exists already.", hint="Edit it, or name another folder.")
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is a file.", hint="Name a folder.")
    text = template(overrides)
    folder.mkdir(parents=True, exist_ok=True)
    _write_checked(target, text)
    workspace = Workspace(folder)
    workspace.data.mkdir(mode=0o700, exist_ok=True)
    write_durably(workspace.data / ".gitignore", "*\n")
    return workspace


def _check_name(folder: Path) -> None:
    """DuckDB takes what follows a question mark for options of the file, and cannot be told otherwise."""
    if "?" in str(folder):
        raise UsageError(f"{folder} cannot hold a workspace: its path has a question mark.", hint="Rename the folder.")
    literal_path(folder)


def template(overrides: Mapping[str, Any] | None = None) -> str:
    """The text of a new `assay.toml`."""
    text = files("assay.store").joinpath("template.toml").read_text("utf-8")
    for name, value in _flat(overrides or {}):
        text = _with_setting(text, name, value)
    return text


def _write_checked(target: Path, text: str) -> None:
    trial = target.with_name("assay.toml.new")
    write_durably(trial, text)
    try:
        read_settings(trial)
        trial.replace(target)
    except UsageError as error:
        raise UsageError(error.message.replace(str(trial), str(target)), hint=error.hint) from None
    finally:
        trial.unlink(missing_ok=True)


def _flat(settings: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _with_setting(text: str, name: str, value: Any) -> str:
    section, _, key = name.rpartition(".")
    before, body, after = _section(text, section)
    line = f"{_key(key)} = {_toml(value)}"
    pattern = rf"(?m)^{re.escape(_key(key))} = (?:\"[^\"]*\"|\[[^\]]*\]|[^\s#]+)"
    body, found = re.subn(pattern, lambda _: line, body, count=1)
    if not found:
        body = body.rstrip("\n") + f"\n{line}\n\n"
    return before + body + after


def _section(text: str, name: str) -> tuple[str, str, str]:
    """The text before, in and after a section (the settings without one: up to the first); a new one is appended."""
    heads = list(re.finditer(r"(?m)^\[([^\]]+)\].*\n", text))
    if not name:
        end = heads[0].start() if heads else len(text)
        return "", text[:end], text[end:]
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        if head.group(1) == name:
            end = following.start() if following else len(text)
            return text[: head.end()], text[head.end() : end], text[end:]
    return text.rstrip("\n") + f"\n\n[{name}]\n", "", ""


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else json.dumps(name, ensure_ascii=False)


def _toml(value: Any) -> str:
    if isinstance(value, bool | int | float):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "[" + ", ".join(_toml(item) for item in value) + "]"
