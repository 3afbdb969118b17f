"""Addresses of pages that may be saved under a name, and those that a reader finds in his navigation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.routing import compile_path

from assay.errors import UsageError, did_you_mean
from assay.store.saved_views import SavedView
from assay.web.pages.registry import Page
from assay.web.rights import Viewer
from assay.web.scope_url import Query

PASSING = ("lang", "run", "page", "shown")
"""Words that belong to one reader, or to one moment: a saved view goes without them."""
OF_THE_WHOLE = ("owner", "roll-up")
"""Words that a reader of some accounts goes without: his own rights choose these."""


@dataclass(frozen=True)
class Address:
    """An address of a page: its path and its words, as far as they may be saved."""

    path: str
    query: Query
    page: Page

    def __str__(self) -> str:
        return f"{self.path}?{self.query}" if self.query.pairs else self.path


def address_of(written: str, pages: Sequence[Page]) -> Address:
    """The address of a page of this server. UsageError for any other, and for words that its page does not know."""
    parts = urlsplit(written.strip())
    page = next((one for one in pages if compile_path(one.path)[0].match(parts.path)), None)
    if parts.scheme or parts.netloc or page is None:
        near = did_you_mean(parts.path, [one.path for one in pages])
        raise UsageError(f"{written!r} is no page of Assay's.", hint=near or "Begin with its path: /funnel?tier=1.")
    query = Query.of(parse_qsl(parts.query, keep_blank_values=True), page.known_words).settled()
    return Address(parts.path, query.without(*PASSING), page)


def opened_by(viewer: Viewer, address: Address) -> str:
    """Where a view leads this reader: who sees some accounts asks for no others, and sees his own."""
    words = address.query.without(*OF_THE_WHOLE) if viewer.sees_part else address.query
    return str(Address(address.path, words, address.page))


def pinned_entries(desk_views: Sequence[SavedView], viewer: Viewer, pages: Sequence[Page]) -> list[dict[str, str]]:
    """Pinned views as the navigation shows them: those of pages that the reader may open."""
    entries = []
    for one in desk_views:
        try:
            address = address_of(one.address, pages)
        except UsageError:  # a page or a word that is gone since: the list of views still has it
            continue
        if one.pinned and viewer.is_one_of(address.page.roles):
            entries.append({"href": f"/saved/{one.id}", "title": one.name})
    return entries


__all__ = ["Address", "address_of", "opened_by", "pinned_entries"]
