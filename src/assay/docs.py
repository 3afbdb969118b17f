"""Writes what is generated below `docs/`: the definitions of the KPIs in four languages. Run by `make docs`."""

from __future__ import annotations

from pathlib import Path

from assay.kpis.pages import pages


def write(folder: Path) -> list[Path]:
    """Writes the pages below `folder`/kpis and removes those that no longer exist; gives the paths written."""
    root = folder / "kpis"
    wanted = {root / name: text for name, text in pages().items()}
    for path in root.rglob("*.md"):
        if path not in wanted:
            path.unlink()
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list(wanted)


if __name__ == "__main__":
    for written in write(Path("docs")):
        print(written)
