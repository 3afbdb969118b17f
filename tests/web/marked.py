"""The figures of a page as its marks tell them: value, and the address of the API that answers it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Mark:
    """A figure: as programs read it, where it is answered, and as people read it."""

    value: str | None
    asks: str | None
    text: str = ""


@dataclass
class Grid:
    """The texts of a table's cells, without its head; `asks` are the addresses that answer it."""

    name: str
    asks: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)


class Marked(HTMLParser):
    """`figures` are tiles and what stands beside them, `grids` tables of KPIs, `files` the addresses of exports."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.figures: list[Mark] = []
        self.grids: list[Grid] = []
        self.files: list[str] = []
        self.tiles = 0
        self._figure: Mark | None = None
        self._grid: Grid | None = None
        self._within: tuple[str, tuple[str, ...]] = ("", ())
        self._in_cell = self._in_body = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        asks = tuple((found.get("data-asks") or "").split())
        if tag == "data":
            self._figure = Mark(found.get("value"), found.get("data-asks"))
            self.figures.append(self._figure)
        elif tag == "figure":
            self._within = (found.get("id") or "", asks)
        elif tag == "table":
            name, around = self._within
            self._grid = Grid(name, asks or around)
            self.grids.append(self._grid)
        elif tag == "tr" and self._grid and self._in_body:
            self._grid.rows.append([])
        elif tag in ("td", "th") and self._grid and self._in_body:
            self._grid.rows[-1].append("")
            self._in_cell = True
        elif tag == "a" and "table=" in (found.get("href") or "") and "download" in found:
            self.files.append(found["href"] or "")
        self._in_body = self._in_body or tag == "tbody"
        self.tiles += tag == "div" and "figure" in (found.get("class") or "").split()

    def handle_endtag(self, tag: str) -> None:
        if tag == "data":
            self._figure = None
        elif tag == "figure":
            self._within = ("", ())
        elif tag == "table":
            self._grid, self._in_body = None, False
        elif tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._figure is not None:
            self._figure.text += data
        elif self._in_cell and self._grid:
            self._grid.rows[-1][-1] += data
