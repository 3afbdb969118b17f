"""Specifications to SVG and PNG by vl-convert, without a network; the SVG is freed of what a strict page refuses."""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree import ElementTree as Xml

import vl_convert

from assay.charts.palette import NAMES

VEGA_LITE = "6.4"
NOWHERE = "https://drawing.invalid"
"""Vega resolves links against a base of its own; marks link to this host, which is taken off again."""

_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
_DROPPED = ("aria-label", "aria-roledescription", "role", "class", "aria-hidden", "pointer-events", "cursor", "style")
_LONG = re.compile(r"-?\d+\.\d{2,}")


@lru_cache(maxsize=1024)
def page_svg(spec: str, summary: str) -> str:
    """For a page: no script, no style; colours as `var(--chart-<name>, colour)`; links with their names."""
    return _svg(spec, summary, {colour: f"var(--chart-{name},{colour})" for colour, name in NAMES.items()})


@lru_cache(maxsize=256)
def print_svg(spec: str, summary: str) -> str:
    return _svg(spec, summary, {})


@lru_cache(maxsize=64)
def png_of(spec: str, scale: float) -> bytes:
    drawn: bytes = vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=scale, allowed_base_urls=[])
    return drawn


def _svg(spec: str, summary: str, colours: dict[str, str]) -> str:
    drawn: str = vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[])
    root = Xml.fromstring(drawn)
    for parent in root.iter():
        for child in list(parent):
            if _is_empty(child):
                parent.remove(child)
    for element in list(root.iter(f"{{{_SVG}}}a")):
        _name_link(element)
    for element in root.iter():
        _tidy(element, colours)
    _name_drawing(root, summary)
    Xml.register_namespace("", _SVG)
    return Xml.tostring(root, encoding="unicode")


def _is_empty(element: Xml.Element) -> bool:
    return element.get("d") in ("", "M0,0h0v0h0Z") or element.get("display") == "none"


def _name_link(link: Xml.Element) -> None:
    """The link takes its mark's name, and shows it on hovering; marks without a target are none."""
    target = link.attrib.pop(_LINK, "")
    if not target.startswith(NOWHERE):
        link.tag = f"{{{_SVG}}}g"
        return
    link.set("href", target.removeprefix(NOWHERE) or "/")
    name = next((child.get("aria-label") for child in link if child.get("aria-label")), None)
    if name:
        link.set("_name", name)
        hover = Xml.Element(f"{{{_SVG}}}title")
        hover.text = name
        link.insert(0, hover)


def _tidy(element: Xml.Element, colours: dict[str, str]) -> None:
    for name in _DROPPED:
        element.attrib.pop(name, None)
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    for name in ("fill", "stroke"):
        if element.get(name) in colours:
            element.set(name, colours[element.attrib[name]])
    for name in ("d", "transform", "x", "y", "x2", "y2", "width", "height"):
        if name in element.attrib:
            element.set(name, _LONG.sub(_rounded, element.attrib[name]))
    name_of_link = element.attrib.pop("_name", None)
    if name_of_link:
        element.set("aria-label", name_of_link)


def _rounded(match: re.Match[str]) -> str:
    return f"{float(match[0]):.1f}".removesuffix(".0")


def _name_drawing(root: Xml.Element, summary: str) -> None:
    """A drawing with links is a group of them; one without is a picture."""
    linked = root.find(f".//{{{_SVG}}}a") is not None
    root.set("role", "group" if linked else "img")
    root.set("aria-label", summary)
    root.attrib.pop("version", None)
