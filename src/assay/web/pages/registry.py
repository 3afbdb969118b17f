"""Pages as data: an address, a title, and a function from a visit to what is shown. Every page has its twins."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from assay.web.rights import ROLES, Role
from assay.web.scope_url import COMMON_WORDS, SCOPE_WORDS, SHOWN
from assay.web.tables import TableData

TABLE_WORDS = ("sort", "page", "table", "variant")
"""Words of every page: its tables may be sorted, paged and exported."""
NAVIGATION: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Today", ("overview", "my")),
    ("Accounts", ("accounts", "coverage", "engagement", "customers")),
    ("Results", ("funnel", "revenue", "impact", "reports")),
    ("Data and definitions", ("lists", "kpis", "data", "matching")),
)
"""Pages of the navigation by name in groups, in order; those that are not registered are left out."""


@dataclass(frozen=True)
class Shown:
    """What a page shows: a template with its values, the tables it exports, and the data of its `.json` twin.

    Without `data` the twin holds the tables. The first table is that of `page.csv`, another one that of
    `page.csv?table=NAME`.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    tables: tuple[TableData, ...] = ()
    data: Any = None
    title: str | None = None


Handler = Callable[..., Shown]
"""`handler(visit, **parts of the path)`."""


@dataclass(frozen=True)
class Page:
    """A page at `path` (`/accounts/{account_id}`); `title` is English and translated, `words` are its own in the URL.

    `scoped` pages have the filter bar.
    """

    name: str
    path: str
    title: str
    handler: Handler
    words: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ROLES
    scoped: bool = True

    @property
    def known_words(self) -> tuple[str, ...]:
        return (*SCOPE_WORDS, *COMMON_WORDS, *TABLE_WORDS, SHOWN, *self.words)


def find_pages() -> tuple[Page, ...]:
    """All pages: each module of `assay.web.pages` names its own in `PAGES`."""
    pages = tuple(page for module in _modules() for page in getattr(module, "PAGES", ()))
    for name in ("name", "path"):
        values = [getattr(page, name) for page in pages]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            raise ValueError(f"two pages have the {name} {twice[0]!r}")
    return pages


def find_routers() -> tuple[Any, ...]:
    """Routers of pages that also take changes: a module names its own `ROUTER`."""
    return tuple(module.ROUTER for module in _modules() if hasattr(module, "ROUTER"))


def _modules() -> Iterator[Any]:
    from assay.web import pages

    for module in pkgutil.iter_modules(pages.__path__):
        yield importlib.import_module(f"{pages.__name__}.{module.name}")
