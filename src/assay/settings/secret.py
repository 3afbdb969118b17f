"""Where secrets are: they never stand in `assay.toml` themselves."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, model_validator

from assay.settings.section import Section

_WHOLE = ("{", "-----BEGIN ")
"""How keys begin that have several lines: JSON, PEM."""


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
