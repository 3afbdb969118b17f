"""Where runs lie that Spark answers: a folder of Parquet files for each, beside the run's own file."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from assay.settings import Settings
from assay.store.workspace import Workspace

if TYPE_CHECKING:
    from assay.engine.spark import Cluster, SparkTables


def cluster_of(settings: Settings) -> Cluster:
    """The cluster that the settings name."""
    from assay.engine.spark import Cluster

    engine = settings.engine
    options = {name: _written(value) for name, value in engine.options.items()}
    return Cluster(engine.master, engine.remote, tuple(sorted(options.items())))


def spark_folder(workspace: Workspace, number: int) -> Path:
    return _storage(workspace) / f"run-{number}"


def is_on_spark(workspace: Workspace, number: int) -> bool:
    """Whether the run's folder is whole: the list of its facts is written last."""
    return (spark_folder(workspace, number) / "columns.json").exists()


def spark_tables(workspace: Workspace, number: int) -> Callable[[], SparkTables]:
    """Opens the facts of a run on Spark, once per process and when they are first asked for."""
    from assay.engine.spark import open_tables

    return partial(open_tables, cluster_of(workspace.settings), spark_folder(workspace, number))


def new_spark_tables(workspace: Workspace, number: int) -> SparkTables:
    """A run's tables on Spark, none of them made."""
    from assay.engine.spark import tables_in

    return tables_in(cluster_of(workspace.settings), spark_folder(workspace, number), workspace.data)


def remove_spark_runs(workspace: Workspace, kept: Iterable[int]) -> None:
    """Remove the folders of runs that are kept no more."""
    names = {f"run-{number}" for number in kept}
    for folder in _storage(workspace).glob("run-*"):
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def _storage(workspace: Workspace) -> Path:
    """Workspaces that share a storage have a folder of their own in it."""
    written = workspace.settings.engine.storage
    if written is None:
        return workspace.data / "spark"
    place = workspace.path.resolve()
    return place / written / f"{place.name}-{sha256(str(place).encode()).hexdigest()[:8]}"


def _written(value: str | bool | int | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
