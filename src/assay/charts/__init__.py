"""Pictures of figures: Vega-Lite specifications drawn on the server, each with a sentence that says what it shows and a table.

One drawing serves the page, the PDF, the deck and the notebook.
"""

from __future__ import annotations

from assay.charts.bars import Bar, bars, cost_per_stage
from assay.charts.chart import Chart, DataTable
from assay.charts.forest import Effect, forest
from assay.charts.funnel import FunnelStep, funnel
from assay.charts.heat import Cell, heat_map
from assay.charts.love import Balance, love
from assay.charts.marks import Mark, marks_of
from assay.charts.panels import Panel, bar_panels, line_panels
from assay.charts.ranges import Standing, ranges
from assay.charts.survival import Curve, survival
from assay.charts.timeline import Dot, Lane, Stretch, timeline
from assay.charts.trend import Point, Series, trend
from assay.charts.weeks import WeekBar, weeks

__all__ = [
    "Balance",
    "Bar",
    "Cell",
    "Chart",
    "Curve",
    "DataTable",
    "Dot",
    "Effect",
    "FunnelStep",
    "Lane",
    "Mark",
    "Panel",
    "Point",
    "Series",
    "Standing",
    "Stretch",
    "WeekBar",
    "bar_panels",
    "bars",
    "cost_per_stage",
    "forest",
    "funnel",
    "heat_map",
    "line_panels",
    "love",
    "marks_of",
    "ranges",
    "survival",
    "timeline",
    "trend",
    "weeks",
]
