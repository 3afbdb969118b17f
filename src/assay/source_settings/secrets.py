"""Where secrets are: they never stand in `assay.toml`."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


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
