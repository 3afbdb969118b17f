"""What a file must be beside its content: tagged, titled, in its language, sound in every office program."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ContentStream

from assay.report.formats import RENDERERS
from assay.report.pack import Drawing, Table
from report.conftest import Made
from report.reading import Tags, bare, deck, html_text, pdf_text, shape_texts, workbook


def structure(reader: PdfReader) -> list[Any]:
    """All elements of the structure tree, in reading order."""
    pending, found = [reader.trailer["/Root"]["/StructTreeRoot"]], []
    while pending:
        element = pending.pop().get_object()
        if isinstance(element, list):
            pending += reversed(element)
        elif hasattr(element, "get"):
            found.append(element)
            if "/K" in element:
                pending.append(element["/K"])
    return found


class TestPdf:
    def test_it_is_tagged_in_its_language(self, one: Made) -> None:
        root = PdfReader(io.BytesIO(one.files["pdf"])).trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == one.pack.language
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert "/StructTreeRoot" in root

    def test_every_drawing_has_its_sentence(self, one: Made) -> None:
        elements = structure(PdfReader(io.BytesIO(one.files["pdf"])))
        told = {str(element.get("/Alt")) for element in elements if element.get("/S") == "/Figure"}
        drawings = [block for page in one.pack.pages for block in page.each() if isinstance(block, Drawing)]
        assert len(drawings) == 4
        assert told == {drawing.chart.summary for drawing in drawings}

    def test_headings_tables_and_lists_are_marked_as_such(self, one: Made) -> None:
        kinds = {str(element.get("/S")) for element in structure(PdfReader(io.BytesIO(one.files["pdf"])))}
        assert kinds >= {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI"}

    def test_it_says_that_it_is_made_for_everybody(self, one: Made) -> None:
        """The part of PDF/UA, the title in the window, the way through a page by its structure."""
        reader = PdfReader(io.BytesIO(one.files["pdf"]))
        described = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
        assert 'pdfuaid:part="1"' in described
        assert one.pack.title in described
        assert all(page["/Tabs"] == "/S" for page in reader.pages)

    def test_headings_leave_no_level_out(self, one: Made) -> None:
        elements = structure(PdfReader(io.BytesIO(one.files["pdf"])))
        levels = [int(kind[2:]) for element in elements if re.fullmatch(r"/H\d", kind := str(element.get("/S")))]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert levels.count(2) == len(one.pack.pages) + 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels))

    def test_every_cell_names_its_headings(self, one: Made) -> None:
        elements = structure(PdfReader(io.BytesIO(one.files["pdf"])))
        known = {str(element["/ID"]) for element in elements if element.get("/S") == "/TH"}
        cells = [element for element in elements if element.get("/S") == "/TD"]
        assert len(cells) > 100
        assert all({str(name) for name in cell["/A"]["/Headers"]} <= known for cell in cells)
        assert min(len(cell["/A"]["/Headers"]) for cell in cells) == 2  # of its column and of its row

    def test_all_text_belongs_to_the_structure_or_to_the_margin(self, one: Made) -> None:
        """Nothing is drawn that a screen reader would neither read nor know to leave out."""
        reader = PdfReader(io.BytesIO(one.files["pdf"]))
        for page in reader.pages:
            depth, shown = 0, 0
            for _, operator in ContentStream(page.get_contents(), reader).operations:
                depth += (operator in (b"BDC", b"BMC")) - (operator == b"EMC")
                if operator in (b"Tj", b"TJ"):
                    shown += 1
                    assert depth > 0
            assert shown > 10

    def test_every_font_is_in_it_and_says_its_letters(self, one: Made) -> None:
        for page in PdfReader(io.BytesIO(one.files["pdf"])).pages:
            for font in page["/Resources"]["/Font"].values():
                described = font["/DescendantFonts"][0]["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(described)
                assert "/ToUnicode" in font

    def test_every_page_has_its_message_and_its_number(self, one: Made) -> None:
        pages = PdfReader(io.BytesIO(one.files["pdf"])).pages
        assert 6 <= len(pages) <= 9
        for number, page in enumerate(one.pack.pages, start=2):
            text = bare(pages[number - 1].extract_text())
            assert bare(page.message) in text
            assert bare(one.pack.labels.page.format(page=number, pages=len(pages))) in text

    def test_title_and_bookmarks(self, one: Made) -> None:
        reader = PdfReader(io.BytesIO(one.files["pdf"]))
        assert reader.metadata is not None
        assert one.pack.title in str(reader.metadata.title)

        def titles(outline: list[Any]) -> list[str]:
            return [name for entry in outline for name in (titles(entry) if isinstance(entry, list) else [entry.title])]

        marks = [bare(title) for title in titles(reader.outline)]
        assert [bare(page.message) for page in one.pack.pages] == marks[-len(one.pack.pages) :]


class TestDeck:
    def test_every_slide_has_a_title_in_its_placeholder(self, one: Made) -> None:
        for slide in deck(one.files["pptx"]).slides:
            assert slide.shapes.title is not None
            assert slide.shapes.title.text_frame.text.strip()

    def test_charts_are_native_and_described(self, one: Made) -> None:
        shapes = [shape for slide in deck(one.files["pptx"]).slides for shape in slide.shapes]
        assert sum(1 for shape in shapes if shape.has_chart) == 4
        assert not [shape for shape in shapes if shape.shape_type == 13]
        for shape in shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")

    def test_nothing_stands_outside_of_a_slide_or_on_its_foot(self, one: Made) -> None:
        made = deck(one.files["pptx"])
        foot = made.slide_height * 7.04 / 7.5
        for place, slide in enumerate(made.slides, start=1):
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.left + shape.width <= made.slide_width
                if not shape.is_placeholder and shape.top < foot:
                    assert shape.top + shape.height <= foot, (place, shape.name)

    def test_wide_with_notes_and_the_language_of_each_run(self, one: Made) -> None:
        made = deck(one.files["pptx"])
        assert made.slide_width / made.slide_height == pytest.approx(16 / 9, abs=0.001)
        assert made.core_properties.title == one.pack.title
        headlines = next(
            slide for slide in made.slides if slide.shapes.title.text_frame.text == one.pack.pages[0].message
        )
        assert one.pack.headlines[0].name in headlines.notes_slide.notes_text_frame.text
        runs = [run for slide in made.slides for shape in slide.shapes if shape.has_text_frame
                for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]  # fmt: skip
        assert {run._r.rPr.get("lang")[:2] for run in runs} == {one.pack.language}

    def test_every_table_of_the_pack_is_in_it(self, one: Made) -> None:
        text = bare("\n".join(text for slide in deck(one.files["pptx"]).slides for text in shape_texts(slide)))
        for page in one.pack.pages:
            for block in page.each():
                if isinstance(block, Table):
                    assert all(bare(cell.text) in text for row in block.on_page for cell in row), block.name


class TestWorkbook:
    def test_numbers_are_numbers_and_nothing_is_a_formula(self, one: Made) -> None:
        cells = [cell for sheet in workbook(one.files["xlsx"]) for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
        assert sum(1 for cell in cells if cell.data_type == "n" and cell.value is not None) > 150

    def test_it_has_the_rows_that_a_page_leaves_out(self, one: Made) -> None:
        table = next(table for table in one.pack.tables if table.name == "left_out")
        assert table.shown is not None
        assert len(table.rows) > table.shown
        counts = {cell.value for sheet in workbook(one.files["xlsx"]) for row in sheet.iter_rows() for cell in row}
        assert {row[2].value for row in table.rows} <= counts

    def test_every_figure_is_defined(self, one: Made) -> None:
        sheet = workbook(one.files["xlsx"]).worksheets[-1]
        names = {row[0] for row in sheet.iter_rows(min_row=2, values_only=True)}
        assert {figure.name for figure in one.pack.headlines} <= names
        assert {row[0].text for row in next(t for t in one.pack.tables if t.name == "quarters").rows} <= names


class TestPage:
    def test_nothing_is_fetched_from_anywhere(self, one: Made) -> None:
        tags = Tags(one.files["html"].decode()).tags
        assert not {tag for tag, _ in tags} & {"script", "iframe", "object", "embed", "form"}
        addresses = [
            value or "" for _, attributes in tags for name, value in attributes.items() if name in ("src", "href")
        ]
        assert [address for address in addresses if not address.startswith(("data:", "#"))] == []
        assert "url(" not in one.files["html"].decode()
        assert "@import" not in one.files["html"].decode()

    def test_language_title_and_headings(self, one: Made) -> None:
        tags = Tags(one.files["html"].decode()).tags
        assert next(attributes for tag, attributes in tags if tag == "html")["lang"] == one.pack.language
        levels = [tag for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == "h1"
        assert levels.count("h1") == 1
        assert all(int(after[1]) - int(before[1]) <= 1 for before, after in itertools.pairwise(levels))

    def test_what_is_described_is_told_apart_from_effects(self, one: Made) -> None:
        text = one.files["html"].decode()
        assert text.count(f'<span class="tag">{one.pack.labels.descriptive}</span>') == 5
        assert 'data-name="impact"' in text
        assert '<figure class="drawing" data-name="impact"' in text
        assert '<figure class="drawing descriptive" data-name="funnel"' in text


@pytest.mark.parametrize("kind", ["html", "pptx", "xlsx"])
def test_the_same_pack_gives_the_same_bytes(made: dict[str, Made], kind: str) -> None:
    assert RENDERERS[kind](made["en"].pack) == made["en"].files[kind]


def test_every_page_says_in_all_files_what_it_has_to_say(one: Made) -> None:
    for text in (html_text(one.files["html"]), pdf_text(one.files["pdf"])):
        assert all(bare(item) in bare(text) for item in one.pack.in_short.items)
