"""No developer's word stands on a page: no options, brackets, backticks, keys, comparisons in signs, or words of the code.

English on every page, each other language on a third of them; `exhaustive` reads all of them.
"""

from __future__ import annotations

import html
import re

import pytest
from starlette.testclient import TestClient

from assay.web.pages.registry import find_pages

OF_TABLES = ("data", "log")
"""Pages about tables and columns by their names, which are those of the files that are loaded."""
ADDRESSES = {page.name: page.path for page in find_pages() if "{" not in page.path and page.name not in OF_TABLES} | {
    "account": "/accounts/own",
    "kpi": "/kpis/pipeline",
    "narrowed": "/funnel?where=annual_revenue%20%3E%3D%2050000000&tier=1",
}
OTHERS = ("fr", "es", "ru")
REFUSED = (
    r"\[\[",
    r"`",
    r"(?<![\w-])--[a-z]+",
    r"\b[Aa]rms?\b",
    r"\b[Rr]ung\b",
    r"\s[<>]=?\s\d",
    r"assay\.toml",
    r"\bassay (load|refresh|lists|power|compare|audit|serve)\b",
    r"\b(abm|annual|list|touch|deal)_[a-z_]+",
    r"no effect of the programme",
    r"\b[Bb]ras\b",
    r"\b[Bb]razos?\b",
    r"\btocad[ao]s?\b",
    r"Действующих",
    r"\b1 rows\b",
    r"Assay · Assay",
)


def visible(page: str) -> str:
    """What is read: no code shown as such, no values of choices, no drawing, nothing that says it is English."""
    main = page[page.find("<main") : page.find("</main>")]
    main = re.sub(r"<(script|style|option|pre|code|svg|textarea)\b.*?</\1>", " ", main, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r'<(\w+) lang="en">.*?</\1>', " ", main, flags=re.DOTALL)))


def refused(text: str) -> list[str]:
    return [text[max(0, one.start() - 50) : one.end() + 30] for word in REFUSED for one in re.finditer(word, text)]


def test_what_is_refused_is_found() -> None:
    for text in ("[[alerts.rules]]", "`x`", "use --arm all", "revenue >= 50000000", "annual_revenue", "rung 3 of 5"):
        assert refused(f" {text} "), text


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_speaks_plainly(site: TestClient, name: str) -> None:
    for language in ("en", OTHERS[sorted(ADDRESSES).index(name) % 3]):
        assert refused(visible(_read(site, ADDRESSES[name], language))) == [], language


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_speaks_plainly_in_every_language(site: TestClient, name: str, language: str) -> None:
    assert refused(visible(_read(site, ADDRESSES[name], language))) == []


def _read(site: TestClient, address: str, language: str) -> str:
    answer = site.get(address, headers={"accept-language": language})
    assert answer.status_code in (200, 422), answer.text
    return answer.text
