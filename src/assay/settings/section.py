"""What every section of `assay.toml` is: nothing unknown stands in it, and nobody changes it once it was read."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """What a section's settings have in common. It is made ready when one is first read: most are never."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
