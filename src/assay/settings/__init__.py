"""`assay.toml`: a file for each part of it that its readers look for, the whole, and how it is read."""

from assay.settings.reading import read_settings
from assay.settings.whole import Settings

__all__ = ["Settings", "read_settings"]
