"""Words that are none of the contract's: answered by the nearest, once each with its rows, and settled by one option."""

from __future__ import annotations

import pytest
from landing_place import Landing, counts

from assay.contract.kinds import KINDS
from assay.contract.words import KINDS_OF, nearest_kinds
from assay.errors import UsageError

TOUCHES = "touch_id,occurred_at,kind\n" + "".join(
    f"t{place},2026-01-05,{word}\n" for place, word in enumerate(["web_visit"] * 3 + ["Web Visit"] + ["page_view"])
)


@pytest.mark.parametrize(
    ("word", "kinds"),
    [
        ("web_visit", ("page_view",)),
        ("Website visit", ("page_view",)),
        ("webinar", ("event_attended", "event_registered")),
        ("Webinar: pricing 2026", ("event_attended", "event_registered")),
        ("Visit Webpage", ("page_view",)),
        ("page_veiw", ("page_view",)),
        ("Email Reply", ("mail_in",)),
        ("xq", ()),
    ],
)
def test_the_nearest_kinds_of_a_word(word: str, kinds: tuple[str, ...]) -> None:
    assert nearest_kinds(word) == kinds


def test_every_kind_is_near_to_something() -> None:
    assert {kind for kinds in KINDS_OF.values() for kind in kinds} == set(KINDS)


def test_an_unknown_kind_is_told_once_with_its_rows_and_how_to_settle_it(landing: Landing) -> None:
    report = landing.land("touches", TOUCHES)
    assert counts(report) == {"rows_in": 5, "loaded": 1, "quarantined": 4}
    words = {problem.values: (problem.rows, problem.hint) for problem in report.problems}
    hint = "Nearest: page_view. --set kind.web_visit=page_view settles it."
    assert words == {("web_visit",): (4, hint)}


def test_a_settled_word_lands_in_any_spelling(landing: Landing) -> None:
    landing.land("touches", TOUCHES)
    report = landing.land("touches", TOUCHES, words=["kind.Web Visit=page_view"])
    assert counts(report) == {"rows_in": 5, "loaded": 4, "unchanged": 1}
    assert landing.rows("touches", "DISTINCT kind") == [("page_view",)]


def test_a_word_of_any_closed_column_can_be_settled(landing: Landing) -> None:
    text = "opportunity_id,created_at,status\n1,2026-01-05,Gewonnen\n"
    assert counts(landing.land("opportunities", text, words=["status.gewonnen=won"])) == {"rows_in": 1, "loaded": 1}
    assert landing.rows("opportunities", "status") == [("won",)]


def test_a_word_that_a_value_map_rejects_can_be_settled(landing: Landing) -> None:
    mapping = landing.write(
        "map.toml",
        '[[table]]\nto = "touches"\nfrom = "log.csv"\n[table.columns]\ntouch_id = "Id"\noccurred_at = "At"\n'
        'kind = { from = "What", map = { View = "page_view" }, otherwise = "reject" }\n',
    )
    landing.write("log.csv", "Id,At,What\n1,2026-01-05,View\n2,2026-01-05,Ring\n")
    assert counts(landing.load("log.csv", mapping=mapping)) == {"rows_in": 2, "loaded": 1, "quarantined": 1}
    report = landing.load("log.csv", mapping=mapping, words=["kind.ring=call"])
    assert counts(report) == {"rows_in": 2, "loaded": 1, "unchanged": 1}
    assert landing.rows("touches", "kind") == [("call",), ("page_view",)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("kind.webinar", "COLUMN.WORD=WORD"),
        ("webinar=event_attended", "COLUMN.WORD=WORD"),
        ("kind.webinar=webinar", "event_attended"),
        ("knd.webinar=event_attended", "'kind'"),
        ("status.x=wonn", "'won'"),
    ],
)
def test_what_cannot_be_settled_says_why(landing: Landing, written: str, said: str) -> None:
    with pytest.raises(UsageError) as error:
        landing.land("touches", TOUCHES, words=[written])
    assert said in str(error.value)


def test_rows_that_another_condition_passes_over_are_not_kept_for_a_flag_that_cannot_be_read(landing: Landing) -> None:
    """Qualtrics: the second and third line of an export are texts and ids of questions."""
    landing.write(
        "answers.csv",
        "ResponseId,Done,Day,Score\nResponse ID,Finished,Recorded,How likely\nR_1,True,2026-03-01,9\nR_2,Yup,2026-03-01,8\n",
    )
    mapping = landing.write(
        "map.toml",
        '[[table]]\nto = "survey_responses"\nfrom = "answers.csv"\n'
        'where = [{ column = "ResponseId", starts_with = "R_" }, { column = "Done", is_not = false }]\n'
        '[table.columns]\nresponse_id = "ResponseId"\nanswered_on = "Day"\nquestion = { value = "nps" }\nscore = "Score"\n',
    )
    report = landing.load("answers.csv", mapping=mapping)
    assert counts(report) == {"rows_in": 2, "loaded": 1, "quarantined": 1}
    assert [(one.column, one.values) for one in report.problems] == [("Done", ("Yup",))]
