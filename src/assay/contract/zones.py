"""Names of time zones (IANA), as settings write them."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator

from assay.errors import did_you_mean


def known_zone(name: str) -> str:
    """The name; raises ValueError for one that there is not.

    >>> known_zone("Europe/Paris")
    'Europe/Paris'
    """
    known = available_timezones()
    if name not in known:
        raise ValueError(f"unknown time zone {name!r}. {did_you_mean(name, sorted(known)) or 'Europe/Paris is one.'}")
    return name


ZoneName = Annotated[str, AfterValidator(known_zone)]
