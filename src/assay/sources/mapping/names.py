"""How a mapping finds a file by its name and a column by its header.

Headers are compared exactly first, then without case, separators and HubSpot's `property_` prefixes, so that
`StageName`, `stage_name` and `STAGE NAME`, or `property_dealname`, `properties_dealname` and `dealname`, are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_PROPERTY = re.compile(r"^propert(?:y|ies)_+", re.IGNORECASE)
_DECORATION = re.compile(r"^(?:sf|salesforce|hubspot|hs)_|_data$")
_PART = re.compile(r"^(?:part|data|chunk|batch)?[-_.]?[0-9a-f][0-9a-f._-]*$|^(?:part|data|chunk|batch)$", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=65_536)  # every preset asks for the same headers again
def header_key(header: str) -> str:
    """What is left of a header when spelling does not matter.

    >>> header_key("StageName") == header_key("property_stage_name") == header_key("STAGE NAME")
    True
    """
    bare = _PROPERTY.sub("", header.strip().strip('"'))
    key = "".join(character for character in bare.casefold() if character.isalnum())
    return key or header.strip().casefold()


def find_headers(candidates: Iterable[str], headers: Sequence[str]) -> tuple[str, ...]:
    """The headers a list of candidates means, in the candidates' order; all spellings of each that are there.

    A candidate that is no header but begins with one, `properties.$current_url`, is a path into the JSON of that column.
    """
    found: dict[str, None] = {}
    for candidate in candidates:
        spellings = _spellings(candidate, headers)
        if not spellings and "." in candidate and place_of(candidate, headers):
            spellings = (candidate,)
        found.update(dict.fromkeys(spellings))
    return tuple(found)


def _spellings(candidate: str, headers: Sequence[str]) -> tuple[str, ...]:
    key = header_key(candidate)
    exact = (candidate,) if candidate in headers else ()
    return (*exact, *(header for header in headers if header_key(header) == key and header != candidate))


class Place(NamedTuple):
    """Where a value stands: a column, and the steps into its JSON, if any."""

    header: str
    steps: tuple[str, ...] = ()


def place_of(header: str, headers: Sequence[str]) -> Place | None:
    """The column of a header or path; of several columns a path may begin with, the one of the longest name.

    >>> place_of("properties.utm.source", ("event", "properties"))
    Place(header='properties', steps=('utm', 'source'))
    """
    if header in headers:
        return Place(header)
    pieces = header.split(".")
    if not all(piece and piece == piece.strip() for piece in pieces):
        return None  # "Est. Revenue" is a header with a full stop
    for length in range(len(pieces) - 1, 0, -1):
        if spellings := _spellings(".".join(pieces[:length]), headers):
            return Place(spellings[0], tuple(pieces[length:]))
    return None


def columns_of(found: Iterable[str], headers: Sequence[str]) -> tuple[str, ...]:
    """The columns behind headers and paths."""
    places = (place_of(one, headers) for one in found)
    return tuple(dict.fromkeys(place.header for place in places if place))


def attribute_name(header: str) -> str:
    """The canonical name of an extra column: `Tier__c` is `x_tier_c`."""
    bare = _PROPERTY.sub("", header.strip().strip('"'))
    snake = re.sub(r"\W+|_+", "_", _HUMP.sub("_", bare)).strip("_").lower()
    return snake if snake.startswith("x_") else f"x_{snake}"


def file_matches(pattern: str, file: Path) -> bool:
    """Whether a file is the one a mapping means, by its name, in any case.

    A pattern with a dot is a file name or a glob (`sales_*.csv`). One without is a table's name and means a file of
    any format (`opportunity` is `Opportunity.csv`, `sf_opportunity_data.csv`), or a folder of parts of that name.
    """
    if "." in pattern:
        return fnmatchcase(file.name.casefold(), pattern.casefold())
    stem = file.name.split(".")[0]
    names = [file.parent.name] if _PART.match(stem) else [stem]
    return any(_same_table(pattern, name) for name in names)


def _same_table(pattern: str, name: str) -> bool:
    plain = re.sub(r"[\s-]+", "_", _HUMP.sub("_", name)).lower()
    spellings = {plain, _undecorated(plain)}
    if any(letter in pattern for letter in "*?["):
        return any(fnmatchcase(spelling, pattern.lower()) for spelling in spellings)
    return header_key(pattern) in {header_key(spelling) for spelling in spellings}


def _undecorated(name: str) -> str:
    while (shorter := _DECORATION.sub("", name)) != name:
        name = shorter
    return name
