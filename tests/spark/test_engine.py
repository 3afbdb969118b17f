"""What needs no Spark: settings, the choice of a Java, names of tables, and clear words where something is missing."""

from __future__ import annotations

import subprocess
import sys

import ibis
import pytest

from assay.engine import java, spark
from assay.engine.compile import to_sql
from assay.engine.cursor import EngineCursor
from assay.engine.interface import in_places
from assay.engine.spark import Cluster, SparkTables
from assay.engine.statements import Compiled
from assay.errors import DataError, UsageError
from assay.settings import Settings, read_settings
from assay.store.engines import engine_has
from assay.store.spark import cluster_of, remove_spark_runs, spark_folder
from assay.store.workspace import Workspace, create_workspace


def workspace(folder, engine: str) -> Workspace:
    made = create_workspace(folder / "w")
    (made.path / "assay.toml").write_text(engine, "utf-8")
    return Workspace.find(made.path)


class TestSettings:
    def test_a_name_is_enough(self, tmp_path):
        made = workspace(tmp_path, 'engine = "spark"\n')
        assert cluster_of(made.settings) == Cluster("local[*]", None, ())
        assert spark_folder(made, 4) == made.data / "spark" / "run-4"

    def test_a_cluster_has_its_options_as_spark_writes_them(self, tmp_path):
        made = workspace(
            tmp_path, '[engine]\nname = "spark"\nremote = "sc://here:15002"\noptions = {"a.b" = true, c = 4}\n'
        )
        assert cluster_of(made.settings) == Cluster("local[*]", "sc://here:15002", (("a.b", "true"), ("c", "4")))

    @pytest.mark.parametrize("written", ['engine = "sparc"', '[engine]\nname = "spark"\nremote = "here:15002"'])
    def test_what_makes_no_sense_is_refused(self, tmp_path, written):
        (tmp_path / "assay.toml").write_text(written)
        with pytest.raises(UsageError, match=r"engine\.(name|remote)"):
            read_settings(tmp_path / "assay.toml")

    def test_the_engine_is_not_kept_with_runs(self):
        assert Settings.model_validate({"engine": "spark"}).model_dump_json() == Settings().model_dump_json()

    def test_workspaces_share_a_storage(self, tmp_path):
        made = workspace(tmp_path, f'[engine]\nname = "spark"\nstorage = "{tmp_path / "shared"}"\n')
        assert spark_folder(made, 1).parent.parent == tmp_path / "shared"
        assert spark_folder(made, 1).parent.name.startswith("w-")


class TestRuns:
    def test_only_a_finished_folder_answers(self, tmp_path):
        made = workspace(tmp_path, 'engine = "spark"\n')
        spark_folder(made, 1).mkdir(parents=True)
        assert not engine_has(made, 1)
        (spark_folder(made, 1) / "columns.json").write_text("{}")
        assert engine_has(made, 1)

    def test_folders_go_with_their_runs(self, tmp_path):
        made = workspace(tmp_path, 'engine = "spark"\n')
        for number in (1, 2, 3):
            spark_folder(made, number).mkdir(parents=True)
        remove_spark_runs(made, [2, 3])
        assert sorted(path.name for path in spark_folder(made, 1).parent.iterdir()) == ["run-2", "run-3"]


def home(folder, name: str, version: str, modules: str = "java.base jdk.incubator.vector"):
    made = folder / name
    made.mkdir()
    (made / "release").write_text(f'JAVA_VERSION="{version}"\nMODULES="{modules}"\n')
    return made


class TestJava:
    @pytest.mark.parametrize(("written", "version"), [("17.0.15", 17), ("1.8.0_402", 8), ("25", 25)])
    def test_versions(self, tmp_path, written, version):
        assert java.version(home(tmp_path, "j", written)) == version

    def test_one_that_is_too_new_is_passed_over(self, tmp_path, monkeypatch):
        new, good = home(tmp_path, "new", "25.0.1"), home(tmp_path, "good", "17.0.15")
        monkeypatch.setattr(java, "_candidates", lambda: iter((new, good)))
        assert java.java_home(tmp_path) == good

    def test_none_is_told(self, tmp_path, monkeypatch):
        monkeypatch.setattr(java, "_candidates", lambda: iter([home(tmp_path, "new", "25.0.1")]))
        with pytest.raises(DataError, match="Java 17 to 23"):
            java.java_home(tmp_path)

    @pytest.mark.skipif(sys.platform == "win32", reason="the launcher is a shell script")
    def test_a_run_time_without_vectors_is_not_asked_for_them(self, tmp_path, monkeypatch):
        small = home(tmp_path, "small", "21.0.8", "java.base")
        (small / "bin").mkdir()
        (small / "bin" / "java").write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
        (small / "bin" / "java").chmod(0o755)
        monkeypatch.setattr(java, "_candidates", lambda: iter([small]))
        launcher = java.java_home(tmp_path / "scratch") / "bin" / "java"
        said = subprocess.run(
            [launcher, "-cp", "a b", "--add-modules=jdk.incubator.vector", "Main"], capture_output=True, text=True
        ).stdout
        assert said == "-cp|a b|Main|"


def test_tables_are_named_apart_and_columns_are_not():
    tables = SparkTables(None, "v", columns={("main", "people"): {}, ("model", "people"): {}})
    query = (
        "SELECT `t0`.`people` FROM `people` AS `t0` JOIN `model`.`people` AS `t1` JOIN `windows` AS `t2` WHERE 'FROM'"
    )
    assert in_places(query, tables, {"windows": "`mine`"}) == (
        "SELECT `t0`.`people` FROM `v_main_people` AS `t0` JOIN `v_model_people` AS `t1` JOIN `mine` AS `t2` WHERE 'FROM'"
    )


def test_without_pyspark_it_is_said_how_to_get_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(DataError, match="PySpark is not installed") as error:
        spark.session(Cluster("local[7]"))
    assert "assay-abm[spark]" in (error.value.hint or "")


def test_sql_tells_its_engine():
    class File:
        def execute(self, query, parameters=None):  # noqa: ARG002
            return query

    cursor = EngineCursor("pyspark", lambda: pytest.fail("Spark was asked"), File())  # type: ignore[arg-type]
    assert cursor.execute("SELECT 1") == "SELECT 1"
    with pytest.raises(pytest.fail.Exception):
        cursor.execute(Compiled("SELECT 1"))


def test_numbers_with_a_point_are_doubles():
    expression = ibis.table({"days": "int64"}, name="t").select(
        months=ibis._.days / 30.4375, text=ibis.literal("it's 2.5"), whole=ibis.literal(3)
    )
    assert "/ 30.4375D" in (sql := to_sql(expression, "pyspark"))
    assert "2.5D" not in sql
    assert "30.4375D" not in to_sql(expression)
