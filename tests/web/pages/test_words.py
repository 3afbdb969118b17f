"""Every text of the pages is translated, and every translation fills the same places."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import assay.web.pages
from assay.contract.tables import TABLES
from assay.facts import left_out
from assay.kpis import CATALOGUE
from assay.kpis.needs import needs_of
from assay.landing.checks import OPEN_SIGN, SEVERAL_DAYS, Formats, checks_of
from assay.languages import LANGUAGES, PLACE, translator
from assay.languages.labels import labels
from assay.languages.words import Words
from assay.memory.differences import (
    CodeChanged,
    DayPassed,
    Difference,
    ListChanged,
    LoadsTakenBack,
    MoreListsChanged,
    RowsLanded,
    SettingChanged,
)
from assay.metrics.list_rows import no_lists
from assay.model.references import LED_ASTRAY
from assay.views import diagnosis
from assay.views.annotations import SETTINGS
from assay.web.desk import PLACES
from assay.web.pages.account import KINDS as CONTACTS
from assay.web.pages.alerts import KINDS as ALERTS
from assay.web.pages.changes import SMALL_N, _decides, _worded
from assay.web.pages.guide import GUIDE
from assay.web.pages.kinds import CHANNELS, KINDS
from assay.web.pages.registry import NAVIGATION
from assay.web.pages.rules import CORRECT, ON_PAGES, PATTERNS, RULES, rule_name
from assay.web.pages.scheduled import CAUSES, STEPS
from assay.web.pages.scheduled import STATES as JOB_STATES
from assay.web.pages.words import FACTS, FIELDS, LEFT_OUT, LIST_CHANGES, REASONS, STATES, TITLES
from assay.web.problem_words import messages
from assay.web.rights import ROLE_NAMES
from assay.web.sent_forms import TITLES as SENT

CODE = Path(assay.web.pages.__file__).parent
TEMPLATES = CODE.parent / "templates" / "pages"
OTHERS = [one for one in LANGUAGES if one != "en"]


def in_code() -> Iterator[str]:
    for path in sorted(CODE.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield from _said(node)


def _said(node: ast.Call) -> Iterator[str]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    place = {"_": 0, "ngettext": 0, "Page": 2}.get(name)
    if place is not None and len(node.args) > place and isinstance(node.args[place], ast.Constant):
        yield node.args[place].value  # type: ignore[attr-defined]


def in_templates() -> Iterator[str]:
    for path in sorted(TEMPLATES.glob("*.html")):
        text = path.read_text("utf-8")
        yield from re.findall(r'(?:ngettext|\b_)\("([^"]*)"', text)


def in_context() -> Iterator[tuple[str, str]]:
    """Words of several meanings, each with the one it has there."""
    for path in sorted(TEMPLATES.glob("*.html")):
        yield from re.findall(r'pgettext\("([^"]*)", "([^"]*)"', path.read_text("utf-8"))


def in_tables() -> Iterator[str]:
    yield from (*KINDS.values(), *CHANNELS.values(), *FACTS.values(), *REASONS, *ALERTS.values(), *RULES, *PATTERNS)
    yield from (*ON_PAGES.values(), CORRECT)
    yield from (*FIELDS.values(), *LEFT_OUT.values(), *LIST_CHANGES.values(), *STATES.values(), *TITLES.values())
    yield from (*CAUSES.values(), *STEPS.values(), *JOB_STATES.values())
    yield from (one for one, _ in CONTACTS.values())
    yield from (name for _, name, _ in PLACES)
    yield from ROLE_NAMES.values()
    yield from SENT.values()
    yield from (*GUIDE.values(), *(title for title, _ in NAVIGATION), *messages())


def said() -> set[str]:
    return {*in_code(), *in_templates(), *in_tables()}


def test_the_texts_are_found() -> None:
    assert {"Timeline", "meeting held", "Show as table", "%(n)s account", "Overview"} <= said()


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated(language: str) -> None:
    known: set[str] = set()
    for path in (PLACE / language).glob("*.po"):
        with path.open("rb") as file:
            known |= {_id(message.id) for message in read_po(file, locale=language) if message.id}
    assert said() - known == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_word_of_several_meanings_is_translated_in_each(language: str) -> None:
    known: dict[tuple[str | None, str], str] = {}
    for path in (PLACE / language).glob("*.po"):
        with path.open("rb") as file:
            known |= {(one.context, _id(one.id)): str(one.string) for one in read_po(file, locale=language) if one.id}
    wanted = set(in_context())
    assert ("who did it", "By") in wanted
    assert wanted <= set(known)
    assert known["who did it", "By"] != known["way of sending", "By"] or language == "en"


@pytest.mark.parametrize("language", OTHERS)
def test_translations_fill_the_same_places(language: str) -> None:
    with (PLACE / language / "pages.po").open("rb") as file:
        catalog = read_po(file, locale=language, abort_invalid=True)
    messages = [message for message in catalog if message.id]
    assert messages
    for message in messages:
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        wanted = set(re.findall(r"%\(\w+\)s", _id(message.id)))
        for string in strings:
            assert set(re.findall(r"%\(\w+\)s", string)) == wanted, message.id


def test_notes_of_views_are_translated_word_by_word() -> None:
    """The views say these in English; pages look them up."""
    known: set[str] = set()
    for path in (PLACE / "fr").glob("*.po"):
        with path.open("rb") as file:
            known |= {_id(message.id) for message in read_po(file, locale="fr") if message.id}
    notes = re.findall(r'"(Too few[^"]*)"', Path(diagnosis.__file__).read_text("utf-8"))
    assert notes
    assert {*notes, no_lists()} <= known


class Reader:
    """What a page needs to know to say what a quarantine says."""

    def __init__(self, language: str) -> None:
        self.language = language

    def _(self, text: str, **values: str) -> str:
        said = translator(self.language).gettext(text)
        return said % values if values else said

    @property
    def fmt(self) -> Words:
        return Words(self.language)

    def ngettext(self, one: str, many: str, n: int) -> str:
        return self.fmt.counted(one, many, n)


def quarantined() -> Iterator[str]:
    """Every rule and remedy of the tables, as files that are written in several ways meet them."""
    ways = (Formats(), Formats(decimal=",", date_order="dmy", doubtful=(("amount", "x"),)))
    for table in TABLES.values():
        for formats in ways:
            for check in checks_of(table, table.names, formats):
                yield from (check.rule, check.hint)


def test_a_quarantine_speaks_the_readers_language_and_no_command_line() -> None:
    said = {*quarantined(), LED_ASTRAY + "accounts", *OPEN_SIGN, *SEVERAL_DAYS}
    assert len(said) > 40
    in_french = {one: rule_name(Reader("fr"), one) for one in said}  # type: ignore[arg-type]
    assert [one for one, french in in_french.items() if one == french] == []
    in_english = {rule_name(Reader("en"), one) for one in said}  # type: ignore[arg-type]
    assert [one for one in in_english if "`" in one or "--" in one or "mapping" in one] == []


@pytest.mark.parametrize(
    ("one", "english", "spanish"),
    [
        (
            RowsLanded("opportunities", 1_200, 2),
            "opportunities: 1,200 new or changed rows in 2 loads",
            "negociaciones: 1.200 filas nuevas o modificadas",
        ),
        (
            LoadsTakenBack("stages", (3, 5)),
            "stages: loads 3, 5 taken back",
            "etapas de las negociaciones: se retiró la carga 3, 5",
        ),
        (
            DayPassed("today", date(2026, 4, 1), date(2026, 4, 3)),
            "today: 2026-04-01 → 2026-04-03",
            "Visto a: 1 abr 2026 → 3 abr 2026",
        ),
        (
            DayPassed("last day with data", None, date(2026, 4, 2)),
            "last day with data: None → 2026-04-02",
            "Último día con datos: – → 2 abr 2026",
        ),
        (
            ListChanged("Key", 2, "added", date(2026, 1, 1), "Ada", "Agreed"),
            "list Key: 2 added from 2026-01-01 on, by Ada (Agreed)",
            "Key: alta en la lista, 2 cuentas, 1 ene 2026, Ada (Agreed)",
        ),
        (MoreListsChanged(3), "and 3 more changes of lists", "y 3 cambios más de listas"),
        (CodeChanged(), "another version of Assay built the facts", "Otra versión de Assay elaboró los hechos."),
        (SettingChanged("margin", 0.7, 0.6), "margin: 0.7 → 0.6", None),
    ],
)
def test_what_stands_behind_a_cause_is_said_in_the_readers_language(
    one: Difference, english: str, spanish: str | None
) -> None:
    assert one.line == english
    assert _worded(Reader("es"), one) == spanish  # type: ignore[arg-type]


def test_a_setting_that_differs_says_what_it_decides() -> None:
    reader = Reader("es")
    assert _decides(reader, SettingChanged("engagement.lookback_days", 90, 5)) == reader._(SETTINGS["engagement"])  # type: ignore[arg-type]
    assert _decides(reader, SettingChanged("small_n", 10, 5)) == reader._(SMALL_N)  # type: ignore[arg-type]
    for other in (SettingChanged("name", "A", "B"), RowsLanded("engagement", 1, 1)):
        assert _decides(reader, other) == "", other  # type: ignore[arg-type]


def test_every_reason_of_the_facts_is_known() -> None:
    tree = ast.parse(Path(left_out.__file__).read_text("utf-8"))
    named = {
        key.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    assert "unknown account" in named
    assert named - {*REASONS, *FACTS, *TABLES} == set()


def test_every_table_has_a_name_in_each_language() -> None:
    assert set(labels()["tables"]) == set(TABLES)
    assert all(set(one) == set(LANGUAGES) for one in labels()["tables"].values())


def _id(message: object) -> str:
    return message[0] if isinstance(message, tuple) else str(message)


def test_whatever_a_kpi_needs_has_a_name() -> None:
    """Data tells what would open a figure; a key of the contract says nothing to who reads it."""
    needs = {need.label for kpi in CATALOGUE.values() for need in needs_of(kpi)}
    kinds = {one for one in needs if one.startswith("touches of kind ")}
    assert {kind for one in kinds for kind in one.removeprefix("touches of kind ").split(" or ")} <= set(KINDS)
    parts = {part for one in needs - kinds for part in one.split(" or ")}
    assert parts <= {*labels()["needs"], *labels()["tables"]}
    assert all(set(one) == set(LANGUAGES) for one in labels()["needs"].values())
