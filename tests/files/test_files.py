"""Every row of the table in docs/files.md is tried with a file of its tool's shape."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from assay.contract.tables import TABLES
from assay.sources.recognise import presets
from files.exports import EXPORTS, Export
from support.cli import Said, assay

PAGE = Path(__file__).parents[2] / "docs" / "files.md"
HEADER = "| tool | export | loads | how |\n|---|---|---|---|\n"


def named(export: Export) -> str:
    return f"{export.tool}: {export.export}"


def load(export: Export, folder: Path) -> Said:
    for name, content in export.files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    assert assay("init", folder / "w").status == 0
    paths = [folder / name for name in export.files if not name.endswith(".toml")]
    words = [str(folder / word) if word.endswith(".toml") else word for word in export.words]
    return assay("-C", folder / "w", "load", *paths, *words, "--format", "json")


@pytest.mark.parametrize("export", [one for one in EXPORTS if one.loads != "not"], ids=named)
def test_an_export_loads_as_the_page_says(export: Export, tmp_path: Path) -> None:
    said = load(export, tmp_path)
    assert said.status == 0, said.out + said.err
    report = said.json
    landed = {name: sum(one["loaded"] for one in report["tables"] if one["table"] == name) for name in TABLES}
    assert {name: landed[name] for name in export.gives} == dict(export.gives)
    assert (report["total"]["quarantined"], report["total"]["conflict"]) == (0, 0)


@pytest.mark.parametrize("export", [one for one in EXPORTS if one.loads == "not"], ids=named)
def test_what_does_not_load_is_refused_with_a_reason(export: Export, tmp_path: Path) -> None:
    said = load(export, tmp_path)
    assert said.status != 0
    assert '"loaded": 1' not in said.out
    assert export.why


def test_the_page_has_exactly_these_rows() -> None:
    """With ASSAY_UPDATE_SNAPSHOTS it is written."""
    page = PAGE.read_text("utf-8")
    head, _, rest = page.partition(HEADER)
    tail = re.sub(r"\A(\|.*\n)+", "", rest)
    wanted = head + HEADER + "".join(map(row, ordered([*EXPORTS, *others()]))) + tail
    if os.environ.get("ASSAY_UPDATE_SNAPSHOTS"):
        PAGE.write_text(wanted, "utf-8")
    assert PAGE.read_text("utf-8") == wanted


def others() -> list[Export]:
    """The presets without a row of their own, which `tests/sources/test_layouts.py` tries one by one."""
    told = {export.words[1] for export in EXPORTS if export.words[:1] == ("--preset",)}
    return [
        Export(one.title, one.description.rstrip("."), "as it is", {}, ("--preset", one.name))
        for one in presets()
        if one.name not in told
    ]


def ordered(exports: Sequence[Export]) -> list[Export]:
    ways = ("as it is", "with an option", "not")
    return sorted(exports, key=lambda one: (one.tool == "Any", one.tool.casefold(), ways.index(one.loads), one.export))


def row(export: Export) -> str:
    how = export.why or (f"`{' '.join(export.words)}`" if export.words else "")
    return f"| {export.tool} | {export.export} | {export.loads} | {how} |\n"
