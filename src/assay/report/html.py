"""A pack as one HTML file: nothing is fetched from anywhere, and it prints page by page."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from assay.charts import Chart
from assay.charts.parts import FONT
from assay.languages import translator
from assay.report.pack import Drawing, Pack, Pair, Points, Prose, Table, Terms, Tiles

PRINTED = "Liberation Sans, Arial, DejaVu Sans, sans-serif"
NO_BREAK = "\N{NO-BREAK SPACE}"
KINDS = {
    Tiles: "tiles",
    Prose: "prose",
    Points: "points",
    Terms: "terms",
    Drawing: "drawing",
    Table: "table",
    Pair: "pair",
}


def to_html(
    pack: Pack, *, stylesheet: str | None = None, back: tuple[str, str] | None = None, narrow: bool = True
) -> str:
    """The whole file; with `stylesheet` its address stands in the head instead of the style itself.

    `back` is an address and a name, for a link above the first page; `narrow` brings drawings for small screens too.
    """
    head, tail = (part.strip() for part in pack.labels.page.split("{page}", 1))
    middle, _, end = tail.partition("{pages}")
    style = css() + page_numbers(head, middle, end, pack.labels.footer)
    return (
        _environment()
        .get_template("pack.html")
        .render(pack=pack, style=Markup(style), stylesheet=stylesheet, back=back, narrow=narrow)
    )


@cache
def css() -> str:
    """The style of screen and paper."""
    return files("assay.report").joinpath("static/pack.css").read_text("utf-8")


def page_numbers(head: str, middle: str, end: str, footer: str) -> str:
    """The foot of each printed page, in the language of the pack."""
    counted = f"{_quoted(head + chr(160))} counter(page) {_quoted(chr(160) + middle.strip() + chr(160))} counter(pages) {_quoted(end)}"
    return f"@page {{ @bottom-left {{ content: {_quoted(footer)} }} @bottom-right {{ content: {counted} }} }}\n"


def _quoted(text: str) -> str:
    """Text as a string of CSS; no character of it can end the string or the style."""
    return '"' + "".join(char if char.isalnum() or char == " " else f"\\{ord(char):x} " for char in text) + '"'


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assay.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["kind"] = lambda block: KINDS[type(block)]
    environment.filters["drawn"] = drawn
    environment.filters["bound"] = bound
    return environment


def bound(text: str, language: str) -> str:
    """The text, in which no line ends between a number and its points: `+17.1 pp`.

    >>> bound("+17.1 pp", "en") == f"+17.1{NO_BREAK}pp"
    True
    """
    points = translator(language).gettext("%(points)s pp") % {"points": ""}
    return text.replace(points, points.replace(" ", NO_BREAK))


def drawn(chart: Chart, narrow: bool = False) -> Markup:
    """The drawing with its sentence as a title, which readers of the page and of the PDF hear."""
    svg = chart.svg(for_page=False, narrow=narrow).replace(escape(FONT), PRINTED)
    head, end, rest = svg.partition(">")
    return Markup(f"{head}{end}<title>{escape(chart.summary)}</title>{rest}")


__all__ = ["css", "to_html"]
