"""What stands in the files of a pack, as a reader of each would see it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader


def bare(text: str) -> str:
    """Without blanks of any kind: lines break where they like."""
    return re.sub(r"\s+", "", text)


class Tags(HTMLParser):
    """All tags with their attributes, and the text outside of style and drawings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._hidden = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._hidden += tag in ("style", "svg")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "svg")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


@lru_cache(maxsize=16)
def html_text(content: bytes) -> str:
    return " ".join(Tags(content.decode()).texts)


@lru_cache(maxsize=16)
def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def deck(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def shape_texts(slide: Any) -> Iterator[str]:
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if shape.has_chart:
            yield from map(str, shape.chart.plots[0].categories)


@lru_cache(maxsize=16)
def pptx_text(content: bytes) -> str:
    return "\n".join(text for slide in deck(content).slides for text in shape_texts(slide))


def workbook(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


@lru_cache(maxsize=16)
def xlsx_text(content: bytes) -> str:
    return "\n".join(str(cell.value) for sheet in workbook(content) for row in sheet.iter_rows() for cell in row)


TEXT_OF = {"html": html_text, "pdf": pdf_text, "pptx": pptx_text, "xlsx": xlsx_text}
