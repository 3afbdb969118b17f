"""Where else than in landed rows and runs a workspace may name a person: databases, packs, what was put aside."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from assay.engine.literals import quoted
from assay.landing.marks import Marks
from assay.store.durable import write_durably
from assay.store.lock import erasing_path
from assay.store.workspace import Workspace

_TEXTS = ("packs.json", "log/*", "settings/*", "incoming/*/*")


def clean_other_places(workspace: Workspace, marks: Marks) -> None:
    """May be done any number of times. Needs the lock."""
    shutil.rmtree(workspace.data / "aside", ignore_errors=True)  # what is damaged cannot be cleaned
    shutil.rmtree(workspace.data / "pull", ignore_errors=True)  # what an interrupted pull had read: it reads again
    for files in (workspace.data / "incoming").glob("*/files"):  # sent in the browser: they can be sent again
        shutil.rmtree(files, ignore_errors=True)
    for folder in workspace.spill.glob("*"):
        if not _is_in_use(folder.name):
            shutil.rmtree(folder, ignore_errors=True)
            folder.unlink(missing_ok=True)
    for path in workspace.data.glob("compiled.sqlite*"):
        with suppress(OSError):
            path.unlink()
    for path in (
        *workspace.data.glob("*.before-*"),
        *workspace.data.glob("*.damaged"),
        *workspace.data.glob("*.saved"),
    ):
        path.unlink(missing_ok=True)
    for path in sorted(workspace.data.glob("*.sqlite")):
        _clean_database(path, marks if path != workspace.manifest else Marks())
    texts = (place for pattern in _TEXTS for place in workspace.data.glob(pattern))
    for path in texts:
        if path.is_file() and (cleaned := marks.cleaned(before := path.read_text("utf-8", "replace"))) != before:
            write_durably(path, cleaned)
    for folder in erasing_path(workspace).parent.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def _is_in_use(name: str) -> bool:
    """Whether the folder `what-PID` is that of a process that lives, and is not this one."""
    digits = name.rpartition("-")[2]
    if not digits.isdigit() or int(digits) == os.getpid():
        return False
    try:
        os.kill(int(digits), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _clean_database(path: Path, marks: Marks) -> None:
    """No text of any table mentions the person, and nothing of what was there before stays in the file's free pages."""
    with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
        connection.create_function("cleaned", 1, lambda text: marks.cleaned(text) if isinstance(text, str) else text)
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN IMMEDIATE")
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table.startswith("sqlite_"):
                continue
            for name in [row[1] for row in connection.execute(f"PRAGMA table_info({quoted(table)})")]:
                column = quoted(name)
                if name == "person_id" and marks.ids:
                    own = ", ".join("?" * len(marks.ids))
                    connection.execute(f"DELETE FROM {quoted(table)} WHERE person_id IN ({own})", marks.ids)
                connection.execute(
                    f"UPDATE OR IGNORE {quoted(table)} SET {column} = cleaned({column}) "
                    f"WHERE typeof({column}) = 'text' AND {column} <> cleaned({column})"
                )
                # Two rows that were told apart by the person's name alone would be the same: one of them is enough.
                connection.execute(
                    f"DELETE FROM {quoted(table)} WHERE typeof({column}) = 'text' AND {column} <> cleaned({column})"
                )
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
