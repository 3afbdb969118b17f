"""The formats of a pack, by name: how each is written and what it is called on the web."""

from __future__ import annotations

from collections.abc import Callable

from assay.report.pack import Pack


def html_bytes(pack: Pack) -> bytes:
    from assay.report.html import to_html

    return to_html(pack).encode()


def pdf_bytes(pack: Pack) -> bytes:
    from assay.report.pdf import to_pdf

    return to_pdf(pack)


def pptx_bytes(pack: Pack) -> bytes:
    from assay.report.pptx import to_pptx

    return to_pptx(pack)


def xlsx_bytes(pack: Pack) -> bytes:
    from assay.report.xlsx import to_xlsx

    return to_xlsx(pack)


RENDERERS: dict[str, Callable[[Pack], bytes]] = {
    "html": html_bytes,
    "pdf": pdf_bytes,
    "pptx": pptx_bytes,
    "xlsx": xlsx_bytes,
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
