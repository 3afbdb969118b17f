"""How `assay.toml` is read; what is wrong in it is told by the setting, its value and what is allowed."""

from __future__ import annotations

import tomllib
from hashlib import sha256
from os import SEEK_END
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assay.errors import UsageError, did_you_mean
from assay.settings.whole import Settings

_METADATA = 131_072
"""The last bytes of an MMDB file, where it says when it was built: a file of gigabytes is not read for each command."""


def read_settings(path: Path) -> Settings:
    """Settings of an `assay.toml`; a message names the setting, its value and what is allowed."""
    try:
        document: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise UsageError(f"No assay.toml in {path.parent}.", hint="`assay init DIR` makes a workspace.") from None
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from None
    try:
        settings = Settings.model_validate(document)
    except ValidationError as error:
        lines = [_explain(problem) for problem in error.errors()]
        raise UsageError(f"{path}: " + "; ".join(lines)) from None
    if settings.engagement.preset not in settings.presets():
        known = tuple(settings.presets())
        raise UsageError(
            f"{path}: engagement.preset = {settings.engagement.preset!r} is no preset.",
            hint=did_you_mean(settings.engagement.preset, known),
        )
    return _with_mark(settings, path.parent)


def _with_mark(settings: Settings, folder: Path) -> Settings:
    """The settings with the whole path of the MMDB file and what its content is known by: another file, another run."""
    if settings.identity.mmdb is None:
        return settings
    file = (folder / settings.identity.mmdb).resolve()
    if not file.is_file():
        raise UsageError(
            f"identity.mmdb = {settings.identity.mmdb!r}: there is no such file.", hint=f"Looked at {file}."
        )
    with file.open("rb") as content:
        size = content.seek(0, SEEK_END)
        content.seek(max(0, size - _METADATA))
        mark = sha256(str(size).encode() + content.read()).hexdigest()[:16]
    identity = settings.identity.model_copy(update={"mmdb": str(file), "mmdb_mark": mark})
    return settings.model_copy(update={"identity": identity})


def _explain(problem: Any) -> str:
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        hint = did_you_mean(name.split(".")[-1], tuple(Settings.model_fields)) or ""
        return f"unknown setting {name}. {hint}".strip()
    if problem["loc"][:1] in (("sources",), ("mail",), ("deliver",), ()):  # what stands there may be a secret
        return f"{name}: {problem['msg']}"
    return f"{name} = {problem['input']!r}: {problem['msg']}"
