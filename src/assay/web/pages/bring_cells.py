"""Cells of files that were brought and could not be read: which are open, where they are mended, and what was written instead."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from starlette.datastructures import FormData

from assay.landing.checks import LANDED_WITHOUT
from assay.landing.corrections import Correction, of_file
from assay.landing.incoming import Upload, uploads
from assay.landing.quarantine import quarantined
from assay.landing.report import QuarantinedRow
from assay.store.workspace import Workspace

SHOWN_CELLS = 50
"""Values in quarantine that can be mended at once."""


def corrections_of(upload: Upload) -> tuple[Correction, ...]:
    return tuple(Correction(**one) for one in upload.state.get("corrections", ()))


def wrong_cells(workspace: Workspace, upload: Upload, outcomes: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Values in quarantine that nobody has mended yet, and such as were mended in vain: each with a field to write in.

    A file that has landed before tells nothing anew: what is open of it is what that load left in quarantine.
    """
    mended = {(one.file, one.line) for one in corrections_of(upload)}
    told = [report for report in (one["report"] for one in outcomes) if report]
    again = {table["file"] for report in told for table in report["tables"] if table["quarantined"] or table["cells"]}
    again -= {one["file"] for report in told for one in report["quarantine"]}
    cells = [asdict(one) for one in open_cells(workspace, again) if (one.file, one.line) not in mended]
    for report in told:
        cells += [one for one in report["quarantine"] if (one["file"], one["line"]) not in mended]
        cells += [
            {**one, "file": of_file(one["file"])} for one in (report.get("corrections") or {}).get("quarantine", ())
        ]
    return [{**one, "landed": LANDED_WITHOUT in one["rule"]} for one in cells[:SHOWN_CELLS]]


def open_cells(workspace: Workspace, files: Collection[str]) -> list[QuarantinedRow]:
    """What loads of these files have left in quarantine, and nobody has mended since."""
    return [one for one in quarantined(workspace, SHOWN_CELLS) if one.file in files] if files else []


def mended_at(workspace: Workspace) -> dict[str, str]:
    """Where the cells of files can be mended that have landed: the address, by the file's name."""
    kept = [one for one in uploads(workspace) if one.state.get("landed")]
    return {path.name: f"/bring/{one.id}#cells" for one in reversed(kept) for path in one.files}


def corrected_rows(outcomes: Sequence[Mapping[str, Any]]) -> int:
    reports = [one["report"]["corrections"] for one in outcomes if one["report"] and one["report"].get("corrections")]
    return sum(report["total"]["loaded"] for report in reports)


def sent_corrections(form: FormData) -> Iterator[Correction]:
    """Of the fields of a page: lines that are left out, and values that are others than they were."""
    for name in form:
        if not name.startswith("cell:"):
            continue
        number = name.removeprefix("cell:")
        said = {word: str(form.get(f"{word}:{number}", "")) for word in ("file", "line", "column", "was", "leave")}
        if not said["line"].isdigit() or not said["file"]:
            continue
        if said["leave"]:
            yield Correction(said["file"], int(said["line"]))
        elif (value := str(form[name]).strip()) != said["was"] and said["column"]:
            yield Correction(said["file"], int(said["line"]), said["column"], value)
