"""The README's own five minutes, done as they are written."""

import re
import shlex
from pathlib import Path

import pytest

from support.cli import assay

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def blocks():
    """Name of a file (or nothing), language and text of each block, in order."""
    return re.findall(r"(?:^`([\w.]+)`\n\n)?^```(\w*)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """What each command of the README said, and what its Python printed."""
    folder, said = tmp_path_factory.mktemp("readme"), []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ASSAY_TODAY", "2026-06-30")
        for name, language, text in blocks():
            if name:
                (folder / name).write_text(text, "utf-8")
            elif language == "python":
                said.append((text, exec(compile(text, "README.md", "exec"), {})))
            else:
                lines = [line.partition("#")[0] for line in text.splitlines() if line.startswith("assay ")]
                said += [(line, assay(*shlex.split(line)[1:])) for line in lines]
    return said


def test_every_command_works(done):
    commands = [(line, said) for line, said in done if line.startswith("assay")]
    assert len(commands) >= 9
    assert [(line, said.err) for line, said in commands if said.status] == []


def test_the_deals_are_answered_for(done):
    answers = {line.strip(): said.out for line, said in done if " kpi " in line}
    assert "1/1" in answers["assay -C work kpi win_rate --arm all"]
    assert "1/1" in answers["assay -C work kpi win_rate"]


def test_python_works_too(done):
    assert any("assay.open" in text for text, _ in done)


def test_its_links_lead_somewhere():
    root = Path(__file__).parents[1]
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (root / link).exists()] == []
