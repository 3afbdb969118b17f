"""The presentation itself: slides of 16:9 with their titles in placeholders, a foot, and notes for the speaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from assay.report.pack import Pack, Page


def _colour(text: str) -> Any:
    made: Any = RGBColor
    return made.from_string(text)


INK, MUTED, SUBJECT, PAPER = map(_colour, ("1B2023", "566067", "14566E", "FFFFFF"))
FAINT, COMPARISON, SOFT = map(_colour, ("DCDFDD", "7D868B", "C3DCE6"))
ATTENTION, BETTER = map(_colour, ("8F3D0A", "0D6645"))
TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU"}
COVER, TITLE_ONLY = 0, 5
LETTERS = 134.0
"""Letters of size 1 pt that stand in an inch on average."""


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """Lines that a text takes in so many inches, with the widest of the usual typefaces."""
    wide = sum(1 for char in text if "\u0400" <= char <= "\u04ff") > len(text) / 2
    room = max(4.0, width * (LETTERS * (0.88 if wide else 1) * (0.9 if bold else 1)) / size)
    lines, used = 1, 0.0
    for word in text.split():
        if used and used + 1 + len(word) > room:
            lines, used = lines + 1, 0.0
        used += len(word) + (1 if used else 0)
        lines, used = lines + int(used // room), used % room
    return lines


@dataclass(frozen=True)
class Frame:
    """A place on a slide, in inches."""

    x: float
    y: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[int, int, int, int]:
        return tuple(Inches(one) for one in (self.x, self.y, self.width, self.height))  # type: ignore[return-value]


@dataclass(frozen=True)
class Slide:
    """One slide and the pack it belongs to."""

    slide: Any
    pack: Pack

    def box(self, frame: Frame, name: str = "") -> Any:
        """An empty text frame that wraps and does not grow."""
        shape = self.slide.shapes.add_textbox(*frame.emu)
        if name:
            shape.name = name
        text = shape.text_frame
        text.word_wrap, text.auto_size = True, MSO_AUTO_SIZE.NONE
        text.margin_left = text.margin_right = text.margin_top = text.margin_bottom = 0
        text.vertical_anchor = MSO_ANCHOR.TOP
        return text

    def write(self, paragraph: Any, text: str, size: float, *, bold: bool = False, color: Any = INK) -> Any:
        """Adds a run of text in the language of the pack."""
        run = paragraph.add_run()
        run.text = text
        run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, color
        run._r.get_or_add_rPr().set("lang", TAGS[self.pack.language])
        return run

    def notes(self, lines: Iterable[Any]) -> None:
        said = [": ".join(line) if isinstance(line, tuple) else str(line) for line in lines]
        if said:
            self.slide.notes_slide.notes_text_frame.text = "\n".join(said)


@dataclass
class Deck:
    """A presentation in the making."""

    presentation: Any
    pack: Pack
    slides: list[Slide] = field(default_factory=list)

    def __post_init__(self) -> None:
        made = self.presentation
        made.slide_width, made.slide_height = Inches(13.333), Inches(7.5)
        _describe(made.core_properties, self.pack)
        _arrange(made)

    def cover(self, title: str, subtitle: str) -> Slide:
        slide = self._new(COVER)
        head, below = slide.slide.shapes.title, slide.slide.placeholders[1]
        _fill(slide, head, title, 36, SUBJECT)
        _fill(slide, below, subtitle, 18, MUTED)
        return slide

    def slide(self, page: Page, *, again: bool = False, title: str = "") -> Slide:
        """A slide with the message of the page; a further one of it has a `title` of its own, or says that it goes on."""
        slide = self._new(TITLE_ONLY)
        words = self.pack.labels
        title = title or (f"{page.message} ({words.continued})" if again else page.message)
        size = next((one for one in (26, 22) if lines_of(title, 12.1, one, bold=True) == 1), 19)
        _fill(slide, slide.slide.shapes.title, title, size, INK)
        topic = slide.box(Frame(0.6, 0.28, 12.1, 0.3), page.topic)
        slide.write(topic.paragraphs[0], page.topic, 12, bold=True, color=SUBJECT)
        slide.notes((page.message, *page.notes))
        return slide

    def number_slides(self) -> None:
        """The foot of every slide, once it is known how many there are."""
        for place, slide in enumerate(self.slides, start=1):
            foot = slide.box(Frame(0.6, 7.05, 9, 0.25))
            slide.write(foot.paragraphs[0], self.pack.labels.footer, 10, color=MUTED)
            number = slide.box(Frame(10.2, 7.05, 2.53, 0.25))
            number.paragraphs[0].alignment = PP_ALIGN.RIGHT
            said = self.pack.labels.page.format(page=place, pages=len(self.slides))
            slide.write(number.paragraphs[0], said, 10, color=MUTED)

    def _new(self, layout: int) -> Slide:
        slide = Slide(self.presentation.slides.add_slide(self.presentation.slide_layouts[layout]), self.pack)
        self.slides.append(slide)
        return slide


def _describe(properties: Any, pack: Pack) -> None:
    properties.title, properties.subject, properties.author = pack.title, pack.period, pack.company
    properties.language, properties.last_modified_by = TAGS[pack.language], "Assay"
    properties.created = properties.modified = pack.built_at.replace(tzinfo=None)
    properties.keywords, properties.revision = pack.labels.footer, 1


def _arrange(made: Any) -> None:
    """Places of the titles, on the layouts themselves: a slide added by hand looks the same."""
    places = {
        (COVER, 0): Frame(0.6, 0.9, 12.1, 1.2),
        (COVER, 1): Frame(0.6, 2.15, 12.1, 0.7),
        (TITLE_ONLY, 0): Frame(0.6, 0.55, 12.1, 0.8),
    }
    for (layout, place), frame in places.items():
        holder = made.slide_layouts[layout].placeholders[place]
        holder.left, holder.top, holder.width, holder.height = frame.emu
    for layout in made.slide_layouts:
        for holder in list(layout.placeholders):
            if holder.placeholder_format.idx >= 10:  # date, foot and number of the template's old size
                holder._element.getparent().remove(holder._element)


def _fill(slide: Slide, holder: Any, text: str, size: float, color: Any) -> None:
    frame = holder.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.LEFT
    slide.write(paragraph, text, size, bold=color != MUTED, color=color)
