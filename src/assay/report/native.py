"""Charts of a deck in the program's own kind: the numbers behind them can be opened and edited."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt
from xlsxwriter import Workbook

from assay.charts import Effect, FunnelStep, Series
from assay.charts.marks import numbered
from assay.charts.parts import nice_ticks
from assay.languages import translator
from assay.report.deck import COMPARISON, FAINT, INK, MUTED, PAPER, SOFT, SUBJECT, TAGS, Frame, Slide, lines_of
from assay.report.pack import Drawing

SIZE = 11
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
CAPTION = 0.3
LEGEND = 10


def add_chart(slide: Slide, drawing: Drawing, frame: Frame) -> None:
    """The chart under its title; what is only described says so there."""
    lines, high = _caption(drawing, slide.pack.labels.descriptive), caption_height(drawing, frame.width)
    caption = slide.box(Frame(frame.x, frame.y, frame.width, high), drawing.chart.title)
    slide.write(caption.paragraphs[0], lines[0], 13, bold=True)
    if lines[1]:
        slide.write(caption.paragraphs[0], lines[1], 10, color=MUTED)
    told = legend_height(drawing, frame.width)
    place = Frame(frame.x, frame.y + high, frame.width, frame.height - high - told)
    if told:
        _tell_marks(slide, drawing, Frame(frame.x, place.y + place.height, frame.width, told))
    shape = {"funnel": _funnel, "forest": _forest, "trend": _trend}[drawing.kind](slide, drawing, place)
    shape.name = drawing.chart.title
    shape._element.nvGraphicFramePr.cNvPr.set("descr", drawing.chart.summary)


def _caption(drawing: Drawing, descriptive: str) -> tuple[str, str]:
    """Its title, with the currency of money, and the word for what is only described."""
    in_money = f" ({drawing.currency})" if drawing.unit.startswith("money") and drawing.currency else ""
    return drawing.chart.title + in_money, f"  ({descriptive})" if drawing.descriptive else ""


def caption_height(drawing: Drawing, width: float) -> float:
    """Inches that a title takes above the drawing: long ones stand on two lines, whatever the word behind them."""
    title, tag = _caption(drawing, "descriptivo, no es un efecto")  # as long as it gets
    lines = max(lines_of(title, width, 13, bold=True), lines_of(title + tag, width, 12, bold=True))
    return CAPTION + (lines - 1) * 13 * 1.2 / 72


def legend_height(drawing: Drawing, width: float) -> float:
    """Inches that the words for the marks of a drawing take below it."""
    return sum(lines_of(line, width - 0.3, LEGEND) for line in drawing.chart.legend) * LEGEND * 1.25 / 72


def _tell_marks(slide: Slide, drawing: Drawing, frame: Frame) -> None:
    text = slide.box(frame, "; ".join(drawing.chart.legend)[:80])
    for number, line in enumerate(drawing.chart.legend, start=1):
        paragraph = text.paragraphs[0] if number == 1 else text.add_paragraph()
        slide.write(paragraph, f"{number}  {line}", LEGEND, color=MUTED)


def _new(slide: Slide, kind: Any, data: Any, frame: Frame) -> Any:
    shape = slide.slide.shapes.add_chart(kind, *frame.emu, data)
    chart = shape.chart
    chart.font.size, chart.font.color.rgb = Pt(SIZE), INK
    chart.has_title = False
    language = parse_xml(f'<c:lang {nsdecls("c")} val="{TAGS[slide.pack.language]}"/>')
    chart._chartSpace.insert(1, language)
    return shape


def _data(form: str) -> Any:
    made: Any = CategoryChartData
    return made(number_format=form)


def _funnel(slide: Slide, drawing: Drawing, frame: Frame) -> Any:
    """Bars of each stage now, in grey those before the window."""
    steps = [one for one in drawing.data if isinstance(one, FunnelStep)]
    table = drawing.chart.table
    data: Any = _data("#,##0")
    data.categories = [_staged(step, row) for step, row in zip(steps, table.rows, strict=True)]
    data.add_series(table.columns[1], [step.accounts for step in steps])
    if any(step.before is not None for step in steps):
        data.add_series(table.columns[2], [step.before for step in steps])
    shape = _new(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, frame)
    chart = shape.chart
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = FAINT
    chart.value_axis.visible, chart.value_axis.has_major_gridlines = False, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = 45, 0, True
    plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0", False
    for series, colour in zip(plot.series, (SUBJECT, COMPARISON), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour
    _legend(chart)
    return shape


def _staged(step: FunnelStep, row: Sequence[str]) -> str:
    """A stage with the share that went on."""
    return f"{step.name} ({row[3]})" if row[3] else step.name


def _trend(slide: Slide, drawing: Drawing, frame: Frame) -> Any:
    """Lines over the periods; the comparison in grey, dashed."""
    series = [one for one in drawing.data if isinstance(one, Series)]
    form = {"share": "0%", "money": "#,##0"}.get(drawing.unit, "General")
    data: Any = _data(form)
    data.categories = [point.text for point in series[0].points]
    for one in series:
        data.add_series(one.name, [point.value for point in one.points])
    top = 1.0 if drawing.unit == "share" else _top(series)
    if drawing.marks:
        places = {mark.place for mark in drawing.marks}
        said = translator(slide.pack.language).gettext("What happened")
        data.add_series(said, [top if place in places else None for place in range(len(series[0].points))])
    shape = _new(slide, XL_CHART_TYPE.LINE_MARKERS, data, frame)
    chart = shape.chart
    chart.value_axis.major_gridlines.format.line.color.rgb = FAINT
    chart.value_axis.format.line.fill.background()
    chart.value_axis.tick_labels.number_format, chart.value_axis.tick_labels.number_format_is_linked = form, False
    chart.value_axis.minimum_scale = 0
    if drawing.unit == "share" or drawing.marks:
        chart.value_axis.maximum_scale = top
    for drawn, one in zip(chart.plots[0].series, series, strict=False):
        colour = COMPARISON if one.comparison else SUBJECT
        drawn.smooth = False
        drawn.format.line.color.rgb, drawn.format.line.width = colour, Pt(2.25)
        drawn.marker.style = XL_MARKER_STYLE.DIAMOND if one.comparison else XL_MARKER_STYLE.CIRCLE
        drawn.marker.format.fill.solid()
        drawn.marker.format.fill.fore_color.rgb = PAPER if one.comparison else colour
        drawn.marker.format.line.color.rgb = colour
        if one.comparison:
            drawn.format.line.dash_style = MSO_LINE.DASH
        _unjoined(drawn, one)
    _legend(chart)
    if drawing.marks:
        _mark_periods(chart, drawing)
    return shape


def _top(series: Sequence[Series]) -> float:
    """The end of the axis: a round number above all values."""
    return nice_ticks(0, max((point.value or 0 for one in series for point in one.points), default=1))[-1]


def _mark_periods(chart: Any, drawing: Drawing) -> None:
    """The last series stands for what happened: numbered thin rules from the top to the axis, in no legend."""
    series = chart.plots[0].series[-1]
    series.format.line.fill.background()
    series.marker.style = XL_MARKER_STYLE.NONE
    for number, mark in numbered(drawing.marks):
        label = series.points[mark.place].data_label
        label.position = XL_LABEL_POSITION.RIGHT
        label.text_frame.text = str(number)
        run = label.text_frame.paragraphs[0].runs[0]
        run.font.size, run.font.color.rgb = Pt(LEGEND), MUTED
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="y"/><c:errBarType val="minus"/><c:errValType val="percentage"/>'
        '<c:noEndCap val="1"/><c:val val="100"/>'
        '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="566067"/></a:solidFill><a:prstDash val="sysDash"/></a:ln></c:spPr>'
        "</c:errBars>"
    )
    series._element.find(qn("c:cat")).addprevious(bars)
    hidden = f'<c:legendEntry {nsdecls("c")}><c:idx val="{len(chart.plots[0].series) - 1}"/><c:delete val="1"/></c:legendEntry>'
    chart.legend._element.find(qn("c:legendPos")).addnext(parse_xml(hidden))


def _unjoined(drawn: Any, one: Series) -> None:
    """No line leads to or from a share of few cases: a stretch belongs to the point that it ends in."""
    few = {place for place, point in enumerate(one.points) if point.parts}
    for place in sorted(few | {place + 1 for place in few} & set(range(len(one.points)))):
        drawn.points[place].format.line.fill.background()


def _legend(chart: Any) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(SIZE)


def _forest(slide: Slide, drawing: Drawing, frame: Frame) -> Any:
    """A bar a difference with its interval as error bars; what is only described is hollow and dashed."""
    effects = [one for one in drawing.data if isinstance(one, Effect) and one.difference is not None]
    times = 100.0 if drawing.unit == "share" else 1.0
    table = drawing.chart.table
    rows = {row[0]: row for row in table.rows}
    data: Any = _data("0.0")
    data.categories = [_written(one, rows.get(one.name)) for one in effects]
    data.add_series(table.columns[1], [times * (one.difference or 0) for one in effects])
    shape = _new(slide, XL_CHART_TYPE.BAR_CLUSTERED, data, frame)
    chart = shape.chart
    ends = [(times * (one.difference or 0), _end(one.low, times), _end(one.high, times)) for one in effects]
    drawn = chart.plots[0].series[0]
    _error_bars(chart, drawn, ends, (table.columns[2], table.columns[3]))
    drawn.invert_if_negative = False
    for place, one in enumerate(effects):
        _effect_look(drawn.points[place].format, one)
    chart.plots[0].gap_width, chart.has_legend = 130, False
    _forest_axes(chart, drawing.unit, slide)
    return shape


def _written(effect: Effect, row: Sequence[str] | None) -> str:
    if row is None or effect.low is None or effect.high is None:
        return effect.name
    return f"{effect.name}: {row[1]} [{row[2]}; {row[3]}]"


def _end(value: float | None, times: float) -> float | None:
    return None if value is None else times * value


def _effect_look(look: Any, effect: Effect) -> None:
    look.fill.solid()
    look.fill.fore_color.rgb = (SUBJECT if effect.main else SOFT) if effect.causal else PAPER
    look.line.color.rgb = SUBJECT if effect.causal else MUTED
    if not effect.causal:
        look.line.dash_style = MSO_LINE.DASH


Ends = Sequence[tuple[float, float | None, float | None]]


def _error_bars(chart: Any, drawn: Any, ends: Ends, names: tuple[str, str]) -> None:
    """The intervals as error bars that read two further columns of the chart's own sheet; the library has no word for them."""
    minus = [value - low if low is not None else 0.0 for value, low, _ in ends]
    plus = [high - value if high is not None else 0.0 for value, _, high in ends]
    _add_columns(chart, dict(zip(names, (minus, plus), strict=True)))
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_numbers('D', plus)}</c:plus><c:minus>{_numbers('C', minus)}</c:minus>"
        '<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="1B2023"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    drawn._element.find(qn("c:cat")).addprevious(bars)


