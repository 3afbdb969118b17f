"""One value, whatever shows it: page, PDF, deck and workbook say what `assay kpi` answers."""

from __future__ import annotations

import pytest

from assay.api import ask
from assay.languages.formats import figure_text
from assay.metrics.scope import Scope
from assay.report.headline import HEADLINES
from assay.store.runs import Run
from report.conftest import Made
from report.reading import TEXT_OF, bare, workbook
from support.cli import assay
from support.sample import sample_workspace


def said(run: Run, key: str, language: str) -> str:
    found = ask(run, key, Scope(), language=language)
    return figure_text(found.total, found.unit, found.currency, language)


@pytest.mark.parametrize("kind", ["html", "pdf", "pptx"])
@pytest.mark.parametrize("key", HEADLINES)
def test_each_headline_figure_stands_in_each_file_as_it_is_answered(run: Run, one: Made, key: str, kind: str) -> None:
    language = one.pack.language
    name = ask(run, key, Scope(), language=language).name
    text = bare(TEXT_OF[kind](one.files[kind]))
    assert bare(said(run, key, language)) in text
    assert bare(name) in text


@pytest.mark.parametrize("key", HEADLINES)
def test_the_workbook_has_the_number_itself(one: Made, key: str) -> None:
    found = assay("-C", sample_workspace().path, "--format", "json", "kpi", key).json
    rows = list(workbook(one.files["xlsx"]).worksheets[1].iter_rows(values_only=True))
    row = next(row for row in rows if str(row[1]).startswith(f"{key} ("))
    total = found["total"]
    assert row[2] == pytest.approx(total["value"], abs=1e-9)
    assert [row[4], row[5]] == pytest.approx([total["low"], total["high"]])
    assert row[8] == total["n"]


def test_the_intervals_of_shares_stand_beside_their_values(one: Made) -> None:
    for figure in one.pack.headlines:
        if figure.interval:
            assert bare(figure.interval) in bare(TEXT_OF["pdf"](one.files["pdf"]))
    assert {figure.kpi for figure in one.pack.headlines if figure.interval} >= {"win_rate", "engaged_share"}


def test_the_languages_write_the_same_value_in_their_own_way(made: dict[str, Made]) -> None:
    english, russian = ({figure.kpi: figure for figure in made[language].pack.headlines} for language in ("en", "ru"))
    assert english["win_rate"].figure.value == russian["win_rate"].figure.value
    assert english["win_rate"].text.endswith("%")
    assert "\N{NO-BREAK SPACE}%" in russian["win_rate"].text
    assert english["pipeline"].text.startswith("€")
    assert russian["pipeline"].text.endswith("€")


def test_the_forest_of_the_deck_has_the_differences_that_compare_gives(run: Run, made: dict[str, Made]) -> None:
    from assay.impact.compare import compare
    from report.reading import deck

    found = compare(run, "opportunity_rate", Scope(), language="en")
    charts = [
        shape.chart for slide in deck(made["en"].files["pptx"]).slides for shape in slide.shapes if shape.has_chart
    ]
    forest = next(chart for chart in charts if found.name in str(list(chart.plots[0].categories)))
    assert forest.plots[0].series[0].values[0] == pytest.approx(100 * found.difference)
