"""Few accounts, missing tables, hostile names, readers of a part: a pack says what it cannot say, and does no harm."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assay.api import make_scope
from assay.errors import DataError, UsageError
from assay.landing.manifest import batches, known_loads
from assay.landing.undo import undo
from assay.memory.origin import read_origin
from assay.report import Pack, management_pack
from assay.report.asking import WholeRun
from assay.report.brief import Brief, make_brief, scope_words
from assay.report.formats import RENDERERS
from assay.report.headline import headline
from assay.report.impact import comparisons
from assay.report.money import money_page
from assay.report.pack import Block, Cell, Page, Points, Prose, Table
from assay.report.record import keep_pack, last_pack
from assay.report.restated import reason_lines, restated, restated_page
from assay.report.say import Say
from assay.store.runs import open_run
from assay.store.workspace import Workspace, create_workspace
from report.reading import TEXT_OF, Tags, deck, workbook
from report.small import LIST, LONG, TAG, build, small_workspace, tables
from support.landed import land


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return small_workspace(tmp_path_factory.mktemp("small") / "w")


def packed(workspace: Workspace, language: str = "en", **words: Any) -> Pack:
    options = {name: words.pop(name) for name in ("against", "company", "explain") if name in words}
    with closing(open_run(workspace)) as run:
        return management_pack(run, make_scope(**words), language, workspace, **options)


@contextmanager
def briefed(workspace: Workspace, language: str = "en", **words: Any) -> Iterator[Brief]:
    """What every page is made from, as long as its run is open."""
    with closing(open_run(workspace)) as run:
        settings = run.settings
        say = Say(language, settings.zone, settings.currency, settings.small_n)
        yield make_brief(WholeRun(run, workspace), make_scope(**words), say, None, company=True, explain=True)


@pytest.fixture(scope="module")
def pack(workspace: Workspace) -> Pack:
    """Of all accounts, as other packs are asked; what the cover says of a chosen list stands on it as well."""
    found = packed(workspace)
    with briefed(workspace, list=[LIST], where=["employees >= 1"]) as brief:
        return replace(found, about=(*found.about, *scope_words(brief)))


@pytest.fixture(scope="module")
def files(pack: Pack) -> dict[str, bytes]:
    return {kind: render(pack) for kind, render in RENDERERS.items()}


def blocks(pack: Pack, key: str, kind: type[Block]) -> list[Any]:
    return [block for block in pack.page(key).each() if isinstance(block, kind)]


def said(pack: Pack, key: str) -> str:
    """All texts of a page."""
    page = pack.page(key)
    prose = [block.text for block in blocks(pack, key, Prose)]
    points = [text for block in blocks(pack, key, Points) for text in block.items]
    return " ".join((page.message, *prose, *points))


def test_a_cohort_is_told_as_pages_tell_it(workspace: Workspace) -> None:
    """Deals were won on day 129 after entry, which a cohort followed for 50 days does not see."""
    window = {"from": "2026-01-01", "to": "2026-06-30"}
    cohort = {**window, "mode": "cohort", "follow_days": 50}
    with briefed(workspace, **cohort) as brief:
        figure = headline(brief, "win_rate")
        found, _ = comparisons(brief)
        assert figure is not None
        assert figure.figure.numerator == brief.kpi("win_rate", make_scope(**cohort)).total.numerator == 0
        assert next(one for one in found if one.kpi == "account_win_rate").abm.value == 0
        assert "each for 50\xa0days from its entry" in dict(scope_words(brief))["Cohort"]
        assert brief.kpi("win_rate").total.numerator == 3
    with briefed(workspace, **window) as brief:
        assert "Cohort" not in dict(scope_words(brief))


class TestHostileNames:
    def test_markup_stays_text(self, files: dict[str, bytes]) -> None:
        tags = Tags(files["html"].decode())
        assert "script" not in {tag for tag, _ in tags.tags}
        assert TAG in " ".join(tags.texts)

    @pytest.mark.parametrize("kind", sorted(RENDERERS))
    def test_nothing_turns_the_writing_round_or_is_endless(self, files: dict[str, bytes], kind: str) -> None:
        text = TEXT_OF[kind](files[kind])
        assert not set("\u202a\u202b\u202c\u202d\u202e\u200f\x00") & set(text)
        assert LONG not in text.replace("\n", "")
        assert "desrever" in text.replace("\n", "")

    def test_a_formula_is_a_text_in_the_workbook(self, files: dict[str, bytes]) -> None:
        cells = [cell for sheet in workbook(files["xlsx"]) for row in sheet.iter_rows() for cell in row]
        dangerous = [cell for cell in cells if isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "@")]
        assert dangerous
        assert {cell.data_type for cell in dangerous} == {"s"}

    def test_the_names_of_those_not_compared_are_in_the_workbook(self, pack: Pack, files: dict[str, bytes]) -> None:
        table = next(table for table in pack.tables if table.name == "not_compared")
        assert len(table.rows) == 4
        text = TEXT_OF["xlsx"](files["xlsx"])
        assert all(cell.text in text for row in table.rows for cell in row)

    def test_the_deck_opens(self, pack: Pack, files: dict[str, bytes]) -> None:
        assert len(deck(files["pptx"]).slides) > len(pack.pages)

    def test_the_same_pack_gives_the_same_pdf(self, pack: Pack, files: dict[str, bytes]) -> None:
        assert RENDERERS["pdf"](pack) == files["pdf"]


class TestFewAccounts:
    def test_a_share_of_few_is_no_percentage(self, pack: Pack) -> None:
        rate = next(figure for figure in pack.headlines if figure.kpi == "opportunity_rate")
        assert rate.text == "6/8"
        assert rate.interval == ""

    def test_no_effect_is_claimed_and_the_difference_is_drawn_as_a_description(self, pack: Pack) -> None:
        verdict = blocks(pack, "impact", Prose)[0]
        assert verdict.tone == "descriptive"
        assert "not an effect" in pack.page("impact").message
        assert all(table.descriptive for table in blocks(pack, "impact", Table))

    def test_no_return_is_stated(self, pack: Pack) -> None:
        assert "cannot be told" in pack.page("money").message
        assert "return" not in {table.name for table in blocks(pack, "money", Table)}

    def test_touches_without_an_account_are_told(self, pack: Pack) -> None:
        assert "1 of 11" in said(pack, "method")


class TestReadersOfAPart:
    def test_nothing_about_the_company_is_in_it(self, workspace: Workspace) -> None:
        found = packed(workspace, company=False)
        assert {page.key for page in found.pages} == {
            "headlines",
            "funnel",
            "changes",
            "impact",
            "money",
            "method",
            "definitions",
        }
        assert [
            table.name for table in found.tables if table.name in ("cost", "left_out", "impact", "attributed")
        ] == []
        assert all(not beside.name.startswith("Control") for figure in found.headlines for beside in figure.beside)


class TestWhatIsMissing:
    def test_an_empty_workspace_says_what_to_load(self, tmp_path: Path) -> None:
        made = small_workspace(tmp_path / "w", only=("accounts",))
        with pytest.raises(DataError, match="nothing to report") as caught:
            packed(made)
        assert "accounts, target lists, deals" in str(caught.value.hint)
        assert "Load these tables" in str(caught.value.hint)
        with pytest.raises(DataError, match="rien à rapporter"):
            packed(made, "fr")

    def test_without_lists_and_costs(self, tmp_path: Path) -> None:
        targets = {"targets.pipeline": 2500.0}
        made = small_workspace(tmp_path / "w", only=("accounts", "opportunities", "touches", "stages"), **targets)
        with pytest.raises(DataError, match="No target list") as caught:
            packed(made)
        assert "all accounts of the company" in str(caught.value.hint)
        with briefed(made, arm="all") as brief:
            found, why_not = comparisons(brief)
            assert not found
            assert "Only the programme’s accounts" in why_not
            assert "not known" in money_page(brief).message
            pipeline = headline(brief, "pipeline")
        assert pipeline is not None
        # The target is the programme's: beside all accounts' pipeline it would be another question's answer.
        assert (pipeline.text, pipeline.target, pipeline.reached) == ("€4,000", "", None)

    def test_an_unknown_comparison_or_language(self, workspace: Workspace) -> None:
        with pytest.raises(UsageError, match="'controll'"):
            packed(workspace, against="controll")
        with pytest.raises(UsageError, match="'de'"):
            packed(workspace, "de")


class TestWhatChangedSince:
    def test_the_next_pack_tells_what_later_data_did_to_the_last(self, tmp_path: Path) -> None:
        figures = {"figures.keys": ["pipeline"], "figures.windows": ["to_date"]}
        made = small_workspace(tmp_path / "w", **figures)
        with briefed(made) as brief:
            assert "first run" in str(restated(brief))
        keep_pack(made, 1, make_scope().to_json())
        late = {**tables()["opportunities"][0], "opportunity_id": "late", "created_at": "2026-04-01"}
        land(made, {"opportunities": [late]})
        build(Workspace(made.path))
        with briefed(Workspace(made.path)) as brief:
            table, points = restated(brief)
            page = restated_page(brief, (table, points))
        assert page is not None
        assert page.message == "1 figure told earlier is different today"
        assert isinstance(table, Table)
        assert isinstance(points, Points)
        assert [cell.text for cell in table.rows[0]][2:] == ["€3,000", "€4,000", "+€1,000", "deal changes +€1,000"]
        assert points.items == ("deal changes: 1 new or changed row",)

    def test_rows_of_a_load_that_was_taken_back_are_not_told_as_new(self, tmp_path: Path) -> None:
        made = small_workspace(tmp_path / "w")
        keep_pack(made, 1, make_scope().to_json())
        late = {**tables()["opportunities"][0], "opportunity_id": "late", "created_at": "2026-04-01"}
        land(made, {"opportunities": [late]})
        build(Workspace(made.path))
        undo(made, [max(known_loads(made))])
        build(Workspace(made.path))
        with briefed(Workspace(made.path)) as brief:
            then, now = (read_origin(made, number) for number in (2, 3))
            assert [*reason_lines(brief, made, then, now)] == [
                f"deal changes: load {max(batch.load for batch in batches(made, 'opportunities'))} was taken back"
            ]

    def test_the_last_pack_is_the_newest_of_the_same_scope(self, tmp_path: Path) -> None:
        made = create_workspace(tmp_path / "w")
        for run, scope in ((1, {"arm": "abm"}), (3, {"arm": "abm"}), (4, {"arm": "abm", "tier": "1"})):
            keep_pack(made, run, scope)
        assert last_pack(made, {"arm": "abm"}, before=5) == 3
        assert last_pack(made, {"arm": "abm"}, before=3) == 1
        assert last_pack(made, {"arm": "all"}, before=9) is None


def test_a_table_with_a_slide_of_its_own_is_named_by_what_it_says(pack: Pack) -> None:
    """Trap: `Figures compared` on a slide by itself is a topic, no message."""
    rows = tuple((Cell(f"row {place}"), Cell("1")) for place in range(12))
    first, own = (
        Table(name, "Figures compared", ("Figure", "Value"), rows, message="2 of 12 figures differ")
        for name in ("first", "own")
    )
    page = Page("p", "Topic", "The message", (first, own))
    slides = deck(RENDERERS["pptx"](replace(pack, pages=(page,)))).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[1:] == ["The message", "2 of 12 figures differ"]
