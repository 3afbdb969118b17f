"""Files of a bucket: those that are new, or whose content is another than at the last pull."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.extras import driver
from assay.connectors.known_files import State, fits, remarks_on
from assay.connectors.object_store import Changed, Object, ObjectStore
from assay.settings.sources import AzureSource, BucketSource
from assay.sources.files import Ignored, by_name, is_hidden, table_by_name
from assay.sources.files import Source as File
from assay.sources.shape import Progress


class Bucket:
    """The cursor has size and mark of every object that was read, by its name. The mark is the store's for the content:
    an object that was replaced under its name comes again, whatever its date says.
    """

    def __init__(self, source: BucketSource, workspace: Path) -> None:
        driver("obstore", "buckets", f"Source {source.name!r} needs")
        self._source, self._workspace = source, workspace

    @property
    def feeds(self) -> tuple[Feed, ...]:
        said = self._source
        where = (said.account, said.container) if isinstance(said, AzureSource) else (said.bucket,)
        return (Feed("files", None, repr((where, said.prefix.strip("/"), said.to))),)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError,)

    def __enter__(self) -> Bucket:
        self._store = ObjectStore(self._source.name, self._source, self._source.prefix, self._workspace)
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        """Objects are fetched one by one and kept: an interrupted pull goes on in the middle of the one it was at."""
        before: dict[str, State] = dict((since or {}).get("files", {}))
        states: dict[str, State] = {}
        files: list[File] = []
        ignored: list[Ignored] = []
        progress(feed.name, 0, None)
        wanted = list(self._wanted(folder))
        pending = sum(before.get(one.name) != [one.size, one.mark] for one, _ in wanted)
        for one, item in wanted:
            state: State = [one.size, one.mark]
            if isinstance(item, Ignored):
                ignored += [item] if before.get(one.name) is None else []
            elif before.get(one.name) == state:
                states[one.name] = state
            elif self._fetched(one, item.path):
                states[one.name] = state
                files.append(item)
                progress(feed.name, len(files), pending)
            else:
                ignored.append(Ignored(one.name, "changed while it was read; it comes with the next pull"))
                states.update({one.name: before[one.name]} if one.name in before else {})
        told = remarks_on(before, (file.name for file in files), states)
        return Extract(tuple(files), 0, {"files": states}, None, tuple(ignored), told)

    def _wanted(self, folder: Path) -> Iterator[tuple[Object, File | Ignored]]:
        mapped = self._source.mapping is not None or self._source.preset is not None
        for one in self._store.objects():
            if (
                one.name
                and not one.name.endswith("/")
                and not is_hidden(one.name)
                and fits(self._source.pattern, one.name)
            ):
                path = folder / _content(one) / PurePosixPath(one.name).name
                table = self._source.to or (None if mapped else table_by_name(one.name))
                yield one, by_name(path, one.name, one.size, table, mapped=mapped)

    def _fetched(self, one: Object, path: Path) -> bool:
        """Whether the object's content lies at the path now."""
        if path.is_file():
            return True
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._store.fetch(one, path)
        except Changed:
            return False
        return True


def _content(one: Object) -> str:
    """A folder of its own for each content of each name."""
    return hashlib.sha256(f"{one.name}\n{one.size}\n{one.mark}".encode()).hexdigest()[:20]
