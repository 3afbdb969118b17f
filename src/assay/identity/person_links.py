"""Which rows of people are one person: the same address in two systems, or the id of one system in the other's row.

As with accounts, rows of one system are never joined by themselves, and a second row with the address stops it: several
people share a mailbox. Nor are rows that lie at two companies, or whose names have nothing in common. A lead is the one
exception: it is a contact of its system that was entered again, where both have the address and the name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from operator import itemgetter

from assay.contract.systems import bare, of_systems_sql, system_of
from assay.identity.distinct import Found, Reads
from assay.identity.names import folded
from assay.identity.references import Reference, referenced
from assay.settings import Settings

_LEAD = re.compile(r"00Q[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?")
"""What Salesforce's ids of leads begin with; other systems' leads cannot be told from their contacts."""


@dataclass(frozen=True)
class Contact:
    """A person's row as its system has it. `account_id` is after merges; `batch` is when the row came."""

    person_id: str
    source: str
    address: str | None = None
    name: str = ""
    account_id: str | None = None
    batch: int = 0
    has_left: bool = False
    references: tuple[Reference, ...] = ()

    @cached_property
    def system(self) -> str:
        return system_of(self.person_id, self.source)

    @property
    def is_lead(self) -> bool:
        return _LEAD.fullmatch(bare(self.person_id, self.source)) is not None

    @property
    def order(self) -> tuple[bool, bool, bool, int, str]:
        """The row that stays comes first: one that is still there, with an account, of the first system."""
        return (self.has_left, self.account_id is None, bool(self.system), self.batch, self.person_id)


@dataclass(frozen=True)
class PersonLink:
    """`other_id` is `person_id`, and how that is known."""

    person_id: str
    other_id: str
    reason: str


def links_of_people(contacts: Sequence[Contact]) -> list[PersonLink]:
    """All rows that are another's, each once; the row that stays has none."""
    by_id = {contact.person_id: contact for contact in contacts}
    survivors: dict[str, str] = {}
    links: list[PersonLink] = []
    for pair, reason in (*_by_reference(contacts, by_id), *_by_address(contacts)):
        one, other = sorted((by_id[_end(survivors, identifier)] for identifier in pair), key=lambda row: row.order)
        if one != other and _may_be_one(one, other):
            survivors[other.person_id] = one.person_id
            links.append(PersonLink(one.person_id, other.person_id, reason))
    return links


def _end(survivors: dict[str, str], person: str) -> str:
    while person in survivors:
        person = survivors[person]
    return person


def _by_reference(contacts: Sequence[Contact], known: dict[str, Contact]) -> Iterator[tuple[tuple[str, str], str]]:
    return referenced(((one.person_id, one.source, one.references) for one in contacts), known)


def _by_address(contacts: Iterable[Contact]) -> Iterator[tuple[tuple[str, str], str]]:
    """Rows of different systems with one address, where neither system has a second row with it, leads of a contact apart."""
    holders: defaultdict[str, list[Contact]] = defaultdict(list)
    for contact in contacts:
        if contact.address:
            holders[contact.address].append(contact)
    for _, rows in sorted((holder for holder in holders.items() if len(holder[1]) > 1), key=itemgetter(0)):
        systems: defaultdict[str, list[Contact]] = defaultdict(list)
        for row in rows:
            systems[row.system].append(row)
        ones = [one for one in map(_one_of, systems.values()) if one]
        for contact, leads in ones:
            yield from (((contact.person_id, lead.person_id), "a lead with the same e-mail") for lead in leads)
        single = sorted((contact for contact, _ in ones), key=lambda row: row.order)
        for other in single[1:]:
            yield (single[0].person_id, other.person_id), "the same e-mail"


def _one_of(rows: list[Contact]) -> tuple[Contact, list[Contact]] | None:
    """The row of a system that has an address, and its leads of the same name; null where the address may be of several."""
    if len(rows) == 1:
        return rows[0], []
    contacts = [row for row in rows if not row.is_lead] or rows
    leads = [row for row in rows if row not in contacts]
    if len(contacts) > 1 or not all(_same_name(lead.name, contacts[0].name) for lead in leads):
        return None
    return contacts[0], leads


def _same_name(name: str, other: str) -> bool:
    """Whether both are known and share a word: within one system a mailbox may be of several."""
    return bool(set(folded(name).split()) & set(folded(other).split()))


def _may_be_one(one: Contact, other: Contact) -> bool:
    apart = one.account_id and other.account_id and one.account_id != other.account_id
    return not apart and (one.name == other.name or _names_agree(one.name, other.name))


def _names_agree(name: str, other: str) -> bool:
    """They share a word, or one is not known or written in another script."""
    one, two = folded(name), folded(other)
    return not one or not two or bool(set(one.split()) & set(two.split())) or one.isascii() != two.isascii()


def person_links(read: Reads, settings: Settings) -> Found:
    """The lookup of that name; empty in a workspace of one system."""
    return Found(
        sorted(astuple(link) for link in links_of_people(_contacts(read))) if settings.identity.link_people else []
    )


def _contacts(read: Reads) -> list[Contact]:
    if not read(of_systems_sql("model.people", "person_id")):
        return []
    sources = {
        person: (source or "", batch or 0)
        for person, source, batch in read("SELECT person_id, _source, _batch FROM model.people")
    }
    references: defaultdict[str, list[Reference]] = defaultdict(list)
    for person, system, written in read("SELECT person_id, system, written FROM lookup.person_references"):
        references[person].append((system, written))
    return [
        Contact(
            person,
            source=sources[person][0],
            address=address,
            name=" ".join(part for part in (first, last) if part),
            account_id=account,
            batch=sources[person][1],
            has_left=left is not None,
            references=tuple(references[person]),
        )
        for person, address, first, last, account, left in read(_PEOPLE)
    ]


# Rows that were merged away take no part: the row that stays speaks for them.
_PEOPLE = """
SELECT people.person_id, addresses.email, people.first_name, people.last_name, accounts.survivor_id, people.left_at
FROM model.people AS people
LEFT JOIN lookup.person_addresses AS addresses ON addresses.person_id = people.person_id
LEFT JOIN lookup.accounts AS accounts ON accounts.account_id = people.account_id
WHERE people.merged_into_id IS NULL
"""
