"""Find anything: accounts, people, deals, lists, KPIs and pages by a few letters, each within the reader's rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assay.kpis import everything
from assay.languages.folding import folded
from assay.metrics.list_rows import names_on_lists
from assay.web.desk import PLACES
from assay.web.pages.guide import GUIDE, guide_of
from assay.web.pages.registry import Page, Shown, find_pages
from assay.web.rights import KEEPERS, ROLES, Role
from assay.web.scope_url import quoted
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

MOST = 8
"""Hits of a kind that are shown: who sees none of what he meant writes another letter."""
LEAST_LETTERS = 2
PARTS = ("search", "verdict", "kpi-values")
"""Pages that others fetch, or that are open already."""
UNLISTED: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("/saved", "Saved views", ROLES),
    ("/targets/new", "Choose target accounts", KEEPERS),
)
"""Pages that no list names: address, name, and who may."""

RANK = "CASE WHEN starts_with(name, $1) THEN 0 WHEN contains(' ' || searched, ' ' || $1) THEN 1 ELSE 2 END"
FOLDED = "strip_accents(lower({}))"
ACCOUNTS = """
SELECT account_id, coalesce(name, account_id) AS title, concat_ws(' · ', domain, country) AS beside,
       {name} AS name, concat_ws(' ', {name}, {domain}, lower(account_id)) AS own, own AS searched
FROM accounts
"""
PEOPLE = """
SELECT p.account_id, concat_ws(' ', p.first_name, p.last_name) AS title, coalesce(a.name, p.account_id) AS beside,
       {person} AS name, concat_ws(' ', {person}, {mail}) AS own, concat_ws(' ', own, {account}) AS searched
FROM people AS p LEFT JOIN accounts AS a USING (account_id)
WHERE p.counts AND p.left_on IS NULL AND p.account_id IS NOT NULL AND coalesce(p.first_name, p.last_name) IS NOT NULL
"""
DEALS = """
SELECT d.account_id, coalesce(d.name, d.opportunity_id) AS title, coalesce(a.name, d.account_id) AS beside,
       {deal} AS name, concat_ws(' ', {deal}, lower(d.opportunity_id)) AS own, concat_ws(' ', own, {account}) AS searched
