"""People at the accounts: known before, met on the way, brought in by the programme; some left, bounced, objected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.calendar import (
    DAYS,
    LAST,
    NEVER,
    Bools,
    Floats,
    Ints,
    Words,
    date_words,
    either,
    local,
    office_seconds,
    stream,
)
from assay.demo.lists import Lists
from assay.demo.names import ascii_word, full_names, job_title
from assay.demo.words import DEPARTMENTS, FREE_MAIL, LOCALES, PERSONAS

SENIORITIES = ("c_level", "vp", "director", "manager", "staff")
_SENIORITY_SHARE = (0.07, 0.08, 0.17, 0.30, 0.38)
_ROLE_SHARE = {
    "decision_maker": 0.10,
    "influencer": 0.14,
    "champion": 0.08,
    "user": 0.10,
    "blocker": 0.02,
    "economic_buyer": 0.04,
    "procurement": 0.04,
}
_NO_PHONE = ("n/a", "-", "unknown", "")
_NO_TITLE = ("n/a", "?", "", "TBD")


@dataclass(frozen=True)
class People:
    """Sorted by (account, created). `created` and `left` are days; `seniority` is a place in SENIORITIES, or -1."""

    ids: Words
    account: Ints
    created: Ints
    left: Ints
    seniority: Ints
    role: Words
    email: Words
    subscribed: Bools
    first: Ints
    """Place of the account's first person, one more entry than accounts."""

    def __len__(self) -> int:
        return len(self.ids)


def make_people(market: Market, lists: Lists, seed: int) -> tuple[People, pd.DataFrame]:
    """The people, and the table `people` as the CRM exports it."""
    rng = stream(seed, "people")
    account, created = _arrivals(rng, market, lists)
    size = len(account)
    left = np.where(rng.random(size) < 0.05, created + rng.integers(120, 1500, size), NEVER)
    order_in_account = np.arange(size) - np.searchsorted(account, account)
    left = np.where((left > LAST) | (order_in_account < 2), NEVER, left)
    seniority = rng.choice(len(SENIORITIES), size, p=_SENIORITY_SHARE)
    seniority = np.where(rng.random(size) < 0.09, -1, seniority)
    decides = (order_in_account == 1) & (account % 3 != 0)
    seniority = np.where(decides, np.clip(seniority, 0, 2), seniority)
    role = _roles(rng, market, account, seniority, decides)
    names = _names(rng, market, account)
    ids = np.array([f"P-{i + 1:05d}" for i in range(size)], dtype=object)
    email = _emails(rng, market, account, names)
    first = np.searchsorted(account, np.arange(len(market) + 1))
    people = People(ids, account, created, left, seniority, role, email, _subscribed(rng, market, account), first)
    return people, _table(rng, market, people, names)


def _subscribed(rng: np.random.Generator, market: Market, account: Ints) -> Bools:
    """Who takes the letter: none at every fifth account, six in ten elsewhere."""
    willing = rng.random(len(market)) < 0.8
    return np.asarray(willing[account] & (rng.random(len(account)) < 0.62), dtype=np.bool_)


def _arrivals(rng: np.random.Generator, market: Market, lists: Lists) -> tuple[Ints, Ints]:
    """Account and day of creation of every person, sorted."""
    known = 3 + rng.poisson(5.2 * np.exp(0.30 * market.size + 0.10 * market.activity))
    early = np.repeat(np.arange(len(market)), known)
    day = np.where(rng.random(len(early)) < 0.72, rng.integers(-900, 0, len(early)), rng.integers(0, DAYS, len(early)))
    floor = np.minimum(market.created[early], lists.entry[early] - 200)
    newest = np.searchsorted(early, early) + 2 > np.arange(len(early))
    day = np.where(newest, floor, np.maximum(day, floor))
    extra = np.repeat(np.arange(len(market)), rng.poisson(np.where(lists.treated, 3.4, 0.0)))
    later = lists.entry[extra] + (rng.beta(1.1, 1.6, len(extra)) * (LAST - lists.entry[extra])).astype(np.int64)
    account, created = np.concatenate([early, extra]), np.concatenate([day, later])
    order = np.lexsort((created, account))
    return account[order].astype(np.int64), created[order].astype(np.int64)


def _roles(rng: np.random.Generator, market: Market, account: Ints, seniority: Ints, decides: Bools) -> Words:
    """Buying roles: better known where there is activity; the second person of two accounts in three decides."""
    names = np.array(list(_ROLE_SHARE), dtype=object)
    shares = np.array(list(_ROLE_SHARE.values()))
    role = rng.choice(names, len(account), p=shares / shares.sum())
    known = rng.random(len(account)) < 0.40 + 0.08 * market.activity[account]
    role = either(decides, "decision_maker", either(known, role, None))
    demoted = (role == "decision_maker") & (seniority >= 3) & ~decides
    return np.where(demoted, "user", role)


