"""Ids of several source systems side by side: `salesforce:001A…` is the row `001A…` of the system named `salesforce`.

The first system of a workspace has no prefix, nor have files of no system: a workspace with one system sees none of this.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

SEPARATOR = ":"
OF_SYSTEMS = ("accounts", "people")
"""Tables of which a row may be the same as one of another system."""

_SYSTEMS = {
    "salesforce": "salesforce", "sfdc": "salesforce", "sf": "salesforce", "hubspot": "hubspot", "dynamics": "dynamics",
    "dynamics365": "dynamics", "pipedrive": "pipedrive", "zoho": "zoho", "zohocrm": "zoho", "odoo": "odoo", "marketo": "marketo",
    "outreach": "outreach", "salesloft": "salesloft", "intercom": "intercom", "mautic": "mautic",
}  # fmt: skip
_ROWS = "account|company|organi[sz]ation|org|partner|contact|lead|person|people|prospect|record|object|crm|vid"
_REFERENCE = re.compile(
    rf"(?:x|hs|property|properties|organi[sz]ation|account|company|person|contact|lead)*({'|'.join(sorted(_SYSTEMS, key=len, reverse=True))})(?:{_ROWS})*id(?:15|18)?"
)
_CUSTOM = re.compile(r"(?:__c|_c)$")
_NO_LETTER = re.compile(r"[\W_]+")


def referenced_system(column: str) -> str | None:
    """The system whose id a column holds, by its name, as the vendors' integrations and people write it; else None.

    >>> referenced_system("Salesforce Account ID"), referenced_system("x_hubspot_company_id__c"), referenced_system("id")
    ('salesforce', 'hubspot', None)
    """
    own = _REFERENCE.fullmatch(_NO_LETTER.sub("", _CUSTOM.sub("", column.strip().casefold())))
    return _SYSTEMS[own[1]] if own else None


def system_of(identifier: str, source: str) -> str:
    """The name space an id lies in: its row's source where the id has that prefix, else the nameless one (`""`)."""
    return source if identifier.startswith(source + SEPARATOR) else ""


def bare(identifier: str, source: str) -> str:
    """The id as its own system writes it."""
    return identifier.removeprefix(source + SEPARATOR) if system_of(identifier, source) else identifier


def aliases(rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Other ways to name an id, from pairs of (id, source of its row): alias → id.

    A reference of one system may mean a row of another (a survey tool that stores the CRM's ids): `9911` and
    `surveys:9911` both lead to `hubspot:9911`, unless they are ids themselves or several systems have such an id.
    """
    known: dict[str, str] = dict(rows)
    sources = {source for identifier, source in known.items() if system_of(identifier, source)}
    if not sources:
        return {}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for identifier, source in known.items():
        owners[bare(identifier, source)].add(identifier)
    pairs: dict[str, str] = {}
    for name, holders in owners.items():
        own = name if name in holders else next(iter(holders)) if len(holders) == 1 else None
        if own is None:
            continue
        ways = (name, *(source + SEPARATOR + name for source in sources))
        pairs.update((way, own) for way in ways if way not in known)
    return pairs


def of_systems_sql(table: str, key: str) -> str:
    """SELECT that has a row where any id of a table of the model lies in a name space of its system."""
    return f"SELECT 1 FROM {table} WHERE _source <> '' AND starts_with({key}, _source || '{SEPARATOR}') LIMIT 1"


def bare_sql(identifier: str, source: str) -> str:
    """`bare` in SQL, of two SQL expressions."""
    prefix = f"{source} || '{SEPARATOR}'"
    return f"CASE WHEN starts_with({identifier}, {prefix}) THEN substr({identifier}, strlen({prefix}) + 1) ELSE {identifier} END"
