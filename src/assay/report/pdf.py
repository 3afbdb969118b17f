"""A pack as a tagged PDF (PDF/UA): real text, bookmarks, its language, and drawings with their sentences."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from assay.errors import DataError
from assay.report.html import to_html
from assay.report.pack import Pack

VARIANT = "pdf/ua-1"


def to_pdf(pack: Pack) -> bytes:
    """The same pages as in HTML; the same pack gives the same bytes.

    Raises DataError where the text libraries that set a page are not installed, and says which.
    """
    weasyprint = _weasyprint()
    text = to_html(pack, narrow=False)
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    document = weasyprint.HTML(string=text, url_fetcher=_nothing)
    identifier = hashlib.sha256(text.encode()).digest()[:16]
    written: bytes = document.write_pdf(pdf_variant=VARIANT, pdf_identifier=identifier)
    return written


def _weasyprint() -> Any:
    try:
        import weasyprint  # type: ignore[import-untyped]
    except OSError as error:
        raise DataError(
            f"A PDF cannot be set: a text library of the system is missing ({_first(error)}).",
            hint="Install Pango: `apt install libpango-1.0-0 libpangoft2-1.0-0`, `dnf install pango`, `brew install pango`, "
            "on Windows MSYS2's `mingw-w64-x86_64-pango`. Or take --format html and print it.",
        ) from None
    return weasyprint


def _first(error: OSError) -> str:
    return (str(error).strip() or "no message").splitlines()[0]


def _nothing(url: str, *_: Any, **__: Any) -> Any:
    """Whatever a page names, nothing is fetched."""
    raise ValueError(f"not fetched: {url[:60]}")
