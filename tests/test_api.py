import re
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest

import assay
from assay.api import ask, make_scope
from assay.errors import DataError, UsageError
from assay.metrics.scope import Filter, Scope
from assay.refresh import refresh
from assay.store.workspace import create_workspace
from assay.views.funnel import funnel
from support.company import company
from support.landed import land

PAGE = Path(__file__).parents[1] / "docs" / "python.md"
TABLES = {
    "accounts": [{"account_id": "a", "name": "A", "owner_id": "u"}, {"account_id": "b", "name": "B"}],
    "users": [{"user_id": "u", "name": "Jane Smith"}],
    "programmes": [{"programme_id": "p", "name": "Nordics"}],
    "list_memberships": [
        {"list": "North", "account_id": "a", "valid_from": "2026-01-01", "tier": "1", "programme_id": "p"},
        {"list": "North", "account_id": "b", "valid_from": "2026-01-01", "tier": "2"},
    ],
    "opportunities": [
        {
            "opportunity_id": "1",
            "account_id": "a",
            "created_at": "2026-02-01",
            "closed_at": "2026-03-01",
            "status": "won",
        },
        {
            "opportunity_id": "2",
            "account_id": "b",
            "created_at": "2026-02-01",
            "closed_at": "2026-03-01",
            "status": "lost",
        },
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    workspace = create_workspace(tmp_path_factory.mktemp("api") / "w")
    land(workspace, TABLES)
    refresh(workspace, today=date(2026, 4, 1))
    return workspace.path


def test_a_question_in_one_line(folder):
    with assay.open(folder) as reader:
        frame = reader.kpi("win_rate", by=["tier"], arm="abm", start=date(2026, 1, 1), end="2026-03-31").frame()
        assert list(frame["tier"]) == ["1", "2"]
        assert list(frame["value"]) == [1.0, 0.0]
        assert reader.kpi("win_rate", by="tier", list="North", tier=["1"]).total.value == 1.0
        assert reader.run.number == 1
        assert reader.kpis()["win_rate"].id == "W03"
        assert "windows" in reader.sql("win_rate", by="tier")


@pytest.mark.skipif(not PAGE.exists(), reason="needs the checkout")
def test_what_the_page_on_python_says_works(folder, capsys):
    first = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0]
    exec(first.replace("my-workspace", str(folder)), {})
    assert capsys.readouterr().out.startswith("0.5 ")
    with assay.open(folder) as work:
        found = work.kpi("win_rate", by="tier", rows=True, start="2026-01-01", end="2026-03-31", where=["name = 'A'"])
        assert {row.by["tier"]: row.figure.note for row in found.rows} == {"1": None}
        assert [row["left_out"] for row in found.detail or ()] == [None]
        assert work.run.cursor().execute("SELECT count(*) FROM accounts").fetchone() == (2,)
        assert funnel(work.run, make_scope(list="North")).stages[0].accounts == 1


def test_a_run_that_is_not_kept(folder):
    with pytest.raises(UsageError, match="no run 7"):
        assay.open(folder, run=7)


def test_nothing_built_yet(tmp_path):
    create_workspace(tmp_path)
    with pytest.raises(DataError, match="Nothing has been built"):
        assay.open(tmp_path)


def test_importing_assay_is_light():
    script = (
        "import sys, assay; print([name for name in ('ibis', 'pandas', 'duckdb', 'pydantic') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_scope_in_plain_words():
    scope = make_scope(
        list="A, B", tier=["1", "2"], where="industry = 'x'", start="2026-01-01", end=datetime(2026, 2, 1, 9)
    )
    assert scope == Scope(
        lists=("A, B",),
        tiers=("1", "2"),
        where=(Filter("industry", "=", "x"),),
        start=date(2026, 1, 1),
        end=date(2026, 2, 1),
    )
    assert make_scope() == Scope()
    assert make_scope(currency="usd").currency == "USD"


@pytest.mark.parametrize("words", [{"start": "yesterday"}, {"currency": "$"}, {"arm": "amb"}, {"where": "industry"}])
def test_words_that_cannot_be_read(words):
    with pytest.raises(UsageError):
        make_scope(**words)


@pytest.fixture(scope="module")
def run():
    return company(TABLES, today=date(2026, 4, 1))


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        ({"list": "Nroth"}, "There is no list 'Nroth'", "Did you mean 'North'?"),
        ({"tier": "3"}, "There is no tier '3'", "Known: 1, 2."),
        ({"programme": "Nordics"}, "There is no programme 'Nordics'", "Its id is 'p'."),
        ({"owner": "Jane Smit"}, "There is no owner 'Jane Smit'", "Did you mean 'Jane Smith'?"),
    ],
)
def test_a_name_that_occurs_nowhere_is_an_error_not_an_empty_answer(run, words, message, hint):
    with pytest.raises(UsageError, match=message) as caught:
        ask(run, "target_accounts", make_scope(**words))
    assert caught.value.hint == hint


@pytest.mark.parametrize("owner", ["u", "Jane Smith"])
def test_an_owner_has_an_id_and_a_name(run, owner):
    assert ask(run, "target_accounts", make_scope(owner=owner)).total.value == 1


def test_an_unknown_language(run):
    with pytest.raises(UsageError, match="language"):
        ask(run, "win_rate", make_scope(), language="de")