def _names(rng: np.random.Generator, market: Market, account: Ints) -> list[tuple[str, str]]:
    """A name per person, in the account's language, one in eight in another one."""
    home = np.array([company.locale for company in market.companies])[account]
    locale = np.where(rng.random(len(account)) < 0.12, rng.integers(0, len(LOCALES), len(account)), home)
    drawn = [full_names(rng, entry, len(account)) for entry in LOCALES]
    return [drawn[place][i] for i, place in enumerate(locale)]


def _emails(rng: np.random.Generator, market: Market, account: Ints, names: list[tuple[str, str]]) -> Words:
    """first.last@domain, numbered where it is taken; two in a hundred use free mail."""
    free = rng.random(len(account)) < 0.02
    host = rng.integers(0, len(FREE_MAIL), len(account))
    taken: dict[str, int] = {}
    emails = []
    for i, (first, last) in enumerate(names):
        domain = FREE_MAIL[host[i]] if free[i] else market.companies[account[i]].domain
        stem = f"{ascii_word(first).replace('-', '')}.{ascii_word(last)}"
        count = taken[f"{stem}@{domain}"] = taken.get(f"{stem}@{domain}", 0) + 1
        emails.append(f"{stem}{count if count > 1 else ''}@{domain}")
    return np.array(emails, dtype=object)


def _table(rng: np.random.Generator, market: Market, people: People, names: list[tuple[str, str]]) -> pd.DataFrame:
    size = len(people)
    department = rng.integers(0, len(DEPARTMENTS), size)
    languages = [LOCALES[market.companies[a].locale].language for a in people.account]
    levels = [SENIORITIES[max(s, 3)] if s < 0 else SENIORITIES[s] for s in people.seniority]
    titles = [job_title(*three) for three in zip(languages, levels, department, strict=True)]
    bounced = rng.random(size) < 0.035
    objected = np.where(rng.random(size) < 0.012, np.minimum(people.created + 300, LAST - 10), NEVER)
    seconds = office_seconds(rng, size)
    return pd.DataFrame(
        {
            "person_id": people.ids,
            "account_id": market.ids[people.account],
            "email": np.where(rng.random(size) < 0.04, "", people.email),
            "phone": _phones(rng, market, people.account),
            "first_name": [first for first, _ in names],
            "last_name": [last for _, last in names],
            "job_title": _some_empty(rng, np.array(titles, dtype=object), _NO_TITLE, 0.06),
            "seniority": [None if s < 0 else SENIORITIES[s] for s in people.seniority],
            "department": np.array(DEPARTMENTS, dtype=object)[department],
            "buying_role": people.role,
            "persona": either(rng.random(size) < 0.4, None, np.array(PERSONAS, dtype=object)[department % 4]),
            "country": [market.companies[a].country for a in people.account],
            "language": languages,
            "created_at": local(people.created, seconds).strftime("%Y-%m-%d %H:%M:%S"),
            "left_at": date_words(people.left),
            "email_bounced": np.where(bounced, "true", "false"),
            "objected_at": date_words(objected),
            "merged_into_id": None,
        }
    )


def _phones(rng: np.random.Generator, market: Market, account: Ints) -> Words:
    number = rng.integers(0, 1000, len(account))
    locale = [LOCALES[market.companies[a].locale] for a in account]
    phones = np.array([entry.phone.format(n) for entry, n in zip(locale, number, strict=True)], dtype=object)
    return _some_empty(rng, phones, _NO_PHONE, 0.3)


def _some_empty(rng: np.random.Generator, words: Words, empties: tuple[str, ...], share: float) -> Words:
    filler = np.array(empties, dtype=object)[rng.integers(0, len(empties), len(words))]
    return np.where(rng.random(len(words)) < share, filler, words)


def pick_person(rng: np.random.Generator, people: People, account: Ints, day: Ints) -> Ints:
    """A person of the account for each event: created by then, not left; those known longest come most often."""
    known = known_people(people, account, day)
    lean: Floats = rng.random(len(account)) ** 1.7
    chosen = people.first[account] + np.floor(lean * known).astype(np.int64)
    return np.where(people.left[chosen] <= day, people.first[account], chosen)


def known_people(people: People, account: Ints, day: Ints) -> Ints:
    """How many people of the account had been created by the day."""
    key = people.account * 10_000 + people.created + 2_000
    return np.asarray(np.searchsorted(key, account * 10_000 + day + 2_000, side="right") - people.first[account])
