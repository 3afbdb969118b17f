"""The presets that ship with Assay: one mapping a vendor, whatever tool landed its tables."""

from __future__ import annotations

from pathlib import Path

from assay.errors import UsageError, did_you_mean

FOLDER = Path(__file__).parent

PRESETS = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def preset_path(name: str) -> Path:
    """The mapping file of a preset. Raises UsageError with the nearest name for an unknown one."""
    if name.lower() not in PRESETS:
        raise UsageError(f"Unknown preset {name!r}.", hint=did_you_mean(name.lower(), PRESETS))
    return FOLDER / f"{name.lower()}.toml"
