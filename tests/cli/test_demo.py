"""The command around the sample company; what is in it has tests of its own."""

import json

import pytest

from assay.kpis import CATALOGUE
from assay.kpis.headlines import FUNNEL, HEADLINES
from cli.conftest import FILES
from support.cli import assay, write_files


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A demo of a few rows, twice in the same folder."""
    folder = tmp_path_factory.mktemp("demo") / "d"
    made, served = [], []

    def generate(target, *, progress=None):
        made.append(target)
        progress("making the company")
        write_files(target, {**FILES, "truth.json": "{}"})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("assay.demo.generate.generate", generate)
        patch.setattr("assay.cli.demo.run_server", served.append)
        first = assay("demo", folder)
        second = assay("demo", folder, "--no-serve", "--format", "json")
    assert served == [folder.absolute()]  # the second one does without
    return folder, made, first, second


def test_it_ends_with_funnel_headlines_and_their_definitions(told):
    _, _, first, _ = told
    assert first.status == 0
    for key in (*FUNNEL, *HEADLINES):
        assert CATALOGUE[key].name.en in first.out
    assert "Target accounts in scope on the as-of day" in " ".join(first.out.split())
    assert first.out.count("assay -C") == 4


def test_it_shows_the_comparison_beside_it(told):
    first = told[2]
    assert "control" in first.out
    assert "not yet an effect" in first.out


def test_again_is_no_work(told):
    folder, made, _, second = told
    assert second.status == 0
    assert made == [folder / "files"]
    assert second.json["run"] == 1
    assert "is as it was" in second.err


def test_json_has_the_answers(told):
    said = told[3].json
    assert [one["kpi"] for one in said["funnel"][::2]] == list(FUNNEL)
    assert {one["scope"]["arm"] for one in said["figures"]} == {"abm", "control"}


def test_a_workspace_that_is_no_demo_is_refused(tmp_path):
    assay("init", tmp_path / "own")
    settings = (tmp_path / "own" / "assay.toml").read_text("utf-8")
    said = assay("demo", tmp_path / "own")
    assert said.status == 2
    assert "is no sample company" in said.err
    assert (tmp_path / "own" / "assay.toml").read_text("utf-8") == settings


def test_a_folder_of_other_things_is_refused(tmp_path):
    (tmp_path / "letter.txt").write_text("Dear", "utf-8")
    assert assay("demo", tmp_path).status == 2
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_demo_of_another_version_is_refused(tmp_path):
    assay("init", tmp_path / "d")
    (tmp_path / "d" / ".assay" / "sample-company.json").write_text(json.dumps({"seed": 0, "version": "0"}), "utf-8")
    said = assay("demo", tmp_path / "d")
    assert said.status == 2
    assert "another version" in said.err
