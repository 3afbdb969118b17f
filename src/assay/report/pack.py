"""A management pack as data: what stands on each page, in one language; renderers add nothing and leave nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from assay.charts import Chart, Effect, FunnelStep, Mark, Series
from assay.metrics.answer import Figure
from assay.metrics.change import Turn

Kind = Literal["text", "number", "share", "points", "money", "days", "day", "range"]
Tone = Literal["plain", "verdict", "note", "caution", "descriptive", "comment"]


@dataclass(frozen=True)
class Cell:
    """A value as it is read, and as a number or a day where it is one; `points` are hundredths of a share.

    A `range` has two `ends`, which are of `kind_of_ends`.
    """

    text: str
    value: float | date | None = None
    kind: Kind = "text"
    currency: str | None = None
    ends: tuple[float, float] | None = None
    kind_of_ends: Kind = "number"


@dataclass(frozen=True)
class Table:
    """Cells in columns; a row has as many cells as there are columns. The last row is the `total` where there is one.

    `message` is what it says in a sentence: the title of a slide that it has for itself.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    descriptive: bool = False
    total: bool = False
    shown: int | None = None
    """Rows on a page; the workbook has all of them."""
    message: str = ""

    def is_number(self, place: int) -> bool:
        return any(row[place].kind != "text" for row in self.rows)

    @property
    def on_page(self) -> tuple[tuple[Cell, ...], ...]:
        return self.rows if self.shown is None else self.rows[: self.shown]


@dataclass(frozen=True)
class Beside:
    """What a figure is compared with, as text; `turn` says whether the change is for the better."""

    name: str
    text: str
    change: str = ""
    turn: Turn = ""
    figure: Figure | None = None


@dataclass(frozen=True)
class Headline:
    """A KPI's total with everything that makes it readable; texts are empty where there is nothing to say.

    `target` says how far it is from its target, `outlook` whether that will be reached; `unlike` why the period before is
    not comparable.
    """

    kpi: str
    id: str
    name: str
    question: str
    text: str
    unit_text: str
    parts: str
    interval: str
    beside: tuple[Beside, ...]
    target: str
    outlook: str
    reached: bool | None
    note: str
    as_of: str
    provisional: bool
    figure: Figure
    unit: str
    currency: str | None
    unlike: str = ""

    @property
    def turn(self) -> Turn:
        return next((one.turn for one in self.beside if one.turn), "")


@dataclass(frozen=True)
class Tiles:
    figures: tuple[Headline, ...]


@dataclass(frozen=True)
class Prose:
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Points:
    """Sentences under each other."""

    items: tuple[str, ...]
    title: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    items: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True)
class Drawing:
    """A chart and the data it was made of, for formats that have charts of their own; `marks` are what happened."""

    name: str
    chart: Chart
    data: tuple[FunnelStep, ...] | tuple[Effect, ...] | tuple[Series, ...]
    kind: Literal["funnel", "forest", "trend"]
    unit: str = "accounts"
    currency: str | None = None
    descriptive: bool = True
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two columns; what stands in the first is read first."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    wide: Literal["left", "right", ""] = ""


Block = Tiles | Prose | Points | Terms | Drawing | Table | Pair


@dataclass(frozen=True)
class Page:
    """One message: `topic` names it, `message` says it. `notes` are what a speaker needs, definitions above all."""

    key: str
    topic: str
    message: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    """Too long for a page: they stand in the workbook only."""

    def each(self) -> Iterator[Block]:
        """All blocks in reading order, those within columns too."""
        for block in self.blocks:
            yield from _each(block)


def _each(block: Block) -> Iterator[Block]:
    if isinstance(block, Pair):
        for one in (*block.left, *block.right):
            yield from _each(one)
    else:
        yield block


@dataclass(frozen=True)
class Labels:
    """The few words that renderers put around a page."""

    page: str
    descriptive: str
    better: str
    worse: str
    as_of: str
    footer: str
    provisional: str
    sheet: str
    low: str
    high: str
    numerator: str
    denominator: str
    unit: str
    definition: str
    value: str
    figure: str
    continued: str
    more: str
    target: str
    period: str


@dataclass(frozen=True)
class Pack:
    """A management pack: a cover, then one message a page. `built_at` is the run's, in UTC: the same run, the same file."""

    language: str
    company: str
    title: str
    period: str
    about: tuple[tuple[str, str], ...]
    in_short: Points
    pages: tuple[Page, ...]
    labels: Labels
    run: int
    as_of: date
    built_at: datetime
    definitions: tuple[tuple[str, str, str], ...] = field(default=())
    """Name, key and definition of every figure in the pack."""

    def page(self, key: str) -> Page:
        return next(page for page in self.pages if page.key == key)

    @property
    def headlines(self) -> tuple[Headline, ...]:
        return tuple(
            one for page in self.pages for block in page.each() if isinstance(block, Tiles) for one in block.figures
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """Those of the pages, and those that are for the workbook only."""
        return tuple(
            table
            for page in self.pages
            for table in (*(block for block in page.each() if isinstance(block, Table)), *page.tables)
        )