def _numbers(column: str, values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{place}"><c:v>{value!r}</c:v></c:pt>' for place, value in enumerate(values))
    cells = f"Sheet1!${column}$2:${column}${len(values) + 1}"
    cache = f'<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache>'
    return f"<c:numRef><c:f>{cells}</c:f>{cache}</c:numRef>"


def _add_columns(chart: Any, columns: Mapping[str, Sequence[float]]) -> None:
    """Writes columns from C on into the sheet behind a chart with one series."""
    plot = chart.plots[0]
    names, series = list(plot.categories), plot.series[0]
    out = io.BytesIO()
    with Workbook(out, SAFE) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_string(0, 1, series.name)
        for line, (name, value) in enumerate(zip(names, series.values, strict=True), start=1):
            sheet.write_string(line, 0, str(name))
            sheet.write_number(line, 1, value)
        for place, (title, values) in enumerate(columns.items(), start=2):
            sheet.write_string(0, place, title)
            sheet.write_column(1, place, values)
    chart.part.chart_workbook.update_from_xlsx_blob(out.getvalue())


def _forest_axes(chart: Any, unit: str, slide: Slide) -> None:
    points = (translator(slide.pack.language).gettext("%(points)s pp") % {"points": ""}).strip().replace('"', "")
    form = f'+0" {points}";-0" {points}";0" {points}"' if unit == "share" else "+#,##0;-#,##0;0"
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order, names.tick_label_position = True, XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb, names.format.line.width = COMPARISON, Pt(1.5)
    names.tick_labels.font.size = Pt(SIZE)
    values.has_major_gridlines = True
    values.major_gridlines.format.line.color.rgb = FAINT
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = form, False
    values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    values.format.line.fill.background()
