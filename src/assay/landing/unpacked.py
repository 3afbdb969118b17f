"""ZIP files of a load: unpacked for as long as it lasts, each a folder in the place of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from assay.landing.incoming import plain_name
from assay.sources import packed
from assay.store.workspace import Workspace


@contextmanager
def unpacked(workspace: Workspace, paths: Sequence[Path]) -> Iterator[tuple[list[Path], list[str]]]:
    """The paths with a folder in the place of each ZIP file, as long as the block runs, and what of them is no table."""
    if not any(packed.is_packed(path) and path.is_file() for path in paths):
        yield list(paths), []
        return
    with TemporaryDirectory(dir=workspace.path, prefix=".unpacked-") as scratch:
        found, alone = [], []
        for number, path in enumerate(paths):
            if packed.is_packed(path) and path.is_file():
                folder = Path(scratch) / str(number) / plain_name(path.name)
                alone += [f"{path.name}: {name}" for name in packed.unpack(path, partial(_place_in, folder))]
                folder.mkdir(parents=True, exist_ok=True)
                path = folder
            found.append(path)
        yield found, alone


def _place_in(folder: Path, member: PurePosixPath) -> Path:
    """Where a member of a ZIP file goes: below the folder, whatever its name says."""
    path = folder.joinpath(*(plain_name(part) for part in member.parts if part not in ("", ".", "..", "/")))
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
