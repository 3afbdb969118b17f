"""Names of time zones (IANA), as settings write them."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pydantic import AfterValidator

from assay.errors import did_you_mean


def is_zone(name: str) -> bool:
    """Whether a time zone has this name. `available_timezones` opens 600 files for the same, in every process."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return False
    return name.partition("/")[0] not in ("posix", "right") and name != "posixrules"


def known_zone(name: str) -> str:
    """The name; raises ValueError for one that there is not.

    >>> known_zone("Europe/Paris")
    'Europe/Paris'
    """
    if not is_zone(name):
        nearest = did_you_mean(name, sorted(available_timezones())) or "Europe/Paris is one."
        raise ValueError(f"unknown time zone {name!r}. {nearest}")
    return name


ZoneName = Annotated[str, AfterValidator(known_zone)]
