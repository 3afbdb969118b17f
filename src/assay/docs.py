"""Writes what is generated below `docs/`: the definitions of the KPIs in four languages, and the tables. Run by `make docs`."""

from __future__ import annotations

from pathlib import Path

from assay.comparison.ladder import page
from assay.contract.page import tables_page
from assay.kpis.pages import pages


def write(folder: Path) -> list[Path]:
    """Writes `folder`/tables.md, `folder`/sentences.md and the pages below `folder`/kpis, removes those that no longer exist; the paths written."""
    root = folder / "kpis"
    wanted = {root / name: text for name, text in pages().items()}
    for path in root.rglob("*.md"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    tables = folder / "tables.md"
    tables.write_text(tables_page(), "utf-8")
    sentences = folder / "sentences.md"
    sentences.write_text(page(), "utf-8")
    return [tables, sentences, *wanted]


if __name__ == "__main__":
    for written in write(Path("docs")):
        print(written)
