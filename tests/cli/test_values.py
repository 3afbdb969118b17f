from datetime import date

import pytest

from assay.cli.answers import NO_GROUP, answer_tables
from assay.cli.output import console, printable
from assay.cli.values import figure_text, interval_text, money_text, value_text
from assay.metrics.answer import Answer, Figure, Row
from assay.settings import Settings


def test_a_share_of_few_cases_is_k_of_n_without_an_interval():
    few = Figure(0.5, 3, 6, 6, 0.2, 0.8, extra={"small_n": True})
    assert figure_text(few, "share", None, "en") == "3/6"
    assert interval_text(few, "share", None, "en") == ""


def test_a_share_of_many_has_an_interval():
    many = Figure(0.5, 30, 60, 60, 0.377, 0.623)
    assert figure_text(many, "share", None, "en") == "50%"
    assert interval_text(many, "share", None, "fr") == "37,7\xa0% to 62,3\xa0%"


@pytest.mark.parametrize(
    ("language", "text"), [("en", "€1,234"), ("fr", "1\u202f234\xa0€"), ("es", "1.234\xa0€"), ("ru", "1\xa0234\xa0€")]
)
def test_money_in_every_language(language, text):
    assert money_text(1234.4, "EUR", language) == text


def test_what_is_not_there_is_a_dash():
    assert value_text(None, "money", "EUR", "en") == "–"


def test_control_characters_do_not_reach_the_terminal():
    assert "\x1b" not in printable("\x1b]0;title\x07name\x9b31m")


def test_names_of_files_are_no_markup(capsys):
    import sys

    console(sys.stdout).print("[bold]a[/bold] :smile:")
    assert capsys.readouterr().out.strip() == "[bold]a[/bold] :smile:"


def test_a_group_without_a_name_is_shown():
    figure = Figure(4.0, 4.0, None, 4)
    answer = Answer(
        "k", "K1", "K", "deals", "d", 1, date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 31), {"arm": "abm"}, 1,
        False, None, (Row({"tier": None}, None, figure),), figure,
    )  # fmt: skip
    table = list(answer_tables(answer, ("tier",), Settings(), "en"))[2]
    assert list(table.columns[0].cells) == [NO_GROUP, "Total"]
    assert [column.header for column in table.columns] == ["tier", "value (deals)", "numerator", "denominator", "n"]
