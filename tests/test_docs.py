"""What is generated below docs/ is up to date, and every KPI says everything in four languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assay.kpis import CATALOGUE
from assay.kpis.declare import KPI, LANGUAGES, iterate_texts
from assay.kpis.pages import pages, parts_of
from assay.languages.labels import labels

PROJECT = Path(__file__).parent.parent
DOCS = PROJECT / "docs" / "kpis"
KPIS = [pytest.param(kpi, id=kpi.key) for kpi in CATALOGUE.values()]


def test_the_pages_on_disk_are_those_generated() -> None:
    written = {str(path.relative_to(DOCS)): path.read_text("utf-8") for path in DOCS.rglob("*.md")}
    assert written == pages(), "run `make docs`"


@pytest.mark.parametrize("kpi", KPIS)
def test_a_kpi_speaks_four_languages(kpi: KPI) -> None:
    for name, text in iterate_texts(kpi):
        spoken = [text[language].strip() for language in LANGUAGES]
        assert all(spoken), f"{kpi.key}: {name} is missing in a language"
        if name != "name":
            assert len(set(spoken)) == len(LANGUAGES), f"{kpi.key}: {name} is not translated"


@pytest.mark.parametrize("kpi", KPIS)
def test_russian_texts_are_in_cyrillic_letters(kpi: KPI) -> None:
    assert all(any("а" <= letter <= "я" for letter in text["ru"].lower()) for _, text in iterate_texts(kpi))


@pytest.mark.parametrize("kpi", KPIS)
def test_a_kpi_has_a_known_unit_and_source(kpi: KPI) -> None:
    assert kpi.unit.replace("/", "_per_") in labels()["units"]
    assert {word.strip("()") for word in kpi.seeds.split()} <= set(labels()["articles"])


def test_a_formula_is_split_at_its_division() -> None:
    assert parts_of("Won ÷ decided. Flow: by closing day.") == ("Won", "decided", "Flow: by closing day.")
    assert parts_of("Visits. Flow: by day.") == ("Visits", None, "Flow: by day.")


PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").glob("*.md"))]
COMMAND = re.compile(r"(?:`|^)assay(?: -C \S+| --format[ =]\S+| --\w+)* ([a-z][a-z-]+)\b", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_that_pages_name_are_there(page: Path) -> None:
    there = set(re.findall(r"^## assay ([a-z-]+)", (PROJECT / "docs" / "cli.md").read_text("utf-8"), re.MULTILINE))
    assert set(COMMAND.findall(page.read_text("utf-8"))) <= there


def test_a_command_that_is_gone_would_be_seen() -> None:
    assert COMMAND.findall("`assay map NAME` prints\nassay -C work kpi win_rate\nan assay of it") == ["map", "kpi"]
