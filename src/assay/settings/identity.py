"""`[identity]`: who is who, and what job titles say."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from assay.settings.section import Section


class TitleRow(Section):
    """A job title with these words (`chief * officer`, `einkauf*`, alternatives after `|`) says this much."""

    words: str
    seniority: Literal["c_level", "vp", "director", "manager", "staff"] | None = None
    department: str | None = None
    role: (
        Literal["decision_maker", "influencer", "champion", "user", "blocker", "economic_buyer", "procurement"] | None
    ) = None

    @field_validator("words")
    @classmethod
    def _say_something(cls, words: str) -> str:
        if not any(sign.isalnum() for sign in words) or any(not part.strip(" *?") for part in words.split("|")):
            raise ValueError(f"{words!r} has an alternative without a word: every title would have it.")
        return words


class Identity(Section):
    """Who is who. `link_systems`: rows of two systems that share a domain or name each other's id are one company.

    `place_people`: people whose row names no known account belong where their e-mail's domain or their company does.
    `link_people`: people that two systems have, by e-mail or by id, are one person.
    `suggest_from_titles`: seniority, department and role that no file says are read from the job title, by the rules of
    the package and before them the workspace's own (`titles`).
    `roll_up_unlisted`: a roll-up takes in the companies of a family that are on no list themselves.
    `visit_confidence`: what a provider says of a visit's company is taken from this share on; `carriers` are added to the
    list of access, hosting and VPN providers, which are nobody. `mmdb` is a file of the customer's that tells the company
    of an address, its path from the workspace; `mmdb_mark` is what Assay knows its content by.
    """

    link_systems: bool = True
    link_people: bool = True
    place_people: bool = True
    suggest_from_titles: bool = True
    roll_up_unlisted: bool = True
    visit_confidence: float = Field(default=0.5, ge=0, le=1)
    carriers: tuple[str, ...] = ()
    mmdb: str | None = None
    mmdb_mark: str = ""
    titles: tuple[TitleRow, ...] = ()
