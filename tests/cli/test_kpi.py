import json
from contextlib import closing

import pytest

from assay.kpis import CATALOGUE, COMPARISONS
from assay.store.runs import open_run
from assay.store.workspace import Workspace
from support.cli import assay

WINDOW = ("--from", "2026-01-01", "--to", "2026-05-31")
ANSWER = {
    "kpi",
    "id",
    "name",
    "unit",
    "definition",
    "definition_version",
    "from",
    "to",
    "as_of",
    "scope",
    "run",
    "provisional",
    "currency",
    "rows",
    "total",
}
FIGURE = {"value", "numerator", "denominator", "n", "low", "high", "unmatched", "note", "extra"}


@pytest.fixture
def ask(workspace, made):
    assert made["refresh"].status == 0
    return lambda *words: assay("-C", workspace, "kpi", *words)


def test_json_is_the_answer_of_the_contract(ask):
    said = ask("win_rate", "--by", "tier", *WINDOW, "--format", "json")
    assert (said.status, said.err) == (0, "")
    answer = said.json
    assert set(answer) == ANSWER
    assert set(answer["total"]) == FIGURE
    assert set(answer["rows"][0]) == FIGURE | {"by", "period"}
    assert (answer["kpi"], answer["id"], answer["from"], answer["to"]) == (
        "win_rate",
        "W03",
        "2026-01-01",
        "2026-05-31",
    )
    assert answer["scope"] == {"arm": "abm"}
    assert (answer["total"]["numerator"], answer["total"]["denominator"]) == (2, 3)
    assert [(row["by"]["tier"], row["numerator"], row["denominator"]) for row in answer["rows"]] == [
        ("1", 1, 2),
        ("2", 1, 1),
    ]


def test_place_and_format_stand_before_or_behind_the_name(workspace, ask):
    before = ask("win_rate", *WINDOW, "--format", "json")
    behind = assay("--format", "json", "kpi", "win_rate", *WINDOW, "-C", workspace)
    assert before.out == behind.out


def test_an_id_is_a_key(ask):
    assert ask("W03", *WINDOW, "--format", "json").json["kpi"] == "win_rate"


def test_table_has_value_parts_definition_and_footer(ask):
    out = ask("win_rate", "--by", "tier", *WINDOW).out
    for word in ("Win rate", "W03", "tier", "1/2", "1/1", "Total", "2/3", "Definition:", "run 1", "as of 2026-05-31"):
        assert word in out
    assert "%" not in out.replace("95 % interval", "")  # fewer than small_n: no percentage anywhere


def test_money_has_its_currency(ask):
    assert "€1,501" in ask("new_revenue", *WINDOW).out


def test_unmatched_touches_stand_in_the_footer(ask):
    said = ask("chats", *WINDOW)
    assert "50% of the touches without an account" in said.out


def test_csv_has_a_line_per_group(ask):
    rows = ask("win_rate", "--by", "tier,owner", *WINDOW, "--format", "csv").csv
    assert list(rows[0]) == [
        "tier",
        "owner",
        "period",
        "value",
        "numerator",
        "denominator",
        "n",
        "low",
        "high",
        "unmatched",
        "note",
    ]
    assert [(row["tier"], row["owner"], row["value"]) for row in rows] == [("1", "u1", "0.5"), ("2", "u2", "1.0")]


def test_csv_has_a_line_per_period_empty_ones_too(ask):
    rows = ask("new_revenue", "--grain", "month", *WINDOW, "--format", "csv").csv
    assert [row["period"] for row in rows] == [f"2026-0{month}-01" for month in range(1, 6)]
    assert [float(row["value"]) for row in rows] == [0, 0, 1000.5, 0, 500.25]


@pytest.mark.parametrize("key", ["win_rate", "new_revenue", "target_accounts", "chats", "pipeline"])
def test_rows_add_up_to_the_value(ask, key):
    answer = ask(key, *WINDOW, "--rows", "--format", "json").json
    rows = ask(key, *WINDOW, "--rows", "--format", "csv").csv
    assert len(rows) == len(answer["rows"]) > 0
    for part in ("numerator", "denominator"):
        if answer["total"][part] is not None:
            added = sum(float(row[part]) for row in rows if row[part])
            assert added == pytest.approx(answer["total"][part])


@pytest.mark.parametrize(
    "words", [("--by", "nonsense"), ("--where", "nope = 3"), ("--grain", "foo"), ("--engaged", "x")]
)
def test_rows_are_asked_for_with_words_that_there_are(ask, words):
    """As lines of CSV they come another way than as JSON: what is wrong is told alike."""
    said, told = (ask("win_rate", "--rows", *words, "--format", kind) for kind in ("csv", "json"))
    assert said.status == told.status == 2
    assert said.out == ""
    assert json.loads(told.err)["error"] in said.err


def test_rows_of_nothing_are_a_header_and_nothing_else(ask):
    said = ask("win_rate", "--rows", "--by", "tier", "--from", "2026-01-01", "--to", "2026-01-02", "--format", "csv")
    assert said.status == 0
    assert said.out.strip() == "tier"