FROM deals AS d LEFT JOIN accounts AS a USING (account_id) WHERE d.account_id IS NOT NULL
"""


@dataclass(frozen=True)
class Hit:
    """Something that was found: what it is called, what tells it from its namesakes, and where it is."""

    title: str
    beside: str
    href: str


@dataclass(frozen=True)
class Kind:
    """The hits of a kind, the likeliest first; `more` where there are others."""

    name: str
    title: str
    hits: tuple[Hit, ...]
    more: bool
    rank: int
    """How well the likeliest one fits: 0 where its name begins with what was asked."""


def search_page(visit: Visit) -> Shown:
    asked = (visit.query.get("q") or "").strip()
    words = folded(asked).split()
    enough = len("".join(words)) >= LEAST_LETTERS
    found = [kind for kind in _kinds(visit, words) if kind.hits] if enough else []
    kinds = tuple(sorted(found, key=lambda kind: kind.rank))
    data = {"q": asked, "found": {kind.name: [vars(hit) for hit in kind.hits] for kind in kinds}}
    values = {"asked": asked, "kinds": kinds, "enough": enough, "least": LEAST_LETTERS}
    return Shown("pages/search.html", values, (_table(visit, kinds),), data=data)


def _table(visit: Visit, kinds: Iterable[Kind]) -> TableData:
    rows = [{"kind": kind.title, "title": hit.title, "beside": hit.beside} for kind in kinds for hit in kind.hits]
    columns = tuple(Column(name, name) for name in ("kind", "title", "beside"))
    return TableData("found", visit._("Found"), columns, rows)


def _kinds(visit: Visit, words: Sequence[str]) -> Iterator[Kind]:
    cursor = visit.cursor()
    person = "concat_ws(' ', first_name, last_name)"
    mail = "p.email" if any("@" in word for word in words) else "split_part(p.email, '@', 1)"

    def account(part: str) -> Callable[[str], str]:
        return lambda key: visit.account_href(key) + part

    asked = (
        ("accounts", visit._("Accounts"), _query(ACCOUNTS, name="name", domain="domain"), account("")),
        ("people", visit._("People"), _query(PEOPLE, person=person, mail=mail, account="a.name"), account("#people")),
        ("deals", visit._("Deals"), _query(DEALS, deal="d.name", account="a.name"), account("#deals")),
    )
    for name, title, query, href in asked:
        rows = cursor.execute(_ranked(query, len(words)), words).fetchall()
        hits = tuple(Hit(str(row[1]), row[2] or "", href(row[0])) for row in rows[:MOST])
        yield Kind(name, title, hits, len(rows) > MOST, rows[0][3] if rows else 3)
    yield _of_memory("lists", visit._("Lists"), _lists(visit), words)
    yield _of_memory("kpis", visit._("KPIs"), _kpis(visit), words)
    yield _of_memory("pages", visit._("Pages"), _pages(visit), words)


def _query(text: str, **columns: str) -> str:
    return text.format(**{name: FOLDED.format(column) for name, column in columns.items()})


def _ranked(query: str, words: int) -> str:
    """Rows that hold every word, one of them of their own: those whose name begins with the first one, then those with a word that does."""
    numbers = range(1, words + 1)
    every = " AND ".join(f"contains(searched, ${number})" for number in numbers)
    some = " OR ".join(f"contains(own, ${number})" for number in numbers)
    return (
        f"SELECT account_id, title, beside, {RANK} AS rank FROM ({query}) WHERE {every} AND ({some}) "
        f"ORDER BY rank, length(title), title, account_id LIMIT {MOST + 1}"
    )


Candidate = tuple[str, str, Hit]
"""The folded name, all folded words, and what is shown."""


def _of_memory(name: str, title: str, candidates: Iterable[Candidate], words: Sequence[str]) -> Kind:
    found = [one for one in candidates if all(word in one[1] for word in words)]
    ranked = sorted(found, key=lambda one: (_rank(one, words[0]), len(one[0]), one[0]))
    hits = tuple(hit for _, _, hit in ranked[:MOST])
    return Kind(name, title, hits, len(ranked) > MOST, _rank(ranked[0], words[0]) if ranked else 3)


def _rank(one: Candidate, word: str) -> int:
    name, _, _ = one
    return 0 if name.startswith(word) else 1 if f" {word}" in name else 2 if word in name else 3


def _lists(visit: Visit) -> Iterator[Candidate]:
    for name in names_on_lists(visit.cursor(), "list"):
        yield folded(name), folded(name), Hit(name, "", visit.href("/accounts", list=quoted(name), arm="all"))


def _kpis(visit: Visit) -> Iterator[Candidate]:
    for kpi in everything():
        if visit.may_ask(kpi.key):
            name, question = kpi.name[visit.language], kpi.question[visit.language]
            texts = (name, kpi.name.en, kpi.key, kpi.key.replace("_", " "), kpi.id, question)
            hit = Hit(name, question, visit.definition_href(kpi.key))
            yield folded(name), folded(" ".join(texts)), hit


def _pages(visit: Visit) -> Iterator[Candidate]:
    """The pages that the reader may open, by their names and by what they are for."""
    pages = [page for page in find_pages() if _has_a_name(page) and visit.viewer.is_one_of(page.roles)]
    yield from (_page(visit, page.title, GUIDE.get(page.name, ""), visit.href(page.path)) for page in pages)
    places = (*PLACES, *UNLISTED)
    named = [(path, title) for path, title, roles in places if visit.viewer.is_one_of(roles)]
    yield from (_page(visit, title, guide_of(path) or "", path) for path, title in named)


def _has_a_name(page: Page) -> bool:
    """Whether one would look for it: not the page of one account, this one, or a part of another page."""
    return "{" not in page.path and page.name not in PARTS


def _page(visit: Visit, title: str, purpose: str, href: str) -> Candidate:
    said, told = visit._(title), visit._(purpose) if purpose else ""
    return folded(said), folded(f"{said} {title} {told}"), Hit(said, told, href)


PAGES = (Page("search", "/search", "Search", search_page, words=("q",), scoped=False),)
