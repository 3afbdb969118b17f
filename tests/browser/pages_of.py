"""Which pages there are: those that the application registers, each with an address that shows it."""

from __future__ import annotations

from assay.web.pages.registry import find_pages

EXAMPLES = {
    "account": "/accounts/A-0001",
    "kpi": "/kpis/win_rate?by=tier&sql=1",
    "my": "/my?owner=U-12",
    "funnel": "/funnel?stage=engaged",
    "search": "/search?q=win",
}
"""Of pages whose address alone is not the whole page."""

PAGES = {
    **{page.name: EXAMPLES.get(page.name, page.path) for page in find_pages()},
    "a rep is chosen": "/my",
    "a cohort": "/funnel?mode=cohort",
    "a preview": "/reports/preview",
    "a wrong word": "/funnel?arm=nonsense",
    "no such page": "/nowhere",
}
REFUSED = ("a wrong word", "no such page")
OTHERS = ("fr", "es", "ru")


def other_language(page: str) -> str:
    """One of the other three for each page, in turn."""
    return OTHERS[sorted(PAGES).index(page) % len(OTHERS)]