def test_scope_options_are_repeated_or_apart_by_commas(ask):
    def scope(*words):
        return ask("target_accounts", *WINDOW, *words, "--format", "json").json

    assert scope("--tier", "1,2")["total"]["value"] == scope("--tier", "1", "--tier", "2")["total"]["value"] == 3
    assert scope("--owner", '"Smith, Jane"')["total"]["value"] == 2
    assert scope("--where", "industry = 'Software'", "--where", "tier = '1'")["total"]["value"] == 2
    assert scope("--list", "North", "--arm", "control")["scope"] == {"arm": "control", "list": "North"}


def test_a_value_that_does_not_exist_is_none_with_a_note(ask):
    answer = ask("win_rate", "--from", "2026-01-01", "--to", "2026-01-31", "--format", "json").json
    assert answer["total"]["value"] is None
    assert answer["total"]["note"]
    assert "Note: No case to divide by" in ask("win_rate", "--from", "2026-01-01", "--to", "2026-01-31").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["win_rat"], "Did you mean 'win_rate'?"),
        (["win_rate", "--by", "industri"], "Did you mean 'industry'?"),
        (["win_rate", "--arm", "controll"], "Did you mean 'control'?"),
        (["win_rate", "--engaged", "minutes10"], "Did you mean 'minutes_10'?"),
        (["win_rate", "--grain", "mont"], "Did you mean 'month'?"),
        (["win_rate", "--list", "Nord"], "Did you mean 'North'?"),
        (["win_rate", "--owner", "Iwan"], "Did you mean 'Ivan'?"),
        (["win_rate", "--tier", "9"], "Known: 1, 2."),
        (["win_rate", "--format", "jsn"], "Did you mean 'json'?"),
        (["win_rate", "--language", "de"], "Known: en, fr, es, ru."),
        (["win_rate", "--from", "2026-13-01"], "Write it as 2026-09-30."),
        (["win_rate", "--from", "2026-03-01", "--to", "2026-02-01"], "lies after"),
        (["win_rate", "--currency", "euro"], "ISO 4217"),
        (["win_rate", "--where", "industry Software"], "a dimension, a comparison and a value"),
        (["win_rate", "--follow-days", "soon"], "--follow-days"),
        (["win_rate", "--tire", "1"], "--tier"),
        ([], "KEY"),
    ],
)
def test_a_wrong_word_is_status_2_with_a_way_out(ask, words, told):
    said = ask(*words)
    assert said.status == 2
    assert told in said.err
    assert said.out == ""


def test_errors_are_json_where_json_was_asked_for(ask):
    said = ask("win_rat", "--format=json")
    assert (said.status, said.out) == (2, "")
    assert json.loads(said.err) == {"error": "There is no KPI 'win_rat'.", "hint": "Did you mean 'win_rate'?"}


def test_explain_tells_meaning_origin_and_what_was_left_out(ask):
    out = ask("chats", *WINDOW, "--explain").out
    for word in ("question", "formula", "caveat", "article", "flow:", "funnel stage 2", "touches: without an account"):
        assert word in out
    said = ask("engaged_accounts", *WINDOW, "--explain", "--engaged", "minutes_10", "--format", "json").json
    assert said["explain"]["preset"]["name"] == "minutes_10"
    assert said["explain"]["run"] == said["run"] == 1


def test_sql_is_printed_instead_of_the_answer(ask, workspace):
    said = ask("win_rate", "--sql", *WINDOW)
    assert said.status == 0
    with closing(open_run(Workspace.find(workspace))) as run:
        (_, numerator, denominator, *_) = run.cursor().execute(said.out).fetchone()
    assert (numerator, denominator) == (2, 3)
    assert ask("win_rate", "--sql", *WINDOW, "--format", "json").json == {
        "kpi": "win_rate",
        "sql": said.out.rstrip("\n"),
    }


def test_texts_come_in_the_language_asked_for(ask):
    assert "Taux de réussite" in ask("win_rate", *WINDOW, "--language", "fr").out


def test_catalogue_has_all_of_it():
    found = assay("kpis", "--format", "json").json
    assert [one["key"] for one in found] == [*CATALOGUE, *COMPARISONS]
    win_rate = next(one for one in found if one["key"] == "win_rate")
    assert set(win_rate["name"]) == set(win_rate["caveat"]) == {"en", "fr", "es", "ru"}
    assert win_rate["stages"] == [4]


def test_catalogue_by_stage_and_group():
    assert {one["group"] for one in assay("kpis", "--stage", "2", "--format", "csv").csv} >= {"engagement"}
    assert {one["stages"] for one in assay("kpis", "--stage", "2", "--format", "csv").csv} == {"2"}
    assert {one["group"] for one in assay("kpis", "--group", "won", "--format", "csv").csv} == {"won"}
    assert assay("kpis", "--stage", "7").status == 2
    assert "Did you mean 'won'?" in assay("kpis", "--group", "wonn").err


def test_every_group_has_its_stages():
    from assay.cli.explain import STAGES
    from assay.kpis import GROUPS

    assert set(STAGES) == set(GROUPS)


def test_every_article_of_a_declaration_is_known():
    from assay.cli.explain import articles

    for kpi in CATALOGUE.values():
        letters = [char for char in kpi.seeds if char in "ABCD"]
        assert [one["article"] for one in articles(kpi.seeds)] == letters
