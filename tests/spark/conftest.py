"""The same companies on both engines. `--spark-all` asks everything of a cluster with workers of their own.

Without it a few KPIs are asked of Spark within one process, on facts that DuckDB has built.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from assay.engine.java import java_home
from assay.engine.spark import Cluster, session
from assay.errors import DataError
from spark.companies import COMPANIES, Pair

SMALL_DATA = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.executor.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
}
"""Companies of a few rows: what makes large questions fast makes small ones slow."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark-all", action="store_true", help="ask the whole catalogue of a Spark cluster, for long")


@pytest.fixture(scope="session")
def everything(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--spark-all", default=False))


@pytest.fixture(scope="session")
def cluster(everything: bool, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Two workers of one core and 2 GiB each, or one core of this process."""
    if find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed: uv sync --group spark")
    try:
        java_home(tmp_path_factory.mktemp("java"))
    except DataError as error:
        pytest.skip(f"{error.message} {error.hint}")
    patch = pytest.MonkeyPatch()
    patch.setenv("SPARK_HOME", str(_home(tmp_path_factory.mktemp("spark"))))
    master = "local-cluster[2,1,2048]" if everything else "local[1]"
    found = Cluster(master, options=tuple(SMALL_DATA.items()))
    yield found
    session(found).stop()
    patch.undo()


def _home(folder: Path) -> Path:
    """A home of PySpark in which the workers may write: they put their folders there."""
    package = find_spec("pyspark")
    assert package is not None
    assert package.origin is not None
    for entry in Path(package.origin).parent.iterdir():
        if entry.name != "work":
            (folder / entry.name).symlink_to(entry)
    return folder


@pytest.fixture(scope="session")
def pair(cluster: Cluster, everything: bool, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pair]:
    """A company by its name, built when it is first asked for."""

    @lru_cache
    def made(name: str) -> Pair:
        return COMPANIES[name](cluster, tmp_path_factory.mktemp(name), everything)

    return made
