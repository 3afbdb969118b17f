"""Every chart: links, names and numbers in the drawing, nothing that a strict page refuses, and words in four languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from babel.messages.pofile import read_po

import assay.charts
from assay.charts import (
    Cell,
    Chart,
    FunnelStep,
    Point,
    Series,
    Standing,
    WeekBar,
    bars,
    funnel,
    heat_map,
    line_panels,
    marks_of,
    ranges,
    trend,
    weeks,
)
from assay.charts.palette import COMPARISON, NAMES, SUBJECT
from assay.charts.parts import apart, label_width, nice_ticks
from assay.languages import LANGUAGES, PLACE
from charts.samples import (
    KINDS,
    a_forest,
    a_funnel,
    a_heat_map,
    a_timeline,
    a_trend,
    costs,
    curves,
    some_bars,
    some_weeks,
)

Make = Callable[..., Chart]
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def drawn(chart: Chart, *, narrow: bool = False) -> Xml.Element:
    return Xml.fromstring(chart.svg(narrow=narrow))


def texts(root: Xml.Element) -> list[str]:
    return [element.text or "" for element in root.iter(f"{SVG}text")]


@pytest.mark.parametrize("make", KINDS)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_drawing_holds_nothing_that_a_strict_page_refuses(make: Make, narrow: bool) -> None:
    for element in drawn(make(), narrow=narrow).iter():
        assert element.tag not in (f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject", f"{SVG}image")
        assert "style" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)
        assert HREF not in element.attrib


@pytest.mark.parametrize("make", KINDS)
def test_a_drawing_is_named_by_its_summary(make: Make) -> None:
    chart = make()
    root = drawn(chart)
    assert chart.summary
    assert root.get("aria-label") == chart.summary
    assert root.get("role") == ("group" if root.find(f".//{SVG}a") is not None else "img")


@pytest.mark.parametrize("make", [make for make in KINDS if make.__name__ not in ("a_love_plot", "curves")])
def test_marks_are_links_with_names(make: Make) -> None:
    links = list(drawn(make()).iter(f"{SVG}a"))
    assert links
    for link in links:
        assert (link.get("href") or "").startswith("/")
        assert link.get("href") != "/"
        assert link.get("aria-label")
        assert link.findtext(f"{SVG}title") == link.get("aria-label")


@pytest.mark.parametrize("make", KINDS)
def test_specifications_are_vega_lite_as_altair_knows_it(make: Make) -> None:
    chart = make()
    chart.altair()
    assert chart.narrow["width"] == 300


@pytest.mark.parametrize("make", KINDS)
def test_the_same_chart_is_drawn_the_same(make: Make) -> None:
    assert make().svg() == make().svg()


@pytest.mark.parametrize("make", KINDS)
def test_colours_are_left_to_the_page_but_not_in_print(make: Make) -> None:
    page, printed = make().svg(), make().svg(for_page=False)
    assert "var(--chart-" in page
    assert "var(" not in printed
    for colour in NAMES:
        assert f'"{colour}"' not in page


@pytest.mark.parametrize("make", KINDS)
def test_tables_have_as_many_cells_as_columns(make: Make) -> None:
    table = make().table
    assert table.rows
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_a_picture_for_the_deck() -> None:
    assert some_bars().png(scale=1)[:8] == b"\x89PNG\r\n\x1a\n"


# What each kind says.


def test_a_trend_ends_with_the_values_of_both_groups() -> None:
    assert a_trend().summary == "Win rate, ABM: 20% in Jan, 31% in Mar. Control at the end: 28%."
    assert {"ABM 31%", "Control 28%", "target 40%"} <= set(texts(drawn(a_trend())))
    assert "ABM, Jan, 20% [10% to 30%], 40 cases" in a_trend().svg()


def test_a_trend_breaks_where_a_value_is_missing() -> None:
    line = next(
        one for one in a_trend().spec["layer"] if one["mark"]["type"] == "line" and one["mark"]["stroke"] == SUBJECT
    )
    assert [row["y"] for row in line["data"]["values"]] == [0.2, None, 0.31]


def test_the_comparison_is_grey_and_dashed() -> None:
    lines = [one["mark"] for one in a_trend().spec["layer"] if one["mark"]["type"] == "line"]
    assert [line["stroke"] for line in lines if "strokeDash" in line] == [COMPARISON]


def test_a_trend_without_any_value_says_so() -> None:
    chart = trend("Win rate", [Series("ABM", (Point("Jan", None),))], unit="share", language="en")
    assert chart.summary == "Win rate: no value in any period."
    assert "Jan" in texts(drawn(chart))
    with pytest.raises(ValueError):
        trend("Win rate", [], unit="share", language="en")


def test_a_funnel_shows_few_cases_as_k_of_n() -> None:
    shown = texts(drawn(a_funnel()))
    assert "10% (5/50) went on · median 44 days" in shown
    assert "2/7 went on" in shown
    assert a_funnel().summary.endswith("Customer 9. The fewest go on from Engaged.")


def test_a_phone_and_a_tablet_have_drawings_of_their_own() -> None:
    steps = [FunnelStep("Target", 12, None, 6, 12), FunnelStep("Engaged", 6)]
    chart = funnel("Account funnel", steps, language="en", width=1180)
    assert [spec["width"] for spec in (chart.spec, chart.medium, chart.narrow)] == [1180, 680, 300]
    assert "50% (6/12) went on" in texts(Xml.fromstring(chart.svg(medium=True)))
    assert "→ 50% (6/12)" in texts(drawn(chart, narrow=True))
    small = funnel("Account funnel", steps, language="en", width=600, stacked=True)
    assert not small.medium
    assert "50% (6/12) went on" in texts(drawn(small))


def test_one_s_own_value_stands_beside_those_of_others() -> None:
    line = Standing("Minutes", "minutes", 66, 37, 7, 75, 15, 53)
    chart = ranges("Against tier 1", [line, Standing("Score", "score", None, 20, 10, 30, 0, 53)], language="en")
    assert {"66, peers 37", "–, peers 20"} <= set(texts(drawn(chart)))
    assert "15 of 53 peers have more" in chart.svg() or "15 of 53 peers have more" in chart.summary
    assert chart.table.rows[0] == ("Minutes", "66", "37", "[7 to 75]", "15 / 53")


def test_bars_show_what_is_written_for_them() -> None:
    assert {"40%", "1/5", "25%", "All 28%"} <= set(texts(drawn(some_bars())))
    assert bars("Nothing", [], unit="share", language="en").summary == "Nothing: nothing to show."


def test_cost_per_stage_carries_the_currency() -> None:
    assert {"€1,234", "€152.3K"} <= set(texts(drawn(costs())))


def test_a_forest_tells_effects_from_descriptions_by_shape() -> None:
    marks = {one["mark"]["shape"]: one["mark"] for one in a_forest().spec["layer"] if one["mark"]["type"] == "point"}
    assert marks["square"]["fill"] == marks["square"]["stroke"]
    assert marks["diamond"]["fill"] != marks["diamond"]["stroke"]
    assert a_forest().summary == "Win rate, ABM − control: Matched +3.2 pp [−4 pp; +10 pp]. The interval holds zero."
    assert "cannot tell yet" in texts(drawn(a_forest()))


def test_a_gap_is_written_out() -> None:
    missing = Cell(0, gap=True, href="/coverage?role=ch")
    chart = heat_map("Roles", [("ch", "Champion")], [("gap", "Gap")], {("ch", "gap"): missing}, language="en")
    assert "Champion, Gap: 0 (missing)" in chart.svg()
    assert "✕" in texts(drawn(chart))
    assert a_heat_map().summary.endswith("Missing: Champion.")  # the column of gaps is not named over again
    held = {("ch", "c"): missing, ("dm", "c"): Cell(2)}
    rows = [("dm", "Decision maker"), ("ch", "Champion")]
    mixed = heat_map("Roles", rows, [("c", "C-level")], held, language="en")
    assert mixed.summary.endswith("Missing: Champion, C-level.")


def test_what_a_narrow_cell_cannot_hold_goes_to_a_second_line() -> None:
    columns = [(name, name) for name in "abcdef"]
    held = {("dm", name): Cell(112, text="112 (~86)") for name in "abcdef"}
    chart = heat_map("People", [("dm", "Decision maker")], columns, held, language="en")
    assert "112 (~86)" in texts(drawn(chart))
    assert {"112", "(~86)"} <= set(texts(drawn(chart, narrow=True)))


def test_a_timeline_lists_all_that_happened() -> None:
    assert a_timeline().table.rows == (
        ("Web", "5 Jan 2026", "3 visits"),
        ("Web", "1 Feb 2026", "ad"),
        ("Deal", "9 Jan 2026", "Demo, 51 days"),
    )


def test_curves_say_where_they_end() -> None:
    assert curves().summary == "Won: ABM 60% after 60 days (median 60); Control 30% after 60 days (median not reached)."


def test_weeks_add_up_by_channel() -> None:
    assert some_weeks().summary == (
        "Minutes: 40 minutes in all, 75% of it through Web; the strongest week was 5 Jan with 30."
    )


def test_weeks_are_marked_by_what_happened() -> None:
    """A rule for each mark at its day; the table of the same weeks tells it, and every number stays readable."""
    starts = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]
    told = [(date(2026, 1, 14), "Launch: Named"), (date(2026, 1, 19), "Fair in Lyon")]
    bars = [WeekBar("Web", name, 10.0) for name in ("5 Jan", "12 Jan", "19 Jan")]
    chart = weeks(
        "Minutes", bars, channels=["Web"], periods=["5 Jan", "12 Jan", "19 Jan"], unit="minutes", language="en",
        marks=marks_of(told, starts, date(2026, 1, 25)), width=80,
    )  # fmt: skip
    [rules] = [one["data"]["values"] for one in chart.spec["layer"] if one["mark"].get("strokeDash")]
    assert [row["text"] for row in rules] == ["1", "2"]
    assert rules[0]["y"] < rules[1]["y"] < 0, "close by each other the second number stands lower"
    assert chart.legend == ("Launch: Named", "Fair in Lyon")
    assert chart.table.columns == ("Week", "What happened", "Web")
    assert chart.table.rows[1] == ("12 Jan", "1 Launch: Named", "10")
    assert chart.table.numeric == 2


def test_ticks_are_round_and_hold_the_values() -> None:
    assert nice_ticks(0, 0.43) == [0, 0.2, 0.4, 0.6]
    assert nice_ticks(-3, 7) == [-5, -2.5, 0, 2.5, 5, 7.5]
    assert nice_ticks(5, 5)[0] <= 5 < nice_ticks(5, 5)[-1]


def test_labels_are_moved_apart() -> None:
    assert apart([10.0, 12.0, 50.0], 15) == [10.0, 25.0, 50.0]


# Languages.


def said() -> Iterator[str]:
    """Every text in the code of the charts that a reader may see."""
    for path in sorted(Path(assay.charts.__file__).parent.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("say", "counted")
            ):
                yield from (one.value for one in node.args[:1] if isinstance(one, ast.Constant))


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_text_is_translated(language: str) -> None:
    with (PLACE / language / "charts.po").open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    known = {
        message.id[0] if isinstance(message.id, tuple) else message.id: message for message in catalog if message.id
    }
    wanted = set(said())
    assert wanted
    assert wanted <= set(known)
    assert set(known) <= wanted, "texts that no chart says"
    for message in known.values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings)
        assert not list(message.check(catalog))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", KINDS)
def test_numbers_are_written_in_the_reader_s_language(make: Make, language: str) -> None:
    chart = make(language)
    assert chart.svg()
    if make is a_trend:
        share = {
            "en": "31%",
            "fr": "31\N{NO-BREAK SPACE}%",
            "es": "31\N{NO-BREAK SPACE}%",
            "ru": "31\N{NO-BREAK SPACE}%",
        }
        assert share[language] in chart.summary


def test_no_line_runs_through_shares_of_few_cases() -> None:
    """A month of 4 deals is a hollow dot with its interval; the line joins only the months that have enough."""
    few = Point("Feb", 0.5, 0.15, 0.85, 4, parts="2/4")
    points = (Point("Jan", 0.2, 0.1, 0.3, 40), few, Point("Mar", 0.31, 0.2, 0.4, 55))
    chart = trend("Win rate", [Series("ABM", points)], unit="share", language="en")
    layers = {one["mark"]["type"]: one for one in chart.spec["layer"] if one["mark"]["type"] in ("line", "area")}
    assert [row["y"] for row in layers["line"]["data"]["values"]] == [0.2, None, 0.31]
    assert [row["x"] for row in layers["area"]["data"]["values"]] == [0, 2]
    intervals = [one["data"]["values"] for one in chart.spec["layer"] if one["mark"].get("strokeWidth") == 1]
    assert [(row["low"], row["high"]) for row in intervals[0]] == [(0.15, 0.85)]
    assert chart.table.rows[1] == ("Feb", "2/4", "", "4")


def test_no_line_of_a_panel_runs_through_few_cases() -> None:
    """Trap: part by part most months have four to nine deals; grey lines of the others jumped from 0 to 100 % behind each."""
    few = tuple(Point(f"M{place}", place % 2, 0.1, 0.9, 4, parts=f"{place % 2 * 4}/4") for place in range(4))
    enough = tuple(Point(f"M{place}", 0.5, 0.4, 0.6, 60) for place in range(4))
    series = [Series("few", few), Series("enough", enough)]
    spec = line_panels("Share", series, unit="share", language="en", summary="").spec
    lines = [row for layer in _marked(spec, "line") for row in layer]
    assert [row for row in lines if row["few"] and row["y"] is not None] == []
    assert len([row for row in lines if not row["few"] and row["y"] is not None]) == 8
    spread = [row for layer in _marked(spec, "rule") for row in layer if row.get("low") is not None]
    assert len(spread) == 4
    assert all(row["high"] < row["low"] for row in spread)


def _marked(spec: Any, mark: str) -> Iterator[list[Any]]:
    """The rows of each layer drawn as such a mark."""
    for layer in spec.get("layer", ()):
        if layer.get("mark", {}).get("type") == mark:
            yield layer["data"]["values"]
        yield from _marked(layer, mark)


def test_a_few_points_leave_room_for_the_names_at_the_end() -> None:
    """Trap: with marks the axis begins half a period earlier, and of four months `2,3 M€` lost its last letter."""
    points = tuple(Point(f"M{place}", 1e6 + place, n=9) for place in range(4))
    marks = marks_of([(date(2026, 1, 5), "launch")], [date(2026, month, 1) for month in range(1, 5)], date(2026, 4, 30))
    chart = trend(
        "x", [Series("Cuentas ABM", points)], unit="money", currency="EUR", language="es", marks=marks, width=430
    )
    (start, end), *_ = re.findall(r"'x': .{0,80}?'domain': \[(-?[\d.]+), (-?[\d.]+)\]", str(chart.spec))
    room = (float(end) - 3) / (float(end) - float(start)) * (430 - 60)
    assert room >= label_width(["Cuentas ABM 1 M€"]) * 1.08
