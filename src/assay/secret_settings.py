"""A section of `assay.toml`, sizes as they stand there, and where secrets are: they never stand there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

_WHOLE = ("{", "-----BEGIN ")
"""How keys begin that have several lines: JSON, PEM."""


Bytes = Annotated[str, Field(pattern=r"^[1-9][0-9]*(MB|MiB|GB|GiB)$")]
"""So many bytes, as DuckDB writes it."""
_UNITS = {"MB": 10**6, "MiB": 2**20, "GB": 10**9, "GiB": 2**30}


def in_bytes(words: str) -> int:
    """
    >>> in_bytes("384MiB"), in_bytes("2GB")
    (402653184, 2000000000)
    """
    number = words.rstrip("MGiB")
    return int(number) * _UNITS[words.removeprefix(number)]


class Section(BaseModel):
    """What a section's settings have in common. It is made ready when one is first read: most are never."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Secret(Section):
    """Where a secret is: `{ env = "VARIABLE" }` or `{ file = "/run/secrets/name" }`: its first line, of a key all of them."""

    env: str | None = Field(default=None, pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")
    file: Path | None = None

    @model_validator(mode="before")
    @classmethod
    def _not_itself(cls, written: object) -> object:
        if isinstance(written, str):
            raise ValueError('secrets do not stand in assay.toml: { env = "VARIABLE" } or { file = "PATH" } says where')
        return written

    @model_validator(mode="after")
    def _one_place(self) -> Secret:
        if (self.env is None) == (self.file is None):
            raise ValueError("either env or file says where the secret is")
        return self

    @property
    def place(self) -> str:
        return f"the environment variable {self.env}" if self.env else f"the file {self.file}"

    def read(self, folder: Path) -> str:
        """The secret, empty where it is not set or not readable. Paths begin at the folder."""
        if self.env:
            return os.environ.get(self.env, "").strip()
        try:
            text = (folder / (self.file or "")).read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return ""
        return text if text.startswith(_WHOLE) else text.partition("\n")[0].strip()
