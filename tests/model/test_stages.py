"""A stage is its pipeline and its name, as people write them; what nobody states is not guessed."""

from __future__ import annotations

import pytest

from assay.errors import DataError
from assay.model.stages import Described, Written, folded, known_names, understand
from model.test_build import deal, model_of, select


def meanings(described, written):
    return {one.written: (one.stage, one.status, one.basis) for one in understand(described, written).meanings}


@pytest.mark.parametrize(
    "name", ["Closed won", "CLOSED WON", "closedwon", "Closed - Won", "Closed_Won", " closed  won "]
)
def test_case_spaces_and_punctuation_make_no_other_stage(name):
    written = Written(name)
    assert meanings([Described("Closed Won", None, "won")], [written])[written] == ("Closed Won", "won", "stages")


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("closedwon", "won"),
        ("Closed Lost", "lost"),
        ("Fermée/Gagnée", "won"),
        ("Abgeschlossen und verloren", "lost"),
        ("Cierre ganado", "won"),
        ("Закрыто и выиграно", "won"),
        ("失注", "lost"),
        ("Negotiation/Review", "open"),
        ("appointmentscheduled", "open"),
    ],
)
def test_names_that_crms_ship_with_are_understood(name, status):
    written = Written(name)
    assert meanings([], [written])[written] == (name, status, "name")


@pytest.mark.parametrize("name", ["Wonderland", "Almost won", "Signed", "Kalt"])
def test_other_names_are_not_guessed_at(name):
    written = Written(name)
    assert meanings([], [written])[written] == (name, None, None)


def test_a_described_stage_wins_over_what_its_name_usually_means():
    written = Written("Closed Won")
    assert meanings([Described("closed won", None, "open")], [written])[written] == ("closed won", "open", "stages")


def test_one_name_in_two_pipelines_is_two_stages():
    described = [Described("Qualified", "Sales", "open"), Described("Qualified", "Partner", "won")]
    sales, partner = Written("Qualified", "sales"), Written("QUALIFIED", "Partner")
    nowhere, other = Written("Qualified"), Written("Qualified", "Renewals")
    found = meanings(described, [sales, partner, nowhere, other])
    assert found[sales] == ("Qualified (Sales)", "open", "stages")
    assert found[partner] == ("Qualified (Partner)", "won", "stages")
    assert found[nowhere][2] == found[other][2] == "name"  # either could be meant: neither is taken


def test_a_stage_without_a_pipeline_is_that_of_all():
    written = Written("Talk", "Anything")
    assert meanings([Described("Talk", None, "open")], [written])[written] == ("Talk", "open", "stages")


def test_hubspot_writes_the_pipeline_behind_the_stage():
    written = Written("Closed Won (Sales Pipeline)", "Sales Pipeline")
    assert meanings([], [written])[written][1:] == ("won", "name")
    assert meanings([], [Written("Closed Won (maybe)", "Sales")])[Written("Closed Won (maybe)", "Sales")][1] is None


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("6. Closed Won", "won"),
        ("Closed Lost (0%)", "lost"),
        ("Fermé / Conclue", "won"),
        ("Fermée / Perdue", "lost"),
        ("Закрыта и выиграна", "won"),
        ("Closed", None),
        ("Closed - Duplicate", None),
        ("2. Qualified out", None),
    ],
)
def test_a_number_or_a_word_for_closed_before_a_usual_name_changes_nothing(name: str, status: str | None):
    assert meanings([], [Written(name)])[Written(name)][1] == status


def test_no_name_means_two_things():
    import tomllib
    from importlib.resources import files

    document = tomllib.loads(files("assay.model").joinpath("stage_names.toml").read_text("utf-8"))
    document.pop("closing")
    said = [(folded(name), status) for status, lists in document.items() for names in lists.values() for name in names]
    assert len(dict(said)) == len(set(said)) == len(known_names())


STAGES = [{"stage": "Talk", "status": "open"}, {"stage": "Signed", "status": "won"}]


def test_positions_follow_the_rows_where_none_is_given():
    assert select("SELECT stage, position FROM model.stages ORDER BY position", {"stages": STAGES}) == [
        ("Talk", 1),
        ("Signed", 2),
    ]


def test_history_and_deals_get_the_stage_of_their_pipeline():
    tables = {
        "stages": [
            {"stage": "Talk", "status": "open", "pipeline": "A", "probability": 0.4},
            {"stage": "Talk", "status": "open", "pipeline": "B", "probability": 0.1},
        ],
        "opportunities": [deal("o", stage="talk", pipeline="A"), deal("p", stage="Talk", pipeline="B")],
        "opportunity_stages": [{"opportunity_id": "p", "stage": "TALK", "entered_at": "2024-01-01"}],
    }
    connection, report = model_of(tables)
    read = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
    assert read("SELECT opportunity_id, stage FROM model.opportunities ORDER BY ALL") == [
        ("o", "Talk (A)"),
        ("p", "Talk (B)"),
    ]
    assert read("SELECT stage, pipeline FROM model.opportunity_stages") == [("Talk (B)", "B")]
    assert report.rows["stages"] == 2


def test_closed_stages_that_only_their_names_tell_of_join_the_others():
    tables = {"stages": STAGES, "opportunities": [deal("o", stage="closed lost"), deal("p", stage="Elsewhere")]}
    connection, _ = model_of(tables)
    read = lambda sql: connection.execute(sql).fetchall()  # noqa: E731
    assert read("SELECT stage, status FROM model.stages ORDER BY position")[-1] == ("closed lost", "lost")
    assert read("SELECT status FROM model.opportunities ORDER BY opportunity_id") == [("lost",), (None,)]


def test_one_stage_that_is_said_to_be_two_things_stops():
    rows = [{"stage": "Won", "status": "won"}, {"stage": "WON", "status": "open"}]
    with pytest.raises(DataError, match="'WON' is open and won"):
        model_of({"stages": rows})
